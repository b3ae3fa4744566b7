import assert from 'node:assert/strict';

import type { DocumentStore } from '@commission-ledger/projections';

import type { DocumentStoreCase } from './documentStoreSubject.ts';

const projection = 'leads@3';

/** The checkpoint says which events the documents contain: the two move together, and only for one folder at a time. */
export const checkpointCases: readonly DocumentStoreCase[] = [
  {
    name: 'has no checkpoint at first, and then the one of the last commit',
    check: async (store) => {
      assert.equal(await store.checkpoint(projection), undefined);
      assert.equal(await put(store, undefined, 5n, 'first'), true);
      assert.equal(await store.checkpoint(projection), 5n);
      assert.equal(await put(store, 5n, 9n, 'second'), true);
      assert.equal(await store.checkpoint(projection), 9n);
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
          checkpoint: 7n,
          puts: [
            { key: 'a', json: '"late"' },
            { key: 'b', json: '"late"' },
          ],
          removes: ['a'],
        });
        assert.equal(done, false, `expected ${String(expected)}`);
      }
      assert.deepEqual(await store.list(projection, {}), [{ key: 'a', json: '"first"' }]);
      assert.equal(await store.checkpoint(projection), 5n);
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
      assert.equal(await store.checkpoint(projection), BigInt(winner + 1));
    },
  },
  {
    name: 'moves the checkpoint without any document',
    check: async (store) => {
      const batch = { projection, puts: [], removes: [] };
      assert.equal(await store.commit({ ...batch, expected: undefined, checkpoint: 0n }), true);
      assert.equal(await store.checkpoint(projection), 0n);
      assert.equal(await store.commit({ ...batch, expected: 0n, checkpoint: 0n }), true);
      assert.equal(await store.checkpoint(projection), 0n);
    },
  },
  {
    name: 'keeps positions beyond what a double can hold',
    check: async (store) => {
      const large = 2n ** 64n - 1n;
      await put(store, undefined, large, 'large');
      assert.equal(await store.checkpoint(projection), large);
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
        checkpoint: 3n,
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
      assert.equal(await store.checkpoint('other@1'), 3n);
    },
  },
];

const put = (store: DocumentStore, expected: bigint | undefined, checkpoint: bigint, text: string): Promise<boolean> =>
  store.commit({ projection, expected, checkpoint, puts: [{ key: 'a', json: JSON.stringify(text) }], removes: [] });
