import type { EventStore } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { advance, type Standing, standingIn } from './advance.ts';
import type { DocumentStore } from './documentStore.ts';
import { isAfter } from './isAfter.ts';
import { type AnyProjection, storedName } from './projection.ts';
import type { ProjectionFailure } from './projectionFailure.ts';
import { type Batch, readBatch } from './readBatch.ts';

/** How far the read models are. */
export type Progress = Readonly<{
  /** Events folded by this run. */
  events: number;
  /** Every read model contains the history up to here; `undefined` when one contains nothing yet. */
  position: bigint | undefined;
}>;

/** What a run works with. */
export type Fold = Readonly<{
  store: EventStore;
  documents: DocumentStore;
  projections: readonly AnyProjection[];
  /** Events read, folded and written in one go. */
  batchSize: number;
  /** Told after each batch; `head` is where the run will end. */
  onProgress?: (progress: Progress & Readonly<{ head: bigint }>) => void;
  /** Which events count; the others only move the checkpoint. Asked once for each event, in order. */
  only?: (event: RecordedEvent) => boolean;
}>;

/**
 * Folds the history from each projection's checkpoint up to `until`, or up to where the history ended when the
 * run began. Each event is read once for all projections; each projection's documents and checkpoint are written
 * together, so the run may be cut off anywhere and taken up again.
 */
export const foldHistory = async (fold: Fold, until?: bigint): Promise<E.Either<ProjectionFailure, Progress>> => {
  const standings = await Promise.all(fold.projections.map((projection) => standingIn(fold.documents, projection)));
  const head = (await fold.store.head())?.position;
  const beyond = standings.find(({ checkpoint }) => isAfter(checkpoint, head));
  if (beyond?.checkpoint !== undefined) {
    const projection = storedName(beyond.projection);
    return E.left({ _tag: 'CheckpointBeyondHead', projection, checkpoint: beyond.checkpoint, head });
  }
  return foldUpTo(fold, standings, head !== undefined && isAfter(head, until ?? head) ? until : head);
};

const foldUpTo = async (
  fold: Fold,
  start: readonly Standing[],
  target: bigint | undefined,
): Promise<E.Either<ProjectionFailure, Progress>> => {
  let standings = start;
  let events = 0;
  for (;;) {
    const behind = standings.filter(({ checkpoint, halted }) => halted === undefined && isAfter(target, checkpoint));
    if (target === undefined || behind.length === 0) return outcomeOf(standings, events);
    const batch = await nextBatch(fold, lowest(behind), target);
    if (batch.upTo === undefined && batch.bad === undefined) return outcomeOf(standings, events);
    standings = await Promise.all(standings.map((standing) => advance(fold.documents, standing, batch)));
    events += batch.events.length;
    fold.onProgress?.({ events, position: lowest(standings), head: target });
  }
};

const nextBatch = async (fold: Fold, after: bigint | undefined, target: bigint): Promise<Batch> => {
  const page = await fold.store.readAll({ after, limit: fold.batchSize });
  const wanted = page.events.filter(({ position }) => position <= target);
  return readBatch(wanted, after, fold.only ?? everyEvent);
};

const everyEvent = (): boolean => true;

const lowest = (standings: readonly Standing[]): bigint | undefined => {
  const [first, ...rest] = standings.map(({ checkpoint }) => checkpoint);
  return rest.reduce((low, checkpoint) => (isAfter(low, checkpoint) ? checkpoint : low), first);
};

const outcomeOf = (standings: readonly Standing[], events: number): E.Either<ProjectionFailure, Progress> => {
  const [first, ...others] = standings.flatMap(({ halted }) => (halted === undefined ? [] : [halted]));
  if (first === undefined) return E.right({ events, position: lowest(standings) });
  return E.left({ ...first, alsoHalted: others.map(({ projection }) => projection) });
};
