import { checkIdentity, checkSchema } from './checkSchema.ts';
import { type Connection, rollBack } from './driver.ts';
import { migrations, schemaObjects, applicationId, schemaVersion } from './schema.ts';

/**
 * Makes the tables in an empty file, or brings an older file to the schema of this release, in one transaction:
 * whatever happens, the file has all of the old schema or all of the new one. Somebody else may have done it meanwhile.
 */
export const migrateFile = (connection: Connection, path: string): void => {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const version = checkIdentity(connection, path);
    for (const sql of version === 0 ? creation : stepsFrom(connection, path, version)) connection.exec(sql);
    connection.exec('COMMIT');
  } catch (error) {
    rollBack(connection);
    throw error;
  }
};

const creation: readonly string[] = [
  ...schemaObjects.values(),
  `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`,
];

/** Only a file that is as its version says is changed. */
const stepsFrom = (connection: Connection, path: string, version: number): readonly string[] => {
  checkSchema(connection, path, version);
  return migrations
    .filter(({ from }) => from >= version)
    .flatMap(({ from, statements }) => [...statements, `PRAGMA user_version = ${from + 1}`]);
};
