import { type Instant, instantAt, localDate } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import type { FactType } from './admission/admissions.ts';
import { type Executor, createExecutor } from './execution/executor.ts';
import type { Recorded } from './execution/keyedCommand.ts';
import { problemsOfIds, problemsOfMeta } from './execution/inputProblems.ts';
import type { CommandMeta, FactInput } from './execution/offeredFact.ts';
import type { LedgerFailure } from './failure.ts';
import type { RunOf } from './payoutRun/accountOnDate.ts';
import { accountsInHistory } from './payoutRun/accountsInHistory.ts';
import {
  type AccountDirectory,
  type PayoutPreview,
  type PayoutRuns,
  type RunResult,
  payoutRuns,
} from './payoutRun/payoutRun.ts';
import type { RunActor } from './payoutRun/runCommand.ts';
import { type PublishPlan, publishPlan } from './plan/publishPlan.ts';
import { type CaughtUp, catchUp, reactToAll, reactToGiven } from './policy/reactions.ts';
import type { Trigger } from './policy/trigger.ts';
import { triggersIn } from './policy/triggersIn.ts';
import { recordFact } from './recordFact.ts';
import { type PlanPreview, type PreviewPlan, previewPlan } from './rehearsal/previewPlan.ts';
import { type Rerate, type Rerated, rerate } from './rehearsal/rerate.ts';
import type { SupposedDeal } from './rehearsal/supposedDeal.ts';
import { type WhatIf, whatIf } from './rehearsal/whatIf.ts';
import { systemClock } from './systemClock.ts';

/** What every command answers: what it recorded, or why it recorded nothing. */
export type Result<Value = Recorded> = Promise<E.Either<LedgerFailure, Value>>;

type Fact<T extends FactType> = (input: FactInput<T>, meta?: CommandMeta) => Result;

/** A payout run, by program and adjusted payout date (`YYYY-MM-DD`). */
export type RunInput = Readonly<{ program: string; date: string }>;

/**
 * The ledger: what may happen, and what follows from it. Sending a command twice records it once; its key is made
 * of the ids in it unless `meta.key` says otherwise.
 */
export type Ledger = Readonly<{
  openProgram: Fact<'ProgramOpened'>;
  changeProgram: Fact<'ProgramChanged'>;
  /** Validates the document, runs its worked examples, and freezes it as the next version of its plan. */
  publishPlan: (input: PublishPlan, meta?: CommandMeta) => Result;
  joinPartner: Fact<'PartnerJoined'>;
  enrolPartner: Fact<'PartnerEnrolled'>;
  assignManager: Fact<'ManagerAssigned'>;
  assignUpline: Fact<'UplineAssigned'>;
  changePayoutDestination: Fact<'PayoutDestinationChanged'>;
  /** From a local date on, the partner's tax status; the plan has the rates that go with it. */
  recordTaxStatus: Fact<'TaxStatusRecorded'>;
  /** How many units of one currency a unit of another was worth on a day. The first rate told for a day stands. */
  recordFxRate: Fact<'FxRateRecorded'>;
  submitLead: Fact<'LeadSubmitted'>;
  acceptLead: Fact<'LeadAccepted'>;
  rejectLead: Fact<'LeadRejected'>;
  markLeadDuplicate: Fact<'LeadMarkedDuplicate'>;
  advanceLead: Fact<'LeadAdvanced'>;
  loseLead: Fact<'LeadLost'>;
  expireLead: Fact<'LeadExpired'>;
  reopenLead: Fact<'LeadReopened'>;
  /** Records the win and, right after, what the plan earns on it. */
  winDeal: Fact<'DealWon'>;
  /** Records the payment and, right after, what the plan earns on it. */
  recordPayment: Fact<'PaymentReceived'>;
  /** Records the refund and, right after, what is taken back for it. */
  recordRefund: Fact<'PaymentRefunded'>;
  /** Records the cancellation and, right after, what is taken back for it. Payments after it are rated as ever. */
  cancelDeal: Fact<'DealCancelled'>;
  /** Keeps one disputed accrual out of payouts, with what is taken back or trued up of it; everything else goes on. */
  holdAccrual: Fact<'AccrualHeld'>;
  /** Ends the dispute: the accrual is payable again as of its own maturity. */
  releaseAccrual: Fact<'AccrualReleased'>;
  /** Rates past causes again under a published version and posts the signed differences; nothing is changed in place. */
  rerate: (input: Rerate, meta?: CommandMeta) => Result<Rerated>;
  /** What a plan version would make of the history, for every partner; writes nothing. */
  previewPlan: (input: PreviewPlan) => Result<PlanPreview>;
  /** What a deal would earn, and how far the next tier is; writes nothing. */
  whatIf: (supposed: SupposedDeal) => Result<WhatIf>;
  postAdjustment: Fact<'AdjustmentPosted'>;
  settlePayout: Fact<'PayoutSettled'>;
  failPayout: Fact<'PayoutFailed'>;
  voidPayout: Fact<'PayoutVoided'>;
  /** What a payout run would do; writes nothing. */
  previewPayouts: (run: RunInput) => Result<readonly PayoutPreview[]>;
  preparePayouts: (run: RunInput, meta?: CommandMeta) => Result;
  approvePayouts: (run: RunInput, meta?: CommandMeta) => Result;
  issuePayouts: (run: RunInput, meta?: CommandMeta) => Result<RunResult>;
  /**
   * Reacts to causes in the order given, for callers that record many facts with `accruals: 'deferred'`. Accounts
   * are worked on side by side, each in the order of the causes.
   */
  accrueFor: (triggers: readonly Trigger[]) => Result<readonly Recorded[]>;
  /**
   * Reacts to every cause recorded after a position, in the order of the history: what a crash between a fact and
   * its accruals left behind. Returns the position it got to, to start from next time.
   */
  catchUpAccruals: (after?: bigint) => Result<CaughtUp>;
}>;

