import type { Exact } from './exact.ts';
import { fractionOf } from './fraction.ts';
import { ofMinor, type Money } from './money.ts';

/**
 * Shares an amount in proportion to weights, by largest remainder.
 *
 * The parts add up to `whole`: units lost to rounding go, one each, to the largest remainders, and among equal
 * remainders to the earlier weight. Sharing `-whole` gives the same parts negated, so a full clawback takes back from
 * each exactly what was paid. Each part is within one minor unit of its exact share.
 *
 * @param weights not negative, at least one positive; `[1, 1]` is an even split. Sort them by a stable id first.
 * @returns one part for each weight, in their order.
 * @throws RangeError when a weight is negative or none is positive: there would be nobody to share with.
 */
export const allocate = (whole: Money, weights: readonly Exact[]): readonly Money[] => {
  const shares = wholeNumbers(weights);
  const total = shares.reduce((sum, share) => sum + share, 0n);
  if (shares.some((share) => share < 0n)) throw new RangeError('A weight is negative.');
  if (total === 0n) throw new RangeError('No weight is positive, so there is nobody to share with.');
  const amount = whole.minor < 0n ? -whole.minor : whole.minor;
  const parts = shares.map((share) => (amount * share) / total);
  const missing = amount - parts.reduce((sum, part) => sum + part, 0n);
  const winners = byRemainder(shares.map((share) => (amount * share) % total)).slice(0, Number(missing));
  const extra = new Set(winners);
  const sign = whole.minor < 0n ? -1n : 1n;
  return parts.map((part, index) => ofMinor(sign * (part + (extra.has(index) ? 1n : 0n)), whole.currency));
};

/** The weights times their common denominator. */
const wholeNumbers = (weights: readonly Exact[]): readonly bigint[] => {
  const fractions = weights.map(fractionOf);
  const common = [...new Set(fractions.map(({ den }) => den))].reduce((product, den) => product * den, 1n);
  return fractions.map(({ num, den }) => num * (common / den));
};

/** Places in the list, largest remainder first; the sort is stable, so ties keep their order. */
const byRemainder = (remainders: readonly bigint[]): readonly number[] =>
  remainders
    .map((remainder, index) => ({ remainder, index }))
    .toSorted((a, b) => {
      if (a.remainder === b.remainder) return a.index - b.index;
      return a.remainder > b.remainder ? -1 : 1;
    })
    .map(({ index }) => index);
