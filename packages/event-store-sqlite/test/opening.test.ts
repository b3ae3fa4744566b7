import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../src/index.ts';
import { loadDriver } from '../src/loadDriver.ts';
import { openWith } from '../src/openSqliteStore.ts';
import { prepareFile } from '../src/prepareFile.ts';
import { schemaVersion } from '../src/schema.ts';
import { isBusy } from '../src/sqliteError.ts';
import { changedDriver, engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';
import { makeVersion1 } from './version1.ts';

describe.each(engines)('opening a ledger with %s', (engine) => {
  const open = (path: string) => openSqliteStore(path, { engine, busyTimeoutMs: 50 });

  it('makes the file, and finds it again', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await open(path);
      expect(store.info()).toMatchObject({ path, engine, synchronous: 'full', schemaVersion: 2 });
      await store.close();
      await store.close();
      await (await open(path)).close();
    });
  });

  it('does not work with a SQLite that ignores the order to sync', async () => {
    await withTemporaryLedger(async (path) => {
      const careless = changedDriver(await loadDriver(engine), (connection) => ({
        exec: (sql) => connection.exec(sql.replace('synchronous = FULL', 'synchronous = NORMAL')),
        prepare: (sql) => connection.prepare(sql),
        close: () => connection.close(),
      }));
      await expect(openWith(careless, path, {})).rejects.toThrow(/does not sync .* in full/);
    });
  });

  it('takes an empty file for a new one', async () => {
    await withTemporaryLedger(async (path) => {
      writeFileSync(path, '');
      await (await open(path)).close();
    });
  });

  it('lets many open the new file at once', async () => {
    await withTemporaryLedger(async (path) => {
      const stores = await Promise.all([1, 2, 3, 4].map(() => openSqliteStore(path, { engine })));
      await Promise.all(stores.map((store) => store.close()));
    });
  });

  it('finds a ledger that somebody else makes or migrates at any moment of the opening', async () => {
    const driver = await loadDriver(engine);
    const prepareElsewhere = (path: string): void => {
      const other = driver.open(path);
      try {
        prepareFile(other, path, { upgradeJournal: false, migrate: true });
      } catch (error) {
        if (!isBusy(error)) throw error;
      } finally {
        other.close();
      }
    };
    for (const before of [() => undefined, makeVersion1]) {
      let moment = 0;
      let calls = Infinity;
      for (; moment < calls; moment += 1) {
        await withTemporaryLedger(async (path) => {
          await before(path, engine);
          calls = 0;
          const counted = <A>(call: () => A): A => {
            if (calls === moment) prepareElsewhere(path);
            calls += 1;
            return call();
          };
          const overtaken = changedDriver(driver, (connection) => ({
            exec: (sql) => counted(() => connection.exec(sql)),
            prepare: (sql) => counted(() => connection.prepare(sql)),
            close: () => connection.close(),
          }));
          const store = await openWith(overtaken, path, {});
          expect(store.info().schemaVersion).toBe(schemaVersion);
          await store.close();
        });
      }
      expect(moment).toBeGreaterThan(15);
    }
  });

  it('says that the folder is missing', async () => {
    await withTemporaryLedger(async (path) => {
      const missing = join(dirname(path), 'no', 'such', 'folder', 'a.ledger');
      expect(await failureTagOf(open(missing))).toBe('Unavailable');
      await expect(open(missing)).rejects.toThrow(/There is no folder .*such\/folder\. Make it first\./);
    });
  });

  it('refuses a folder and a file that is no database, and leaves them alone', async () => {
    await withTemporaryLedger(async (path) => {
      const folder = join(dirname(path), 'folder');
      mkdirSync(folder);
      expect(await failureTagOf(open(folder))).toBe('NotALedger');
      const text = 'Just a long text file. '.repeat(100);
      writeFileSync(path, text);
      expect(await failureTagOf(open(path))).toBe('NotALedger');
      expect(readFileSync(path, 'utf8')).toBe(text);
    });
  });

  it.each([
    ['an application with its own id', 'PRAGMA application_id = 42'],
    ['an application that has no id', 'CREATE TABLE notes (text TEXT)'],
    ['an application that only has a version', 'PRAGMA user_version = 1'],
  ])('refuses the database of %s, and leaves it alone', async (_, sql) => {
    await withTemporaryLedger(async (path) => {
      await withDriver(path, (connection) => connection.exec(sql), engine);
      const before = readFileSync(path);
      expect(await failureTagOf(open(path))).toBe('NotALedger');
      expect(readFileSync(path).equals(before)).toBe(true);
    });
  });

  it.each([
    ['newer', 3],
    ['unknown older', 0],
  ])('refuses a ledger with a %s schema', async (_, version) => {
    await withTemporaryLedger(async (path) => {
      await (await open(path)).close();
      await withDriver(path, (connection) => connection.exec(`PRAGMA user_version = ${version}`), engine);
      expect(await failureTagOf(open(path))).toBe('NotALedger');
    });
  });

  it('says busy when somebody keeps the new file locked', async () => {
    await withTemporaryLedger(async (path) => {
      const opening = withDriver(
        path,
        async (other) => {
          other.exec('BEGIN EXCLUSIVE');
          return await failureTagOf(open(path));
        },
        engine,
      );
      expect(await opening).toBe('Busy');
    });
  });
});

it.skipIf(engines.includes('node:sqlite'))('says which engine is missing', async () => {
  await withTemporaryLedger(async (path) => {
    const opening = openSqliteStore(path, { engine: 'node:sqlite' });
    await expect(opening).rejects.toThrow(/The engine node:sqlite is not there/);
  });
});
