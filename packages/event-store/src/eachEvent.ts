import type { EventStore, StoredEvent } from './eventStore.ts';

/** A stretch of the history: strictly after `after`, up to and including `through`; by default all that is there. */
export type Stretch = Readonly<{ after?: bigint | undefined; through?: bigint | undefined }>;

/** Enough that a page costs little beside its events, few enough that several pages fit in memory. */
const pageSize = 512;

/** The events of a stretch in the order of the history. Holds one page at a time, and nothing open between two. */
export async function* eachEvent(
  store: EventStore,
  { after, through }: Stretch = {},
): AsyncGenerator<StoredEvent, void, undefined> {
  let last = after;
  for (;;) {
    const page = await store.readAll({ after: last, limit: pageSize });
    for (const event of page.events) {
      if (through !== undefined && event.position > through) return;
      yield event;
    }
    last = page.next;
    if (page.atEnd) return;
  }
}
