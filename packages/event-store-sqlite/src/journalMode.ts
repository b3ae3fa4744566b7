import type { Connection } from './driver.ts';
import { textFrom } from './rows.ts';
import { busyFailure, isBusy } from './sqliteError.ts';

/** How SQLite gets a transaction onto the disk in one piece. */
export type JournalMode = 'wal' | 'persist';

/**
 * The journal to use with a version of SQLite.
 *
 * Up to 3.51.2, a write-ahead log with several connections can be corrupted when it is reset, so it is for later
 * versions only. Of the rollback journals, `persist` is the fastest by far, and unlike `delete` it is
 * durable with `synchronous=FULL`: the end of the journal is synced before the commit is acknowledged.
 */
export const journalModeFor = (sqliteVersion: string): JournalMode => {
  const [major = 0, minor = 0, patch = 0] = sqliteVersion.split('.').map(Number);
  return major * 1_000_000 + minor * 1_000 + patch >= 3_051_003 ? 'wal' : 'persist';
};

/** The mode the file is in now; another process may have changed it since it was opened. */
export const currentJournalMode = (connection: Connection): string | undefined => {
  const row = connection.prepare('PRAGMA journal_mode').get();
  return typeof row === 'object' && row !== null && 'journal_mode' in row && typeof row.journal_mode === 'string'
    ? row.journal_mode
    : undefined;
};

/**
 * Puts the file into the wanted mode. A write-ahead log is only tried: while somebody else has the file
 * open, a rollback journal is as safe. The other way round it must succeed.
 *
 * @throws StoreFailure `Busy` when an older SQLite finds a write-ahead log that others are using.
 */
export const setJournalMode = (connection: Connection, wanted: JournalMode, path: string): JournalMode => {
  if (wanted === 'wal' && tryMode(connection, 'wal')) return 'wal';
  if (tryMode(connection, 'persist')) return 'persist';
  throw busyFailure(
    path,
    'A newer SQLite has it open with a write-ahead log, which is not safe with the older one here',
  );
};

const tryMode = (connection: Connection, mode: JournalMode): boolean => {
  try {
    connection.exec(`PRAGMA journal_mode = ${mode}`);
    return currentJournalMode(connection) === mode;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
};

/** The version of SQLite itself. */
export const sqliteVersionOf = (connection: Connection): string =>
  textFrom(connection.prepare('SELECT sqlite_version() AS value')) ?? '0';
