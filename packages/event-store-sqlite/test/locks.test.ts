import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { Connection } from '../src/driver.ts';
import { type SqliteStore, openSqliteStore } from '../src/index.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

const row = () => `INSERT INTO documents (projection, key, json) VALUES ('other@1', '${randomUUID()}', '{}')`;

/** What others may do with the file while the store is at work, and then end. */
const holds = [
  { hold: 'reads for long', take: ['BEGIN', 'SELECT * FROM events'] },
  { hold: 'is writing', take: ['BEGIN IMMEDIATE', row()] },
  { hold: 'keeps everybody out', take: ['BEGIN EXCLUSIVE'] },
];

const workOn = (store: SqliteStore): readonly Promise<unknown>[] => [
  store.events.append('a-1', [event()], 0),
  store.events.head(),
  store.events.readAll({ after: undefined, limit: 10 }),
  store.documents.commit({ projection: 'p@1', expected: 1n, checkpoint: { position: 2n }, puts: [], removes: [] }),
  store.documents.list('p@1', {}),
];

const take = (connection: Connection, statements: readonly string[]): void => {
  for (const sql of statements) {
    if (sql.startsWith('SELECT')) connection.prepare(sql).all();
    else connection.exec(sql);
  }
};

describe.each(engines)('while somebody else has the file, with %s', (engine) => {
  // A lock that a failed attempt left behind would keep both out for ever.
  it.each(holds)('who $hold: what fails is busy, and leaves no lock behind', async ({ take: statements }) => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine, busyTimeoutMs: 30 });
      await store.events.append('a-1', [event()], 'no-stream');
      await store.documents.commit({
        projection: 'p@1',
        expected: undefined,
        checkpoint: { position: 1n },
        puts: [],
        removes: [],
      });
      await withDriver(
        path,
        async (other) => {
          other.exec('PRAGMA busy_timeout = 0');
          take(other, statements);
          const tags = new Set(await Promise.all(workOn(store).map(failureTagOf)));
          expect([...tags].filter((tag) => tag !== 'resolved' && tag !== 'Busy')).toEqual([]);
          other.exec('ROLLBACK');
          for (const read of [store.events.head(), store.documents.checkpoint('p@1')]) {
            await read;
            other.exec('BEGIN IMMEDIATE');
            other.exec(row());
            other.exec('COMMIT');
          }
        },
        engine,
      );
      const last = (await store.events.head())?.revision ?? 0;
      expect(await store.events.append('a-1', [event()], last)).toMatchObject({ _tag: 'appended', revision: last + 1 });
      await store.close();
    });
  });
});
