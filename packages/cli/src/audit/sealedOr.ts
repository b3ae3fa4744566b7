import { describeSealFailure, type SealFailure } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed } from '../exitCode.ts';

/** What came of it, or the end of the command with the sentence for the failure. */
export const sealedOr = <A>(outcome: E.Either<SealFailure, A>): A => {
  if (E.isLeft(outcome)) throw new CommandFailed(describeSealFailure(outcome.left));
  return outcome.right;
};
