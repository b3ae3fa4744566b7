import { changingTree, headLeafText, hexOf } from '@commission-ledger/seals';
import type { Cause } from './cause.ts';
import type { HistoryPlace } from './historyPlace.ts';
import { type IdSet, idSet } from './idSet.ts';
import { type KeptLeaves, LOOK_AHEAD } from './keptLeaves.ts';
import { breachBetween } from './partScanner.ts';
import { LINK, MOST_PROBLEMS, type MetSeal, type ScannedPart, type StreamColumns } from './scannedPart.ts';
import { type StreamTable, streamTable } from './streamTable.ts';
import { type Subtree, type Subtrees, rootOfSubtrees, subtrees } from './subtrees.ts';

/** Both trees over the first events of a history, and the event that comes next. */
export type RootsAt = Readonly<{
  size: number;
  root: string;
  headsRoot: string;
  streams: number;
  next: HistoryPlace | null;
}>;

/** What is wrong, and where it shows. */
export type FoundProblem = Readonly<{ place: HistoryPlace; cause: Cause }>;

/** The place of an event of which only its index and stream are remembered: the rest is looked up when it is needed. */
const forgotten = ({ index, stream, revision }: Omit<HistoryPlace, 'position' | 'id'>): HistoryPlace => ({
  index,
  position: '',
  stream,
  revision,
  id: '',
});

/** The first leaf that is not the kept one, the part it is in, and the hashes from there on. */
export type LeafBreach = Readonly<{ index: number; from: number; after: string | null; found: readonly string[] }>;

/** What is known of a history after its first parts: as much as has to be kept to go on. Plain data but for the ids. */
export type JoinedData = Readonly<{
  index: number;
  bytes: number;
  /** The last event; `null` at the beginning. */
  last: HistoryPlace | null;
  tree: readonly Subtree[];
  streams: StreamTable;
  ids: IdSet;
  /** Indexes of events with the mark of an earlier id. */
  sameMarks: readonly number[];
  seals: readonly MetSeal[];
  problems: readonly FoundProblem[];
  /** Whether there are more problems than are listed. */
  more: boolean;
  roots: ReadonlyMap<number, RootsAt>;
  leafBreach: LeafBreach | null;
}>;

/** A history that is being joined together from its parts. */
export type JoinedHistory = Readonly<{
  /** Adds the next part. @throws RangeError when it is not the next, or goes past one of the sizes to stop at. */
  join: (part: ScannedPart) => void;
  data: () => JoinedData;
  /** Both trees as they are now. */
  rootsNow: () => RootsAt;
}>;

/** What a history is held against while it is joined. */
export type JoinSettings = Readonly<{ cuts: readonly number[]; leaves: KeptLeaves | undefined }>;

