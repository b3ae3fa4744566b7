import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { EventStore, NewEvent, StoredEvent } from '@commission-ledger/event-store';

/** An event with a new id. */
export const newEvent = (body: string = JSON.stringify({ note: 'sample' }), type = 'SampleRecorded'): NewEvent => ({
  id: randomUUID(),
  type,
  body,
});

/** So many events with new ids and different bodies. */
export const newEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent(JSON.stringify({ line: index })));

/** The name of a stream that nobody else uses. */
export const newStream = (): string => `sample-${randomUUID()}`;

/** Everything in a stream, first event first. */
export const eventsIn = async (store: EventStore, stream: string): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(stream)) events.push(event);
  return events;
};

/** Everything in the history after a position, read in pages of a size. */
export const historyAfter = async (
  store: EventStore,
  start: bigint | undefined,
  limit = 100,
): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const page of pagesAfter(store, start, limit)) events.push(...page.events);
  return events;
};

/** The pages themselves, up to the one that says it is the last. */
export async function* pagesAfter(store: EventStore, start: bigint | undefined, limit: number) {
  let after = start;
  for (;;) {
    const page = await store.readAll({ after, limit });
    yield page;
    if (page.atEnd) return;
    assert.notEqual(page.next, after, 'a page that is not the last leads on');
    after = page.next;
  }
}

/** The position of the last event there is, to start from in a place that is not empty. */
export const positionNow = async (store: EventStore): Promise<bigint | undefined> => (await store.head())?.position;

/** An event without its places, to compare with what was appended. */
export const withoutPlace = ({ id, type, body }: NewEvent): NewEvent => ({ id, type, body });
