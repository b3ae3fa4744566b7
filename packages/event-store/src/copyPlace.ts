import { type EventPlace, compareHistories, placeOf, sameEvent } from './compareHistories.ts';
import type { EventStore, StoredEvent } from './eventStore.ts';

/** Where a copy goes on, or why it cannot. */
export type CopyPlace = FoundPlace | CopyMismatch;

/** The target ends, at its position `last`, with the event that the source has at `after`; both are missing while it is empty. */
export type FoundPlace = Readonly<{ _tag: 'found'; after: bigint | undefined; last: bigint | undefined }>;

/** The target is no beginning of the source. */
export type CopyMismatch =
  /** The target has an event that the source has not in this place, such as those of another ledger. */
  | Readonly<{ _tag: 'other-history'; target: EventPlace | undefined; source: EventPlace | undefined }>
  /** The target goes on where the source ends: the two are the wrong way round, or the source is an old backup. */
  | Readonly<{ _tag: 'source-shorter'; target: EventPlace; source: EventPlace | undefined }>;

/** Finds the place by the last event of the target alone: the source has it at the same revision of the same stream. */
export const findCopyPlace = async (source: EventStore, target: EventStore): Promise<CopyPlace> => {
  const last = await target.head();
  if (last === undefined) return { _tag: 'found', after: undefined, last: undefined };
  const twin = await eventAt(source, last);
  if (twin !== undefined && sameEvent(twin, last)) return { _tag: 'found', after: twin.position, last: last.position };
  if (twin !== undefined) return { _tag: 'other-history', target: placeOf(last), source: placeOf(twin) };
  const sourceLast = await source.head();
  if (sourceLast === undefined) return { _tag: 'source-shorter', target: placeOf(last), source: undefined };
  const copied = await eventAt(target, sourceLast);
  const shorter = copied !== undefined && sameEvent(copied, sourceLast);
  return { _tag: shorter ? 'source-shorter' : 'other-history', target: placeOf(last), source: placeOf(sourceLast) };
};

/**
 * Reads everything that stands in the target, and the source up to the same place: a copy adds nothing to a history
 * that is not its own. `undefined` when all is equal, or when the signal ended the reading.
 */
export const mismatchBefore = async (
  source: EventStore,
  target: EventStore,
  { after, last }: FoundPlace,
  signal: AbortSignal | undefined,
): Promise<CopyMismatch | undefined> => {
  if (last === undefined) return undefined;
  const compared = await compareHistories({ source, target, sourceThrough: after, targetThrough: last, signal });
  if (compared._tag !== 'different') return undefined;
  const { first } = compared;
  return { _tag: 'other-history', target: first.target, source: first.source };
};

const eventAt = async (
  store: EventStore,
  { stream, revision }: Pick<StoredEvent, 'stream' | 'revision'>,
): Promise<StoredEvent | undefined> => {
  for await (const event of store.readStream(stream, { from: revision, limit: 1 })) return event;
  return undefined;
};
