import type { EventStore, StoredEvent } from '@commission-ledger/event-store';

import { type Mutant, lastRevision } from './mutant.ts';

const offset = 2n ** 60n;

/**
 * The same store on a server whose positions are large, as those of a log of many terabytes.
 *
 * @param keep what the adapter makes of a position on its way to the caller.
 */
export const largePositions =
  (keep: (position: bigint) => bigint): Mutant =>
  (store) => {
    const outwards = (event: StoredEvent): StoredEvent => ({ ...event, position: keep(event.position + offset) });
    const inwards = (after: bigint | undefined): bigint | undefined =>
      after === undefined || after < offset ? after : after - offset;
    return {
      ...store,
      append: async (...call) => {
        const result = await store.append(...call);
        return result._tag === 'appended' ? { ...result, position: keep(result.position + offset) } : result;
      },
      async *readStream(stream, options) {
        for await (const event of store.readStream(stream, options)) yield outwards(event);
      },
      readAll: async ({ after, limit }) => {
        const page = await store.readAll({ after: inwards(after), limit });
        const events = page.events.map(outwards);
        return { ...page, events, next: events.at(-1)?.position ?? after };
      },
      head: async () => {
        const head = await store.head();
        return head && outwards(head);
      },
      async *subscribe({ after, signal }) {
        for await (const event of store.subscribe({ after: inwards(after), signal })) yield outwards(event);
      },
    };
  };

/** Numbers the events of a stream from 0 again in every store that is opened on the history. */
export const numbersAnew: Mutant = (store: EventStore) => {
  const first = new Map<string, number>();
  return {
    ...store,
    append: async (stream, events, expected) => {
      const last = await lastRevision(store, stream);
      const result = await store.append(stream, events, expected);
      if (result._tag === 'appended' && !first.has(stream)) first.set(stream, last + 1);
      return result;
    },
    async *readStream(stream, options) {
      for await (const event of store.readStream(stream, options)) {
        yield { ...event, revision: Math.max(0, event.revision - (first.get(stream) ?? 0)) };
      }
    },
  };
};
