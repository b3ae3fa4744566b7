import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import type { Stray } from './stray.ts';

/**
 * The history as if no event stood where it does not belong: in the books each says what its stream says, elsewhere it is
 * left out. So one of them does not keep the rest from being judged. It is only read.
 */
export const withoutStrays = (store: EventStore, strays: readonly Stray[]): EventStore => {
  if (strays.length === 0) return store;
  const instead = new Map(strays.map(({ stored: { position }, righted }) => [position, righted]));
  const judged = (stored: StoredEvent): readonly StoredEvent[] => {
    if (!instead.has(stored.position)) return [stored];
    const righted = instead.get(stored.position);
    return righted === undefined ? [] : [righted];
  };

  async function* readStream(...[stream, options = {}]: Parameters<EventStore['readStream']>) {
    const { limit } = options;
    const more = limit === undefined ? {} : { limit: limit + strays.length };
    let left = limit ?? Infinity;
    for await (const stored of store.readStream(stream, { ...options, ...more }))
      for (const each of judged(stored)) {
        if (left <= 0) return;
        left -= 1;
        yield each;
      }
  }

  return {
    ...store,
    readStream,
    readAll: async (options) => {
      const { events, ...page } = await store.readAll(options);
      return { ...page, events: events.flatMap(judged) };
    },
  };
};
