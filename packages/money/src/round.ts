import * as t from 'io-ts';
import { scaleOf, type CurrencyCode } from './currency.ts';
import { bounded, decimalRounding, ofTenMillionths, shifted, tenMillionthsIn, zeroDecimal } from './decimal.ts';
import { terminates, terminating, type Exact } from './exact.ts';
import { exactSub } from './exactArithmetic.ts';
import { exactOfFraction, fractionOf } from './fraction.ts';
import { ofMinor, type Money } from './money.ts';

/**
 * What happens to the part below the last decimal: to the nearest with ties to the even neighbour or away from zero,
 * or always towards (`down`) or away from (`up`) zero. Rounding −x is always the mirror of rounding x.
 */
export type RoundingMode = 'half-even' | 'half-up' | 'down' | 'up';

/** {@link RoundingMode} at a boundary. */
export const RoundingModeJson: t.Type<RoundingMode, RoundingMode> = t.keyof(decimalRounding);

/** The number with at most `decimals` decimals. @throws RangeError unless `decimals` is a whole number from 0 to 100 */
export const roundTo = (value: Exact, decimals: number, mode: RoundingMode): Exact => {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 100) {
    throw new RangeError('Decimals are a whole number from 0 to 100.');
  }
  if (terminates(value)) return terminating(bounded(value.num.toDecimalPlaces(decimals, decimalRounding[mode])));
  const shift = 10n ** BigInt(decimals);
  return exactOfFraction({ num: roundedUnits(value, shift, mode), den: shift });
};

/** What was rounded: the amount, and what rounding left behind. `toExact(money) + residue` is the number it came from. */
export type Rounded = Readonly<{ money: Money; residue: Exact }>;

/** The one point where an exact number in major units becomes money. */
export const round = (value: Exact, currency: CurrencyCode, mode: RoundingMode): Rounded => {
  const count = terminates(value) ? tenMillionthsIn(value.num) : undefined;
  const unit = tenMillionthsOfMinor[scaleOf(currency)];
  return count === undefined || unit === undefined
    ? roundAny(value, currency, mode)
    : roundCounted(count, unit, currency, mode);
};

/** How many ten-millionths the minor unit is, by the decimals of the currency. */
const tenMillionthsOfMinor: readonly number[] = [10_000_000, 1_000_000, 100_000, 10_000, 1000];

/** {@link roundAny}, some ten times faster: nearly all amounts have few digits, and each one that is booked is rounded. */
const roundCounted = (count: number, unit: number, currency: CurrencyCode, mode: RoundingMode): Rounded => {
  const size = Math.abs(count);
  const rest = size % unit;
  const below = (size - rest) / unit;
  const isUp = isRoundedUp(rest, unit, below % 2 === 1, mode);
  const sign = count < 0 ? -1 : 1;
  const money = ofMinor(BigInt(sign * (isUp ? below + 1 : below)), currency);
  return { money, residue: rest === 0 ? nothing : terminating(ofTenMillionths(sign * (isUp ? rest - unit : rest))) };
};

const nothing = terminating(zeroDecimal);

const isRoundedUp = (rest: number, unit: number, isOdd: boolean, mode: RoundingMode): boolean => {
  switch (mode) {
    case 'half-even':
      return 2 * rest > unit || (2 * rest === unit && isOdd);
    case 'half-up':
      return 2 * rest >= unit;
    case 'down':
      return false;
    case 'up':
      return rest > 0;
  }
};

/** {@link round} for any number of digits. */
export const roundAny = (value: Exact, currency: CurrencyCode, mode: RoundingMode): Rounded => {
  const rounded = roundTo(value, scaleOf(currency), mode);
  const money = ofMinor(minorOf(rounded, currency), currency);
  return { money, residue: exactSub(value, rounded) };
};

const minorOf = (rounded: Exact, currency: CurrencyCode): bigint =>
  BigInt(shifted(rounded.num, scaleOf(currency)).toFixed());

/** `value` × `shift` as a whole number, rounded once, from the quotient itself. */
const roundedUnits = (value: Exact, shift: bigint, mode: RoundingMode): bigint => {
  const { num, den } = fractionOf(value);
  const scaled = (num < 0n ? -num : num) * shift;
  const units = scaled / den + (isAwayFromZero(scaled % den, den, mode) ? 1n : 0n);
  return num < 0n ? -units : units;
};

/** A number that no decimal can say is never whole and never a tie, so `rest` is neither nothing nor half of `den`. */
const isAwayFromZero = (rest: bigint, den: bigint, mode: RoundingMode): boolean => {
  switch (mode) {
    case 'half-even':
    case 'half-up':
      return 2n * rest > den;
    case 'down':
      return false;
    case 'up':
      return true;
  }
};
