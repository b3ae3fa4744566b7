import {
  exactDiv,
  exactMul,
  round,
  toExact,
  type Exact,
  type Money,
  type RoundingMode,
} from '@commission-ledger/money';

/** The refunded part of an amount, rounded once: the amount in the proportion of what was refunded to what was paid. */
export const refundedOf = (amount: Money, refunded: Money, paid: Money, rounding: RoundingMode): Money =>
  round(exactMul(toExact(amount), refundedShare(refunded, paid)), amount.currency, rounding).money;

/** What was refunded, as a share of what was paid. */
export const refundedShare = (refunded: Money, paid: Money): Exact => exactDiv(toExact(refunded), toExact(paid));
