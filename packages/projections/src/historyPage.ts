import type { StoredEvent } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import type { Checkpoint } from './documentStore.ts';
import { markOf } from './eventMark.ts';
import { type Batch, readBatch } from './readBatch.ts';

/** A page of the history, read once for all projections. */
export type HistoryPage = Readonly<{
  batch: Batch;
  /** The checkpoint of documents that go as far as an event of the page. */
  checkpointAt(position: bigint): Checkpoint;
}>;

/**
 * Reads a page of stored events.
 *
 * @param after the position before the page.
 * @param only which events count; by default all.
 * @param types the types that are read; by default all.
 */
export const historyPage = (
  stored: readonly StoredEvent[],
  after: bigint | undefined,
  only: ((event: RecordedEvent) => boolean) | undefined,
  types: ReadonlySet<string> | undefined,
): HistoryPage => {
  // All projections that go as far as the page ask for the same one.
  const known = new Map<bigint, Checkpoint>();
  return {
    batch: readBatch(stored, after, only, types),
    checkpointAt: (position) => {
      const checkpoint = known.get(position) ?? checkpointOf(position, stored);
      known.set(position, checkpoint);
      return checkpoint;
    },
  };
};

const checkpointOf = (position: bigint, stored: readonly StoredEvent[]): Checkpoint => {
  const event = stored.findLast((one) => one.position === position);
  return event === undefined ? { position } : { position, event: markOf(event) };
};
