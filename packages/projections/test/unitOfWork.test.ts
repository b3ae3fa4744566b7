import { describe, expect, it } from 'vitest';
import { memoryDocumentStore, type AnyProjection } from '../src/index.ts';
import { unitOfWork } from '../src/unitOfWork.ts';
import type { DocumentStore, StoredDocument } from '../src/index.ts';
import type { RecordedEvent } from '@commission-ledger/events';
import { readEvent } from '@commission-ledger/events';
import { factsOf, framedFacts, right } from '../bench/paidAccruals.ts';

const events: readonly RecordedEvent[] = [...framedFacts(factsOf(3, 1))].map(({ stream, event }, revision) =>
  right(readEvent({ ...event, stream, revision, position: BigInt(revision + 1) })),
);

const isCount = (document: unknown): document is Readonly<{ count: number }> =>
  typeof document === 'object' && document !== null && 'count' in document && typeof document.count === 'number';

const counts: AnyProjection = {
  name: 'counts',
  version: 1,
  keysOf: () => ['all'],
  evolve: (document) => ({ count: (isCount(document) ? document.count : 0) + 1 }),
};

const putsOf = async (documents: DocumentStore): Promise<readonly StoredDocument[]> => {
  const work = unitOfWork(counts, documents);
  expect(await work.fold(events)).toBeUndefined();
  return work.changes().puts;
};

const put = (json: string, expected: bigint | undefined, position: bigint) => ({
  projection: 'counts@1',
  expected,
  checkpoint: { position },
  puts: [{ key: 'all', json }],
  removes: [],
});

describe('a unit of work', () => {
  it('goes on from what the store has, not from what the batch before it made', async () => {
    const documents = memoryDocumentStore();
    const first = await putsOf(documents);
    expect(first).toEqual([{ key: 'all', json: '{"count":3}' }]);
    // It was never written: the next batch begins anew.
    expect(await putsOf(documents)).toEqual(first);
    await documents.commit(put('{"count":3}', undefined, 1n));
    expect(await putsOf(documents)).toEqual([{ key: 'all', json: '{"count":6}' }]);
    // Somebody else wrote meanwhile.
    await documents.commit(put('{"count":40}', 1n, 2n));
    expect(await putsOf(documents)).toEqual([{ key: 'all', json: '{"count":43}' }]);
  });
});
