import { type TimeZone } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import { type AccountRef, type RecordedEvent, accountOfStream } from '@commission-ledger/events';
import { type Money, equals } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import { applyChanges } from './applyChanges.ts';
import { bookingIdOf } from './bookingId.ts';
import { isBooking } from '../account/isBooking.ts';
import { type Change, type EventAt, dealOfChange } from './change.ts';
import { type Concern, concernedHistory, concernedUpTo, isAccountOf } from './concernedHistory.ts';
import type { SetAside } from './noteSetAside.ts';
import { type RefusedFact, type ReplayedAccounts, replayFor } from './replayFor.ts';
import { type EntriesOfReplay, type EntryIdentity, type EntrySide, bookedAmounts } from './supposedEntries.ts';
import { timelineOver } from './timeline.ts';

/** An entry as it is, replayed, and as it would be; one of the two may be missing. */
export type SupposedEntry = EntryIdentity &
  (
    | Readonly<{ before: EntrySide; after: EntrySide }>
    | Readonly<{ before: EntrySide; after: undefined }>
    | Readonly<{ before: undefined; after: EntrySide }>
  );

/** An entry that the replay without changes does not give as it is booked. */
export type DifferingEntry = Pick<EntryIdentity, 'kind' | 'id'> &
  Readonly<{ booked: Money | undefined; replayed: Money | undefined }>;

/** What would stand in the accounts of a partner. Nothing was written. */
export type Counterfactual = Readonly<{
  /**
   * Every entry, also those that stay as they are: in the order in which they are replayed, then those that only the
   * changes bring.
   */
  entries: readonly SupposedEntry[];
  /** What could not be rated then, with the reason. */
  setAside: readonly SetAside[];
  /** Facts that the ledger would have refused then, and that are left out: a refund larger than its payment. */
  refused: readonly RefusedFact[];
  /** Where the replay without changes is not what is booked: after re-ratings, or what only a retry could rate. */
  differs: readonly DifferingEntry[];
}>;

/**
 * What would stand in the accounts of a partner in a program if some things had been otherwise: the history that concerns
 * them is replayed by the ledger's own policy, once as it was recorded and once with the changes, so that what differs
 * follows from the changes alone. Facts are rated in the order in which they were recorded; what is moved in time, or
 * never happened, stands where it would have been recorded (see `placeWhenMoved`, `placeAfter`). What people have done by
 * hand since, such as corrections and re-ratings, is in neither. Linear in the partner's own history; reads by key.
 */
export const counterfactual = async (
  store: EventStore,
  concern: Concern,
  changes: readonly Change[],
): Promise<E.Either<LedgerFailure, Counterfactual>> => {
  const history = await concernedHistory(store, withDealsOf(changes, concern), comingIn(changes));
  return E.isLeft(history) ? history : supposeIn(history.right, concern)(changes);
};

/** It would have taken more records to say it than were to be looked at. */
export type TooMuchConcerned = Readonly<{ _tag: 'TooMuchConcerned'; atMost: number }>;

/** What would stand in the accounts, for one supposition after the other. */
export type Supposing = (
  changes: readonly Change[],
) => Promise<E.Either<LedgerFailure | TooMuchConcerned, Counterfactual>>;

/**
 * The same as `counterfactual`, for several suppositions about one history: it is read, and replayed as it was recorded,
 * once for all that concern the same records.
 *
 * @param atMost how many records may be looked at; where more would have to be, the answer is `TooMuchConcerned`
 */
export const supposing = (store: EventStore, concern: Concern, atMost: number): Supposing => {
  const begun = new Map<string, Promise<E.Either<LedgerFailure | TooMuchConcerned, InHistory>>>();

  const begin = async (changes: readonly Change[]): Promise<E.Either<LedgerFailure | TooMuchConcerned, InHistory>> => {
    const read = await concernedUpTo(store, withDealsOf(changes, concern), comingIn(changes), atMost);
    if (E.isLeft(read)) return read;
    const { events, isAll } = read.right;
    return isAll ? E.right(supposeIn(events, concern)) : E.left({ _tag: 'TooMuchConcerned', atMost });
  };

  return async (changes) => {
    const key = recordsOf(withDealsOf(changes, concern), comingIn(changes));
    const beginning = begun.get(key) ?? begin(changes);
    begun.set(key, beginning);
    const suppose = await beginning;
    return E.isLeft(suppose) ? suppose : suppose.right(changes);
  };
};

