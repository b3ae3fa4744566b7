import * as E from 'fp-ts/lib/Either.js';
import { scaleOf } from './currency.ts';
import { decimalOf, one, shifted, type Decimal } from './decimal.ts';
import type { Money } from './money.ts';
import { parseDecimal, type NotADecimal } from './parseDecimal.ts';

/**
 * A number that is never rounded. A terminating value is the decimal itself over 1; any other is a reduced fraction
 * of whole numbers. Each value has one form, so equal numbers are equal data. `den` is positive.
 */
export type Exact = Readonly<{ num: Decimal; den: Decimal }>;

/** Reads a number such as `"0.055"`; see `parseDecimal` for the grammar. */
export const exact = (input: string): E.Either<NotADecimal, Exact> => E.map(terminating)(parseDecimal(input));

/** A whole number or a decimal as an exact number. @throws TooManyDigits */
export const exactOf = (value: bigint | Decimal): Exact =>
  terminating(decimalOf(typeof value === 'bigint' ? value.toString() : value));

/** An amount in major units, ready to be multiplied by a rate. */
export const toExact = ({ minor, currency }: Money): Exact => {
  const count = Number(minor);
  // A safe number is the amount itself, and decimal.js takes one faster than its text.
  const whole = decimalOf(Number.isSafeInteger(count) ? count : minor.toString());
  return terminating(shifted(whole, -scaleOf(currency)));
};

/** A decimal within the bound as an exact number. */
export const terminating = (num: Decimal): Exact => ({ num, den: one });

/** Whether the number is a decimal, so that it needs no fraction. */
export const terminates = ({ den }: Exact): boolean => den === one || den.eq(one);
