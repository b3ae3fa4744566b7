import { type EventStore, memoryEventStore, type StoredEvent } from '@commission-ledger/event-store';
import { canonicalJson, parseFrame } from '@commission-ledger/events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allProjections,
  type AnyProjection,
  balances,
  leads,
  memoryDocumentStore,
  projectionRuntime,
  storedName,
} from '../src/index.ts';
import { dump, rebuilt } from './dump.ts';
import { accrued, joined, opened } from './facts.ts';
import { type Fact, right, storeWith } from './history.ts';
import { left } from './left.ts';
import { wholeHistory } from './wholeHistory.ts';

/** The same projection, as one that reads all events. */
const readingAll = ({ name, version, keysOf, evolve }: AnyProjection): AnyProjection => ({
  name,
  version,
  keysOf,
  evolve,
});

const historyOf = async (store: EventStore): Promise<readonly StoredEvent[]> =>
  (await store.readAll({ after: undefined, limit: 100_000 })).events;

/** The store after somebody has been at some of its events. */
const withChanges = (store: EventStore, change: (event: StoredEvent) => StoredEvent): EventStore => ({
  ...store,
  readAll: async (options) => {
    const page = await store.readAll(options);
    return { ...page, events: page.events.map(change) };
  },
});

/** Events of a type lose their data. */
const withoutData =
  (type: string) =>
  (event: StoredEvent): StoredEvent =>
    event.type === type ? { ...event, body: canonicalJson({ ...JSON.parse(event.body), data: {} }) } : event;

const accrual = (id: string): Fact => accrued({ id, amount: 5, maturesOn: '2026-01-31' });
const facts = [opened(), accrual('a1'), joined('ada', 'Ada Byron'), accrual('a2'), joined('bob', 'Bob'), accrual('a3')];
const partnersOnly: AnyProjection = { ...readingAll(leads), name: 'joins', reads: new Set(['PartnerJoined']) };

describe('a projection that says what it reads', () => {
  it('has the documents that it would have if it read all', async () => {
    const some = allProjections.filter(({ reads }) => reads !== undefined);
    expect(some).toContain(balances);
    await fc.assert(
      fc.asyncProperty(wholeHistory(), async (history) => {
        const store = await storeWith(history);
        const all = await rebuilt(store, some.map(readingAll));
        expect(await dump(await rebuilt(store, some), some)).toBe(await dump(all, some));
      }),
    );
  });

  it('goes past events whose data are damaged, if it does not read them; who reads them stops', async () => {
    const store = withChanges(await storeWith(facts), withoutData('PartnerJoined'));
    const documents = memoryDocumentStore();
    const projections = [leads, balances, partnersOnly];
    const run = left(await projectionRuntime({ store, documents, projections }).catchUp());
    expect(run).toMatchObject({
      projection: storedName(leads),
      position: 3n,
      reason: { _tag: 'MalformedData' },
      alsoHalted: [storedName(partnersOnly)],
    });
    const positions = await documents.checkpoints();
    expect(projections.map((one) => positions.get(storedName(one))?.position)).toEqual([2n, 6n, 2n]);
    expect(await dump(documents, [balances])).toBe(
      await dump(await rebuilt(await storeWith(facts), [balances]), [balances]),
    );
  });

  it('goes on alone over events that are no JSON, and counts them', async () => {
    const damaged = (event: StoredEvent): StoredEvent =>
      event.type === 'PartnerJoined' ? { ...event, body: event.body.replace('{', '{,') } : event;
    const store = withChanges(await storeWith(facts), damaged);
    const runtime = projectionRuntime({ store, documents: memoryDocumentStore(), projections: [balances] });
    expect(right(await runtime.catchUp())).toEqual({ events: 6, position: 6n });
    expect(
      left(await projectionRuntime({ store, documents: memoryDocumentStore(), projections: [leads] }).catchUp()),
    ).toMatchObject({
      reason: { _tag: 'NotAFrame' },
    });
  });

  it('stops before one that it reads', async () => {
    const store = withChanges(await storeWith(facts), withoutData('AccrualPosted'));
    const documents = memoryDocumentStore();
    const run = left(await projectionRuntime({ store, documents, projections: [balances, partnersOnly] }).catchUp());
    expect(run).toMatchObject({ projection: storedName(balances), position: 2n, alsoHalted: [] });
    expect((await documents.checkpoint(storedName(partnersOnly)))?.position).toBe(6n);
  });

  it.each<readonly [string, (event: StoredEvent) => StoredEvent, string]>([
    [
      'is told to be of a type that it does not read',
      (event) => ({ ...event, type: 'PartnerJoined' }),
      'FrameMisplaced',
    ],
    [
      'is of a type that nobody here knows',
      (event) => ({ ...event, type: 'Mystery', body: event.body.replace('AccrualPosted', 'Mystery') }),
      'UnknownEventType',
    ],
    [
      'is of a newer schema',
      (event) => ({ ...event, body: event.body.replace('"schema":1', '"schema":2') }),
      'NewerSchema',
    ],
  ])('stops before an event that %s', async (_, change, _tag) => {
    const store = withChanges(await storeWith(facts), (event) => (event.position === 4n ? change(event) : event));
    const documents = memoryDocumentStore();
    const run = left(await projectionRuntime({ store, documents, projections: [balances, partnersOnly] }).catchUp());
    expect(run).toMatchObject({ position: 4n, reason: { _tag }, alsoHalted: [storedName(partnersOnly)] });
  });
});

