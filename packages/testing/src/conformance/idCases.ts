import assert from 'node:assert/strict';

import type { AppendResult, EventStore, NewEvent } from '@commission-ledger/event-store';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectAppended, expectStream } from './expectations.ts';
import { newEvent, newEvents, newStream } from './sampleEvents.ts';

/** An id names one event: in the whole store and for ever, or, where the store cannot know that, at its revision. */
export const idCases: readonly EventStoreCase[] = [
  {
    name: 'refuses the id of the last event for the next one',
    uniqueIds: 'in the store',
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
    uniqueIds: 'in the store',
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
    uniqueIds: 'in the store',
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
    name: 'says truly whether it wrote an event whose id is taken at an earlier revision',
    uniqueIds: 'at their revision',
    check: async ({ store }) => {
      for (const batchOf of [
        (taken: NewEvent) => [taken],
        (taken: NewEvent) => [{ ...newEvent(), id: taken.id }],
        (taken: NewEvent) => [newEvent(), taken],
      ]) {
        const [stream, stored, last] = [newStream(), newEvents(2), newEvent()];
        await store.append(stream, [...stored, last], 'no-stream');
        await expectTruth(store, { stream, before: [...stored, last], batch: batchOf(last) });
      }
    },
  },
  {
    name: 'says truly whether it wrote an event whose id is taken in another stream',
    uniqueIds: 'at their revision',
    check: async ({ store }) => {
      const [stream, other, stored] = [newStream(), newStream(), newEvents(2)];
      await store.append(other, stored, 'no-stream');
      await expectTruth(store, { stream, before: [], batch: stored });
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

/** Whatever the answer to a batch that comes next is, the stream agrees with it, and so does the answer to a retry. */
const expectTruth = async (
  store: EventStore,
  { stream, before, batch }: Readonly<{ stream: string; before: readonly NewEvent[]; batch: readonly NewEvent[] }>,
): Promise<void> => {
  const expected = before.length === 0 ? 'no-stream' : before.length - 1;
  const result: AppendResult = await store.append(stream, batch, expected);
  if (result._tag === 'id-taken') return expectStream(store, stream, before);
  const appended = expectAppended(result);
  assert.deepEqual([appended.repeated, appended.revision], [false, before.length + batch.length - 1]);
  await expectStream(store, stream, [...before, ...batch]);
  assert.deepEqual(await store.append(stream, batch, expected), { ...appended, repeated: true });
  await expectStream(store, stream, [...before, ...batch]);
};
