import type { StoredEvent } from '@commission-ledger/event-store';
import { hashOf } from '@commission-ledger/events';
import type { Checkpoint, EventMark } from './documentStore.ts';
import { isAfter } from './isAfter.ts';
import type { ReadHistory } from './readHistory.ts';

/** What a checkpoint notes of the event it stands at. */
export const markOf = ({ stream, revision, body }: StoredEvent): EventMark => ({
  stream,
  revision,
  hash: hashOf(body),
});

/**
 * Whether documents that stand at the checkpoint were made from this history, as far as can be told: it reaches as far
 * and has that event. There being no checkpoint says nothing against it.
 */
export const isOfHistory = async (store: ReadHistory, checkpoint: Checkpoint | undefined): Promise<boolean> => {
  if (checkpoint === undefined) return true;
  const head = await store.head();
  return !isAfter(checkpoint.position, head?.position) && isInHistory(store, checkpoint, head);
};

/**
 * Whether the history has the event of the checkpoint, at its position and with its content. A checkpoint without an
 * event is believed.
 *
 * @param head the last event of the history, when the caller has it: saves a read when the checkpoint stands there.
 */
export const isInHistory = async (store: ReadHistory, checkpoint: Checkpoint, head?: StoredEvent): Promise<boolean> => {
  const { position, event } = checkpoint;
  if (event === undefined) return true;
  if (head?.position === position) return isMarked(head, checkpoint);
  for await (const found of store.readStream(event.stream, { from: event.revision, limit: 1 }))
    return isMarked(found, checkpoint);
  return false;
};

const isMarked = (found: StoredEvent, { position, event }: Checkpoint): boolean =>
  found.position === position &&
  found.stream === event?.stream &&
  found.revision === event.revision &&
  hashOf(found.body) === event.hash;
