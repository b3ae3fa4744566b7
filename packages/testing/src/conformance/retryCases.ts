import assert from 'node:assert/strict';

import type { EventStore, NewEvent } from '@commission-ledger/event-store';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectAppended, expectStream, expectWritten } from './expectations.ts';
import { newEvent, newEvents, newStream } from './sampleEvents.ts';

/** When an acknowledgement is lost the caller sends the same again: it must happen once, and be the same. */
export const retryCases: readonly EventStoreCase[] = [
  {
    name: 'recognises the same append again, and writes nothing',
    check: async ({ store }) => {
      for (const size of [1, 2, 5]) {
        const stream = newStream();
        const events = newEvents(size);
        await expectRepetition(store, stream, events, []);
      }
    },
  },
  {
    name: 'recognises the same append though others came before and after it',
    check: async ({ store }) => {
      const stream = newStream();
      const before = newEvents(2);
      const events = newEvents(3);
      await store.append(stream, before, 'no-stream');
      await expectRepetition(store, stream, events, before);
      const after = newEvents(2);
      await store.append(stream, after, 4);
      const again = expectAppended(await store.append(stream, events, 1));
      assert.deepEqual([again.repeated, again.revision], [true, 4]);
      await expectStream(store, stream, [...before, ...events, ...after]);
    },
  },
  {
    name: 'recognises the same append however much was written since',
    check: async ({ store }) => {
      const [stream, events] = [newStream(), newEvents(2)];
      const first = expectWritten(await store.append(stream, events, 'no-stream'), 1);
      await Promise.all(Array.from({ length: 50 }, () => store.append(newStream(), newEvents(10), 'no-stream')));
      const after = newEvents(600);
      await store.append(stream, after, 1);
      assert.deepEqual(await store.append(stream, events, 'no-stream'), { ...first, repeated: true });
      const altered = events.map((event) => ({ ...event, body: '"other"' }));
      const eventId = events[0]?.id;
      const result = await store.append(stream, altered, 'no-stream');
      assert.deepEqual(result, { _tag: 'different-content', stream, eventId, revision: 0 });
      await expectStream(store, stream, [...events, ...after]);
    },
  },
  conflicting('a longer append that starts with stored events', (stored) => ({
    events: [...stored, newEvent()],
    expected: 'no-stream',
  })),
  conflicting('an append that starts with the last stored events and goes on with new ones', (stored) => ({
    events: [...stored.slice(1), newEvent(), newEvent()],
    expected: 0,
  })),
  conflicting('an append whose first events are new and last ones stored', (stored) => ({
    events: [newEvent(), ...stored.slice(1)],
    expected: 'no-stream',
  })),
  conflicting('stored events in another order', (stored) => ({ events: stored.toReversed(), expected: 'no-stream' })),
  conflicting('stored events at other revisions', (stored) => ({ events: stored.slice(0, 2), expected: 0 })),
  conflicting('the last stored event with a new one after it', (stored) => ({
    events: [...stored.slice(2), newEvent()],
    expected: 1,
  })),
  {
    name: 'says which event differs when a retry has another body',
    check: async ({ store }) => {
      await expectDifference(store, (event) => ({ ...event, body: `${event.body} ` }));
    },
  },
  {
    name: 'says which event differs when a retry has the same JSON as another text',
    check: async ({ store }) => {
      const stream = newStream();
      const event = newEvent('{"a":1,"b":2}');
      await store.append(stream, [event], 'no-stream');
      for (const body of ['{"b":2,"a":1}', '{"a":1, "b":2}', '{"a":1.0,"b":2}', '{"\\u0061":1,"b":2}']) {
        const result = await store.append(stream, [{ ...event, body }], 'no-stream');
        assert.deepEqual(result, { _tag: 'different-content', stream, eventId: event.id, revision: 0 }, body);
      }
      await expectStream(store, stream, [event]);
    },
  },
  {
    name: 'says which event differs when a retry has another type',
    check: async ({ store }) => {
      await expectDifference(store, (event) => ({ ...event, type: 'SomethingElse' }));
    },
  },
];

const expectRepetition = async (
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  before: readonly NewEvent[],
): Promise<void> => {
  const expected = before.length === 0 ? 'no-stream' : before.length - 1;
  const first = expectWritten(await store.append(stream, events, expected), before.length + events.length - 1);
  const again = await store.append(stream, events, expected);
  assert.deepEqual(again, { ...first, repeated: true });
  await expectStream(store, stream, [...before, ...events]);
};

const expectDifference = async (store: EventStore, alter: (event: NewEvent) => NewEvent): Promise<void> => {
  for (const index of [0, 1, 2]) {
    const stream = newStream();
    const events = newEvents(3);
    const altered = events.map((event, at) => (at === index ? alter(event) : event));
    await store.append(stream, events, 'no-stream');
    const result = await store.append(stream, altered, 'no-stream');
    assert.deepEqual(result, { _tag: 'different-content', stream, eventId: events[index]?.id, revision: index });
    await expectStream(store, stream, events);
  }
};

function conflicting(
  what: string,
  second: (stored: readonly NewEvent[]) => Readonly<{ events: readonly NewEvent[]; expected: number | 'no-stream' }>,
): EventStoreCase {
  return {
    name: `answers with a conflict to ${what}`,
    check: async ({ store }) => {
      const stream = newStream();
      const stored = newEvents(3);
      await store.append(stream, stored, 'no-stream');
      const { events, expected } = second(stored);
      const result = await store.append(stream, events, expected);
      assert.deepEqual(result, { _tag: 'conflict', expected, actual: 2 });
      await expectStream(store, stream, stored);
    },
  };
}
