import type { EventStore } from '@commission-ledger/event-store';
import { type AccountRef, type RecordedEvent, accountStream, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type CounterState, counterKey, ratedKey } from '../account/accountState.ts';
import { counterValueOf } from '../account/counterValue.ts';
import { type BookingEvent, isBooking } from '../account/isBooking.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { eventRef } from '../policy/eventRef.ts';
import { keyOfReaction } from './causeKeys.ts';
import { type CounterMoves, type CounterValue, differenceOf, moveOn, raisedBy } from './counterMoves.ts';
import { type NetOfAccrual, netsOfAccruals } from './netsOfAccruals.ts';

/** What one command of the policy recorded in one account about something that happened on the deal. */
export type Booking = Readonly<{
  /** See {@link bookingKey}. */
  key: string;
  account: AccountRef;
  /** Where it begins in the account, and when that was. */
  revision: number;
  recordedAt: string;
  /** The plan it was rated by; nothing where something was taken back. */
  plan: string | undefined;
  /** Every counter of the account as it found them, without what re-ratings of this deal had moved; by `counterKey`. */
  found: ReadonlyMap<string, CounterState>;
  moves: CounterMoves;
}>;

/** What accounts have of a deal. */
export type BookedOnDeal = Readonly<{
  /** By account and command, see {@link bookingKey}. */
  bookings: ReadonlyMap<string, Booking>;
  /** Those that followed from what happened on the deal, by its key. */
  reactionsTo: (happened: string) => readonly Booking[];
  /** What each accrual has come to, by account and accrual. */
  nets: ReadonlyMap<string, NetOfAccrual>;
  /** Whether a cause was rated there before, whatever it gave. */
  isRated: (account: AccountRef, of: Parameters<typeof ratedKey>[0]) => boolean;
}>;

/** A command of the policy on an account; who was rated first by a re-rating was rated by the same command. */
export const bookingKey = (stream: string, commandKey: string): string =>
  `${stream} ${commandKey.replace(/^rerate\/[^/]+\/(?=accrue\/)/, '')}`;

/** Reads what these accounts have of the deal; `look` sees each event of it. Each account is read once, from its beginning. */
export const bookedOnDeal = async (
  store: EventStore,
  accounts: readonly AccountRef[],
  deal: string,
  look: (event: RecordedEvent) => void,
): Promise<E.Either<LedgerFailure, BookedOnDeal>> => {
  const bookings = new Map<string, Booking>();
  const reactions = new Map<string, string[]>();
  const rated = new Set<string>();
  const nets = netsOfAccruals();
  try {
    for (const account of accounts) {
      const stream = accountStream(account);
      const { found, correct, move } = countersOf();
      for await (const stored of store.readStream(stream)) {
        const event: E.Either<LedgerFailure, RecordedEvent> = readEvent(stored);
        if (E.isLeft(event)) return event;
        const told = event.right;
        if (!isBooking(told)) continue;
        if (told.data.deal === deal) {
          look(told);
          nets.take(told);
          if (isRating(told)) rated.add(`${stream} ${ratedKey(told.data)}`);
          const happened = keyOfReaction(told);
          const key = bookingKey(stream, told.commandKey);
          const known = bookings.get(key);
          const booking = known ?? { key, ...startedBy(account, told), found: found(), moves: new Map() };
          if (happened === undefined) correct(told);
          else bookings.set(key, { ...booking, moves: moveOn(booking.moves, told) });
          if (happened !== undefined && known === undefined)
            reactions.set(happened, [...(reactions.get(happened) ?? []), key]);
        }
        move(told);
      }
    }
  } catch (error) {
    return E.left(storeFailure(error));
  }
  return E.right({
    bookings,
    reactionsTo: (happened) => (reactions.get(happened) ?? []).flatMap((key) => bookings.get(key) ?? []),
    nets: nets.nets,
    isRated: (account, of) => rated.has(`${accountStream(account)} ${ratedKey(of)}`),
  });
};

const isRating = (event: BookingEvent): event is RecordedEvent<'AccrualPosted' | 'AccrualEvaluated'> =>
  event.type === 'AccrualPosted' || (event.type === 'AccrualEvaluated' && event.data.refund === null);

const startedBy = (account: AccountRef, event: BookingEvent): Omit<Booking, 'key' | 'found' | 'moves'> => {
  const { revision, recordedAt } = event;
  return { account, revision, recordedAt, plan: planOf(event) };
};

const planOf = (event: BookingEvent): string | undefined => {
  if (event.type === 'AccrualPosted') return event.data.rule.plan;
  return event.type === 'AccrualEvaluated' ? event.data.plan.plan : undefined;
};

/** The counters of one account while it is read. */
const countersOf = () => {
  const now = new Map<string, CounterState>();
  /** By how much re-ratings of this deal have moved each. */
  const corrected = new Map<string, CounterValue>();
  return {
    found: (): ReadonlyMap<string, CounterState> =>
      new Map(
        [...now].map(([key, { value, from }]) => {
          const correction = corrected.get(key);
          return [key, { value: correction === undefined ? value : differenceOf(value, correction), from }];
        }),
      ),
    correct: (event: BookingEvent): void => {
      for (const { plan, counter, window, before, after } of event.data.counters) {
        const key = counterKey(plan, counter, window);
        const moved = differenceOf(counterValueOf(after), counterValueOf(before));
        corrected.set(key, raisedBy(moved, corrected.get(key)));
      }
    },
    move: (event: BookingEvent): void => {
      for (const [index, { plan, counter, window, after }] of event.data.counters.entries())
        now.set(counterKey(plan, counter, window), {
          value: counterValueOf(after),
          from: eventRef(event, `/counters/${index}/after`),
        });
    },
  };
};
