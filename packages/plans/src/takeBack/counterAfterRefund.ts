import {
  compare,
  exactMul,
  exactSub,
  roundTo,
  subtract,
  type Money,
  type RoundingMode,
} from '@commission-ledger/money';
import type { CounterRefunds } from '../document/planDocument.ts';
import type { CounterValue } from '../evaluate/rating.ts';
import { refundedOf, refundedShare } from './refundedOf.ts';
import type { RefundedPart } from './toTakeBack.ts';

/** How a cause had moved a counter. */
type Moved = Readonly<{ before: CounterValue; after: CounterValue }>;

/**
 * Where a counter stands after a refund of a cause that had moved it. `lower` takes out the share refunded now: money
 * rounded to the minor unit, quantities to twelve decimals; when all is refunded, exactly the whole move has gone. `whole` takes the cause out when the last
 * of it is refunded.
 *
 * Not for counters of commission: see {@link counterLoweredBy}.
 */
export const counterAfterRefund = (
  now: CounterValue,
  { before, after }: Moved,
  policy: CounterRefunds,
  { refundedSoFar, refundedBefore, paid }: RefundedPart & Readonly<{ refundedBefore: Money }>,
  rounding: RoundingMode,
): CounterValue => {
  switch (policy) {
    case 'keep':
      return now;
    case 'whole':
      // Nothing can be refunded after the last of it.
      return compare(refundedSoFar, paid) < 0 ? now : less(now, less(after, before));
    case 'lower': {
      const moved = less(after, before);
      const part = (refunded: Money): CounterValue => shareOfMove(moved, refunded, paid, rounding);
      return less(now, less(part(refundedSoFar), part(refundedBefore)));
    }
  }
};

const shareOfMove = (moved: CounterValue, refunded: Money, paid: Money, rounding: RoundingMode): CounterValue => {
  if (compare(refunded, paid) === 0) return moved;
  if (moved._tag === 'money') return { _tag: 'money', money: refundedOf(moved.money, refunded, paid, rounding) };
  const part = exactMul(moved.ratio, refundedShare(refunded, paid));
  return { _tag: 'ratio', ratio: roundTo(part, decimalsOfPart, 'half-even') };
};

/** Fractions of payments would else pile up denominators without end. */
const decimalsOfPart = 12;

/** A counter of earned commission goes down by what was taken back of the rules it counts, and by what a true-up takes. */
export const counterLoweredBy = (now: CounterValue, takenBack: Money): CounterValue =>
  less(now, { _tag: 'money', money: takenBack });

const less = (a: CounterValue, b: CounterValue): CounterValue => {
  if (a._tag === 'money' && b._tag === 'money') return { _tag: 'money', money: subtract(a.money, b.money) };
  if (a._tag === 'ratio' && b._tag === 'ratio') return { _tag: 'ratio', ratio: exactSub(a.ratio, b.ratio) };
  throw new TypeError('A counter is an amount or a quantity, always the same.');
};
