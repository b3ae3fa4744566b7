import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { Connection } from '../src/driver.ts';
import { openSqliteStore } from '../src/index.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{"amount":"1.00"}' });

const row = (stream: string, revision: number | null, id: string, position: number | null = null) =>
  `(position, stream, revision, id, type, body) VALUES (${position}, '${stream}', ${revision}, '${id}', 'T', 'forged')`;

/** What a person with a SQLite shell might try, by accident or not; `id` is one that is stored, at position 1. */
const attempts: readonly Readonly<{ what: string; sql: (id: string) => string }>[] = [
  { what: 'changing a body', sql: () => `UPDATE events SET body = '{"amount":"9.00"}' WHERE revision = 0` },
  { what: 'changing nothing', sql: () => 'UPDATE events SET body = body' },
  { what: 'setting a column to NULL', sql: () => 'UPDATE events SET body = NULL WHERE revision = 0' },
  {
    what: 'deleting the last event',
    sql: () => 'DELETE FROM events WHERE position = (SELECT max(position) FROM events)',
  },
  { what: 'deleting everything', sql: () => 'DELETE FROM events' },
  { what: 'a gap in a stream', sql: () => `INSERT INTO events ${row('a-1', 3, randomUUID())}` },
  { what: 'a revision that is there', sql: () => `INSERT INTO events ${row('a-1', 1, randomUUID())}` },
  { what: 'a stream that starts at 1', sql: () => `INSERT INTO events ${row('b-1', 1, randomUUID())}` },
  { what: 'a revision of NULL', sql: () => `INSERT INTO events ${row('b-1', null, randomUUID())}` },
  { what: 'an id that is taken', sql: (id) => `INSERT INTO events ${row('b-1', 0, id)}` },
  { what: 'a position before the others', sql: () => `INSERT INTO events ${row('b-1', 0, randomUUID(), -5)}` },
  { what: 'replacing by position', sql: () => `INSERT OR REPLACE INTO events ${row('b-1', 0, randomUUID(), 1)}` },
  { what: 'replacing by id', sql: (id) => `INSERT OR REPLACE INTO events ${row('b-1', 0, id)}` },
  { what: 'replacing by revision', sql: () => `INSERT OR REPLACE INTO events ${row('a-1', 1, randomUUID())}` },
  {
    what: 'changing on conflict',
    sql: (id) => `INSERT INTO events ${row('b-1', 0, id)} ON CONFLICT DO UPDATE SET body = 'forged'`,
  },
];

const contents = (connection: Connection) => connection.prepare('SELECT * FROM events ORDER BY position').all();

describe.each(engines)('the table of events, with %s', (engine) => {
  it.each(attempts)('refuses $what', async ({ sql }) => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine });
      const stored = [event(), event()];
      await store.events.append('a-1', stored, 'no-stream');
      await store.close();
      await withDriver(
        path,
        (connection) => {
          const before = contents(connection);
          expect(() => connection.exec(sql(stored[0]?.id ?? ''))).toThrow(/constraint|never|must come next/i);
          expect(contents(connection)).toEqual(before);
        },
        engine,
      );
    });
  });

  it('does not open when a rule was taken away, and says which', async () => {
    await withTemporaryLedger(async (path) => {
      await (await openSqliteStore(path, { engine })).close();
      await withDriver(path, (connection) => connection.exec('DROP TRIGGER events_never_go'), engine);
      expect(await failureTagOf(openSqliteStore(path, { engine }))).toBe('Corrupt');
      await expect(openSqliteStore(path, { engine })).rejects.toThrow(/events_never_go is missing or was changed/);
    });
  });

  it('opens with an index and a view that somebody added for reports', async () => {
    await withTemporaryLedger(async (path) => {
      await (await openSqliteStore(path, { engine })).close();
      await withDriver(
        path,
        (connection) => {
          connection.exec('CREATE INDEX by_type ON events (type)');
          connection.exec('CREATE VIEW types AS SELECT type, count(*) AS events FROM events GROUP BY type');
        },
        engine,
      );
      await (await openSqliteStore(path, { engine })).close();
    });
  });
});
