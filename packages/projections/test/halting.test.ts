import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  allProjections,
  balances,
  CannotApply,
  describeProjectionFailure,
  entries,
  leads,
  memoryDocumentStore,
  payoutPostings,
  payouts,
  type Projection,
  programs,
  projectionRuntime,
  storedName,
} from '../src/index.ts';
import { dump, rebuilt } from './dump.ts';
import { accrued, opened, settled } from './facts.ts';
import { append, framed, right, storeWith } from './history.ts';
import { left } from './left.ts';

const accrual = (id: string) => accrued({ id, amount: 5, maturesOn: '2026-01-31' });
describe('an event that cannot be applied', () => {
  const facts = [accrual('a1'), accrual('a2'), settled({ payout: 'p1', amount: 5 }), accrual('a3')];

  it('stops the projections that meet it, and nothing of it is written', async () => {
    const store = await storeWith(facts);
    const documents = memoryDocumentStore();
    const projections = [entries, balances, leads];
    const run = await projectionRuntime({ store, documents, projections }).catchUp();
    expect(left(run)).toMatchObject({
      _tag: 'ProjectionHalted',
      projection: storedName(balances),
      stream: 'account-north.ada.EUR',
      revision: 2,
      position: 3n,
      reason: { _tag: 'Inapplicable', problem: expect.stringContaining('not on its way') },
      alsoHalted: [],
    });
    expect((await documents.checkpoint(storedName(balances)))?.position).toBe(2n);
    expect(await dump(documents, [balances])).toBe(
      await dump(await rebuilt(await storeWith(facts.slice(0, 2)), [balances]), [balances]),
    );
    expect((await documents.checkpoint(storedName(entries)))?.position).toBe(4n);
    expect((await documents.checkpoint(storedName(leads)))?.position).toBe(4n);
  });

  it('names every projection that stopped', async () => {
    const run = await projectionRuntime({
      store: await storeWith(facts),
      documents: memoryDocumentStore(),
      projections: allProjections,
    }).catchUp();
    expect(left(run)).toMatchObject({
      projection: storedName(balances),
      alsoHalted: [storedName(payouts), storedName(payoutPostings)],
    });
    expect(describeProjectionFailure(left(run))).toBe(
      `${storedName(balances)} stands still before event 2 of account-north.ada.EUR. Payout p1 is not on its way: it was never issued, or is resolved.`,
    );
  });

  it('keeps all documents of an event as they were when one of them cannot change', async () => {
    const halves: Projection<number> = {
      name: 'halves',
      version: 1,
      keysOf: () => ['good', 'bad'],
      evolve: (count = 0, event, key) => {
        if (key === 'bad' && event.revision === 1) throw new CannotApply('half');
        return count + 1;
      },
    };
    const store = await storeWith(facts);
    const documents = memoryDocumentStore();
    left(await projectionRuntime({ store, documents, projections: [halves] }).catchUp());
    expect(await dump(documents, [halves])).toBe('halves@1 up to 1\n  bad 1\n  good 1');
  });

  it('lets the projection go on once it is mended', async () => {
    let isMended = false;
    const counting: Projection<number> = {
      name: 'counting',
      version: 1,
      keysOf: () => ['all'],
      evolve: (count = 0, event) => {
        if (event.revision === 2 && !isMended) throw new TypeError('a defect');
        return count + 1;
      },
    };
    const store = await storeWith(facts);
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({ store, documents, projections: [counting], batchSize: 2 });
    expect(left(await runtime.catchUp())).toMatchObject({
      revision: 2,
      reason: { problem: 'The projection failed: a defect' },
    });
    expect(left(await runtime.catchUp())).toMatchObject({ revision: 2 });
    isMended = true;
    expect(await runtime.catchUp()).toEqual(E.right({ events: 2, position: 4n }));
    expect(await documents.read('counting@1', 'all')).toBe('4');
  });
});

