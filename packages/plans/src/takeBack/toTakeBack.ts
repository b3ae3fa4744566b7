import { addDays, type LocalDate } from '@commission-ledger/calendar';
import { isNegative, max, min, subtract, zero, type Money, type RoundingMode } from '@commission-ledger/money';
import { refundedOf } from './refundedOf.ts';

/** Something that was booked, and how much of it has been taken back already; both have the same sign. */
export type Reversible = Readonly<{ amount: Money; reversed: Money }>;

/** What the customer has got back of a payment, up to and including this refund, and what the payment was. */
export type RefundedPart = Readonly<{ refundedSoFar: Money; paid: Money }>;

/**
 * What a refund takes back of an accrual, with the accrual's sign: the proportion refunded so far of what was booked,
 * rounded once, less what was taken back before. So any number of partial refunds adds up to the full one. Never less
 * than nothing: where a cancellation has already taken more, a refund gives nothing back.
 */
export const toTakeBack = (
  { amount, reversed }: Reversible,
  { refundedSoFar, paid }: RefundedPart,
  rounding: RoundingMode,
): Money => {
  const rest = subtract(refundedOf(amount, refundedSoFar, paid, rounding), reversed);
  const nothing = zero(amount.currency);
  return isNegative(amount) ? min(rest, nothing) : max(rest, nothing);
};

/**
 * The part of an accrual that one refund stands for, whatever else took it back: totals of earned commission go down by
 * it, so that a cancellation, which leaves them, and a refund afterwards do not count twice.
 */
export const refundedByThis = (
  amount: Money,
  { refundedSoFar, refundedBefore, paid }: RefundedPart & Readonly<{ refundedBefore: Money }>,
  rounding: RoundingMode,
): Money =>
  subtract(refundedOf(amount, refundedSoFar, paid, rounding), refundedOf(amount, refundedBefore, paid, rounding));

/** Whether a refund on this date still takes commission back: `within` days after the cause count, without it all do. */
export const refundReaches = (within: number | undefined, causeDate: LocalDate, refundDate: LocalDate): boolean =>
  within === undefined || refundDate <= addDays(causeDate, within);

/** What is taken back matures with what it is taken from, and not before the day of the refund or the cancellation. */
export const reversalMaturesOn = (takenBackOn: LocalDate, accrualMaturesOn: LocalDate): LocalDate =>
  takenBackOn > accrualMaturesOn ? takenBackOn : accrualMaturesOn;
