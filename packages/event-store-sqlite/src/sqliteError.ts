import { StoreFailure } from '@commission-ledger/event-store';

/** SQLite's primary result codes that mean something to us: https://www.sqlite.org/rescode.html */
const code = {
  busy: 5,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  constraint: 19,
  notADatabase: 26,
} as const;

/** The primary result code, whichever driver threw; `undefined` when the error is not SQLite's. */
const primaryCode = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  const extended = 'errcode' in error ? error.errcode : 'rawCode' in error ? error.rawCode : undefined;
  return typeof extended === 'number' ? extended % 256 : undefined;
};

/** Somebody else holds the file right now: nothing happened, and trying again is right. */
export const isBusy = (error: unknown): boolean => {
  const primary = primaryCode(error);
  return primary === code.busy || primary === code.protocol;
};

/** A rule of the schema refused a row. */
export const isConstraint = (error: unknown): boolean => primaryCode(error) === code.constraint;

/** There is no space left where a file is being written. */
export const isFull = (error: unknown): boolean => primaryCode(error) === code.full || systemCode(error) === 'ENOSPC';

/** A file cannot be made or written where it is to be. */
export const isAboutPlace = (error: unknown): boolean => {
  const primary = primaryCode(error);
  return isFull(error) || primary === code.readOnly || primary === code.cannotOpen || systemCode(error) !== undefined;
};

const systemCode = (error: unknown): unknown =>
  error instanceof Error && 'syscall' in error && 'code' in error ? error.code : undefined;

/** The failure that the caller sees for an error of the driver. */
export const failureOf = (error: unknown, path: string): StoreFailure => {
  if (error instanceof StoreFailure) return error;
  const said = error instanceof Error ? error.message : String(error);
  const primary = primaryCode(error);
  if (isBusy(error)) return busyFailure(path);
  if (primary === code.notADatabase) return notALedger(path, 'it is no SQLite file');
  if (primary === code.full) {
    return unavailable(error, `The disk of ${path} is full. Free some space, then open the store again.`);
  }
  if (primary === code.readOnly) {
    return unavailable(error, `${path} cannot be written. Check who may write it and its folder, and open it again.`);
  }
  if (primary === code.cannotOpen) {
    return unavailable(error, `${path} cannot be opened. Check who may read and write it and its folder.`);
  }
  if (primary === code.corrupt || isOutOfRange(error)) {
    return new StoreFailure({ _tag: 'Corrupt', problem: said }, `${path} is damaged (${said}). Restore a backup.`);
  }
  return unavailable(error, `${path} cannot be used (${said}). Read back what was written, then try again.`);
};

/** A number in the file is larger than any that is written here: a driver gives it to nobody. */
const isOutOfRange = (error: unknown): boolean =>
  error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE';

/** The file is held by somebody else for longer than we may wait. */
export const busyFailure = (path: string, why = 'Another process is writing to it'): StoreFailure =>
  new StoreFailure({ _tag: 'Busy' }, `${path} is busy. ${why}; nothing was written. Try again.`);

/** The file belongs to something else, or to a newer release. */
export const notALedger = (path: string, problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'NotALedger', problem }, `${path} is not a ledger that can be opened here: ${problem}.`);

/** The file cannot be reached or written. */
export const unavailable = (cause: unknown, message: string): StoreFailure =>
  new StoreFailure({ _tag: 'Unavailable', cause }, message);
