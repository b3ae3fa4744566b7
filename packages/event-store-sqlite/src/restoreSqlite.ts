import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { StoreFailure } from '@commission-ledger/event-store';

import { actualPath } from './actualPath.ts';
import { copyLedger } from './copyLedger.ts';
import { type Connection, type Driver, type Engine, readWithin, rollBack } from './driver.ts';
import { companionsOf, moveWithoutReplacing, removeWithCompanions, syncFile, syncFolder } from './filePlacing.ts';
import { type Inspected, checkLedger, extentOf } from './inspectCopy.ts';
import { currentJournalMode, journalModeFor, setJournalMode, sqliteVersionOf } from './journalMode.ts';
import { loadDriver } from './loadDriver.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';
import { numberFrom } from './rows.ts';
import { busyFailure, failureOf, unavailable } from './sqliteError.ts';
import { takeAccess } from './takeAccess.ts';

/** All optional. */
export type RestoreOptions = Readonly<{
  /** Whether a ledger that has other events than the backup, or that cannot be read, is replaced too: false. */
  force?: boolean;
  /** How long to wait for other processes before `Busy`, in milliseconds: 10,000. */
  busyTimeoutMs?: number;
  /** The driver: the one of the runtime if it has one, else `libsql`. */
  engine?: Engine;
}>;

/** What is there now, and where the replaced file is kept, if there was one. */
export type Restored = Inspected & Readonly<{ path: string; kept: string | undefined }>;

/**
 * Puts a backup in the place of a ledger, or where there is none. The backup is read through first and stays as it is;
 * the replaced file is kept beside, with the time in its name, and the new one gets its mode and, where that is permitted,
 * its owner. The step from one to the other is one renaming.
 *
 * Every event of the ledger must be in the backup, byte for byte. Whether either is true to its hashes is not looked at.
 *
 * Stop the processes that use the ledger before. One that goes on all the same is refused from then on, by the check
 * before each of its transactions; what it waits to write fails.
 *
 * @throws StoreFailure `NotALedger` or `Corrupt` when the backup cannot be trusted; `Unavailable` when the ledger has
 * events that the backup has not, and `force` is not given; `Busy` when others have it open with a write-ahead log, or
 * are writing. Nothing has then changed.
 */
export const restoreSqlite = async (from: string, to: string, options: RestoreOptions = {}): Promise<Restored> => {
  const { force = false, busyTimeoutMs = 10_000 } = options;
  const driver = await loadDriver(options.engine);
  const [source, target] = [actualPath(from), actualPath(to)];
  if (!existsSync(source)) throw unavailable(undefined, `There is no backup at ${source}. Check the path.`);
  if (source === target) throw unavailable(undefined, `${target} cannot be restored from itself.`);
  if (!existsSync(dirname(target))) throw unavailable(undefined, `There is no folder ${dirname(target)}.`);
  const { partial, contents } = await copyLedger(driver, source, target, busyTimeoutMs);
  try {
    chooseJournal(driver, partial);
    await syncFile(partial);
    const restoring = { driver, partial, target, contents, force };
    const kept = existsSync(target)
      ? await replaceWhenFree(restoring, busyTimeoutMs)
      : await placeWhereNothingIs(source, partial, target);
    await syncFolder(dirname(target));
    return { ...contents, path: resolve(to), kept };
  } finally {
    removeWithCompanions(partial);
  }
};

/** As for a new file. */
const chooseJournal = (driver: Driver, path: string): void => {
  const connection = driver.open(path);
  try {
    setJournalMode(connection, journalModeFor(sqliteVersionOf(connection)), path);
  } finally {
    connection.close();
  }
};

const placeWhereNothingIs = async (source: string, partial: string, target: string): Promise<undefined> => {
  const [beside] = companionsOf(target);
  if (beside !== undefined)
    throw unavailable(
      undefined,
      `There is ${beside} without its file. Put it away: the restored file would take it in.`,
    );
  takeAccess(partial, statSync(source), false);
  await moveWithoutReplacing(partial, target);
};

type Restoring = Readonly<{ driver: Driver; partial: string; target: string; contents: Inspected; force: boolean }>;

const replaceWhenFree = async (restoring: Restoring, waitMs: number): Promise<string> => {
  try {
    return await retryWhileBusy(() => replace(restoring), restoring.target, waitMs);
  } catch (error) {
    const failure = failureOf(error, restoring.target);
    throw failure.reason._tag === 'Busy' ? busyFailure(restoring.target, inUse) : failure;
  }
};

