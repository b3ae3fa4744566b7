import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { writing } from '../fileTrouble.ts';

/** A folder that is made when it is first needed, and removed with all that is in it. */
export type TemporaryFolder = Readonly<{ path: () => Promise<string>; remove: () => Promise<void> }>;

/** A folder of an import's own inside `parent`. */
export const temporaryFolder = (parent: string): TemporaryFolder => {
  let made: Promise<string> | undefined;
  return {
    path: () => (made ??= writing(parent, () => mkdtemp(path.join(parent, 'commission-ledger-import-')))),
    remove: async () => {
      if (made === undefined) return;
      const folder = await made.catch(() => undefined);
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
};