/** The empty history, or one that was joined so far. */
export const joinedHistory = ({ cuts, leaves }: JoinSettings, given: JoinedData = nothing()): JoinedHistory => {
  const stops = new Set(cuts);
  const tree: Subtrees = subtrees(0, given.tree);
  const { streams } = given;
  const heads = changingTree((number) => {
    const { count, hash } = streams.at(number);
    return headLeafText({ stream: streams.nameOf(number), length: count, head: hash });
  });
  for (let number = 0; number < streams.size(); number += 1) heads.touch(number);
  const { ids } = given;
  const sameMarks = [...given.sameMarks];
  const seals = [...given.seals];
  const problems = [...given.problems];
  const roots = new Map(given.roots);
  let { index, bytes, last, more, leafBreach } = given;

  const rootsNow = (): RootsAt => {
    const root = hexOf(rootOfSubtrees(tree.parts()));
    return { size: index, root, headsRoot: hexOf(heads.root()), streams: streams.size(), next: null };
  };
  const noteRoots = (): void => {
    if (stops.has(index) && !roots.has(index)) roots.set(index, rootsNow());
  };
  const report = (found: FoundProblem): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(found);
    else more = true;
  };
  /** What looked like a gap in a part is none when those revisions were met before the part. */
  const weigh = ({ place, cause }: FoundProblem, highest: number): void => {
    if (cause._tag !== 'Missing') return report({ place, cause });
    if (cause.until > highest + 1) report({ place, cause: { ...cause, from: highest + 1 } });
  };
  const joinStream = (part: StreamColumns, at: number): void => {
    const stream = part.names[at] ?? '';
    const first = part.numbers[at * 6] ?? 0;
    const revision = part.numbers[at * 6 + 1] ?? 0;
    const number = streams.numberOf(stream);
    const isNext =
      number !== undefined &&
      part.linkKinds[at] === LINK.hash &&
      streams.revisionOf(number) + 1 === revision &&
      streams.endsWith(number, part.links, at);
    if (!isNext) {
      const before = number === undefined ? undefined : streams.at(number);
      const breach = breachBetween(before, { revision, link: linkAt(part, at) });
      const place = breach?.isBefore === true && before !== undefined ? before : { index: first, revision };
      if (breach !== undefined)
        weigh({ place: forgotten({ ...place, stream }), cause: breach.cause }, before?.highest ?? -1);
    }
    heads.touch(streams.add(part, at, number));
  };
  const joinIds = (part: ScannedPart): void =>
    ids.addAll(part.ids, (place) => {
      if (sameMarks.length < MOST_PROBLEMS) sameMarks.push(part.from + place);
    });
  const highestOf = (stream: string): number => {
    const number = streams.numberOf(stream);
    return number === undefined ? -1 : streams.at(number).highest;
  };
  noteRoots();

  return {
    join: (part) => {
      const end = part.from + part.count;
      if (part.from !== index || cuts.some((cut) => cut > index && cut < end))
        throw new RangeError('A part begins where the one before it ends, and ends where both trees are wanted.');
      const atBegin = roots.get(index);
      if (atBegin?.next === null) roots.set(index, { ...atBegin, next: part.first });
      for (const { place, cause, highest } of part.problems)
        weigh({ place, cause }, Math.max(highest, highestOf(place.stream)));
      for (let at = 0; at < part.streams.names.length; at += 1) joinStream(part.streams, at);
      for (const subtree of part.subtrees) tree.add(subtree);
      joinIds(part);
      seals.push(...part.seals);
      if (leaves !== undefined) leafBreach = compared(leaves, leafBreach, part);
      index = end;
      bytes += part.bytes;
      last = part.last;
      noteRoots();
    },
    data: () => ({
      index,
      bytes,
      last,
      tree: tree.parts(),
      streams,
      ids,
      sameMarks,
      seals,
      problems,
      more,
      roots,
      leafBreach,
    }),
    rootsNow,
  };
};

const nothing = (): JoinedData => ({
  index: 0,
  bytes: 0,
  last: null,
  tree: [],
  streams: streamTable(),
  ids: idSet(),
  sameMarks: [],
  seals: [],
  problems: [],
  more: false,
  roots: new Map(),
  leafBreach: null,
});

const linkAt = ({ linkKinds, links }: StreamColumns, at: number): string | null | undefined => {
  if (linkKinds[at] === LINK.unknown) return undefined;
  return linkKinds[at] === LINK.none ? null : hexOf(slice(links, at, 1));
};

/** The first difference to what was kept, with the hashes that follow it, as far as they are looked at. */
const compared = (kept: KeptLeaves, breach: LeafBreach | null, part: ScannedPart): LeafBreach | null => {
  const hashes = part.hashes ?? new Uint8Array();
  if (breach !== null) {
    const wanted = LOOK_AHEAD - breach.found.length;
    return wanted > 0 ? { ...breach, found: [...breach.found, ...hexes(hashes, 0, wanted)] } : breach;
  }
  const known = Math.min(part.count, kept.length / 32 - part.from);
  if (known <= 0 || Buffer.compare(hashes.subarray(0, known * 32), slice(kept, part.from, known)) === 0) return null;
  for (let offset = 0; offset < known; offset += 1) {
    if (Buffer.compare(slice(hashes, offset, 1), slice(kept, part.from + offset, 1)) === 0) continue;
    const found = hexes(hashes, offset, LOOK_AHEAD);
    return { index: part.from + offset, from: part.from, after: part.after, found };
  }
  return null;
};

const slice = (hashes: Uint8Array, from: number, count: number): Uint8Array =>
  hashes.subarray(from * 32, (from + count) * 32);

/** At most so many hashes from a place on, in hexadecimal. */
export const hexes = (hashes: Uint8Array, from: number, count: number): readonly string[] => {
  const until = Math.min(from + count, hashes.length / 32);
  return Array.from({ length: Math.max(0, until - from) }, (_, at) => hexOf(slice(hashes, from + at, 1)));
};
