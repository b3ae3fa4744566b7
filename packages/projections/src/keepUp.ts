import { type EventStore, type StoredEvent, StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { standingsIn } from './advance.ts';
import { firstOfOtherHistory } from './checkStandings.ts';
import {
  type Fold,
  foldUpTo,
  fromStore,
  lowest,
  outcomeOf,
  pageSizeOf,
  type Progress,
  type Reached,
  type ReadOn,
} from './foldHistory.ts';
import { guarded, type ProjectionRun } from './guarded.ts';
import { inPages } from './inPages.ts';
import { isAfter } from './isAfter.ts';
import type { ProjectionFailure } from './projectionFailure.ts';
import { type Pause, realPause } from './realPause.ts';

/** How `follow` waits for a store that cannot be reached. */
export type FollowOptions = Readonly<{
  /** By default the real one. */
  pause?: Pause;
  /**
   * How long to wait after so many failures in a row (1, 2, 3 …), in milliseconds; by default 100, doubled each time,
   * at most 30,000. The row ends with the next event, or when `follow` has been live for as long as it waited last.
   */
  pauseMs?: (attempt: number) => number;
}>;

const doubling = (attempt: number): number => Math.min(30_000, 100 * 2 ** (attempt - 1));

type Following = Fold & Readonly<{ store: EventStore; signal: AbortSignal }>;

/** Catches up, then folds what comes until the signal aborts, however often a store is away in between. */
export const keepUp = async (
  fold: Following,
  { pause = realPause, pauseMs = doubling }: FollowOptions,
): ProjectionRun => {
  let total: Progress = { events: 0, position: undefined };
  let attempt = 0;
  const folded = ({ standings, events }: Reached): void => {
    total = { events: total.events + events, position: lowest(standings) };
    if (events > 0) attempt = 0;
  };
  for (;;) {
    const lasting = new AbortController();
    const live = async (): Promise<void> => {
      if (attempt === 0) return;
      await pause(pauseMs(attempt), lasting.signal);
      if (!lasting.signal.aborted) attempt = 0;
    };
    const run = await guarded(() => keepUpOnce(fold, folded, live)).finally(() => lasting.abort());
    if (E.isRight(run)) return E.right(total);
    if (run.left._tag !== 'StoreFailed' || !mayPass(run.left.failure)) return run;
    if (fold.signal.aborted) return E.right(total);
    attempt += 1;
    const ms = pauseMs(attempt);
    fold.observer?.onRetry?.({ failure: run.left.failure, attempt, pauseMs: ms });
    await pause(ms, fold.signal);
    if (fold.signal.aborted) return E.right(total);
  }
};

/** The store or the way to it may be back later. What is damaged, refused or closed stays so. */
const mayPass = ({ reason }: StoreFailure): boolean => reason._tag === 'Unavailable' || reason._tag === 'Busy';

/** Ends when the signal aborts, when a projection stops, and with any failure of a store. */
const keepUpOnce = async (
  fold: Following,
  folded: (reached: Reached) => void,
  live: () => Promise<void>,
): Promise<E.Either<ProjectionFailure, unknown>> => {
  const { store, documents, projections, signal, observer } = fold;
  let standings = await standingsIn(documents, projections);
  const head = await store.head();
  const wrong = await firstOfOtherHistory(store, standings, head);
  if (wrong !== undefined) return E.left(wrong);
  const caughtUp = await foldUpTo(fold, standings, head?.position);
  folded(caughtUp);
  if (E.isLeft(outcomeOf(caughtUp)) || signal.aborted) return outcomeOf(caughtUp);
  ({ standings } = caughtUp);
  observer?.onLive?.();
  void live();

  const leaving = new AbortController();
  let after = lowest(standings);
  const news = store.subscribe({ after, signal: AbortSignal.any([signal, leaving.signal]) });
  for await (const page of inPages(news, pageSizeOf(fold), () => leaving.abort())) {
    if (signal.aborted) break;
    const [start, target] = [after, lastPosition(page, after)];
    // One that stands beyond the page was taken there by somebody else, and is not moved by it.
    const concerned = standings.filter(({ checkpoint }) => !isAfter(checkpoint?.position, target));
    const other = await firstOfOtherHistory(store, concerned, page.at(-1));
    if (other !== undefined) return E.left(other);
    // One that somebody put back meanwhile, by a rebuild, needs what came before the page as well.
    const readOn: ReadOn = async (from) => (isAfter(start, from) ? fromStore(fold)(from) : page);
    const reached = await foldUpTo(fold, standings, target, readOn);
    folded(reached);
    if (E.isLeft(outcomeOf(reached))) return outcomeOf(reached);
    ({ standings } = reached);
    after = target;
  }
  if (!signal.aborted) throw endedEarly();
  return E.right(undefined);
};

const endedEarly = (): StoreFailure =>
  new StoreFailure(
    { _tag: 'Unavailable', cause: undefined },
    'The subscription ended before its reader ended it. What was folded stays; subscribe again.',
  );

const lastPosition = (page: readonly StoredEvent[], after: bigint | undefined): bigint | undefined =>
  page.reduce((high, { position }) => (isAfter(position, high) ? position : high), after);
