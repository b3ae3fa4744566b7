import type { StoredEvent } from '@commission-ledger/event-store';

/** What was read, and whether that was certainly all there is. */
export type Portions = Readonly<{ events: readonly StoredEvent[]; atEnd: boolean }>;

const firstPortion = 64;
const enoughCharacters = 4 * 1024 * 1024;

/**
 * Reads up to `count` events, a few first, then as many as their size allows but never more than are there already, and
 * stops when it has enough to hand on: a page of huge events stays within memory, even after small ones, and a page of
 * 4,096 small ones takes seven reads.
 *
 * @param read up to `portion` events after the last one; at the start, `last` is `undefined`.
 */
export const inPortions = (
  count: number,
  read: (last: StoredEvent | undefined, portion: number) => readonly StoredEvent[],
): Portions => {
  let events = read(undefined, Math.min(count, firstPortion));
  let characters = sizeOf(events);
  let full = events.length === Math.min(count, firstPortion);
  while (full && events.length < count && characters < enoughCharacters) {
    const fitting = Math.ceil(((enoughCharacters - characters) * events.length) / Math.max(1, characters));
    const portion = Math.min(count - events.length, events.length, fitting);
    const more = read(events.at(-1), portion);
    full = more.length === portion;
    characters += sizeOf(more);
    events = events.concat(more);
  }
  return { events, atEnd: !full };
};

const sizeOf = (events: readonly StoredEvent[]): number => {
  let characters = 0;
  for (const { body } of events) characters += body.length;
  return characters;
};
