import type { MappedFact } from '../facts/mapFact.ts';

/** A mapped fact with where it came from: the source, the row (from 0), its line, and its place in the row. */
export type PendingFact = MappedFact & Readonly<{ source: number; row: number; line: number; place: number }>;

/** By when it happened, then by the order of the files, of the rows, and of the facts in a row. */
export const inOrder = (a: PendingFact, b: PendingFact): number => {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.source - b.source || a.row - b.row || a.place - b.place;
};
