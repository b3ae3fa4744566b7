import type { EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { type Checkpoint, checkpointText, defaultOrigin, isOrigin } from '../notes/checkpoint.ts';
import { signNote } from '../notes/openNote.ts';
import { type Signer, verifierKeyTextOf } from '../notes/signer.ts';
import { appendSeal, type Sealed } from './appendSeal.ts';
import { type CaughtUp, sealedHistory } from './sealedHistory.ts';
import { orStoreUnavailable, type SealFailure } from './sealFailure.ts';
import { notBefore } from './recordedInstant.ts';

/** The ledger to be sealed, who signs and who asks for it. */
export type SealerOptions = Readonly<{
  store: EventStore;
  /** The id of the ledger. */
  ledger: string;
  /** The name of the log in the seals; by default `commission-ledger/<ledger>`. */
  origin?: string;
  signer: Signer;
  /** Who or what seals, as the events say it. */
  actor: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}>;

/** Seals a ledger, as often as it is asked to. */
export type Sealer = Readonly<{
  /**
   * Seals all events that are there now. When nothing but seals came since the newest seal, that is the answer and
   * nothing is written; when somebody else seals first, theirs is. A history that is not linked, or not what was sealed
   * before, is refused.
   */
  seal(): Promise<E.Either<SealFailure, Sealed>>;
}>;

const ATTEMPTS = 5;

/**
 * Makes a sealer. The first seal reads the whole history; later ones only what is new, so a host that seals by schedule
 * keeps its sealer. Calls at the same time wait for one another.
 *
 * @throws RangeError when the origin cannot be one.
 */
export const createSealer = ({ store, ledger, origin, signer, actor, clock }: SealerOptions): Sealer => {
  const log = origin ?? defaultOrigin(ledger);
  if (!isOrigin(log)) throw new RangeError('An origin is 1–200 printable ASCII characters without spaces and +.');
  const history = sealedHistory(store, ledger);

  const sealNow = async (): Promise<E.Either<SealFailure, Sealed>> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const read = await history.catchUp();
      if (E.isLeft(read)) return read;
      const { newest, hasNews, digest } = read.right;
      if (newest !== undefined && newest.origin !== log) return otherOrigin(newest.origin, log);
      if (newest !== undefined && (attempt > 1 || !hasNews)) return E.right({ seal: newest, repeated: true });
      if (digest.size() === 0) return E.left({ _tag: 'NothingToSeal' });
      const sealed = await sign(checkpointOf(read.right, log, clock), signer);
      if (E.isLeft(sealed)) return sealed;
      const recordedAt = sealed.right.checkpoint.sealedAt;
      const recorded = await appendSeal({ store, ledger, newest }, { ...sealed.right, actor, recordedAt });
      if (recorded !== undefined) {
        history.note(recorded.seal);
        return E.right(recorded);
      }
    }
    return E.left({ _tag: 'SealedMeanwhile' });
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    seal: () => {
      const sealed = last.then(() => orStoreUnavailable(sealNow));
      last = sealed.catch(() => undefined);
      return sealed;
    },
  };
};

/** Proofs between two seals need one name of the log. */
export const otherOrigin = (origin: string, asked: string): E.Either<SealFailure, never> =>
  E.left({ _tag: 'OtherOrigin', origin, asked });

/** What is to be signed about a history: never dated before what it is about. */
export const checkpointOf = ({ digest, recordedUntil }: CaughtUp, origin: string, clock: () => number): Checkpoint => ({
  origin,
  size: digest.size(),
  root: digest.root(),
  streams: digest.streams(),
  headsRoot: digest.headsRoot(),
  sealedAt: notBefore(recordedUntil, clock()),
});

type Signed = Readonly<{ checkpoint: Checkpoint; note: string; key: string }>;

const sign = async (checkpoint: Checkpoint, signer: Signer): Promise<E.Either<SealFailure, Signed>> => {
  try {
    const note = await signNote(checkpointText(checkpoint), signer);
    return E.right({ checkpoint, note, key: verifierKeyTextOf(signer) });
  } catch (error) {
    // Whatever keeps the key, a device or a service, may refuse or be away.
    return E.left({ _tag: 'NotSigned', problem: error instanceof Error ? error.message : String(error) });
  }
};
