import type { StoredEvent } from '@commission-ledger/event-store';

/** Where an event stands. */
export type HistoryPlace = Readonly<{
  /** Its place in the history: the first event has 0. */
  index: number;
  /** The store's own number for it, decimal. */
  position: string;
  stream: string;
  revision: number;
  id: string;
}>;

/** The place of an event that is the `index`-th of its history. */
export const historyPlace = (
  { position, stream, revision, id }: Pick<StoredEvent, 'position' | 'stream' | 'revision' | 'id'>,
  index: number,
): HistoryPlace => ({ index, position: `${position}`, stream, revision, id });
