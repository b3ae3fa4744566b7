import { type Checkpoint, describeSealProblem, openSeal } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import type { RootsAt } from './joinedHistory.ts';
import type { MetSeal } from './scannedPart.ts';
import { type TrustedKeys, checkpointIn, sealClaim } from './sealClaim.ts';
import { type DraftFinding, draft } from './verdictDraft.ts';
import type { CheckedNote, CheckedSeal } from './verifyReport.ts';

/** Who says how many events there were, and what both trees were over them. `seal` is its event, when it is in the history. */
export type Claim = Readonly<{ checkpoint: Checkpoint; seal: MetSeal | undefined }>;

/** Seals or notes, each as it was checked, the claims of those that can be trusted, and what is wrong with the others. */
export type Judged<Checked> = Readonly<{
  checked: readonly Checked[];
  claims: readonly Claim[];
  findings: readonly DraftFinding[];
}>;

/** The roots of the history at some size, as far as it has so many events. */
export type Roots = ReadonlyMap<number, RootsAt>;

/** Checks each seal in the history: its signature, its note, and that seals grow. */
export const judgeSeals = (seals: readonly MetSeal[], keys: TrustedKeys, roots: Roots): Judged<CheckedSeal> => {
  const checked: CheckedSeal[] = [];
  const claims: Claim[] = [];
  const findings: DraftFinding[] = [];
  let before = -1;
  for (const seal of seals) {
    const { checkpoint, signature, problem } = sealClaim(seal, keys);
    const { place } = seal;
    const size = checkpoint?.size ?? null;
    const sealedAt = checkpoint?.sealedAt ?? null;
    checked.push({ place, size, sealedAt, signature, roots: rootsOf(checkpoint, roots) });
    if (problem !== undefined)
      findings.push(draft(problem._tag === 'OtherKey' ? 're-signed' : 'bad-seal', problem, { place }));
    if (checkpoint === undefined) continue;
    if (checkpoint.size <= before)
      findings.push(draft('bad-seal', { _tag: 'NotGrowing', size: checkpoint.size, before }, { place }));
    before = Math.max(before, checkpoint.size);
    if (signature !== 'other-key') claims.push({ checkpoint, seal });
  }
  return { checked, claims, findings: firstOfEach(findings) };
};

/** Checks each note that was kept outside: its signature, and its roots. */
export const judgeNotes = (
  notes: readonly string[],
  seals: Judged<CheckedSeal>,
  { keys, pinned, origin }: TrustedKeys,
  roots: Roots,
): Judged<CheckedNote> => {
  const checked: CheckedNote[] = [];
  const claims: Claim[] = [];
  const findings: DraftFinding[] = [];
  for (const note of notes) {
    const checkpoint = checkpointIn(note);
    if (checkpoint === undefined) continue;
    const opened = openSeal(note, keys, origin);
    const isTrusted = E.isRight(opened);
    const good = pinned ? 'pinned' : 'first-seal';
    const signature = keys.length === 0 && origin === undefined ? 'unchecked' : isTrusted ? good : 'bad';
    if (E.isLeft(opened) && signature === 'bad')
      findings.push(untrusted(checkpoint, { pinned, problem: describeSealProblem(opened.left) }));
    const compared = rootsOf(checkpoint, roots);
    checked.push({
      size: checkpoint.size,
      origin: checkpoint.origin,
      signature,
      roots: compared === 'unknown' ? 'beyond' : compared,
    });
    // Whoever gives the note vouches for it when no key does; one that a given key does not vouch for says nothing.
    if (signature === 'bad' && pinned) continue;
    claims.push({ checkpoint, seal: sealOf(checkpoint, seals) });
  }
  return { checked, claims, findings };
};

const untrusted = (
  { size }: Checkpoint,
  { pinned, problem }: Readonly<{ pinned: boolean; problem: string }>,
): DraftFinding => draft(pinned ? 'bad-seal' : 're-signed', { _tag: 'KeptNoteUntrusted', size, problem });

const sealOf = (checkpoint: Checkpoint, { claims }: Judged<CheckedSeal>): MetSeal | undefined =>
  claims.find(({ checkpoint: each }) => each.size === checkpoint.size && each.root === checkpoint.root)?.seal;

/** Whether both roots are as a checkpoint says. */
export const rootsOf = (checkpoint: Checkpoint | undefined, roots: Roots): CheckedSeal['roots'] => {
  const at = checkpoint && roots.get(checkpoint.size);
  if (checkpoint === undefined || at === undefined) return 'unknown';
  const isEqual =
    at.root === checkpoint.root && at.headsRoot === checkpoint.headsRoot && at.streams === checkpoint.streams;
  return isEqual ? 'equal' : 'differ';
};

/** The first of each kind stands for the others. */
const firstOfEach = (findings: readonly DraftFinding[]): readonly DraftFinding[] => {
  const kinds = new Map<string, DraftFinding>();
  for (const finding of findings) {
    const before = kinds.get(finding.cause._tag);
    kinds.set(finding.cause._tag, before ? { ...before, others: before.others + 1 } : finding);
  }
  return [...kinds.values()];
};
