import { type EventStore, memoryEventStore, type StoredEvent, StoreFailure } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, framedFacts } from '../bench/paidAccruals.ts';
import { chainEnds } from '../src/chainEnds.ts';
import { balances, memoryDocumentStore, projectionRuntime, storedName, verifiedHistory } from '../src/index.ts';

const history = async (count = 60): Promise<EventStore> => {
  const store = memoryEventStore();
  for (const { stream, event, after } of framedFacts(factsOf(count, 3))) await store.append(stream, [event], after);
  return store;
};

/** The store after somebody has been at it. */
const altered = (store: EventStore, alter: (event: StoredEvent) => StoredEvent | undefined): EventStore => ({
  ...store,
  readAll: async (options) => {
    const page = await store.readAll(options);
    return { ...page, events: page.events.flatMap((event) => alter(event) ?? []) };
  },
});

const readThrough = async (store: EventStore, limit: number, from?: bigint): Promise<number> => {
  let count = 0;
  for (let after = from; ;) {
    const page = await store.readAll({ after, limit });
    count += page.events.length;
    if (page.atEnd) return count;
    after = page.next;
  }
};

const refusal = { reason: { _tag: 'Corrupt' } };

/** The body of the event at a position, with another amount. */
const withOtherAmount =
  (position: bigint) =>
  (event: StoredEvent): StoredEvent => {
    if (event.position !== position) return event;
    const body = event.body.replace(/"amount":"(\d)/, (_, digit) => `"amount":"${digit === '9' ? '8' : '9'}`);
    if (body === event.body) throw new Error('The event has no amount.');
    return { ...event, body };
  };

/** The store after somebody has been at it, whichever way it is read. */
const alteredEverywhere = (store: EventStore, alter: (event: StoredEvent) => StoredEvent): EventStore => ({
  ...altered(store, alter),
  async *readStream(...given) {
    for await (const event of store.readStream(...given)) yield alter(event);
  },
  async *subscribe(options) {
    for await (const event of store.subscribe(options)) yield alter(event);
  },
});

describe('a verified history', () => {
  it('is read as it is, in pages of any size and from anywhere', async () => {
    const store = verifiedHistory(await history());
    for (const limit of [1, 7, 100]) expect(await readThrough(store, limit)).toBe(60);
    expect(await readThrough(store, 7, 31n)).toBe(29);
  });

  it('is read by two who take turns', async () => {
    const store = verifiedHistory(await history());
    for (const after of [undefined, 20n, 10n, 30n, 20n])
      expect((await store.readAll({ after, limit: 10 })).events).toHaveLength(10);
  });

  it('refuses any change of an event that another is linked to', async () => {
    const store = await history();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        async (at, seed, limit) => {
          const changed = altered(store, (event) => {
            if (event.position !== BigInt(at)) return event;
            const place = seed % event.body.length;
            const other = event.body[place] === '0' ? '1' : '0';
            return { ...event, body: `${event.body.slice(0, place)}${other}${event.body.slice(place + 1)}` };
          });
          await expect(readThrough(verifiedHistory(changed), limit)).rejects.toMatchObject(refusal);
        },
      ),
    );
  });

  it('refuses a history from which an event is missing, also where reading begins in the middle', async () => {
    const store = await history();
    const lacking = altered(store, (event) => (event.position === 25n ? undefined : event));
    await expect(readThrough(verifiedHistory(lacking), 10)).rejects.toBeInstanceOf(StoreFailure);
    const changed = altered(store, (event) => {
      const body = event.body.replace(/"prev":"./, '"prev":"x');
      return event.position === 40n ? { ...event, body } : event;
    });
    await expect(readThrough(verifiedHistory(changed), 10, 38n)).rejects.toMatchObject(refusal);
  });

  it('refuses a stream in which an event was changed, whichever way it is read', async () => {
    const store = await history();
    const stream = [...(await store.readAll({ after: undefined, limit: 4 })).events].at(-1)?.stream ?? '';
    const events: StoredEvent[] = [];
    for await (const event of store.readStream(stream)) events.push(event);
    const readAll = async (from: EventStore, options: Parameters<EventStore['readStream']>[1]): Promise<number> => {
      let count = 0;
      for await (const _event of verifiedHistory(from).readStream(stream, options)) count += 1;
      return count;
    };
    for (const direction of ['forwards', 'backwards'] as const) {
      expect(await readAll(store, { direction })).toBe(events.length);
      const changed = alteredEverywhere(store, withOtherAmount(events[2]?.position ?? 0n));
      await expect(readAll(changed, { direction })).rejects.toMatchObject(refusal);
    }
    expect(await readAll(store, { from: 3, limit: 2 })).toBe(2);
  });

  it('leaves to its reader what is no frame', async () => {
    const store = await history(6);
    await store.append(
      'notes',
      [{ id: '6f1c1a52-8d1b-5f7e-9a55-0f4b2b7a1c11', type: 'Note', body: '{}' }],
      'no-stream',
    );
    expect(await readThrough(verifiedHistory(store), 10)).toBe(7);
  });
});

describe('following a verified history', () => {
  it('stops before an event that is not linked to the one before it, also when it comes live', async () => {
    const store = await history(20);
    const documents = memoryDocumentStore();
    const coming = [...framedFacts(factsOf(30, 3))].slice(20);
    const changed = alteredEverywhere(store, withOtherAmount(22n));
    const runtime = projectionRuntime({
      store: verifiedHistory(changed),
      documents,
      projections: [balances],
      batchSize: 4,
      observer: {
        onLive: () =>
          void (async () => {
            for (const { stream, event, after } of coming) await store.append(stream, [event], after);
          })(),
      },
    });
    const run = await runtime.follow(new AbortController().signal);
    expect(run).toMatchObject({ left: { _tag: 'StoreFailed', failure: refusal } });
    const { position = 0n } = (await documents.checkpoint(storedName(balances))) ?? {};
    expect(position >= 20n && position < 25n).toBe(true);
  });

  it('delivers what is new in order, and what a store delivers again', async () => {
    const store = await history(9);
    const twice: EventStore = {
      ...store,
      async *subscribe({ after }) {
        const { events } = await store.readAll({ after, limit: 4 });
        yield* events;
        yield* events.slice(1);
        yield* (await store.readAll({ after: events.at(-1)?.position, limit: 100 })).events;
      },
    };
    const positions: bigint[] = [];
    const signal = new AbortController().signal;
    for await (const { position } of verifiedHistory(twice).subscribe({ after: 2n, signal })) positions.push(position);
    expect(positions).toEqual([3n, 4n, 5n, 6n, 4n, 5n, 6n, 7n, 8n, 9n]);
  });
});

describe('the ends of chains', () => {
  it('are forgotten when there are too many, and never mistaken for one another', () => {
    const ends = chainEnds(3);
    const hash = (index: number): string => `${index}`.padStart(64, '0');
    for (let index = 0; index < 10; index += 1) {
      ends.set(`s-${index}`, index, hash(index));
      expect(ends.endsWith(`s-${index}`, index, hash(index))).toBe(true);
      const known = Array.from({ length: 10 }, (_, other) => ends.endsWith(`s-${other}`, other, hash(other)));
      expect(known.filter((each) => each !== undefined).length).toBeLessThanOrEqual(3);
      expect(known).not.toContain(false);
    }
    ends.set('s-9', 10, hash(10));
    expect(ends.endsWith('s-9', 9, hash(9))).toBe(false);
    expect(ends.endsWith('s-9', 10, hash(9))).toBe(false);
    expect(ends.endsWith('s-0', 0, hash(0))).toBeUndefined();
  });
});