describe('a batch', () => {
  /** Hands out a few events at a time, whatever it is asked for, and fails when it was asked too often. */
  const inSmallPages = (store: EventStore, limit: number, patience = Infinity): EventStore => {
    let asked = 0;
    return {
      ...store,
      readAll: async (options) => {
        asked += 1;
        if (asked > patience) throw new Error('Asked too often.');
        return store.readAll({ ...options, limit: Math.min(options.limit, limit) });
      },
    };
  };

  it('is the same fold in however many pages it is read, also when reading breaks off', async () => {
    await fc.assert(
      fc.asyncProperty(
        wholeHistory(),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        async (history, limit, batchSize, patience) => {
          const store = await storeWith(history);
          const documents = memoryDocumentStore();
          const projections = allProjections;
          const run = (from: EventStore) =>
            projectionRuntime({ store: from, documents, projections, batchSize }).catchUp();
          await run(inSmallPages(store, limit, patience)).catch(() => undefined);
          const positions = [...(await documents.checkpoints()).values()].map(({ position }) => position);
          const [reached = 0n] = positions;
          expect(new Set(positions).size).toBeLessThanOrEqual(1);
          const first = await storeWith(history.slice(0, Number(reached)));
          expect(await dump(documents, projections)).toBe(await dump(await rebuilt(first, projections), projections));
          right(await run(inSmallPages(store, limit)));
          expect(await dump(documents, projections)).toBe(await dump(await rebuilt(store, projections), projections));
        },
      ),
      { numRuns: 30 },
    );
  });

  const batchesOf = async (keysOf: AnyProjection['keysOf']): Promise<readonly number[]> => {
    const store = memoryEventStore();
    const [event] = await historyOf(await storeWith([opened()]));
    if (event === undefined) throw new Error('There is an event.');
    for (let index = 0; index < 4500; index += 1) {
      const [stream, id] = [`program-${index}`, `00000000-0000-5000-8000-${`${index}`.padStart(12, '0')}`];
      const framed = parseFrame(event.body);
      if (typeof framed === 'string') throw new Error(framed);
      const body = canonicalJson({ ...framed, stream, id, data: { ...framed.data, program: `${index}` } });
      await store.append(stream, [{ id, type: event.type, body }], 'no-stream');
    }
    const batches: number[] = [];
    const projection: AnyProjection = { name: 'seen', version: 1, keysOf, evolve: () => 1 };
    const observer = { onBatch: ({ events }: Readonly<{ events: number }>) => batches.push(events) };
    right(
      await projectionRuntime({
        store,
        documents: memoryDocumentStore(),
        projections: [projection],
        observer,
      }).catchUp(),
    );
    return batches;
  };

  it('is written when it holds many documents, and otherwise goes on over many pages', async () => {
    expect(await batchesOf(({ stream }) => [stream])).toEqual([2000, 2000, 500]);
    expect(await batchesOf(() => ['all'])).toEqual([4500]);
  });
});
