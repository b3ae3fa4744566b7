import type { LocalDate } from '@commission-ledger/calendar';
import { type AccountRef, type RecordedEvent, accountStream, commandHashOf } from '@commission-ledger/events';
import { type Money, sum } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountState } from '../account/accountState.ts';
import type { IssuePayout } from '../account/issuePayout.ts';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import { loadingOnce } from '../execution/loadingOnce.ts';
import type { LedgerFailure } from '../failure.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import type { ProgramState } from '../program/programDecider.ts';
import type { Scene } from './scene.ts';
import { type RunOf, accountOnDate } from './accountOnDate.ts';
import { type AccountReader, accountsOneByOne } from './accountsOneByOne.ts';
import { type PayoutRunState, payoutRunIdOf } from './payoutRunDecider.ts';
import { type RunActor, runSubject } from './runCommand.ts';

/** What a run recorded for its accounts. */
export type Issued = Readonly<{
  issued: readonly RecordedEvent<'PayoutIssued'>[];
  deferred: readonly RecordedEvent<'PayoutDeferred'>[];
}>;

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** A run under way: who does what, and what was proposed for each account. */
type UnderWay = Readonly<{
  executor: Executor;
  accounts: AccountReader;
  /** The same, for what does not change while the run goes: plans, rates, and each partner, read once. */
  once: Executor;
  program: NonNullable<ProgramState>;
  today: LocalDate;
  run: RunOf;
  attempt: number;
  isCompleted: boolean;
  /** By partner and currency. */
  proposed: ReadonlyMap<string, Money>;
  by: RunActor;
}>;

/**
 * Issues or defers for every account that is due, and recalls what was issued or deferred for this date before, such
 * as by an attempt that was interrupted. A completed run only recalls. A run that is discarded meanwhile stops.
 */
export const issueAll = async (
  executor: Executor,
  { program, accounts, today }: Scene,
  run: RunOf,
  { attempt, prepared, completed }: PayoutRunState,
  by: RunActor,
): Outcome<Issued> => {
  const proposed = new Map((prepared?.proposals ?? []).map(({ partner, amount }) => [keyOf(partner, amount), amount]));
  const isCompleted = completed !== null;
  const reading = { executor, once: loadingOnce(executor), accounts: accountsOneByOne(executor) };
  const underWay = { ...reading, program, today, run, attempt, isCompleted, proposed, by };
  const issued: RecordedEvent<'PayoutIssued'>[] = [];
  const deferred: RecordedEvent<'PayoutDeferred'>[] = [];
  for (const account of accounts) {
    const outcome = await outcomeOf(underWay, account);
    if (E.isLeft(outcome)) return outcome;
    for (const event of outcome.right?.events ?? []) {
      if (event.type === 'PayoutIssued') issued.push(event);
      else if (event.type === 'PayoutDeferred') deferred.push(event);
    }
  }
  return E.right({ issued, deferred });
};

const keyOf = (partner: string, { currency }: Pick<Money, 'currency'>): string => `${partner}/${currency}`;

const outcomeOf = async (underWay: UnderWay, account: AccountRef): Outcome<Recorded | undefined> => {
  const loaded = await underWay.accounts.read(account);
  if (E.isLeft(loaded)) return loaded;
  const { state, commands } = loaded.right;
  const before = await earlierOutcome(underWay, account, commands);
  if (E.isLeft(before)) return before;
  const isOver = before.right !== undefined || underWay.isCompleted;
  const outcome = isOver ? before : await issueOne(underWay, account, state);
  // Nothing came of it although something was due: an attempt that was discarded meanwhile may have issued it just now.
  const isTaken = E.isRight(outcome) && outcome.right?.events.length === 0;
  const found = isTaken ? await earlierOutcome(underWay, account, commands) : outcome;
  underWay.accounts.done(account, loaded.right);
  return found;
};

/** What was issued or deferred for this date before; what an attempt that was discarded deferred is looked at again. */
const earlierOutcome = async (
  { executor, run, attempt }: UnderWay,
  account: AccountRef,
  commands: ReadonlyMap<string, number>,
): Outcome<Recorded | undefined> => {
  for (let earlier = attempt; earlier >= 1; earlier -= 1) {
    const key = issueKey(account, run, earlier);
    if (!commands.has(key)) continue;
    const before = await executor.recall(accountSubject(account), key);
    if (E.isLeft(before)) return before;
    const isIssued = before.right?.events.some(({ type }) => type === 'PayoutIssued');
    if (earlier === attempt || isIssued === true) return before;
  }
  return E.right(undefined);
};

const issueOne = async (
  underWay: UnderWay,
  account: AccountRef,
  state: AccountState,
): Outcome<Recorded | undefined> => {
  const { executor, once, program, today, run, attempt, proposed, by } = underWay;
  const on = await accountOnDate(once, program, { account, state }, { ...run, today });
  if (E.isLeft(on)) return isNotNow(on.left) ? E.right(undefined) : on;
  if (on.right.proposal === null) return E.right(undefined);
  const still = await executor.load(runSubject(run));
  if (E.isLeft(still)) return still;
  if (still.right.state.attempt !== attempt)
    return E.left({ _tag: 'RunDiscarded', run: payoutRunIdOf(run.program, run.date) });
  const amount = proposed.get(keyOf(account.partner, on.right.command)) ?? null;
  const command = { ...on.right.command, proposed: amount };
  return executor.execute(accountSubject(account), issueCommand(command, run, attempt, by));
};

/** The account is not one for this date: nothing goes wrong. */
export const isNotNow = ({ _tag }: LedgerFailure): boolean => _tag === 'NotAPayoutDate' || _tag === 'NothingDue';

const issueKey = (account: AccountRef, { date }: RunOf, attempt: number): string =>
  `payout/${accountStream(account)}/${date}${attempt === 1 ? '' : `/${attempt}`}`;

const issueCommand = (command: IssuePayout, run: RunOf, attempt: number, by: RunActor): KeyedCommand<IssuePayout> => {
  const key = issueKey(command.account, run, attempt);
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
