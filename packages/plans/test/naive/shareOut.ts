import { divide, minus, negative, over, sumOf, times, zero, type Rational } from './rational.ts';

/**
 * Shares an amount of whole minor units by weights: each gets the whole units of its part, and the units left over go
 * one each to the largest fractions, the earlier of equal ones first. A negative amount is shared as its mirror.
 */
export const sharedOut = (amount: Rational, weights: readonly Rational[], decimals: number): readonly Rational[] => {
  if (amount.n < 0n) return sharedOut(negative(amount), weights, decimals).map(negative);
  const unit = over(1n, 10n ** BigInt(decimals));
  const whole = sumOf(weights);
  const parts = weights.map((weight) => divide(times(divide(amount, unit), weight), whole));
  const units = parts.map(({ n, d }) => n / d);
  const fractions = parts.map((part, place) => minus(part, over(units[place] ?? 0n, 1n)));
  const given = units.reduce((a, b) => a + b, 0n);
  const leftOver = Number((amount.n * 10n ** BigInt(decimals)) / amount.d - given);
  const order = fractions
    .map((fraction, place) => ({ fraction, place }))
    .toSorted((a, b) => {
      const difference = minus(b.fraction, a.fraction);
      return difference.n === 0n ? a.place - b.place : Number(difference.n > 0n) * 2 - 1;
    });
  const lucky = new Set(order.slice(0, leftOver).map(({ place }) => place));
  return units.map((n, place) => times(over(n + (lucky.has(place) ? 1n : 0n), 1n), unit));
};

/** The share at a place, counted from 1; nobody's place has nothing. */
export const shareAt = (amount: Rational, weights: readonly Rational[], place: number, decimals: number): Rational =>
  sharedOut(amount, weights, decimals)[place - 1] ?? zero;
