import type { EventStore, StoredEvent } from '@commission-ledger/event-store';

/** A history as if it ended with this position: for balances and explanations as they were there. It is only read. */
export const historyUntil = (store: EventStore, through: bigint): EventStore => {
  const isThere = ({ position }: StoredEvent): boolean => position <= through;
  return {
    append: () => Promise.reject(new TypeError('The past is only read.')),
    readStream: (stream, options) => only(store.readStream(stream, options), isThere),
    readAll: async (options) => {
      const page = await store.readAll(options);
      const events = page.events.filter(isThere);
      return events.length === page.events.length
        ? page
        : { events, next: events.at(-1)?.position ?? options.after, atEnd: true };
    },
    head: async () => {
      const page = await store.readAll({ after: through > 0n ? through - 1n : undefined, limit: 1 });
      const last = page.events.find(isThere);
      return last ?? lastBefore(store, through);
    },
    subscribe: (options) => only(store.subscribe(options), isThere),
    close: () => store.close(),
  };
};

/** Positions may have gaps: then the last event before it is looked for from the beginning. */
const lastBefore = async (store: EventStore, through: bigint): Promise<StoredEvent | undefined> => {
  let [last, after]: [StoredEvent | undefined, bigint | undefined] = [undefined, undefined];
  for (;;) {
    const page = await store.readAll({ after, limit: 1000 });
    last = page.events.findLast(({ position }) => position <= through) ?? last;
    const isPast = (page.events.at(-1)?.position ?? through) >= through;
    if (page.atEnd || isPast || page.next === undefined) return last;
    after = page.next;
  }
};

async function* only(
  events: AsyncIterable<StoredEvent>,
  isThere: (stored: StoredEvent) => boolean,
): AsyncGenerator<StoredEvent, void, undefined> {
  for await (const event of events) if (isThere(event)) yield event;
}
