import * as E from 'fp-ts/lib/Either.js';
import { one } from './decimal.ts';
import type { Exact } from './exact.ts';
import { exactCompare } from './exactArithmetic.ts';
import { exactFromJsonUpTo, exactToJson, type ExactRecord, type NotExact } from './exactJson.ts';
import { terminating } from './exact.ts';
import { maxInputLength } from './parseDecimal.ts';

/** A share of an amount: `0.055` is 5.5 %. */
export type Rate = Exact;

/** Commission is not paid at less than nothing; what is taken back is a clawback. */
export type NegativeRate = Readonly<{ _tag: 'NegativeRate'; rate: ExactRecord }>;

/** More than the whole amount: more often 5 for 5 % than meant, so it has to be allowed on purpose. */
export type RateAboveOne = Readonly<{ _tag: 'RateAboveOne'; rate: ExactRecord }>;

/** Why something is not a rate. */
export type RateRefusal = NotExact | NegativeRate | RateAboveOne;

/**
 * Reads a rate: `"0.055"`, or `{ num: "1", den: "3" }` for a third.
 * @param input at most 32 characters for each number.
 * @param options `allowAboveOne` admits more than 100 %.
 */
export const rate = (
  input: string | Readonly<{ num: string; den: string }>,
  options: Readonly<{ allowAboveOne?: boolean }> = {},
): E.Either<RateRefusal, Rate> => {
  const read = exactFromJsonUpTo(maxInputLength, input);
  if (E.isLeft(read)) return read;
  const value = read.right;
  if (value.num.isNegative()) return E.left({ _tag: 'NegativeRate', rate: exactToJson(value) });
  if (options.allowAboveOne !== true && exactCompare(value, terminating(one)) > 0) {
    return E.left({ _tag: 'RateAboveOne', rate: exactToJson(value) });
  }
  return E.right(value);
};

/** One sentence for what is wrong, one for what to do. */
export const describeRateRefusal = (refusal: RateRefusal): string => {
  switch (refusal._tag) {
    case 'NotADecimal':
      return `"${refusal.input}" is not a rate. Write 5.5 % as "0.055", or a third as num "1" and den "3".`;
    case 'NotAFraction':
      return `"${refusal.num}" over "${refusal.den}" is not a rate. Write two whole numbers, the lower one above zero.`;
    case 'NegativeRate':
      return 'A rate cannot be negative. Take commission back with a clawback.';
    case 'RateAboveOne':
      return 'The rate is above 100 %. Write 5.5 % as "0.055", or allow rates above one.';
  }
};
