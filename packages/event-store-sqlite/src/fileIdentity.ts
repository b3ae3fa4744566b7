import { closeSync, openSync, statSync } from 'node:fs';

import { actualPath } from './actualPath.ts';
import { busyFailure, unavailable } from './sqliteError.ts';

/**
 * Tells whether the path still leads to the file that was opened. SQLite itself would go on with a file that has
 * been moved away or deleted, and what it acknowledged would be gone with that file.
 */
export type FileIdentity = Readonly<{
  /** @throws StoreFailure `Unavailable` when another file, or none, is there now. It takes about a microsecond. */
  check(): void;
}>;

/**
 * Opens the file at a path, and makes sure that it is the one that is there.
 *
 * @throws StoreFailure `Busy` when somebody put another file there meanwhile.
 */
export const withIdentity = <A>(path: string, open: () => A): Readonly<{ opened: A; identity: FileIdentity }> => {
  // Otherwise SQLite makes it, at a moment that nobody knows.
  if (inodeOf(path) === undefined) makeEmpty(path);
  const inode = inodeOf(path);
  const opened = open();
  const identity = {
    check: () => {
      if (inodeOf(path) !== inode) throw replaced(path);
    },
  };
  if (inodeOf(path) !== inode) throw busyFailure(path, 'It was replaced while it was opened');
  return { opened, identity };
};

/** Only if it is not there: to open and close one that is would drop the locks that this process has on it. */
const makeEmpty = (path: string): void => {
  try {
    closeSync(openSync(actualPath(path), 'ax'));
  } catch (error) {
    if (inodeOf(path) === undefined) throw error;
  }
};

/** The device and the number of the file: they are not used again as long as somebody has the file open. */
const inodeOf = (path: string): string | undefined => {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  return status && `${status.dev}/${status.ino}`;
};

const replaced = (path: string) =>
  unavailable(
    undefined,
    `${path} is another file than the one that was opened: it was moved, deleted or replaced, perhaps by a backup. Nothing was written. Open the store again, and read back what was acknowledged before.`,
  );
