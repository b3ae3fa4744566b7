import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The largest power of two below the size. */
const leftPart = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/** The tree hash exactly as RFC 6962 §2.1 defines it, over the data of the leaves. */
export const naiveRoot = (data: readonly Uint8Array[]): Buffer => {
  const [only] = data;
  if (only === undefined) return sha256();
  if (data.length === 1) return sha256(Buffer.of(0), only);
  const left = leftPart(data.length);
  return sha256(Buffer.of(1), naiveRoot(data.slice(0, left)), naiveRoot(data.slice(left)));
};

/** The path of RFC 6962 §2.1.1. */
export const naivePath = (index: number, data: readonly Uint8Array[]): readonly Buffer[] => {
  if (data.length === 1) return [];
  const left = leftPart(data.length);
  return index < left
    ? [...naivePath(index, data.slice(0, left)), naiveRoot(data.slice(left))]
    : [...naivePath(index - left, data.slice(left)), naiveRoot(data.slice(0, left))];
};

/** The proof of RFC 6962 §2.1.2. */
export const naiveConsistency = (first: number, data: readonly Uint8Array[]): readonly Buffer[] =>
  first === 0 ? [] : subproof(first, data, true);

const subproof = (first: number, data: readonly Uint8Array[], isKnown: boolean): readonly Buffer[] => {
  if (first === data.length) return isKnown ? [] : [naiveRoot(data)];
  const left = leftPart(data.length);
  return first <= left
    ? [...subproof(first, data.slice(0, left), isKnown), naiveRoot(data.slice(left))]
    : [...subproof(first - left, data.slice(left), false), naiveRoot(data.slice(0, left))];
};
