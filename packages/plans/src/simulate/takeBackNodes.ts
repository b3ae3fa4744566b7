import { booked, div, fact, mul, ratioOf, roundNode, sub, sum, type Node } from '@commission-ledger/calculation';
import type { Exact, RoundingMode } from '@commission-ledger/money';
import type { RefundedPart, Reversible } from '../takeBack/toTakeBack.ts';

/** How a refund comes to what it takes back; the value is what `toTakeBack` says, with the other sign. */
export const refundNode = (
  { amount, reversed }: Reversible,
  { refundedSoFar, paid }: RefundedPart,
  rounding: RoundingMode,
): Node => {
  const share = div(fact(booked(refundedSoFar), [], 'refunded'), fact(booked(paid), [], 'payment'), {
    name: 'refunded-share',
  });
  const inAll = roundNode(mul(fact(booked(amount), [], 'accrual'), share), rounding);
  return sub(fact(booked(reversed), [], 'reversal'), inAll, { name: 'reversal' });
};

/** How a cancellation comes to what it takes back; the value is what `toTakeBackOnCancel` says, with the other sign. */
export const cancellationNode = ({ amount, reversed }: Reversible, unserved: Exact, rounding: RoundingMode): Node => {
  const before = fact(booked(reversed), [], 'reversal');
  const left = sub(fact(booked(amount), [], 'accrual'), before);
  const taken = roundNode(mul(left, fact(ratioOf(unserved), [], 'unserved-share')), rounding);
  return sub(before, sum([before, taken]), { name: 'reversal' });
};
