import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RecordedSeal } from '@commission-ledger/seals';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely } from '../table.ts';
import { writeOut } from './writeOut.ts';

/** A folder with the note of each seal, one file each, that is best where nobody reaches it who can change the ledger. */
export type NoteFolder = Readonly<{
  /** Holds each note in the folder against the seals of the ledger. @throws NoteDiffers */
  check: (seals: readonly RecordedSeal[]) => Promise<void>;
  /** Writes those that are not there yet. @throws NoteDiffers, or CommandFailed when the folder cannot be written */
  keep: (seals: readonly RecordedSeal[]) => Promise<void>;
}>;

/** A note that was kept is none of the ledger's: the ledger is not the one that was sealed. Nothing is to be sealed then. */
export class NoteDiffers extends CommandFailed {}

/** The folder at a path. @throws CommandFailed when there is none: one that is made here may be on the wrong disk */
export const noteFolder = async (folder: string): Promise<NoteFolder> => {
  const names = async (): Promise<readonly string[]> => {
    try {
      return await readdir(folder);
    } catch {
      throw new CommandFailed(`${shownSafely(folder)} is no folder that can be read. Make it first.`, exitCode.usage);
    }
  };
  await names();
  const textOf = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');
  return {
    check: async (seals) => {
      const notes = new Map(seals.map((seal) => [nameOf(seal), seal.note]));
      for (const name of await names())
        if (NAME.test(name) && notes.get(name) !== (await textOf(name))) throw differing(path.join(folder, name));
    },
    keep: async (seals) => {
      const there = new Set(await names());
      for (const seal of seals) {
        const name = nameOf(seal);
        const file = path.join(folder, name);
        if (!there.has(name)) await writeOut(file, [seal.note], {});
        else if ((await textOf(name)) !== seal.note) throw differing(file);
      }
    },
  };
};

const NAME = /^seal-\d+\.txt$/;

const nameOf = ({ size }: RecordedSeal): string => `seal-${size}.txt`;

const differing = (file: string): NoteDiffers =>
  new NoteDiffers(
    `${shownSafely(file)} is no seal of this ledger. Is the folder that of another ledger? If not, the history is not what was sealed: hold it against that file with commission-ledger verify --note.`,
  );
