import { parseFrame } from '@commission-ledger/events';
import {
  type Checkpoint,
  type VerifierKey,
  describeSealProblem,
  openSeal,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifierKeyText,
} from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Cause } from './cause.ts';
import type { MetSeal } from './scannedPart.ts';
import type { CheckedSeal } from './verifyReport.ts';

const SealData = t.type({
  origin: t.string,
  size: t.number,
  streams: t.number,
  root: t.string,
  headsRoot: t.string,
  key: t.string,
  note: t.string,
});

/** What the event of a seal says, or `undefined` when it says nothing of the kind. */
export const sealDataOf = ({ body }: Pick<MetSeal, 'body'>): t.TypeOf<typeof SealData> | undefined => {
  const frame = parseFrame(body);
  if (typeof frame === 'string') return undefined;
  const data = SealData.decode(frame.data);
  return E.isRight(data) ? data.right : undefined;
};

/** What a seal claims, by whom it is signed, and what is wrong with it in itself. */
export type SealClaim = Readonly<{
  checkpoint: Checkpoint | undefined;
  signature: CheckedSeal['signature'];
  problem: Cause | undefined;
}>;

/** Which keys may have signed, and whether they were given from outside. */
export type TrustedKeys = Readonly<{ keys: readonly VerifierKey[]; pinned: boolean; origin: string | undefined }>;

/** Checks the signature of a seal in the history, and that the event says what its note says. */
export const sealClaim = (seal: MetSeal, { keys, pinned, origin }: TrustedKeys): SealClaim => {
  const data = sealDataOf(seal);
  if (data === undefined) return bad({ _tag: 'BadNote', problem: 'the event is no seal' });
  const trusted = openSeal(data.note, keys, origin);
  if (E.isRight(trusted)) {
    const checkpoint = trusted.right;
    const signedByNamed = trusted.right.signedBy.some((key) => verifierKeyText(key) === data.key);
    const field = signedByNamed ? differing(data, checkpoint) : 'key';
    const problem: Cause | undefined = field === undefined ? undefined : { _tag: 'NoteDiffers', field };
    return { checkpoint, signature: pinned ? 'pinned' : 'first-seal', problem };
  }
  const own = parseVerifierKey(data.key);
  if (trusted.left._tag === 'NotSignedByTrusted' && E.isRight(own)) {
    const signed = openSeal(data.note, [own.right], origin);
    if (E.isRight(signed))
      return { checkpoint: signed.right, signature: 'other-key', problem: { _tag: 'OtherKey', key: data.key } };
  }
  return bad({ _tag: 'BadNote', problem: describeSealProblem(trusted.left) });
};

const bad = (problem: Cause): SealClaim => ({ checkpoint: undefined, signature: 'bad', problem });

const differing = (data: t.TypeOf<typeof SealData>, note: Checkpoint): string | undefined =>
  (['origin', 'size', 'streams', 'root', 'headsRoot'] as const).find((field) => data[field] !== note[field]);

/** The checkpoint in a note, whoever signed it; `undefined` when there is none. */
export const checkpointIn = (note: string): Checkpoint | undefined => {
  const parsed = parseNote(note);
  if (E.isLeft(parsed)) return undefined;
  const checkpoint = parseCheckpoint(parsed.right.text);
  return E.isRight(checkpoint) ? checkpoint.right : undefined;
};

/** The key that the first seal of a history names, if it names one. */
export const firstKeyOf = (seals: readonly MetSeal[]): VerifierKey | undefined => {
  for (const seal of seals) {
    const key = parseVerifierKey(sealDataOf(seal)?.key ?? '');
    if (E.isRight(key)) return key.right;
  }
  return undefined;
};
