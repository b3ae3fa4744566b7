import { readFileSync, writeFileSync } from 'node:fs';

import type { Connection, Engine } from '../src/driver.ts';
import { numberFrom } from '../src/rows.ts';
import { withDriver } from './temporaryLedger.ts';

/** What somebody does with a copy of the table of events, which has the name `twin`. */
type Tampering = Readonly<{
  /** Changes the copy. */
  change: string;
  /** Which index over the events is to lead to the copy's entries. */
  index: (table: string) => string;
  /** Made over both tables before: another index than those of the ledger. */
  make?: (table: string) => string;
  engine?: Engine | undefined;
}>;

/** Lets an index over the events have the entries of an altered copy. No row and no rule of the ledger is touched. */
export const exchangeIndex = async (path: string, { change, index, make, engine }: Tampering): Promise<void> => {
  const [one, other, pageSize] = await withDriver(
    path,
    (connection) => {
      connection.exec(`CREATE TABLE twin (
        position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
        type TEXT, body TEXT, UNIQUE (stream, revision)
      ) STRICT`);
      connection.exec('INSERT INTO twin SELECT * FROM events');
      connection.exec(change);
      if (make !== undefined) for (const table of ['events', 'twin']) connection.exec(make(table));
      const size = numberFrom(connection.prepare('SELECT page_size AS value FROM pragma_page_size')) ?? 0;
      return [rootOf(connection, index('events')), rootOf(connection, index('twin')), size] as const;
    },
    engine,
  );
  const bytes = readFileSync(path);
  const page = (number: number) => bytes.subarray((number - 1) * pageSize, number * pageSize);
  const kept = Buffer.from(page(one));
  page(one).set(page(other));
  page(other).set(kept);
  writeFileSync(path, bytes);
  await withDriver(path, (connection) => connection.exec('DROP TABLE twin'), engine);
};

/**
 * Lets the table of events have its first 64 rows twice: once before all others, where a reading from the beginning meets
 * them, and once, altered by `change`, where they are found by position. No index is touched.
 */
export const doubleBeginning = async (path: string, change: string, engine?: Engine): Promise<void> => {
  const [root, honest, altered] = await withDriver(
    path,
    (connection) => {
      for (const table of ['honest', 'twin']) {
        connection.exec(`CREATE TABLE ${table} (
          position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL, type TEXT, body TEXT
        ) STRICT`);
        connection.exec(
          `INSERT INTO ${table} SELECT * FROM events ${table === 'honest' ? 'WHERE position <= 64' : ''}`,
        );
      }
      connection.exec(change);
      return [rootOf(connection, 'events'), rootOf(connection, 'honest'), rootOf(connection, 'twin')] as const;
    },
    engine,
  );
  // An inner page of a table, with one cell: rows up to -1 stand in the one tree, all behind in the other.
  const page = Buffer.alloc(4096);
  const cell = Buffer.concat([Buffer.alloc(4), Buffer.alloc(9, 0xff)]);
  cell.writeUInt32BE(honest);
  const at = page.length - cell.length;
  page[0] = 5;
  page.writeUInt16BE(1, 3);
  page.writeUInt16BE(at, 5);
  page.writeUInt32BE(altered, 8);
  page.writeUInt16BE(at, 12);
  cell.copy(page, at);
  const bytes = readFileSync(path);
  page.copy(bytes, (root - 1) * page.length);
  writeFileSync(path, bytes);
};

const rootOf = (connection: Connection, name: string): number =>
  numberFrom(connection.prepare('SELECT rootpage AS value FROM sqlite_schema WHERE name = ?'), name) ?? 0;

/** The index by which a stream is read. */
export const byStream = (table: string): string => `sqlite_autoindex_${table}_2`;
