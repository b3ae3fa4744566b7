import assert from 'node:assert/strict';

import type { EventStore, StoredEvent } from '@commission-ledger/event-store';

import { soon } from './expectations.ts';
import { newEvents, newStream } from './sampleEvents.ts';

/** Appends so many events to a stream of their own. */
export const write = async (store: EventStore, count: number): Promise<void> => {
  const result = await store.append(newStream(), newEvents(count), 'no-stream');
  assert.equal(result._tag, 'appended');
};

/** Somebody who takes events from a subscription one by one, and does not wait for ever. */
export const subscribe = (store: EventStore, after: bigint | undefined) => {
  const controller = new AbortController();
  const iterator = store.subscribe({ after, signal: controller.signal })[Symbol.asyncIterator]();
  const next = async (): Promise<StoredEvent | undefined> => {
    const result = await soon(iterator.next(), 'the next event of a subscription');
    return result.done === true ? undefined : result.value;
  };
  const takeAll = async (count: number): Promise<readonly StoredEvent[]> => {
    const events: StoredEvent[] = [];
    while (events.length < count) {
      const event = await next();
      if (event === undefined) assert.fail(`the subscription ended after ${events.length} of ${count} events`);
      events.push(event);
    }
    return events;
  };
  const take = (count: number): Promise<readonly StoredEvent[]> => {
    const taken = takeAll(count);
    // If the case fails elsewhere nobody waits for this any more; its failure must not bring the runner down.
    taken.catch(() => {});
    return taken;
  };
  const stop = async (): Promise<void> => {
    controller.abort();
    assert.equal(await next(), undefined, 'the subscription ends when it is told to');
  };
  return { next, take, stop, abort: () => controller.abort() };
};
