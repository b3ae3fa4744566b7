import { randomUUID } from 'node:crypto';
import { copyFileSync, renameSync, rmSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { backUpSqlite, openSqliteStore, restoreSqlite } from '../src/index.ts';
import { historyOf } from './ledgerInspection.ts';
import { engines, failureTagOf, withTemporaryLedger } from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

/** What may become of a file under a store that has it open; `copy` is a copy of it. */
const fates: readonly Readonly<{ fate: string; suffer: (path: string, copy: string) => void }>[] = [
  { fate: 'replaced by a renaming', suffer: (path, copy) => renameSync(copy, path) },
  { fate: 'moved away', suffer: (path) => renameSync(path, `${path}.moved`) },
  { fate: 'deleted', suffer: (path) => rmSync(path) },
  {
    fate: 'deleted and made anew',
    suffer: (path, copy) => {
      rmSync(path);
      copyFileSync(copy, path);
    },
  },
];

describe.each(engines)('a store whose file is replaced, with %s', (engine) => {
  it.each(fates)('neither writes to nor reads from the old one when it is $fate', async ({ suffer }) => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine });
      await store.events.append('a-1', [event()], 'no-stream');
      await backUpSqlite(path, `${path}.copy`, { engine });
      const controller = new AbortController();
      const subscription = store.events.subscribe({ after: 1n, signal: controller.signal })[Symbol.asyncIterator]();
      const waiting = failureTagOf(subscription.next());
      suffer(path, `${path}.copy`);
      const append = store.events.append('a-1', [event()], 0);
      // When there is no file at all, SQLite may be the first to notice.
      await expect(append).rejects.toThrow(/is another file than the one that was opened|disk I\/O error/);
      const batch = { projection: 'p@1', expected: undefined, checkpoint: { position: 1n }, puts: [], removes: [] };
      const work = [store.events.head(), store.documents.checkpoints(), store.documents.commit(batch), append];
      expect(await Promise.all([waiting, ...work.map(failureTagOf)])).toEqual(Array(5).fill('Unavailable'));
      await store.close();
    });
  });

  it('loses nothing that it acknowledges when a backup is restored while it writes', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine });
      await store.events.append('a-1', [event()], 'no-stream');
      await backUpSqlite(path, `${path}.backup`, { engine });
      const journal = store.info().journalMode;
      let acknowledged = 0;
      const writing = (async (): Promise<unknown> => {
        for (;;) {
          const answer = await failureTagOf(store.events.append('a-1', [event()], acknowledged));
          if (answer !== 'resolved') return answer;
          acknowledged += 1;
        }
      })();
      const restoring = await restoreSqlite(`${path}.backup`, path, { engine, force: true, busyTimeoutMs: 200 }).then(
        ({ kept }) => kept,
        (error: unknown) => error,
      );
      if (journal === 'wal') {
        // Whoever has a write-ahead log open keeps the file: stop it first.
        expect(await failureTagOf(Promise.reject(restoring))).toBe('Busy');
        await store.close();
        expect(await writing).toBe('StoreClosed');
        expect(await historyOf(path, engine)).toHaveLength(acknowledged + 1);
      } else {
        expect(await writing).toBe('Unavailable');
        await store.close();
        expect(await historyOf(path, engine)).toHaveLength(1);
        expect(await historyOf(String(restoring), engine)).toHaveLength(acknowledged + 1);
      }
    });
  });
});
