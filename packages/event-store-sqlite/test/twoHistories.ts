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

const rootOf = (connection: Connection, name: string): number =>
  numberFrom(connection.prepare('SELECT rootpage AS value FROM sqlite_schema WHERE name = ?'), name) ?? 0;

/** The index by which a stream is read. */
export const byStream = (table: string): string => `sqlite_autoindex_${table}_2`;
