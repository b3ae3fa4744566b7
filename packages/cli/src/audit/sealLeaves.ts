import type { EventStore } from '@commission-ledger/event-store';
import { hashOf } from '@commission-ledger/events';

const PAGE = 1024;

/** The hash of each of the first `size` events, one a line, as `verify --leaves` takes them. */
export async function* eventHashes(
  store: Pick<EventStore, 'readAll'>,
  size: number,
): AsyncGenerator<string, void, undefined> {
  let after: bigint | undefined;
  for (let left = size; left > 0;) {
    const page = await store.readAll({ after, limit: Math.min(left, PAGE) });
    if (page.events.length > 0) yield page.events.map(({ body }) => `${hashOf(body)}\n`).join('');
    if (page.atEnd || page.events.length === 0) return;
    left -= page.events.length;
    after = page.next;
  }
}
