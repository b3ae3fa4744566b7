import { type EventStore, memoryEventStore, StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  allProjections,
  balances,
  describeProjectionFailure,
  type DocumentStore,
  entries,
  leads,
  memoryDocumentStore,
  type Projection,
  projectionRuntime,
  storedName,
} from '../src/index.ts';
import { dump, rebuilt } from './dump.ts';
import { accrued, adjusted, issued, opened, settled } from './facts.ts';
import { append, framed, right, storeWith } from './history.ts';
import { left } from './left.ts';

const rejecting = (error: Error) => async (): Promise<never> => {
  throw error;
};
const accrual = (id: string) => accrued({ id, amount: 5, maturesOn: '2026-01-31' });
const line = (entry: string) => ({ entry, kind: 'accrual' as const, amount: 5, maturesOn: '2026-01-31' });
describe('a runtime', () => {
  it('has nothing to do in an empty history', async () => {
    const run = projectionRuntime({
      store: memoryEventStore(),
      documents: memoryDocumentStore(),
      projections: allProjections,
    }).catchUp();
    expect(await run).toEqual(E.right({ events: 0, position: undefined }));
  });

  it('reports a store that fails as a value, and a defect by throwing', async () => {
    const store = await storeWith([opened()]);
    const failing = (error: Error): EventStore => ({ ...store, head: rejecting(error) });
    const runtimeWith = (error: Error) =>
      projectionRuntime({ store: failing(error), documents: memoryDocumentStore(), projections: [leads] });
    const busy = new StoreFailure({ _tag: 'Busy' }, 'Try again.');
    expect(left(await runtimeWith(busy).catchUp())).toEqual({ _tag: 'StoreFailed', failure: busy });
    expect(describeProjectionFailure({ _tag: 'StoreFailed', failure: busy })).toBe('Try again.');
    await expect(runtimeWith(new TypeError('oops')).catchUp()).rejects.toThrow('oops');
  });

  it('tells how far it is after each batch', async () => {
    const seen: unknown[] = [];
    const store = await storeWith([opened(), accrual('a1'), accrual('a2')]);
    const runtime = projectionRuntime({
      store,
      documents: memoryDocumentStore(),
      projections: [balances, leads],
      batchSize: 2,
      observer: { onBatch: (progress) => seen.push(progress) },
    });
    right(await runtime.catchUp());
    expect(seen).toEqual([
      { events: 2, position: 2n, head: 3n },
      { events: 1, position: 3n, head: 3n },
    ]);
  });

  it('brings a projection that is added later up to the others', async () => {
    const store = await storeWith([accrual('a1'), accrual('a2')]);
    const documents = memoryDocumentStore();
    right(await projectionRuntime({ store, documents, projections: [balances] }).catchUp());
    right(await projectionRuntime({ store, documents, projections: [balances, entries] }).catchUp());
    expect(await dump(documents)).toBe(await dump(await rebuilt(store, [balances, entries])));
  });

  it('refuses a batch without events', () => {
    expect(() =>
      projectionRuntime({ store: memoryEventStore(), documents: memoryDocumentStore(), projections: [], batchSize: 0 }),
    ).toThrow(RangeError);
  });

  it('folds a batch again when somebody else wrote in between', async () => {
    const store = await storeWith([accrual('a1'), accrual('a2')]);
    const documents = memoryDocumentStore();
    let refusals = 1;
    const contested: DocumentStore = {
      ...documents,
      commit: async (batch) => (refusals > 0 ? --refusals < 0 : documents.commit(batch)),
    };
    right(await projectionRuntime({ store, documents: contested, projections: [balances] }).catchUp());
    expect(await dump(documents)).toBe(await dump(await rebuilt(store, [balances])));
  });

  it('writes a document only when it changed', async () => {
    const seen: Projection<boolean> = { name: 'seen', version: 1, keysOf: () => ['any'], evolve: () => true };
    const documents = memoryDocumentStore();
    const written: string[] = [];
    const watched: DocumentStore = {
      ...documents,
      commit: (batch) => {
        written.push(...batch.puts.map(({ key }) => key));
        return documents.commit(batch);
      },
    };
    const store = await storeWith([accrual('a1'), accrual('a2'), opened()]);
    right(await projectionRuntime({ store, documents: watched, projections: [seen], batchSize: 1 }).catchUp());
    expect(written).toEqual(['any']);
    expect((await documents.checkpoint('seen@1'))?.position).toBe(3n);
  });

  it('removes the document of a projection that gives none', async () => {
    const last: Projection<string> = {
      name: 'last',
      version: 1,
      keysOf: ({ stream }) => [stream],
      evolve: (_, event) => (event.type === 'AdjustmentPosted' ? undefined : event.type),
    };
    const store = await storeWith([opened(), accrual('a1'), adjusted({ id: 'x', amount: 1, maturesOn: '2026-01-31' })]);
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({ store, documents, projections: [last] });
    right(await runtime.runTo(2n));
    expect(await dump(documents, [last])).toContain('account-north.ada.EUR');
    right(await runtime.catchUp());
    expect(await dump(documents, [last])).toBe('last@1 up to 3\n  program-north "ProgramOpened"');
  });

  it('follows what is recorded until it is told to end', async () => {
    const store = memoryEventStore();
    const documents = memoryDocumentStore();
    const facts = framed([
      accrual('a1'),
      accrual('a2'),
      issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1')] }),
    ]);
    await append(store, facts.slice(0, 1));
    const ending = new AbortController();
    const following = projectionRuntime({
      store,
      documents,
      projections: [balances],
      observer: { onBatch: ({ position }) => position === 3n && ending.abort() },
    }).follow(ending.signal);
    await append(store, facts.slice(1));
    expect(await following).toEqual(E.right({ events: 3, position: 3n }));
    expect(await dump(documents, [balances])).toBe(await dump(await rebuilt(store, [balances]), [balances]));
  });

  it('ends only when no projection writes any more, and with the first failure', async () => {
    const store = await storeWith([accrual('a1')]);
    const documents = memoryDocumentStore();
    const [first, second] = [
      new StoreFailure({ _tag: 'Busy' }, 'The first is busy.'),
      new StoreFailure({ _tag: 'Busy' }, 'The second is busy.'),
    ];
    const written: string[] = [];
    const uneven: DocumentStore = {
      ...documents,
      commit: async (batch) => {
        // The first fails late, the second at once, and the third writes last of all.
        if (batch.projection === storedName(entries)) throw second;
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (batch.projection === storedName(balances)) throw first;
        await new Promise((resolve) => setTimeout(resolve, 5));
        const isWritten = await documents.commit(batch);
        written.push(batch.projection);
        return isWritten;
      },
    };
    const projections = [balances, entries, leads];
    const run = await projectionRuntime({ store, documents: uneven, projections }).catchUp();
    expect(left(run)).toEqual({ _tag: 'StoreFailed', failure: first });
    expect(written).toEqual([storedName(leads)]);
  });

  it('stops following at an event that cannot be applied', async () => {
    const store = await storeWith([accrual('a1'), settled({ payout: 'p1', amount: 5 })]);
    const runtime = projectionRuntime({ store, documents: memoryDocumentStore(), projections: [balances] });
    expect(left(await runtime.follow(new AbortController().signal))).toMatchObject({
      _tag: 'ProjectionHalted',
      revision: 1,
    });
  });
});
