import type { LedgerOptions } from '@commission-ledger/ledger';
import { type CausesSetAside, causesSetAside } from './causesSetAside.ts';

/** The store of a ledger. */
export type EventStore = LedgerOptions['store'];

/** The store, how many events were written through it, and the causes that they set aside. */
export type CountingStore = Readonly<{
  store: EventStore;
  eventsWritten: () => number;
  causesSetAside: CausesSetAside['byReason'];
}>;

/** Counts what an import writes, whatever its commands report. */
export const countingStore = (store: EventStore): CountingStore => {
  let eventsWritten = 0;
  const causes = causesSetAside();
  return {
    store: {
      append: async (stream, events, expected) => {
        const result = await store.append(stream, events, expected);
        if (result._tag !== 'appended' || result.repeated) return result;
        eventsWritten += events.length;
        const first = result.revision - events.length + 1;
        for (const [index, event] of events.entries())
          causes.take({ ...event, stream, revision: first + index, position: result.position });
        return result;
      },
      readStream: (stream, options) => store.readStream(stream, options),
      readAll: (options) => store.readAll(options),
      head: () => store.head(),
      subscribe: (options) => store.subscribe(options),
      close: () => store.close(),
    },
    eventsWritten: () => eventsWritten,
    causesSetAside: causes.byReason,
  };
};
