import { existsSync, rmSync } from 'node:fs';
import { link, open, rename } from 'node:fs/promises';

import type { StoreFailure } from '@commission-ledger/event-store';

import { unavailable } from './sqliteError.ts';

/** What SQLite may leave beside a file; another file that is put there would be spoilt by it. */
export const companionsOf = (path: string): readonly string[] =>
  ['-wal', '-journal', '-shm'].map((suffix) => `${path}${suffix}`).filter(existsSync);

/** Removes a file, if it is there, and what SQLite left beside it. */
export const removeWithCompanions = (path: string): void => {
  for (const name of [path, ...companionsOf(path)]) rmSync(name, { force: true });
};

/** Gives a file another name, unless that is taken. @throws StoreFailure `Unavailable` when it is. */
export const moveWithoutReplacing = async (from: string, to: string): Promise<void> => {
  try {
    // A link, unlike a renaming, fails when the name is taken.
    await link(from, to);
  } catch {
    if (existsSync(to)) throw nameTaken(to);
    // Some file systems have no links.
    await rename(from, to);
  }
};

/** Somebody has to say that a file may be replaced. */
export const nameTaken = (path: string): StoreFailure =>
  unavailable(undefined, `There is a file at ${path} already. Give another name, or say that it may be overwritten.`);

/** Waits until what is in a file is on the disk. */
export const syncFile = (path: string): Promise<void> => sync(path, 'r+');

/** Waits until the names in a folder are on the disk; Windows does so by itself. */
export const syncFolder = async (path: string): Promise<void> => {
  if (process.platform !== 'win32') await sync(path, 'r');
};

const sync = async (path: string, flags: string): Promise<void> => {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
