import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { Connection } from '../src/driver.ts';
import { type SqliteStore, backUpSqlite, examineSqlite, openSqliteStore } from '../src/index.ts';
import { loadDriver } from '../src/loadDriver.ts';
import { openWith } from '../src/openSqliteStore.ts';
import { migrations, schemaObjects, schemaVersion } from '../src/schema.ts';
import { changedDriver, engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';
import { makeVersion1 } from './version1.ts';

const expectMigrated = async (store: SqliteStore): Promise<void> => {
  const { events } = await store.events.readAll({ after: undefined, limit: 10 });
  expect(events.map(({ body }) => body)).toEqual(['{"n":0}', '{"n":1}']);
  expect(await store.documents.read('p@1', 'k')).toBe('{"n":1}');
  expect(await store.documents.checkpoints()).toEqual(
    new Map([
      ['p@1', { position: 2n }],
      ['q@1', { position: 2n ** 64n - 1n }],
    ]),
  );
};

const versionIn = (path: string, engine: (typeof engines)[number]) =>
  withDriver(path, (connection) => connection.prepare('PRAGMA user_version').get(), engine);

it('has one step from each version to the next', () => {
  expect(migrations.map(({ from }) => from)).toEqual(
    Array.from({ length: schemaVersion - 1 }, (_, index) => index + 1),
  );
});

describe.each(engines)('a ledger of version 1, with %s', (engine) => {
  const open = (path: string) => openSqliteStore(path, { engine });

  it('is brought to the schema of this release, with all that is in it, once', async () => {
    await withTemporaryLedger(async (path) => {
      await makeVersion1(path, engine);
      const store = await open(path);
      expect(store.info()).toMatchObject({ schemaVersion: 2, migratedFrom: 1 });
      await expectMigrated(store);
      const mark = { stream: 'a-1', revision: 1, hash: 'b'.repeat(64) };
      const batch = { projection: 'p@1', puts: [], removes: [] };
      expect(await store.documents.commit({ ...batch, expected: 2n, checkpoint: { position: 2n, event: mark } })).toBe(
        true,
      );
      expect(await store.documents.checkpoint('p@1')).toEqual({ position: 2n, event: mark });
      await store.close();
      const again = await open(path);
      expect(again.info()).toMatchObject({ schemaVersion: 2, migratedFrom: undefined });
      await again.close();
      const sql = await withDriver(
        path,
        (connection) => connection.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all(),
        engine,
      );
      expect(sql).toHaveLength(schemaObjects.size + 1); // and SQLite's own table for AUTOINCREMENT
    });
  });

  it('stays as it is when that is wanted, and can be examined and backed up', async () => {
    await withTemporaryLedger(async (path) => {
      await makeVersion1(path, engine);
      const before = readFileSync(path);
      const opening = openSqliteStore(path, { engine, migrate: false });
      await expect(opening).rejects.toThrow(/its schema 1 is older than 2/);
      expect(await failureTagOf(opening)).toBe('NotALedger');
      const { schemaVersion: version, findings, checkpoints } = await examineSqlite(path, { engine });
      expect([version, findings.map(({ check, severity }) => [check, severity])]).toEqual([
        1,
        [
          ['documents', 'error'],
          ['schema', 'note'],
        ],
      ]);
      expect(checkpoints.get('p@1')).toEqual({ position: 2n });
      expect(await backUpSqlite(path, `${path}.backup`, { engine })).toMatchObject({ schemaVersion: 1, events: 2 });
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(await versionIn(`${path}.backup`, engine)).toMatchObject({ user_version: 1 });
    });
  });

  it('is not touched when its own rules were changed', async () => {
    await withTemporaryLedger(async (path) => {
      await makeVersion1(path, engine);
      await withDriver(path, (connection) => connection.exec('DROP TRIGGER events_never_go'), engine);
      expect(await failureTagOf(open(path))).toBe('Corrupt');
      expect(await versionIn(path, engine)).toMatchObject({ user_version: 1 });
    });
  });

  it('is old or new, never between, when the migration fails at any statement', async () => {
    const driver = await loadDriver(engine);
    await withTemporaryLedger(async (golden) => {
      await makeVersion1(golden, engine);
      let opens = false;
      let failing = 0;
      while (!opens) {
        failing += 1;
        const path = `${golden}.${failing}`;
        copyFileSync(golden, path);
        let executed = 0;
        const fragile = changedDriver(driver, (connection) => ({
          ...connectionOf(connection),
          exec: (sql) => {
            executed += 1;
            if (executed === failing) throw Object.assign(new Error('disk I/O error'), { errcode: 10, rawCode: 10 });
            connection.exec(sql);
          },
        }));
        await openWith(fragile, path, {}).then(
          (store) => store.close(),
          () => undefined,
        );
        opens = executed < failing;
        const store = await open(path);
        await expectMigrated(store);
        await store.close();
      }
      expect(failing).toBeGreaterThan(8);
    });
  });

  it('is migrated once when several open it at the same time', async () => {
    await withTemporaryLedger(async (path) => {
      await makeVersion1(path, engine);
      const opening = Array.from({ length: 3 }, () => openInProcess(path, engine));
      const stores = await Promise.all([1, 2, 3].map(() => open(path)));
      const told = await Promise.all(opening);
      for (const store of stores) await expectMigrated(store);
      await Promise.all(stores.map((store) => store.close()));
      expect(told).toEqual(told.map(() => ({ code: 0, said: expect.stringMatching(/^2 (1|undefined)\n$/) })));
      expect((await examineSqlite(path, { engine })).schemaVersion).toBe(2);
    });
  });

  it('is whole when the process is killed in the middle of the migration', async () => {
    await withTemporaryLedger(async (path) => {
      await makeVersion1(path, engine);
      const killed = await openInProcess(path, engine, 'killed before the commit');
      expect(killed.said).toBe('');
      const store = await open(path);
      expect(store.info().migratedFrom).toBe(1);
      await expectMigrated(store);
      await store.close();
    });
  });

  it('keeps a process out that does not know the schema that another brought', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await open(path);
      await withDriver(path, (connection) => connection.exec(`PRAGMA user_version = ${schemaVersion + 1}`), engine);
      const event = { id: '00000000-0000-4000-8000-000000000000', type: 'Written', body: '{}' };
      const append = store.events.append('a-1', [event], 'no-stream');
      await expect(append).rejects.toThrow(/brought .* to the schema of another release/);
      expect(await store.events.head()).toBeUndefined();
      await store.close();
    });
  });
});

const connectionOf = (connection: Connection): Connection => ({
  exec: (sql) => connection.exec(sql),
  prepare: (sql) => connection.prepare(sql),
  close: () => connection.close(),
});

const opener = fileURLToPath(new URL('./openingChild.ts', import.meta.url));

const openInProcess = (path: string, ...more: readonly string[]) =>
  new Promise<Readonly<{ code: number | null; said: string }>>((resolve) => {
    const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', opener, path, ...more];
    const child = spawn(process.execPath, node);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', (code) => resolve({ code, said }));
  });
