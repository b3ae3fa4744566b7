import { StoreFailure, type StoredEvent } from '@commission-ledger/event-store';

import { checkIdentity, checkSchema } from './checkSchema.ts';
import { type Connection, type Driver, openReadOnly } from './driver.ts';
import { createRawEvents, textIn } from './rawEvents.ts';
import { numberFrom } from './rows.ts';
import { failureOf, notALedger } from './sqliteError.ts';

/** What is in a history: how many events, and the last of them, which an empty one has not. */
export type Extent = Readonly<{ events: number; head: StoredEvent | undefined }>;

/** What is in a sound ledger. */
export type Inspected = Extent & Readonly<{ schemaVersion: number }>;

/**
 * Reads all of a file that nobody else uses.
 *
 * @throws StoreFailure `NotALedger` or `Corrupt` when SQLite or the rules of the schema find anything wrong with it.
 */
export const inspectCopy = (driver: Driver, path: string): Inspected => {
  const connection = openReadOnly(driver, path);
  try {
    const schemaVersion = checkLedger(connection, path);
    const [problem] = integrityProblems(connection, 1);
    if (problem !== undefined) throw damaged(path, problem);
    if (connection.prepare(streamsWithGaps).all().length > 0) throw damaged(path, 'a stream has gaps');
    return { schemaVersion, ...extentOf(connection) };
  } catch (error) {
    throw failureOf(error, path);
  } finally {
    connection.close();
  }
};

/** The version of the schema of a file that must have one. @throws StoreFailure `NotALedger` or `Corrupt`. */
export const checkLedger = (connection: Connection, path: string): number => {
  const version = checkIdentity(connection, path);
  if (version === 0) throw notALedger(path, 'it is empty');
  checkSchema(connection, path, version);
  return version;
};

/**
 * What SQLite itself finds wrong with its pages, its indexes and the constraints: of the whole file, or of a table. It has no
 * checksums.
 */
export const integrityProblems = (
  connection: Connection,
  most: number,
  table?: 'events' | 'documents' | 'checkpoints',
): readonly string[] =>
  connection
    .prepare(`SELECT CAST(integrity_check AS BLOB) AS value FROM ${checkOf(table)} LIMIT ${most}`)
    .all()
    .map((row) => (typeof row === 'object' && row !== null && 'value' in row ? String(textIn(row.value)) : 'no answer'))
    .filter((said) => said !== 'ok');

const checkOf = (table: string | undefined): string =>
  table === undefined ? 'pragma_integrity_check' : `pragma_integrity_check('${table}')`;

/** Answers streams whose revisions are not 0, 1, 2 …, at most 20. */
export const streamsWithGaps = `SELECT CAST(stream AS BLOB) AS value FROM events
GROUP BY stream HAVING count(*) <> max(revision) + 1 OR min(revision) <> 0 LIMIT 20`;

/** What there is now, or up to an event. To be called inside a transaction, where others write. */
export const extentOf = (connection: Connection, upTo?: StoredEvent): Extent => {
  const raw = createRawEvents(connection);
  const head = upTo === undefined ? raw.head() : raw.atOrAfter(upTo.position);
  const count = connection.prepare('SELECT count(*) AS value FROM events WHERE position <= ?');
  return { events: numberFrom(count, Number(head?.position ?? 0n)) ?? 0, head };
};

/** Whether two events are one and the same, byte for byte. */
export const isSameEvent = (one: StoredEvent | undefined, other: StoredEvent | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : one.position === other.position &&
      one.stream === other.stream &&
      one.revision === other.revision &&
      one.id === other.id &&
      one.type === other.type &&
      one.body === other.body;

/** The file is not what it was when it was written. */
export const damaged = (path: string, problem: string): StoreFailure =>
  new StoreFailure(
    { _tag: 'Corrupt', problem },
    `${path} is damaged: ${problem}. Nothing was put into place. Run commission-ledger doctor on it.`,
  );
