import { checkIdentity, checkSchema, pragma } from './checkSchema.ts';
import { type Connection, readWithin } from './driver.ts';
import {
  type JournalMode,
  currentJournalMode,
  journalModeFor,
  setJournalMode,
  sqliteVersionOf,
} from './journalMode.ts';
import { migrateFile } from './migrateFile.ts';
import { schemaVersion } from './schema.ts';
import { notALedger, unavailable } from './sqliteError.ts';

/** How a file is to be treated: `upgradeJournal` says that no process with an older SQLite has it open. */
export type Preparation = Readonly<{ upgradeJournal: boolean; migrate: boolean }>;

/** What a file is like now; `migratedFrom` is the version of the schema that it had before. */
export type Prepared = Readonly<{ journalMode: JournalMode; migratedFrom: number | undefined }>;

/**
 * Makes the file a ledger, or makes sure that it is one; nothing is changed in a file of somebody else.
 * When it fails, even because the file is busy, the connection is to be closed.
 *
 * A rollback journal is kept, even if this SQLite could do better: a process with an older one may have the
 * file open, and could not write any more.
 */
export const prepareFile = (
  connection: Connection,
  path: string,
  { upgradeJournal, migrate }: Preparation,
): Prepared => {
  connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  // From one state of the file: another process may be making or migrating it at this moment.
  const version = readWithin(connection, () => checkVersion(connection, path, migrate));
  const isOlder = version > 0 && version < schemaVersion;
  const best = journalModeFor(sqliteVersionOf(connection));
  const keepsRollback = version > 0 && !upgradeJournal && currentJournalMode(connection) !== 'wal';
  const journalMode = setJournalMode(connection, keepsRollback ? 'persist' : best, path);
  connection.exec(settings);
  // 2 is FULL. A build of SQLite can ignore a setting without a word; this one must not be ignored.
  if (pragma(connection, 'synchronous') !== 2) throw unavailable(undefined, `SQLite does not sync ${path} in full.`);
  if (version < schemaVersion) migrateFile(connection, path);
  checkSchema(connection, path, schemaVersion);
  return { journalMode, migratedFrom: isOlder ? version : undefined };
};

const checkVersion = (connection: Connection, path: string, migrate: boolean): number => {
  const version = checkIdentity(connection, path);
  if (version === 0 || version === schemaVersion) return version;
  if (!migrate) throw notALedger(path, `its schema ${version} is older than ${schemaVersion} and is to be kept`);
  checkSchema(connection, path, version);
  return version;
};

// The driver sleeps while it waits, and the whole process with it. So it waits a moment only: longer waiting
// is done outside, between attempts.
const busyTimeoutMs = 10;

const settings = `
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA recursive_triggers = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA journal_size_limit = 8388608;
PRAGMA cache_size = -65536;
`;
