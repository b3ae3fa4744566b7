import { Decimal as DecimalJs } from 'decimal.js';

/** A decimal number of any size; the class is private, build values with `parseDecimal` or `exactOf`. */
export type Decimal = DecimalJs;

/**
 * Significant digits that an {@link Exact} value may have, and the largest power of ten it may reach in either direction.
 * Amounts and rates come in with at most 32 characters, so this is a product of fourteen of them.
 */
export const maxDigits = 448;

/**
 * Our own class: `Decimal.set` elsewhere in the process does not reach it. Two values within `maxDigits` never need
 * more than 1,345 digits for a sum and 896 for a product, so at this precision decimal.js has nothing to round.
 */
const LedgerDecimal = DecimalJs.clone({ defaults: true, precision: 2000, toExpNeg: -9e15, toExpPos: 9e15 });

const maxWords = maxDigits / 7; // decimal.js keeps seven digits in a word

/** Thrown when a calculation would need more digits than {@link maxDigits}: a defect, never a rounding. */
export class TooManyDigits extends Error {
  override readonly name = 'TooManyDigits';
  constructor() {
    super(`A number outgrew ${maxDigits} digits. Round earlier in the plan.`);
  }
}

/** The same value in our class, with `-0` as `0`. @throws TooManyDigits also for `NaN` and infinity. */
export const decimalOf = (value: string | number | DecimalJs): Decimal => bounded(new LedgerDecimal(value));

/** {@link decimalOf} for input, whose size is not a defect: nothing when it is out of bounds. */
export const decimalWithinBounds = (value: string): Decimal | undefined => {
  const decimal = new LedgerDecimal(value);
  return isWithinBounds(decimal) ? withoutMinusZero(decimal) : undefined;
};

/** Returns `value` when it is within the bound, so that it can take part in the next operation without rounding. */
export const bounded = (value: Decimal): Decimal => {
  if (!isWithinBounds(value)) throw new TooManyDigits();
  return withoutMinusZero(value);
};

const isWithinBounds = ({ d, e }: Decimal): boolean => {
  const words: readonly number[] | null = d;
  return words !== null && words.length <= maxWords && e < maxDigits && e >= -maxDigits;
};

const withoutMinusZero = (value: Decimal): Decimal => (value.isZero() ? zeroDecimal : value);

/** Whether this is a decimal number, also one of another copy of decimal.js. */
export const isDecimal = (input: unknown): input is Decimal => DecimalJs.isDecimal(input);

export const zeroDecimal: Decimal = new LedgerDecimal(0);

export const one: Decimal = new LedgerDecimal(1);

/** The value with its point moved `places` to the right, or to the left when negative: one power of ten, no rounding. */
export const shifted = (value: Decimal, places: number): Decimal =>
  bounded(value.times(powersOfTen.get(places) ?? powerOfTen(places)));

const powerOfTen = (places: number): Decimal => {
  const power = new LedgerDecimal(`1e${places}`);
  powersOfTen.set(places, power);
  return power;
};

const powersOfTen = new Map<number, Decimal>();

/**
 * How many ten-millionths the value is, where they are whole and few enough that a number counts them exactly: up to
 * some 900 million with at most seven decimals. Nothing for any other. It is read from the words of seven digits that
 * decimal.js keeps, of which the last that may be there is the one of the ten-millionths.
 */
export const tenMillionthsIn = ({ s, d, e }: Decimal): number | undefined => {
  const last = Math.floor(e / 7) + 1;
  if (last > 2 || d.length > last + 1) return undefined;
  let count = 0;
  for (let word = 0; word <= last; word += 1) count = count * 1e7 + (d[word] ?? 0);
  return Number.isSafeInteger(count) ? s * count : undefined;
};

/** A value by its ten-millionths, a whole number. */
export const ofTenMillionths = (count: number): Decimal => shifted(decimalOf(count), -7);

/** decimal.js' number for a way of rounding; all four treat both signs alike. */
export const decimalRounding = {
  'half-even': DecimalJs.ROUND_HALF_EVEN,
  'half-up': DecimalJs.ROUND_HALF_UP,
  down: DecimalJs.ROUND_DOWN,
  up: DecimalJs.ROUND_UP,
} as const;
