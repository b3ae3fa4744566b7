import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';

import type { EventStore, ExpectedRevision, NewEvent } from '@commission-ledger/event-store';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectStream, expectWritten } from './expectations.ts';
import { eventsIn, historyAfter, newEvent, newEvents, newStream, positionNow } from './sampleEvents.ts';

/** However many write at once: what was acknowledged is what is stored, and nothing else is. */
export const concurrencyCases: readonly EventStoreCase[] = [
  {
    name: 'lets exactly one of 2 to 20 writers win who have seen the same revision',
    check: async ({ store }) => {
      for (let writers = 2; writers <= 20; writers += 1) {
        await race(writers, () => store);
      }
    },
  },
  {
    name: 'stores exactly what was acknowledged when writers of one stream retry their conflicts',
    check: async ({ store }) => {
      await persistence(
        Array.from({ length: 8 }, () => store),
        5,
      );
    },
  },
  {
    name: 'stores appends to different streams at once, each whole',
    check: async ({ store }) => {
      const start = await positionNow(store);
      const batches = Array.from({ length: 20 }, () => ({ stream: newStream(), events: newEvents(3) }));
      await Promise.all(batches.map(({ stream, events }) => store.append(stream, events, 'no-stream')));
      await Promise.all(batches.map(({ stream, events }) => expectStream(store, stream, events)));
      assert.equal((await historyAfter(store, start)).length, 60);
    },
  },
  {
    name: 'writes the same append once when it is sent many times at once',
    check: async ({ store }) => {
      const stream = newStream();
      const events = newEvents(2);
      const results = await Promise.all(Array.from({ length: 10 }, () => store.append(stream, events, 'no-stream')));
      const fresh = results.filter((result) => result._tag === 'appended' && !result.repeated);
      const repeated = results.filter((result) => result._tag === 'appended' && result.repeated);
      assert.deepEqual([fresh.length, repeated.length], [1, 9]);
      await expectStream(store, stream, events);
    },
  },
  {
    name: 'shows a batch whole or not at all to those who read while it is written',
    check: async ({ store }) => {
      const [start, stream, size] = [await positionNow(store), newStream(), 20];
      const written = new AbortController();
      const writing = (async () => {
        for (let last = -1; last < 10 * size - 1; last += size) {
          expectWritten(await store.append(stream, newEvents(size), last < 0 ? 'no-stream' : last), last + size);
        }
      })().finally(() => written.abort());
      const seen: number[] = [];
      do {
        // Reading from memory alone would never let the writer have its turn.
        await setImmediate();
        seen.push((await eventsIn(store, stream)).length, (await historyAfter(store, start, 1_000)).length);
      } while (!written.signal.aborted);
      await writing;
      assert.deepEqual(
        seen.filter((count) => count % size !== 0),
        [],
        'how many events were seen where batches were torn',
      );
      assert.equal((await eventsIn(store, stream)).length, 10 * size);
    },
  },
  undisturbed('keeps a refused append from disturbing the ones beside it', (taken) => [taken, taken]),
  {
    ...undisturbed('keeps an append whose id is taken elsewhere from disturbing the ones beside it', (taken) => [
      taken,
    ]),
    uniqueIds: 'in the store',
  },
  {
    name: 'lets exactly one win when the writers have stores of their own',
    durableOnly: true,
    check: async ({ store, another }) => {
      const stores = [store, await another(), await another()];
      for (let writers = 2; writers <= 9; writers += 1) {
        await race(writers, (index) => stores[index % stores.length] ?? store);
      }
    },
  },
  {
    name: 'stores exactly what was acknowledged when the writers have stores of their own',
    durableOnly: true,
    check: async ({ store, another }) => {
      await persistence([store, await another(), await another()], 8);
    },
  },
];

function undisturbed(name: string, refusedAfter: (taken: NewEvent) => readonly NewEvent[]): EventStoreCase {
  return {
    name,
    check: async ({ store }) => {
      const [taken, stream, refused, other] = [newEvent(), newStream(), newStream(), newStream()];
      await store.append(stream, [taken], 'no-stream');
      const [one, two, fine] = [newEvents(2), newEvents(2), newEvents(2)];
      const [first, second, ...others] = await Promise.all([
        store.append(stream, one, 0),
        store.append(stream, two, 0),
        store.append(refused, [...newEvents(1), ...refusedAfter(taken)], 'no-stream'),
        store.append(other, fine, 'no-stream'),
      ]);
      assert.deepEqual([first._tag, second._tag].toSorted(), ['appended', 'conflict']);
      assert.deepEqual(
        others.map(({ _tag }) => _tag),
        ['id-taken', 'appended'],
      );
      await expectStream(store, stream, [taken, ...(first._tag === 'appended' ? one : two)]);
      await expectStream(store, refused, []);
      await expectStream(store, other, fine);
    },
  };
}

const race = async (writers: number, storeOf: (index: number) => EventStore): Promise<void> => {
  const stream = newStream();
  const first = newEvents(1);
  await storeOf(0).append(stream, first, 'no-stream');
  const batches = Array.from({ length: writers }, () => newEvents(2));
  const results = await Promise.all(batches.map((events, index) => storeOf(index).append(stream, events, 0)));
  const winners = batches.filter((_, index) => results[index]?._tag === 'appended');
  assert.equal(winners.length, 1, `${writers} writers: how many won`);
  const conflicts = results.filter((result) => result._tag === 'conflict' && result.actual === 2);
  assert.equal(conflicts.length, writers - 1, `${writers} writers: how many were told of the conflict`);
  await expectStream(storeOf(writers - 1), stream, [...first, ...winners.flat()]);
};

/** Every store writes `rounds` batches to one stream, reading it again after each conflict. */
const persistence = async (stores: readonly EventStore[], rounds: number): Promise<void> => {
  const stream = newStream();
  const acknowledged = await Promise.all(stores.map((store) => writeAll(store, stream, rounds)));
  const ids = acknowledged.flat(2).map(({ id }) => id);
  const [first] = stores;
  const stored = first ? await eventsIn(first, stream) : [];
  assert.deepEqual(stored.map(({ id }) => id).toSorted(), ids.toSorted(), 'what is stored is what was acknowledged');
  assert.deepEqual(
    stored.map(({ revision }) => revision),
    ids.map((_, index) => index),
    'revisions without gaps',
  );
};

const writeAll = async (store: EventStore, stream: string, rounds: number): Promise<(readonly NewEvent[])[]> => {
  const acknowledged: (readonly NewEvent[])[] = [];
  let expected: ExpectedRevision = 'no-stream';
  for (let attempt = 0; acknowledged.length < rounds; attempt += 1) {
    assert.ok(attempt < 2_000, 'a writer that reads again after each conflict gets its turn in the end');
    const events = newEvents(2);
    const result = await store.append(stream, events, expected);
    if (result._tag === 'appended') acknowledged.push(events);
    if (result._tag === 'appended') expected = result.revision;
    else if (result._tag === 'conflict') expected = result.actual;
    else assert.fail(`a new append was answered with ${result._tag}`);
  }
  return acknowledged;
};
