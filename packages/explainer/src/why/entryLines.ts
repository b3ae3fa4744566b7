import type { LocalDate, TimeZone } from '@commission-ledger/calendar';
import { dateOf } from '@commission-ledger/calendar';
import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { amendedDeal, eventRef, type CauseEvents } from '@commission-ledger/ledger';
import { negate, toJson } from '@commission-ledger/money';
import type { Hold, PlanDocument } from '@commission-ledger/plans';
import type {
  AccrualLine,
  AdjustmentLine,
  CounterRead,
  DrawLine,
  Earned,
  ReversalLine,
  TrueUpLine,
  UnclaimedLine,
  WriteOffLine,
} from '../document/explanation.ts';

/** A line before it has its number and its node. */
export type Unnumbered<L> = L extends unknown ? Omit<L, 'number' | 'node'> : never;

/** The events and the plan that an accrual's line tells of. A true-up after a re-rating is taken back like an accrual. */
export type AccrualEvents = Readonly<{
  posted: RecordedEvent<'AccrualPosted' | 'TrueUpPosted'>;
  cause: CauseEvents;
  document: PlanDocument;
  counters: readonly CounterRead[];
}>;

/** What the documents say about an accrual besides its calculation. */
export const accrualLine = (
  { data }: RecordedEvent<'AccrualPosted'>,
  events: AccrualEvents,
): Unnumbered<AccrualLine> => {
  return {
    kind: 'accrual',
    entry: data.accrual,
    amount: toJson(data.amount),
    maturesOn: data.maturesOn,
    from: eventRef(events.posted, '/amount'),
    ...earnedOf(events),
  };
};

const earnedOf = ({ posted: { data }, cause, document, counters }: AccrualEvents): Earned => {
  const { days, months, from } = holdOf(document, data);
  return {
    deal: dealOf(cause),
    cause: data.cause,
    referrer: data.referrer,
    beneficiary: data.beneficiary,
    earnedOn: data.earnedOn,
    holdDays: days,
    ...(months === undefined ? {} : { holdMonths: months }),
    ...(from === 'end-of-month' ? { holdFrom: from } : {}),
    ...('part' in data && data.part !== undefined ? { part: data.part } : {}),
    rule: data.rule,
    counters,
  };
};

/** The deal of an entry, and the text that the program keeps about it. */
const dealOf = (cause: CauseEvents): Earned['deal'] => {
  const { won, amendments = [] } = cause;
  const told = amendments.map((event) => {
    const { amendment, reason, author } = event.data;
    return { amendment, reason, author, from: eventRef(event, '') };
  });
  return {
    deal: won.data.deal,
    attributes: amendedDeal(cause).terms.attributes,
    from: eventRef(won, ''),
    ...(told.length === 0 ? {} : { amendments: told }),
  };
};

/** Of the part, else of the rule, else of the plan. */
const holdOf = (document: PlanDocument, data: AccrualEvents['posted']['data']): Hold => {
  const { rule } = data;
  const part = 'part' in data ? data.part : undefined;
  const applied = document.rules.find(({ id }) => id === rule.rule);
  return applied?.installments?.[(part?.number ?? 1) - 1]?.hold ?? applied?.hold ?? document.hold;
};

/** What the documents say about a reversal besides its calculation. */
export const reversalLine = (
  reversed: RecordedEvent<'AccrualReversed'>,
  original: AccrualEvents,
  zone: TimeZone,
): Unnumbered<ReversalLine> => {
  const { data } = reversed;
  return {
    kind: 'reversal',
    entry: data.reversal,
    amount: toJson(negate(data.amount)),
    maturesOn: data.maturesOn,
    from: eventRef(reversed, '/amount'),
    ...('refund' in data
      ? { refund: data.refund, refundedOn: dayOf(reversed, zone) }
      : { cancelledOn: data.cancellation.cancelledOn }),
    accrual: data.accrual,
    original: eventRef(original.posted, '/amount'),
    earned: earnedOf(original),
  };
};

/** What the documents say about an adjustment. */
export const adjustmentLine = (
  posted: RecordedEvent<'AdjustmentPosted'>,
  zone: TimeZone,
): Unnumbered<AdjustmentLine> => {
  const { data } = posted;
  return {
    kind: 'adjustment',
    entry: data.adjustment,
    amount: toJson(data.amount),
    maturesOn: data.maturesOn,
    from: eventRef(posted, '/amount'),
    reason: data.reason,
    author: data.author,
    approver: data.approver,
    correctedOn: dayOf(posted, zone),
  };
};

/** What the documents say about a true-up besides its calculation. */
export const trueUpLine = (
  posted: RecordedEvent<'TrueUpPosted'>,
  cause: CauseEvents,
  counters: readonly CounterRead[],
): Unnumbered<TrueUpLine> => {
  const { data } = posted;
  return {
    kind: 'true-up',
    entry: data.trueUp,
    amount: toJson(data.amount),
    maturesOn: data.maturesOn,
    from: eventRef(posted, '/amount'),
    deal: dealOf(cause),
    referrer: data.referrer,
    beneficiary: data.beneficiary,
    trueUpOn: data.earnedOn,
    rule: data.rule,
    counters,
    ...('refund' in data ? { refund: data.refund } : { rerating: reratingOf(data.rerating) }),
  };
};

type Rerating = Extract<EventData<'TrueUpPosted'>, { rerating: unknown }>['rerating'];

const reratingOf = ({ id, accrual, reason, author, approver }: Rerating): TrueUpLine['rerating'] & object => ({
  id,
  accrual,
  reason,
  author,
  approver,
});

/** What the documents say about a draw or its recovery. */
export const drawLine = (
  event: RecordedEvent<'DrawAdvanced' | 'DrawRecovered'>,
  payout: string,
): Unnumbered<DrawLine> => {
  const { data } = event;
  const advance = 'draw' in data;
  return {
    kind: advance ? 'draw-advance' : 'draw-recovery',
    entry: advance ? data.draw : data.recovery,
    amount: toJson(advance ? data.amount : negate(data.amount)),
    maturesOn: data.date,
    from: eventRef(event, '/amount'),
    date: data.date,
    debt: toJson(data.debt),
    payout,
  };
};

/** What the documents say about a balance that is not carried on. */
export const writeOffLine = (event: RecordedEvent<'ReceivableWrittenOff'>): Unnumbered<WriteOffLine> => {
  const { data } = event;
  return {
    kind: 'write-off',
    entry: data.writeOff,
    amount: toJson(data.amount),
    maturesOn: data.date,
    from: eventRef(event, '/amount'),
    date: data.date,
    reason: data.reason,
    ...(data.author === undefined ? {} : { author: data.author }),
    ...(data.approver === undefined ? {} : { approver: data.approver }),
  };
};

/** What the documents say about what is set apart. */
export const unclaimedLine = (event: RecordedEvent<'BalanceUnclaimed'>): Unnumbered<UnclaimedLine> => {
  const { unclaimed, amount, date, reason, author, approver } = event.data;
  return {
    kind: 'unclaimed',
    entry: unclaimed,
    amount: toJson(negate(amount)),
    maturesOn: date,
    from: eventRef(event, '/amount'),
    date,
    reason,
    author,
    approver,
  };
};

/** The local day on which something happened. */
export const dayOf = ({ data }: RecordedEvent, zone: TimeZone): LocalDate => dateOf(data.occurredAt, zone);
