import { areHashes, isSameHash, nodeHash, type TreeHash } from './treeHash.ts';
import { type LeafHashes, leftOf, rootOfRange } from './rootOf.ts';

/**
 * What shows that the leaf at `index` is in the tree: the hashes beside its way to the root, from below.
 *
 * @param leafHashes all leaves of the tree.
 * @throws RangeError when there is no such leaf.
 * @see https://www.rfc-editor.org/rfc/rfc9162#name-generating-an-inclusion-pro
 */
export const inclusionProof = (leafHashes: LeafHashes, index: number): readonly TreeHash[] => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leafHashes.length)
    throw new RangeError('There is no leaf at this index.');
  const proof: TreeHash[] = [];
  let [from, until] = [0, leafHashes.length];
  while (until - from > 1) {
    const middle = from + leftOf(until - from);
    if (index < middle) {
      proof.push(rootOfRange(leafHashes, middle, until));
      until = middle;
    } else {
      proof.push(rootOfRange(leafHashes, from, middle));
      from = middle;
    }
  }
  return proof.toReversed();
};

/** A leaf (its leaf hash), where it is said to stand, in a tree of which size and root, and the proof. */
export type Inclusion = Readonly<{
  leaf: TreeHash;
  index: number;
  size: number;
  proof: readonly TreeHash[];
  root: TreeHash;
}>;

/**
 * Whether the proof shows that the leaf stands at `index` of the tree of this size and root. A proof with a hash too
 * many or too few shows nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9162#name-verifying-an-inclusion-proof
 */
export const checkInclusion = ({ leaf, index, size, proof, root }: Inclusion): boolean => {
  if (!isWhole(index) || !isWhole(size) || index >= size || !areHashes([leaf, ...proof])) return false;
  // Where the way stands on its level, and where the last node of the level stands.
  let [way, last] = [index, size - 1];
  let hash = leaf;
  for (const beside of proof) {
    if (last === 0) return false;
    if (way % 2 === 1 || way === last) {
      hash = nodeHash(beside, hash);
      while (way % 2 === 0 && way > 0) [way, last] = [half(way), half(last)];
    } else {
      hash = nodeHash(hash, beside);
    }
    [way, last] = [half(way), half(last)];
  }
  return last === 0 && isSameHash(hash, root);
};

const half = (whole: number): number => Math.floor(whole / 2);

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
