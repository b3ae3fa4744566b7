import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { backUpSqlite, openSqliteStore, restoreSqlite } from '../src/index.ts';
import { historyOf } from './ledgerInspection.ts';
import { engines, withTemporaryLedger } from './temporaryLedger.ts';

const refuse = vi.hoisted(() => () => {
  throw new Error('no links on this disk');
});
vi.mock('node:fs', async (original) => ({ ...(await original<object>()), linkSync: refuse }));
vi.mock('node:fs/promises', async (original) => ({ ...(await original<object>()), link: refuse }));

describe.each(engines)('on a disk without links, with %s', (engine) => {
  it('a backup is made and restored, and the replaced file is kept itself, not copied', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine });
      await store.events.append('a-1', [{ id: randomUUID(), type: 'Written', body: '{}' }], 'no-stream');
      await store.close();
      const backup = `${path}.backup`;
      await backUpSqlite(path, backup, { engine });
      const { ino } = statSync(path);
      const { kept } = await restoreSqlite(backup, path, { engine });
      expect(statSync(kept ?? '').ino).toBe(ino);
      expect(await historyOf(path, engine)).toEqual(await historyOf(kept ?? '', engine));
      await restoreSqlite(backup, `${path}.new`, { engine });
      expect(readdirSync(dirname(path)).filter((name) => name.includes('partial'))).toEqual([]);
    });
  });
});
