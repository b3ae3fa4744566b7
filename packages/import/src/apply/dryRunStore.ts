import type { EventStore } from './countingStore.ts';

type StoredEvent = NonNullable<Awaited<ReturnType<EventStore['head']>>>;
type Options = NonNullable<Parameters<EventStore['readStream']>[1]>;

/**
 * Reads a store and keeps in memory what is appended, so that a ledger on it gives the verdicts that it would give on
 * the store, which is left as it is. It sees each stream as it was when first appended to.
 */
export const dryRunStore = (store: EventStore): EventStore => {
  const streams = new Map<string, StoredEvent[]>();
  const ids = new Map<string, StoredEvent>();
  let position: bigint | undefined;
  let last: StoredEvent | undefined;

  const readStream = async function* (stream: string, options: Options = {}): AsyncIterable<StoredEvent> {
    const added = streams.get(stream);
    if (added === undefined) return yield* store.readStream(stream, options);
    const events: StoredEvent[] = [];
    const { from, direction = 'forwards', limit = Infinity } = options;
    const before = added[0]?.revision ?? 0;
    const start = direction === 'forwards' ? (from ?? 0) : 0;
    if (start < before)
      for await (const event of store.readStream(stream, { from: start }))
        if (event.revision < before) events.push(event);
    events.push(...added.filter(({ revision }) => revision >= start));
    const wanted =
      direction === 'forwards' ? events : events.toReversed().filter(({ revision }) => revision <= (from ?? Infinity));
    yield* wanted.slice(0, limit);
  };

  const lastRevision = async (stream: string): Promise<number> => {
    const added = streams.get(stream)?.at(-1);
    if (added !== undefined) return added.revision;
    for await (const event of store.readStream(stream, { direction: 'backwards', limit: 1 })) return event.revision;
    return -1;
  };

  return {
    append: async (stream, events, expected) => {
      position ??= (await store.head())?.position ?? 0n;
      const actual = await lastRevision(stream);
      let revision = expected === 'no-stream' ? -1 : expected;
      if (actual !== revision) return { _tag: 'conflict', expected, actual: actual < 0 ? 'no-stream' : actual };
      const taken = events.map(({ id }) => ids.get(id)).find((event) => event !== undefined);
      if (taken !== undefined)
        return { _tag: 'id-taken', eventId: taken.id, stream: taken.stream, revision: taken.revision };
      const added = streams.get(stream) ?? [];
      streams.set(stream, added);
      for (const event of events) {
        revision += 1;
        position += 1n;
        last = { ...event, stream, revision, position };
        added.push(last);
        ids.set(event.id, last);
      }
      return { _tag: 'appended', revision, position, repeated: false };
    },
    readStream,
    readAll: (options) => store.readAll(options),
    head: async () => last ?? store.head(),
    subscribe: (options) => store.subscribe(options),
    close: async () => undefined,
  };
};
