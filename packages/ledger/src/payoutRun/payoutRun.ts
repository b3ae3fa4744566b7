import { type Instant, dateOf, startOfDay } from '@commission-ledger/calendar';
import {
  type AccountRef,
  type EventData,
  type RecordedEvent,
  accountStream,
  canonicalJson,
  hashOf,
  programStream,
} from '@commission-ledger/events';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { type ProgramState, programDecider } from '../program/programDecider.ts';
import { type AccountOnDate, type RunOf, accountOnDate } from './accountOnDate.ts';
import { type PayoutPreview, previewOf } from './payoutPreview.ts';
import { isNotNow, issueAll, totalsOf } from './issueAll.ts';
import { payoutRunIdOf } from './payoutRunDecider.ts';
import { type RunActor, runCommand, runSubject } from './runCommand.ts';

export type { PayoutPreview } from './payoutPreview.ts';

/** Which accounts a program has; a projection usually knows. One that lags behind leaves accounts out of a run. */
export type AccountDirectory = (program: string) => AsyncIterable<AccountRef>;

/** How a run ended for each account; `repeated` when it was complete before. */
export type RunResult = Readonly<{
  run: string;
  repeated: boolean;
  issued: readonly RecordedEvent<'PayoutIssued'>[];
  deferred: readonly RecordedEvent<'PayoutDeferred'>[];
}>;

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Payout runs of a program: preview, prepare, approve, issue. Safe to repeat, and to run twice at once. */
export type PayoutRuns = Readonly<{
  preview: (run: RunOf) => Outcome<readonly PayoutPreview[]>;
  prepare: (run: RunOf, by: RunActor) => Outcome<Recorded>;
  approve: (run: RunOf, by: RunActor) => Outcome<Recorded>;
  issue: (run: RunOf, by: RunActor) => Outcome<RunResult>;
}>;

/** A program with its accounts, in the order of their streams. */
type Scene = Readonly<{ program: NonNullable<ProgramState>; accounts: readonly AccountRef[] }>;

/** Makes the payout runs of a ledger. */
export const payoutRuns = (executor: Executor, directory: AccountDirectory, now: () => Instant): PayoutRuns => {
  /** Money is set aside and paid on the day or later; only a preview may look ahead. */
  const sceneOnTheDay = async (run: RunOf): Outcome<Scene> => {
    const scene = await sceneOf(executor, directory, run.program);
    if (E.isLeft(scene)) return scene;
    const today = dateOf(now(), scene.right.program.timeZone);
    return run.date > today ? E.left({ _tag: 'PayoutDateInFuture', date: run.date, today }) : scene;
  };

  const preview: PayoutRuns['preview'] = async (run) => {
    const scene = await sceneOf(executor, directory, run.program);
    return E.isLeft(scene) ? scene : previewAll(executor, scene.right, run);
  };

  const prepare: PayoutRuns['prepare'] = async (run, by) => {
    const scene = await sceneOnTheDay(run);
    return E.isLeft(scene) ? scene : prepareIn(executor, scene.right, run, by);
  };

  const approve: PayoutRuns['approve'] = async (run, by) => {
    const loaded = await executor.load(runSubject(run));
    if (E.isLeft(loaded)) return loaded;
    const prepared = loaded.right.state?.prepared;
    if (prepared === undefined) return E.left({ _tag: 'RunNotPrepared', run: payoutRunIdOf(run.program, run.date) });
    const { run: id, proposalsHash, occurredAt } = prepared;
    const data = { run: id, approvedBy: by.actor, proposalsHash, occurredAt };
    return executor.execute(runSubject(run), runCommand('approve', run, { type: 'PayoutRunApproved', data }, by));
  };

  const issue: PayoutRuns['issue'] = async (run, by) => {
    const scene = await sceneOnTheDay(run);
    if (E.isLeft(scene)) return scene;
    const { program, accounts } = scene.right;
    if (program.approval === 'none') {
      const prepared = await prepareIn(executor, scene.right, run, by);
      if (E.isLeft(prepared)) return prepared;
    }
    const loaded = await executor.load(runSubject(run));
    if (E.isLeft(loaded)) return loaded;
    const { state } = loaded.right;
    const id = payoutRunIdOf(run.program, run.date);
    if (state === undefined) return E.left({ _tag: 'RunNotPrepared', run: id });
    if (program.approval === 'two-person' && state.approvedBy === null)
      return E.left({ _tag: 'RunNotApproved', run: id });
    const all = await issueAll(executor, program, accounts, run, state, by);
    if (E.isLeft(all)) return all;
    const result = { run: id, repeated: state.completed !== null, ...all.right };
    return state.completed === null ? complete(executor, run, result, state.prepared, by) : E.right(result);
  };

  return { preview, prepare, approve, issue };
};

const sceneOf = async (executor: Executor, directory: AccountDirectory, program: string): Outcome<Scene> => {
  const loaded = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  if (state === undefined) return E.left({ _tag: 'UnknownProgram', program });
  try {
    const accounts: AccountRef[] = [];
    for await (const account of directory(program)) accounts.push(account);
    return E.right({ program: state, accounts: accounts.toSorted(byStream) });
  } catch (error) {
    return E.left(storeFailure(error));
  }
};

const byStream = (a: AccountRef, b: AccountRef): number => (accountStream(a) < accountStream(b) ? -1 : 1);

/** What is due on the date; refused when no account of the program is paid on it. */
const previewAll = async (
  executor: Executor,
  { program, accounts }: Scene,
  run: RunOf,
): Outcome<readonly PayoutPreview[]> => {
  const found: AccountOnDate[] = [];
  let refused: LedgerFailure = { _tag: 'NothingDue', ...run };
  for (const account of accounts) {
    const on = await accountOnDate(executor, program, account, run);
    if (E.isRight(on)) found.push(on.right);
    else if (!isNotNow(on.left)) return on;
    else if (on.left._tag === 'NotAPayoutDate') refused = on.left;
  }
  return found.length === 0 ? E.left(refused) : E.right(found.flatMap(previewOf));
};

const prepareIn = async (executor: Executor, scene: Scene, run: RunOf, by: RunActor): Outcome<Recorded> => {
  const due = await previewAll(executor, scene, run);
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
  return executor.execute(runSubject(run), runCommand('prepare', run, { type: 'PayoutRunPrepared', data }, by));
};

/** What the approver signs: the canonical JSON of the proposals as they stand in the event. */
const hashOfProposals = (proposals: EventData<'PayoutRunPrepared'>['proposals']): string =>
  hashOf(canonicalJson(proposals.map(({ amount, ...proposal }) => ({ ...proposal, amount: toJson(amount) }))));

const complete = async (
  executor: Executor,
  run: RunOf,
  result: RunResult,
  { occurredAt }: EventData<'PayoutRunPrepared'>,
  by: RunActor,
): Outcome<RunResult> => {
  const { issued, deferred } = result;
  const totals = totalsOf(issued.map(({ data: { amount } }) => amount));
  const data = { run: result.run, issued: issued.length, deferred: deferred.length, totals, occurredAt };
  const command = runCommand('complete', run, { type: 'PayoutRunCompleted', data }, by);
  const completed = await executor.execute(runSubject(run), command);
  return E.isLeft(completed) ? completed : E.right(result);
};
