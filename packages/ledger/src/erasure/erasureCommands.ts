import type { CommandTools, Fact } from '../commandTools.ts';

/** Erasure of personal data. */
export type ErasureCommands = Readonly<{
  /**
   * Records that a person's key was destroyed. It destroys nothing itself: the vault that keeps the keys does, and
   * must have done so before.
   */
  recordErasure: Fact<'SubjectErased'>;
}>;

/** Makes these commands. */
export const erasureCommands = ({ fact }: CommandTools): ErasureCommands => ({
  recordErasure: fact('SubjectErased'),
});
