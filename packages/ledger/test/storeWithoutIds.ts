import {
  type EventStore,
  type StoredEvent,
  checkAppend,
  revisionNumber,
  settleByRevision,
} from '@commission-ledger/event-store';

/** A store that recognises an id where it was meant to stand and nowhere else, as EventStoreDB does. */
export const storeWithoutIds = (): EventStore => {
  const history: StoredEvent[] = [];
  const streamOf = (stream: string) => history.filter((event) => event.stream === stream);
  return {
    append: async (stream, events, expected) => {
      checkAppend(stream, events, expected);
      const there = streamOf(stream);
      const tail = {
        lastRevision: there.length - 1,
        eventsFrom: (revision: number, count: number) => there.slice(revision, revision + count),
      };
      const settled = settleByRevision({ stream, events, expected }, tail);
      if (settled !== undefined) return settled;
      for (const [index, { id, type, body }] of events.entries()) {
        const revision = revisionNumber(expected) + 1 + index;
        history.push({ stream, id, type, body, revision, position: BigInt(history.length + 1) });
      }
      const revision = revisionNumber(expected) + events.length;
      return { _tag: 'appended', revision, position: BigInt(history.length), repeated: false };
    },
    async *readStream(stream, { from, direction = 'forwards', limit = Infinity } = {}) {
      const there = streamOf(stream);
      const wanted =
        direction === 'forwards'
          ? there.filter(({ revision }) => revision >= (from ?? 0))
          : there.filter(({ revision }) => revision <= (from ?? there.length)).toReversed();
      for (const event of wanted.slice(0, limit)) yield event;
    },
    readAll: async ({ after, limit }) => {
      const events = history.filter(({ position }) => position > (after ?? 0n)).slice(0, limit);
      const next = events.at(-1)?.position ?? after;
      return { events, next, atEnd: next === undefined || next === BigInt(history.length) };
    },
    head: async () => history.at(-1),
    subscribe: () => {
      throw new Error('nobody follows this store');
    },
    close: async () => {},
  };
};
