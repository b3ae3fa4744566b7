import { createHash, randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { CommandFailed } from '../exitCode.ts';
import { shownSafely } from '../table.ts';

/** A file in pieces, one after another. */
export type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** What was written: how many bytes, and their SHA-256 in hexadecimal. */
export type WrittenFile = Readonly<{ bytes: number; sha256: string }>;

/**
 * Writes a file whole or not at all: beside its place first, and then under its name.
 *
 * @throws CommandFailed when something has the name already and is not to be replaced, or is no plain file.
 */
export const writeOut = async (
  out: string,
  pieces: Pieces,
  { force = false }: Readonly<{ force?: boolean }>,
): Promise<WrittenFile> => {
  await checkFree(out, force);
  const beside = `${out}.${randomUUID()}.part`;
  try {
    const written = await writeNew(beside, pieces);
    if (force) await rename(beside, out);
    else await takeName(beside, out);
    return written;
  } catch (error) {
    await rm(beside, { force: true });
    if (error instanceof Error && 'code' in error && 'syscall' in error)
      throw new CommandFailed(`${shownSafely(out)} cannot be written: ${error.message}`);
    throw error;
  }
};

const writeNew = async (file: string, pieces: Pieces): Promise<WrittenFile> => {
  const handle = await open(file, 'wx');
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of pieces) {
      const buffer = typeof piece === 'string' ? Buffer.from(piece) : piece;
      hash.update(buffer);
      bytes += buffer.byteLength;
      await handle.writeFile(buffer);
    }
    await handle.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
};

/** A link is never over a file, however it came there meanwhile. Where there are no links, the look before must do. */
const takeName = async (beside: string, out: string): Promise<void> => {
  try {
    await link(beside, out);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(out);
    await rename(beside, out);
    return;
  }
  await rm(beside);
};

const checkFree = async (out: string, force: boolean): Promise<void> => {
  const found = await lstat(out).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isFile()) throw new CommandFailed(`${shownSafely(out)} is no plain file. Give another --out.`);
  if (!force) throw taken(out);
};

const taken = (out: string): CommandFailed =>
  new CommandFailed(`${shownSafely(out)} is there already. Give another --out, or --force to replace it.`);
