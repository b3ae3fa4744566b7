import { type Exact, exactAdd, exactCompare, exactDiv, exactOf, ratio } from '@commission-ledger/money';

/** The middle value, or the mean of the two in the middle; `null` of nothing. */
export const medianOf = (values: readonly Exact[]): Exact | null => {
  const sorted = values.toSorted(exactCompare);
  const half = Math.floor(sorted.length / 2);
  return meanOf(sorted.slice(sorted.length % 2 === 0 ? half - 1 : half, half + 1));
};

/** The sum of the values over their count; `null` of nothing. */
export const meanOf = (values: readonly Exact[]): Exact | null =>
  values.length === 0 ? null : exactDiv(sumOf(values), exactOf(BigInt(values.length)));

/** The sum; zero of nothing. */
export const sumOf = (values: readonly Exact[]): Exact => values.reduce(exactAdd, exactOf(0n));

/** How many of how many; `null` of none. */
export const partOf = (count: number, whole: number): Exact | null =>
  whole === 0 ? null : ratio(BigInt(count), BigInt(whole));

/** A value for each of so many; `null` for none. */
export const perEach = (value: Exact, count: number): Exact | null =>
  count === 0 ? null : exactDiv(value, exactOf(BigInt(count)));
