import type { HistoryPlace } from './historyPlace.ts';
import { type Claim, type Roots, rootsOf } from './judgeSeals.ts';
import { type DraftFinding, draft } from './verdictDraft.ts';

/** What the claims are held against. */
export type Claimed = Readonly<{
  /** Claims of seals in the history, and of notes kept outside it. */
  sealed: readonly Claim[];
  kept: readonly Claim[];
  roots: Roots;
  events: number;
  /** How many streams had begun before an index. */
  streamsBefore: (index: number) => number;
  last: HistoryPlace | null;
  /** What the events themselves have shown already: it explains why later roots differ. */
  shown: readonly DraftFinding[];
}>;

/** What the trees say that the events and their chains do not: that the history is not the one that was sealed. */
export const judgeClaims = (claimed: Claimed): readonly DraftFinding[] => {
  const [changed, cut] = [changedBefore(claimed), cutOff(claimed)];
  return [...(changed === undefined ? [] : [changed]), ...(cut === undefined ? [] : [cut])];
};

const changedBefore = (claimed: Claimed): DraftFinding | undefined => {
  const { sealed, kept, roots, shown } = claimed;
  const bySize = [...sealed, ...kept].toSorted((a, b) => a.checkpoint.size - b.checkpoint.size);
  const first = bySize.find((claim) => rootsOf(claim.checkpoint, roots) === 'differ' || isShort(claim));
  if (first === undefined) return undefined;
  const { size } = first.checkpoint;
  if (shown.some((each) => beginOf(each) < size)) return undefined;
  const equal = bySize.filter((claim) => rootsOf(claim.checkpoint, roots) === 'equal');
  const from = Math.max(0, ...equal.map(({ checkpoint }) => checkpoint.size).filter((each) => each < size));
  const place = roots.get(from)?.next ?? null;
  const until = Math.min(size, first.seal?.place.index ?? size, claimed.events);
  const cause: DraftFinding['cause'] = isShort(first)
    ? { _tag: 'FewerBefore', size, found: first.seal?.place.index ?? 0 }
    : { _tag: 'RootDiffers', size, from };
  return draft(classOf(first, claimed), cause, { place, until });
};

/** What is missing was somewhere before the event that shows it. */
const beginOf = ({ class: found, cause, place }: DraftFinding): number => {
  if (cause._tag === 'Missing') return cause.since + 1;
  if (cause._tag === 'Misplaced' && found === 'deleted') return 0;
  return place?.index ?? Number.POSITIVE_INFINITY;
};

/** A seal is written after what it covers. */
const isShort = ({ checkpoint, seal }: Claim): boolean => seal !== undefined && seal.place.index < checkpoint.size;

/** The nearest that can be told. Streams that are all as they were stand in another order; a stream that is gone is counted. */
const classOf = (claim: Claim, { roots, streamsBefore }: Claimed): DraftFinding['class'] => {
  const { size, headsRoot, streams: expected } = claim.checkpoint;
  const at = roots.get(size);
  // Where events are missing or too many, its own place tells better than its size where it once stood.
  if (streamsBefore(claim.seal?.place.index ?? size) < expected) return 'stream-dropped';
  if (isShort(claim)) return 'deleted';
  if (at?.headsRoot === headsRoot) return 'swapped';
  // A seal stands right behind what it covers, unless somebody recorded something while it was made.
  return claim.seal !== undefined && claim.seal.place.index > size ? 'inserted' : 'edited';
};

/** The newest of what was kept outside tells where the history at least went to. */
const cutOff = ({ kept, roots, events, last }: Claimed): DraftFinding | undefined => {
  const newestFirst = kept.toSorted((a, b) => b.checkpoint.size - a.checkpoint.size);
  const beyond = newestFirst.find(({ checkpoint, seal }) => checkpoint.size > events && seal === undefined);
  if (beyond !== undefined) {
    const cause = { _tag: 'EndsEarly', size: beyond.checkpoint.size, found: events } as const;
    return draft('rolled-back', cause, { place: last });
  }
  const gone = newestFirst.find(({ checkpoint, seal }) => seal === undefined && rootsOf(checkpoint, roots) === 'equal');
  if (gone === undefined) return undefined;
  return draft('tail-truncated', { _tag: 'SealGone', size: gone.checkpoint.size }, { place: last });
};
