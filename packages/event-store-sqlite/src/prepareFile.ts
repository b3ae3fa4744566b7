import { StoreFailure } from '@commission-ledger/event-store';

import { type Connection, rollBack } from './driver.ts';
import {
  type JournalMode,
  currentJournalMode,
  journalModeFor,
  setJournalMode,
  sqliteVersionOf,
} from './journalMode.ts';
import { numberFrom, textFrom } from './rows.ts';
import { applicationId, schemaObjects, schemaVersion } from './schema.ts';
import { notALedger, unavailable } from './sqliteError.ts';

/**
 * Makes the file a ledger, or makes sure that it is one; nothing is changed in a file of somebody else.
 * When it fails, even because the file is busy, the connection is to be closed.
 *
 * A rollback journal is kept, even if this SQLite could do better: a process with an older one may have the
 * file open, and could not write any more.
 *
 * @param upgradeJournal says that there is no such process.
 */
export const prepareFile = (connection: Connection, path: string, upgradeJournal: boolean): JournalMode => {
  connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  const isNew = checkIdentity(connection, path);
  const best = journalModeFor(sqliteVersionOf(connection));
  const keepsRollback = !isNew && !upgradeJournal && currentJournalMode(connection) !== 'wal';
  const mode = setJournalMode(connection, keepsRollback ? 'persist' : best, path);
  connection.exec(settings);
  // 2 is FULL. A build of SQLite can ignore a setting without a word; this one must not be ignored.
  if (pragma(connection, 'synchronous') !== 2) throw unavailable(undefined, `SQLite does not sync ${path} in full.`);
  if (isNew) create(connection, path);
  checkSchema(connection, path);
  return mode;
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

/** Whether the file is still empty. @throws StoreFailure `NotALedger`. */
const checkIdentity = (connection: Connection, path: string): boolean => {
  const application = pragma(connection, 'application_id');
  const version = pragma(connection, 'user_version');
  const objects = numberFrom(connection.prepare('SELECT count(*) AS value FROM sqlite_schema'));
  if (application === 0 && version === 0 && objects === 0) return true;
  if (application !== applicationId) throw notALedger(path, 'the file belongs to another application');
  if (version > schemaVersion) {
    throw notALedger(
      path,
      `its schema ${version} is newer than ${schemaVersion}, the newest known here; update the package`,
    );
  }
  if (version < schemaVersion) throw notALedger(path, `its schema ${version} is unknown`);
  return false;
};

const pragma = (connection: Connection, name: string): number =>
  numberFrom(connection.prepare(`SELECT ${name} AS value FROM pragma_${name}`)) ?? 0;

const create = (connection: Connection, path: string): void => {
  connection.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have made it meanwhile.
    if (checkIdentity(connection, path)) {
      for (const sql of schemaObjects.values()) connection.exec(sql);
      connection.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
    }
    connection.exec('COMMIT');
  } catch (error) {
    rollBack(connection);
    throw error;
  }
};

/** Everything of ours must be there, word for word. Other people's indexes and views are their business. */
const checkSchema = (connection: Connection, path: string): void => {
  const statement = connection.prepare('SELECT sql AS value FROM sqlite_schema WHERE name = ?');
  for (const [name, sql] of schemaObjects) {
    if (textFrom(statement, name) !== sql) {
      const problem = `${name} is missing or was changed`;
      throw new StoreFailure(
        { _tag: 'Corrupt', problem },
        `${path} is not as this package made it: ${problem}. Find out who changed it, and verify the history.`,
      );
    }
  }
};
