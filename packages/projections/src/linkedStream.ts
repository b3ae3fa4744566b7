import type { StoredEvent } from '@commission-ledger/event-store';
import { HashedFrame } from '@commission-ledger/events';

/**
 * The events of one stream, each checked against its neighbour in the same reading, whichever way it goes. What stands
 * before a reading that begins in the middle is not looked at.
 *
 * @param check throws a StoreFailure `Corrupt` unless the event is linked to the one before it.
 */
export async function* linkedStream(
  events: AsyncIterable<StoredEvent>,
  direction: 'forwards' | 'backwards',
  check: (event: HashedFrame, before: HashedFrame) => void,
): AsyncGenerator<StoredEvent, void, undefined> {
  let last: HashedFrame | undefined;
  for await (const stored of events) {
    const event = new HashedFrame(stored);
    if (last !== undefined && direction === 'forwards') check(event, last);
    if (last !== undefined && direction === 'backwards') check(last, event);
    last = event;
    yield event;
  }
}
