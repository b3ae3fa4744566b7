import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { isDecimal, maxDigits, one } from './decimal.ts';
import { ratio } from './exactArithmetic.ts';
import { terminates, terminating, type Exact } from './exact.ts';
import { parseDecimalUpTo, type NotADecimal } from './parseDecimal.ts';
import { printable } from './printable.ts';

/** A fraction whose parts are not whole numbers, or whose denominator is not positive. */
export type NotAFraction = Readonly<{ _tag: 'NotAFraction'; num: string; den: string }>;

/** Why something is not an exact number. */
export type NotExact = NotADecimal | NotAFraction;

/** An exact number as it is written: `"0.055"`, or `{"num":"1","den":"3"}` when no decimal is exact. */
export type ExactRecord = string | Readonly<{ num: string; den: string }>;

/** Every value within the bound fits: digits, zeros after the point, point and sign. */
const maxStoredLength = 2 * maxDigits + 3;

/** The stored form. One number has one form: no trailing zeros, fractions in lowest terms. */
export const exactToJson = (value: Exact): ExactRecord =>
  terminates(value) ? value.num.toFixed() : { num: value.num.toFixed(), den: value.den.toFixed() };

/** Reads the stored form; a fraction that is not in lowest terms is reduced. */
export const exactFromJson = (input: unknown): E.Either<NotExact, Exact> => exactFromJsonUpTo(maxStoredLength, input);

/** {@link exactFromJson} with at most `maxLength` characters for each number. */
export const exactFromJsonUpTo = (maxLength: number, input: unknown): E.Either<NotExact, Exact> => {
  if (!isFraction(input)) return E.map(terminating)(parseDecimalUpTo(maxLength, input));
  const num = parseDecimalUpTo(maxLength, input.num);
  if (E.isLeft(num)) return num;
  const den = parseDecimalUpTo(maxLength, input.den);
  if (E.isLeft(den)) return den;
  const refusal: NotAFraction = { _tag: 'NotAFraction', num: printable(input.num, 12), den: printable(input.den, 12) };
  if (!num.right.isInteger() || !den.right.isInteger() || den.right.lt(one)) return E.left(refusal);
  // What we write is in lowest terms; a quotient of others may have more decimals than fit.
  return E.tryCatch(
    () => ratio(num.right, den.right),
    () => refusal,
  );
};

const isFraction = (input: unknown): input is Readonly<{ num: unknown; den: unknown }> =>
  typeof input === 'object' && input !== null && 'num' in input && 'den' in input;

const isExact = (input: unknown): input is Exact => isFraction(input) && isDecimal(input.num) && isDecimal(input.den);

/** {@link Exact} at a boundary. */
export const ExactJson: t.Type<Exact, ExactRecord> = new t.Type<Exact, ExactRecord>(
  'Exact',
  isExact,
  (input, context) =>
    pipe(
      exactFromJson(input),
      E.foldW(({ _tag }) => t.failure(input, context, _tag), t.success),
    ),
  exactToJson,
);
