import { StoreFailure, type EventStore } from '@commission-ledger/event-store';
import { describeFailure, type LedgerFailure } from '@commission-ledger/ledger';
import { accountOfStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { passOver } from './accountPass.ts';
import { comparePair } from './comparePair.ts';
import { expectationsOf } from './expectations.ts';
import { historyBy } from './historyBy.ts';
import { judgeRun } from './judgeRun.ts';
import type { Past } from './pastExecutor.ts';
import { pastStreams } from './pastStreams.ts';
import type { Recomputation } from './recomputation.ts';
import { reratingsAgain } from './rerated.ts';
import type { RunShare } from './runShare.ts';
import { strayDifference } from './stray.ts';
import { surveyOf, type RunAttempt, type Survey } from './survey.ts';
import { createTally } from './tally.ts';
import { withoutStrays } from './withoutStrays.ts';

/**
 * How far a recomputation is: it reads the history (told by positions), looks for what may be missing (by what accounts
 * react to), and goes through the accounts (by their events).
 */
export type RecomputeProgress = Readonly<{
  phase: 'reading' | 'expecting' | 'comparing';
  done: number;
  total: number;
}>;

/** What to recompute, and how. */
export type RecomputeOptions = Readonly<{
  store: EventStore;
  /** The name of the ledger, from which its event ids derive; `ledger` by default. */
  ledger?: string;
  /** One program only. */
  program?: string;
  /** One partner only. What others were given on the same deals is taken as it is posted. */
  partner?: string;
  /**
   * What stands before the first event that was recorded since then is taken as it is posted; all that stands behind it is
   * judged, whatever moment it tells. An instant, UTC.
   */
  from?: string;
  /** The history as it stood then: what was recorded later is not read. An instant in the recorded form, UTC, included. */
  until?: string;
  onProgress?: (progress: RecomputeProgress) => void;
  /** Aborting rejects the promise with the signal's reason. */
  signal?: AbortSignal;
}>;

/** Why nothing could be recomputed: an event that cannot be read, or a store that does not answer. */
export type RecomputeFailure =
  | Readonly<{ _tag: 'Unreadable'; failure: LedgerFailure }>
  | Readonly<{ _tag: 'StoreFailed'; failure: StoreFailure }>;

/** One sentence for what is wrong. */
export const describeRecomputeFailure = (failed: RecomputeFailure): string =>
  failed._tag === 'StoreFailed' ? failed.failure.message : describeFailure(failed.failure);

/**
 * Calculates everything that is booked once more: from the recorded facts and the plan versions in force, by the ledger's
 * own rules, on copies in memory. Every accrual, evaluation, reversal, true-up, hold, draw, payout, deferral, write-off and
 * closing, and every step of a payout run, is compared with what is posted, field by field; what the facts lead to and is
 * not there is found, and so is what nothing leads to. Each event is judged as if everything before it were right, so that one wrong amount is one
 * difference.
 *
 * Time grows with the history; memory with its largest account, and by some 30 bytes for each event. A re-rating is done again
 * whole, which takes as long and as much memory as it took. Nothing is written.
 */
export const recompute = async (options: RecomputeOptions): Promise<E.Either<RecomputeFailure, Recomputation>> => {
  try {
    const done = await recomputed(options);
    return E.mapLeft((failure: LedgerFailure): RecomputeFailure => ({ _tag: 'Unreadable', failure }))(done);
  } catch (error) {
    if (error instanceof StoreFailure) return E.left({ _tag: 'StoreFailed', failure: error });
    throw error;
  }
};

const recomputed = async (options: RecomputeOptions): Promise<E.Either<LedgerFailure, Recomputation>> => {
  const { ledger = 'ledger', program, partner, from, until, signal } = options;
  const history = until === undefined ? options.store : await historyBy(options.store, until);
  const tell = (phase: RecomputeProgress['phase'], total: number) => (done: number) => {
    signal?.throwIfAborted();
    options.onProgress?.({ phase, done, total });
  };
  const last = Number((await history.head())?.position ?? 0n);
  const surveyed = await surveyOf(history, { position: tell('reading', last), signal, from });
  if (E.isLeft(surveyed)) return surveyed;
  const survey = surveyed.right;
  const { keys, accounts, since } = survey;
  const store = withoutStrays(history, survey.strays);
  const past: Past = { ledger, store, streams: pastStreams(store), keys, accounts, corrected: new Map() };
  const isMeant = (stream: string): boolean => {
    const account = accountOfStream(stream);
    if (account === undefined) return false;
    return (program ?? account.program) === account.program && (partner ?? account.partner) === account.partner;
  };
  const expected =
    since === undefined ? await missingIn(past, survey, isMeant, tell('expecting', survey.triggers.count)) : NONE;
  if (E.isLeft(expected)) return expected;
  const tally = createTally();
  for (const stray of survey.strays) tally.differs(strayDifference(stray));
  const reratings = reratingsAgain(past, survey.reratings);
  const shares = new Map<string, RunShare>();
  const order = accountsInOrder(survey, [...expected.right.keys(), ...survey.draws.keys()]).filter(isMeant);
  let passed = 0;
  const compared = tell('comparing', accounts.filter(({ stream }) => isMeant(stream)).reduce(sumOfEvents, 0));
  for (const stream of order) {
    const account = accountOfStream(stream);
    if (account === undefined) continue;
    const ofProgram = (run: RunAttempt): boolean => run.program === account.program;
    const [runs, prepared] = [survey.runs.filter(ofProgram), survey.prepared.filter(ofProgram)];
    const done = (events: number): void => {
      passed += events;
      if (passed % 100 < events) compared(passed);
    };
    const [lacking, isDraw] = [expected.right.get(stream) ?? [], survey.draws.has(stream)];
    const work = { stream, account, expected: lacking, runs, prepared, isDraw, since };
    const over = await passOver({ past, reratings, tally, done, signal }, work);
    if (E.isLeft(over)) return over;
    shares.set(stream, over.right);
  }
  for (const posted of survey.undatedRuns) {
    if (Number(posted.position) < (since ?? 0)) continue;
    const { stream, commandKey: key } = posted;
    const ofNone = { stream, idOf: () => posted.id };
    comparePair(tally, ofNone, { posted, recomputed: undefined, index: 0 }, { key, framing: {}, detail: '' });
  }
  // What a run says of all accounts can be judged only where all were gone through.
  for (const run of partner === undefined ? survey.runStreams : []) {
    if ((program ?? run.program) !== run.program) continue;
    const ofProgram = [...shares].filter(([stream]) => accountOfStream(stream)?.program === run.program);
    const inOrder = ofProgram.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, share]) => share);
    const judged = await judgeRun({ past, tally }, { run, shares: inOrder, since });
    if (E.isLeft(judged)) return judged;
  }
  const told = tally.told();
  return E.right({
    schema: 'recompute/1',
    verdict: told.found === 0 ? 'agrees' : 'differs',
    scope: { program: program ?? null, partner: partner ?? null, from: from ?? null, until: until ?? null },
    history: {
      events: survey.events,
      accounts: order.length,
      through: survey.through === undefined ? null : `${survey.through}`,
    },
    ...told,
  });
};

const NONE = E.right(new Map<string, never>());

const missingIn = (
  past: Past,
  survey: Survey,
  isMeant: (stream: string) => boolean,
  progress: (done: number) => void,
) => expectationsOf(past, survey, { isMeant, progress });

const sumOfEvents = (sum: number, { events }: Survey['accounts'][number]): number => sum + events;

/** Who is paid on what those below were given comes after them. */
const accountsInOrder = ({ accounts, heightOf }: Survey, others: readonly string[]): readonly string[] => {
  const heights = new Map(
    [...new Set([...accounts.map(({ stream }) => stream), ...others])].map((stream) => [
      stream,
      heightOf(accountOfStream(stream)?.partner ?? ''),
    ]),
  );
  return [...heights.keys()].toSorted((a, b) => (heights.get(a) ?? 0) - (heights.get(b) ?? 0) || (a < b ? -1 : 1));
};
