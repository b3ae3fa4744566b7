import { type Instant, startOfDay } from '@commission-ledger/calendar';
import { type EventData, type RecordedEvent, canonicalJson, hashOf } from '@commission-ledger/events';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import { loadingOnce } from '../execution/loadingOnce.ts';
import type { LedgerFailure } from '../failure.ts';
import { type RunOf, accountOnDate } from './accountOnDate.ts';
import { accountsOneByOne } from './accountsOneByOne.ts';
import { discardRun } from './discardRun.ts';
import { type PayoutPreview, previewOf } from './payoutPreview.ts';
import { isNotNow, issueAll, totalsOf } from './issueAll.ts';
import { payoutRunIdOf } from './payoutRunDecider.ts';
import { type AccountDirectory, type Scene, sceneOf } from './scene.ts';
import { type RunActor, runCommand, runSubject } from './runCommand.ts';

export type { PayoutPreview } from './payoutPreview.ts';
export type { AccountDirectory } from './scene.ts';

/** How a run ended for each account; `repeated` when it was complete before. */
export type RunResult = Readonly<{
  run: string;
  repeated: boolean;
  issued: readonly RecordedEvent<'PayoutIssued'>[];
  deferred: readonly RecordedEvent<'PayoutDeferred'>[];
}>;

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Payout runs of a program: preview, prepare, approve, issue, discard. Safe to repeat, and to run twice at once. */
export type PayoutRuns = Readonly<{
  preview: (run: RunOf) => Outcome<readonly PayoutPreview[]>;
  prepare: (run: RunOf, by: RunActor) => Outcome<Recorded>;
  /** @param seen the hash of the proposals that the approver looked at, where that is told. */
  approve: (run: RunOf, seen: string | undefined, by: RunActor) => Outcome<Recorded>;
  issue: (run: RunOf, by: RunActor) => Outcome<RunResult>;
  discard: (run: RunOf, reason: string, by: RunActor) => Outcome<Recorded>;
}>;

/** Makes the payout runs of a ledger. */
export const payoutRuns = (executor: Executor, directory: AccountDirectory, now: () => Instant): PayoutRuns => {
  /** Money is set aside and paid on the day or later; only a preview may look ahead. */
  const sceneOnTheDay = async (run: RunOf): Outcome<Scene> => {
    const scene = await sceneOf(executor, directory, run.program, now());
    if (E.isLeft(scene)) return scene;
    const { today } = scene.right;
    return run.date > today ? E.left({ _tag: 'PayoutDateInFuture', date: run.date, today }) : scene;
  };

  const preview: PayoutRuns['preview'] = async (run) => {
    const scene = await sceneOf(executor, directory, run.program, now());
    return E.isLeft(scene) ? scene : previewAll(executor, scene.right, run);
  };

  const prepare: PayoutRuns['prepare'] = async (run, by) => {
    const scene = await sceneOnTheDay(run);
    return E.isLeft(scene) ? scene : prepareIn(executor, scene.right, run, by);
  };

  const approve: PayoutRuns['approve'] = async (run, seen, by) => {
    const loaded = await executor.load(runSubject(run));
    if (E.isLeft(loaded)) return loaded;
    const { attempt, prepared } = loaded.right.state;
    if (prepared === null) return E.left({ _tag: 'RunNotPrepared', run: payoutRunIdOf(run.program, run.date) });
    const { run: id, proposalsHash, occurredAt } = prepared;
    if (seen !== undefined && seen !== proposalsHash)
      return E.left({ _tag: 'ProposalsChanged', run: id, given: seen, standing: proposalsHash });
    const data = { run: id, approvedBy: by.actor, proposalsHash, occurredAt };
    const command = runCommand('approve', run, attempt, { type: 'PayoutRunApproved', data }, by);
    return executor.execute(runSubject(run), command);
  };

  const issue: PayoutRuns['issue'] = async (run, by) => {
    const scene = await sceneOnTheDay(run);
    if (E.isLeft(scene)) return scene;
    const { program } = scene.right;
    if (program.approval === 'none') {
      const prepared = await prepareIn(executor, scene.right, run, by);
      if (E.isLeft(prepared)) return prepared;
    }
    const loaded = await executor.load(runSubject(run));
    if (E.isLeft(loaded)) return loaded;
    const { state } = loaded.right;
    const { attempt, prepared, approvedBy, completed } = state;
    const id = payoutRunIdOf(run.program, run.date);
    if (prepared === null) return E.left({ _tag: 'RunNotPrepared', run: id });
    if (program.approval === 'two-person' && approvedBy === null) return E.left({ _tag: 'RunNotApproved', run: id });
    const all = await issueAll(executor, scene.right, run, state, by);
    if (E.isLeft(all)) return all;
    const result = { run: id, repeated: completed !== null, ...all.right };
    return completed === null ? complete(executor, { run, attempt, prepared }, result, by) : E.right(result);
  };

  const discard: PayoutRuns['discard'] = async (run, reason, by) => {
    const scene = await sceneOf(executor, directory, run.program, now());
    return E.isLeft(scene) ? scene : discardRun(executor, scene.right.accounts, run, { reason, occurredAt: now() }, by);
  };

  return { preview, prepare, approve, issue, discard };
};

