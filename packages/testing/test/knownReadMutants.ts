import type { ReadAllOptions } from '@commission-ledger/event-store';

import { faultyEventStore } from '../src/index.ts';
import { largePositions, numbersAnew } from './largePositions.ts';
import { type MutantRow, withEvents } from './mutant.ts';

const withBodies = (change: (body: string) => string) =>
  withEvents((event) => ({ ...event, body: change(event.body) }));

const reserialised = (body: string): string => {
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(value);
  } catch {
    return body;
  }
};

const unchanged = 'gives bodies back byte for byte, whichever way they are read';

/** How servers, drivers and other libraries read wrongly, as they were found to do. */
export const knownReadMutants: readonly MutantRow[] = [
  {
    fault: 'reads from a follower that lags behind',
    mutant: (store) => faultyEventStore(store, [{ kind: 'staleRead', behind: 1, onRead: 'every' }]),
    caughtBy: 'reads at once, in every way, what was acknowledged',
  },
  {
    fault: 'reads its head from a follower that lags behind',
    mutant: (store) => faultyEventStore(store, [{ kind: 'staleRead', behind: 1, onRead: 'every', of: 'head' }]),
    caughtBy: 'reads at once, in every way, what was acknowledged',
  },
  {
    fault: 'gives one event more than the page was to have',
    mutant: (store) => ({ ...store, readAll: ({ after, limit }) => store.readAll({ after, limit: limit + 1 }) }),
    caughtBy: 'never gives more than the limit, and an empty page only at the end',
  },
  {
    fault: 'leaves one event out between two pages',
    mutant: (store) => ({
      ...store,
      readAll: async ({ after, limit }: ReadAllOptions) => {
        const page = await store.readAll({ after, limit: limit + 1 });
        return { ...page, events: page.events.slice(0, limit) };
      },
    }),
    caughtBy: 'reads the whole history in the order written, whatever the size of the page',
  },
  {
    fault: 'reads one event of a stream too many',
    mutant: (store) => ({
      ...store,
      readStream: (stream, { limit, ...rest } = {}) =>
        store.readStream(stream, limit === undefined ? rest : { ...rest, limit: limit + 1 }),
    }),
    caughtBy: 'reads a stream forwards from any revision, with any limit',
  },
  {
    fault: 'says that there is nothing more when the last page is full',
    mutant: (store) => ({
      ...store,
      readAll: async (options) => {
        const page = await store.readAll(options);
        return page.events.length === options.limit && options.limit > 1 ? { ...page, atEnd: true } : page;
      },
    }),
    caughtBy: 'reads the whole history in the order written, whatever the size of the page',
  },
  {
    fault: 'keeps positions as doubles',
    mutant: largePositions((position) => BigInt(Number(position))),
    caughtBy: 'continues a stream after its last revision',
  },
  { fault: 'parses a body and writes it anew', mutant: withBodies(reserialised), caughtBy: unchanged },
  {
    fault: 'orders keys that look like numbers',
    mutant: withBodies((body) => (body.startsWith('{"10"') ? reserialised(body) : body)),
    caughtBy: unchanged,
  },
  {
    fault: 'loses the sign of zero',
    mutant: withBodies((body) => (body === '-0' ? '0' : body)),
    caughtBy: unchanged,
  },
  {
    fault: 'keeps the last of two equal keys',
    mutant: withBodies((body) => body.replace('"twice":1,', '')),
    caughtBy: unchanged,
  },
  {
    fault: 'resolves the escapes of a string',
    mutant: withBodies((body) => body.replace(String.raw`\u00e9`, 'é')),
    caughtBy: unchanged,
  },
  {
    fault: 'gives a body that is a JSON string back without its quotes',
    mutant: withBodies((body) => body.replace(/^"text"$/, 'text')),
    caughtBy: unchanged,
  },
  {
    fault: 'keeps only the last thousand events of a stream',
    mutant: (store) => ({
      ...store,
      async *readStream(stream, options) {
        const backwards = store.readStream(stream, { direction: 'backwards', limit: 1 });
        let last = -1;
        for await (const { revision } of backwards) last = revision;
        for await (const event of store.readStream(stream, options)) if (event.revision > last - 1_000) yield event;
      },
    }),
    caughtBy: 'reads a stream of many pages to its end, both ways',
  },
  {
    fault: 'numbers a stream from 0 again after it was opened anew',
    mutant: numbersAnew,
    caughtBy: 'recognises a retry after it was opened again, and goes on from there',
  },
  {
    fault: 'delivers the event that a subscription is to start after',
    mutant: (store) => ({
      ...store,
      subscribe: ({ after, signal }) =>
        store.subscribe({ signal, after: after === undefined || after < 1n ? after : after - 1n }),
    }),
    caughtBy: 'starts strictly after a position, even one that is the last',
  },
  {
    fault: 'starts a subscription at the end when it is given no position',
    mutant: (store) => ({
      ...store,
      async *subscribe({ after, signal }) {
        yield* store.subscribe({ signal, after: after ?? (await store.head())?.position });
      },
    }),
    caughtBy: 'starts at the very beginning when no position is given',
  },
  {
    fault: 'delivers two events in the wrong order',
    mutant: (store) => faultyEventStore(store, [{ kind: 'reorder', onSubscription: 'every', at: 7 }]),
    caughtBy: 'delivers every event once and in order while many are writing',
  },
];
