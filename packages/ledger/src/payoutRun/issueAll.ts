import { type AccountRef, type RecordedEvent, accountStream, commandHashOf } from '@commission-ledger/events';
import { type Money, sum } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { IssuePayout } from '../account/issuePayout.ts';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import type { ProgramState } from '../program/programDecider.ts';
import { type RunOf, accountOnDate } from './accountOnDate.ts';
import type { PayoutRunState } from './payoutRunDecider.ts';
import type { RunActor } from './runCommand.ts';

/** What a run recorded for its accounts. */
export type Issued = Readonly<{
  issued: readonly RecordedEvent<'PayoutIssued'>[];
  deferred: readonly RecordedEvent<'PayoutDeferred'>[];
}>;

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/**
 * Issues or defers for every account that is due, and recalls what was issued or deferred for this date before, such
 * as by an attempt that was interrupted. A completed run only recalls.
 */
export const issueAll = async (
  executor: Executor,
  program: NonNullable<ProgramState>,
  accounts: readonly AccountRef[],
  run: RunOf,
  state: NonNullable<PayoutRunState>,
  by: RunActor,
): Outcome<Issued> => {
  const issued: RecordedEvent<'PayoutIssued'>[] = [];
  const deferred: RecordedEvent<'PayoutDeferred'>[] = [];
  for (const account of accounts) {
    const before = await executor.recall(accountSubject(account), issueKey(account, run));
    if (E.isLeft(before)) return before;
    const outcome =
      before.right === undefined && state.completed === null
        ? await issueOne(executor, program, account, run, state, by)
        : before;
    if (E.isLeft(outcome)) return outcome;
    for (const event of outcome.right?.events ?? []) {
      if (event.type === 'PayoutIssued') issued.push(event);
      else if (event.type === 'PayoutDeferred') deferred.push(event);
    }
  }
  return E.right({ issued, deferred });
};

const issueOne = async (
  executor: Executor,
  program: NonNullable<ProgramState>,
  account: AccountRef,
  run: RunOf,
  { prepared }: NonNullable<PayoutRunState>,
  by: RunActor,
): Outcome<Recorded | undefined> => {
  const on = await accountOnDate(executor, program, account, run);
  if (E.isLeft(on)) return isNotNow(on.left) ? E.right(undefined) : on;
  const proposed = prepared.proposals.find(
    ({ partner, amount }) => partner === account.partner && amount.currency === account.currency,
  );
  const command = { ...on.right.command, proposed: proposed?.amount ?? null };
  return executor.execute(accountSubject(account), issueCommand(command, run, by));
};

/** The account is not one for this date: nothing goes wrong. */
export const isNotNow = ({ _tag }: LedgerFailure): boolean => _tag === 'NotAPayoutDate' || _tag === 'NothingDue';

const issueKey = (account: AccountRef, { date }: RunOf): string => `payout/${accountStream(account)}/${date}`;

const issueCommand = (command: IssuePayout, run: RunOf, by: RunActor): KeyedCommand<IssuePayout> => {
  const key = issueKey(command.account, run);
  return { command, key, hash: commandHashOf({ key }), content: { key }, ...by, causation: null };
};

/** One sum per currency, in the order of the currencies' codes. */
export const totalsOf = (amounts: readonly Money[]): readonly Money[] =>
  [...new Set(amounts.map(({ currency }) => currency))].toSorted().map((currency) =>
    sum(
      currency,
      amounts.filter((amount) => amount.currency === currency),
    ),
  );
