import type { AppendResult, ExpectedRevision, NewEvent, StoredEvent } from './eventStore.ts';

/** One call of `append`. */
export type Append = Readonly<{ stream: string; events: readonly NewEvent[]; expected: ExpectedRevision }>;

/** What an adapter knows about the stream at the moment of the append, inside the same transaction. */
export type StreamTail = Readonly<{
  /** -1 when there is no stream. */
  lastRevision: number;
  /** The stored events from a revision on, at most `count`. */
  eventsFrom(revision: number, count: number): readonly StoredEvent[];
}>;

/** The revision as a number: -1 stands for no stream. */
export const revisionNumber = (expected: ExpectedRevision): number => (expected === 'no-stream' ? -1 : expected);

/**
 * What the revisions alone say about an append: `undefined` when it comes next and may be written.
 *
 * An append that comes too late is a retry if all its ids stand at the very revisions they were meant for.
 * The bodies then decide: all equal, and it happened already; one differs, and it is another append under
 * the same ids. If only some ids stand there it is a conflict like any other.
 */
export const settleByRevision = (append: Append, tail: StreamTail): AppendResult | undefined => {
  const first = revisionNumber(append.expected) + 1;
  if (tail.lastRevision === first - 1) return undefined;
  const there = tail.lastRevision < first ? [] : tail.eventsFrom(first, append.events.length);
  const last = there.at(-1);
  if (last === undefined || !sameIds(append.events, there)) return conflict(append, tail);
  const altered = there.find((stored, index) => !sameContent(stored, append.events[index]));
  if (altered === undefined) {
    return { _tag: 'appended', revision: last.revision, position: last.position, repeated: true };
  }
  return { _tag: 'different-content', stream: altered.stream, eventId: altered.id, revision: altered.revision };
};

/**
 * The first id of the append that another event has: one in the store, or an earlier one of the same append
 * (which is then reported at the revision it was meant for).
 *
 * @param ownerOf the stored event with an id.
 */
export const findTakenId = (
  { stream, events, expected }: Append,
  ownerOf: (id: string) => Readonly<{ stream: string; revision: number }> | undefined,
): AppendResult | undefined => {
  const first = revisionNumber(expected) + 1;
  const seen = new Map<string, number>();
  for (const [index, { id }] of events.entries()) {
    const earlier = seen.get(id);
    const owner = earlier === undefined ? ownerOf(id) : { stream, revision: earlier };
    if (owner) return { _tag: 'id-taken', eventId: id, stream: owner.stream, revision: owner.revision };
    if (events.length > 1) seen.set(id, first + index);
  }
  return undefined;
};

const conflict = ({ expected }: Append, { lastRevision }: StreamTail): AppendResult => ({
  _tag: 'conflict',
  expected,
  actual: lastRevision < 0 ? 'no-stream' : lastRevision,
});

const sameIds = (events: readonly NewEvent[], there: readonly StoredEvent[]): boolean =>
  events.length === there.length && there.every(({ id }, index) => id === events[index]?.id);

const sameContent = (stored: StoredEvent, event: NewEvent | undefined): boolean =>
  stored.type === event?.type && stored.body === event.body;
