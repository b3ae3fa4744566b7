import { type RecordedSeal, sealsOf } from '@commission-ledger/seals';
import type { CommandContext } from '../commandContext.ts';
import { noteFolder } from './noteFolder.ts';
import { sealedOr } from './sealedOr.ts';

/** Keeps the notes of all seals up to the given one. @throws NoteDiffers, or CommandFailed when they cannot be kept now */
export type KeepNotes = (newest: RecordedSeal) => Promise<void>;

/** A folder that has no notes but those of this ledger. @throws NoteDiffers where it has others; then do not seal */
export const keptNotes = async (
  { session, options }: CommandContext,
  folder: string | undefined,
): Promise<KeepNotes> => {
  if (folder === undefined) return async () => {};
  const notes = await noteFolder(folder);
  await notes.check(sealedOr(await sealsOf(session.events, options.ledger)));
  let next = 0;
  return async ({ revision }) => {
    if (revision < next) return;
    // Others may have sealed in between.
    await notes.keep(sealedOr(await sealsOf(session.events, options.ledger, next)));
    next = revision + 1;
  };
};