describe('an event that cannot be read', () => {
  it('stops every projection before it', async () => {
    const store = memoryEventStore();
    await append(store, framed([opened(), accrual('a1')]));
    const [good] = framed([accrual('a2')]);
    const unknown = { id: '00000000-0000-4000-8000-000000000001', type: 'Mystery', body: good?.event.body ?? '' };
    await store.append('account-north.bob.EUR', [unknown], 'no-stream');
    const documents = memoryDocumentStore();
    const run = left(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
    expect(run).toMatchObject({
      projection: storedName(programs),
      stream: 'account-north.bob.EUR',
      reason: { _tag: 'FrameMisplaced' },
    });
    expect(run).toMatchObject({ alsoHalted: allProjections.slice(1).map(storedName) });
    const standing = allProjections.map(async (one) => (await documents.checkpoint(storedName(one)))?.position);
    expect(new Set(await Promise.all(standing))).toEqual(new Set([2n]));
  });
});

describe('a store that hands out events in the wrong order', () => {
  const swapped = async (a: number, b: number): Promise<EventStore> => {
    const store = await storeWith([accrual('a1'), accrual('a2'), accrual('a3'), opened()]);
    return {
      ...store,
      readAll: async (options) => {
        const page = await store.readAll({ ...options, after: undefined });
        const order = page.events.map(
          (event, index) => page.events[index === a ? b : index === b ? a : index] ?? event,
        );
        const { after } = options;
        return { ...page, events: order.filter(({ position }) => after === undefined || position > after) };
      },
    };
  };

  it('is caught before the event that jumped the queue is folded', async () => {
    const documents = memoryDocumentStore();
    const run = projectionRuntime({ store: await swapped(2, 3), documents, projections: [balances] }).catchUp();
    expect(left(await run)).toMatchObject({
      reason: { _tag: 'OutOfOrder', problem: expect.stringContaining('Position 3 came after 4.') },
    });
    expect((await documents.checkpoint(storedName(balances)))?.position).toBe(2n);
  });

  it('is caught when the positions grow but the revisions of a stream do not follow', async () => {
    const store = await swapped(1, 2);
    const renumbered: EventStore = {
      ...store,
      readAll: async (options) => {
        const page = await store.readAll(options);
        return { ...page, events: page.events.map((event, index) => ({ ...event, position: BigInt(index + 1) })) };
      },
    };
    const documents = memoryDocumentStore();
    const run = projectionRuntime({ store: renumbered, documents, projections: [balances] }).catchUp();
    expect(left(await run)).toMatchObject({
      reason: {
        _tag: 'OutOfOrder',
        problem: expect.stringContaining('Revision 2 of account-north.ada.EUR came after 0.'),
      },
    });
    expect((await documents.checkpoint(storedName(balances)))?.position).toBe(1n);
  });

  const backwards = async (): Promise<EventStore> => {
    const store = await storeWith([accrual('a1'), accrual('a2')]);
    return {
      ...store,
      readAll: async ({ after, limit }) => {
        const { events } = await store.readAll({ after: undefined, limit: 10 });
        const turned = events.toReversed().map((event, index) => ({ ...event, position: BigInt(index + 1) }));
        const start = Number(after ?? 0n);
        return { events: turned.slice(start, start + limit), next: undefined, atEnd: false };
      },
    };
  };

  it('is caught before the later revision is folded when both are in one batch', async () => {
    const documents = memoryDocumentStore();
    const run = await projectionRuntime({ store: await backwards(), documents, projections: [balances] }).catchUp();
    expect(left(run)).toMatchObject({ revision: 1, reason: { _tag: 'OutOfOrder' } });
    expect(await documents.checkpoint(storedName(balances))).toBeUndefined();
  });

  it('is caught by the balance when the events are in different batches', async () => {
    const documents = memoryDocumentStore();
    const options = { store: await backwards(), documents, projections: [balances], batchSize: 1 };
    const run = await projectionRuntime(options).catchUp();
    expect(left(run)).toMatchObject({ revision: 0, reason: { _tag: 'Inapplicable' } });
  });
});

describe('a history restored from an older backup', () => {
  it('is noticed, and a rebuild makes it good', async () => {
    const documents = memoryDocumentStore();
    const now = await storeWith([opened(), accrual('a1')]);
    right(await projectionRuntime({ store: now, documents, projections: [balances] }).catchUp());
    const backup = await storeWith([opened()]);
    const runtime = projectionRuntime({ store: backup, documents, projections: [balances] });
    const failure = left(await runtime.catchUp());
    expect(failure).toEqual({
      _tag: 'CheckpointBeyondHead',
      projection: storedName(balances),
      checkpoint: 2n,
      head: 1n,
    });
    expect(describeProjectionFailure(failure)).toContain('Rebuild the projection.');
    expect(await runtime.rebuild(balances)).toEqual(E.right({ events: 1, position: 1n }));
    expect(await dump(documents, [balances])).toBe(`${storedName(balances)} up to 1`);
  });

  it('is noticed even when nothing is left', async () => {
    const documents = memoryDocumentStore();
    right(await projectionRuntime({ store: await storeWith([opened()]), documents, projections: [leads] }).catchUp());
    const run = await projectionRuntime({ store: memoryEventStore(), documents, projections: [leads] }).catchUp();
    expect(left(run)).toMatchObject({ _tag: 'CheckpointBeyondHead', head: undefined });
  });
});
