import { type EventStore, StoreFailure, memoryEventStore } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';

import { eventsIn, newEvents, newStream } from '../src/conformance/sampleEvents.ts';
import { type EventStoreFault, faultyEventStore, randomEventStoreFaults } from '../src/index.ts';

const tagOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof StoreFailure ? error.reason._tag : 'other'),
  );

const countIn = async (store: EventStore, stream: string) => (await eventsIn(store, stream)).length;

describe('a faulty event store that is written to', () => {
  it('fails before it writes, and works again afterwards', async () => {
    const store = faultyEventStore(memoryEventStore(), [{ kind: 'failBefore', onAppend: 1 }]);
    const stream = newStream();
    const events = newEvents(2);
    expect(await tagOf(store.append(stream, events, 'no-stream'))).toBe('Unavailable');
    expect(await countIn(store, stream)).toBe(0);
    expect(await store.append(stream, events, 'no-stream')).toMatchObject({ _tag: 'appended', repeated: false });
    expect(store.trips()).toEqual([{ kind: 'failBefore', onAppend: 1 }]);
  });

  it('loses the acknowledgement of what it wrote, and a retry finds it', async () => {
    const store = faultyEventStore(memoryEventStore(), [{ kind: 'acknowledgementLost', onAppend: 2 }]);
    const stream = newStream();
    await store.append(stream, newEvents(1), 'no-stream');
    const events = newEvents(2);
    expect(await tagOf(store.append(stream, events, 0))).toBe('Unavailable');
    expect(await countIn(store, stream)).toBe(3);
    expect(await store.append(stream, events, 0)).toMatchObject({ _tag: 'appended', repeated: true });
    expect(await countIn(store, stream)).toBe(3);
  });

  it('lets somebody else write first', async () => {
    const inner = memoryEventStore();
    const stream = newStream();
    const act = () => inner.append(stream, newEvents(1), 'no-stream');
    const store = faultyEventStore(inner, [{ kind: 'meanwhile', onAppend: 1, act }]);
    expect(await store.append(stream, newEvents(1), 'no-stream')).toMatchObject({ _tag: 'conflict', actual: 0 });
  });

  it('delays one append until after another', async () => {
    const store = faultyEventStore(memoryEventStore(), [{ kind: 'delay', onAppend: 1, milliseconds: 10 }]);
    const stream = newStream();
    const [late, early] = await Promise.all([
      store.append(stream, newEvents(1), 'no-stream'),
      store.append(stream, newEvents(1), 'no-stream'),
    ]);
    expect([late._tag, early._tag]).toEqual(['conflict', 'appended']);
  });

  it('fails every append when told to, and says how often', async () => {
    const store = faultyEventStore(memoryEventStore(), [{ kind: 'failBefore', onAppend: 'every' }]);
    const attempts = [1, 2, 3].map(() => tagOf(store.append(newStream(), newEvents(1), 'no-stream')));
    expect(await Promise.all(attempts)).toEqual(['Unavailable', 'Unavailable', 'Unavailable']);
    expect(store.trips()).toHaveLength(3);
  });

  it('takes one more fault into its plan, counted from then on', async () => {
    const store = faultyEventStore(memoryEventStore(), []);
    await store.append(newStream(), newEvents(1), 'no-stream');
    store.inject({ kind: 'failBefore', onAppend: 2 });
    expect(await tagOf(store.append(newStream(), newEvents(1), 'no-stream'))).toBe('resolved');
    expect(await tagOf(store.append(newStream(), newEvents(1), 'no-stream'))).toBe('Unavailable');
    expect(store.trips()).toEqual([{ kind: 'failBefore', onAppend: 3 }]);
  });
});

const stream = 'sample-1';

/** A store with revisions 0 to 4 in one stream, written in two appends, that then fails as planned. */
const fiveEvents = async (...plan: readonly EventStoreFault[]) => {
  const store = faultyEventStore(memoryEventStore(), plan);
  await store.append(stream, newEvents(3), 'no-stream');
  await store.append(stream, newEvents(2), 2);
  return store;
};

const inStream = async (store: EventStore): Promise<readonly number[]> =>
  (await eventsIn(store, stream)).map(({ revision }) => revision);
const inHistory = async (store: EventStore): Promise<readonly number[]> =>
  (await store.readAll({ after: undefined, limit: 100 })).events.map(({ revision }) => revision);

/** What a subscription delivers until it has given `count` events or ends, and how it ended. */
const delivered = async (store: EventStore, count: number) => {
  const revisions: number[] = [];
  const controller = new AbortController();
  try {
    for await (const { revision } of store.subscribe({ after: undefined, signal: controller.signal })) {
      revisions.push(revision);
      if (revisions.length === count) return { revisions, end: 'enough' };
    }
    return { revisions, end: 'silent' };
  } catch (error) {
    return { revisions, end: await tagOf(Promise.reject(error)) };
  } finally {
    controller.abort();
  }
};

