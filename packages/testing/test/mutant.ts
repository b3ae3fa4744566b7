import type { AppendResult, EventStore, StoredEvent } from '@commission-ledger/event-store';

/** A store with one fault, made from a right one. */
export type Mutant = (store: EventStore) => EventStore;

/** A mutant, and the name of the case that must catch it. */
export type MutantRow = Readonly<{ fault: string; mutant: Mutant; caughtBy: string }>;

/** A mutant that appends in another way. */
export const withAppend =
  (append: (store: EventStore, ...call: Parameters<EventStore['append']>) => Promise<AppendResult>): Mutant =>
  (store) => ({ ...store, append: (stream, events, expected) => append(store, stream, events, expected) });

/** A mutant that changes every event on its way out. */
export const withEvents =
  (change: (event: StoredEvent) => StoredEvent): Mutant =>
  (store) => ({
    ...store,
    async *readStream(stream, options) {
      for await (const event of store.readStream(stream, options)) yield change(event);
    },
    readAll: async (options) => {
      const page = await store.readAll(options);
      return { ...page, events: page.events.map(change) };
    },
  });

/** The revision of the last event of a stream: -1 when there is none. */
export const lastRevision = async (store: EventStore, stream: string): Promise<number> => {
  for await (const { revision } of store.readStream(stream, { direction: 'backwards', limit: 1 })) return revision;
  return -1;
};

/** A revision as it is expected: -1 stands for no stream. */
export const expectedFrom = (revision: number): number | 'no-stream' => (revision < 0 ? 'no-stream' : revision);

/** An answer that nothing in the history backs. */
export const appendedAt = (revision: number): AppendResult => ({
  _tag: 'appended',
  revision,
  position: 1n,
  repeated: false,
});
