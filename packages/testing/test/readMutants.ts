import type { EventStore, StoredEvent } from '@commission-ledger/event-store';

import { type Mutant, type MutantRow, withEvents } from './mutant.ts';

/** A store whose reads learn in the middle, and only there, that it was closed. */
const endingWhenClosed =
  (reading: (store: EventStore, hasEnded: () => Promise<boolean>) => EventStore): Mutant =>
  (store) => {
    let closed = false;
    const hasEnded = async () => {
      await new Promise(setImmediate);
      return closed;
    };
    const close = async () => {
      closed = true;
      await store.close();
    };
    return { ...reading(store, hasEnded), close };
  };

const cutOff = 'gives a read that was under way when it was closed whole, or not at all';

/** Stores that read, subscribe or close wrongly. */
export const readMutants: readonly MutantRow[] = [
  {
    fault: 'drops a trailing space of a body',
    mutant: withEvents((event) => ({ ...event, body: event.body.trimEnd() })),
    caughtBy: 'gives bodies back byte for byte, whichever way they are read',
  },
  {
    fault: 'normalises what looks like JSON',
    mutant: withEvents((event) => ({
      ...event,
      body: event.body.startsWith('{ ') ? event.body.replaceAll(/\s/g, '') : event.body,
    })),
    caughtBy: 'gives bodies back byte for byte, whichever way they are read',
  },
  {
    fault: 'normalises Unicode',
    mutant: withEvents((event) => ({ ...event, body: event.body.normalize('NFC') })),
    caughtBy: 'gives bodies back byte for byte, whichever way they are read',
  },
  {
    fault: 'numbers revisions from 1',
    mutant: withEvents((event) => ({ ...event, revision: event.revision + 1 })),
    caughtBy: 'starts a stream that does not exist',
  },
  {
    fault: 'starts a page with the event it should start after',
    mutant: (store) => ({
      ...store,
      readAll: ({ after, limit }) =>
        store.readAll({ limit, after: after === undefined || after <= 0n ? after : after - 1n }),
    }),
    caughtBy: 'starts strictly after the position, and at the end there is nothing, now and from there on',
  },
  {
    fault: 'says that a full page is the last',
    mutant: (store) => ({ ...store, readAll: async (options) => ({ ...(await store.readAll(options)), atEnd: true }) }),
    caughtBy: 'reads the whole history in the order written, whatever the size of the page',
  },
  {
    fault: 'ignores the start of a backward read',
    mutant: (store) => ({
      ...store,
      readStream: (stream, { from, ...rest } = {}) =>
        store.readStream(stream, rest.direction === 'backwards' || from === undefined ? rest : { ...rest, from }),
    }),
    caughtBy: 'reads a stream backwards from any revision, with any limit',
  },
  {
    fault: 'stops a stream after a thousand events',
    mutant: (store) => ({
      ...store,
      async *readStream(stream, options) {
        let read = 0;
        for await (const event of store.readStream(stream, options)) {
          read += 1;
          if (read > 1_000) return;
          yield event;
        }
      },
    }),
    caughtBy: 'reads a stream of many pages to its end, both ways',
  },
  {
    fault: 'ends subscriptions when it has caught up',
    mutant: (store) => ({
      ...store,
      async *subscribe({ after }) {
        for (const event of (await store.readAll({ after, limit: 10_000 })).events) yield event;
      },
    }),
    caughtBy: 'delivers what is there, then what comes',
  },
  {
    fault: 'delivers an event again when it goes live',
    mutant: (store) => ({
      ...store,
      async *subscribe(options) {
        let first: StoredEvent | undefined;
        for await (const event of store.subscribe(options)) {
          yield event;
          if (first === undefined) yield event;
          first = event;
        }
      },
    }),
    caughtBy: 'delivers what is there, then what comes',
  },
  {
    fault: 'misses events that come while it delivers',
    mutant: (store) => ({
      ...store,
      async *subscribe(options) {
        for await (const event of store.subscribe(options)) if (event.revision !== 1) yield event;
      },
    }),
    caughtBy: 'delivers every event once and in order while many are writing',
  },
  {
    fault: 'ends a subscription silently when it is closed',
    mutant: (store) => ({
      ...store,
      async *subscribe(options) {
        const events = store.subscribe(options)[Symbol.asyncIterator]();
        for (;;) {
          const next = await events.next().catch(() => ({ done: true, value: undefined }) as const);
          if (next.done === true) return;
          yield next.value;
        }
      },
    }),
    caughtBy: 'tells a waiting subscriber that the store was closed',
  },
  {
    fault: 'goes on working after it was closed',
    mutant: (store) => ({ ...store, close: async () => {} }),
    caughtBy: 'refuses everything after it was closed, and closing twice is no mistake',
  },
  {
    fault: 'takes the end of its connection for the end of a stream',
    mutant: endingWhenClosed((store, hasEnded) => ({
      ...store,
      async *readStream(stream, options) {
        for await (const event of store.readStream(stream, options)) {
          if (event.revision === 7 && (await hasEnded())) return;
          yield event;
        }
      },
    })),
    caughtBy: cutOff,
  },
  {
    fault: 'takes the end of its connection for the end of the history',
    mutant: endingWhenClosed((store, hasEnded) => ({
      ...store,
      readAll: async (options) => {
        const page = await store.readAll(options);
        return (await hasEnded()) ? { ...page, events: page.events.slice(0, 5), atEnd: true } : page;
      },
    })),
    caughtBy: cutOff,
  },
  {
    fault: 'takes the end of its connection for an empty history',
    mutant: endingWhenClosed((store, hasEnded) => ({
      ...store,
      head: async () => {
        const last = await store.head();
        return (await hasEnded()) ? undefined : last;
      },
    })),
    caughtBy: cutOff,
  },
];
