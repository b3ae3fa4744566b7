import { TooManyDigits } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RatingRefusal } from './rating.ts';

/**
 * What is calculated, or the refusal that a number has outgrown the digits that can be reckoned with.
 * @param ruleNow the rule that is being rated when it happens, if any
 */
export const withinDigits = <L, A>(
  calculate: () => E.Either<L, A>,
  ruleNow: () => string | undefined = () => undefined,
): E.Either<L | RatingRefusal, A> => {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof TooManyDigits) return E.left(outOfBounds(ruleNow()));
    throw error;
  }
};

/** An amount or a number is too large. */
export const outOfBounds = (rule: string | undefined): RatingRefusal =>
  rule === undefined ? { _tag: 'OutOfBounds' } : { _tag: 'OutOfBounds', rule };
