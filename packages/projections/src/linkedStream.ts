import type { StoredEvent } from '@commission-ledger/event-store';

/** How the link of an event is compared with the event before it. */
export type Links = Readonly<{
  /** The hash of the stored bytes. */
  hashOf(event: StoredEvent): string;
  /** @throws StoreFailure `Corrupt` unless the event is linked to one with this hash. */
  check(event: StoredEvent, hashBefore: string): void;
}>;

/**
 * The events of one stream, each checked against its neighbour in the same reading, whichever way it goes. What stands
 * before a reading that begins in the middle is not looked at.
 */
export async function* linkedStream(
  events: AsyncIterable<StoredEvent>,
  direction: 'forwards' | 'backwards',
  { hashOf, check }: Links,
): AsyncGenerator<StoredEvent, void, undefined> {
  let last: Readonly<{ event: StoredEvent; hash: string }> | undefined;
  for await (const event of events) {
    const hash = hashOf(event);
    if (last !== undefined && direction === 'forwards') check(event, last.hash);
    if (last !== undefined && direction === 'backwards') check(last.event, hash);
    last = { event, hash };
    yield event;
  }
}
