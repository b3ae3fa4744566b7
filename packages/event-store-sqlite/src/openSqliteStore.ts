import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { type EventStore, StoreFailure, createWakeUpCall, defaultMaxAppendBytes } from '@commission-ledger/event-store';
import type { DocumentStore } from '@commission-ledger/projections';

import { type Connection, type Driver, type Engine, readWithin } from './driver.ts';
import { createEventTable } from './eventTable.ts';
import { createGroupCommit } from './groupCommit.ts';
import { type FileIdentity, withIdentity } from './fileIdentity.ts';
import { type JournalMode, journalModeFor, sqliteVersionOf } from './journalMode.ts';
import { loadDriver } from './loadDriver.ts';
import { networkFilesystemOf } from './networkFilesystem.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';
import { type Preparation, type Prepared, prepareFile } from './prepareFile.ts';
import { createGuard } from './writeGuard.ts';
import { createYieldingTurn } from './yieldingTurn.ts';
import { schemaVersion } from './schema.ts';
import { createSharedLook } from './sharedLook.ts';
import { sqliteDocumentStore } from './sqliteDocumentStore.ts';
import { sqliteEventStore } from './sqliteEventStore.ts';
import { notALedger, unavailable } from './sqliteError.ts';

/** A ledger in one file: its history and its read models. */
export type SqliteStore = Readonly<{
  events: EventStore;
  documents: DocumentStore;
  info(): SqliteStoreInfo;
  /** Waits for what is being written, then lets go of the file. */
  close(): Promise<void>;
}>;

/** What is at work, for logs and support. */
export type SqliteStoreInfo = Readonly<{
  path: string;
  engine: Engine;
  sqliteVersion: string;
  journalMode: JournalMode;
  synchronous: 'full';
  schemaVersion: number;
  /** The version of the schema that the file had, if opening it brought it to this one. */
  migratedFrom: number | undefined;
}>;

/** All optional; the values named are the defaults. */
export type SqliteStoreOptions = Readonly<{
  /** How long to wait for other processes before `Busy`, in milliseconds: 10,000. */
  busyTimeoutMs?: number;
  /** How large one append may be, in bytes of bodies: 16 MiB. */
  maxAppendBytes?: number;
  /** How often subscriptions look for events of other processes, in milliseconds: 50. */
  pollIntervalMs?: number;
  /** The driver: the one of the runtime if it has one, else `libsql`. */
  engine?: Engine;
  /**
   * Whether a file with a rollback journal gets the faster write-ahead log if this SQLite is safe with it: false.
   * Processes with an older SQLite that have the file open can then not write any more until all are closed.
   */
  upgradeJournal?: boolean;
  /**
   * Whether a file of an older release is brought to the schema of this one: true. Otherwise it is refused as
   * `NotALedger`, and stays as it is.
   */
  migrate?: boolean;
  /** Called once with a sentence about anything that may cost durability; ignored by default. */
  onWarning?: (warning: string) => void;
}>;

/**
 * Opens the ledger at a path, and makes the file if there is none (its folder must exist).
 *
 * An append is acknowledged after SQLite has synced it to the disk. Several processes may have the file open.
 *
 * @throws StoreFailure `NotALedger` for a file of something else or of a newer release, `Corrupt` for one whose
 * rules were changed, `Busy` when others hold it too long, `Unavailable` when it cannot be opened at all.
 */
export const openSqliteStore = async (path: string, options: SqliteStoreOptions = {}): Promise<SqliteStore> =>
  await openWith(await loadDriver(options.engine), path, options);

/** The same with a given driver. */
export const openWith = async (driver: Driver, path: string, options: SqliteStoreOptions): Promise<SqliteStore> => {
  const file = resolve(path);
  await checkPlace(file, options.onWarning);
  const { busyTimeoutMs = 10_000, upgradeJournal = false, migrate = true } = options;
  const { opened, identity } = await retryWhileBusy(
    () => withIdentity(file, () => connect(driver, file, { upgradeJournal, migrate })),
    file,
    busyTimeoutMs,
  );
  return assemble({ driver, file, busyTimeoutMs, options, identity, ...opened });
};

/** A new connection for each attempt: one that found the file busy may not be fit for use. */
const connect = (driver: Driver, file: string, how: Preparation) => {
  const connection = driver.open(file);
  try {
    return { connection, prepared: prepareFile(connection, file, how) };
  } catch (error) {
    connection.close();
    throw error;
  }
};

const checkPlace = async (file: string, onWarning: SqliteStoreOptions['onWarning']): Promise<void> => {
  const folder = dirname(file);
  const [there, place] = await Promise.all([statusOf(file), statusOf(folder)]);
  if (!place?.isDirectory()) throw unavailable(undefined, `There is no folder ${folder}. Make it first.`);
  if (there && !there.isFile()) throw notALedger(file, 'it is no file');
  if (!onWarning) return;
  const network = await networkFilesystemOf(folder);
  if (network !== undefined) {
    onWarning(`${file} is on ${network}: locks and syncs may not hold there. Use a disk of this machine.`);
  }
};

const statusOf = (path: string) => stat(path).catch(() => undefined);

type Parts = Readonly<{
  driver: Driver;
  connection: Connection;
  prepared: Prepared;
  identity: FileIdentity;
  file: string;
  busyTimeoutMs: number;
  options: SqliteStoreOptions;
}>;

const assemble = ({ driver, connection, prepared, identity, file, busyTimeoutMs, options }: Parts): SqliteStore => {
  const news = createWakeUpCall();
  const sqliteVersion = sqliteVersionOf(connection);
  const guard = createGuard({ connection, identity, file, mayUseWal: journalModeFor(sqliteVersion) === 'wal' });
  const writer = createGroupCommit({ connection, path: file, busyTimeoutMs, guard, onCommit: news.call });
  let closing: Promise<void> | undefined;
  const checkOpen = (): void => {
    if (closing) throw new StoreFailure({ _tag: 'StoreClosed' }, `${file} is closed. Open it again first.`);
  };
  const close = (): Promise<void> => {
    closing ??= release();
    return closing;
  };
  const release = async (): Promise<void> => {
    await writer.drained();
    connection.close();
    news.call();
  };
  const turn = createYieldingTurn();
  const look = createSharedLook(async (work) => {
    await turn();
    const whileOpen = () => {
      checkOpen();
      identity.check();
      return readWithin(connection, work);
    };
    return await retryWhileBusy(whileOpen, file, busyTimeoutMs);
  });
  const { maxAppendBytes = defaultMaxAppendBytes, pollIntervalMs = 50 } = options;
  const table = createEventTable(connection);
  return {
    events: sqliteEventStore({ table, writer, look, news, maxAppendBytes, pollIntervalMs, checkOpen, close }),
    documents: sqliteDocumentStore({ connection, writer, look, checkOpen }),
    info: () => ({
      path: file,
      engine: driver.engine,
      sqliteVersion,
      ...prepared,
      synchronous: 'full',
      schemaVersion,
    }),
    close,
  };
};
