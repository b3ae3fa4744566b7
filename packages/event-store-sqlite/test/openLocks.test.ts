import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { describe, expect, it } from 'vitest';

import { backUpSqlite, examineSqlite, openSqliteStore, restoreSqlite } from '../src/index.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

const noLocks = existsSync('/proc/self/fdinfo') ? undefined : 'only Linux shows the locks of a process';

/** The locks that this process has on a file and on what is beside it. */
const locksOn = (path: string): readonly string[] => {
  const inodes = [path, `${path}-shm`].filter(existsSync).map((file) => `:${statSync(file).ino} `);
  const lines = readdirSync('/proc/self/fdinfo').flatMap((descriptor) => linesOf(`/proc/self/fdinfo/${descriptor}`));
  const locks = lines.filter((line) => line.startsWith('lock:') && inodes.some((inode) => line.includes(inode)));
  return [...new Set(locks.map((line) => line.replace(/^lock:\s+\d+: /, '')))].toSorted();
};

/** None where the descriptor was closed meanwhile. */
const linesOf = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
};

describe.skipIf(noLocks).each(engines)(`the locks of an open ledger (${noLocks ?? 'seen'}), with %s`, (engine) => {
  it.each(['PERSIST', 'WAL'])('stay while it is examined and backed up, with the journal %s', async (journal) => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine });
      await store.events.append('a-1', [event()], 'no-stream');
      await store.close();
      await withDriver(
        path,
        async (connection) => {
          connection.exec(`PRAGMA journal_mode = ${journal}`);
          connection.exec('BEGIN');
          connection.prepare('SELECT count(*) FROM events').all();
          const before = locksOn(path);
          expect(before.length).toBeGreaterThan(0);
          const { journal: found, findings } = await examineSqlite(path, { engine });
          expect(found).toBe(journal === 'WAL' ? 'wal' : 'rollback');
          expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(locksOn(path)).toEqual(before);
          await backUpSqlite(path, `${path}.backup`, { engine }).catch(() => undefined);
          expect(locksOn(path)).toEqual(before);
          expect(await failureTagOf(restoreSqlite(`${path}.backup`, path, { engine, busyTimeoutMs: 50 }))).not.toBe(
            'resolved',
          );
          expect(locksOn(path)).toEqual(before);
          connection.exec('COMMIT');
        },
        engine,
      );
    });
  });
});

describe.each(engines)('examining, with %s', (engine) => {
  // The optional driver lets go of a file some time after it was closed: the files of a log stay until then.
  it.each(engine === 'libsql' ? ['PERSIST'] : ['PERSIST', 'WAL'])(
    'leaves nothing beside a closed ledger with the journal %s',
    async (journal) => {
      await withTemporaryLedger(async (path) => {
        const store = await openSqliteStore(path, { engine });
        await store.events.append('a-1', [event()], 'no-stream');
        await store.close();
        await withDriver(path, (connection) => connection.exec(`PRAGMA journal_mode = ${journal}`), engine);
        const [names, bytes] = [readdirSync(dirname(path)), readFileSync(path)];
        const { journal: found } = await examineSqlite(path, { engine });
        expect(found).toBe(journal === 'WAL' ? 'wal' : 'rollback');
        expect(readdirSync(dirname(path))).toEqual(names);
        expect(readFileSync(path).equals(bytes)).toBe(true);
      });
    },
  );
});
