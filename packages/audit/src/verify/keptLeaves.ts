import * as E from 'fp-ts/lib/Either.js';

/** The hash of each frame of a history, as they were kept outside it: 32 bytes each, in order. */
export type KeptLeaves = Uint8Array;

/** The line that is no hash; the first has the number 1. */
export type NotLeaves = Readonly<{ _tag: 'NotLeaves'; line: number }>;

/** Reads a file of leaves: one hash in lower-case hexadecimal on each line. */
export const parseLeaves = (text: string): E.Either<NotLeaves, KeptLeaves> => {
  const end = text.endsWith('\n') ? text.length : text.length + 1;
  const leaves = Buffer.alloc(Math.floor(end / LINE) * 32);
  for (let line = 0, start = 0; start < text.length; line += 1, start += LINE) {
    const hex = text.slice(start, start + 64);
    const gap = text[start + 64] ?? '\n';
    if (!/^[0-9a-f]{64}$/.test(hex) || gap !== '\n') return E.left({ _tag: 'NotLeaves', line: line + 1 });
    leaves.write(hex, line * 32, 'hex');
  }
  return E.right(leaves);
};

const LINE = 65;

/** The first leaf that is another, and what the hashes from there on say about how it came. */
export type LeafDifference = Readonly<{ index: number; how: 'edited' | 'deleted' | 'inserted' | 'swapped' }>;

/** How far one looks ahead for where two lists go on alike. */
export const LOOK_AHEAD = 64;

/**
 * What became of one list of hashes to make it the other: where both go on alike a few leaves further, those were taken
 * out or put in; where they do so in the same places, something was changed.
 */
export const howTheyDiffer = (kept: readonly string[], found: readonly string[]): LeafDifference['how'] => {
  if (kept[0] !== undefined && found[0] !== undefined) {
    const elsewhere = found.indexOf(kept[0]);
    if (elsewhere > 0 && kept.includes(found[0]) && found[kept.indexOf(found[0])] !== found[0]) return 'swapped';
  }
  let best = { shift: 0, alike: alikeAt(kept, found, 0) };
  for (const shift of [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8]) {
    const alike = alikeAt(kept, found, shift);
    if (alike > best.alike) best = { shift, alike };
  }
  if (best.shift === 0) return 'edited';
  return best.shift > 0 ? 'deleted' : 'inserted';
};

const alikeAt = (kept: readonly string[], found: readonly string[], shift: number): number =>
  found.filter((hash, index) => kept[index + shift] === hash).length;
