import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEY_BYTES } from './randomBytes.ts';

/**
 * A file for each subject: one byte that says whether there is a key, and the key. So small that it is written in one
 * piece; destroying overwrites it where it stands, and what is left says that a key was here and must not be again.
 */
const [DESTROYED, PRESENT] = [0, 1];

/** What a file says. */
export type KeyRecord =
  | Readonly<{ _tag: 'Present'; key: Uint8Array }>
  | Readonly<{ _tag: 'Destroyed' }>
  | Readonly<{ _tag: 'Absent' }>
  | Readonly<{ _tag: 'Damaged' }>;

/** Reads what the file says. @throws what the file system says. */
export const readKeyFile = async (path: string): Promise<KeyRecord> => {
  const bytes = await ifThere(readFile(path));
  if (bytes === undefined) return { _tag: 'Absent' };
  const [state] = bytes;
  if (bytes.length !== 1 + KEY_BYTES) return { _tag: 'Damaged' };
  if (state === PRESENT) return { _tag: 'Present', key: Uint8Array.from(bytes.subarray(1)) };
  return { _tag: state === DESTROYED ? 'Destroyed' : 'Damaged' };
};

/**
 * Writes a key, or without one the trace of a destroyed key, unless the file is there: of several who try at once, in
 * one process or several, one succeeds. Durable when it returns, and for a reader there as a whole or not at all.
 * @throws what the file system says.
 */
export const createKeyFile = async (path: string, key?: Uint8Array): Promise<void> => {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.new-${randomUUID()}`);
  try {
    await written(await open(draft, 'wx', 0o600), recordOf(key));
    // A second name for the same bytes: should it outlive a crash, overwriting them reaches it as well.
    await unlessThere(link(draft, path));
  } finally {
    await ifThere(unlink(draft));
  }
  await syncFolder(folder);
  await syncFolder(dirname(folder));
};

/** Overwrites the file with the trace of a destroyed key, where it stands. Durable when it returns. @throws likewise. */
export const destroyKeyFile = async (path: string): Promise<void> => {
  const file = await open(path, 'r+');
  // A damaged file may be longer: nothing of it stays.
  const { size } = await file.stat();
  const zeros = new Uint8Array(Math.max(size, 1 + KEY_BYTES));
  await written(file, zeros, 1 + KEY_BYTES);
};

const recordOf = (key: Uint8Array | undefined): Uint8Array =>
  key === undefined ? new Uint8Array(1 + KEY_BYTES).fill(DESTROYED) : Uint8Array.of(PRESENT, ...key);

const written = async (file: FileHandle, bytes: Uint8Array, size = bytes.length): Promise<void> => {
  try {
    await file.write(bytes, 0, bytes.length, 0);
    await file.sync();
    if (size < bytes.length) await file.truncate(size);
  } finally {
    await file.close();
  }
};

/** A new name is durable when its folder is; Windows has no such step. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const ifThere = <A>(work: Promise<A>): Promise<A | undefined> => unless('ENOENT', work);

const unlessThere = (work: Promise<void>): Promise<void> => unless('EEXIST', work);

const unless = async <A>(code: string, work: Promise<A>): Promise<A | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined;
    throw error;
  }
};
