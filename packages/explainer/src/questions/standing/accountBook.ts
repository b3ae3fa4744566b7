import type { RecordedEvent } from '@commission-ledger/events';
import { accountMoveOf, type AccountMove } from './accountMove.ts';

/** A payout, and how it ended, if it did. */
export type BookedPayout = Readonly<{
  issued: RecordedEvent<'PayoutIssued'>;
  settled?: RecordedEvent<'PayoutSettled'>;
  returned?: RecordedEvent<'PayoutFailed' | 'PayoutVoided'>;
}>;

/** An entry of an account, with the payouts that listed it, the latest last. */
export type BookedEntry = Readonly<{ move: AccountMove; maturesOn: string; payouts: readonly BookedPayout[] }>;

/** An account as its events tell it. */
export type AccountBook = Readonly<{
  events: readonly RecordedEvent[];
  /** Entries and payouts that arrived, as recorded. */
  moves: readonly AccountMove[];
  entries: readonly BookedEntry[];
  payouts: ReadonlyMap<string, BookedPayout>;
  deferred: readonly RecordedEvent<'PayoutDeferred'>[];
  closed: readonly RecordedEvent<'PeriodClosed'>[];
  /** What holds accruals now, by accrual. */
  held: ReadonlyMap<string, readonly RecordedEvent<'AccrualHeld'>[]>;
}>;

/** Folds the events of one account, from its first on. */
export const accountBookOf = (events: readonly RecordedEvent[]): AccountBook => {
  const payouts = new Map<string, BookedPayout>();
  const held = new Map<string, readonly RecordedEvent<'AccrualHeld'>[]>();
  const listed = new Map<string, string[]>();
  const deferred: RecordedEvent<'PayoutDeferred'>[] = [];
  const closed: RecordedEvent<'PeriodClosed'>[] = [];
  for (const event of events) {
    if (event.type === 'PayoutIssued') {
      payouts.set(event.data.payout, { issued: event });
      for (const { kind, entry } of event.data.lines) {
        const key = `${kind}/${entry}`;
        listed.set(key, [...(listed.get(key) ?? []), event.data.payout]);
      }
    } else if (event.type === 'PayoutSettled') endPayout(payouts, event.data.payout, { settled: event });
    else if (event.type === 'PayoutFailed' || event.type === 'PayoutVoided')
      endPayout(payouts, event.data.payout, { returned: event });
    else if (event.type === 'PayoutDeferred') deferred.push(event);
    else if (event.type === 'PeriodClosed') closed.push(event);
    else if (event.type === 'AccrualHeld')
      held.set(event.data.accrual, [...(held.get(event.data.accrual) ?? []), event]);
    else if (event.type === 'AccrualReleased') release(held, event);
  }
  const moves = events.flatMap((event) => accountMoveOf(event) ?? []);
  const entries = moves.flatMap((move) => {
    const maturesOn = maturityOf(move.event);
    if (maturesOn === undefined) return [];
    const ids = listed.get(`${move.kind}/${move.id}`) ?? [];
    return [{ move, maturesOn, payouts: ids.flatMap((id) => payouts.get(id) ?? []) }];
  });
  return { events, moves, entries, payouts, deferred, closed, held };
};

const endPayout = (payouts: Map<string, BookedPayout>, id: string, end: Omit<BookedPayout, 'issued'>): void => {
  const payout = payouts.get(id);
  if (payout !== undefined) payouts.set(id, { ...payout, ...end });
};

const release = (
  held: Map<string, readonly RecordedEvent<'AccrualHeld'>[]>,
  { data: { accrual, by } }: RecordedEvent<'AccrualReleased'>,
): void => {
  const others = (held.get(accrual) ?? []).filter(({ data }) => data.by?.kind !== by?.kind || data.by?.id !== by?.id);
  if (others.length === 0) held.delete(accrual);
  else held.set(accrual, others);
};

/** What payouts add to the account, and what is written off or set apart, is payable on its date. */
const maturityOf = ({ type, data }: RecordedEvent): string | undefined => {
  if (type === 'DrawAdvanced' || type === 'DrawRecovered') return data.date;
  if (type === 'ReceivableWrittenOff' || type === 'BalanceUnclaimed') return data.date;
  return 'maturesOn' in data ? data.maturesOn : undefined;
};

/** Whether an entry is in no payout that is on its way or arrived. */
export const isOpen = ({ payouts }: BookedEntry): boolean => payouts.every(({ returned }) => returned !== undefined);

/** Which entries wait for a dispute: held accruals, what was trued up of them, and what was taken back of either. */
export const disputedIn = ({ held, entries }: AccountBook): ReadonlySet<BookedEntry> => {
  if (held.size === 0) return new Set();
  const accruals = entries.flatMap(({ move: { event } }) =>
    event.type === 'AccrualPosted' && held.has(event.data.accrual) ? [event.data] : [],
  );
  const trueUps = entries.flatMap(({ move: { event } }) =>
    event.type === 'TrueUpPosted' && accruals.some((accrual) => isTrueUpOf(event.data, accrual)) ? [event.data] : [],
  );
  const belonging = new Set([
    ...accruals.map(({ accrual }) => accrual),
    ...trueUps.flatMap((data) => ('rerating' in data ? [data.trueUp] : [])),
  ]);
  const settled = new Set(trueUps.map(({ trueUp }) => trueUp));
  return new Set(
    entries.filter(({ move: { event } }) => {
      if (event.type === 'AccrualPosted') return belonging.has(event.data.accrual);
      if (event.type === 'TrueUpPosted') return settled.has(event.data.trueUp);
      return event.type === 'AccrualReversed' && belonging.has(event.data.accrual);
    }),
  );
};

type TrueUp = RecordedEvent<'TrueUpPosted'>['data'];
type Accrual = RecordedEvent<'AccrualPosted'>['data'];

/** A re-rating names its accrual; a slab is settled for a cause, under a rule of the plan in whatever version. */
const isTrueUpOf = (trueUp: TrueUp, accrual: Accrual): boolean => {
  if ('rerating' in trueUp) return trueUp.rerating.accrual === accrual.accrual;
  return (
    trueUp.cause.kind === accrual.cause.kind &&
    trueUp.cause.id === accrual.cause.id &&
    trueUp.referrer === accrual.referrer &&
    trueUp.beneficiary === accrual.beneficiary &&
    trueUp.rule.plan === accrual.rule.plan &&
    trueUp.rule.rule === accrual.rule.rule
  );
};
