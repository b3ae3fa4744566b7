import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { Connection } from '../src/driver.ts';
import { type SqliteStore, openSqliteStore } from '../src/index.ts';
import { journalModeFor } from '../src/journalMode.ts';
import { startChild } from './childProcess.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

it.each([
  ['3.45.1', 'persist'],
  ['3.50.9', 'persist'],
  ['3.51.2', 'persist'],
  ['3.51.3', 'wal'],
  ['3.51.10', 'wal'],
  ['3.52.0', 'wal'],
  ['4.0.0', 'wal'],
])('SQLite %s gets the journal mode %s', (version, mode) => {
  expect(journalModeFor(version)).toBe(mode);
});

describe.each(engines)('a ledger opened with %s', (engine) => {
  it('has the journal that its SQLite is safe with', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine });
      await store.events.append('a-1', [event()], 'no-stream');
      const { journalMode, sqliteVersion } = store.info();
      expect(journalMode).toBe(journalModeFor(sqliteVersion));
      expect(existsSync(`${path}-wal`)).toBe(journalMode === 'wal');
      await store.close();
    });
  });
});

// The older SQLite of the optional driver: the one for which a write-ahead log is not safe.
describe('a file that a newer SQLite left with a write-ahead log', () => {
  const engine = 'libsql';
  const open = (path: string) => openSqliteStore(path, { engine, busyTimeoutMs: 50 });
  const leaveWithWal = async (path: string): Promise<void> => {
    const store = await open(path);
    await store.events.append('a-1', [event()], 'no-stream');
    await store.close();
    await withDriver(path, (connection) => connection.exec('PRAGMA journal_mode = WAL'), engine);
  };

  it('is switched back when nobody else has it open', async () => {
    await withTemporaryLedger(async (path) => {
      await leaveWithWal(path);
      const store = await open(path);
      expect(store.info().journalMode).toBe('persist');
      expect(await store.events.append('a-1', [event()], 0)).toMatchObject({ _tag: 'appended', revision: 1 });
      expect(existsSync(`${path}-wal`)).toBe(false);
      await store.close();
    });
  });

  it('is refused while somebody else has it open, in words', async () => {
    await withTemporaryLedger(async (path) => {
      await leaveWithWal(path);
      const said = await withDriver(
        path,
        async (other) => {
          other.prepare('SELECT count(*) AS value FROM events').all();
          const opening = open(path);
          await expect(opening).rejects.toThrow(/newer SQLite has it open with a write-ahead log/);
          return await failureTagOf(opening);
        },
        engine,
      );
      expect(said).toBe('Busy');
    });
  });

  it('is not written to when the log appears under an open store', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await open(path);
      await store.events.append('a-1', [event()], 'no-stream');
      await withDriver(path, (connection) => connection.exec('PRAGMA journal_mode = WAL'), engine);
      const append = store.events.append('a-1', [event()], 0);
      await expect(append).rejects.toThrow(/switched .* to a write-ahead log/);
      expect(await failureTagOf(append)).toBe('Unavailable');
      await store.close();
      const count = (connection: Connection) => connection.prepare('SELECT count(*) AS value FROM events').all()[0];
      expect(await withDriver(path, count, engine)).toMatchObject({ value: 1 });
    });
  });
});

// In processes of their own: two SQLite libraries in one process do not see each other's locks.
describe.runIf(engines.includes('node:sqlite'))('a file that processes with two versions of SQLite use', () => {
  const older = (path: string, ...more: readonly string[]) => startChild(path, 'own-1', 20, 'libsql', ...more);
  const countOf = async (store: SqliteStore) =>
    (await store.events.readAll({ after: undefined, limit: 1_000 })).events.length;

  it('keeps its rollback journal, and both go on writing', async () => {
    await withTemporaryLedger(async (path) => {
      const child = older(path);
      await child.ready;
      const store = await openSqliteStore(path);
      expect(store.info().journalMode).toBe('persist');
      for (let revision = 0; revision < 20; revision += 1) {
        const result = await store.events.append('a-1', [event()], revision === 0 ? 'no-stream' : revision - 1);
        expect(result).toMatchObject({ _tag: 'appended', revision });
      }
      const { acknowledged, code } = await child.ended;
      expect([code, acknowledged.length]).toEqual([0, 40]);
      expect(await countOf(store)).toBe(20 + 40 * 3);
      await store.close();
    });
  });

  it('has a write-ahead log when it is new or when that is asked for, and the older one keeps out', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path);
      expect(store.info().journalMode).toBe('wal');
      const refused = await older(path, '50').ended;
      expect(refused.errors).toMatch(/newer SQLite has it open with a write-ahead log/);
      await store.close();
      expect((await older(path).ended).code).toBe(0);
      const upgraded = await openSqliteStore(path, { upgradeJournal: true });
      expect(upgraded.info().journalMode).toBe('wal');
      expect(await countOf(upgraded)).toBe(40 * 3);
      await upgraded.close();
    });
  });
});
