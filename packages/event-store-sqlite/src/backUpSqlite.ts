import { existsSync, statSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { actualPath } from './actualPath.ts';
import { checkIdentity } from './checkSchema.ts';
import { copyLedger } from './copyLedger.ts';
import { type Driver, type Engine, readWithin } from './driver.ts';
import { companionsOf, moveWithoutReplacing, nameTaken, removeWithCompanions, syncFolder } from './filePlacing.ts';
import type { Inspected } from './inspectCopy.ts';
import { loadDriver } from './loadDriver.ts';
import { failureOf, unavailable } from './sqliteError.ts';
import { takeAccess } from './takeAccess.ts';

/** All optional. */
export type BackUpOptions = Readonly<{
  /** Whether an earlier backup of that name is replaced: false. */
  overwrite?: boolean;
  /** How long to wait for other processes before `Busy`, in milliseconds: 10,000. */
  busyTimeoutMs?: number;
  /** The driver: the one of the runtime if it has one, else `libsql`. It must be that of a store open in this process. */
  engine?: Engine;
}>;

/** What a backup holds, and its size. */
export type BackedUp = Inspected & Readonly<{ path: string; bytes: number }>;

/**
 * Copies the ledger at a path, while others read and write it: a copy of one moment, on the disk, checked, and put into
 * place in one step. It is one file with none beside it, which opens as a ledger and which `restoreSqlite` takes. Nobody
 * may read it who may not read the ledger.
 *
 * The copying is one long call of SQLite: a server that answers requests leaves it to another process. With a
 * write-ahead log writers go on meanwhile; with a rollback journal they wait, and get `Busy` if that takes too long.
 *
 * @throws StoreFailure `Unavailable` when there is something at `to` already, with `overwrite` when that is no ledger, or
 * when the disk is full; `NotALedger` or
 * `Corrupt` when what is at `from` cannot be trusted. What was at `to` is then as it was.
 */
export const backUpSqlite = async (from: string, to: string, options: BackUpOptions = {}): Promise<BackedUp> => {
  const { overwrite = false, busyTimeoutMs = 10_000 } = options;
  const [source, target] = [actualPath(from), actualPath(to)];
  checkPlaces(source, target, overwrite);
  const driver = await loadDriver(options.engine);
  if (existsSync(target)) checkReplaced(driver, target);
  const { partial, contents } = await copyLedger(driver, source, target, busyTimeoutMs);
  try {
    takeAccess(partial, statSync(source), false);
    if (overwrite) await rename(partial, target);
    else await moveWithoutReplacing(partial, target);
    await syncFolder(dirname(target));
    return { ...contents, path: resolve(to), bytes: (await stat(target)).size };
  } finally {
    removeWithCompanions(partial);
  }
};

const checkPlaces = (source: string, target: string, overwrite: boolean): void => {
  if (!existsSync(source)) throw unavailable(undefined, `There is no ledger at ${source}. Check the path.`);
  const folder = dirname(target);
  if (!existsSync(folder)) throw unavailable(undefined, `There is no folder ${folder}. Make it first.`);
  if (source === target) throw unavailable(undefined, `${target} is the ledger itself. Give the backup another name.`);
  if (existsSync(target) && !overwrite) throw nameTaken(target);
  const [beside] = companionsOf(target);
  if (beside === undefined) return;
  throw unavailable(undefined, `There is ${beside}, so ${target} is in use. Give the backup another name.`);
};

/** By what it says it is: an earlier backup that got damaged may be replaced, a photograph may not. */
const checkReplaced = (driver: Driver, target: string): void => {
  const connection = driver.open(target);
  try {
    readWithin(connection, () => checkIdentity(connection, target));
  } catch (error) {
    const { message } = failureOf(error, target);
    throw unavailable(
      error,
      `There is no earlier backup at ${target}. ${message} Give another name, or remove the file.`,
    );
  } finally {
    connection.close();
  }
};
