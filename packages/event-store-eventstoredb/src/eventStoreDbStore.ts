import { type EventStore, StoreFailure, checkAppend } from '@commission-ledger/event-store';

import { appendEvents } from './append.ts';
import { connectionOver } from './connection.ts';
import type { EventStoreDbClient } from './eventStoreDbClient.ts';
import { type EventStoreDbOptions, settingsOf } from './eventStoreDbOptions.ts';
import { withPlainAppends } from './plainAppends.ts';
import { proveRevisionCheck, provenOnce } from './proveRevisionCheck.ts';
import { head, readAll } from './readHistory.ts';
import { readStream } from './readStream.ts';
import { subscribe } from './subscribe.ts';

/**
 * The ledger's history on EventStoreDB or KurrentDB, through a client that the caller has made and goes on
 * owning: closing the store does not dispose of it. Close the store first: a client that is disposed of ends its
 * reads as if all had been read.
 *
 * An append is acknowledged when the server has it on a quorum of its nodes. Decisions are read from the leader.
 * Nothing is sent before the first call; the first append proves that a wrong revision is refused.
 *
 * @throws StoreFailure `InvalidAppend` for options that make no sense.
 */
export const eventStoreDbStore = (client: EventStoreDbClient, options: EventStoreDbOptions = {}): EventStore => {
  const settings = settingsOf(options);
  const closing = new AbortController();
  const pending = new Set<Promise<unknown>>();
  const checkOpen = (): void => {
    if (closing.signal.aborted) throw storeClosed();
  };
  const connection = connectionOver(withPlainAppends(client), settings, checkOpen);
  // An append that is under way is answered though the store is closed meanwhile.
  const appending = { ...connection, checkOpen: () => {} };
  const proven = provenOnce(() => proveRevisionCheck(appending));
  const tracked = async <A>(work: Promise<A>): Promise<A> => {
    pending.add(work);
    try {
      return await work;
    } finally {
      pending.delete(work);
    }
  };
  return Object.freeze({
    append: async (stream, events, expected) => {
      checkOpen();
      checkAppend(stream, events, expected, settings.maxAppendBytes);
      // A copy: the caller may change its objects while this waits for the server.
      const copy = events.map(({ id, type, body }) => ({ id, type, body }));
      return await tracked(proven().then(() => appendEvents(appending, { stream, events: copy, expected })));
    },
    readStream: (stream, readOptions) => readStream(connection, stream, readOptions ?? {}),
    readAll: (readOptions) => readAll(connection, readOptions),
    head: () => head(connection),
    subscribe: (subscribeOptions) => subscribe(connection, subscribeOptions, closing.signal),
    close: async () => {
      closing.abort();
      await Promise.allSettled(pending);
    },
  } satisfies EventStore);
};

/** What everything comes to that is asked of a closed store. */
export const storeClosed = (): StoreFailure =>
  new StoreFailure({ _tag: 'StoreClosed' }, 'The store is closed. Make a new one first.');
