import type { RecordedInstant } from '@commission-ledger/calendar';
import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { packedFrame } from './packedFrame.ts';

/** Enough that a page costs little beside its events, few enough that a page of long events fits in memory. */
const PAGE_SIZE = 500;

/** The events of the history in its order, a page at a time. */
export async function* pagesOf(store: EventStore): AsyncGenerator<readonly StoredEvent[], void, undefined> {
  let after: bigint | undefined;
  for (;;) {
    const page = await store.readAll({ after, limit: PAGE_SIZE });
    if (page.events.length > 0) yield page.events;
    if (page.atEnd || page.next === undefined) return;
    after = page.next;
  }
}

/** The last event before the first that was recorded later; `undefined` when there is none. */
export const endOfKnown = async (store: EventStore, known: RecordedInstant): Promise<StoredEvent | undefined> => {
  let last: StoredEvent | undefined;
  for await (const page of pagesOf(store)) {
    for (const stored of page) {
      if (packedFrame(stored).recordedAt > known) return last;
      last = stored;
    }
  }
  return last;
};

/** The history up to and including an event of it. It is only read, and what comes later is never seen. */
export const historyUntil = (store: EventStore, last: StoredEvent): EventStore => ({
  append: () => Promise.reject(new TypeError('What goes into a pack is only read.')),
  readStream: (stream, options) => upTo(store.readStream(stream, options), last.position),
  readAll: async (options) => {
    const page = await store.readAll(options);
    const events = page.events.filter(({ position }) => position <= last.position);
    const isOver = events.length < page.events.length || events.at(-1)?.position === last.position;
    return isOver ? { events, next: events.at(-1)?.position ?? options.after, atEnd: true } : page;
  },
  head: () => Promise.resolve(last),
  subscribe: (options) => upTo(store.subscribe(options), last.position),
  close: () => Promise.resolve(),
});

async function* upTo(
  events: AsyncIterable<StoredEvent>,
  through: bigint,
): AsyncGenerator<StoredEvent, void, undefined> {
  for await (const event of events) if (event.position <= through) yield event;
}