/** What is due on the date; refused when no account of the program is paid on it. */
const previewAll = async (
  executor: Executor,
  { program, accounts, today }: Scene,
  run: RunOf,
): Outcome<readonly PayoutPreview[]> => {
  const once = loadingOnce(executor);
  const { read, done } = accountsOneByOne(executor);
  const previews: PayoutPreview[] = [];
  let isPaid = false;
  let refused: LedgerFailure = { _tag: 'NothingDue', ...run };
  for (const account of accounts) {
    const loaded = await read(account);
    if (E.isLeft(loaded)) return loaded;
    const on = await accountOnDate(once, program, { account, state: loaded.right.state }, { ...run, today });
    done(account, loaded.right);
    if (E.isRight(on)) {
      isPaid = true;
      previews.push(...previewOf(on.right));
    } else if (!isNotNow(on.left)) return on;
    else if (on.left._tag === 'NotAPayoutDate') refused = on.left;
  }
  return isPaid ? E.right(previews) : E.left(refused);
};

const prepareIn = async (executor: Executor, scene: Scene, run: RunOf, by: RunActor): Outcome<Recorded> => {
  const loaded = await executor.load(runSubject(run));
  if (E.isLeft(loaded)) return loaded;
  const { attempt, prepared } = loaded.right.state;
  const due = prepared === null ? await previewAll(executor, scene, run) : E.right([]);
  if (E.isLeft(due)) return due;
  const proposals = due.right
    .filter(({ deferral }) => deferral === null)
    .map(({ account, amount, lines }) => ({ partner: account.partner, amount, lines }));
  const data = {
    run: payoutRunIdOf(run.program, run.date),
    ...run,
    proposals,
    proposalsHash: hashOfProposals(proposals),
    preparedBy: by.actor,
    occurredAt: startOfDay(run.date, scene.program.timeZone),
  };
  const command = runCommand('prepare', run, attempt, { type: 'PayoutRunPrepared', data }, by);
  return executor.execute(runSubject(run), command);
};

/** What the approver signs: the canonical JSON of the proposals as they stand in the event. */
const hashOfProposals = (proposals: EventData<'PayoutRunPrepared'>['proposals']): string =>
  hashOf(canonicalJson(proposals.map(({ amount, ...proposal }) => ({ ...proposal, amount: toJson(amount) }))));

type Attempt = Readonly<{ run: RunOf; attempt: number; prepared: EventData<'PayoutRunPrepared'> }>;

const complete = async (
  executor: Executor,
  { run, attempt, prepared: { occurredAt } }: Attempt,
  result: RunResult,
  by: RunActor,
): Outcome<RunResult> => {
  const { issued, deferred } = result;
  const totals = totalsOf(issued.map(({ data: { amount } }) => amount));
  const data = { run: result.run, issued: issued.length, deferred: deferred.length, totals, occurredAt };
  const command = runCommand('complete', run, attempt, { type: 'PayoutRunCompleted', data }, by);
  const completed = await executor.execute(runSubject(run), command);
  return E.isLeft(completed) ? completed : E.right(result);
};
