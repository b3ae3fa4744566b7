import type { EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { type Checkpoint, checkpointText, defaultOrigin } from '../notes/checkpoint.ts';
import { openSeal } from '../notes/openSeal.ts';
import { type VerifierKey, verifierKeyText } from '../notes/verifierKey.ts';
import { appendSeal, type Sealed } from './appendSeal.ts';
import { checkpointOf, otherOrigin } from './createSealer.ts';
import { notBefore } from './recordedInstant.ts';
import type { RecordedSeal } from './recordedSeal.ts';
import { sealedHistory } from './sealedHistory.ts';
import { orStoreUnavailable, type SealFailure } from './sealFailure.ts';

/** The ledger to be sealed with a key that is kept elsewhere. */
export type TwoStepOptions = Readonly<{
  store: EventStore;
  /** The id of the ledger. */
  ledger: string;
  /** The name of the log in the seals; by default `commission-ledger/<ledger>`. */
  origin?: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}>;

/** What is to be signed: `text`, to the byte. `upToDate` is the newest seal, when nothing but seals came since. */
export type PreparedSeal = Readonly<{ text: string; checkpoint: Checkpoint; upToDate: RecordedSeal | undefined }>;

/** Reads and checks the whole history, and gives the text to be signed elsewhere. Nothing is written. */
export const prepareSeal = (options: TwoStepOptions): Promise<E.Either<SealFailure, PreparedSeal>> =>
  orStoreUnavailable(async () => {
    const { store, ledger, origin = defaultOrigin(ledger), clock } = options;
    const read = await sealedHistory(store, ledger).catchUp();
    if (E.isLeft(read)) return read;
    const before = read.right.newest?.origin ?? origin;
    if (before !== origin) return otherOrigin(before, origin);
    if (read.right.digest.size() === 0) return E.left({ _tag: 'NothingToSeal' });
    const checkpoint = checkpointOf(read.right, origin, clock);
    const upToDate = read.right.hasNews ? undefined : read.right.newest;
    return E.right({ text: checkpointText(checkpoint), checkpoint, upToDate });
  });

/** A note that was signed elsewhere, the verifier key of who signed it, and who brings it. */
export type SignedElsewhere = Readonly<{ note: string; key: VerifierKey; actor: string }>;

/**
 * Takes back a signed text: the note must be good under the key, be about this ledger, and say of the first events what
 * they are; more events may have come since. A note that is recorded already, or covers no more than the newest seal,
 * gives the newest seal and writes nothing.
 */
export const recordSeal = (
  options: TwoStepOptions,
  { note, key, actor }: SignedElsewhere,
): Promise<E.Either<SealFailure, Sealed>> =>
  orStoreUnavailable(async () => {
    const { store, ledger, origin = defaultOrigin(ledger), clock } = options;
    const opened = openSeal(note, [key], origin);
    if (E.isLeft(opened)) return E.left({ _tag: 'BadNote', problem: opened.left });
    const { signedBy: _, ...checkpoint } = opened.right;
    const history = sealedHistory(store, ledger);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const read = await history.catchUp(checkpoint);
      if (E.isLeft(read)) return read;
      const { newest, recordedUntil } = read.right;
      if (newest !== undefined && newest.origin !== origin) return otherOrigin(newest.origin, origin);
      if (checkpoint.size === 0) return E.left({ _tag: 'NothingToSeal' });
      if (newest !== undefined && newest.size >= checkpoint.size) return E.right({ seal: newest, repeated: true });
      const recordedAt = notBefore(recordedUntil, clock());
      const toRecord = { checkpoint, note, key: verifierKeyText(key), actor, recordedAt };
      const recorded = await appendSeal({ store, ledger, newest }, toRecord);
      if (recorded !== undefined) return E.right(recorded);
    }
    return E.left({ _tag: 'SealedMeanwhile' });
  });

const ATTEMPTS = 5;
