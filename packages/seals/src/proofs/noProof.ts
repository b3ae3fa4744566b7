import { describeSealFailure, type SealFailure } from '../sealing/sealFailure.ts';

/** Why there is no proof. */
export type NoProof =
  | SealFailure
  /** The ledger has no seal yet. */
  | Readonly<{ _tag: 'NotSealed' }>
  /** Not among the events that the newest seal covers: it came later, or is not there at all. */
  | Readonly<{ _tag: 'NotCovered'; size: number; sealedAt: string }>
  /** No seal covers exactly so many events. */
  | Readonly<{ _tag: 'NoSuchSeal'; size: number }>;

/** What is wrong, and what to do. */
export const describeNoProof = (failure: NoProof): string => {
  switch (failure._tag) {
    case 'NotSealed':
      return 'The ledger has no seal yet. Seal it first.';
    case 'NotCovered':
      return `It is not among the ${failure.size} events that were sealed last, at ${failure.sealedAt}. If it came later, seal the ledger again.`;
    case 'NoSuchSeal':
      return `No seal covers exactly ${failure.size} events.`;
    case 'UnreadableEvent':
    case 'BrokenChain':
    case 'UnreadableSeal':
    case 'NotTheSealedHistory':
    case 'OtherOrigin':
    case 'NothingToSeal':
    case 'BadNote':
    case 'NotSigned':
    case 'SealedMeanwhile':
    case 'StoreUnavailable':
      return describeSealFailure(failure);
  }
};
