import { eachEvent, type EventStore, type StoredEvent } from '@commission-ledger/event-store';
import { canonicalJson, hashOf, parseFrame } from '@commission-ledger/events';

/** The fields of a frame, as somebody with access to the database may change them. */
export type Fields = Record<string, unknown>;

/** All events of a history. */
export const eventsOf = async (store: EventStore): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const event of eachEvent(store)) events.push(event);
  return events;
};

/** The event with other fields in its data. */
export const withData = (stored: StoredEvent, change: (data: Fields) => void): StoredEvent => {
  const frame = parseFrame(stored.body);
  if (typeof frame === 'string') throw new Error(frame);
  const data: Fields = structuredClone({ ...frame.data });
  change(data);
  return { ...stored, body: canonicalJson({ ...frame, data }) };
};

/** The event with other fields in its frame. */
export const withFrame = (stored: StoredEvent, change: Readonly<Record<string, string>>): StoredEvent => {
  const frame = parseFrame(stored.body);
  if (typeof frame === 'string') throw new Error(frame);
  const { id } = { id: stored.id, ...change };
  return { ...stored, id, body: canonicalJson({ ...frame, ...change }) };
};

/** Numbers the events of each stream again, and links their chains again, as somebody would who hides what they did. */
export const linkedAgain = (events: readonly StoredEvent[]): readonly StoredEvent[] => {
  const ends = new Map<string, Readonly<{ revision: number; hash: string }>>();
  return events.map((stored) => {
    const frame = parseFrame(stored.body);
    if (typeof frame === 'string') throw new Error(frame);
    const end = ends.get(stored.stream);
    const revision = (end?.revision ?? -1) + 1;
    const body = canonicalJson({ ...frame, revision, prev: end?.hash ?? null });
    ends.set(stored.stream, { revision, hash: hashOf(body) });
    return { ...stored, revision, body };
  });
};

/** A store that holds just these events. It is only read. */
export const storeOf = (events: readonly StoredEvent[]): EventStore => {
  const streams = grouped(events);
  return {
    append: () => Promise.reject(new Error('only read')),
    subscribe: () => {
      throw new Error('only read');
    },
    async *readStream(stream, { from = 0, limit = Infinity } = {}) {
      yield* (streams.get(stream) ?? []).filter(({ revision }) => revision >= from).slice(0, limit);
    },
    readAll: async ({ after, limit }) => {
      const rest = after === undefined ? events : events.filter(({ position }) => position > after);
      const page = rest.slice(0, limit);
      return { events: page, next: page.at(-1)?.position ?? after, atEnd: rest.length <= limit };
    },
    head: async () => events.at(-1),
    close: async () => undefined,
  };
};

const grouped = (events: readonly StoredEvent[]): Map<string, StoredEvent[]> => {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  return streams;
};
