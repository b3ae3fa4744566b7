import { type EventStore, StoreFailure, memoryEventStore } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';

import { eventsIn, newEvents, newStream } from '../src/conformance/sampleEvents.ts';
import { faultyEventStore } from '../src/index.ts';

const tagOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof StoreFailure ? error.reason._tag : 'other'),
  );

const countIn = async (store: EventStore, stream: string) => (await eventsIn(store, stream)).length;

describe('a faulty event store', () => {
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
});
