import assert from 'node:assert/strict';

import type { DocumentStore, ListOptions, StoredDocument } from '@commission-ledger/projections';

import type { DocumentStoreCase } from './documentStoreSubject.ts';
import { expectFailure } from './expectations.ts';

const projection = 'balances@1';

// In the order of UTF-8 bytes; by UTF-16 code units the last two would change places.
const keys = [
  '',
  'A',
  'a',
  'a/',
  'a/1',
  'a/10',
  'a/2',
  'a%',
  'a_',
  'b',
  'ä',
  '漢',
  '\uffee',
  '👍',
  '\u{10ffff}',
].toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
const documents: readonly StoredDocument[] = keys.map((key, index) => ({ key, json: JSON.stringify({ index }) }));

/** Documents come back as they were put, one by one and in order. */
export const documentCases: readonly DocumentStoreCase[] = [
  {
    name: 'gives back what was put, and nothing for other keys and projections',
    check: async (store) => {
      await fill(store, documents.slice(0, 3));
      const [first] = documents;
      assert.equal(await store.read(projection, first?.key ?? ''), first?.json);
      assert.equal(await store.read(projection, 'other'), undefined);
      assert.equal(await store.read('balances@2', first?.key ?? ''), undefined);
    },
  },
  {
    name: 'reads many in the order asked for, unknown and repeated ones too',
    check: async (store) => {
      await fill(store, [
        { key: 'a', json: '1' },
        { key: 'b', json: '2' },
      ]);
      const read = await store.readMany(projection, ['b', 'x', 'a', 'b']);
      assert.deepEqual(read, ['2', undefined, '1', '2']);
      assert.deepEqual(await store.readMany(projection, []), []);
    },
  },
  {
    name: 'replaces and removes documents',
    check: async (store) => {
      await fill(store, documents);
      const [first, second, ...rest] = documents;
      const changed = { key: first?.key ?? '', json: '"changed"' };
      const moved = await store.commit({
        projection,
        expected: 1n,
        checkpoint: { position: 2n },
        puts: [changed],
        removes: [second?.key ?? '', 'not there'],
      });
      assert.equal(moved, true);
      assert.deepEqual(await store.list(projection, {}), [changed, ...rest]);
    },
  },
  {
    name: 'puts a document that the same batch removes',
    check: async (store) => {
      await fill(store, [{ key: 'a', json: '1' }]);
      await store.commit({
        projection,
        expected: 1n,
        checkpoint: { position: 2n },
        puts: [{ key: 'a', json: '2' }],
        removes: ['a'],
      });
      assert.deepEqual(await store.list(projection, {}), [{ key: 'a', json: '2' }]);
    },
  },
  {
    name: 'lists by prefix, after a key and with a limit, in the order of UTF-8 bytes',
    check: async (store) => {
      await fill(store, documents.toReversed());
      await store.commit({
        projection: 'other@1',
        expected: undefined,
        checkpoint: { position: 1n },
        puts: documents,
        removes: [],
      });
      const prefixes = [undefined, '', 'a', 'a/', 'a/1', 'a%', 'z', '👍', '\ud7ff', '\u{10ffff}'];
      const starts = [undefined, ...keys, 'a/11'];
      const limits = [undefined, 1, 3, 100];
      for (const options of prefixes.flatMap((prefix) =>
        starts.flatMap((after) => limits.map((limit) => optionsOf(prefix, after, limit))),
      )) {
        assert.deepEqual(await store.list(projection, options), listed(options), JSON.stringify(options));
      }
    },
  },
  {
    name: 'finds everything by going on after the last key of a page',
    check: async (store) => {
      const many = Array.from({ length: 250 }, (_, index) => ({
        key: `k${String(index).padStart(4, '0')}`,
        json: '{}',
      }));
      await fill(store, many);
      const found: StoredDocument[] = [];
      for (;;) {
        const after = found.at(-1)?.key;
        const page = await store.list(projection, optionsOf('k', after, 40));
        if (page.length === 0) break;
        found.push(...page);
      }
      assert.deepEqual(found, many);
    },
  },
  {
    name: 'keeps documents byte for byte',
    check: async (store) => {
      const bodies = [
        '',
        '{ "b": 1,\n "a": 0.10 }',
        '👩‍👩‍👧‍👦 漢字 \u00e9 e\u0301',
        '\\u0000 \' " % _ ;',
        'x'.repeat(200_000),
      ];
      await fill(
        store,
        bodies.map((json, index) => ({ key: String(index), json })),
      );
      const read = await store.readMany(
        projection,
        bodies.map((_, index) => String(index)),
      );
      assert.deepEqual(read, bodies);
    },
  },
  {
    name: 'refuses text that could not come back unchanged, and the batch it is in',
    check: async (store) => {
      for (const [key, json] of [
        ['nul\0', '{}'],
        ['key', 'half \ud800'],
        ['\udc00', '{}'],
      ] as const) {
        const puts = [
          { key: 'fine', json: '{}' },
          { key, json },
        ];
        const commit = store.commit({
          projection,
          expected: undefined,
          checkpoint: { position: 1n },
          puts,
          removes: [],
        });
        await expectFailure(commit, 'InvalidAppend', JSON.stringify({ key, json }));
      }
      assert.deepEqual(await store.list(projection, {}), []);
      assert.equal(await store.checkpoint(projection), undefined);
    },
  },
];

const fill = async (store: DocumentStore, puts: readonly StoredDocument[]): Promise<void> => {
  const done = await store.commit({ projection, expected: undefined, checkpoint: { position: 1n }, puts, removes: [] });
  assert.equal(done, true, 'the first commit of a projection');
};

const optionsOf = (prefix: string | undefined, after: string | undefined, limit: number | undefined): ListOptions => ({
  ...(prefix === undefined ? {} : { prefix }),
  ...(after === undefined ? {} : { after }),
  ...(limit === undefined ? {} : { limit }),
});

/** What `list` must give, by comparing bytes. */
const listed = ({ prefix = '', after, limit = Infinity }: ListOptions): readonly StoredDocument[] =>
  documents
    .filter(({ key }) => key.startsWith(prefix))
    .filter(({ key }) => after === undefined || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
    .slice(0, limit);
