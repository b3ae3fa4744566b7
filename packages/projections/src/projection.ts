import type { EventType, RecordedEvent } from '@commission-ledger/events';

/**
 * A read model: a fold over the whole history, kept as one small JSON document for each thing it is about (a
 * lead, an account, a payout). Both functions are pure: the same history always gives the same documents.
 *
 * A document must stay small however long the history grows: one for each entry, never a list of all entries.
 */
export type Projection<Document> = Readonly<{
  /** What people call it, such as `balances`. */
  name: string;
  /** Raised whenever `keysOf` or `evolve` changes: the new version builds its documents beside the old ones. */
  version: number;
  /**
   * The types of the events that touch a document. Events of others are then neither decoded nor handed to `keysOf`, which
   * makes a rebuild several times as fast, and one whose data are damaged does not stop the projection. By default all.
   */
  reads?: ReadonlySet<EventType>;
  /** Which documents the event touches; most events touch none. */
  keysOf(event: RecordedEvent): readonly string[];
  /**
   * The document after the event: plain JSON, without `undefined` inside. `undefined` is no document. Returning
   * the very document that came in says that nothing changed. Neither the document nor the event is ever altered.
   *
   * @throws CannotApply when the event contradicts what was folded before.
   */
  evolve(document: Document | undefined, event: RecordedEvent, key: string): Document | undefined;
}>;

/** Any read model, for whoever runs many of them without looking inside. */
export type AnyProjection = Projection<unknown>;

/** The name under which the documents of a projection stand, such as `balances@1`. */
export const storedName = ({ name, version }: Pick<AnyProjection, 'name' | 'version'>): string => `${name}@${version}`;

/** The types that some of the projections read, or `undefined` when one of them reads all. */
export const typesReadBy = (projections: readonly AnyProjection[]): ReadonlySet<string> | undefined =>
  projections.some(({ reads }) => reads === undefined)
    ? undefined
    : new Set(projections.flatMap(({ reads = [] }) => [...reads]));

/** Thrown by a projection when an event contradicts the history before it. The projection stops there. */
export class CannotApply extends Error {
  override readonly name = 'CannotApply';
}
