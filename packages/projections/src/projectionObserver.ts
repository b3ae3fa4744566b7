import type { StoreFailure } from '@commission-ledger/event-store';
import type { ProjectionHalted } from './projectionFailure.ts';

/** Who wants to know what a runtime does: a progress bar, metrics, a log. It must not throw. */
export type ProjectionObserver = Readonly<{
  /** After each batch that was folded and written. */
  onBatch?(batch: FoldedBatch): void;
  /** A projection stopped before an event; once for each projection and each run that meets the event. */
  onHalt?(halt: ProjectionHalted): void;
  /** A store could not be reached, and `follow` tries again after the pause. */
  onRetry?(retry: Retry): void;
  /** `follow` has caught up: from now on it folds what comes. Again after each interruption. */
  onLive?(): void;
}>;

/** What one batch did. */
export type FoldedBatch = Readonly<{
  /** Events in this batch. */
  events: number;
  /** Every projection of the run contains the history up to here; `undefined` when one contains nothing yet. */
  position: bigint | undefined;
  /** Where the history ended when the batch was read, as far as known. */
  head: bigint;
}>;

/** Why, how often in a row, and how long `follow` waits before it tries again. */
export type Retry = Readonly<{ failure: StoreFailure; attempt: number; pauseMs: number }>;
