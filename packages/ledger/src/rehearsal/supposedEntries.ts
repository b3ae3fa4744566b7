import { type LocalDate, type TimeZone, dateOf } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import { type AccountRef, type EventData, type RecordedEvent, accountOfStream } from '@commission-ledger/events';
import { type Money, negate } from '@commission-ledger/money';
import { type BookingEvent, isBooking } from '../account/isBooking.ts';
import { bookingIdOf } from './bookingId.ts';

type Posted = EventData<'AccrualPosted'>;

/** What an entry is, whatever its amount. */
export type EntryIdentity = Readonly<{
  kind: 'accrual' | 'reversal' | 'true-up';
  id: string;
  account: AccountRef;
  deal: string;
  /** What it was earned from; of a reversal, what is taken back was. */
  cause: Posted['cause'];
  referrer: string;
  beneficiary: Posted['beneficiary'];
}>;

/** An entry with its amount, and how it comes about. */
export type EntrySide = Readonly<{
  /** As it stands in the account: below zero where it is taken back. */
  amount: Money;
  rule: Posted['rule'];
  /** The local day on which it is earned, taken back or trued up. */
  earnedOn: LocalDate;
  maturesOn: LocalDate;
  /** The counters it moves. */
  counters: Posted['counters'];
  /** The refund that it follows from, if it does. */
  refund?: string;
  /** The calculation, which comes to the amount. What is supposed in it is a fact without events. */
  root: Node;
}>;

/** The entries of a replay, by kind and id, in the order in which they were booked. */
export type EntriesOfReplay = ReadonlyMap<string, Readonly<{ identity: EntryIdentity; side: EntrySide }>>;

/**
 * Tells the entries of a replay.
 * @param rootOf finds the calculation of an entry, which is cited when somebody asks for it: most entries stay as they are
 * @throws Error when an entry has no calculation: a defect
 */
export const entriesOfReplay = (
  events: readonly RecordedEvent[],
  rootOf: (booking: string) => (() => Node) | undefined,
  zone: TimeZone,
): EntriesOfReplay => {
  const earned = new Map<string, Omit<EntryIdentity, 'kind' | 'id'> & Pick<EntrySide, 'rule'>>();
  const entries = new Map<string, Readonly<{ identity: EntryIdentity; side: EntrySide }>>();
  for (const event of events) {
    if (!isBooking(event) || event.type === 'AccrualEvaluated') continue;
    const key = bookingIdOf(event);
    const root = rootOf(key);
    if (root === undefined) throw new Error(`${key} was replayed without a calculation.`);
    const account = accountOfStream(event.stream);
    if (account === undefined) throw new Error(`${key} was booked in ${event.stream}, which is no account.`);
    const of = event.type === 'AccrualReversed' ? earned.get(event.data.accrual) : earnedBy(event, account);
    if (of === undefined) throw new Error(`${key} takes back what was not replayed.`);
    const { rule, ...identity } = of;
    const { kind, id, ...side } = sideOf(event, zone);
    if (event.type !== 'AccrualReversed') earned.set(id, of);
    const { maturesOn, counters } = event.data;
    const whole: EntrySide = {
      ...side,
      rule,
      maturesOn,
      counters,
      get root() {
        return root();
      },
    };
    entries.set(key, { identity: { kind, id, ...identity }, side: whole });
  }
  return entries;
};

const earnedBy = (
  { data }: RecordedEvent<'AccrualPosted' | 'TrueUpPosted'>,
  account: AccountRef,
): Omit<EntryIdentity, 'kind' | 'id'> & Pick<EntrySide, 'rule'> => {
  const { deal, cause, referrer, beneficiary, rule } = data;
  return { account, deal, cause, referrer, beneficiary, rule };
};

type Told = Pick<EntryIdentity, 'kind' | 'id'> & Pick<EntrySide, 'amount' | 'earnedOn' | 'refund'>;

const sideOf = (event: Exclude<BookingEvent, RecordedEvent<'AccrualEvaluated'>>, zone: TimeZone): Told => {
  const refund = 'refund' in event.data ? { refund: event.data.refund } : {};
  switch (event.type) {
    case 'AccrualPosted':
      return { kind: 'accrual', id: event.data.accrual, amount: event.data.amount, earnedOn: event.data.earnedOn };
    case 'TrueUpPosted':
      return {
        kind: 'true-up',
        id: event.data.trueUp,
        amount: event.data.amount,
        earnedOn: event.data.earnedOn,
        ...refund,
      };
    case 'AccrualReversed': {
      const { reversal, amount, occurredAt } = event.data;
      return {
        kind: 'reversal',
        id: reversal,
        amount: negate(amount),
        earnedOn: dateOf(occurredAt, zone),
        ...refund,
      };
    }
  }
};

/** What was booked of the entries in an account, by kind and id, signed as it stands there. */
export const bookedAmounts = (events: readonly RecordedEvent[], zone: TimeZone): ReadonlyMap<string, Told> =>
  new Map(
    events.flatMap((event) =>
      isBooking(event) && event.type !== 'AccrualEvaluated' ? [[bookingIdOf(event), sideOf(event, zone)] as const] : [],
    ),
  );