const inUse = 'Another process has it open. Stop it first';

const replace = (restoring: Restoring): string => {
  const { driver, target, force } = restoring;
  const connection = driver.open(target);
  try {
    return replaceLocked(restoring, connection);
  } catch (error) {
    const failure = failureOf(error, target);
    const isUnreadable = failure.reason._tag === 'Corrupt' || failure.reason._tag === 'NotALedger';
    if (!isUnreadable) throw error;
    if (!force) throw unreadable(target, failure);
    return swap(restoring, true);
  } finally {
    connection.close();
  }
};

/** With the lock that keeps writers out, and with all of the ledger in one file. */
const replaceLocked = (restoring: Restoring, connection: Connection): string => {
  const { target } = restoring;
  connection.exec('PRAGMA busy_timeout = 10');
  readWithin(connection, () => checkLedger(connection, target));
  const before = currentJournalMode(connection);
  // Succeeds only when nobody else has the file open with a write-ahead log, and brings what is in the log into the file.
  setJournalMode(connection, 'persist', target);
  try {
    return swapWithin(restoring, connection);
  } catch (error) {
    // The file goes on as it was.
    if (before === 'wal') setJournalMode(connection, 'wal', target);
    throw error;
  }
};

const swapWithin = (restoring: Restoring, connection: Connection): string => {
  connection.exec('BEGIN EXCLUSIVE');
  try {
    if (!restoring.force) checkNothingIsLost(restoring, connection);
    return swap(restoring, false);
  } finally {
    rollBack(connection);
  }
};

/** Compares all events, inside SQLite: what comes after a change may well be the same on both sides. */
const checkNothingIsLost = ({ partial, target, contents }: Restoring, there: Connection): void => {
  // As a file that nobody changes, so that no lock and no log of it is left when it has been put into place.
  const copy = `${pathToFileURL(partial).href}?immutable=1`;
  there.exec(`ATTACH '${copy.replaceAll("'", "''")}' AS backup`);
  const isLater = numberFrom(there.prepare(firstNotInBackup));
  if (isLater === undefined) return;
  throw isLater === 1 ? newer(target, extentOf(there).events - contents.events) : another(target);
};

/** Of the first event that the backup has not, or has otherwise: whether it comes after all that are in the backup. */
const firstNotInBackup = `
SELECT ours.position > (SELECT coalesce(max(position), 0) FROM backup.events) AS value
  FROM main.events AS ours LEFT JOIN backup.events AS theirs USING (position)
 WHERE (ours.stream, ours.revision, ours.id, ours.type, ours.body)
   IS NOT (theirs.stream, theirs.revision, theirs.id, theirs.type, theirs.body)
 ORDER BY ours.position LIMIT 1`;

/**
 * Puts the copy into place, and keeps what was there under another name. What SQLite left beside the old file goes
 * first: it would spoil the new one. `keepAll` keeps that too, for a file that could not be read.
 */
const swap = ({ partial, target }: Restoring, keepAll: boolean): string => {
  const moment = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const kept = `${target}.replaced-${moment}-${randomUUID().slice(0, 4)}`;
  takeAccess(partial, statSync(target), true);
  const isLinked = linked(target, kept);
  for (const beside of companionsOf(target)) {
    if (keepAll) renameSync(beside, `${kept}${beside.slice(target.length)}`);
    else rmSync(beside);
  }
  // Not a copy: to read the file here would drop the lock on it, and what others then write would be in neither.
  if (!isLinked) renameSync(target, kept);
  renameSync(partial, target);
  return kept;
};

/** A second name for the same file, so that there is one at the first name at every moment. Some file systems have none. */
const linked = (path: string, name: string): boolean => {
  try {
    linkSync(path, name);
    return true;
  } catch {
    return false;
  }
};

const newer = (target: string, more: number): StoreFailure =>
  unavailable(
    undefined,
    `${target} has ${more} events that are not in the backup; they would be gone. Restore with force to replace it all the same: the file is kept beside.`,
  );

const another = (target: string): StoreFailure =>
  unavailable(
    undefined,
    `${target} is another ledger than the backup, or went on differently. Restore with force to replace it all the same: the file is kept beside.`,
  );

const unreadable = (target: string, failure: StoreFailure): StoreFailure =>
  new StoreFailure(
    failure.reason,
    `What ${target} holds cannot be compared with the backup. ${failure.message} Restore with force to replace it: the file is kept beside.`,
  );
