import type { AnyProjection } from './projection.ts';

/** One of several equal parts of the keys of a projection: `index` counts from 0 up to `of` − 1. */
export type KeyShare = Readonly<{ index: number; of: number }>;

/** Which share a key is in: FNV-1a over its UTF-16 code units, the same on every machine and in every release. */
export const shareOfKey = (key: string, of: number): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  // The low bits alone are the weakest ones.
  return ((hash ^ (hash >>> 16)) >>> 0) % of;
};

/** The projection, with the documents of one share only: together the shares have the documents of the whole. */
export const sharedProjection = (projection: AnyProjection, share: KeyShare): AnyProjection => ({
  ...projection,
  keysOf: (event) => projection.keysOf(event).filter((key) => shareOfKey(key, share.of) === share.index),
});

/** All shares of a split. */
export const sharesOf = (of: number): readonly KeyShare[] => {
  if (!Number.isSafeInteger(of) || of < 1) throw new RangeError('A rebuild is split into one share or more.');
  return Array.from({ length: of }, (_, index) => ({ index, of }));
};
