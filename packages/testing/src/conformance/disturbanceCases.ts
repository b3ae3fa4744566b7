import assert from 'node:assert/strict';

import type { StoredEvent } from '@commission-ledger/event-store';

import type { Disturbance, EventStoreCase } from './eventStoreSubject.ts';
import { expectAppended, expectStream, expectWritten } from './expectations.ts';
import { eventsIn, historyAfter, newEvents, newStream, positionNow } from './sampleEvents.ts';

/** What happens when the way to the history breaks: nothing is lost, nothing is there twice, and nobody is told a lie. */
export const disturbanceCases: readonly EventStoreCase[] = [
  {
    name: 'does not say that an append was written that got lost on the way',
    needs: 'loseNextAppend',
    check: async ({ store, disturb, patient }) => {
      const [stream, before, events] = [newStream(), newEvents(2), newEvents(3)];
      await store.append(stream, before, 'no-stream');
      await disturb('loseNextAppend');
      const answer = await patient.orUnavailable(store.append(stream, events, 1));
      if (answer === 'unavailable') {
        await expectStream(store, stream, before);
        expectWritten(await patient.append(store, stream, events, 1), 4);
      } else assert.equal(expectAppended(answer).revision, 4);
      await expectStream(store, stream, [...before, ...events]);
    },
  },
  {
    name: 'writes once what was written without the news of it',
    needs: 'loseNextAcknowledgement',
    check: async ({ store, disturb, patient }) => {
      const [stream, events, more] = [newStream(), newEvents(3), newEvents(2)];
      for (const [batch, expected, last] of [[events, 'no-stream', 2] as const, [more, 2, 4] as const]) {
        await disturb('loseNextAcknowledgement');
        const answer = await patient.orUnavailable(store.append(stream, batch, expected));
        const again = expectAppended(await patient.append(store, stream, batch, expected));
        assert.deepEqual([again.repeated, again.revision], [true, last]);
        if (answer !== 'unavailable') assert.equal(expectAppended(answer).position, again.position);
      }
      await expectStream(store, stream, [...events, ...more]);
    },
  },
  {
    name: 'recognises what was written without the news of it though others wrote on',
    needs: 'loseNextAcknowledgement',
    check: async ({ store, disturb, patient }) => {
      const [stream, events, more] = [newStream(), newEvents(3), newEvents(2)];
      await disturb('loseNextAcknowledgement');
      await patient.orUnavailable(store.append(stream, events, 'no-stream'));
      expectWritten(await patient.append(store, stream, more, 2), 4);
      const again = expectAppended(await patient.append(store, stream, events, 'no-stream'));
      assert.deepEqual([again.repeated, again.revision], [true, 2]);
      await expectStream(store, stream, [...events, ...more]);
    },
  },
  {
    name: 'does not take another content for what was written without the news of it',
    needs: 'loseNextAcknowledgement',
    check: async ({ store, disturb, patient }) => {
      const [stream, events] = [newStream(), newEvents(3)];
      await disturb('loseNextAcknowledgement');
      await patient.orUnavailable(store.append(stream, events, 'no-stream'));
      const altered = events.map((event, index) => (index === 1 ? { ...event, body: '"altered"' } : event));
      const answer = await patient.append(store, stream, altered, 'no-stream');
      assert.deepEqual(answer, { _tag: 'different-content', stream, eventId: events[1]?.id, revision: 1 });
      await expectStream(store, stream, events);
    },
  },
  {
    name: 'answers with a conflict when the news of it was lost and somebody else had written first',
    needs: 'loseNextAcknowledgement',
    check: async ({ store, disturb, patient }) => {
      const [stream, theirs, mine] = [newStream(), newEvents(2), newEvents(2)];
      await store.append(stream, theirs, 'no-stream');
      await disturb('loseNextAcknowledgement');
      const conflict = { _tag: 'conflict', expected: 'no-stream', actual: 1 };
      const answer = await patient.orUnavailable(store.append(stream, mine, 'no-stream'));
      if (answer !== 'unavailable') assert.deepEqual(answer, conflict);
      assert.deepEqual(await patient.append(store, stream, mine, 'no-stream'), conflict);
      await expectStream(store, stream, theirs);
    },
  },
  ...interruptions('dropConnections', 'the connections broke'),
  ...interruptions('restart', 'the history was away and came back'),
];

const placeOf = ({ id, revision, position }: StoredEvent) => ({ id, revision, position });

/** What must hold whichever way the connection breaks. */
function interruptions(needs: Disturbance, what: string): readonly EventStoreCase[] {
  return [
    {
      name: `writes and reads on when ${what}`,
      needs,
      check: async ({ store, disturb, patient }) => {
        const [start, stream, before, after] = [await positionNow(store), newStream(), newEvents(3), newEvents(2)];
        const first = expectWritten(await store.append(stream, before, 'no-stream'), 2);
        await disturb(needs);
        const again = await patient.append(store, stream, before, 'no-stream');
        assert.deepEqual(again, { ...first, repeated: true });
        expectWritten(await patient.append(store, stream, after, 2), 4);
        await patient.until(() => expectStream(store, stream, [...before, ...after]));
        assert.equal((await patient.until(() => historyAfter(store, start))).length, 5);
      },
    },
    {
      name: `stores exactly what was acknowledged, once, when ${what} in the middle of it`,
      needs,
      check: async ({ store, disturb, patient }) => {
        const batches = Array.from({ length: 24 }, () => ({ stream: newStream(), events: newEvents(3) }));
        const [early, late] = [batches.slice(0, 12), batches.slice(12)];
        const send = (each: (typeof batches)[number]) => patient.append(store, each.stream, each.events, 'no-stream');
        const sent = early.map(send);
        const disturbed = disturb(needs);
        sent.push(...late.map(send));
        await disturbed;
        for (const result of await Promise.all(sent)) assert.equal(expectAppended(result).revision, 2);
        for (const { stream, events } of batches) await patient.until(() => expectStream(store, stream, events));
      },
    },
    {
      name: `delivers every event once and in order though ${what}: while it catches up, and live`,
      needs,
      check: async ({ store, disturb, patient }) => {
        const [after, stream, early] = [await positionNow(store), newStream(), 40];
        const write = async (count: number, last: number): Promise<void> => {
          const expected = last < 0 ? 'no-stream' : last;
          expectAppended(await patient.append(store, stream, newEvents(count), expected));
        };
        await write(early, -1);
        const taken = await patient.take(store, { after, count: early + 6 }, async (count) => {
          if (count === 5 || count === early || count === early + 3) await disturb(needs);
          if (count >= early && count < early + 6) await write(1, count - 1);
        });
        const stored = await patient.until(() => eventsIn(store, stream));
        assert.deepEqual(taken.map(placeOf), stored.map(placeOf), 'what was delivered is what is stored');
      },
    },
  ];
}
