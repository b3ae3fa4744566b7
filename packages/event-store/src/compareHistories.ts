import { type Hash, createHash } from 'node:crypto';

import { eachEvent } from './eachEvent.ts';
import type { EventStore, StoredEvent } from './eventStore.ts';

/** What to compare. A side can end at a position (inclusive), when it is written to meanwhile. */
export type CompareOptions = Readonly<{
  source: EventStore;
  target: EventStore;
  sourceThrough?: bigint | undefined;
  targetThrough?: bigint | undefined;
  /** Whether the target ends where the source does, whatever comes after: false. For a copy that goes on meanwhile. */
  untilSourceEnds?: boolean | undefined;
  /** Ends the comparison as `stopped`. */
  signal?: AbortSignal | undefined;
  /** Called now and then with the number of events compared so far. */
  onProgress?: ((compared: number) => void) | undefined;
}>;

/** How a comparison ended. */
export type HistoryComparison =
  | Readonly<{ _tag: 'equal'; source: HistoryDigest; target: HistoryDigest }>
  | Readonly<{ _tag: 'different'; source: HistoryDigest; target: HistoryDigest; first: HistoryDifference }>
  | Readonly<{ _tag: 'stopped' }>;

/** One side in two figures. */
export type HistoryDigest = Readonly<{
  events: number;
  /**
   * SHA-256 in hex over one line for each event, in the order of the history: the JSON text of
   * `[stream, revision, id, type, body]`, then a line feed. Positions are not in it: each store has its own.
   */
  sha256: string;
}>;

/** Where two histories part; a side is missing when its history is over. */
export type HistoryDifference = Readonly<{
  /** How many events before it are equal. */
  index: number;
  source: EventPlace | undefined;
  target: EventPlace | undefined;
  /** What is different between the two events; empty when one is missing. */
  differsIn: readonly ComparedField[];
}>;

/** An event without what it says. */
export type EventPlace = Omit<StoredEvent, 'body'>;

/** What must be the same in both histories. */
export type ComparedField = (typeof comparedFields)[number];

const comparedFields = ['stream', 'revision', 'id', 'type', 'body'] as const;

/**
 * Compares two histories event by event, in their order, to the end of both. Positions may differ; everything else
 * must be the same. It holds a page of each side in memory, however long they are.
 *
 * Rejects with the `StoreFailure` of the side that cannot be read.
 */
export const compareHistories = async (options: CompareOptions): Promise<HistoryComparison> => {
  const { untilSourceEnds = false, signal, onProgress } = options;
  const source = side(options.source, options.sourceThrough);
  const target = side(options.target, options.targetThrough);
  let first: HistoryDifference | undefined;
  for (let index = 0; ; index += 1) {
    if (signal?.aborted === true) return { _tag: 'stopped' };
    const sourceEvent = await source.next();
    if (sourceEvent === undefined && untilSourceEnds) break;
    const targetEvent = await target.next();
    if (sourceEvent === undefined && targetEvent === undefined) break;
    first ??= differenceAt(index, sourceEvent, targetEvent);
    if (index % 1000 === 999) onProgress?.(index + 1);
  }
  const digests = { source: source.digest(), target: target.digest() };
  return first === undefined ? { _tag: 'equal', ...digests } : { _tag: 'different', ...digests, first };
};

/** Whether two events say the same in the same place of their streams. */
export const sameEvent = (one: StoredEvent, other: StoredEvent): boolean =>
  comparedFields.every((field) => one[field] === other[field]);

/** What can be told of an event without what it says. */
export const placeOf = ({ stream, revision, position, id, type }: StoredEvent): EventPlace => ({
  stream,
  revision,
  position,
  id,
  type,
});

const side = (store: EventStore, through: bigint | undefined) => {
  const events = eachEvent(store, { through });
  const hash = createHash('sha256');
  let count = 0;
  return {
    next: async (): Promise<StoredEvent | undefined> => {
      const { value } = await events.next();
      if (value === undefined) return undefined;
      count += 1;
      addTo(hash, value);
      return value;
    },
    digest: (): HistoryDigest => ({ events: count, sha256: hash.digest('hex') }),
  };
};

const addTo = (hash: Hash, event: StoredEvent): void => {
  hash.update(`${JSON.stringify(comparedFields.map((field) => event[field]))}\n`);
};

const differenceAt = (
  index: number,
  source: StoredEvent | undefined,
  target: StoredEvent | undefined,
): HistoryDifference | undefined => {
  if (source === undefined || target === undefined) {
    return { index, source: source && placeOf(source), target: target && placeOf(target), differsIn: [] };
  }
  if (sameEvent(source, target)) return undefined;
  const differsIn = comparedFields.filter((field) => source[field] !== target[field]);
  return { index, source: placeOf(source), target: placeOf(target), differsIn };
};
