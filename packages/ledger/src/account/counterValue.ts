import type { EventData } from '@commission-ledger/events';
import { type Money, equals, exactEquals } from '@commission-ledger/money';
import type { CounterMove } from '@commission-ledger/plans';

type CounterValue = CounterMove['before'];

/** What a counter stands at, as events tell it: an amount, or a number of units. */
type Told = EventData<'AccrualPosted'>['counters'][number]['after'];

/** A counter's value out of an event. */
export const counterValueOf = (told: Told): CounterValue =>
  isMoney(told) ? { _tag: 'money', money: told } : { _tag: 'ratio', ratio: told };

/** A counter's value as an event tells it. */
export const toldCounter = (value: CounterValue): Told => (value._tag === 'money' ? value.money : value.ratio);

/** Whether a counter stands where it stood. */
export const sameCounter = (a: CounterValue, b: CounterValue): boolean => {
  if (a._tag === 'money') return b._tag === 'money' && equals(a.money, b.money);
  return b._tag === 'ratio' && exactEquals(a.ratio, b.ratio);
};

const isMoney = (told: Told): told is Money => 'minor' in told;
