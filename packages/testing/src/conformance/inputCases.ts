import assert from 'node:assert/strict';

import type { NewEvent } from '@commission-ledger/event-store';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectFailure, expectStream, expectWritten } from './expectations.ts';
import { eventsIn, historyAfter, newEvent, newEvents, newStream, positionNow, withoutPlace } from './sampleEvents.ts';

const badNames = ['', '$settings', 'line\nbreak', 'nul\0', 'half \ud83d pair', 'x'.repeat(513)];
const badIds = [
  '',
  '1',
  'not-a-uuid',
  'A987FBC9-4BED-3078-8F07-9141BA07C9F3',
  '{a987fbc9-4bed-3078-8f07-9141ba07c9f3}',
];

/** Strings that careless storage changes. */
const delicateBodies = [
  '',
  ' ',
  '{"amount":"437.50","currency":"EUR"}',
  '{ "spaces" : "kept" ,\r\n\t"order":1, "a":2, "a":3 }',
  '1e400 0.10 -0 9007199254740993',
  // JSON that is another text when it was parsed and written again.
  '{"10":1,"9":2,"b":3,"a":4}',
  '{"minus":-0,"whole":1.0,"large":9007199254740993,"small":0.10,"power":1E2}',
  '{"__proto__":{"x":1},"constructor":2}',
  '{"escaped":"\\u00e9\\/\\u2028","twice":1,"twice":2}',
  '-0',
  'null',
  '"text"',
  '[1,\t2]',
  '{"n":1}\n',
  '\u00e9 is not e\u0301, \u00a0 no-break, \u200b zero width, \ufeff mark, \u2028 \u2029',
  'العربية עברית 漢字 👩‍👩‍👧‍👦 𝄞 \u{10ffff}',
  '"\\u0000 \\ud800 \\" \\\\ \\/"',
  `'; DROP TABLE events; -- % _ ? $1 :name @x`,
  'not JSON at all',
  '\u0001\u001f\u007f\u0085',
];

/** What goes in comes out unchanged, and what could not come out unchanged does not go in. */
export const inputCases: readonly EventStoreCase[] = [
  {
    name: 'refuses an append without events',
    check: async ({ store }) => {
      const stream = newStream();
      await expectFailure(store.append(stream, [], 'no-stream'), 'InvalidAppend', 'no events');
      await expectStream(store, stream, []);
    },
  },
  {
    name: 'refuses stream names that some store cannot keep',
    check: async ({ store }) => {
      const start = await positionNow(store);
      for (const name of badNames) {
        await expectFailure(store.append(name, newEvents(1), 'no-stream'), 'InvalidAppend', JSON.stringify(name));
      }
      assert.deepEqual(await historyAfter(store, start), []);
    },
  },
  refusingEvents(
    'ids that are no lower-case UUIDs',
    badIds.map((id) => ({ ...newEvent(), id })),
  ),
  refusingEvents(
    'types that some store cannot keep',
    badNames.map((type) => newEvent('{}', type)),
  ),
  refusingEvents('bodies that have no UTF-8 form', [newEvent('nul \0'), newEvent('half \udc00'), newEvent('\ud800')]),
  {
    name: 'gives bodies back byte for byte, whichever way they are read',
    check: async ({ store }) => {
      const stream = newStream();
      const events = delicateBodies.map((body) => newEvent(body));
      const start = await positionNow(store);
      await store.append(stream, events, 'no-stream');
      await expectStream(store, stream, events);
      assert.deepEqual((await historyAfter(store, start)).map(withoutPlace), events);
      const head = await store.head();
      assert.equal(head?.body, delicateBodies.at(-1));
    },
  },
  {
    name: 'gives names of streams and types back unchanged',
    check: async ({ store }) => {
      const stream = `${newStream()} ümläut.漢字 👍 %_'"`;
      const event = newEvent('{}', `Typed ümläut.漢字 👍 %_'"`);
      await store.append(stream, [event], 'no-stream');
      await expectStream(store, stream, [event]);
      assert.equal((await store.head())?.stream, stream);
      await expectStream(store, stream.normalize('NFD'), []);
      await expectStream(store, stream.toUpperCase(), []);
    },
  },
  {
    name: 'takes an append of exactly the largest size, and refuses one byte more',
    check: async ({ store, maxAppendBytes }) => {
      const stream = newStream();
      // Two bytes each in UTF-8, one in UTF-16: the limit is in bytes.
      const half = 'é'.repeat(Math.floor(maxAppendBytes / 4));
      const rest = 'x'.repeat(maxAppendBytes - 2 * half.length);
      const events = [newEvent(half), newEvent(rest)];
      const tooLarge = [newEvent(half), newEvent(`${rest}x`)];
      await expectFailure(store.append(stream, tooLarge, 'no-stream'), 'TooLarge', 'one byte more');
      await expectStream(store, stream, []);
      expectWritten(await store.append(stream, events, 'no-stream'), 1);
      await expectStream(store, stream, events);
    },
  },
  {
    name: 'keeps what was handed over, though the caller changes its objects later',
    check: async ({ store }) => {
      const stream = newStream();
      const event = newEvent('as handed over');
      const mine = { ...event };
      const batch: NewEvent[] = [mine];
      const appending = store.append(stream, batch, 'no-stream');
      mine.body = 'changed later';
      batch.push(newEvent());
      await appending;
      await expectStream(store, stream, [event]);
    },
  },
];

function refusingEvents(what: string, bad: readonly NewEvent[]): EventStoreCase {
  return {
    name: `refuses ${what}, and the batch they are in`,
    check: async ({ store }) => {
      const stream = newStream();
      for (const event of bad) {
        const about = JSON.stringify(event);
        await expectFailure(store.append(stream, [newEvent(), event], 'no-stream'), 'InvalidAppend', about);
      }
      assert.deepEqual(await eventsIn(store, stream), []);
    },
  };
}
