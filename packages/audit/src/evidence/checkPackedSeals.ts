import {
  type Checkpoint,
  describeSealProblem,
  openSeal,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import type { ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import type { PackedSeal } from './packReport.ts';
import { jsonOf, type PackSource, textOf } from './packSource.ts';

/** The seals of a pack as they were opened, and those that were kept elsewhere. */
export type PackedSeals = Readonly<{
  findings: readonly PackFinding[];
  /** Without what only the events tell. */
  seals: readonly Omit<PackedSeal, 'roots'>[];
  /** What those say that are good, the oldest first. */
  checkpoints: readonly Checkpoint[];
  kept: readonly Readonly<{ note: string; checkpoint: Checkpoint }>[];
}>;

/** Opens the notes of a pack with the keys that were given, or with the first that the pack names. */
export const checkPackedSeals = async (
  pack: PackSource,
  { files, origin, scope, known }: ReadManifest,
  { keys, kept = [] }: Readonly<{ keys?: readonly VerifierKey[]; kept?: readonly string[] }>,
): Promise<PackedSeals> => {
  const trusted = keys ?? (await firstKeyOf(pack));
  const findings: PackFinding[] = [];
  const seals: Omit<PackedSeal, 'roots'>[] = [];
  const checkpoints: Checkpoint[] = [];
  for (const { path } of files) {
    if (!path.startsWith('seals/')) continue;
    const note = await textOf(pack, path);
    const opened = openSeal(note, trusted, origin);
    const read = checkpointIn(note);
    if (E.isRight(opened)) checkpoints.push(opened.right);
    else {
      const isOtherKey = opened.left._tag === 'NotSignedByTrusted';
      findings.push(packFinding(isOtherKey ? 're-signed' : 'bad-seal', path, describeSealProblem(opened.left)));
    }
    if (read === undefined) continue;
    const good = keys === undefined ? 'first-seal' : 'pinned';
    const bad = E.isLeft(opened) && opened.left._tag === 'NotSignedByTrusted' ? 'other-key' : 'bad';
    const { size, sealedAt } = read;
    seals.push({ file: path, size, sealedAt, signature: E.isRight(opened) ? good : bad });
  }
  checkpoints.sort((one, other) => one.size - other.size);
  seals.sort((one, other) => one.size - other.size);
  const keptSeals = kept.flatMap((note) => {
    const opened = openSeal(note, trusted, origin);
    if (E.isRight(opened)) return [{ note, checkpoint: opened.right }];
    findings.push(packFinding('bad-seal', 'the seal that was kept', describeSealProblem(opened.left)));
    return [];
  });
  // Of a whole history this is found out by verifying it.
  if (scope.kind === 'partners') {
    for (const { checkpoint } of keptSeals)
      if (checkpoint.size <= known.size && !checkpoints.some((each) => isSameSeal(each, checkpoint)))
        findings.push(packFinding('tail-truncated', 'seals', notAmong(checkpoint)));
    if (keys !== undefined && checkpoints.length + seals.length + kept.length === 0)
      findings.push(packFinding('bad-seal', 'manifest.json', 'A key was given, and nothing in the pack is signed.'));
  }
  return { findings, seals, checkpoints, kept: keptSeals };
};

const isSameSeal = (one: Checkpoint, other: Checkpoint): boolean =>
  one.size === other.size &&
  one.root === other.root &&
  one.streams === other.streams &&
  one.headsRoot === other.headsRoot;

const notAmong = ({ size }: Checkpoint): string =>
  `The seal over ${size} events that was kept is not among those of the pack: it was taken out, and what it covers may be cut.`;

const firstKeyOf = async (pack: PackSource): Promise<readonly VerifierKey[]> => {
  const keys = await jsonOf(pack, 'keys.json');
  const [first]: readonly unknown[] = Array.isArray(keys) ? keys : [];
  const key = typeof first === 'string' ? parseVerifierKey(first) : undefined;
  return key !== undefined && E.isRight(key) ? [key.right] : [];
};

const checkpointIn = (note: string): Checkpoint | undefined => {
  const parsed = parseNote(note);
  const read = E.isLeft(parsed) ? parsed : parseCheckpoint(parsed.right.text);
  return E.isRight(read) ? read.right : undefined;
};