describe('a faulty event store that is read', () => {
  it('fails before an answer, and in the middle of a stream', async () => {
    const store = await fiveEvents(
      { kind: 'failRead', onRead: 1, of: 'head' },
      { kind: 'failRead', onRead: 1, of: 'readAll' },
      { kind: 'failRead', onRead: 1, of: 'readStream', at: 2 },
    );
    expect(await tagOf(store.head())).toBe('Unavailable');
    expect(await tagOf(inHistory(store))).toBe('Unavailable');
    const read: number[] = [];
    const reading = async () => {
      for await (const { revision } of store.readStream(stream)) read.push(revision);
    };
    expect(await tagOf(reading())).toBe('Unavailable');
    expect(read).toEqual([0, 1]);
    expect(await inStream(store)).toEqual([0, 1, 2, 3, 4]);
    expect(store.trips().map(({ kind }) => kind)).toEqual(['failRead', 'failRead', 'failRead']);
  });

  it.each([
    ['duplicate', [0, 1, 1, 2, 3, 4]],
    ['reorder', [0, 2, 1, 3, 4]],
    ['gap', [0, 2, 3, 4]],
  ] as const)('delivers events with a %s', async (kind, revisions) => {
    const store = await fiveEvents(
      { kind, at: 1, onRead: 1, of: 'readStream' },
      { kind, at: 1, onRead: 1, of: 'readAll' },
      { kind, at: 1, onSubscription: 1 },
    );
    expect(await inStream(store)).toEqual(revisions);
    expect(await inHistory(store)).toEqual(revisions);
    expect((await delivered(store, revisions.length)).revisions).toEqual(revisions);
    expect(store.trips()).toEqual([
      { kind, onRead: 1 },
      { kind, onRead: 1 },
      { kind, onSubscription: 1 },
    ]);
  });

  it('answers as a follower does that lacks the last appends', async () => {
    const store = await fiveEvents({ kind: 'staleRead', behind: 1, onRead: 'every' });
    expect(await inStream(store)).toEqual([0, 1, 2]);
    expect(await store.readAll({ after: undefined, limit: 100 })).toMatchObject({ next: 3n, atEnd: true });
    expect(await store.head()).toMatchObject({ stream, revision: 2, position: 3n });
    const empty = await fiveEvents({ kind: 'staleRead', behind: 7, onRead: 'every' });
    expect([await inStream(empty), await inHistory(empty), await empty.head()]).toEqual([[], [], undefined]);
  });

  it('drops a subscription, or ends it without a word', async () => {
    const store = await fiveEvents(
      { kind: 'drop', at: 2, onSubscription: 1 },
      { kind: 'silentEnd', at: 3, onSubscription: 2 },
    );
    expect(await delivered(store, 5)).toEqual({ revisions: [0, 1], end: 'Unavailable' });
    expect(await delivered(store, 5)).toEqual({ revisions: [0, 1, 2], end: 'silent' });
    expect(await delivered(store, 5)).toEqual({ revisions: [0, 1, 2, 3, 4], end: 'enough' });
    expect(store.trips().map(({ kind }) => kind)).toEqual(['drop', 'silentEnd']);
  });

  it('says nothing of a fault whose event never came', async () => {
    const store = await fiveEvents(
      { kind: 'gap', at: 9, onRead: 'every' },
      { kind: 'reorder', at: 4, onRead: 'every' },
    );
    expect(await inStream(store)).toEqual([0, 1, 2, 3, 4]);
    expect(store.trips()).toEqual([]);
  });
});

describe('a random plan of faults', () => {
  it('is the same for the same seed, and of the kinds that were asked for', () => {
    expect(randomEventStoreFaults(7)).toEqual(randomEventStoreFaults(7));
    expect(randomEventStoreFaults(7)).not.toEqual(randomEventStoreFaults(8));
    const kinds = new Set(randomEventStoreFaults(7, { calls: 2_000 }).map(({ kind }) => kind));
    expect(kinds.size).toBe(10);
    const few = randomEventStoreFaults(7, { perMille: 1_000, kinds: ['gap'] });
    expect(new Set(few.map(({ kind }) => kind))).toEqual(new Set(['gap']));
    expect(few).toHaveLength(200);
  });

  it('loses nothing of what is sent until it was acknowledged', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const inner = memoryEventStore();
      const plan = randomEventStoreFaults(seed, { perMille: 500, kinds: ['failBefore', 'acknowledgementLost'] });
      const store = faultyEventStore(inner, plan);
      const batches = Array.from({ length: 10 }, () => newEvents(2));
      for (const [index, events] of batches.entries()) {
        const expected = index === 0 ? ('no-stream' as const) : index * 2 - 1;
        while ((await tagOf(store.append(stream, events, expected))) !== 'resolved');
      }
      const stored = await eventsIn(inner, stream);
      expect(stored.map(({ id }) => id)).toEqual(batches.flat().map(({ id }) => id));
      expect(store.trips().length, `seed ${seed}`).toBeGreaterThan(0);
    }
  });
});
