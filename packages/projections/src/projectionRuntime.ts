import type { EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { type Fold, foldHistory } from './foldHistory.ts';
import { guarded, type ProjectionRun } from './guarded.ts';
import { type FollowOptions, keepUp } from './keepUp.ts';
import type { KeyShare } from './keyShare.ts';
import type { AnyProjection } from './projection.ts';
import type { ProjectionHalted, StoreFailed } from './projectionFailure.ts';
import { type ProjectionStanding, projectionStandings } from './projectionStanding.ts';
import { rebuildBeside, rebuildOneShare, switchToShares } from './rebuildBeside.ts';
import { retireVersions } from './retireVersions.ts';

/**
 * What a runtime works with; at most `batchSize` events are folded and written in one go, 20,000 unless said, fewer when
 * they touch many documents.
 */
export type ProjectionRuntimeOptions = Omit<Fold, 'store' | 'only' | 'signal' | 'batchSize'> &
  Readonly<{ store: EventStore; batchSize?: number }>;

/**
 * Keeps read models up to date with the history. It only ever writes documents, so a rebuild sends no mail and
 * pays nobody. Any number of runtimes may work on the same documents at once, in one process or many.
 *
 * An event that cannot be read or applied stops the projections that meet it, before that event; the others go
 * on to the end. Nothing is skipped: once the cause is mended, the next run goes on from there. Before anything new is
 * folded, the history must still have the event at which the documents stand.
 */
export type ProjectionRuntime = Readonly<{
  /** Folds what is missing, up to where the history ends now. */
  catchUp(): ProjectionRun;
  /** Folds what is missing up to a position (inclusive), for a view of an earlier moment or a step at a time. */
  runTo(position: bigint): ProjectionRun;
  /**
   * Folds the whole history anew, beside the documents that readers see, and then puts it in their place, one projection
   * after another; without arguments all projections of the runtime, which read the history once. When one of them stops
   * at an event, none is switched. Cut off anywhere, it leaves the old documents or the new ones; the next rebuild begins
   * from the first event.
   */
  rebuild(...projections: readonly AnyProjection[]): ProjectionRun;
  /**
   * Does one share of a rebuild, by key, for one of several processes or threads; `switchTo` puts the shares in place.
   *
   * @throws RangeError when there is no such share.
   */
  rebuildShare(projection: AnyProjection, share: KeyShare): ProjectionRun;
  /**
   * Brings all shares of a rebuild to one point of the history and puts them in the place of what readers see. A share
   * that is missing, or was made from another history, is made now.
   *
   * @throws RangeError unless there is one share or more.
   */
  switchTo(projection: AnyProjection, of: number): ProjectionRun;
  /**
   * Catches up, then folds what comes until the signal aborts; the batch in hand is finished first. While a store is busy
   * or cannot be reached it waits and tries again. Ends at once when a projection stops.
   */
  follow(signal: AbortSignal, options?: FollowOptions): ProjectionRun;
  /** Where each projection stands beside the history, in their order. Folds nothing. */
  standings(): Promise<E.Either<StoreFailed, readonly ProjectionStanding[]>>;
  /**
   * Clears the documents of earlier versions of these projections, once the present version has some. Call it when no
   * process of an earlier release reads them any more. Answers the names that are gone, such as `balances@1`.
   */
  retire(): Promise<E.Either<StoreFailed, readonly string[]>>;
}>;

/** A runtime for these projections; it does nothing until it is asked. */
export const projectionRuntime = ({ batchSize = 20_000, ...options }: ProjectionRuntimeOptions): ProjectionRuntime => {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) throw new RangeError('A batch has one event or more.');
  const { store, documents, projections, observer } = options;
  const halts = new Map<string, ProjectionHalted>();
  const fold: Fold = {
    ...options,
    batchSize,
    observer: {
      onBatch: (batch) => observer?.onBatch?.(batch),
      onHalt: (halt) => {
        halts.set(halt.projection, halt);
        observer?.onHalt?.(halt);
      },
      onRetry: (retry) => observer?.onRetry?.(retry),
      onLive: () => observer?.onLive?.(),
    },
  };
  const only = (projection: AnyProjection): Fold => ({ ...fold, projections: [projection] });
  return {
    catchUp: () => guarded(() => foldHistory(fold)),
    runTo: (position) => guarded(() => foldHistory(fold, position)),
    rebuild: (...chosen) => guarded(() => rebuildBeside(chosen.length === 0 ? fold : { ...fold, projections: chosen })),
    rebuildShare: (projection, share) => guarded(() => rebuildOneShare(only(projection), share)),
    switchTo: (projection, of) => guarded(() => switchToShares(only(projection), of)),
    follow: (signal, following = {}) => guarded(() => keepUp({ ...fold, store, signal }, following)),
    standings: () => guarded(async () => E.right(await projectionStandings(store, documents, projections, halts))),
    retire: () => guarded(async () => E.right(await retireVersions(documents, projections))),
  };
};
