import * as E from 'fp-ts/lib/Either.js';
import { type Checkpoint, type CheckpointProblem, describeCheckpointProblem, parseCheckpoint } from './checkpoint.ts';
import { describeNoteProblem, type NoteProblem, openNote } from './openNote.ts';
import type { VerifierKey } from './verifierKey.ts';

/** What a seal says, and who of those trusted has signed it. */
export type OpenedSeal = Checkpoint & Readonly<{ signedBy: readonly VerifierKey[] }>;

/** Why a note cannot be trusted as a seal. */
export type SealProblem =
  | NoteProblem
  | CheckpointProblem
  /** It is a good seal of another log. */
  | Readonly<{ _tag: 'OtherOrigin'; expected: string; found: string }>;

/**
 * Reads a seal: a note signed by a trusted key, whose text is a checkpoint.
 *
 * @param origin the log it has to be about; left out, any.
 */
export const openSeal = (
  note: string,
  trusted: readonly VerifierKey[],
  origin?: string,
): E.Either<SealProblem, OpenedSeal> => {
  const opened = openNote(note, trusted);
  if (E.isLeft(opened)) return opened;
  const checkpoint = parseCheckpoint(opened.right.text);
  if (E.isLeft(checkpoint)) return checkpoint;
  const found = checkpoint.right.origin;
  if (origin !== undefined && found !== origin) return E.left({ _tag: 'OtherOrigin', expected: origin, found });
  return E.right({ ...checkpoint.right, signedBy: opened.right.signedBy });
};

/** One or two sentences for why a note cannot be trusted as a seal. */
export const describeSealProblem = (problem: SealProblem): string => {
  switch (problem._tag) {
    case 'NotACheckpoint':
      return describeCheckpointProblem(problem);
    case 'OtherOrigin':
      return `The seal is about ${problem.found}, not about ${problem.expected}.`;
    case 'BadSignature':
    case 'NotSignedByTrusted':
    case 'TooLongForANote':
    case 'BadCharacterInNote':
    case 'NotANote':
    case 'MalformedSignature':
      return describeNoteProblem(problem);
  }
};
