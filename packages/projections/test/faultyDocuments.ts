import { StoreFailure } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import type { DocumentStore } from '../src/index.ts';

/**
 * What becomes of one write: it is done; it fails; it is done but its acknowledgement is lost; the process dies just
 * before it or just after.
 */
export type WriteFault = 'done' | 'failed' | 'unacknowledged' | 'died before' | 'died after';

/** The process is gone: not a failure of the store, so nothing in it may catch this. */
export const DEATH = new Error('the process died');

/** Mostly good writes, with faults among them. */
export const writeFaults = (): fc.Arbitrary<readonly WriteFault[]> =>
  fc.array(
    fc.oneof(
      { arbitrary: fc.constant('done' as const), weight: 4 },
      {
        arbitrary: fc.constantFrom<WriteFault[]>('failed', 'unacknowledged', 'died before', 'died after'),
        weight: 3,
      },
    ),
    { maxLength: 12 },
  );

/** The documents, whose writes meet the faults in turn, and after the last one no more. */
export const faultyDocuments = (documents: DocumentStore, faults: readonly WriteFault[]): DocumentStore => {
  const left = [...faults];
  const meeting = async <A>(write: () => Promise<A>): Promise<A> => {
    const fault = left.shift() ?? 'done';
    if (fault === 'died before') throw DEATH;
    if (fault === 'failed') throw away();
    const result = await write();
    if (fault === 'died after') throw DEATH;
    if (fault === 'unacknowledged') throw away();
    return result;
  };
  return {
    ...documents,
    commit: (batch) => meeting(() => documents.commit(batch)),
    replace: (projection, by) => meeting(() => documents.replace(projection, by)),
    clear: (projection) => meeting(() => documents.clear(projection)),
  };
};

const away = (): StoreFailure => new StoreFailure({ _tag: 'Unavailable', cause: undefined }, 'The store is away.');
