import assert from 'node:assert/strict';

import type { Checkpoint, DocumentStore } from '@commission-ledger/projections';

import type { DocumentStoreCase } from './documentStoreSubject.ts';
import { expectFailure } from './expectations.ts';

const live = 'balances@4';
const beside = 'balances@4+rebuild';
const shares = [`${beside}/0of2`, `${beside}/1of2`] as const;
const event = { stream: 'deal-1', revision: 3, hash: 'a'.repeat(64) };

/** A rebuild takes the place of what readers see, whole or not at all. */
export const replaceCases: readonly DocumentStoreCase[] = [
  {
    name: 'puts documents and checkpoint of another projection in the place of one, and leaves the other empty',
    check: async (store) => {
      await fill(store, live, { position: 9n }, { a: 'old', b: 'old', gone: 'old' });
      await fill(store, beside, { position: 5n, event }, { a: 'new', c: 'new' });
      await fill(store, 'balances@3', { position: 1n }, { a: 'other' });
      assert.equal(await store.replace(live, [beside]), true);
      assert.deepEqual(await contents(store, live), { position: 5n, event, documents: { a: 'new', c: 'new' } });
      assert.deepEqual(await store.readMany(live, ['a', 'b', 'gone']), ['"new"', undefined, undefined]);
      assert.deepEqual(await contents(store, 'balances@3'), { position: 1n, documents: { a: 'other' } });
      assert.deepEqual(await contents(store, beside), { documents: {} });
      assert.deepEqual([...(await store.checkpoints()).keys()].toSorted(), ['balances@3', live]);
    },
  },
  {
    name: 'puts several in the place of one, and goes on from their checkpoint',
    check: async (store) => {
      await fill(store, shares[0], { position: 5n, event }, { a: 'first', c: 'first' });
      await fill(store, shares[1], { position: 5n, event }, { b: 'second' });
      assert.equal(await store.replace(live, shares), true);
      assert.deepEqual(await contents(store, live), {
        position: 5n,
        event,
        documents: { a: 'first', b: 'second', c: 'first' },
      });
      for (const share of shares) assert.deepEqual(await contents(store, share), { documents: {} });
      const next = {
        projection: live,
        checkpoint: { position: 6n },
        puts: [{ key: 'b', json: '"on"' }],
        removes: ['a'],
      };
      assert.equal(await store.commit({ ...next, expected: 4n }), false);
      assert.equal(await store.commit({ ...next, expected: 5n }), true);
      assert.deepEqual(await contents(store, live), { position: 6n, documents: { b: 'on', c: 'first' } });
      await fill(store, shares[1], { position: 1n }, { z: 'from the start' });
    },
  },
  {
    name: 'replaces by a projection without documents',
    check: async (store) => {
      await fill(store, live, { position: 9n }, { a: 'old' });
      await fill(store, shares[0], { position: 5n }, {});
      await fill(store, shares[1], { position: 5n }, {});
      assert.equal(await store.replace(live, shares), true);
      assert.deepEqual(await contents(store, live), { position: 5n, documents: {} });
    },
  },
  {
    name: 'answers false, and changes nothing, when what is to replace has no checkpoint or not the same one',
    check: async (store) => {
      await fill(store, live, { position: 9n }, { a: 'old' });
      await fill(store, shares[0], { position: 5n, event }, { b: 'new' });
      const unlike: readonly (Checkpoint | undefined)[] = [
        undefined,
        { position: 4n, event },
        { position: 5n },
        { position: 5n, event: { ...event, stream: 'deal-2' } },
        { position: 5n, event: { ...event, revision: 4 } },
        { position: 5n, event: { ...event, hash: 'b'.repeat(64) } },
      ];
      for (const checkpoint of unlike) {
        if (checkpoint) await fill(store, shares[1], checkpoint, { c: 'new' });
        for (const by of [shares, shares.toReversed()])
          assert.equal(await store.replace(live, by), false, `beside ${String(checkpoint?.position)}`);
        assert.deepEqual(await contents(store, live), { position: 9n, documents: { a: 'old' } });
        assert.deepEqual(await contents(store, shares[0]), { position: 5n, event, documents: { b: 'new' } });
        const untouched = checkpoint ? { ...checkpoint, documents: { c: 'new' } } : { documents: {} };
        assert.deepEqual(await contents(store, shares[1]), untouched);
        await store.clear(shares[1]);
      }
      assert.equal(await store.replace(live, []), false);
      assert.deepEqual(await contents(store, live), { position: 9n, documents: { a: 'old' } });
    },
  },
  {
    name: 'refuses to replace by projections that share a key, by one named twice and by itself',
    check: async (store) => {
      await fill(store, live, { position: 5n }, { a: 'old' });
      await fill(store, shares[0], { position: 5n }, { b: 'first', c: 'first' });
      await fill(store, shares[1], { position: 5n }, { c: 'second', d: 'second' });
      for (const by of [shares, [shares[0], shares[0]], [live], [shares[0], live]])
        await expectFailure(store.replace(live, by), 'InvalidAppend', by.join(' and '));
      assert.deepEqual(await contents(store, live), { position: 5n, documents: { a: 'old' } });
      assert.deepEqual(await contents(store, shares[0]), { position: 5n, documents: { b: 'first', c: 'first' } });
      assert.deepEqual(await contents(store, shares[1]), { position: 5n, documents: { c: 'second', d: 'second' } });
    },
  },
  {
    name: 'lets one of several win who replace by the same projection',
    check: async (store) => {
      await fill(store, live, { position: 9n }, { a: 'old' });
      await fill(store, beside, { position: 5n }, { a: 'new' });
      const answers = await Promise.all(Array.from({ length: 4 }, () => store.replace(live, [beside])));
      assert.equal(answers.filter(Boolean).length, 1);
      assert.deepEqual(await contents(store, live), { position: 5n, documents: { a: 'new' } });
    },
  },
  {
    name: 'shows a reader the old documents or the new ones while they are replaced, never some of each',
    check: async (store) => {
      const keys = Array.from({ length: 50 }, (_, index) => `k${index}`);
      const filledWith = (text: string) => Object.fromEntries(keys.map((key) => [key, text]));
      await fill(store, live, { position: 1n }, filledWith('round 0'));
      for (let round = 1; round <= 5; round += 1) {
        await fill(store, beside, { position: BigInt(round) }, filledWith(`round ${round}`));
        const switching = { isOver: false };
        const replaced = store.replace(live, [beside]).finally(() => {
          switching.isOver = true;
        });
        while (!switching.isOver) {
          const documents = await store.list(live, {});
          assert.equal(documents.length, keys.length, 'the documents a reader sees');
          assert.equal(new Set(documents.map(({ json }) => json)).size, 1, 'one round in what a reader sees');
        }
        assert.equal(await replaced, true);
      }
    },
  },
];

const fill = async (
  store: DocumentStore,
  projection: string,
  checkpoint: Checkpoint,
  documents: Readonly<Record<string, string>>,
): Promise<void> => {
  const puts = Object.entries(documents).map(([key, text]) => ({ key, json: JSON.stringify(text) }));
  const done = await store.commit({ projection, expected: undefined, checkpoint, puts, removes: [] });
  assert.equal(done, true, `the first commit of ${projection}`);
};

type Contents = Readonly<Partial<Checkpoint> & { documents: Readonly<Record<string, string>> }>;

const contents = async (store: DocumentStore, projection: string): Promise<Contents> => {
  const listed = await store.list(projection, {});
  const documents = Object.fromEntries(listed.map(({ key, json }) => [key, String(JSON.parse(json))]));
  return { ...(await store.checkpoint(projection)), documents };
};
