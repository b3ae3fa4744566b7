import type { DocumentStore } from '@commission-ledger/projections';

/** A document store with one fault, made from a right one. */
export type DocumentMutant = (store: DocumentStore) => DocumentStore;

type Row = Readonly<{ fault: string; mutant: DocumentMutant; caughtBy: string }>;

export const documentMutants: readonly Row[] = [
  {
    fault: 'ignores the expected checkpoint',
    mutant: (store) => ({
      ...store,
      commit: async (batch) => store.commit({ ...batch, expected: await store.checkpoint(batch.projection) }),
    }),
    caughtBy: 'answers false to a wrong checkpoint, and writes nothing',
  },
  {
    fault: 'writes documents though the checkpoint is wrong',
    mutant: (store) => ({
      ...store,
      commit: async (batch) => {
        const done = await store.commit(batch);
        const now = await store.checkpoint(batch.projection);
        if (!done && now !== undefined) await store.commit({ ...batch, expected: now, checkpoint: now });
        return done;
      },
    }),
    caughtBy: 'answers false to a wrong checkpoint, and writes nothing',
  },
  {
    fault: 'moves the checkpoint only with documents',
    mutant: (store) => ({
      ...store,
      commit: async (batch) => (batch.puts.length + batch.removes.length === 0 ? true : store.commit(batch)),
    }),
    caughtBy: 'moves the checkpoint without any document',
  },
  {
    fault: 'does not remove',
    mutant: (store) => ({ ...store, commit: (batch) => store.commit({ ...batch, removes: [] }) }),
    caughtBy: 'replaces and removes documents',
  },
  {
    fault: 'keeps the checkpoint in a double',
    mutant: (store) => ({
      ...store,
      checkpoint: async (projection) => {
        const position = await store.checkpoint(projection);
        return position === undefined ? undefined : BigInt(Number(position));
      },
    }),
    caughtBy: 'keeps positions beyond what a double can hold',
  },
  {
    fault: 'lists in the order of UTF-16',
    mutant: (store) => ({
      ...store,
      list: async (projection, { limit = Infinity, ...range }) =>
        (await store.list(projection, range)).toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit),
    }),
    caughtBy: 'lists by prefix, after a key and with a limit, in the order of UTF-8 bytes',
  },
  {
    fault: 'takes the prefix for a pattern',
    mutant: (store) => ({
      ...store,
      list: async (projection, { prefix = '', limit = Infinity, ...range }) => {
        const pattern = new RegExp(`^${prefix.replaceAll('%', '.*').replaceAll('_', '.')}`, 'su');
        return (await store.list(projection, range)).filter(({ key }) => pattern.test(key)).slice(0, limit);
      },
    }),
    caughtBy: 'lists by prefix, after a key and with a limit, in the order of UTF-8 bytes',
  },
  {
    fault: 'clears documents but not the checkpoint',
    mutant: (store) => ({
      ...store,
      clear: async (projection) => {
        const now = await store.checkpoint(projection);
        const removes = (await store.list(projection, {})).map(({ key }) => key);
        if (now !== undefined) await store.commit({ projection, expected: now, checkpoint: now, puts: [], removes });
      },
    }),
    caughtBy: 'clears one projection, documents and checkpoint, and leaves the others',
  },
  {
    fault: 'leaves out unknown keys when many are read',
    mutant: (store) => ({
      ...store,
      readMany: async (projection, keys) =>
        (await store.readMany(projection, keys)).filter((json) => json !== undefined),
    }),
    caughtBy: 'reads many in the order asked for, unknown and repeated ones too',
  },
];
