import { decimalOf, maxDigits, one, TooManyDigits, type Decimal } from './decimal.ts';
import type { Exact } from './exact.ts';

/** A number as a quotient of whole numbers; `den` is positive. Not reduced. */
export type Fraction = Readonly<{ num: bigint; den: bigint }>;

/** Any exact number as a quotient of whole numbers: `0.25` is 25/100. */
export const fractionOf = ({ num, den }: Exact): Fraction => {
  const places = num.decimalPlaces();
  const coefficient = BigInt(num.toFixed().replace('.', ''));
  return { num: coefficient, den: BigInt(den.toFixed()) * 10n ** BigInt(places) };
};

/** The one exact form of a quotient: a decimal when it terminates, otherwise lowest terms. @throws RangeError on zero */
export const exactOfFraction = ({ num, den }: Fraction): Exact => {
  if (den === 0n) throw new RangeError('Nothing can be divided by zero.');
  const divisor = greatestCommonDivisor(num, den) * (den < 0n ? -1n : 1n);
  const [top, bottom] = [num / divisor, den / divisor];
  const places = decimalPlacesOf(bottom);
  if (places === undefined) return { num: whole(top), den: whole(bottom) };
  return { num: decimalOf(pointAt(places, (top * 10n ** BigInt(places)) / bottom)), den: one };
};

/** How many decimals 1/`den` has, or nothing when it does not terminate: only 2 and 5 divide a power of ten. */
const decimalPlacesOf = (den: bigint): number | undefined => {
  const [twos, odd] = divideOut(den, 2n);
  const [fives, rest] = divideOut(odd, 5n);
  return rest === 1n ? Math.max(twos, fives) : undefined;
};

const divideOut = (value: bigint, prime: bigint): readonly [count: number, rest: bigint] => {
  let [count, rest] = [0, value];
  while (rest % prime === 0n) [count, rest] = [count + 1, rest / prime];
  return [count, rest];
};

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

const whole = (value: bigint): Decimal => decimalOf(checked(value.toString()));

const pointAt = (places: number, coefficient: bigint): string => {
  if (places === 0) return checked(coefficient.toString());
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(places + 1, '0');
  return checked(`${coefficient < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`);
};

/** Keeps decimal.js from parsing a text that it would have to round. */
const checked = (digits: string): string => {
  if (digits.length > 3 * maxDigits) throw new TooManyDigits();
  return digits;
};
