import type { EventStore } from '@commission-ledger/event-store';
import { readEvent, type RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';

/** The event at a position, if one stands there that can be read. */
export const recordedAt = async (store: EventStore, position: number): Promise<RecordedEvent | undefined> => {
  const [stored] = (await store.readAll({ after: BigInt(position) - 1n, limit: 1 })).events;
  const read = stored === undefined ? undefined : readEvent(stored);
  return read !== undefined && E.isRight(read) ? read.right : undefined;
};
