import * as E from 'fp-ts/lib/Either.js';
import { base64Of } from './canonicalBase64.ts';
import { describeNoteFormProblem, type Note, type NoteFormProblem, parseNote } from './parseNote.ts';
import type { Signer } from './signer.ts';
import { isSignedBy, type VerifierKey, verifierKeyOf } from './verifierKey.ts';

/** A note with the trusted keys that have signed it: at least one. */
export type OpenedNote = Note & Readonly<{ signedBy: readonly VerifierKey[] }>;

/** Why a note cannot be trusted. */
export type NoteProblem =
  | NoteFormProblem
  /** It has a signature in the name of a trusted key, which is none of its text: text or signature was changed. */
  | Readonly<{ _tag: 'BadSignature'; name: string; keyId: string }>
  /** None of its signatures is by a trusted key; `names` are those it has. */
  | Readonly<{ _tag: 'NotSignedByTrusted'; names: readonly string[] }>;

/**
 * Reads a note and checks its signatures. Those by unknown keys are ignored, so that witnesses may add theirs; each in
 * the name of a trusted key has to be good, and there has to be one.
 */
export const openNote = (note: string, trusted: readonly VerifierKey[]): E.Either<NoteProblem, OpenedNote> => {
  const parsed = parseNote(note);
  if (E.isLeft(parsed)) return parsed;
  const { text, signatures } = parsed.right;
  const bytes = new TextEncoder().encode(text);
  const signedBy = new Set<VerifierKey>();
  for (const { name, keyId, signature } of signatures) {
    const key = trusted.find((known) => known.name === name && known.id === keyId);
    if (key === undefined) continue;
    if (!isSignedBy(key, bytes, signature)) return E.left({ _tag: 'BadSignature', name, keyId });
    signedBy.add(key);
  }
  if (signedBy.size > 0) return E.right({ ...parsed.right, signedBy: [...signedBy] });
  return E.left({ _tag: 'NotSignedByTrusted', names: signatures.map(({ name }) => name) });
};

/**
 * Signs a text and gives the whole note.
 *
 * @param text what is signed: it ends with a line feed, and has no other control characters.
 * @throws RangeError when no note can have that text, or the signer's name, key or signature cannot be: a defect.
 */
export const signNote = async (text: string, signer: Signer): Promise<string> => {
  const key = verifierKeyOf(signer.name, signer.publicKey);
  if (!text.endsWith('\n')) throw new RangeError('The text of a note ends with a line feed.');
  const signature = await signer.sign(new TextEncoder().encode(text));
  const note = `${text}\n— ${key.name} ${base64Of(Buffer.concat([Buffer.from(key.id, 'hex'), signature]))}\n`;
  const opened = openNote(note, [key]);
  if (E.isLeft(opened) || opened.right.text !== text)
    throw new RangeError('The signer did not sign the text with its key, or no note can have the text.');
  return note;
};

/** One or two sentences for why a note cannot be trusted. */
export const describeNoteProblem = (problem: NoteProblem): string => {
  switch (problem._tag) {
    case 'BadSignature':
      return `The signature by ${problem.name} (key ${problem.keyId}) is not good: the note or its signature was changed.`;
    case 'NotSignedByTrusted':
      return `No key that you trust has signed the note; it is signed by ${problem.names.join(', ')}. Get the verifier key from somebody whom you trust, not from where the note comes from.`;
    case 'TooLongForANote':
    case 'BadCharacterInNote':
    case 'NotANote':
    case 'MalformedSignature':
      return describeNoteFormProblem(problem);
  }
};
