import assert from 'node:assert/strict';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectStream } from './expectations.ts';
import { newEvent, newEvents, newStream } from './sampleEvents.ts';

/** An id names one event in the whole store, for ever. */
export const idCases: readonly EventStoreCase[] = [
  {
    name: 'refuses the id of the last event for the next one',
    check: async ({ store }) => {
      const stream = newStream();
      const stored = newEvents(1);
      const eventId = stored[0]?.id ?? '';
      await store.append(stream, stored, 'no-stream');
      // With the same content it is a different event all the same: it would be the second.
      const results = [await store.append(stream, stored, 0), await store.append(stream, [newEvent(), ...stored], 0)];
      for (const result of results) assert.deepEqual(result, { _tag: 'id-taken', eventId, stream, revision: 0 });
      await expectStream(store, stream, stored);
    },
  },
  {
    name: 'refuses a whole batch when the id at its end is taken',
    check: async ({ store }) => {
      const stream = newStream();
      const stored = newEvents(4);
      await store.append(stream, stored, 'no-stream');
      const eventId = stored[2]?.id ?? '';
      const batch = [...newEvents(3), { ...newEvent(), id: eventId }];
      const result = await store.append(stream, batch, 3);
      assert.deepEqual(result, { _tag: 'id-taken', eventId, stream, revision: 2 });
      await expectStream(store, stream, stored);
    },
  },
  {
    name: 'refuses an id twice in one batch',
    check: async ({ store }) => {
      const stream = newStream();
      const [first, second, third] = [newEvent(), newEvent(), newEvent()];
      const result = await store.append(stream, [first, second, { ...third, id: second.id }], 'no-stream');
      assert.deepEqual(result, { _tag: 'id-taken', eventId: second.id, stream, revision: 1 });
      await expectStream(store, stream, []);
    },
  },
  {
    name: 'refuses an id that is taken in another stream, and says where',
    check: async ({ store }) => {
      const [stream, other] = [newStream(), newStream()];
      const stored = newEvents(2);
      await store.append(other, stored, 'no-stream');
      const eventId = stored[1]?.id ?? '';
      const result = await store.append(stream, [newEvent(), { ...newEvent(), id: eventId }], 'no-stream');
      assert.deepEqual(result, { _tag: 'id-taken', eventId, stream: other, revision: 1 });
      await expectStream(store, stream, []);
      await expectStream(store, other, stored);
    },
  },
  {
    name: 'takes the ids of an append that was refused',
    check: async ({ store }) => {
      const stream = newStream();
      const [first, next] = [newEvents(1), newEvents(2)];
      await store.append(stream, first, 'no-stream');
      await store.append(stream, next, 7);
      const result = await store.append(stream, next, 0);
      assert.equal(result._tag, 'appended');
      await expectStream(store, stream, [...first, ...next]);
    },
  },
];
