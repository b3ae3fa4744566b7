import { growingTree } from './growingTree.ts';
import type { TreeHash } from './treeHash.ts';

/** Leaf hashes in the order of their leaves: an array, or a {@link hashList}. */
export type LeafHashes = Readonly<{ length: number; at(index: number): TreeHash | undefined }>;

/** The root of the tree over these leaves. */
export const rootOf = (leafHashes: LeafHashes): TreeHash => rootOfRange(leafHashes, 0, leafHashes.length);

/** The root of the tree over the leaves `from` (included) to `until` (excluded). */
export const rootOfRange = (leafHashes: LeafHashes, from: number, until: number): TreeHash => {
  const tree = growingTree();
  for (let index = from; index < until; index += 1) tree.append(leafAt(leafHashes, index));
  return tree.root();
};

const leafAt = (leafHashes: LeafHashes, index: number): TreeHash => {
  const leaf = leafHashes.at(index);
  if (leaf === undefined) throw new RangeError('There is no such leaf.');
  return leaf;
};

/** The largest power of two below `size`, which is at least 2: so many leaves stand to the left of the root. */
export const leftOf = (size: number): number => {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
};
