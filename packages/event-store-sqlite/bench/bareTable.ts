import type { NewEvent } from '@commission-ledger/event-store';

import type { Connection } from '../src/driver.ts';

/** The bare driver with the same columns and keys, and nothing else: no rules, no checks, no promises. */
export const bareTable = (connection: Connection, journalMode: string) => {
  connection.exec(`PRAGMA journal_mode = ${journalMode}; PRAGMA synchronous = FULL`);
  connection.exec(`CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (stream, revision)) STRICT`);
  const insert = connection.prepare('INSERT INTO events (stream, revision, id, type, body) VALUES (?, ?, ?, ?, ?)');
  const columns = 'SELECT position, stream, revision, id, type, body FROM events';
  const byStream = connection.prepare(`${columns} WHERE stream = ? ORDER BY revision`);
  const after = connection.prepare(`${columns} WHERE position > ? ORDER BY position LIMIT 1000`);
  let streams = 0;
  const inTransaction = (work: () => void): void => {
    connection.exec('BEGIN IMMEDIATE');
    work();
    connection.exec('COMMIT');
  };
  return {
    append: (events: readonly NewEvent[], batch: number): void => {
      streams += 1;
      const stream = `account-${streams}-${'x'.repeat(24)}`;
      for (let start = 0; start < events.length; start += batch) {
        inTransaction(() => {
          for (const [index, { id, type, body }] of events.slice(start, start + batch).entries()) {
            insert.run(stream, start + index, id, type, body);
          }
        });
      }
    },
    appendTo: (stream: string, events: readonly NewEvent[]): void =>
      inTransaction(() => {
        for (const [index, { id, type, body }] of events.entries()) insert.run(stream, index, id, type, body);
      }),
    stream: (stream: string): number => byStream.all(stream).length,
    scan: (): number => {
      let last = 0;
      let read = 0;
      for (;;) {
        const rows = after.all(last);
        read += rows.length;
        const row = rows.at(-1);
        if (typeof row !== 'object' || row === null || !('position' in row)) return read;
        last = Number(row.position);
      }
    },
    close: (): void => connection.close(),
  };
};
