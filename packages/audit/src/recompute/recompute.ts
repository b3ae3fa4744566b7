import { StoreFailure, type EventStore } from '@commission-ledger/event-store';
import { describeFailure, type LedgerFailure } from '@commission-ledger/ledger';
import { accountOfStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { passOver } from './accountPass.ts';
import { expectationsOf } from './expectations.ts';
import { historyBy } from './historyBy.ts';
import type { Past } from './pastExecutor.ts';
import { pastStreams } from './pastStreams.ts';
import type { Recomputation } from './recomputation.ts';
import { strayBooking } from './strayBooking.ts';
import { surveyOf, type Survey } from './survey.ts';
import { createTally } from './tally.ts';

/** How far a recomputation is: it reads the history, looks for what may be missing, and goes through the accounts. */
export type RecomputeProgress = Readonly<{
  phase: 'reading' | 'expecting' | 'comparing';
  done: number;
  total: number | null;
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
  /** Events that were recorded before it are taken as they are posted. An instant, UTC. */
  since?: string;
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
 * own rules, on copies in memory. Every accrual, evaluation, reversal, true-up, draw, payout, deferral, write-off and
 * closing is compared with what is posted, field by field; what the facts lead to and is not there is found, and so is
 * what nothing leads to. Each event is judged as if everything before it were right, so that one wrong amount is one
 * difference.
 *
 * Time grows with the history; memory with its largest account, and by some 30 bytes for each event. Nothing is written.
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
  const { ledger = 'ledger', program, partner, since, until, signal } = options;
  const store = until === undefined ? options.store : await historyBy(options.store, until);
  const tell = (phase: RecomputeProgress['phase'], total: number | null) => (done: number) => {
    signal?.throwIfAborted();
    options.onProgress?.({ phase, done, total });
  };
  const surveyed = await surveyOf(store, { events: tell('reading', null), signal });
  if (E.isLeft(surveyed)) return surveyed;
  const survey = surveyed.right;
  const { keys, accounts } = survey;
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
  for (const stray of survey.strays) tally.differs(strayBooking(stray));
  const order = accountsInOrder(survey, [...expected.right.keys()]).filter(isMeant);
  let passed = 0;
  const compared = tell('comparing', null);
  for (const stream of order) {
    const account = accountOfStream(stream);
    if (account === undefined) continue;
    const runs = survey.runs.filter((run) => run.program === account.program);
    const done = (events: number): void => {
      passed += events;
      if (passed % 100 < events) compared(passed);
    };
    const work = { stream, account, expected: expected.right.get(stream) ?? [], runs, since };
    const over = await passOver({ past, tally, done, signal }, work);
    if (E.isLeft(over)) return over;
  }
  const told = tally.told();
  return E.right({
    schema: 'recompute/1',
    verdict: told.found === 0 ? 'agrees' : 'differs',
    scope: { program: program ?? null, partner: partner ?? null, since: since ?? null, until: until ?? null },
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
