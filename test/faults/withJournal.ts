import type { Connection } from '../../packages/event-store-sqlite/src/driver.ts';
import type { JournalMode } from '../../packages/event-store-sqlite/src/journalMode.ts';
import { loadDriver } from '../../packages/event-store-sqlite/src/loadDriver.ts';

/**
 * Lets a store use one kind of journal, whatever the SQLite of this machine would get: the versions named are those that
 * decide. For one connection at a time, with which a write-ahead log is safe in every version.
 */
export const withJournal =
  (journal: JournalMode) =>
  (connection: Connection): Connection => ({
    exec: (sql) => connection.exec(sql),
    prepare: (sql) =>
      connection.prepare(
        sql.includes('sqlite_version()') ? `SELECT '${journal === 'wal' ? '3.51.3' : '3.45.0'}' AS value` : sql,
      ),
    close: () => connection.close(),
  });

/** Brings what is in the write-ahead log of a file into the file, as closing it does with some drivers. */
export const emptyLog = (path: string): Promise<void> => tell(path, 'PRAGMA wal_checkpoint(TRUNCATE)');

/** The same, and the file then has a rollback journal: every version of SQLite takes it. */
export const leaveLog = (path: string): Promise<void> => tell(path, 'PRAGMA journal_mode = delete');

const tell = async (path: string, sql: string): Promise<void> => {
  const connection = (await loadDriver()).open(path);
  try {
    connection.exec(sql);
  } finally {
    connection.close();
  }
};
