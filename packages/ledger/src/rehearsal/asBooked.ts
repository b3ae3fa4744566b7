import { accountStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountState } from '../account/accountState.ts';
import { isBooking } from '../account/isBooking.ts';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import { sameCounter } from '../account/counterValue.ts';
import { type BookedOnDeal, type Booking, bookingKey } from './bookedOnDeal.ts';
import { type CounterMoves, type CounterValue, moveOn, movedFurther, raisedBy } from './counterMoves.ts';

/** By command, how much further it moves counters on the amended deal than it did. */
export type Changes = ReadonlyMap<string, ReadonlyMap<string, CounterValue>>;

/** Rehearses commands on the counters that they found when they were booked. */
export type AsBooked = Readonly<{
  over: (executor: Executor) => Executor;
  /** Of these, what was not carried out at all moves nothing on the amended deal. */
  passedOver: (bookings: readonly Booking[]) => void;
  changes: Changes;
  /** Whether a command went by changes that have come out otherwise since, so that all has to be gone through again. */
  isStale: () => boolean;
}>;

/**
 * Each command that was booked finds the counters that it found then, moved by what has changed in the commands that its
 * account booked before it. One that was not, finds what those before it left.
 * @param before the changes, as far as they are known from going through it before
 */
export const asBooked = (
  { bookings }: BookedOnDeal,
  stateOf: (stream: string) => AccountState | undefined,
  before: Changes,
): AsBooked => {
  const changes = new Map(before);
  const used = new Map<string, Map<string, ReadonlyMap<string, CounterValue> | undefined>>();
  const ofAccount = byAccount(bookings);

  const findCounters = (booking: Booking): void => {
    const state = stateOf(accountStream(booking.account));
    if (state === undefined) throw new Error(`${accountStream(booking.account)} is booked, but not concerned.`);
    const earlier = new Map<string, ReadonlyMap<string, CounterValue> | undefined>();
    const changed = new Map<string, CounterValue>();
    for (const { key: other, revision } of ofAccount.get(accountStream(booking.account)) ?? []) {
      if (revision >= booking.revision) break;
      const change = changes.get(other);
      earlier.set(other, change);
      for (const [counter, value] of change ?? []) changed.set(counter, raisedBy(value, changed.get(counter)));
    }
    used.set(booking.key, earlier);
    state.counters.clear();
    for (const [counter, { value, from }] of booking.found)
      state.counters.set(counter, { value: raisedBy(value, changed.get(counter)), from });
  };

  const over = (executor: Executor): Executor => {
    // One after the other: each has counters of its own.
    let turn: Promise<unknown> = Promise.resolve();
    const execute: Executor['execute'] = (subject, keyed) => {
      const done = turn.then(async () => {
        const key = bookingKey(subject.stream, keyed.key);
        const booking = bookings.get(key);
        if (booking === undefined) return executor.execute(subject, keyed);
        findCounters(booking);
        const outcome = await executor.execute(subject, keyed);
        if (E.isRight(outcome)) changes.set(key, movedFurther(movesOf(outcome.right), booking.moves));
        return outcome;
      });
      turn = done.catch(() => undefined);
      return done;
    };
    return { ...executor, execute };
  };

  const passedOver = (passed: readonly Booking[]): void => {
    for (const { key, moves } of passed) if (!used.has(key)) changes.set(key, movedFurther(new Map(), moves));
  };

  const isStale = (): boolean =>
    [...used.values()].some((earlier) =>
      [...earlier].some(([other, change]) => !isSameChange(change, changes.get(other))),
    );
  return { over, passedOver, changes, isStale };
};

/** Each account was read in its order. */
const byAccount = (bookings: ReadonlyMap<string, Booking>): ReadonlyMap<string, readonly Booking[]> => {
  const accounts = new Map<string, Booking[]>();
  for (const booking of bookings.values()) {
    const stream = accountStream(booking.account);
    const known = accounts.get(stream);
    if (known === undefined) accounts.set(stream, [booking]);
    else known.push(booking);
  }
  return accounts;
};

const movesOf = ({ events }: Recorded): CounterMoves =>
  events.reduce<CounterMoves>((moves, event) => (isBooking(event) ? moveOn(moves, event) : moves), new Map());

const isSameChange = (
  a: ReadonlyMap<string, CounterValue> | undefined,
  b: ReadonlyMap<string, CounterValue> | undefined,
): boolean => {
  const counters = new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])]);
  return [...counters].every((counter) => {
    const [one, other] = [a?.get(counter), b?.get(counter)];
    if (one === undefined || other === undefined) return isNothing(one ?? other);
    return sameCounter(one, other);
  });
};

const isNothing = (change: CounterValue | undefined): boolean => {
  if (change === undefined) return true;
  return change._tag === 'money' ? change.money.minor === 0n : change.ratio.num.isZero();
};