type InHistory = (changes: readonly Change[]) => Promise<E.Either<LedgerFailure, Counterfactual>>;

/** What would be in a history that was read; as it was recorded, it is replayed once. */
const supposeIn = (history: readonly RecordedEvent[], concern: Concern): InHistory => {
  const zone = zoneIn(history);
  const isMeant = isAccountOf(concern);
  const ofAccounts = history.filter(({ stream }) => isMeantStream(stream, isMeant));
  const booked = new Map(history.flatMap((event) => (isBooking(event) ? [[bookingIdOf(event), event]] : [])));
  const recorded = new Map(history.map((event) => [event.id, event]));
  const { steps } = timelineOver(history, () => undefined);
  const found = new Map(history.map((event) => [placeOf(event), event]));
  const unchanged = { steps, supposed: new Map<string, readonly string[]>(), touched: new Set<string>() };
  let asRecorded: Promise<E.Either<LedgerFailure, ReplayedAccounts>> | undefined;

  return async (changes) => {
    const altered = applyChanges(steps, changes, { zone, eventAt: (at) => found.get(placeOf(at)) });
    if (E.isLeft(altered)) return altered;
    asRecorded ??= replayFor(unchanged, { isMeant, zone, recorded, booked });
    const before = await asRecorded;
    if (E.isLeft(before)) return before;
    const after = await replayFor(altered.right, { isMeant, zone, recorded, booked });
    if (E.isLeft(after)) return after;
    return E.right({
      entries: sideBySide(before.right.entries, after.right.entries),
      setAside: after.right.setAside,
      refused: after.right.refused,
      differs: differing(bookedAmounts(ofAccounts, zone), before.right.entries),
    });
  };
};

const withDealsOf = (changes: readonly Change[], concern: Concern): Concern => ({
  ...concern,
  deals: [...(concern.deals ?? []), ...changes.flatMap((change) => dealOfChange(change) ?? [])],
});

/** Says which records are read: the same for suppositions that share them. */
const recordsOf = ({ deals = [] }: Concern, { others, streams }: ReturnType<typeof comingIn>): string =>
  JSON.stringify([deals, others, streams].map((ids) => [...new Set(ids)].toSorted()));

/** What may come in by the changes alone. */
const comingIn = (changes: readonly Change[]) => ({
  others: changes.flatMap((change) =>
    change._tag === 'credited' ? change.attribution.map(({ partner }) => partner) : [],
  ),
  streams: changes.flatMap((change) => ('event' in change ? [change.event.stream] : [])),
});

/** A program keeps the zone that it was opened with. */
const zoneIn = (history: readonly RecordedEvent[]): TimeZone => {
  for (const event of history) if (event.type === 'ProgramOpened') return event.data.timeZone;
  throw new Error('A history that concerns accounts begins with their program.');
};

const isMeantStream = (stream: string, isMeant: (account: AccountRef) => boolean): boolean => {
  const account = accountOfStream(stream);
  return account !== undefined && isMeant(account);
};

const placeOf = ({ stream, revision }: EventAt): string => `${revision} ${stream}`;

const sideBySide = (before: EntriesOfReplay, after: EntriesOfReplay): readonly SupposedEntry[] => [
  ...[...before].map(([key, { identity, side }]): SupposedEntry => {
    const then = after.get(key)?.side;
    return then === undefined
      ? { ...identity, before: side, after: undefined }
      : { ...identity, before: side, after: then };
  }),
  ...[...after].flatMap(([key, { identity, side }]): readonly SupposedEntry[] =>
    before.has(key) ? [] : [{ ...identity, before: undefined, after: side }],
  ),
];

const differing = (booked: ReturnType<typeof bookedAmounts>, replayed: EntriesOfReplay): readonly DifferingEntry[] =>
  [...new Set([...booked.keys(), ...replayed.keys()])].flatMap((key) => {
    const [told, would] = [booked.get(key), replayed.get(key)];
    const of = told ?? would?.identity;
    if (of === undefined || (told && would && equals(told.amount, would.side.amount))) return [];
    return [{ kind: of.kind, id: of.id, booked: told?.amount, replayed: would?.side.amount }];
  });
