import assert from 'node:assert/strict';

import type { EventStore, ReadStreamOptions, StoredEvent } from '@commission-ledger/event-store';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectFailure } from './expectations.ts';
import { eventsIn, historyAfter, newEvents, newStream, pagesAfter, positionNow, withoutPlace } from './sampleEvents.ts';

const noWholeNumbers = [-1, 0.5, NaN, Infinity];

/** What was written can be read from anywhere, in both directions, in pages of any size. */
export const readingCases: readonly EventStoreCase[] = [
  {
    name: 'reads a stream that does not exist as empty',
    check: async ({ store }) => {
      assert.deepEqual(await eventsIn(store, newStream()), []);
      assert.deepEqual(await revisions(store, newStream(), { direction: 'backwards', from: 3 }), []);
    },
  },
  windows('forwards', (from, limit, last) => range(from, Math.min(last, from + limit - 1))),
  windows('backwards', (from, limit, last) =>
    range(Math.max(0, Math.min(from, last) - limit + 1), Math.min(from, last)).toReversed(),
  ),
  {
    name: 'reads a stream backwards from its end, and without any options forwards from its start',
    check: async ({ store }) => {
      const stream = await streamOf(store, 5);
      assert.deepEqual(await revisions(store, stream, { direction: 'backwards' }), [4, 3, 2, 1, 0]);
      assert.deepEqual(await revisions(store, stream, { direction: 'backwards', limit: 2 }), [4, 3]);
      assert.deepEqual(await revisions(store, stream, { limit: 2 }), [0, 1]);
      assert.deepEqual(await revisions(store, stream, undefined), [0, 1, 2, 3, 4]);
    },
  },
  {
    name: 'reads a stream of many pages to its end, both ways',
    check: async ({ store }) => {
      const stream = await streamOf(store, 1_300);
      assert.deepEqual(await revisions(store, stream, {}), range(0, 1_299));
      assert.deepEqual(await revisions(store, stream, { direction: 'backwards' }), range(0, 1_299).toReversed());
      assert.deepEqual(await revisions(store, stream, { from: 10, limit: 1_200 }), range(10, 1_209));
    },
  },
  {
    name: 'reads at once, in every way, what was acknowledged',
    check: async ({ store }) => {
      const [start, stream] = [await positionNow(store), newStream()];
      for (const last of [-1, 1, 3, 5, 7]) {
        await store.append(stream, newEvents(2), last < 0 ? 'no-stream' : last);
        const expected = range(0, last + 2);
        assert.equal((await store.head())?.revision, last + 2, 'the head');
        assert.deepEqual(await revisions(store, stream, { direction: 'backwards', limit: 1 }), [last + 2]);
        assert.deepEqual(await revisions(store, stream), expected);
        const history = await historyAfter(store, start);
        assert.deepEqual(
          history.map(({ revision }) => revision),
          expected,
        );
      }
    },
  },
  {
    name: 'reads the whole history in the order written, whatever the size of the page',
    check: async ({ store }) => {
      const { start, ids } = await threeStreams(store);
      for (const limit of [1, 2, 3, 5, 7, 11, 12, 13, 1_000]) {
        const events = await historyAfter(store, start, limit);
        assert.deepEqual(
          events.map(({ id }) => id),
          ids,
          `pages of ${limit}`,
        );
        assertGrowing(events);
      }
    },
  },
  {
    name: 'never gives more than the limit, and an empty page only at the end',
    check: async ({ store }) => {
      const { start } = await threeStreams(store);
      for await (const page of pagesAfter(store, start, 5)) {
        assert.ok(page.events.length <= 5, 'more events than the limit');
        assert.ok(page.events.length > 0 || page.atEnd, 'an empty page that is not the last');
        if (page.events.length > 0) assert.equal(page.next, page.events.at(-1)?.position, 'where the next page starts');
      }
    },
  },
  {
    name: 'gives the same events whether the history or the stream is read',
    check: async ({ store }) => {
      const { start, streams } = await threeStreams(store);
      const history = await historyAfter(store, start);
      const read = await Promise.all(streams.map((stream) => eventsIn(store, stream)));
      assert.deepEqual(read.flat().toSorted(byPosition), history);
    },
  },
  {
    name: 'starts strictly after the position, and at the end there is nothing, now and from there on',
    check: async ({ store }) => {
      const { start } = await threeStreams(store);
      const history = await historyAfter(store, start);
      for (const [index, { position }] of history.entries()) {
        assert.deepEqual(await historyAfter(store, position), history.slice(index + 1));
      }
      const end = history.at(-1)?.position;
      assert.deepEqual(await store.readAll({ after: end, limit: 10 }), { events: [], next: end, atEnd: true });
      await streamOf(store, 2);
      assert.equal((await historyAfter(store, end)).length, 2);
    },
  },
  {
    name: 'knows the last event of the history',
    check: async ({ store }) => {
      const first = await streamOf(store, 2);
      assert.deepEqual(await store.head(), (await eventsIn(store, first)).at(-1));
      await streamOf(store, 1);
      await store.append(first, newEvents(1), 1);
      assert.deepEqual(await store.head(), (await eventsIn(store, first)).at(-1));
    },
  },
  {
    name: 'refuses starts, limits and positions that are no whole numbers',
    check: async ({ store }) => {
      const stream = await streamOf(store, 2);
      const attempts = [
        ...[...noWholeNumbers, 0].map((limit) => () => store.readAll({ after: undefined, limit })),
        ...[...noWholeNumbers, 0].map((limit) => () => revisions(store, stream, { limit })),
        ...noWholeNumbers.map((from) => () => revisions(store, stream, { from })),
        () => store.readAll({ after: -1n, limit: 1 }),
      ];
      await Promise.all(attempts.map((attempt, index) => expectFailure(attempt(), 'InvalidRead', `attempt ${index}`)));
    },
  },
];

