import type { EventStore } from '@commission-ledger/event-store';
import { HashedFrame } from '@commission-ledger/events';

const PAGE = 512;

/** The first `size` events of the history, each with its hash; fewer when there are not so many. @throws StoreFailure */
export async function* historyUpTo(store: EventStore, size: number): AsyncGenerator<HashedFrame, void, undefined> {
  let read = 0;
  let after: bigint | undefined;
  for (let atEnd = false; !atEnd && read < size;) {
    const page = await store.readAll({ after, limit: Math.min(PAGE, size - read) });
    for (const event of page.events) yield new HashedFrame(event);
    read += page.events.length;
    ({ atEnd, next: after } = page);
  }
}
