import type { StoreFailure } from '@commission-ledger/event-store';
import { describeUnreadableEvent, type UnreadableEvent } from '@commission-ledger/events';
import type { Checkpoint } from './documentStore.ts';

/** Why an event stopped a projection. */
export type HaltReason =
  /** Its frame or its data cannot be read by this release. */
  | UnreadableEvent
  /** The store handed it out of order: `problem` says which event was expected. */
  | Readonly<{ _tag: 'OutOfOrder'; problem: string }>
  /** It contradicts what was folded before, or the projection has a defect. */
  | Readonly<{ _tag: 'Inapplicable'; problem: string }>;

/** Where a projection stopped and why. Its documents contain everything before this event and nothing of it. */
export type ProjectionHalted = Readonly<{
  _tag: 'ProjectionHalted';
  /** Name and version, such as `balances@1`. */
  projection: string;
  stream: string;
  revision: number;
  position: bigint;
  /** The event's id. */
  event: string;
  reason: HaltReason;
  /** The other projections that stopped in the same run, by name and version. */
  alsoHalted: readonly string[];
}>;

/**
 * The documents contain events that the history no longer has: it was restored from an older backup. Rebuild the
 * projection from the history that is there now.
 */
export type CheckpointBeyondHead = Readonly<{
  _tag: 'CheckpointBeyondHead';
  projection: string;
  checkpoint: bigint;
  /** The position of the last event in the store, or `undefined` when it is empty. */
  head: bigint | undefined;
}>;

/**
 * The documents contain an event that the history does not have, or not there, or with another content: it was
 * restored from an older backup and has grown since, or it is another history. Rebuild the projection from the history
 * that is there now.
 */
export type CheckpointNotInHistory = Readonly<{
  _tag: 'CheckpointNotInHistory';
  projection: string;
  /** Where the documents stand, with the event they were made from. */
  checkpoint: Checkpoint;
}>;

/** One of the two stores could not do its work; what was folded up to then is kept. */
export type StoreFailed = Readonly<{ _tag: 'StoreFailed'; failure: StoreFailure }>;

/** Why the read models are not up to date. */
export type ProjectionFailure = ProjectionHalted | CheckpointBeyondHead | CheckpointNotInHistory | StoreFailed;

/** What happened and what to do, in a sentence or two. */
export const describeProjectionFailure = (failure: ProjectionFailure): string => {
  switch (failure._tag) {
    case 'ProjectionHalted':
      return `${failure.projection} stands still before event ${failure.revision} of ${failure.stream}. ${describeReason(failure.reason)}`;
    case 'CheckpointBeyondHead':
      return `${failure.projection} contains events up to position ${failure.checkpoint}, but the history ends at ${failure.head ?? 'nothing'}. Was it restored from a backup? Rebuild the projection.`;
    case 'CheckpointNotInHistory':
      return `${failure.projection} was folded from another history: ${placeOf(failure.checkpoint)} is not in the store, or differs there. Was it restored from a backup? Rebuild the projection.`;
    case 'StoreFailed':
      return failure.failure.message;
  }
};

const placeOf = ({ position, event }: Checkpoint): string =>
  event === undefined ? `position ${position}` : `event ${event.revision} of ${event.stream} at position ${position}`;

const describeReason = (reason: HaltReason): string =>
  reason._tag === 'OutOfOrder' || reason._tag === 'Inapplicable' ? reason.problem : describeUnreadableEvent(reason);
