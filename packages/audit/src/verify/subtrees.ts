import { emptyRoot, nodeHash, writeLeafHash, writeNodeHash } from '@commission-ledger/seals';

/** The root of a perfect subtree of 2^level leaves. */
export type Subtree = Readonly<{ level: number; hash: Uint8Array }>;

/** Leaves of a Merkle tree (RFC 6962 §2.1) from some index on, joined as far as they are siblings. */
export type Subtrees = Readonly<{
  /** Adds what comes next: a leaf, or a subtree that begins where one of its level may begin. */
  add: (subtree: Subtree) => void;
  /** Adds the leaf whose data are the 32 bytes that begin at a place among others. */
  addLeaf: (data: Uint8Array, from: number) => void;
  /** What it is made of now, from left to right. */
  parts: () => readonly Subtree[];
}>;

const HASH = 32;
/** From a leaf in the middle on, subtrees first become larger and then smaller again: twice the levels there may be. */
const MOST_PARTS = 108;

/** Nothing yet, from a leaf of the whole tree on. */
export const subtrees = (start = 0, given: readonly Subtree[] = []): Subtrees => {
  const hashes = new Uint8Array(MOST_PARTS * HASH);
  const levels: number[] = [];
  let end = start;
  /** Joins what was put behind the others with those that it is the right sibling of. */
  const join = (level: number): void => {
    let height = level;
    for (let place = end / 2 ** level; place % 2 === 1 && levels.at(-1) === height; place = (place - 1) / 2) {
      levels.pop();
      writeNodeHash(hashes, levels.length * HASH, hashes, levels.length * HASH);
      height += 1;
    }
    levels.push(height);
    end += 2 ** level;
  };
  for (const { level, hash } of given) {
    hashes.set(hash, levels.length * HASH);
    levels.push(level);
    end += 2 ** level;
  }
  return {
    add: ({ level, hash }) => {
      hashes.set(hash, levels.length * HASH);
      join(level);
    },
    addLeaf: (data, from) => {
      writeLeafHash(data, from, hashes, levels.length * HASH);
      join(0);
    },
    parts: () => levels.map((level, place) => ({ level, hash: hashes.slice(place * HASH, (place + 1) * HASH) })),
  };
};

/** The root over all leaves, from the first on. */
export const rootOfSubtrees = (parts: readonly Subtree[]): Uint8Array =>
  parts.reduceRight<Uint8Array | undefined>(
    (right, { hash }) => (right === undefined ? hash : nodeHash(hash, right)),
    undefined,
  ) ?? emptyRoot;
