import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { loadDriver } from '../../event-store-sqlite/src/loadDriver.ts';
import { applicationId, schemaObjects, schemaVersion } from '../../event-store-sqlite/src/schema.ts';
import type { Framed } from './frameHistory.ts';

/** A ledger file that is being filled. Nobody else may look at it before it is closed. */
export type BulkLedger = Readonly<{
  /** The position of an event follows from the order of the appends. */
  append(event: Framed): void;
  close(): Promise<void>;
}>;

const PER_TRANSACTION = 100_000;

/** The unique columns, as the table names them, and the index that SQLite makes for each. */
const uniqueness = [
  { clause: ' UNIQUE CHECK', without: ' CHECK', index: 'sqlite_autoindex_events_1', columns: 'id' },
  {
    clause: ',\n  UNIQUE (stream, revision)',
    without: '',
    index: 'sqlite_autoindex_events_2',
    columns: 'stream, revision',
  },
] as const;

/**
 * Makes a ledger file where there is none, for events that are known to be right: nothing is synced and no rule is asked
 * before the end, and the indexes are built last. What comes out is the file that the store itself would have written,
 * except for the order of the pages. A crash leaves nothing of use.
 */
export const bulkLedger = async (path: string): Promise<BulkLedger> => {
  const connection = (await loadDriver()).open(path);
  allowSchemaChanges(connection);
  const { events: table = '', ...rest } = Object.fromEntries(schemaObjects);
  connection.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  connection.exec('PRAGMA cache_size = -65536; PRAGMA threads = 2');
  connection.exec(uniqueness.reduce((sql, { clause, without }) => sql.replace(clause, without), table));
  const insert = connection.prepare('INSERT INTO events (stream, revision, id, type, body) VALUES (?, ?, ?, ?, ?)');
  let inTransaction = 0;
  const commit = (): void => {
    if (inTransaction > 0) connection.exec('COMMIT');
    inTransaction = 0;
  };

  /** SQLite keeps the indexes of a table's own clauses as it keeps any other, only under other names and without a text. */
  const buildIndexes = (): void => {
    for (const { index, columns } of uniqueness)
      connection.exec(`CREATE UNIQUE INDEX for_${index} ON events (${columns})`);
    for (const sql of Object.values(rest)) connection.exec(sql);
    connection.exec('PRAGMA writable_schema = ON; BEGIN');
    connection.prepare(`UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = 'events'`).run(table);
    const rename = connection.prepare('UPDATE sqlite_schema SET name = ?, sql = NULL WHERE name = ?');
    for (const { index } of uniqueness) rename.run(index, `for_${index}`);
    connection.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
    connection.exec('COMMIT; PRAGMA writable_schema = OFF');
  };

  return {
    append: ({ stream, revision, id, type, body }) => {
      if (inTransaction === 0) connection.exec('BEGIN');
      insert.run(stream, revision, id, type, body);
      inTransaction += 1;
      if (inTransaction === PER_TRANSACTION) commit();
    },
    close: async () => {
      commit();
      buildIndexes();
      connection.close();
      // The store looks at the rules of the file, and gives it the journal that it keeps.
      await (await openSqliteStore(path, { upgradeJournal: true })).close();
    },
  };
};

/** The driver of the runtime forbids to write into the schema itself, unless it is told otherwise. */
const allowSchemaChanges = (connection: object): void => {
  if ('enableDefensive' in connection && typeof connection.enableDefensive === 'function')
    Reflect.apply(connection.enableDefensive, connection, [false]);
};
