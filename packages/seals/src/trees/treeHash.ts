import { hash } from 'node:crypto';

/** SHA-256 as bytes: 32 of them. */
export type TreeHash = Uint8Array;

/** The hash of a leaf: SHA-256(0x00 ‖ data), so that no leaf can pass for an inner node. */
export const leafHash = (data: Uint8Array): TreeHash => {
  const input = data.length === HASH_LENGTH ? ONE_HASH : new Uint8Array(data.length + 1);
  input.set(data, 1);
  return sha256(input);
};

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: TreeHash, right: TreeHash): TreeHash => {
  if (left.length !== HASH_LENGTH || right.length !== HASH_LENGTH) throw new RangeError('A hash has 32 bytes.');
  TWO_HASHES.set(left, 1);
  TWO_HASHES.set(right, HASH_LENGTH + 1);
  return sha256(TWO_HASHES);
};

const HASH_LENGTH = 32;

// Filled and hashed in one turn, over and over: a history has two hashes for each of its events.
const ONE_HASH = new Uint8Array(1 + HASH_LENGTH);
const TWO_HASHES = new Uint8Array(1 + 2 * HASH_LENGTH);
TWO_HASHES[0] = 1;

/** SHA-256 of bytes, as bytes. */
export const sha256 = (bytes: Uint8Array): TreeHash => {
  const target = new Uint8Array(HASH_LENGTH);
  writeSha256(bytes, target, 0);
  return target;
};

/** Writes SHA-256 of bytes, or of the UTF-8 of a text. Asked for as text of one byte each, it comes in an eighth of the time. */
const writeSha256 = (input: Uint8Array | string, target: Uint8Array, at: number): void => {
  const digits = hash('sha256', input, 'binary');
  for (let index = 0; index < HASH_LENGTH; index += 1) target[at + index] = digits.charCodeAt(index);
};

/** Writes the {@link leafHash} of the 32 bytes at `from` to `at` of other bytes, or of the same. */
export const writeLeafHash = (data: Uint8Array, from: number, target: Uint8Array, at: number): void => {
  ONE_HASH.set(data.subarray(from, from + HASH_LENGTH), 1);
  writeSha256(ONE_HASH, target, at);
};

/** Writes the {@link leafHash} of the UTF-8 of a text. */
export const writeTextLeafHash = (text: string, target: Uint8Array, at: number): void =>
  writeSha256(`\0${text}`, target, at);

/** Writes the {@link nodeHash} of the two hashes that stand one after the other at `from` to `at` of other bytes, or of the same. */
export const writeNodeHash = (children: Uint8Array, from: number, target: Uint8Array, at: number): void => {
  TWO_HASHES.set(children.subarray(from, from + 2 * HASH_LENGTH), 1);
  writeSha256(TWO_HASHES, target, at);
};

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot: TreeHash = sha256(new Uint8Array());

/** Whether all of them have 32 bytes, as hashes have. */
export const areHashes = (hashes: readonly Uint8Array[]): boolean =>
  hashes.every(({ length }) => length === HASH_LENGTH);

/** Whether two hashes are the same, byte for byte. */
export const isSameHash = (a: TreeHash, b: TreeHash): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** The hash as it is shown: lower-case hexadecimal. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The bytes of a hash in lower-case hexadecimal; `undefined` when it is not 64 such digits. */
export const hashOfHex = (hex: string): TreeHash | undefined =>
  /^[0-9a-f]{64}$/.test(hex) ? Buffer.from(hex, 'hex') : undefined;
