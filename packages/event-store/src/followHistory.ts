import type { HistoryPage, StoredEvent, SubscribeOptions } from './eventStore.ts';
import type { WakeUpCall } from './wakeUpCall.ts';

/** Where a subscription reads, and how it learns that there may be more. */
export type HistorySource = Readonly<{
  readPage(after: bigint | undefined): Promise<HistoryPage>;
  news: WakeUpCall;
  /** How often to look without being called, for stores that others write to; by default never. */
  pollIntervalMs?: number;
}>;

/**
 * A subscription made of pages: everything after a position, then what comes, until the signal aborts.
 * It holds nothing open between two pages. If reading fails, it rejects with that failure.
 */
export async function* followHistory(
  { after, signal }: SubscribeOptions,
  { readPage, news, pollIntervalMs }: HistorySource,
): AsyncGenerator<StoredEvent, void, undefined> {
  let last = after;
  while (!signal.aborted) {
    const ticket = news.ticket();
    const page = await readPage(last);
    for (const event of page.events) {
      if (signal.aborted) return;
      yield event;
    }
    last = page.next;
    if (page.atEnd) await news.sleep(ticket, signal, pollIntervalMs);
  }
}
