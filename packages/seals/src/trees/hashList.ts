import type { TreeHash } from './treeHash.ts';

/** Hashes one after another in one piece of memory: 32 bytes each, a quarter of what an array of them takes. */
export type HashList = Readonly<{
  length: number;
  /** The hash at this place; a view, which a later `set` changes. `undefined` where there is none. */
  at(index: number): TreeHash | undefined;
  /** Puts a hash at a place, at most one behind the last. */
  set(index: number, hash: TreeHash): void;
  /** Adds a hash at the end. */
  push(hash: TreeHash): void;
  /** The memory, in which the hash of each place begins at 32 × the place; growing leaves it behind. */
  memory(): Uint8Array;
  /** The memory, with a place in it, at most one behind the last, that a hash is to be written to. */
  opened(index: number): Uint8Array;
}>;

const HASH_LENGTH = 32;

/** An empty list. */
export const hashList = (): HashList => {
  let bytes = new Uint8Array(64 * HASH_LENGTH);
  let length = 0;
  const opened = (index: number): Uint8Array => {
    if (!Number.isSafeInteger(index) || index < 0 || index > length)
      throw new RangeError('A list of hashes grows by one hash at a time.');
    if ((index + 1) * HASH_LENGTH > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    length = Math.max(length, index + 1);
    return bytes;
  };
  const set = (index: number, hash: TreeHash): void => {
    if (hash.length !== HASH_LENGTH) throw new RangeError('A hash has 32 bytes.');
    opened(index).set(hash, index * HASH_LENGTH);
  };
  return {
    get length() {
      return length;
    },
    at: (index) =>
      Number.isSafeInteger(index) && index >= 0 && index < length
        ? bytes.subarray(index * HASH_LENGTH, (index + 1) * HASH_LENGTH)
        : undefined,
    set,
    push: (hash) => set(length, hash),
    memory: () => bytes,
    opened,
  };
};