/** What a ledger works with. */
export type LedgerOptions = Readonly<{
  store: EventStore;
  /** The name of the ledger; event ids derive from it. */
  ledger?: string;
  /** Who sends the commands that do not say it themselves. */
  actor?: string;
  /** Milliseconds since 1970; by default the machine's clock. */
  clock?: () => number;
  /** Which accounts a program has; by default found by reading the whole history. A projection is faster. */
  accounts?: AccountDirectory;
  /** `inline` (the default) accrues right after each fact; `deferred` leaves it to `accrueFor` or `catchUpAccruals`. */
  accruals?: 'inline' | 'deferred';
  /** How many streams to keep in memory; 10,000 by default. */
  cachedStreams?: number;
}>;

/** Opens a ledger on a store. */
export const createLedger = (options: LedgerOptions): Ledger => {
  const {
    store,
    ledger = 'ledger',
    actor = 'host',
    clock = systemClock,
    accruals = 'inline',
    cachedStreams = 10_000,
  } = options;
  const executor = createExecutor({ store, ledger, clock, cachedStreams });
  const now = (): Instant => instantAt(clock());
  const fact =
    <T extends FactType>(type: T): Fact<T> =>
    (input, meta = {}) =>
      recordFact(executor, type, input, now(), meta, actor);
  const cause =
    <T extends FactType & ('DealWon' | 'PaymentReceived' | 'PaymentRefunded' | 'DealCancelled')>(type: T): Fact<T> =>
    async (input, meta = {}) => {
      const recorded = await recordFact(executor, type, input, now(), meta, actor);
      return E.isLeft(recorded) || accruals === 'deferred' ? recorded : react(executor, recorded.right);
    };
  const runs = runCommands(payoutRuns(executor, options.accounts ?? accountsInHistory(store), now), actor);
  return {
    openProgram: fact('ProgramOpened'),
    changeProgram: fact('ProgramChanged'),
    publishPlan: (input, meta = {}) => publishPlan(executor, input, now(), meta, actor),
    joinPartner: fact('PartnerJoined'),
    enrolPartner: fact('PartnerEnrolled'),
    assignManager: fact('ManagerAssigned'),
    assignUpline: fact('UplineAssigned'),
    changePayoutDestination: fact('PayoutDestinationChanged'),
    recordTaxStatus: fact('TaxStatusRecorded'),
    recordFxRate: fact('FxRateRecorded'),
    submitLead: fact('LeadSubmitted'),
    acceptLead: fact('LeadAccepted'),
    rejectLead: fact('LeadRejected'),
    markLeadDuplicate: fact('LeadMarkedDuplicate'),
    advanceLead: fact('LeadAdvanced'),
    loseLead: fact('LeadLost'),
    expireLead: fact('LeadExpired'),
    reopenLead: fact('LeadReopened'),
    winDeal: cause('DealWon'),
    recordPayment: cause('PaymentReceived'),
    recordRefund: cause('PaymentRefunded'),
    cancelDeal: cause('DealCancelled'),
    holdAccrual: fact('AccrualHeld'),
    releaseAccrual: fact('AccrualReleased'),
    rerate: (input, meta = {}) =>
      rerate(executor, store, input, now(), { actor: meta.actor ?? actor, correlation: meta.correlation ?? null }),
    previewPlan: (input) => previewPlan(store, input),
    whatIf: (supposed) => whatIf(store, supposed),
    postAdjustment: fact('AdjustmentPosted'),
    settlePayout: fact('PayoutSettled'),
    failPayout: fact('PayoutFailed'),
    voidPayout: fact('PayoutVoided'),
    ...runs,
    accrueFor: (triggers) => reactToGiven(executor, triggers),
    catchUpAccruals: (after) => catchUp(executor, store, after),
  };
};

/** What follows from the facts just recorded, added to what they recorded. */
const react = async (executor: Executor, recorded: Recorded): Result => {
  const reactions = await reactToAll(executor, triggersIn(recorded.events));
  if (E.isLeft(reactions)) return reactions;
  return E.right({
    repeated: recorded.repeated,
    events: [...recorded.events, ...reactions.right.flatMap(({ events }) => events)],
  });
};

/** Runs are named by a program and a date; both must be readable. */
const onRun = async <Value>(
  { program, date }: RunInput,
  meta: CommandMeta,
  run: (of: RunOf) => Result<Value>,
): Result<Value> => {
  const day = localDate(date);
  const problems = [...problemsOfIds({ program }), ...problemsOfMeta(meta)];
  if (E.isRight(day) && problems.length === 0) return run({ program, date: day.right });
  const notADate = E.isLeft(day) ? [{ path: '/date', message: 'must be a date, YYYY-MM-DD' }] : [];
  return E.left({ _tag: 'InvalidInput', problems: [...problems, ...notADate] });
};

const runCommands = (
  runs: PayoutRuns,
  actor: string,
): Pick<Ledger, 'previewPayouts' | 'preparePayouts' | 'approvePayouts' | 'issuePayouts'> => {
  const by = (meta: CommandMeta): RunActor => ({
    actor: meta.actor ?? actor,
    correlation: meta.correlation ?? null,
  });
  return {
    previewPayouts: (input) => onRun(input, {}, runs.preview),
    preparePayouts: (input, meta = {}) => onRun(input, meta, (run) => runs.prepare(run, by(meta))),
    approvePayouts: (input, meta = {}) => onRun(input, meta, (run) => runs.approve(run, by(meta))),
    issuePayouts: (input, meta = {}) => onRun(input, meta, (run) => runs.issue(run, by(meta))),
  };
};
