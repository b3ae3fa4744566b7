import { type DocumentStore, memoryDocumentStore } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { describeWithServer } from './testServer.ts';

/** What means something to SQL, to arrays in SQL, to LIKE, to JSONPath or to the order of bytes. */
const forParsers = [
  "'",
  '"',
  '\\',
  '{',
  '}',
  ',',
  ';',
  '--',
  '/*',
  '$1',
  '$.**',
  '@',
  '?',
  '%',
  '_',
  '[*]',
  'NULL',
  '\n',
];
const forOrder = ['a', 'A', 'é', 'e\u0301', 'ß', '\ud7ff', '\ue000', '\uffff', '👍', '\u{10ffff}', '\u0001', 'E\\x00'];
const pieces = [...forParsers, ...forOrder];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join(''));
const keys = fc.uniqueArray(text, { minLength: 1, maxLength: 12 });
const projectionName = fc.constantFrom("o'brien@1", '"balances"@2', 'balances@2+rebuild/0of2', '\\');

const step = fc.record({
  projection: projectionName,
  puts: fc.array(fc.record({ key: text, json: text }), { maxLength: 8 }),
  removes: fc.array(text, { maxLength: 4 }),
  event: fc.option(fc.record({ stream: text, revision: fc.nat(), hash: text }), { nil: undefined }),
});

await describeWithServer('hostile names, keys and documents', ({ create }) => {
  it('are stored, found, ordered and paged as in memory', async () => {
    const { store, remove } = await create();
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 6 }),
          keys,
          fc.option(text, { nil: undefined }),
          text,
          async (steps, asked, after, prefix) => {
            const model = memoryDocumentStore();
            for (const name of (await store.checkpoints()).keys()) await store.clear(name);
            for (const [index, { event, ...changes }] of steps.entries()) {
              const batch = { ...changes, checkpoint: { position: BigInt(index), ...(event ? { event } : {}) } };
              expect(await commit(store, batch)).toBe(await commit(model, batch));
            }
            for (const { projection } of steps) {
              const page = { prefix, limit: 3, ...(after === undefined ? {} : { after }) };
              expect(await store.list(projection, page)).toEqual(await model.list(projection, page));
              expect(await store.list(projection, {})).toEqual(await model.list(projection, {}));
              expect(await store.readMany(projection, asked)).toEqual(await model.readMany(projection, asked));
            }
            expect(await store.checkpoints()).toEqual(await model.checkpoints());
          },
        ),
        { numRuns: 30 },
      );
    } finally {
      await remove();
    }
  });

  it('that cannot be stored are refused, and asking for them finds nothing', async () => {
    const { store, remove } = await create();
    const batch = { projection: 'p', expected: undefined, checkpoint: { position: 1n }, removes: [] };
    await store.commit({ ...batch, puts: ['a', 'b', '\ufffd'].map((key) => ({ key, json: '1' })) });
    for (const bad of ['a\0', '\ud800', 'a\udc00']) {
      expect(await store.read('p', bad)).toBeUndefined();
      expect(await store.read(bad, 'a')).toBeUndefined();
      expect(await store.readMany('p', ['a', bad, 'b'])).toEqual(['1', undefined, '1']);
      expect(await store.readMany(bad, ['a'])).toEqual([undefined]);
      expect(await store.list('p', { prefix: bad })).toEqual([]);
      expect(await store.list(bad, {})).toEqual([]);
      expect(await store.checkpoint(bad)).toBeUndefined();
      await store.clear(bad);
      await expect(store.replace('p', [bad])).rejects.toMatchObject({ reason: { _tag: 'InvalidAppend' } });
      const marked = { position: 2n, event: { stream: bad, revision: 0, hash: '' } };
      const commit = store.commit({ ...batch, expected: 1n, checkpoint: marked, puts: [] });
      await expect(commit).rejects.toMatchObject({ reason: { _tag: 'InvalidAppend' } });
    }
    expect((await store.list('p', { after: 'a\0zzz' })).map(({ key }) => key)).toEqual(['b', '\ufffd']);
    await remove();
  });

  it('that are too long for an index are refused, and the longest that are not are found', async () => {
    const { store, remove } = await create();
    // Nothing that could be compressed.
    const long = (length: number) =>
      Array.from({ length }, (_, index) => String.fromCharCode(33 + ((index * index * 7 + index) % 90))).join('');
    const projection = long(500);
    const put = (key: string) =>
      store.commit({
        projection,
        expected: undefined,
        checkpoint: { position: 1n },
        puts: [{ key, json: '1' }],
        removes: [],
      });
    await expect(put(long(2001))).rejects.toMatchObject({ reason: { _tag: 'TooLarge', bytes: 2001, limit: 2000 } });
    expect(await put(long(2000))).toBe(true);
    expect(await store.read(projection, long(2000))).toBe('1');
    await remove();
  });
});

type Changes = Omit<Parameters<DocumentStore['commit']>[0], 'expected'>;

const commit = async (store: DocumentStore, changes: Changes): Promise<boolean> =>
  store.commit({ ...changes, expected: (await store.checkpoint(changes.projection))?.position });
