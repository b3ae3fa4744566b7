import { hashList, type HashList } from './hashList.ts';
import { emptyRoot, type TreeHash, writeNodeHash, writeTextLeafHash } from './treeHash.ts';

/** A Merkle tree (RFC 6962 §2.1) whose leaves may change. */
export type ChangingTree = Readonly<{
  /** Notes that the leaf at a place is another than before; a new one has the place behind the last. */
  touch(place: number): void;
  /** The root; hashes only the leaves that were touched since it was asked for last, and the way up from there. */
  root(): TreeHash;
  /** The leaf hashes, for proofs. */
  leafHashes(): HashList;
}>;

const HASH_LENGTH = 32;

/** A tree without leaves. @param leafText the data of the leaf at a place as it is now; asked for when it is hashed */
export const changingTree = (leafText: (place: number) => string): ChangingTree => {
  const levels: HashList[] = [hashList()];
  let isTouched = new Uint8Array(64);
  let touched: number[] = [];

  const levelAt = (height: number): HashList => {
    const level = levels[height] ?? hashList();
    levels[height] = level;
    return level;
  };
  const hashLeaves = (places: Float64Array): void => {
    const leaves = levelAt(0);
    for (const place of places) {
      writeTextLeafHash(leafText(place), leaves.opened(place), place * HASH_LENGTH);
      isTouched[place] = 0;
    }
  };
  const rehash = (): void => {
    let places: Float64Array = Float64Array.from(touched).toSorted();
    touched = [];
    hashLeaves(places);
    for (let height = 0; levelAt(height).length > 1; height += 1) {
      places = parentsOf(places);
      for (const place of places) setParent(levelAt(height), levelAt(height + 1), place);
    }
  };

  return {
    touch: (place) => {
      if (isTouched[place] === 1) return;
      if (place >= isTouched.length) {
        const larger = new Uint8Array(Math.max(place + 1, isTouched.length * 2));
        larger.set(isTouched);
        isTouched = larger;
      }
      isTouched[place] = 1;
      touched.push(place);
    },
    root: () => {
      rehash();
      const top = levels.find(({ length }) => length === 1);
      return top?.at(0)?.slice() ?? emptyRoot;
    },
    leafHashes: () => {
      rehash();
      return levelAt(0);
    },
  };
};

/** The places of the nodes above places in order, each once. */
const parentsOf = (places: Float64Array): Float64Array => {
  const parents = new Float64Array(places.length);
  let count = 0;
  for (const place of places) {
    const parent = Math.floor(place / 2);
    if (count > 0 && parents[count - 1] === parent) continue;
    parents[count] = parent;
    count += 1;
  }
  return parents.subarray(0, count);
};

/** A last node without a right neighbour goes up as it is. */
const setParent = (below: HashList, above: HashList, place: number): void => {
  const [from, at] = [2 * place * HASH_LENGTH, place * HASH_LENGTH];
  const target = above.opened(place);
  if (2 * place + 1 < below.length) writeNodeHash(below.memory(), from, target, at);
  else target.set(below.memory().subarray(from, from + HASH_LENGTH), at);
};
