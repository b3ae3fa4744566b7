import { type Stats, chmodSync, chownSync, statSync } from 'node:fs';

/**
 * Lets those read and write a file who may read and write another one, and nobody else.
 *
 * @param withOwner whether it gets that one's owner and group too, as far as that is permitted.
 */
export const takeAccess = (path: string, { uid, gid, mode }: Stats, withOwner: boolean): void => {
  if (process.platform === 'win32') return; // a new file has the rights of its folder
  const own = statSync(path);
  if (withOwner && (own.uid !== uid || own.gid !== gid) && !tried(() => chownSync(path, uid, gid))) {
    tried(() => chownSync(path, own.uid, gid));
  }
  // What the mode allows the group, it allows that group only.
  const allowed = mode & (statSync(path).gid === gid ? 0o777 : 0o707);
  // Where a disk knows no modes, whoever mounted it has decided.
  tried(() => chmodSync(path, allowed));
};

const tried = (change: () => void): boolean => {
  try {
    change();
    return true;
  } catch {
    return false;
  }
};
