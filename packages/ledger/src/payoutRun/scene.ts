import { type Instant, type LocalDate, dateOf } from '@commission-ledger/calendar';
import { type AccountRef, accountStream, programStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { type ProgramState, programDecider } from '../program/programDecider.ts';

/** Which accounts a program has; a projection usually knows. One that lags behind leaves accounts out of a run. */
export type AccountDirectory = (program: string) => AsyncIterable<AccountRef>;

/** A program with its accounts, in the order of their streams, and the local day. */
export type Scene = Readonly<{
  program: NonNullable<ProgramState>;
  accounts: readonly AccountRef[];
  today: LocalDate;
}>;

/** Reads them. */
export const sceneOf = async (
  executor: Executor,
  directory: AccountDirectory,
  program: string,
  now: Instant,
): Promise<E.Either<LedgerFailure, Scene>> => {
  const loaded = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  if (state === undefined) return E.left({ _tag: 'UnknownProgram', program });
  try {
    const accounts: AccountRef[] = [];
    for await (const account of directory(program)) accounts.push(account);
    return E.right({ program: state, accounts: accounts.toSorted(byStream), today: dateOf(now, state.timeZone) });
  } catch (error) {
    return E.left(storeFailure(error));
  }
};

const byStream = (a: AccountRef, b: AccountRef): number => (accountStream(a) < accountStream(b) ? -1 : 1);
