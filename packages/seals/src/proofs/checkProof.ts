import { type Frame, hashOf, parseFrame } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { describeSealProblem, type OpenedSeal, openSeal, type SealProblem } from '../notes/openSeal.ts';
import type { VerifierKey } from '../notes/verifierKey.ts';
import { checkConsistency } from '../trees/consistencyProof.ts';
import { headLeaf, type StreamEnding } from '../trees/headTree.ts';
import { eventLeaf } from '../trees/historyDigest.ts';
import { checkInclusion } from '../trees/inclusionProof.ts';
import { hashOfHex, leafHash, type TreeHash } from '../trees/treeHash.ts';
import { type ConsistencyProof, type EventInclusion, ProofDocument, type StreamInclusion } from './proofDocument.ts';

/** What a proof has shown. */
export type Proved =
  /** The event of this frame stood at `index` (from 0) of the history when it was sealed. */
  | Readonly<{ _tag: 'EventIncluded'; frame: Frame; index: number; seal: OpenedSeal }>
  /** The stream ended so when the history was sealed. */
  | Readonly<{ _tag: 'StreamIncluded'; ending: StreamEnding; seal: OpenedSeal }>
  /** The history of the second seal begins with that of the first. */
  | Readonly<{ _tag: 'Consistent'; first: OpenedSeal; second: OpenedSeal }>;

/** Why a proof shows nothing. */
export type ProofProblem =
  /** Not a proof of a kind that is known. */
  | Readonly<{ _tag: 'NotAProof' }>
  /** A seal in it is not to be trusted. */
  | Readonly<{ _tag: 'UntrustedSeal'; problem: SealProblem }>
  /** The frame in it is no event of a ledger. */
  | Readonly<{ _tag: 'NotAnEvent'; problem: string }>
  /** The hashes do not lead to what was sealed: something in the proof was changed, or it belongs to another seal. */
  | Readonly<{ _tag: 'LeadsElsewhere' }>;

/**
 * Checks a proof without the ledger.
 *
 * @param document the parsed JSON.
 * @param trusted verifier keys that came from somebody trusted, not with the proof.
 * @param origin the log it has to be about; left out, any.
 */
export const checkProof = (
  document: unknown,
  trusted: readonly VerifierKey[],
  origin?: string,
): E.Either<ProofProblem, Proved> => {
  if (!ProofDocument.is(document)) return E.left({ _tag: 'NotAProof' });
  const open = (note: string): E.Either<ProofProblem, OpenedSeal> => {
    const seal = openSeal(note, trusted, origin);
    return E.isLeft(seal) ? E.left({ _tag: 'UntrustedSeal', problem: seal.left }) : seal;
  };
  if (document.schema === 'consistency/1') return checkSeals(document, open);
  const seal = open(document.seal);
  if (E.isLeft(seal)) return seal;
  return document.tree === 'events' ? checkEvent(document, seal.right) : checkStream(document, seal.right);
};

const checkEvent = (document: EventInclusion, seal: OpenedSeal): E.Either<ProofProblem, Proved> => {
  const { frame: body, index, proof } = document;
  const frame = parseFrame(body);
  if (typeof frame === 'string') return E.left({ _tag: 'NotAnEvent', problem: frame });
  const leaf = eventLeaf(hashOf(body));
  const isThere = checkInclusion({ leaf, index, size: seal.size, proof: bytesOf(proof), root: rootOf(seal.root) });
  return isThere ? E.right({ _tag: 'EventIncluded', frame, index, seal }) : ELSEWHERE;
};

const checkStream = (document: StreamInclusion, seal: OpenedSeal): E.Either<ProofProblem, Proved> => {
  const { ending, index, proof } = document;
  const leaf = leafHash(headLeaf(ending));
  const root = rootOf(seal.headsRoot);
  const isThere = checkInclusion({ leaf, index, size: seal.streams, proof: bytesOf(proof), root });
  return isThere ? E.right({ _tag: 'StreamIncluded', ending, seal }) : ELSEWHERE;
};

const checkSeals = (
  document: ConsistencyProof,
  open: (note: string) => E.Either<ProofProblem, OpenedSeal>,
): E.Either<ProofProblem, Proved> => {
  const first = open(document.first);
  if (E.isLeft(first)) return first;
  const second = open(document.second);
  if (E.isLeft(second)) return second;
  // Two logs have nothing to do with one another, whatever their trees are.
  if (first.right.origin !== second.right.origin) return ELSEWHERE;
  // Of one history there is one head tree: two signed ones are a signer's lie.
  const isOne = first.right.headsRoot === second.right.headsRoot && first.right.streams === second.right.streams;
  if (first.right.size === second.right.size && !isOne) return ELSEWHERE;
  const isContinued = checkConsistency({
    firstSize: first.right.size,
    firstRoot: rootOf(first.right.root),
    secondSize: second.right.size,
    secondRoot: rootOf(second.right.root),
    proof: bytesOf(document.proof),
  });
  return isContinued ? E.right({ _tag: 'Consistent', first: first.right, second: second.right }) : ELSEWHERE;
};

const ELSEWHERE: E.Either<ProofProblem, never> = E.left({ _tag: 'LeadsElsewhere' });

const rootOf = (hex: string): TreeHash => {
  const bytes = hashOfHex(hex);
  if (bytes === undefined) throw new RangeError('Its form was checked before.');
  return bytes;
};

const bytesOf = (proof: readonly string[]): readonly TreeHash[] => proof.map(rootOf);

/** One or two sentences for why a proof shows nothing. */
export const describeProofProblem = (problem: ProofProblem): string => {
  switch (problem._tag) {
    case 'NotAProof':
      return 'This is no proof of the form inclusion/1 or consistency/1.';
    case 'UntrustedSeal':
      return describeSealProblem(problem.problem);
    case 'NotAnEvent':
      return `What it proves is no event of a ledger: ${problem.problem}.`;
    case 'LeadsElsewhere':
      return 'It does not lead to what was sealed: something in it was changed, or it belongs to another seal.';
  }
};
