import * as E from 'fp-ts/lib/Either.js';
import { hashOfHex, hexOf } from '../trees/treeHash.ts';
import { base64Of, bytesOfBase64 } from './canonicalBase64.ts';

/** What a seal says of a history. Roots are lower-case hexadecimal. */
export type Checkpoint = Readonly<{
  /** The name of the log: which ledger this is about. */
  origin: string;
  /** How many events it covers, from the first on. */
  size: number;
  /** The root of the event tree over them. */
  root: string;
  /** How many streams those events are in. */
  streams: number;
  /** The root of the head tree over those streams. */
  headsRoot: string;
  /** When it was made: UTC with microseconds. */
  sealedAt: string;
}>;

/** Why a text is no checkpoint of a ledger; `line` counts from 1. */
export type CheckpointProblem = Readonly<{ _tag: 'NotACheckpoint'; line: number }>;

/** Whether a log may have this name: 1–200 printable ASCII characters without spaces and `+`. */
export const isOrigin = (origin: string): boolean => /^[!-*,-~]{1,200}$/.test(origin);

/** The origin of a ledger's seals where the host has given none. */
export const defaultOrigin = (ledger: string): string => `commission-ledger/${ledger}`;

/**
 * The text that is signed: a C2SP checkpoint with two lines more, for the head tree and the instant.
 *
 * @throws RangeError when it could not be read back: a defect of the caller.
 * @see https://c2sp.org/tlog-checkpoint
 */
export const checkpointText = (checkpoint: Checkpoint): string => {
  const { origin, size, root, streams, headsRoot, sealedAt } = checkpoint;
  const text = `${origin}\n${size}\n${base64OfHex(root)}\nheads ${streams} ${base64OfHex(headsRoot)}\nsealed ${sealedAt}\n`;
  const read = parseCheckpoint(text);
  if (E.isLeft(read)) throw new RangeError(`Line ${read.left.line} of the checkpoint could not be read back.`);
  return text;
};

/** Reads what {@link checkpointText} writes, and nothing else. */
export const parseCheckpoint = (text: string): E.Either<CheckpointProblem, Checkpoint> => {
  const lines = text.split('\n');
  const [origin = '', sizeText = '', rootText = '', heads = '', sealed = ''] = lines;
  const [, streamsText = '', headsText = ''] = /^heads (\d+) (\S+)$/.exec(heads) ?? [];
  const [, sealedAt = ''] = /^sealed (\S+)$/.exec(sealed) ?? [];
  const [size, streams] = [wholeOf(sizeText), wholeOf(streamsText)];
  const [root, headsRoot] = [hexOfBase64(rootText), hexOfBase64(headsText)];
  if (!isOrigin(origin)) return notACheckpoint(1);
  if (size === undefined) return notACheckpoint(2);
  if (root === undefined) return notACheckpoint(3);
  if (streams === undefined || headsRoot === undefined || streams > size) return notACheckpoint(4);
  if (!isRecordedInstant(sealedAt)) return notACheckpoint(5);
  if (lines.length !== 6 || lines[5] !== '') return notACheckpoint(6);
  return E.right({ origin, size, root, streams, headsRoot, sealedAt });
};

/** One sentence for why a text is no checkpoint. */
export const describeCheckpointProblem = ({ line }: CheckpointProblem): string =>
  `The signed text is no checkpoint of a ledger: its line ${line} is not as it should be.`;

const notACheckpoint = (line: number): E.Either<CheckpointProblem, never> => E.left({ _tag: 'NotACheckpoint', line });

const wholeOf = (text: string): number | undefined => {
  const whole = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(whole) ? whole : undefined;
};

const hexOfBase64 = (text: string): string | undefined => {
  const bytes = bytesOfBase64(text);
  return bytes?.length === 32 ? hexOf(bytes) : undefined;
};

const base64OfHex = (hex: string): string => {
  const bytes = hashOfHex(hex);
  if (bytes === undefined) throw new RangeError('A root is 64 lower-case hexadecimal digits.');
  return base64Of(bytes);
};

/** A real day and time of day, in the form in which the ledger records instants. */
const isRecordedInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text) && isRealTime(`${text.slice(0, 23)}Z`);

const isRealTime = (text: string): boolean => {
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString() === text;
};
