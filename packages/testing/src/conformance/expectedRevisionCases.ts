import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import type { ExpectedRevision } from '@commission-ledger/event-store';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectAppended, expectFailure, expectStream, expectWritten } from './expectations.ts';
import { eventsIn, newEvent, newEvents, newStream } from './sampleEvents.ts';

/** Nobody writes without saying what they have seen, and nobody writes who has not seen the last event. */
export const expectedRevisionCases: readonly EventStoreCase[] = [
  {
    name: 'starts a stream that does not exist',
    check: async ({ store }) => {
      const stream = newStream();
      const event = newEvent();
      expectWritten(await store.append(stream, [event], 'no-stream'), 0);
      await expectStream(store, stream, [event]);
    },
  },
  {
    name: 'continues a stream after its last revision',
    check: async ({ store }) => {
      const stream = newStream();
      const events = newEvents(6);
      const first = expectWritten(await store.append(stream, events.slice(0, 3), 'no-stream'), 2);
      const second = expectWritten(await store.append(stream, events.slice(3, 4), 2), 3);
      const third = expectWritten(await store.append(stream, events.slice(4), 3), 5);
      assert.ok(first.position < second.position && second.position < third.position, 'positions grow');
      await expectStream(store, stream, events);
    },
  },
  {
    name: 'says under which revision and position the last event can be read',
    check: async ({ store }) => {
      const stream = newStream();
      for (const [count, last] of [
        [1, -1],
        [4, 0],
        [2, 4],
      ] as const) {
        const result = expectAppended(await store.append(stream, newEvents(count), last < 0 ? 'no-stream' : last));
        const { revision, position } = (await eventsIn(store, stream)).at(-1) ?? {};
        assert.deepEqual([result.revision, result.position], [revision, position], 'the place of the last event');
      }
    },
  },
  {
    name: 'leaves no gap in the revisions where appends were refused',
    check: async ({ store, maxAppendBytes }) => {
      const [stream, stored, twice] = [newStream(), newEvents(2), newEvent()];
      await store.append(stream, stored, 'no-stream');
      const refused = [
        store.append(stream, newEvents(3), 0),
        store.append(stream, newEvents(3), 7),
        store.append(
          stream,
          stored.map((event) => ({ ...event, body: 'other' })),
          'no-stream',
        ),
        store.append(stream, [twice, twice], 1),
        store.append(stream, [newEvent('x'.repeat(maxAppendBytes + 1))], 1),
        store.append(stream, [{ ...newEvent(), id: 'none' }], 1),
      ];
      const tags = (await Promise.allSettled(refused)).map((each) =>
        each.status === 'fulfilled' ? each.value._tag : 'rejected',
      );
      assert.deepEqual(tags, ['conflict', 'conflict', 'different-content', 'id-taken', 'rejected', 'rejected']);
      const next = newEvents(2);
      expectWritten(await store.append(stream, next, 1), 3);
      await expectStream(store, stream, [...stored, ...next]);
    },
  },
  refusing('a revision that is too low', 1, { seen: 0, actual: 1 }),
  refusing('no-stream for a stream that exists', 1, { seen: 'no-stream', actual: 1 }),
  refusing('a revision that is too high by one', 1, { seen: 2, actual: 1 }),
  refusing('a revision that is far too high', 1, { seen: 1_000_000, actual: 1 }),
  refusing('revision 0 for a stream that does not exist', -1, { seen: 0, actual: 'no-stream' }),
  refusing('a higher revision for a stream that does not exist', -1, { seen: 4, actual: 'no-stream' }),
  {
    name: 'refuses anything else in place of a revision',
    check: async ({ store }) => {
      const stream = newStream();
      const events = newEvents(2);
      await store.append(stream, events, 'no-stream');
      const others = [
        undefined,
        null,
        'any',
        'ANY',
        'stream-exists',
        'no_stream',
        'NO-STREAM',
        true,
        [1],
        { expectedRevision: 1 },
        { streamState: 'any' },
        '1',
        '',
        -1,
        -2,
        -1n,
        1n,
        0.5,
        NaN,
        Infinity,
        2 ** 53,
        {},
      ];
      for (const other of others) {
        // Plain JavaScript may pass anything.
        const appending: unknown = Reflect.apply(Reflect.get(store, 'append'), store, [stream, newEvents(1), other]);
        await expectFailure(Promise.resolve(appending), 'InvalidAppend', `expected ${inspect(other)}`);
      }
      await expectStream(store, stream, events);
    },
  },
  {
    name: 'checks the revision whatever else the caller passes along',
    check: async ({ store }) => {
      const [stream, events] = [newStream(), newEvents(2)];
      await store.append(stream, events, 'no-stream');
      // The names under which clients of servers take the revision, or leave it out.
      const options = { expectedRevision: 'any', streamState: 'any', expected: 'any', throwOnAppendFailure: false };
      for (const expected of [0, 'no-stream', 5] as const) {
        const call = [stream, newEvents(1), expected, options];
        const result: unknown = await Reflect.apply(Reflect.get(store, 'append'), store, call);
        assert.deepEqual(result, { _tag: 'conflict', expected, actual: 1 });
      }
      await expectStream(store, stream, events);
    },
  },
];

function refusing(
  what: string,
  last: number,
  { seen, actual }: Readonly<{ seen: ExpectedRevision; actual: ExpectedRevision }>,
): EventStoreCase {
  return {
    name: `answers with a conflict to ${what}`,
    check: async ({ store }) => {
      const stream = newStream();
      const events = newEvents(last + 1);
      if (events.length > 0) await store.append(stream, events, 'no-stream');
      const result = await store.append(stream, newEvents(2), seen);
      assert.deepEqual(result, { _tag: 'conflict', expected: seen, actual });
      await expectStream(store, stream, events);
    },
  };
}
