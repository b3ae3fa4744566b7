import * as t from 'io-ts';
import { scaleOf, type CurrencyCode } from './currency.ts';
import { bounded, decimalRounding, shifted } from './decimal.ts';
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
