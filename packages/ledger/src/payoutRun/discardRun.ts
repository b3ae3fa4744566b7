import { type EventData, type AccountRef, accountStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { payoutIdOf } from '../account/issuePayout.ts';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import type { RunOf } from './accountOnDate.ts';
import { accountsOneByOne } from './accountsOneByOne.ts';
import { payoutRunIdOf } from './payoutRunDecider.ts';
import { type RunActor, runCommand, runSubject } from './runCommand.ts';

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Why a run is dropped, and when. */
export type Discarding = Pick<EventData<'PayoutRunDiscarded'>, 'reason' | 'occurredAt'>;

/**
 * Drops a run that was prepared, before any account got its payout; what it deferred stays recorded and is looked at
 * again by the next attempt. A run that issues at this very moment stops at its next account; what it has issued by then
 * stands, and the next attempt takes it as its own.
 */
export const discardRun = async (
  executor: Executor,
  accounts: readonly AccountRef[],
  run: RunOf,
  { reason, occurredAt }: Discarding,
  by: RunActor,
): Outcome<Recorded> => {
  const id = payoutRunIdOf(run.program, run.date);
  const loaded = await executor.load(runSubject(run));
  if (E.isLeft(loaded)) return loaded;
  const { attempt, prepared, completed } = loaded.right.state;
  const data = { run: id, reason, by: by.actor, occurredAt };
  const discarding = (of: number): Outcome<Recorded> =>
    executor.execute(
      runSubject(run),
      runCommand('discard', run, of, { type: 'PayoutRunDiscarded', data }, by, { reason }),
    );
  // Sent again after it was done: the same answer again.
  if (prepared === null && attempt > 1) return discarding(attempt - 1);
  if (prepared !== null && completed === null) {
    const { read, done } = accountsOneByOne(executor);
    for (const account of accounts) {
      const known = await read(account);
      if (E.isLeft(known)) return known;
      done(account, known.right);
      const payout = payoutIdOf(account, run.date);
      if (known.right.state.payouts.has(payout))
        return E.left({ _tag: 'RunIssued', run: id, payout, account: accountStream(account) });
    }
  }
  return discarding(attempt);
};
