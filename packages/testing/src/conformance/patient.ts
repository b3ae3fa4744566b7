import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import type { AppendResult, EventStore, ExpectedRevision, NewEvent, StoredEvent } from '@commission-ledger/event-store';

import { isUnavailable, soon } from './expectations.ts';

/** Somebody who does again what a store could not do, as every caller has to. */
export type Patient = Readonly<{
  /** The answer, or `'unavailable'` when the store could not get one; any other failure is a failure of the case. */
  orUnavailable<A>(promise: Promise<A>): Promise<A | 'unavailable'>;
  /** Does something again until the store is there. */
  until<A>(attempt: () => Promise<A>): Promise<A>;
  /** Sends an append until it is answered. */
  append(
    store: EventStore,
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<AppendResult>;
  /**
   * Takes so many events, subscribing again after the last one whenever the subscription rejects with `Unavailable`.
   * One that ends without being told to is a failure: its reader would wait for news for ever. `onEvent` is called
   * after each event, with how many there were, and awaited.
   */
  take(
    store: EventStore,
    what: Readonly<{ after: bigint | undefined; count: number }>,
    onEvent: (taken: number) => Promise<void>,
  ): Promise<readonly StoredEvent[]>;
}>;

/** Somebody who waits so long for each answer, and altogether until there is one. */
export const patientFor = (milliseconds: number): Patient => {
  const orUnavailable = async <A>(promise: Promise<A>): Promise<A | 'unavailable'> => {
    try {
      return await soon(promise, 'an answer', milliseconds);
    } catch (error) {
      if (isUnavailable(error)) return 'unavailable';
      throw error;
    }
  };
  const until = async <A>(attempt: () => Promise<A>): Promise<A> => {
    for (let waited = 0, wait = 0; waited < milliseconds; waited += wait) {
      const answer = await orUnavailable(attempt());
      if (answer !== 'unavailable') return answer;
      wait = Math.min(100, wait + 5);
      await pause(wait);
    }
    return assert.fail('the store never became available again');
  };
  const take: Patient['take'] = async (store, { after, count }, onEvent) => {
    const events: StoredEvent[] = [];
    const controller = new AbortController();
    const { signal } = controller;
    const takeFrom = async (start: bigint | undefined): Promise<void> => {
      const iterator = store.subscribe({ after: start, signal })[Symbol.asyncIterator]();
      while (events.length < count) {
        const next = await orUnavailable(iterator.next());
        if (next === 'unavailable') return await pause(5);
        if (next.done === true)
          return assert.fail(`the subscription ended by itself, after ${events.length} of ${count}`);
        events.push(next.value);
        await onEvent(events.length);
      }
    };
    try {
      while (events.length < count) await takeFrom(events.at(-1)?.position ?? after);
    } finally {
      controller.abort();
    }
    return events;
  };
  return {
    orUnavailable,
    until,
    append: (store, ...call) => until(() => store.append(...call)),
    take,
  };
};
