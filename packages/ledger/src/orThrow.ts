import * as E from 'fp-ts/lib/Either.js';
import { type LedgerFailure, describeFailure } from './failure.ts';

/** A failure as an exception, for people who prefer those: `failure` is the data, the message its sentence. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly failure: LedgerFailure;

  constructor(failure: LedgerFailure) {
    super(describeFailure(failure));
    this.failure = failure;
  }
}

/** The value, or an exception with the failure: `await orThrow(ledger.winDeal(…))`. */
export const orThrow = async <Value>(result: Promise<E.Either<LedgerFailure, Value>>): Promise<Value> => {
  const outcome = await result;
  if (E.isLeft(outcome)) throw new LedgerError(outcome.left);
  return outcome.right;
};
