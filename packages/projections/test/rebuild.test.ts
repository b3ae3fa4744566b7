import { memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allProjections,
  type AnyProjection,
  balances,
  describeProjectionFailure,
  type DocumentStore,
  entries,
  leads,
  memoryDocumentStore,
  type Projection,
  projectionRuntime,
  shareOfKey,
  storedName,
} from '../src/index.ts';
import { dump, rebuilt } from './dump.ts';
import { accrued, adjusted, opened, settled } from './facts.ts';
import { append, framed, right, storeWith } from './history.ts';
import { left } from './left.ts';
import { wholeHistory } from './wholeHistory.ts';

const accrual = (id: string) => accrued({ id, amount: 5, maturesOn: '2026-01-31' });
const facts = [opened(), accrual('a1'), accrual('a2'), adjusted({ id: 'x', amount: 1, maturesOn: '2026-01-31' })];

/** How many events each stream has, with what a release before it could not do. */
const counting = (version: number, step: number): Projection<number> => ({
  name: 'counting',
  version,
  keysOf: ({ stream }) => [stream],
  evolve: (count = 0) => count + step,
});

describe('a rebuild', () => {
  it('shows readers the old documents until it is done, then the new ones', async () => {
    const store = await storeWith(facts);
    const documents = memoryDocumentStore();
    right(await projectionRuntime({ store, documents, projections: [counting(1, 1)] }).catchUp());
    const old = await dump(documents, [counting(1, 1)]);
    const seen: string[] = [];
    const runtime = projectionRuntime({
      store,
      documents: {
        ...documents,
        commit: async (batch) => {
          const done = await documents.commit(batch);
          seen.push(await dump(documents, [counting(1, 1)]));
          return done;
        },
      },
      projections: [counting(1, 10)],
      batchSize: 1,
    });
    expect(await runtime.rebuild(counting(1, 10))).toEqual(E.right({ events: 4, position: 4n }));
    expect(seen).toEqual([old, old, old, old]);
    expect(await documents.read('counting@1', 'account-north.ada.EUR')).toBe('30');
    expect([...(await documents.checkpoints()).keys()]).toEqual(['counting@1']);
  });

  it('throws away what an earlier rebuild left behind', async () => {
    const store = await storeWith(facts);
    const documents = memoryDocumentStore();
    await documents.commit({
      projection: 'counting@1+rebuild',
      expected: undefined,
      checkpoint: { position: 2n },
      puts: [{ key: 'left behind', json: '1' }],
      removes: [],
    });
    right(await projectionRuntime({ store, documents, projections: [counting(1, 1)] }).rebuild());
    expect(await dump(documents, [counting(1, 1)])).toBe(
      await dump(await rebuilt(store, [counting(1, 1)]), [counting(1, 1)]),
    );
  });

  it('builds all projections of the runtime, reading the history once, or those that are named', async () => {
    const store = await storeWith(facts);
    let read = 0;
    const counted = {
      ...store,
      readAll: async (options: Parameters<typeof store.readAll>[0]) => {
        const page = await store.readAll(options);
        read += page.events.length;
        return page;
      },
    };
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({ store: counted, documents, projections: allProjections });
    right(await runtime.rebuild());
    expect(read).toBe(facts.length);
    expect(await dump(documents)).toBe(await dump(await rebuilt(store)));
    await documents.clear(storedName(balances));
    await documents.clear(storedName(entries));
    right(await runtime.rebuild(balances));
    expect((await documents.checkpoint(storedName(balances)))?.position).toBe(4n);
    expect(await documents.checkpoint(storedName(entries))).toBeUndefined();
  });

  it('leaves what readers see alone when an event stops it', async () => {
    const store = await storeWith([accrual('a1')]);
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({ store, documents, projections: [balances, leads] });
    right(await runtime.catchUp());
    const before = await dump(documents, [balances, leads]);
    await append(store, framed([accrual('a1'), settled({ payout: 'none', amount: 5 })]).slice(1));
    expect(left(await runtime.rebuild())).toMatchObject({ _tag: 'ProjectionHalted', position: 2n, alsoHalted: [] });
    expect(await dump(documents, [balances, leads])).toBe(before);
  });

  /** A rebuild during which, at each of its writes, somebody else appends an event and folds it for the readers. */
  const besideOthers = async (start: number, end: number) => {
    const many = Array.from({ length: end }, (_, index) => accrual(`a${index}`));
    const store = await storeWith(many.slice(0, start));
    const documents = memoryDocumentStore();
    const projections = [counting(1, 1)];
    const others = projectionRuntime({ store, documents, projections });
    right(await others.catchUp());
    const coming = framed(many).slice(start);
    const switched: (bigint | undefined)[] = [];
    const runtime = projectionRuntime({
      store,
      documents: {
        ...documents,
        commit: async (batch) => {
          const done = await documents.commit(batch);
          await append(store, coming.splice(0, 1));
          right(await others.catchUp());
          return done;
        },
        replace: async (...named) => {
          const done = await documents.replace(...named);
          switched.push((await documents.checkpoint('counting@1'))?.position);
          return done;
        },
      },
      projections,
    });
    right(await runtime.rebuild());
    expect(await dump(documents, projections)).toBe(await dump(await rebuilt(store, projections), projections));
    return switched;
  };

  it('does not put readers back when others fold on meanwhile', async () => {
    expect(await besideOthers(2, 5)).toEqual([5n]);
  });

  it('ends even if others never stop, and folds on at once', async () => {
    const [position = 0n] = await besideOthers(2, 60);
    expect(position > 10n && position < 20n).toBe(true);
  });

  it('ends when somebody else has put the same documents in place', async () => {
    const store = await storeWith(facts);
    const documents = memoryDocumentStore();
    const projections = [counting(1, 1)];
    let replaced = 0;
    const late: DocumentStore = {
      ...documents,
      replace: async (...named) => {
        replaced += 1;
        expect(await documents.replace(...named)).toBe(true);
        return documents.replace(...named);
      },
    };
    expect(await projectionRuntime({ store, documents: late, projections }).rebuild()).toEqual(
      E.right({ events: 4, position: 4n }),
    );
    expect(replaced).toBe(1);
  });

  it('empties the documents when the history is empty', async () => {
    const documents = await rebuilt(await storeWith(facts), [counting(1, 1)]);
    const runtime = projectionRuntime({ store: memoryEventStore(), documents, projections: [counting(1, 1)] });
    expect(left(await runtime.catchUp())).toMatchObject({ _tag: 'CheckpointBeyondHead', head: undefined });
    expect(await runtime.rebuild()).toEqual(E.right({ events: 0, position: undefined }));
    expect(await documents.checkpoints()).toEqual(new Map());
    right(await runtime.catchUp());
  });

  it('writes no event', async () => {
    const store = await storeWith(facts);
    const written: string[] = [];
    const runtime = projectionRuntime({
      store: {
        ...store,
        append: async (stream, ...rest) => {
          written.push(stream);
          return store.append(stream, ...rest);
        },
      },
      documents: memoryDocumentStore(),
      projections: allProjections,
    });
    right(await runtime.rebuild());
    for (const index of [0, 1]) right(await runtime.rebuildShare(balances, { index, of: 2 }));
    right(await runtime.switchTo(balances, 2));
    expect(written).toEqual([]);
  });
});

