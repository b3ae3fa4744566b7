import type { DocumentStore } from '@commission-ledger/projections';

/** A document store with one fault, made from a right one. */
export type DocumentMutant = (store: DocumentStore) => DocumentStore;

type Row = Readonly<{ fault: string; mutant: DocumentMutant; caughtBy: string }>;

export const documentMutants: readonly Row[] = [
  {
    fault: 'ignores the expected checkpoint',
    mutant: (store) => ({
      ...store,
      commit: async (batch) =>
        store.commit({ ...batch, expected: (await store.checkpoint(batch.projection))?.position }),
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
        if (!done && now !== undefined) await store.commit({ ...batch, expected: now.position, checkpoint: now });
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
        const found = await store.checkpoint(projection);
        return found && { ...found, position: BigInt(Number(found.position)) };
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
        if (now !== undefined)
          await store.commit({ projection, expected: now.position, checkpoint: now, puts: [], removes });
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
  {
    fault: 'forgets the event of a checkpoint',
    mutant: (store) => ({
      ...store,
      commit: (batch) => store.commit({ ...batch, checkpoint: { position: batch.checkpoint.position } }),
    }),
    caughtBy: 'keeps the event of a checkpoint, and forgets it when the next one has none',
  },
  {
    fault: 'keeps the event of an earlier checkpoint when the next one has none',
    mutant: (store) => ({
      ...store,
      commit: async (batch) =>
        store.commit({ ...batch, checkpoint: { ...(await store.checkpoint(batch.projection)), ...batch.checkpoint } }),
    }),
    caughtBy: 'keeps the event of a checkpoint, and forgets it when the next one has none',
  },
  {
    fault: 'compares the event of a checkpoint when it commits',
    mutant: (store) => ({
      ...store,
      commit: async (batch) =>
        (await store.checkpoint(batch.projection))?.event === undefined ? store.commit(batch) : false,
    }),
    caughtBy: 'compares the position of a checkpoint alone when it commits',
  },
  {
    fault: 'leaves rebuilds out of the checkpoints',
    mutant: (store) => ({
      ...store,
      checkpoints: async () => new Map([...(await store.checkpoints())].filter(([name]) => !name.includes('+'))),
    }),
    caughtBy: 'names the checkpoint of every projection that has one',
  },
  {
    fault: 'adds to the old documents instead of replacing them',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const old = await store.list(projection, {});
        const done = await store.replace(projection, by);
        const checkpoint = await store.checkpoint(projection);
        if (!done || checkpoint === undefined) return done;
        const now = new Set((await store.list(projection, {})).map(({ key }) => key));
        const puts = old.filter(({ key }) => !now.has(key));
        return store.commit({ projection, expected: checkpoint.position, checkpoint, puts, removes: [] });
      },
    }),
    caughtBy: 'puts documents and checkpoint of another projection in the place of one, and leaves the other empty',
  },
  {
    fault: 'replaces, but leaves the other documents where they were',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const checkpoint = await store.checkpoint(by[0] ?? '');
        const puts = await store.list(by[0] ?? '', {});
        const done = await store.replace(projection, by);
        if (done && checkpoint)
          await store.commit({ projection: by[0] ?? '', expected: undefined, checkpoint, puts, removes: [] });
        return done;
      },
    }),
    caughtBy: 'puts documents and checkpoint of another projection in the place of one, and leaves the other empty',
  },
  {
    fault: 'replaces the documents and keeps the old checkpoint',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const old = await store.checkpoint(projection);
        const done = await store.replace(projection, by);
        const now = await store.checkpoint(projection);
        if (done && old && now)
          await store.commit({ projection, expected: now.position, checkpoint: old, puts: [], removes: [] });
        return done;
      },
    }),
    caughtBy: 'puts documents and checkpoint of another projection in the place of one, and leaves the other empty',
  },
  {
    fault: 'takes the first of several only',
    mutant: (store) => ({ ...store, replace: (projection, by) => store.replace(projection, by.slice(0, 1)) }),
    caughtBy: 'puts several in the place of one, and goes on from their checkpoint',
  },
  {
    fault: 'asks for documents before it replaces',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const listed = await Promise.all(by.map((name) => store.list(name, { limit: 1 })));
        return listed.every(({ length }) => length === 0) ? false : store.replace(projection, by);
      },
    }),
    caughtBy: 'replaces by a projection without documents',
  },
  {
    fault: 'replaces by those that have a checkpoint',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const there = await store.checkpoints();
        const known = by.filter((name) => there.has(name));
        return store.replace(projection, known);
      },
    }),
    caughtBy: 'answers false, and changes nothing, when what is to replace has no checkpoint or not the same one',
  },
  {
    fault: 'compares positions alone when it replaces',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const [first, ...others] = await Promise.all(by.map((name) => store.checkpoint(name)));
        if (first === undefined || others.some((other) => other?.position !== first.position))
          return store.replace(projection, by);
        for (const name of by)
          await store.commit({
            projection: name,
            expected: first.position,
            checkpoint: first,
            puts: [],
            removes: [],
          });
        return store.replace(projection, by);
      },
    }),
    caughtBy: 'answers false, and changes nothing, when what is to replace has no checkpoint or not the same one',
  },
  {
    fault: 'lets the last win where two have the same key',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const [first = '', ...others] = by;
        const later = await Promise.all(others.map((name) => store.list(name, {})));
        const checkpoint = await store.checkpoint(first);
        if (checkpoint)
          await store.commit({
            projection: first,
            expected: checkpoint.position,
            checkpoint,
            puts: [],
            removes: later.flat().map(({ key }) => key),
          });
        return store.replace(projection, by);
      },
    }),
    caughtBy: 'refuses to replace by projections that share a key, by one named twice and by itself',
  },
  {
    fault: 'replaces in two steps',
    mutant: (store) => ({
      ...store,
      replace: async (projection, by) => {
        const levels = await Promise.all(by.map((name) => store.checkpoint(name)));
        if (levels.every((level) => level !== undefined)) await store.clear(projection);
        return store.replace(projection, by);
      },
    }),
    caughtBy: 'shows a reader the old documents or the new ones while they are replaced, never some of each',
  },
];
