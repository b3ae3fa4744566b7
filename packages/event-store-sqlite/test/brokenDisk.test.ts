import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../src/index.ts';
import { loadDriver } from '../src/loadDriver.ts';
import { openWith } from '../src/openSqliteStore.ts';
import { historyOf } from './ledgerInspection.ts';
import { beforeCommit, changedDriver, engines, failureTagOf, withTemporaryLedger } from './temporaryLedger.ts';

const events = (count: number, size = 10) =>
  Array.from({ length: count }, () => ({ id: randomUUID(), type: 'Written', body: 'x'.repeat(size) }));

const streams = ['a-1', 'a-2', 'a-3'];

/** COMMIT works so many times, once for making the file, and then throws an error of the device. */
const failingCommit = (works: number) => {
  let commits = 0;
  return beforeCommit(() => {
    commits += 1;
    if (commits > works) throw Object.assign(new Error('disk I/O error'), { errcode: 1034, rawCode: 1034 });
  });
};

describe.each(engines)('when the disk fails, a store with %s', (engine) => {
  it('acknowledges nothing of the group, writes nothing more, and still reads', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openWith(changedDriver(await loadDriver(engine), failingCommit(2)), path, {});
      await store.events.append('a-1', events(1), 'no-stream');
      const group = [
        store.events.append('a-1', events(2), 0),
        store.events.append('a-2', events(2), 'no-stream'),
        store.documents.commit({
          projection: 'p@1',
          expected: undefined,
          checkpoint: { position: 1n },
          puts: [],
          removes: [],
        }),
      ];
      expect(await Promise.all(group.map(failureTagOf))).toEqual(['Unavailable', 'Unavailable', 'Unavailable']);
      const later = store.events.append('a-3', events(1), 'no-stream');
      await expect(later).rejects.toThrow(/takes no more writes since an earlier one failed.*Open it again/);
      expect(await failureTagOf(later)).toBe('Unavailable');
      expect((await store.events.head())?.revision).toBe(0);
      await store.close();
      expect(await historyOf(path, engine)).toHaveLength(1);
    });
  });

  it('says that the disk is full, keeps what was acknowledged, and goes on after it was opened again', async () => {
    await withTemporaryLedger(async (path) => {
      const full = changedDriver(await loadDriver(engine), (connection) => {
        connection.exec('PRAGMA max_page_count = 60');
        return connection;
      });
      const store = await openWith(full, path, {});
      let acknowledged = 0;
      const fill = async (): Promise<never> => {
        for (;;) {
          await store.events.append('a-1', events(3, 2_000), acknowledged === 0 ? 'no-stream' : acknowledged - 1);
          acknowledged += 3;
        }
      };
      await expect(fill()).rejects.toThrow(/disk of .* is full/);
      expect(acknowledged).toBeGreaterThan(0);
      expect(
        await Promise.all(streams.map((name) => failureTagOf(store.events.append(name, events(1), 'no-stream')))),
      ).toEqual(['Unavailable', 'Unavailable', 'Unavailable']);
      await store.close();
      const reopened = await openSqliteStore(path, { engine });
      expect(await reopened.events.append('a-1', events(3), acknowledged - 1)).toMatchObject({ _tag: 'appended' });
      await reopened.close();
      expect(await historyOf(path, engine)).toHaveLength(acknowledged + 3);
    });
  });
});
