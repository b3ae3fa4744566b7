import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { loadDriver } from '../src/loadDriver.ts';
import { openWith } from '../src/openSqliteStore.ts';
import {
  beforeCommit,
  changedDriver,
  engines,
  failureTagOf,
  withDriver,
  withTemporaryLedger,
} from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

describe.each(engines)('writes at the same time, with %s', (engine) => {
  it('share one transaction, and each is checked on its own', async () => {
    await withTemporaryLedger(async (path) => {
      let commits = 0;
      const store = await openWith(
        changedDriver(
          await loadDriver(engine),
          beforeCommit(() => (commits += 1)),
        ),
        path,
        {},
      );
      const results = await Promise.all([
        ...Array.from({ length: 50 }, (_, index) => store.events.append(`a-${index}`, [event()], 'no-stream')),
        store.events.append('a-1', [event()], 0),
        store.events.append('a-1', [event()], 0),
      ]);
      const done = await store.documents.commit({
        projection: 'p@1',
        expected: undefined,
        checkpoint: { position: 52n },
        puts: [],
        removes: [],
      });
      expect(results.map(({ _tag }) => _tag)).toEqual([...Array.from({ length: 51 }, () => 'appended'), 'conflict']);
      expect([done, commits]).toEqual([true, 3]); // one made the file
      await store.close();
    });
  });

  it('wait for another process without holding up this one, and then go through', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openWith(await loadDriver(engine), path, {});
      const [appending, ticks] = await withDriver(
        path,
        async (other) => {
          other.exec('BEGIN IMMEDIATE');
          let turns = 0;
          const timer = setInterval(() => (turns += 1), 1);
          const append = store.events.append('a-1', [event()], 'no-stream');
          await new Promise((resolve) => setTimeout(resolve, 300));
          clearInterval(timer);
          other.exec('ROLLBACK');
          return [append, turns] as const;
        },
        engine,
      ).then(async ([append, turns]) => [await append, turns] as const);
      expect(appending).toMatchObject({ _tag: 'appended', revision: 0 });
      expect(ticks).toBeGreaterThan(10);
      await store.close();
    });
  });

  it('are told busy when the time is up, and nothing of them was written', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openWith(await loadDriver(engine), path, { busyTimeoutMs: 60 });
      const batch = { projection: 'p@1', expected: undefined, checkpoint: { position: 1n }, puts: [], removes: [] };
      const tags = await withDriver(
        path,
        async (other) => {
          other.exec('BEGIN IMMEDIATE');
          const writes = [store.events.append('a-1', [event()], 'no-stream'), store.documents.commit(batch)];
          const answers = await Promise.all(writes.map(failureTagOf));
          other.exec('ROLLBACK');
          return answers;
        },
        engine,
      );
      expect(tags).toEqual(['Busy', 'Busy']);
      expect(await store.events.head()).toBeUndefined();
      expect(await store.events.append('a-1', [event()], 'no-stream')).toMatchObject({ _tag: 'appended' });
      await store.close();
    });
  });
});
