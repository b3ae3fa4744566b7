import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { PutFile } from './evidenceRequest.ts';

/** A zip that files are put into one after the other. */
export type EvidenceZip = Readonly<{
  put: PutFile;
  /** Writes the end of the zip; done when the writable has everything. */
  end: () => Promise<void>;
}>;

/**
 * Writes the files of a pack into a zip. The same files give the same bytes: dates and modes are fixed, and nothing is
 * compressed, because compressed bytes differ from one release of zlib to another. What the writable throws is passed on.
 */
export const evidenceZip = (out: Writable): EvidenceZip => {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, out);
  // Whoever puts a file or ends the zip is told.
  written.catch(() => {});
  const failed = new Promise<never>((_, reject) => {
    written.catch(reject);
    zip.on('error', reject);
  });
  failed.catch(() => {});
  return {
    put: (path, content) => {
      // The zip holds every stream that it was given until its end: what the content holds is not to stay with it.
      const through = new PassThrough();
      const read = pipeline(content, through);
      zip.addReadStream(through, path, ENTRY);
      return Promise.race([read, failed]);
    },
    end: async () => {
      zip.end();
      await Promise.race([written, failed]);
    },
  };
};

/** Made of local time, because the zip writes local time: the same fields in every zone. */
const ENTRY = {
  mtime: new Date(1980, 0, 1, 12),
  mode: 0o100644,
  compress: false,
  forceDosTimestamp: true,
} as const;