describe('a rebuild that is split by key', () => {
  it('gives every key to one share, and most of them about as many', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (key, of) => {
        const share = shareOfKey(key, of);
        return Number.isInteger(share) && share >= 0 && share < of && shareOfKey(key, of) === share;
      }),
    );
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 10_000; index += 1) {
      const share = shareOfKey(`account-north.partner-${index}.EUR`, 4);
      counts[share] = (counts[share] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2500)).toBeLessThan(250);
  });

  it('puts a key in the same share for ever', () => {
    // From the definition of FNV-1a, worked out apart from this program.
    expect(['', 'a', 'foobar', 'account-north.ada.EUR'].map((key) => shareOfKey(key, 1_000_000))).toEqual([
      103_257, 44_192, 690_036, 128_801,
    ]);
  });

  it('has the documents of the whole to the byte, whatever was folded before', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), fc.integer({ min: 1, max: 5 }), fc.nat(), async (some, of, cut) => {
        const store = await storeWith(some);
        const documents = memoryDocumentStore();
        const runtime = projectionRuntime({ store, documents, projections: allProjections, batchSize: 7 });
        right(await runtime.runTo(BigInt(cut % (some.length + 1))));
        const projections: readonly AnyProjection[] = [balances, entries, leads];
        for (const projection of projections) {
          for (let index = 0; index < of; index += 1) right(await runtime.rebuildShare(projection, { index, of }));
          right(await runtime.switchTo(projection, of));
        }
        expect(await dump(documents, projections)).toBe(await dump(await rebuilt(store, projections), projections));
        for (const name of (await documents.checkpoints()).keys()) expect(name).not.toContain('+');
      }),
      { numRuns: 15 },
    );
  });

  it('brings shares that ended at different places to one, and makes those that are missing', async () => {
    const store = await storeWith(facts.slice(0, 2));
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({ store, documents, projections: [entries] });
    right(await runtime.rebuildShare(entries, { index: 0, of: 3 }));
    await append(store, framed(facts).slice(2));
    right(await runtime.rebuildShare(entries, { index: 1, of: 3 }));
    expect(await documents.checkpoint(storedName(entries))).toBeUndefined();
    const shares = [...(await documents.checkpoints())].map(([name, { position }]) => [name, position]);
    expect(shares).toEqual([
      [`${storedName(entries)}+rebuild/0of3`, 2n],
      [`${storedName(entries)}+rebuild/1of3`, 4n],
    ]);
    right(await runtime.switchTo(entries, 3));
    expect(await dump(documents, [entries])).toBe(await dump(await rebuilt(store, [entries]), [entries]));
  });

  it('makes a share anew that comes from another history', async () => {
    const documents = memoryDocumentStore();
    const other = await storeWith([opened(), accrual('other')]);
    const made = projectionRuntime({ store: other, documents, projections: [entries] });
    for (const index of [0, 1]) right(await made.rebuildShare(entries, { index, of: 2 }));
    const store = await storeWith(facts);
    right(await projectionRuntime({ store, documents, projections: [entries] }).switchTo(entries, 2));
    expect(await dump(documents, [entries])).toBe(await dump(await rebuilt(store, [entries]), [entries]));
  });

  it('refuses shares that there are not', async () => {
    const runtime = projectionRuntime({
      store: memoryEventStore(),
      documents: memoryDocumentStore(),
      projections: [leads],
    });
    for (const share of [
      { index: 2, of: 2 },
      { index: -1, of: 2 },
      { index: 0.5, of: 2 },
      { index: 0, of: 0 },
    ])
      await expect(runtime.rebuildShare(leads, share)).rejects.toThrow(RangeError);
    await expect(runtime.switchTo(leads, 0)).rejects.toThrow(RangeError);
  });
});

