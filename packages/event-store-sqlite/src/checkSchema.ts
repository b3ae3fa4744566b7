import { StoreFailure } from '@commission-ledger/event-store';

import type { Connection } from './driver.ts';
import { numberFrom } from './rows.ts';
import { applicationId, schemaObjectsOf, schemaVersion } from './schema.ts';
import { notALedger } from './sqliteError.ts';

/**
 * The version of the schema that the file says it has; 0 for a file that is still empty.
 *
 * @throws StoreFailure `NotALedger` for a file of something else or of a newer release.
 */
export const checkIdentity = (connection: Connection, path: string): number => {
  const application = pragma(connection, 'application_id');
  const version = pragma(connection, 'user_version');
  const objects = numberFrom(connection.prepare('SELECT count(*) AS value FROM sqlite_schema'));
  if (application === 0 && version === 0 && objects === 0) return 0;
  if (application !== applicationId) throw notALedger(path, 'the file belongs to another application');
  if (version > schemaVersion) {
    throw notALedger(
      path,
      `its schema ${version} is newer than ${schemaVersion}, the newest known here; update the package`,
    );
  }
  if (version < 1) throw notALedger(path, `its schema ${version} is unknown`);
  return version;
};

/** A setting or a number in the header of the file. */
export const pragma = (connection: Connection, name: string): number =>
  numberFrom(connection.prepare(`SELECT ${name} AS value FROM pragma_${name}`)) ?? 0;

/** Everything of ours must be there, word for word. Other people's indexes and views are their business. */
export const checkSchema = (connection: Connection, path: string, version: number): void => {
  const [first] = changedObjects(connection, version);
  if (first === undefined) return;
  if (!hasEventTable(connection)) throw noEventTable(path);
  const problem = `${first} is missing or was changed`;
  throw new StoreFailure(
    { _tag: 'Corrupt', problem },
    `${path} is not as this package made it: ${problem}. Find out who changed it; commission-ledger verify reads the history all the same.`,
  );
};

/** Whether events are kept in a table. What a view or a virtual table shows, it makes up when it is read. */
export const hasEventTable = (connection: Connection): boolean =>
  numberFrom(connection.prepare(`SELECT count(*) AS value FROM pragma_table_list('events') WHERE type = 'table'`)) ===
  1;

/** No history can be read from such a file, whoever asks. */
export const noEventTable = (path: string): StoreFailure => {
  const problem = 'events is missing, or is no table but a view or the like';
  return new StoreFailure(
    { _tag: 'Corrupt', problem },
    `${path} has no history: ${problem}. Nothing that it shows can be verified. Keep it as it is, find out who changed it, and restore the last good backup.`,
  );
};

/** The names of what is missing or not as a version of the schema says. */
export const changedObjects = (connection: Connection, version: number): readonly string[] => {
  // Compared inside: a driver may end the process over text that is not UTF-8.
  const same = connection.prepare('SELECT count(*) AS value FROM sqlite_schema WHERE name = ? AND sql = ?');
  return [...schemaObjectsOf(version)].filter(([name, sql]) => numberFrom(same, name, sql) !== 1).map(([name]) => name);
};
