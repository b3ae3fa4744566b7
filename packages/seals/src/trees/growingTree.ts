import { emptyRoot, nodeHash, type TreeHash, writeNodeHash } from './treeHash.ts';

/** A Merkle tree (RFC 6962 §2.1) that leaves are added to; it forgets what can change no root any more. */
export type GrowingTree = Readonly<{
  /** Adds a leaf, given as its leaf hash, on the right. @throws RangeError when that has not 32 bytes. */
  append(leaf: TreeHash): void;
  /** How many leaves it has. */
  size(): number;
  /** The root over all leaves so far. */
  root(): TreeHash;
}>;

const HASH_LENGTH = 32;
/** As many as a size that is a whole number can have binary ones, and the leaf that is being added. */
const MOST_PERFECT = 54;

/**
 * An empty tree. It keeps the root of each perfect subtree, from left to right, as many as the size has binary ones:
 * the logarithm of the size.
 */
export const growingTree = (): GrowingTree => {
  const perfect = new Uint8Array(MOST_PERFECT * HASH_LENGTH);
  let count = 0;
  let size = 0;
  const at = (place: number): TreeHash => perfect.subarray(place * HASH_LENGTH, (place + 1) * HASH_LENGTH);
  return {
    append: (leaf) => {
      if (leaf.length !== HASH_LENGTH) throw new RangeError('A hash has 32 bytes.');
      perfect.set(leaf, count * HASH_LENGTH);
      for (let left = size; left % 2 === 1; left = (left - 1) / 2) {
        count -= 1;
        writeNodeHash(perfect, count * HASH_LENGTH, perfect, count * HASH_LENGTH);
      }
      count += 1;
      size += 1;
    },
    size: () => size,
    root: () => {
      if (count === 0) return emptyRoot;
      let root: TreeHash = at(count - 1).slice();
      for (let place = count - 2; place >= 0; place -= 1) root = nodeHash(at(place), root);
      return root;
    },
  };
};