/** Every start and every limit around a stream of seven. */
function windows(
  direction: 'forwards' | 'backwards',
  expected: (from: number, limit: number, last: number) => readonly number[],
): EventStoreCase {
  return {
    name: `reads a stream ${direction} from any revision, with any limit`,
    check: async ({ store }) => {
      const stream = await streamOf(store, 7);
      const pairs = range(0, 8).flatMap((from) => range(1, 8).map((limit) => ({ from, limit })));
      for (const { from, limit } of pairs) {
        const read = await revisions(store, stream, { from, limit, direction });
        assert.deepEqual(read, expected(from, limit, 6), `from ${from}, limit ${limit}`);
      }
    },
  };
}

const streamOf = async (store: EventStore, count: number): Promise<string> => {
  const stream = newStream();
  await store.append(stream, newEvents(count), 'no-stream');
  return stream;
};

/** Twelve events of three streams, in turn, and their ids in the order written. */
const threeStreams = async (store: EventStore) => {
  const start = await positionNow(store);
  const streams = [newStream(), newStream(), newStream()];
  const ids: string[] = [];
  for (const round of [0, 1]) {
    for (const stream of streams) {
      const events = newEvents(2);
      await store.append(stream, events, round === 0 ? 'no-stream' : 1);
      ids.push(...events.map(withoutPlace).map(({ id }) => id));
    }
  }
  return { start, streams, ids };
};

const revisions = async (
  store: EventStore,
  stream: string,
  options?: ReadStreamOptions,
): Promise<readonly number[]> => {
  const read: number[] = [];
  for await (const { revision } of store.readStream(stream, options)) read.push(revision);
  return read;
};

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

const byPosition = (left: StoredEvent, right: StoredEvent): number => (left.position < right.position ? -1 : 1);

const assertGrowing = (events: readonly StoredEvent[]): void => {
  for (const [index, { position }] of events.entries()) {
    const before = events[index - 1];
    if (before) assert.ok(position > before.position, 'positions grow strictly');
  }
};
