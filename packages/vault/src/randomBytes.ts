/** Gives so many bytes that nobody can foretell, such as `randomBytes` of `node:crypto`. */
export type RandomBytes = (length: number) => Uint8Array;

/** The length of every key: AES-256. */
export const KEY_BYTES = 32;

/** A new key. @throws RangeError when the randomness gives another number of bytes than asked for. */
export const newKey = (randomBytes: RandomBytes): Uint8Array => exactly(KEY_BYTES, randomBytes);

/** A new nonce: 96 random bits, so that no two under one key are ever the same. @throws RangeError likewise. */
export const newNonce = (randomBytes: RandomBytes): Uint8Array => exactly(12, randomBytes);

const exactly = (length: number, randomBytes: RandomBytes): Uint8Array => {
  const bytes = randomBytes(length);
  if (bytes.length !== length) throw new RangeError(`The randomness gave ${bytes.length} bytes for ${length}.`);
  return Uint8Array.from(bytes);
};
