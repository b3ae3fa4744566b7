import { StoreFailure } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describeSealProblem, type SealProblem } from '../notes/openSeal.ts';

/** Why no seal was made. But for those from `NothingToSeal` on, the history is not what it was: verify it, and do not go on. */
export type SealFailure =
  /** An event whose stored bytes are no frame of it. */
  | Readonly<{ _tag: 'UnreadableEvent'; stream: string; revision: number; position: bigint }>
  /** An event that is not linked to the event before it in its stream, or not the next of its stream. */
  | Readonly<{ _tag: 'BrokenChain'; stream: string; revision: number; position: bigint }>
  /** A seal in the stream of the seals that is none; `problem` is for people. */
  | Readonly<{ _tag: 'UnreadableSeal'; revision: number; problem: string }>
  /**
   * The first `size` events are not those that were sealed. `found` is the root over them now (of the event tree or the
   * head tree), `undefined` when there are not so many.
   */
  | Readonly<{ _tag: 'NotTheSealedHistory'; size: number; sealed: string; found: string | undefined }>
  /** There is no event yet. */
  | Readonly<{ _tag: 'NothingToSeal' }>
  /** The ledger was sealed under another name of the log, `origin`; one ledger has one. */
  | Readonly<{ _tag: 'OtherOrigin'; origin: string; asked: string }>
  /** The note that was given is no good seal of this ledger. */
  | Readonly<{ _tag: 'BadNote'; problem: SealProblem }>
  /** The signer did not sign. */
  | Readonly<{ _tag: 'NotSigned'; problem: string }>
  /** Others kept sealing in between. */
  | Readonly<{ _tag: 'SealedMeanwhile' }>
  /** The store could not do its work; `message` says what to do. Sealing again is safe. */
  | Readonly<{ _tag: 'StoreUnavailable'; message: string }>;

/** What is wrong, and what to do. */
export const describeSealFailure = (failure: SealFailure): string => {
  switch (failure._tag) {
    case 'UnreadableEvent':
      return `Not sealed: event ${failure.revision} of ${failure.stream} is no event of a ledger. ${VERIFY}`;
    case 'BrokenChain':
      return `Not sealed: event ${failure.revision} of ${failure.stream} is not linked to the event before it. ${VERIFY}`;
    case 'UnreadableSeal':
      return `Not sealed: seal ${failure.revision} of the ledger cannot be read. ${failure.problem} ${VERIFY}`;
    case 'NotTheSealedHistory':
      return failure.found === undefined
        ? `Not sealed: ${failure.size} events were sealed, and there are not so many. ${VERIFY}`
        : `Not sealed: the first ${failure.size} events are not those that were sealed (${failure.sealed.slice(0, 16)}… then, ${failure.found.slice(0, 16)}… now). ${VERIFY}`;
    case 'NothingToSeal':
      return 'There is nothing to seal: the ledger has no events.';
    case 'OtherOrigin':
      return `Not sealed: the seals of this ledger are about ${failure.origin}, not about ${failure.asked}. Seal under that name.`;
    case 'BadNote':
      return `Not recorded. ${describeSealProblem(failure.problem)}`;
    case 'NotSigned':
      return `Not sealed: the signer did not sign. ${failure.problem}`;
    case 'SealedMeanwhile':
      return 'Not sealed: others sealed the ledger again and again in between. Theirs are as good.';
    case 'StoreUnavailable':
      return failure.message;
  }
};

/** Whether sealing once more may succeed; what is wrong with the history itself does not pass. */
export const mayPass = (failure: SealFailure): boolean => {
  switch (failure._tag) {
    case 'UnreadableEvent':
    case 'BrokenChain':
    case 'UnreadableSeal':
    case 'NotTheSealedHistory':
    case 'OtherOrigin':
    case 'BadNote':
      return false;
    case 'NothingToSeal':
    case 'NotSigned':
    case 'SealedMeanwhile':
    case 'StoreUnavailable':
      return true;
  }
};

const VERIFY = 'Verify the history, and compare it with a copy.';

/** What the store could not do, as data. @throws anything else: it is a defect and goes on. */
export const orStoreUnavailable = async <F, A>(
  work: () => Promise<E.Either<F, A>>,
): Promise<E.Either<F | SealFailure, A>> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    return E.left({ _tag: 'StoreUnavailable', message: error.message });
  }
};
