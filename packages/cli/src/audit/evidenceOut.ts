import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { evidenceZip, type PackSource, type PutFile } from '@commission-ledger/audit';
import { CommandFailed } from '../exitCode.ts';
import { shownSafely } from '../table.ts';
import { writeOut } from './writeOut.ts';

/** Makes a pack with what it is given to put files with. */
export type Packing<Packed> = (put: PutFile) => Promise<Packed>;

/** A pack that was written: SHA-256 of its zip and how many bytes that has; a folder has neither. */
export type WrittenPack<Packed> = Readonly<{ packed: Packed; zip: Readonly<{ sha256: string; bytes: number }> | null }>;

/** Writes a pack whole or not at all: into a zip where the path ends so, else into a new folder. */
export const writePack = async <Packed>(out: string, packing: Packing<Packed>): Promise<WrittenPack<Packed>> =>
  out.endsWith('.zip')
    ? writeZip(out, packing)
    : { packed: await writeFolder(out.replace(/[/\\]+$/, ''), packing), zip: null };

const writeZip = async <Packed>(out: string, packing: Packing<Packed>): Promise<WrittenPack<Packed>> => {
  const through = new PassThrough();
  const making = (async () => {
    try {
      const zip = evidenceZip(through);
      const packed = await packing(zip.put);
      await zip.end();
      return packed;
    } catch (error) {
      // Whoever reads the zip hears of it, and leaves nothing behind.
      through.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  })();
  making.catch(() => {});
  try {
    const zip = await writeOut(out, through, {});
    return { packed: await making, zip };
  } finally {
    through.destroy();
  }
};

const writeFolder = async <Packed>(out: string, packing: Packing<Packed>): Promise<Packed> => {
  if ((await lstat(out).catch(() => undefined)) !== undefined)
    throw new CommandFailed(`${shownSafely(out)} is there already. Give another --out.`);
  const beside = `${out}.${randomUUID()}.part`;
  try {
    const packed = await packing(async (file, content) => {
      const place = path.join(beside, ...file.split('/'));
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, content, { flag: 'wx' });
    });
    await rename(beside, out);
    return packed;
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error && 'syscall' in error)
      throw new CommandFailed(`${shownSafely(out)} cannot be written: ${error.message}`);
    throw error;
  }
};

/** The pack in a folder. */
export const packIn = (folder: string): PackSource => ({
  list: async () => {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  },
  read: (file) => bytesOf(path.join(folder, ...file.split('/'))),
});

async function* bytesOf(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  const found = await lstat(file).catch(() => undefined);
  // A link may lead out of the pack, so it is no file of it.
  if (found?.isFile() === true) yield* createReadStream(file, { highWaterMark: 1 << 18 });
}
