import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';

import type { StoreFailure } from '@commission-ledger/event-store';

import { type Connection, type Driver, readWithin } from './driver.ts';
import { removeWithCompanions, syncFile } from './filePlacing.ts';
import { type Inspected, checkLedger, damaged, extentOf, inspectCopy, isSameEvent } from './inspectCopy.ts';
import { currentJournalMode, journalModeFor, sqliteVersionOf } from './journalMode.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';
import { failureOf, isAboutPlace, isFull, unavailable } from './sqliteError.ts';

/** A copy that waits to be put into place. */
export type Copy = Readonly<{ partial: string; contents: Inspected }>;

/**
 * Copies a ledger to a new file in the folder of `target`: what it holds at one moment, synced, and checked against
 * what was copied. Nobody but its owner may read it yet. Whoever calls puts it into place or removes it.
 *
 * @throws StoreFailure when there is no good copy; nothing is then left.
 */
export const copyLedger = async (driver: Driver, source: string, target: string, waitMs: number): Promise<Copy> => {
  const partial = `${target}.partial-${randomUUID().slice(0, 8)}`;
  try {
    const contents = await retryWhileBusy(() => copy(driver, source, { partial, target }), source, waitMs);
    await syncFile(partial).catch((error: unknown) => {
      throw placeFailure(error, target);
    });
    return { partial, contents };
  } catch (error) {
    removeWithCompanions(partial);
    throw error;
  }
};

const copy = (driver: Driver, source: string, to: Readonly<{ partial: string; target: string }>): Inspected => {
  const { partial } = to;
  removeWithCompanions(partial);
  const from = driver.open(source);
  try {
    from.exec('PRAGMA busy_timeout = 10');
    readWithin(from, () => checkLedger(from, source));
    if (currentJournalMode(from) === 'wal' && journalModeFor(sqliteVersionOf(from)) !== 'wal') throw newerLog(source);
    const before = readWithin(from, () => extentOf(from)).head;
    copyInto(from, to);
    const copied = inspectCopy(driver, partial);
    // Others may have written before the copying began, and while it went on.
    const { head } = copied;
    const there = head === undefined ? copied : readWithin(from, () => extentOf(from, head));
    const isWhole =
      (head?.position ?? 0n) >= (before?.position ?? 0n) &&
      copied.events === there.events &&
      isSameEvent(head, there.head);
    if (!isWhole) throw damaged(source, 'a copy of it does not hold the same events');
    return copied;
  } finally {
    from.close();
  }
};

const copyInto = (from: Connection, { partial, target }: Readonly<{ partial: string; target: string }>): void => {
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    from.exec(`VACUUM INTO '${partial.replaceAll("'", "''")}'`);
  } catch (error) {
    throw isAboutPlace(error) ? placeFailure(error, target) : error;
  }
};

const placeFailure = (error: unknown, target: string): StoreFailure =>
  isFull(error)
    ? unavailable(error, `The disk of ${target} is full. Free some space there, or choose another disk.`)
    : failureOf(error, target);

const newerLog = (path: string) =>
  unavailable(
    undefined,
    `${path} has the write-ahead log of a newer SQLite, which is not safe with the older one here. Use the version of Node that writes it.`,
  );