describe('a history restored from an older backup, which has grown since', () => {
  const restored = async () => {
    const documents = await rebuilt(await storeWith(facts), [balances, entries]);
    const store = await storeWith([...facts.slice(0, 2), accrual('b1'), accrual('b2'), accrual('b3')]);
    return { documents, store, runtime: projectionRuntime({ store, documents, projections: [balances, entries] }) };
  };

  it('is noticed by the event at the checkpoint, and nothing is folded on top of it', async () => {
    const { documents, runtime } = await restored();
    const before = await dump(documents, [balances, entries]);
    const failure = left(await runtime.catchUp());
    expect(failure).toMatchObject({
      _tag: 'CheckpointNotInHistory',
      projection: storedName(balances),
      checkpoint: { position: 4n, event: { stream: 'account-north.ada.EUR', revision: 2 } },
    });
    expect(describeProjectionFailure(failure)).toBe(
      `${storedName(balances)} was folded from another history: event 2 of account-north.ada.EUR at position 4 is not in the store, or differs there. Was it restored from a backup? Rebuild the projection.`,
    );
    expect(await dump(documents, [balances, entries])).toBe(before);
  });

  it('is noticed when it ends exactly where the documents do', async () => {
    const documents = await rebuilt(await storeWith(facts), [balances]);
    const store = await storeWith([...facts.slice(0, 3), accrual('other')]);
    const runtime = projectionRuntime({ store, documents, projections: [balances] });
    expect(left(await runtime.catchUp())).toMatchObject({ _tag: 'CheckpointNotInHistory' });
  });

  it('is noticed when the event stands at another position, or its stream has not got so far', async () => {
    const moved = memoryEventStore();
    const frames = framed([...facts, accrued({ partner: 'bob', id: 'b1', amount: 5, maturesOn: '2026-01-31' })]);
    const [first, second, third, fourth, bobs] = frames;
    await append(
      moved,
      [first, second, bobs, third, fourth].flatMap((frame) => frame ?? []),
    );
    const others = Array.from({ length: 5 }, (_, index) =>
      accrued({ partner: `p${index}`, id: 'b', amount: 5, maturesOn: '2026-01-31' }),
    );
    for (const store of [moved, await storeWith(others)]) {
      const documents = await rebuilt(await storeWith(facts), [balances]);
      const runtime = projectionRuntime({ store, documents, projections: [balances] });
      expect(left(await runtime.catchUp())).toMatchObject({ _tag: 'CheckpointNotInHistory' });
    }
  });

  it('is made good by a rebuild', async () => {
    const { documents, store, runtime } = await restored();
    right(await runtime.rebuild());
    right(await runtime.catchUp());
    expect(await dump(documents, [balances, entries])).toBe(
      await dump(await rebuilt(store, [balances, entries]), [balances, entries]),
    );
  });

  it('is not suspected where an earlier release left a checkpoint without its event', async () => {
    const { documents, runtime } = await restored();
    for (const projection of [balances, entries].map(storedName))
      await documents.commit({ projection, expected: 4n, checkpoint: { position: 4n }, puts: [], removes: [] });
    right(await runtime.catchUp());
    expect((await documents.checkpoint(storedName(balances)))?.event).toMatchObject({ revision: 3 });
  });
});
