import { statSync } from 'node:fs';

import { type EventStore, StoreFailure } from '@commission-ledger/event-store';
import type { Checkpoint, StoredReadModels } from '@commission-ledger/projections';

import { actualPath } from './actualPath.ts';
import { changedObjects, checkIdentity, hasEventTable, noEventTable } from './checkSchema.ts';
import { type Connection, type Driver, type Engine, openReadOnly, readWithin } from './driver.ts';
import { type EventTable, createEventTable } from './eventTable.ts';
import { readCheckpoints } from './examineCheckpoints.ts';
import { integrityProblems } from './inspectCopy.ts';
import { loadDriver } from './loadDriver.ts';
import { type RawListing, createRawListing } from './rawDocuments.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';
import { readAll, readStream } from './sqliteEventStore.ts';
import { notALedger, unavailable } from './sqliteError.ts';

/** A file's history, to be read and nothing else. */
export type SqliteHistory = Readonly<{
  events: Pick<EventStore, 'head' | 'readAll' | 'readStream'>;
  /** The read models in the file, as they are. */
  documents: StoredReadModels;
  /** What SQLite says of each difference between the tables of the read models and the indexes over them, at most 10. */
  documentProblems(): Promise<readonly string[]>;
  /** The names of the tables and triggers that are missing, or are not as this package made them. */
  changedRules: readonly string[];
  /** Lets go of the file. */
  close(): Promise<void>;
}>;

/** All optional. */
export type SqliteHistoryOptions = Readonly<{
  /** How long to wait for other processes before `Busy`, in milliseconds: 10,000. */
  busyTimeoutMs?: number;
  /** The driver: the one of the runtime if it has one, else `libsql`. */
  engine?: Engine;
}>;

/**
 * Opens a file so that its history can be read even where `openSqliteStore` refuses: its triggers were removed, or it may
 * not be written. Nothing is written to it, nor repaired or migrated.
 *
 * @throws StoreFailure `Unavailable` when there is no file or it cannot be read, `NotALedger` for a file of something
 * else, `Corrupt` for one that is damaged, `Busy` when others hold it too long.
 */
export const openSqliteHistory = async (path: string, options: SqliteHistoryOptions = {}): Promise<SqliteHistory> => {
  const file = actualPath(path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw unavailable(undefined, `There is no ledger at ${file}. Check the path.`);
  const driver = await loadDriver(options.engine);
  const { busyTimeoutMs = 10_000 } = options;
  const opened = await retryWhileBusy(() => open(driver, file), file, busyTimeoutMs);
  const { connection, table, checkpoints, changedRules } = opened;
  let isClosed = false;
  // Prepared when asked for: what was done to this table is no reason not to read the history.
  let listing: RawListing | undefined;
  const look = <A>(work: () => A): Promise<A> => {
    if (isClosed) throw new StoreFailure({ _tag: 'StoreClosed' }, `${file} is closed. Open it again first.`);
    return retryWhileBusy(() => readWithin(connection, work), file, busyTimeoutMs);
  };
  return {
    events: {
      head: async () => await look(table.head),
      readAll: (asked) => readAll({ table, look }, asked),
      readStream: (stream, asked) => readStream({ table, look }, stream, asked ?? {}),
    },
    documents: {
      checkpoints: () => look(checkpoints),
      list: (projection, page) => look(() => (listing ??= createRawListing(connection))(projection, page)),
    },
    documentProblems: () =>
      look(() =>
        (['documents', 'checkpoints'] as const).flatMap((name) =>
          changedRules.includes(name) ? [] : integrityProblems(connection, 10, name),
        ),
      ),
    changedRules,
    close: async () => {
      if (!isClosed) connection.close();
      isClosed = true;
    },
  };
};

type Opened = Readonly<{
  connection: Connection;
  table: EventTable;
  checkpoints: () => ReadonlyMap<string, Checkpoint>;
  changedRules: readonly string[];
}>;

/** A new connection for each attempt: one that found the file busy may not be fit for use. */
const open = (driver: Driver, file: string): Opened => {
  const connection = openReadOnly(driver, file);
  try {
    return readWithin(connection, () => {
      const version = checkIdentity(connection, file);
      if (version === 0) throw notALedger(file, 'it is empty');
      if (!hasEventTable(connection)) throw noEventTable(file);
      const checkpoints = () => readCheckpoints(connection, version);
      return {
        connection,
        table: createEventTable(connection),
        checkpoints,
        changedRules: changedObjects(connection, version),
      };
    });
  } catch (error) {
    connection.close();
    throw error;
  }
};
