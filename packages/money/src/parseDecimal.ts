import * as E from 'fp-ts/lib/Either.js';
import { decimalWithinBounds, type Decimal } from './decimal.ts';
import { printable } from './printable.ts';

/** The input is not a plain decimal. `input` is shortened and printable; it is not the whole input. */
export type NotADecimal = Readonly<{
  _tag: 'NotADecimal';
  reason: 'not a string' | 'too long' | 'not a plain decimal';
  input: string;
}>;

/** Characters that an amount or a rate may have. */
export const maxInputLength = 32;

const grammar = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/**
 * The one grammar for numbers that come from outside: a string such as `"437.50"`, `"-12"` or `"0.055"`.
 * No exponent, no separators, no spaces, no leading `+` or zeros, ASCII digits only, at most 32 characters.
 * A JavaScript number is refused, because `0.1 + 0.2` has already lost a digit. `"-0"` is `0`.
 */
export const parseDecimal = (input: unknown): E.Either<NotADecimal, Decimal> => parseDecimalUpTo(maxInputLength, input);

/** {@link parseDecimal} with another length, for numbers that we wrote ourselves. */
export const parseDecimalUpTo = (maxLength: number, input: unknown): E.Either<NotADecimal, Decimal> => {
  const text = decimalText(maxLength, input);
  if (E.isLeft(text)) return text;
  const value = decimalWithinBounds(text.right);
  return value === undefined ? refuse('too long', input) : E.right(value);
};

/** The input itself when it follows the grammar. The length is looked at before anything else. */
export const decimalText = (maxLength: number, input: unknown): E.Either<NotADecimal, string> => {
  if (typeof input !== 'string') return refuse('not a string', input);
  if (input.length > maxLength) return refuse('too long', input);
  return grammar.test(input) ? E.right(input) : refuse('not a plain decimal', input);
};

const refuse = (reason: NotADecimal['reason'], input: unknown): E.Either<NotADecimal, never> =>
  E.left({ _tag: 'NotADecimal', reason, input: printable(input, 12) });
