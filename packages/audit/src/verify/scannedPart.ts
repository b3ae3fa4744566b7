import type { Cause } from './cause.ts';
import type { HistoryPlace } from './historyPlace.ts';
import type { Subtree } from './subtrees.ts';

/** How strictly the bytes are looked at: as they link, or also parsed and held against their canonical form. */
export type Form = 'bytes' | 'canonical';

/** What is met first and last of each stream in a part, as columns: there may be as many streams as events. */
export type StreamColumns = Readonly<{
  /** In the order in which the streams are met. */
  names: readonly string[];
  /**
   * Six for each stream: index and revision of its first event, index and revision of its last, how many there are, and
   * the highest revision.
   */
  numbers: Float64Array;
  /** What the first event says it is linked to, 32 bytes each; `linkKinds` has {@link LINK} for each. */
  links: Uint8Array;
  linkKinds: Uint8Array;
  /** The hash of the last event, 32 bytes each. */
  ends: Uint8Array;
}>;

/** Whether an event is linked: to nothing before it, to a hash, or its frame does not say. */
export const LINK = { none: 0, hash: 1, unknown: 2 } as const;

/** A problem as it was met. `highest` is the highest revision of the stream met before, in the part. */
export type MetProblem = Readonly<{ place: HistoryPlace; cause: Cause; highest: number }>;

/** An event that may be a seal. */
export type MetSeal = Readonly<{ place: HistoryPlace; body: string }>;

/**
 * What a run of events says without those before it. Parts joined in order say what the whole says, wherever it was
 * divided; so they may be made elsewhere. Plain data, to be sent between threads.
 */
export type ScannedPart = Readonly<{
  /** The index of the first event, and how many there are: at least one. */
  from: number;
  count: number;
  /** The position of the last event before the part; `null` at the beginning of the history. */
  after: string | null;
  first: HistoryPlace;
  last: HistoryPlace;
  bytes: number;
  /** The event tree over the part, joined as far as it goes. */
  subtrees: readonly Subtree[];
  /** The hash of each frame, 32 bytes each; only where it was asked for. */
  hashes: Uint8Array | undefined;
  streams: StreamColumns;
  /** The mark of each event's id, in pairs. */
  ids: Uint32Array;
  seals: readonly MetSeal[];
  problems: readonly MetProblem[];
}>;

/** Later problems seldom say more than the first ones. */
export const MOST_PROBLEMS = 1000;
