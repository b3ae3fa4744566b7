import assert from 'node:assert/strict';

import type { Checkpoint, DocumentStore, EventMark } from '@commission-ledger/projections';

import type { DocumentStoreCase } from './documentStoreSubject.ts';

const projection = 'leads@3';

/** The checkpoint says which events the documents contain: the two move together, and only for one folder at a time. */
export const checkpointCases: readonly DocumentStoreCase[] = [
  {
    name: 'has no checkpoint at first, and then the one of the last commit',
    check: async (store) => {
      assert.equal(await store.checkpoint(projection), undefined);
      assert.equal(await put(store, undefined, 5n, 'first'), true);
      assert.deepEqual(await store.checkpoint(projection), { position: 5n });
      assert.equal(await put(store, 5n, 9n, 'second'), true);
      assert.deepEqual(await store.checkpoint(projection), { position: 9n });
      assert.equal(await store.checkpoint('leads@4'), undefined);
    },
  },
  {
    name: 'answers false to a wrong checkpoint, and writes nothing',
    check: async (store) => {
      assert.equal(await put(store, 0n, 5n, 'without a first'), false);
      assert.equal(await store.checkpoint(projection), undefined);
      await put(store, undefined, 5n, 'first');
      for (const expected of [undefined, 0n, 4n, 6n]) {
        const done = await store.commit({
          projection,
          expected,
          checkpoint: { position: 7n, event: markAt(7n) },
          puts: [
            { key: 'a', json: '"late"' },
            { key: 'b', json: '"late"' },
          ],
          removes: ['a'],
        });
        assert.equal(done, false, `expected ${String(expected)}`);
      }
      assert.deepEqual(await store.list(projection, {}), [{ key: 'a', json: '"first"' }]);
      assert.deepEqual(await store.checkpoint(projection), { position: 5n });
    },
  },
  {
    name: 'lets exactly one of several win who fold the same projection',
    check: async (store) => {
      const results = await Promise.all(
        Array.from({ length: 8 }, (_, index) => put(store, undefined, BigInt(index + 1), `writer ${index}`)),
      );
      assert.equal(results.filter(Boolean).length, 1);
      const winner = results.indexOf(true);
      assert.equal(await store.read(projection, 'a'), JSON.stringify(`writer ${winner}`));
      assert.deepEqual(await store.checkpoint(projection), { position: BigInt(winner + 1) });
    },
  },
  {
    name: 'moves the checkpoint without any document',
    check: async (store) => {
      const batch = { projection, puts: [], removes: [] };
      assert.equal(await store.commit({ ...batch, expected: undefined, checkpoint: { position: 0n } }), true);
      assert.deepEqual(await store.checkpoint(projection), { position: 0n });
      assert.equal(await store.commit({ ...batch, expected: 0n, checkpoint: { position: 0n } }), true);
      assert.deepEqual(await store.checkpoint(projection), { position: 0n });
    },
  },
  {
    name: 'keeps positions beyond what a double can hold',
    check: async (store) => {
      const large = 2n ** 64n - 1n;
      await put(store, undefined, large, 'large');
      assert.deepEqual(await store.checkpoint(projection), { position: large });
      assert.deepEqual(await store.checkpoints(), new Map([[projection, { position: large }]]));
      assert.equal(await put(store, large - 1n, 1n, 'nearly'), false);
      assert.equal(await put(store, large, large, 'same'), true);
    },
  },
  {
    name: 'clears one projection, documents and checkpoint, and leaves the others',
    check: async (store) => {
      await put(store, undefined, 5n, 'mine');
      await store.commit({
        projection: 'other@1',
        expected: undefined,
        checkpoint: { position: 3n },
        puts: [{ key: 'a', json: '1' }],
        removes: [],
      });
      await store.clear(projection);
      await store.clear('never there@1');
      assert.deepEqual(await store.list(projection, {}), []);
      assert.equal(await store.read(projection, 'a'), undefined);
      assert.equal(await store.checkpoint(projection), undefined);
      assert.equal(await put(store, 5n, 6n, 'as if nothing had happened'), false);
      assert.equal(await put(store, undefined, 1n, 'from the start'), true);
      assert.deepEqual(await store.list('other@1', {}), [{ key: 'a', json: '1' }]);
      assert.deepEqual(await store.checkpoint('other@1'), { position: 3n });
    },
  },
  {
    name: 'keeps the event of a checkpoint, and forgets it when the next one has none',
    check: async (store) => {
      const last = { stream: 'account-north.ada.EUR', revision: Number.MAX_SAFE_INTEGER, hash: 'f'.repeat(64) };
      for (const [checkpoint, expected] of [
        [marked(5n), undefined],
        [{ position: 9n, event: last }, 5n],
        [{ position: 9n, event: markAt(8n) }, 9n],
        [{ position: 11n }, 9n],
        [marked(11n), 11n],
      ] as const) {
        assert.equal(await store.commit({ projection, expected, checkpoint, puts: [], removes: [] }), true);
        assert.deepEqual(await store.checkpoint(projection), checkpoint);
        assert.deepEqual((await store.checkpoints()).get(projection), checkpoint);
      }
    },
  },
  {
    name: 'compares the position of a checkpoint alone when it commits',
    check: async (store) => {
      const batch = { projection, puts: [], removes: [] };
      await store.commit({ ...batch, expected: undefined, checkpoint: marked(5n) });
      assert.equal(await store.commit({ ...batch, expected: 5n, checkpoint: { position: 6n } }), true);
      assert.equal(await store.commit({ ...batch, expected: 6n, checkpoint: marked(7n) }), true);
      assert.equal(await store.commit({ ...batch, expected: 6n, checkpoint: marked(8n) }), false);
      assert.deepEqual(await store.checkpoint(projection), marked(7n));
    },
  },
  {
    name: 'names the checkpoint of every projection that has one',
    check: async (store) => {
      assert.deepEqual(await store.checkpoints(), new Map());
      const names = ['b@1', 'a@10', 'a@2', 'a@2+rebuild', 'a@2+rebuild/0of2', 'ä@1'];
      const expected = new Map(names.map((name, index) => [name, marked(BigInt(index))]));
      for (const [name, checkpoint] of expected)
        await store.commit({ projection: name, expected: undefined, checkpoint, puts: [], removes: [] });
      await store.commit({ projection: 'a@2', expected: 99n, checkpoint: marked(1n), puts: [], removes: [] });
      assert.deepEqual(await store.checkpoints(), expected);
      await store.clear('a@10');
      expected.delete('a@10');
      assert.deepEqual(await store.checkpoints(), expected);
    },
  },
];

const put = (store: DocumentStore, expected: bigint | undefined, position: bigint, text: string): Promise<boolean> =>
  store.commit({
    projection,
    expected,
    checkpoint: { position },
    puts: [{ key: 'a', json: JSON.stringify(text) }],
    removes: [],
  });

const markAt = (position: bigint): EventMark => ({
  stream: `deal-${position}`,
  revision: Number(position),
  hash: position.toString(16).padStart(64, '0'),
});

const marked = (position: bigint): Checkpoint => ({ position, event: markAt(position) });
