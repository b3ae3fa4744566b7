import { add, exactAdd, exactSub, subtract } from '@commission-ledger/money';
import type { CounterMove } from '@commission-ledger/plans';
import { counterKey } from '../account/accountState.ts';
import { counterValueOf } from '../account/counterValue.ts';
import type { BookingEvent } from '../account/isBooking.ts';

/** What a counter stands at, or by how much it differs: an amount, or a number of units. */
export type CounterValue = CounterMove['before'];

/** How one command moved counters, by `counterKey`. */
export type CounterMoves = ReadonlyMap<string, Readonly<{ before: CounterValue; after: CounterValue }>>;

/** The moves of a command with one more event of it: the first says what it found, the last how it left it. */
export const moveOn = (moves: CounterMoves, { data: { counters } }: BookingEvent): CounterMoves =>
  new Map([
    ...moves,
    ...counters.map(({ plan, counter, window, before, after }) => {
      const key = counterKey(plan, counter, window);
      return [key, { before: moves.get(key)?.before ?? counterValueOf(before), after: counterValueOf(after) }] as const;
    }),
  ]);

/** By how much further counters were moved than by another command. */
export const movedFurther = (moves: CounterMoves, other: CounterMoves): ReadonlyMap<string, CounterValue> => {
  const further = new Map<string, CounterValue>();
  for (const [key, { before, after }] of moves) further.set(key, differenceOf(after, before));
  for (const [key, { before, after }] of other)
    further.set(key, raisedBy(differenceOf(before, after), further.get(key)));
  return further;
};

/** A counter moved up by a difference. */
export const raisedBy = (value: CounterValue, difference: CounterValue | undefined): CounterValue => {
  if (difference === undefined) return value;
  if (value._tag === 'money' && difference._tag === 'money')
    return { _tag: 'money', money: add(value.money, difference.money) };
  if (value._tag === 'ratio' && difference._tag === 'ratio')
    return { _tag: 'ratio', ratio: exactAdd(value.ratio, difference.ratio) };
  throw new TypeError(ONE_KIND);
};

/** How far apart two values of one counter are. */
export const differenceOf = (value: CounterValue, other: CounterValue): CounterValue => {
  if (value._tag === 'money' && other._tag === 'money')
    return { _tag: 'money', money: subtract(value.money, other.money) };
  if (value._tag === 'ratio' && other._tag === 'ratio')
    return { _tag: 'ratio', ratio: exactSub(value.ratio, other.ratio) };
  throw new TypeError(ONE_KIND);
};

const ONE_KIND = 'A counter is an amount or a quantity, always the same.';
