import { createHash } from 'node:crypto';
import type { PutFile } from './evidenceRequest.ts';

/** What the manifest says of a file: its path in the pack, its length, and SHA-256 of its bytes in hexadecimal. */
export type PackedFile = Readonly<{ path: string; bytes: number; sha256: string }>;

/** Pieces of a file: text, which is written as UTF-8, or bytes. */
export type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Puts files and notes what they were. */
export type PackedFiles = Readonly<{
  /** @throws RangeError when the path was put before: one of them would be lost. */
  write: (path: string, pieces: Pieces) => Promise<PackedFile>;
  /** In the order in which they were put. */
  written: () => readonly PackedFile[];
}>;

/** Nothing is put yet. */
export const packedFiles = (put: PutFile): PackedFiles => {
  const files: PackedFile[] = [];
  const paths = new Set<string>();
  return {
    write: async (path, pieces) => {
      if (paths.has(path)) throw new RangeError(`The pack has two files ${path}.`);
      paths.add(path);
      const digest = createHash('sha256');
      let bytes = 0;
      await put(
        path,
        inChunks(pieces, (chunk) => {
          digest.update(chunk);
          bytes += chunk.length;
        }),
      );
      const file = { path, bytes, sha256: digest.digest('hex') };
      files.push(file);
      return file;
    },
    written: () => [...files],
  };
};

/** Enough that a file of short lines is written in few calls. */
const CHUNK_LENGTH = 65_536;

async function* inChunks(
  pieces: Pieces,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Buffer[] = [];
  let length = 0;
  const joined = (): Uint8Array => {
    const chunk = Buffer.concat(waiting);
    [waiting, length] = [[], 0];
    see(chunk);
    return chunk;
  };
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece);
    waiting.push(bytes);
    length += bytes.length;
    if (length >= CHUNK_LENGTH) yield joined();
  }
  if (length > 0) yield joined();
}
