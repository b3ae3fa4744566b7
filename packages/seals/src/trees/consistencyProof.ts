import { areHashes, emptyRoot, isSameHash, nodeHash, type TreeHash } from './treeHash.ts';
import { type LeafHashes, leftOf, rootOfRange } from './rootOf.ts';

/**
 * What shows that the tree of the first `firstSize` leaves is the beginning of the tree of all: that nothing before
 * `firstSize` was changed, left out or put in since.
 *
 * @throws RangeError when there are not so many leaves.
 * @see https://www.rfc-editor.org/rfc/rfc9162#name-generating-a-consistency-pr
 */
export const consistencyProof = (leafHashes: LeafHashes, firstSize: number): readonly TreeHash[] => {
  if (!isWhole(firstSize) || firstSize > leafHashes.length)
    throw new RangeError('The first tree is no beginning of the second.');
  if (firstSize === 0) return [];
  const proof: TreeHash[] = [];
  let [from, until] = [0, leafHashes.length];
  // Until the right edge of the first tree closes a subtree; who checks knows its root while it is the whole first tree.
  while (until !== firstSize) {
    const middle = from + leftOf(until - from);
    if (firstSize <= middle) {
      proof.push(rootOfRange(leafHashes, middle, until));
      until = middle;
    } else {
      proof.push(rootOfRange(leafHashes, from, middle));
      from = middle;
    }
  }
  if (from > 0) proof.push(rootOfRange(leafHashes, from, until));
  return proof.toReversed();
};

/** Two trees, each by its size and root, and the proof that the second continues the first. */
export type Consistency = Readonly<{
  firstSize: number;
  firstRoot: TreeHash;
  secondSize: number;
  secondRoot: TreeHash;
  proof: readonly TreeHash[];
}>;

/**
 * Whether the proof shows that the second tree begins with the first. A proof with a hash too many or too few shows
 * nothing; for trees of one size, or an empty first one, only the empty proof does.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9162#name-verifying-consistency-betwe
 */
export const checkConsistency = (given: Consistency): boolean => {
  const { firstSize, firstRoot, secondSize, secondRoot, proof } = given;
  if (!isWhole(firstSize) || !isWhole(secondSize) || firstSize > secondSize) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (firstSize === secondSize)
    return (
      proof.length === 0 && isSameHash(firstRoot, secondRoot) && (firstSize > 0 || isSameHash(firstRoot, emptyRoot))
    );
  if (firstSize === 0) return proof.length === 0 && isSameHash(firstRoot, emptyRoot);
  return leadsToBoth(given);
};

const leadsToBoth = ({ firstSize, firstRoot, secondSize, secondRoot, proof }: Consistency): boolean => {
  // Where the right edge of the first tree stands on its level, and where the last node of the second tree stands.
  let [edge, last] = [firstSize - 1, secondSize - 1];
  while (edge % 2 === 1) [edge, last] = [half(edge), half(last)];
  // A first tree that is perfect is itself the subtree to begin with, so the proof leaves it out.
  const [start, ...beside] = edge === 0 ? [firstRoot, ...proof] : proof;
  if (start === undefined) return false;
  let [first, second] = [start, start];
  for (const hash of beside) {
    if (last === 0) return false;
    if (edge % 2 === 1 || edge === last) {
      first = nodeHash(hash, first);
      second = nodeHash(hash, second);
      while (edge % 2 === 0 && edge > 0) [edge, last] = [half(edge), half(last)];
    } else {
      second = nodeHash(second, hash);
    }
    [edge, last] = [half(edge), half(last)];
  }
  return last === 0 && isSameHash(first, firstRoot) && isSameHash(second, secondRoot);
};

const half = (whole: number): number => Math.floor(whole / 2);

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
