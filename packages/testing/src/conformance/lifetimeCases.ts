import assert from 'node:assert/strict';

import type { NewEvent } from '@commission-ledger/event-store';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectFailure, expectStream, expectWritten } from './expectations.ts';
import { eventsIn, historyAfter, newEvents, newStream, positionNow } from './sampleEvents.ts';

/** A closed store says so, and a durable one forgets nothing. */
export const lifetimeCases: readonly EventStoreCase[] = [
  {
    name: 'refuses everything after it was closed, and closing twice is no mistake',
    check: async ({ store }) => {
      const stream = newStream();
      await store.append(stream, newEvents(1), 'no-stream');
      await store.close();
      await store.close();
      const { signal } = new AbortController();
      const iterator = store.subscribe({ after: undefined, signal })[Symbol.asyncIterator]();
      const attempts = {
        append: store.append(stream, newEvents(1), 0),
        readStream: eventsIn(store, stream),
        readAll: store.readAll({ after: undefined, limit: 1 }),
        head: store.head(),
        subscribe: iterator.next(),
      };
      await Promise.all(Object.entries(attempts).map(([name, attempt]) => expectFailure(attempt, 'StoreClosed', name)));
    },
  },
  {
    name: 'answers the appends that were under way when it was closed',
    check: async ({ store }) => {
      const appends = Array.from({ length: 5 }, () => store.append(newStream(), newEvents(1), 'no-stream'));
      await store.close();
      const results = await Promise.all(appends);
      for (const result of results) expectWritten(result, 0);
    },
  },
  {
    name: 'gives a read that was under way when it was closed whole, or not at all',
    check: async ({ store }) => {
      const start = await positionNow(store);
      const stream = newStream();
      const events = newEvents(600);
      await store.append(stream, events, 'no-stream');
      const ids = idsOf(events);
      const ways = [
        async () => assert.deepEqual(idsOf(await eventsIn(store, stream)), ids, 'the stream'),
        async () => assert.equal((await store.head())?.id, ids.at(-1), 'the head'),
        async () => {
          const page = await store.readAll({ after: start, limit: ids.length + 1 });
          const read = idsOf(page.events);
          assert.deepEqual(read, ids.slice(0, page.atEnd ? ids.length : read.length), 'the page');
        },
      ];
      const reads: Promise<void>[] = [];
      // So many, one after the other, that closing meets them at every stage.
      for (let round = 0; round < 12; round += 1) {
        reads.push(...ways.map((read) => wholeOrClosed(read())));
        await new Promise(setImmediate);
      }
      reads.push(...ways.map((read) => wholeOrClosed(read())));
      const outcomes = Promise.all(reads);
      outcomes.catch(() => {});
      await store.close();
      await outcomes;
    },
  },
  {
    name: 'keeps everything for the next one who opens it',
    durableOnly: true,
    check: async ({ store, another }) => {
      const start = await positionNow(store);
      const stream = newStream();
      const events = newEvents(3);
      await store.append(stream, events, 'no-stream');
      const before = await historyAfter(store, start);
      await store.close();
      const reopened = await another();
      assert.deepEqual(await historyAfter(reopened, start), before);
      await expectStream(reopened, stream, events);
    },
  },
  {
    name: 'recognises a retry after it was opened again, and goes on from there',
    durableOnly: true,
    check: async ({ store, another }) => {
      const stream = newStream();
      const events = newEvents(2);
      const first = expectWritten(await store.append(stream, events, 'no-stream'), 1);
      await store.close();
      const reopened = await another();
      assert.deepEqual(await reopened.append(stream, events, 'no-stream'), { ...first, repeated: true });
      const more = newEvents(1);
      const next = expectWritten(await reopened.append(stream, more, 1), 2);
      assert.ok(next.position > first.position, 'positions go on growing');
      await expectStream(reopened, stream, [...events, ...more]);
    },
  },
];

const idsOf = (events: readonly NewEvent[]): readonly string[] => events.map(({ id }) => id);

const wholeOrClosed = async (read: Promise<void>): Promise<void> => {
  try {
    await read;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    await expectFailure(Promise.reject(error), 'StoreClosed', 'a read under way');
  }
};
