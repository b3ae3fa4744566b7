import * as t from 'io-ts';
import { Id } from '../id.ts';
import { ForeignKey, happened, Sha256, Whole } from './vocabulary.ts';

const MAX_NOTE = 20_000;

const isNoteText = (input: unknown): input is string =>
  typeof input === 'string' && input.length > 0 && input.length <= MAX_NOTE && !/[^\P{Cc}\n]|\p{Cs}/u.test(input);

/** A signed note, kept to the byte: 1–20,000 characters, of the control characters only line feeds. */
export const NoteText = new t.Type<string, string>(
  'NoteText',
  isNoteText,
  (input, context) =>
    isNoteText(input)
      ? t.success(input)
      : t.failure(input, context, `must be 1–${MAX_NOTE} characters; line feeds are the only controls`),
  t.identity,
);

/**
 * A signed checkpoint was made over the first `size` events of the whole history, which are in so many `streams`: `root`
 * is that of the tree over the events, `headsRoot` that of the tree over the ends of the streams. `key` is the verifier
 * key, and `note` what was signed, with its signatures.
 */
export const LedgerSealed = t.readonly(
  t.type({
    ledger: Id,
    origin: ForeignKey,
    size: Whole,
    streams: Whole,
    root: Sha256,
    headsRoot: Sha256,
    key: ForeignKey,
    note: NoteText,
    ...happened,
  }),
);
