import type { StoredEvent } from '@commission-ledger/event-store';
import { isAfter } from './isAfter.ts';

/**
 * What a subscription delivers, each event verified before it is handed on. One that is delivered again, which a store
 * may do after its connection broke, is handed on as it is: whoever folds passes it over.
 *
 * @param after the position before the first event.
 * @param verify answers the event; rejects when it does not belong there.
 */
export async function* verifiedNews(
  news: AsyncIterable<StoredEvent>,
  after: bigint | undefined,
  verify: (event: StoredEvent) => Promise<readonly StoredEvent[]>,
): AsyncGenerator<StoredEvent, void, undefined> {
  let highest = after;
  for await (const event of news) {
    if (isAfter(event.position, highest)) {
      highest = event.position;
      yield* await verify(event);
    } else yield event;
  }
}
