import * as E from 'fp-ts/lib/Either.js';
import { type Fold, foldHistory } from './foldHistory.ts';
import { guarded, type ProjectionRun } from './guarded.ts';
import { isAfter } from './isAfter.ts';
import { type AnyProjection, storedName } from './projection.ts';

/** What a runtime works with; `batchSize` is how many events are folded and written in one go, 1,000 unless said. */
export type ProjectionRuntimeOptions = Omit<Fold, 'only' | 'batchSize'> & Readonly<{ batchSize?: number }>;

/**
 * Keeps read models up to date with the history. It only ever writes documents, so a rebuild sends no mail and
 * pays nobody. Any number of runtimes may work on the same documents at once.
 *
 * An event that cannot be read or applied stops the projections that meet it, before that event; the others go
 * on to the end. Nothing is skipped: once the cause is mended, the next run goes on from there.
 */
export type ProjectionRuntime = Readonly<{
  /** Folds what is missing, up to where the history ends now. */
  catchUp(): ProjectionRun;
  /** Folds what is missing up to a position (inclusive), for a view of an earlier moment or a step at a time. */
  runTo(position: bigint): ProjectionRun;
  /** Drops the documents of one projection and folds the whole history anew. */
  rebuild(projection: AnyProjection): ProjectionRun;
  /** Catches up, then folds what comes until the signal aborts. Ends at once when a projection stops. */
  follow(signal: AbortSignal): ProjectionRun;
}>;

/** A runtime for these projections; it does nothing until it is asked. */
export const projectionRuntime = ({ batchSize = 1000, ...options }: ProjectionRuntimeOptions): ProjectionRuntime => {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) throw new RangeError('A batch has one event or more.');
  const fold: Fold = { ...options, batchSize };
  return {
    catchUp: () => guarded(() => foldHistory(fold)),
    runTo: (position) => guarded(() => foldHistory(fold, position)),
    rebuild: (projection) =>
      guarded(async () => {
        await fold.documents.clear(storedName(projection));
        return foldHistory({ ...fold, projections: [projection] });
      }),
    follow: (signal) => guarded(() => follow(fold, signal)),
  };
};

/** The subscription says that there is something new; it is then folded in batches as always. */
const follow = async (fold: Fold, signal: AbortSignal): ProjectionRun => {
  const start = await foldHistory(fold);
  if (E.isLeft(start)) return start;
  let { position, events } = start.right;
  for await (const { position: news } of fold.store.subscribe({ after: position, signal })) {
    if (!isAfter(news, position)) continue;
    const run = await foldHistory(fold);
    if (E.isLeft(run)) return run;
    position = run.right.position;
    events += run.right.events;
  }
  return E.right({ position, events });
};
