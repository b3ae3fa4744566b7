import { programStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { type ProgramState, programDecider } from './programDecider.ts';

/** A program that was opened, as of now. */
export const programOf = async (
  executor: Executor,
  program: string,
): Promise<E.Either<LedgerFailure, NonNullable<ProgramState>>> => {
  const loaded = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  return state === undefined ? E.left({ _tag: 'UnknownProgram', program }) : E.right(state);
};
