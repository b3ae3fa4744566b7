import * as E from 'fp-ts/lib/Either.js';
import { bytesOfBase64 } from './canonicalBase64.ts';
import { isKeyName } from './verifierKey.ts';

/** One signature under a note: whose it says it is, and its bytes. */
export type NoteSignature = Readonly<{
  name: string;
  /** 8 lower-case hexadecimal digits. */
  keyId: string;
  signature: Uint8Array;
}>;

/** A note as it was read. Nothing is checked about its signatures yet: {@link openNote} does. */
export type Note = Readonly<{
  /** What is signed; ends with a line feed. */
  text: string;
  signatures: readonly NoteSignature[];
}>;

/** Why a text is no note. */
export type NoteFormProblem =
  | Readonly<{ _tag: 'TooLongForANote' }>
  /** A control character other than the line feed, or text without a UTF-8 form. */
  | Readonly<{ _tag: 'BadCharacterInNote' }>
  /** There is no empty line between text and signatures, no signature, or the last line is not ended. */
  | Readonly<{ _tag: 'NotANote' }>
  /** A line of the signatures that is none; the first has the number 1. */
  | Readonly<{ _tag: 'MalformedSignature'; line: number }>;

const MAX_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;

/**
 * Reads a C2SP signed note: text, an empty line, and lines `— <name> <base64(4-byte key id ‖ signature)>`.
 *
 * @see https://c2sp.org/signed-note
 */
export const parseNote = (note: string): E.Either<NoteFormProblem, Note> => {
  if (note.length > MAX_LENGTH) return E.left({ _tag: 'TooLongForANote' });
  if (/[^\P{Cc}\n]|\p{Cs}/u.test(note)) return E.left({ _tag: 'BadCharacterInNote' });
  const gap = note.lastIndexOf('\n\n');
  const lines = note.slice(gap + 2).split('\n');
  // What stands behind the last line feed is nothing.
  if (gap < 0 || lines.length < 2 || lines.pop() !== '') return E.left({ _tag: 'NotANote' });
  if (lines.length > MAX_SIGNATURES) return E.left({ _tag: 'TooLongForANote' });
  const signatures: NoteSignature[] = [];
  for (const [index, line] of lines.entries()) {
    const signature = signatureOf(line);
    if (signature === undefined) return E.left({ _tag: 'MalformedSignature', line: index + 1 });
    signatures.push(signature);
  }
  return E.right({ text: note.slice(0, gap + 1), signatures });
};

const signatureOf = (line: string): NoteSignature | undefined => {
  const [dash, name = '', encoded = '', ...more] = line.split(' ');
  const bytes = bytesOfBase64(encoded);
  if (dash !== '—' || !isKeyName(name) || bytes === undefined || bytes.length < 5 || more.length > 0) return undefined;
  return { name, keyId: Buffer.from(bytes.subarray(0, 4)).toString('hex'), signature: bytes.subarray(4) };
};

/** One sentence for why a text is no note. */
export const describeNoteFormProblem = (problem: NoteFormProblem): string => {
  switch (problem._tag) {
    case 'TooLongForANote':
      return 'This is no signed note: it is too long, or has too many signatures.';
    case 'BadCharacterInNote':
      return 'This is no signed note: it has a character that no note has, such as a tab or a carriage return. Was it sent as text and altered on the way?';
    case 'NotANote':
      return 'This is no signed note: it ends with an empty line, one line for each signature, and a line feed.';
    case 'MalformedSignature':
      return `Signature ${problem.line} of the note is malformed.`;
  }
};
