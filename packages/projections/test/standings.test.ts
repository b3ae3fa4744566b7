import { memoryEventStore, StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  balances,
  entries,
  memoryDocumentStore,
  type Projection,
  projectionRuntime,
  storedName,
} from '../src/index.ts';
import { rebuilt } from './dump.ts';
import { accrued, settled } from './facts.ts';
import { append, framed, right, storeWith } from './history.ts';
import { left } from './left.ts';

const accrual = (id: string) => accrued({ id, amount: 5, maturesOn: '2026-01-31' });
const projections = [balances, entries];

describe('the standings', () => {
  it('tell how far each projection is, and how stale', async () => {
    const store = await storeWith([accrual('a1'), accrual('a2'), accrual('a3')]);
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({ store, documents, projections });
    right(await projectionRuntime({ store, documents, projections: [balances] }).runTo(1n));
    expect(right(await runtime.standings())).toMatchObject([
      { projection: storedName(balances), checkpoint: { position: 1n }, head: 3n, isCurrent: false, behind: 2n },
      { projection: storedName(entries), checkpoint: undefined, head: 3n, isCurrent: false, behind: 3n },
    ]);
    right(await runtime.catchUp());
    for (const standing of right(await runtime.standings()))
      expect(standing).toMatchObject({ head: 3n, isCurrent: true, behind: 0n, stoppedBy: undefined });
  });

  it('are those of an empty history', async () => {
    const runtime = projectionRuntime({ store: memoryEventStore(), documents: memoryDocumentStore(), projections });
    expect(right(await runtime.standings())).toMatchObject(
      projections.map(() => ({ checkpoint: undefined, head: undefined, isCurrent: true, behind: 0n })),
    );
  });

  it('name the event that stopped a projection, until it has gone on', async () => {
    let isMended = false;
    const halting: Projection<number> = {
      name: 'halting',
      version: 1,
      keysOf: () => ['all'],
      evolve: (count = 0, event) => {
        if (event.revision === 1 && !isMended) throw new TypeError('a defect');
        return count + 1;
      },
    };
    const store = await storeWith([accrual('a1'), accrual('a2')]);
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({ store, documents, projections: [entries, halting] });
    left(await runtime.catchUp());
    expect(right(await runtime.standings())).toMatchObject([
      { isCurrent: true, stoppedBy: undefined },
      { isCurrent: false, behind: 1n, stoppedBy: { _tag: 'ProjectionHalted', position: 2n, revision: 1 } },
    ]);
    isMended = true;
    right(await runtime.catchUp());
    expect(right(await runtime.standings())[1]).toMatchObject({ isCurrent: true, stoppedBy: undefined });
  });

  it('name documents of another history, longer or as long', async () => {
    const facts = [accrual('a1'), accrual('a2')];
    const documents = await rebuilt(await storeWith(facts), projections);
    const shorter = projectionRuntime({ store: await storeWith(facts.slice(0, 1)), documents, projections });
    for (const standing of right(await shorter.standings()))
      expect(standing).toMatchObject({ isCurrent: false, behind: 0n, stoppedBy: { _tag: 'CheckpointBeyondHead' } });
    const store = await storeWith([accrual('a1'), accrual('b2')]);
    const other = projectionRuntime({ store, documents, projections });
    for (const standing of right(await other.standings()))
      expect(standing).toMatchObject({ isCurrent: false, behind: 0n, stoppedBy: { _tag: 'CheckpointNotInHistory' } });
  });

  it('fold nothing, and tell a store that fails as a value', async () => {
    const store = await storeWith([accrual('a1'), settled({ payout: 'none', amount: 5 })]);
    const documents = memoryDocumentStore();
    right(await projectionRuntime({ store, documents, projections }).standings());
    expect(await documents.checkpoints()).toEqual(new Map());
    const failure = new StoreFailure({ _tag: 'Unavailable', cause: undefined }, 'Away.');
    const runtime = projectionRuntime({
      store: { ...store, head: () => Promise.reject(failure) },
      documents,
      projections,
    });
    expect(await runtime.standings()).toEqual(E.left({ _tag: 'StoreFailed', failure }));
  });

  it('look an event up once for all projections that stand there', async () => {
    const store = await storeWith([accrual('a1'), accrual('a2')]);
    const documents = await rebuilt(store, projections);
    await append(store, framed([accrual('a1'), accrual('a2'), accrual('a3')]).slice(2));
    let lookedUp = 0;
    const counted = {
      ...store,
      readStream: (...given: Parameters<typeof store.readStream>) => {
        lookedUp += 1;
        return store.readStream(...given);
      },
    };
    right(await projectionRuntime({ store: counted, documents, projections }).catchUp());
    expect(lookedUp).toBe(1);
  });
});

describe('retiring', () => {
  it('clears earlier versions and their rebuilds, and nothing else', async () => {
    const documents = memoryDocumentStore();
    const kept = ['counts@2', 'counts@2+rebuild', 'counts@10', 'other@1', 'counts', 'more counts@1', 'accruals@1'];
    const gone = ['counts@0', 'counts@1', 'counts@1+rebuild', 'counts@1+rebuild/0of2'];
    const fresh = ['fresh@1'];
    for (const projection of [...kept, ...gone, ...fresh])
      await documents.commit({
        projection,
        expected: undefined,
        checkpoint: { position: 1n },
        puts: [{ key: 'a', json: '1' }],
        removes: [],
      });
    const version = (name: string, number: number): Projection<number> => ({
      name,
      version: number,
      keysOf: () => [],
      evolve: () => undefined,
    });
    // The present version of `fresh` has no documents yet, so readers may still need the one before.
    const runtime = projectionRuntime({
      store: memoryEventStore(),
      documents,
      projections: [version('counts', 2), version('fresh', 2)],
    });
    expect(right(await runtime.retire())).toEqual(gone);
    expect([...(await documents.checkpoints()).keys()].toSorted()).toEqual([...kept, ...fresh].toSorted());
    for (const name of gone) expect(await documents.list(name, {})).toEqual([]);
    expect(right(await runtime.retire())).toEqual([]);
  });
});
