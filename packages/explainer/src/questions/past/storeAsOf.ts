import type { Instant, RecordedInstant } from '@commission-ledger/calendar';
import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { readEvent } from '@commission-ledger/events';
import { happenedBefore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';

/** Until when something had to be recorded (inclusive), and to have happened (exclusive), to be seen. */
export type Past = Readonly<{ effective?: Instant; known?: RecordedInstant }>;

/** A history whose reading is watched, and what was to be seen of it. */
export type WatchedHistory = Readonly<{
  /** To be read once from its beginning to its end. */
  store: EventStore;
  /** After that: the same history, without what was not there yet. What is appended later is never seen. */
  past: () => EventStore;
  /** The same with what was recorded by then, whenever it happened. */
  known: () => EventStore;
}>;

/** Finds out, while a history is read, what of it was there at that time: whether something had happened depends on what came before it. */
export const watchHistory = (store: EventStore, { effective, known }: Past): WatchedHistory => {
  const hasHappened = effective === undefined ? () => true : happenedBefore(effective);
  const recordedLater = new Set<string>();
  const notHappened = new Set<string>();
  let [last, lastKnown]: [StoredEvent | undefined, StoredEvent | undefined] = [undefined, undefined];
  let end = -1n;
  const watch = (stored: StoredEvent): void => {
    const event = readEvent(stored);
    end = stored.position;
    // What cannot be read is not left out: whoever reads it is told so.
    if (E.isRight(event)) {
      if (known !== undefined && event.right.recordedAt > known) {
        recordedLater.add(stored.id);
        return;
      }
      if (!hasHappened(event.right)) {
        notHappened.add(stored.id);
        lastKnown = stored;
        return;
      }
    }
    last = stored;
    lastKnown = stored;
  };
  const isKnown = ({ id, position }: StoredEvent): boolean => position <= end && !recordedLater.has(id);
  return {
    store: {
      ...passing(store),
      readAll: async (options) => {
        const page = await store.readAll(options);
        page.events.forEach(watch);
        return page;
      },
    },
    past: () =>
      seenOnly(
        store,
        (stored) => isKnown(stored) && !notHappened.has(stored.id),
        () => Promise.resolve(last),
      ),
    known: () => seenOnly(store, isKnown, () => Promise.resolve(lastKnown)),
  };
};

/** A history as far as it had been recorded by then; whatever had happened. */
export const storeAsKnown = (store: EventStore, known: RecordedInstant): EventStore => {
  const isSeen = (stored: StoredEvent): boolean => {
    const event = readEvent(stored);
    return E.isLeft(event) || event.right.recordedAt <= known;
  };
  return seenOnly(store, isSeen, async () => {
    let [last, after]: [StoredEvent | undefined, bigint | undefined] = [undefined, undefined];
    for (;;) {
      const page = await store.readAll({ after, limit: 1000 });
      last = page.events.findLast(isSeen) ?? last;
      if (page.atEnd || page.next === undefined) return last;
      after = page.next;
    }
  });
};

const passing = (store: EventStore): EventStore => ({
  append: () => Promise.reject(new TypeError('The past is only read.')),
  readStream: (stream, options) => store.readStream(stream, options),
  readAll: (options) => store.readAll(options),
  head: () => store.head(),
  subscribe: (options) => store.subscribe(options),
  close: () => store.close(),
});

/** A limit counts what is looked at, so that a range of revisions stays that range where some of it is not seen. */
const seenOnly = (
  store: EventStore,
  isSeen: (stored: StoredEvent) => boolean,
  head: EventStore['head'],
): EventStore => ({
  ...passing(store),
  head,
  readStream: (stream, options) => only(store.readStream(stream, options), isSeen),
  readAll: async (options) => {
    const page = await store.readAll(options);
    return { ...page, events: page.events.filter(isSeen) };
  },
  subscribe: (options) => only(store.subscribe(options), isSeen),
});

async function* only(
  events: AsyncIterable<StoredEvent>,
  isSeen: (stored: StoredEvent) => boolean,
): AsyncGenerator<StoredEvent, void, undefined> {
  for await (const event of events) if (isSeen(event)) yield event;
}
