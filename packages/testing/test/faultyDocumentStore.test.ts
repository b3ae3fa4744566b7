import { StoreFailure } from '@commission-ledger/event-store';
import { type DocumentStore, memoryDocumentStore } from '@commission-ledger/projections';
import { describe, expect, it } from 'vitest';

import { type DocumentStoreFault, faultyDocumentStore, randomDocumentStoreFaults } from '../src/index.ts';

const projection = 'leads@3';

const tagOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: unknown) => (error instanceof StoreFailure ? error.reason._tag : 'other'));

/** Moves the checkpoint by one, from `from`, and writes the document `a`. */
const step = (documents: DocumentStore, from: bigint | undefined, json = '"new"'): Promise<boolean> =>
  documents.commit({
    projection,
    expected: from,
    checkpoint: { position: (from ?? 0n) + 1n },
    puts: [{ key: 'a', json }],
    removes: [],
  });

const standing = async (documents: DocumentStore) =>
  [await documents.read(projection, 'a'), (await documents.checkpoint(projection))?.position] as const;

const faulty = (...plan: readonly DocumentStoreFault[]) => {
  const inner = memoryDocumentStore();
  return { inner, documents: faultyDocumentStore(inner, plan) };
};

describe('a faulty document store', () => {
  it('fails before it commits: neither document nor checkpoint has moved', async () => {
    const { inner, documents } = faulty({ kind: 'failBefore', onWrite: 2 });
    await step(documents, undefined, '"old"');
    expect(await tagOf(step(documents, 1n))).toBe('Unavailable');
    expect(await standing(inner)).toEqual(['"old"', 1n]);
    expect(await step(documents, 1n)).toBe(true);
    expect(documents.trips()).toEqual([{ kind: 'failBefore', onWrite: 2, of: 'commit' }]);
  });

  it('loses the answer to a commit: document and checkpoint have moved, and the same commit is refused', async () => {
    const { inner, documents } = faulty({ kind: 'acknowledgementLost', onWrite: 1 });
    expect(await tagOf(step(documents, undefined))).toBe('Unavailable');
    expect(await standing(inner)).toEqual(['"new"', 1n]);
    expect(await step(documents, undefined)).toBe(false);
  });

  it('lets somebody else be first, as an answer and in fact', async () => {
    const { inner, documents } = faulty(
      { kind: 'conflict', onWrite: 1, of: 'commit' },
      { kind: 'meanwhile', onWrite: 2, of: 'commit', act: () => step(inner, undefined, '"theirs"') },
    );
    expect(await step(documents, undefined)).toBe(false);
    expect(await standing(inner)).toEqual([undefined, undefined]);
    expect(await step(documents, undefined)).toBe(false);
    expect(await standing(inner)).toEqual(['"theirs"', 1n]);
    expect(documents.trips().map(({ kind }) => kind)).toEqual(['conflict', 'meanwhile']);
  });

  it('fails one sort of read or write and leaves the others alone', async () => {
    const { inner, documents } = faulty(
      { kind: 'failRead', onRead: 'every', of: 'checkpoints' },
      { kind: 'failBefore', onWrite: 1, of: 'clear' },
      { kind: 'conflict', onWrite: 1, of: 'replace' },
    );
    await step(documents, undefined);
    expect(await tagOf(documents.checkpoints())).toBe('Unavailable');
    expect(await tagOf(documents.clear(projection))).toBe('Unavailable');
    expect(await documents.replace('leads@4', [projection])).toBe(false);
    expect(await standing(inner)).toEqual(['"new"', 1n]);
    expect(await documents.readMany(projection, ['a', 'b'])).toEqual(['"new"', undefined]);
    expect(await documents.list(projection, {})).toHaveLength(1);
    expect(await documents.replace('leads@4', [projection])).toBe(true);
    await documents.clear('leads@4');
    expect(await inner.checkpoints()).toEqual(new Map());
    expect(documents.trips()).toEqual([
      { kind: 'failRead', onRead: 1, of: 'checkpoints' },
      { kind: 'failBefore', onWrite: 1, of: 'clear' },
      { kind: 'conflict', onWrite: 1, of: 'replace' },
    ]);
  });

  it('counts every write and every read when a fault names no method', async () => {
    const { documents } = faulty({ kind: 'failBefore', onWrite: 2 }, { kind: 'failRead', onRead: 2 });
    await step(documents, undefined);
    await documents.read(projection, 'a');
    expect(await tagOf(documents.clear(projection))).toBe('Unavailable');
    expect(await tagOf(documents.checkpoint(projection))).toBe('Unavailable');
  });

  it('draws the same plan from the same seed', () => {
    const plan = randomDocumentStoreFaults(3, { calls: 500 });
    expect(plan).toEqual(randomDocumentStoreFaults(3, { calls: 500 }));
    expect(new Set(plan.map(({ kind }) => kind))).toEqual(
      new Set(['failBefore', 'acknowledgementLost', 'conflict', 'failRead']),
    );
    expect(randomDocumentStoreFaults(4, { kinds: ['conflict'], perMille: 1_000, calls: 3 })).toEqual(
      [1, 2, 3].map((onWrite) => ({ kind: 'conflict', onWrite })),
    );
  });
});
