import { randomUUID } from 'node:crypto';

import type { NewEvent, StoredEvent } from '@commission-ledger/event-store';
import { type EventStoreDbDouble, type Fault, startEventStoreDbDouble } from '@commission-ledger/testing/eventstoredb';
import { EventStoreDBClient } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type EventStoreDbOptions, eventStoreDbStore } from '../src/index.ts';
import { impatient } from './clientsUnderTest.ts';

/** What the real client and the adapter make of everything that the double can do to them. */

let double: EventStoreDbDouble;
let closers: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  double = await startEventStoreDbDouble();
});
afterEach(async () => {
  for (const close of closers.toReversed()) await close();
  closers = [];
  await double.stop();
});

const storeOn = (options: EventStoreDbOptions = {}) => {
  const client = EventStoreDBClient.connectionString(double.connectionString);
  const store = eventStoreDbStore(client, { retry: impatient, ...options });
  closers.push(
    async () => await client.dispose(),
    async () => await store.close(),
  );
  return store;
};
const newEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, line) => ({ id: randomUUID(), type: 'Noted', body: JSON.stringify({ line }) }));
const collect = async (events: AsyncIterable<StoredEvent>): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
};
/** As another application would do it. */
const changing = async (change: (client: EventStoreDBClient) => Promise<unknown>): Promise<void> => {
  const client = EventStoreDBClient.connectionString(double.connectionString);
  try {
    await change(client);
  } finally {
    await client.dispose();
  }
};
/** For the log itself, past the network. */
const logged = ({ id, type, body }: NewEvent) => {
  const contentType = 'application/json' as const;
  return { id, type, contentType, data: Buffer.from(body), metadata: Buffer.from(JSON.stringify({ appendId: id })) };
};
/** An append that has given its proof, so that the next append call on the wire is the one meant. */
const proven = async (options: EventStoreDbOptions = {}) => {
  const store = storeOn(options);
  await store.append('warm-up', newEvents(1), 'no-stream');
  return store;
};

describe('an append', () => {
  const faults: readonly (readonly [string, Fault])[] = [
    ['the server is not ready', { on: 'append', kind: 'error', code: 'UNAVAILABLE', times: 3 }],
    ['the server gives up in time', { on: 'append', kind: 'error', code: 'ABORTED' }],
    ['the server is shut down', { on: 'append', kind: 'error', code: 'CANCELLED' }],
    ['the server fails without a reason', { on: 'append', kind: 'error', code: 'UNKNOWN' }],
    ['the server never answers', { on: 'append', kind: 'hang' }],
    ['the reply is lost with the connection', { on: 'append', kind: 'lostReply', by: 'cut' }],
    ['the reply is an error', { on: 'append', kind: 'lostReply', by: 'error' }],
    ['the reply never comes', { on: 'append', kind: 'lostReply', by: 'silence' }],
  ];
  it.each(faults)('is written once, and said to be new, when %s', async (_, fault) => {
    const store = await proven({ callTimeoutMs: fault.kind === 'error' ? 10_000 : 700 });
    const events = newEvents(3);
    double.inject(fault);
    expect(await store.append('account-1', events, 'no-stream')).toMatchObject({
      _tag: 'appended',
      revision: 2,
      repeated: false,
    });
    expect(double.trips().length).toBeGreaterThan(0);
    expect((await collect(store.readStream('account-1'))).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it.each(['cut', 'error', 'silence'] as const)('is found in the stream when every reply is lost (%s)', async (by) => {
    const store = await proven({ callTimeoutMs: 500, retry: { ...impatient, attempts: 3 } });
    double.inject({ on: 'append', kind: 'lostReply', by, times: 3 });
    const result = await store.append('account-1', newEvents(2), 'no-stream');
    expect(result).toMatchObject({ _tag: 'appended', revision: 1 });
    expect(double.trips()).toHaveLength(3);
  });

  it('is unavailable, and not written, when the server stays away', async () => {
    const store = await proven({ retry: { ...impatient, attempts: 3 } });
    double.inject({ on: 'append', kind: 'error', code: 'UNAVAILABLE', times: 3 });
    const appending = store.append('account-1', newEvents(2), 'no-stream');
    await expect(appending).rejects.toMatchObject({ name: 'StoreFailure', reason: { _tag: 'Unavailable' } });
    expect(await collect(store.readStream('account-1'))).toEqual([]);
  });

  it('finds out that somebody else wrote while its own reply was lost', async () => {
    const [store, other] = [await proven(), storeOn()];
    await store.append('account-1', newEvents(1), 'no-stream');
    double.inject({ on: 'append', kind: 'error', code: 'UNAVAILABLE', stream: 'account-1' });
    const [mine, theirs] = await Promise.all([
      store.append('account-1', newEvents(2), 0),
      other.append('account-1', newEvents(3), 0),
    ]);
    expect([mine._tag, theirs._tag].toSorted()).toEqual(['appended', 'conflict']);
  });

  it('says different-content though the server says success', async () => {
    const store = await proven();
    const events = newEvents(2);
    await store.append('account-1', events, 'no-stream');
    const altered = events.map((event, index) => (index === 0 ? { ...event, body: '{"line":7}' } : event));
    expect(await store.append('account-1', altered, 'no-stream')).toEqual({
      _tag: 'different-content',
      stream: 'account-1',
      eventId: events[0]?.id,
      revision: 0,
    });
  });

  it('is too large for the server though not for the adapter', async () => {
    const store = await proven({ maxAppendBytes: 4 * 1024 * 1024 });
    const body = JSON.stringify({ note: 'x'.repeat(1024 * 1024) });
    const appending = store.append('account-1', [{ id: randomUUID(), type: 'Noted', body }], 'no-stream');
    await expect(appending).rejects.toMatchObject({ reason: { _tag: 'TooLarge', limit: 1024 * 1024 } });
  });

  it('goes on after a restart of the server', async () => {
    const store = await proven();
    const first = newEvents(1);
    await store.append('account-1', first, 'no-stream');
    await double.restart();
    expect(await store.append('account-1', newEvents(1), 0)).toMatchObject({ _tag: 'appended', revision: 1 });
    expect(await store.append('account-1', first, 'no-stream')).toMatchObject({ repeated: true });
  });
});

describe('a read', () => {
  const faults: readonly (readonly [string, Fault])[] = [
    ['fails before the first event', { on: 'read', kind: 'error', code: 'UNAVAILABLE' }],
    ['is never answered', { on: 'read', kind: 'hang' }],
    ['is dropped in the middle', { on: 'read', kind: 'drop', afterEvents: 5 }],
    ['loses its connection in the middle', { on: 'read', kind: 'cut', afterEvents: 5 }],
    ['falls silent in the middle', { on: 'read', kind: 'stall', afterEvents: 5 }],
  ];
  it.each(faults)('is whole although it %s', async (_, fault) => {
    const store = await proven({ callTimeoutMs: 700 });
    const events = newEvents(20);
    await store.append('account-1', events, 'no-stream');
    const ids = events.map(({ id }) => id);
    double.inject(fault);
    expect((await collect(store.readStream('account-1'))).map(({ id }) => id)).toEqual(ids);
    double.inject(fault);
    const page = await store.readAll({ after: undefined, limit: 100 });
    expect(page.events.slice(1).map(({ id }) => id)).toEqual(ids);
    expect(double.trips()).toHaveLength(2);
    await expect.poll(() => double.openReads(), { timeout: 5_000 }).toBe(0);
  });

  it.each(['forwards', 'backwards'] as const)(
    'of a truncated stream is a failure, not a shorter stream (%s)',
    async (direction) => {
      const store = await proven();
      await store.append('account-1', newEvents(5), 'no-stream');
      const client = EventStoreDBClient.connectionString(double.connectionString);
      await client.setStreamMetadata('account-1', { truncateBefore: 3 });
      await client.dispose();
      const reading = collect(store.readStream('account-1', { direction }));
      await expect(reading).rejects.toMatchObject({ reason: { _tag: 'Corrupt' } });
    },
  );

  it.each([
    ['$tb', { truncateBefore: 5 }],
    ['$maxCount', { maxCount: 0 }],
  ])('of a stream that lost every event is a failure (%s)', async (_, limit) => {
    const store = await proven();
    await store.append('account-1', newEvents(5), 'no-stream');
    await changing(async (client) => await client.setStreamMetadata('account-1', limit));
    for (const direction of ['forwards', 'backwards'] as const) {
      const reading = collect(store.readStream('account-1', { direction }));
      await expect(reading).rejects.toMatchObject({ reason: { _tag: 'Corrupt' } });
    }
  });

  it('of a stream that loses its events by $maxAge is a failure when none is there', async () => {
    const store = await proven();
    await changing(async (client) => await client.setStreamMetadata('account-1', { maxAge: 1 }));
    await expect(collect(store.readStream('account-1'))).rejects.toMatchObject({ reason: { _tag: 'Corrupt' } });
  });

  it('after the last event costs one call', async () => {
    const store = await proven();
    const before = double.calls().length;
    expect(await collect(store.readStream('warm-up', { from: 1 }))).toEqual([]);
    expect(double.calls()).toHaveLength(before + 1);
  });

  it('that fails says what to do about a read', async () => {
    const store = await proven({ retry: { ...impatient, attempts: 1 } });
    double.inject({ on: 'read', kind: 'error', code: 'UNAVAILABLE' });
    const failure = await store.head().catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: { _tag: 'Unavailable' }, message: expect.stringMatching(/ Try again\.$/) });
    double.inject({ on: 'append', kind: 'error', code: 'UNAVAILABLE' });
    const refused = await store.append('account-1', newEvents(1), 'no-stream').catch((error: unknown) => error);
    expect(refused).toMatchObject({ message: expect.stringContaining('Read back what was written') });
  });

  it.each(['deleteStream', 'tombstoneStream'] as const)('of a deleted stream is a failure (%s)', async (remove) => {
    const store = await proven();
    await store.append('account-1', newEvents(2), 'no-stream');
    const client = EventStoreDBClient.connectionString(double.connectionString);
    await client[remove]('account-1');
    await client.dispose();
    const reading = collect(store.readStream('account-1'));
    await expect(reading).rejects.toMatchObject({ reason: { _tag: 'Corrupt' } });
  });

  it('passes over events of the server and of others, however many', async () => {
    const [ours, theirs] = [await proven({ streamPrefix: 'ours.' }), storeOn({ streamPrefix: 'theirs.' })];
    await ours.append('account-1', newEvents(1), 'no-stream');
    for (let round = 0; round < 7; round += 1) await theirs.append(`noise-${round}`, newEvents(100), 'no-stream');
    const last = newEvents(2);
    await ours.append('account-2', last, 'no-stream');
    await theirs.append('noise-last', newEvents(40), 'no-stream');
    const head = await ours.head();
    expect(head).toMatchObject({ id: last[1]?.id, stream: 'account-2', revision: 1 });
    const read: StoredEvent[] = [];
    for (let after: bigint | undefined, atEnd = false; !atEnd;) {
      const page = await ours.readAll({ after, limit: 2 });
      read.push(...page.events);
      ({ next: after, atEnd } = page);
    }
    expect(read.map(({ stream }) => stream)).toEqual(['warm-up', 'account-1', 'account-2', 'account-2']);
    expect(await ours.readAll({ after: head?.position, limit: 10 })).toEqual({
      events: [],
      next: head?.position,
      atEnd: true,
    });
  });
});

describe('a subscription', () => {
  it.each([
    ['drop', { on: 'subscribe', kind: 'drop', afterEvents: 3 }],
    ['cut', { on: 'subscribe', kind: 'cut', afterEvents: 3 }],
    ['end', { on: 'subscribe', kind: 'end', afterEvents: 3 }],
    ['refuse', { on: 'subscribe', kind: 'error', code: 'UNAVAILABLE' }],
    ['silence', { on: 'subscribe', kind: 'hang' }],
  ] as const)('goes on without a gap after a fault: %s', async (_, fault) => {
    const dropped: unknown[] = [];
    const store = await proven({ callTimeoutMs: 700, observer: { onDropped: (drop) => dropped.push(drop) } });
    const events = newEvents(20);
    await store.append('account-1', events, 'no-stream');
    double.inject({ ...fault, times: 4 });
    const controller = new AbortController();
    const seen: string[] = [];
    for await (const { id } of store.subscribe({ after: undefined, signal: controller.signal })) {
      seen.push(id);
      if (seen.length === 21) controller.abort();
    }
    expect(seen.slice(1)).toEqual(events.map(({ id }) => id));
    expect(double.trips()).toHaveLength(4);
    expect(dropped).toHaveLength(4);
    await expect.poll(() => double.openReads(), { timeout: 5_000 }).toBe(0);
  });

  it('gives up on a server that stays away, and does so as Unavailable', async () => {
    const store = await proven({ retry: { ...impatient, attempts: 3 } });
    double.inject({ on: 'subscribe', kind: 'error', code: 'UNAVAILABLE', times: 3 });
    const following = collect(store.subscribe({ after: undefined, signal: new AbortController().signal }));
    await expect(following).rejects.toMatchObject({ reason: { _tag: 'Unavailable' } });
  });

  it.each([
    ['shorter', []],
    ['with other positions', newEvents(9).map((event) => ({ ...event, body: '{"line":"another"}' }))],
    ['with the same positions', newEvents(9)],
  ])('does not go on over another history, restored under it, %s', async (kind, others) => {
    const store = await proven();
    await store.append('account-1', newEvents(3), 'no-stream');
    const backup = double.log.backup();
    await store.append('account-1', newEvents(5), 2);
    const seen: string[] = [];
    let reached: bigint | undefined;
    const follow = async () => {
      for await (const { id, position } of store.subscribe({
        after: undefined,
        signal: new AbortController().signal,
      })) {
        seen.push(id);
        reached = position;
      }
    };
    const following = follow();
    following.catch(() => {});
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(9);
    const delivered = [...seen];
    await double.restart({ log: backup });
    if (others.length > 0) double.log.append('account-1', others.map(logged), 'any');
    const hasPosition = double.log.all().some(({ position }) => position === reached);
    expect(hasPosition).toBe(kind === 'with the same positions');
    await expect(following).rejects.toMatchObject({ reason: { _tag: 'Corrupt' } });
    expect(seen).toEqual(delivered);
  });

  it.each(['error', 'hang'] as const)('goes on when the last event could not be looked at (%s)', async (kind) => {
    const store = await proven({ callTimeoutMs: 700 });
    await store.append('account-1', newEvents(3), 'no-stream');
    const seen: number[] = [];
    const controller = new AbortController();
    for await (const { revision } of store.subscribe({ after: undefined, signal: controller.signal })) {
      seen.push(revision);
      if (seen.length === 4) {
        double.inject(
          kind === 'error'
            ? { on: 'read', kind, code: 'UNAVAILABLE', stream: 'account-1' }
            : { on: 'read', kind, stream: 'account-1' },
        );
        double.cut();
        double.log.append('account-2', newEvents(1).map(logged), 'any');
      }
      if (seen.length === 5) controller.abort();
    }
    expect(seen).toEqual([0, 0, 1, 2, 0]);
    expect(double.trips()).toHaveLength(1);
  });

  it('gives up on a server that never shows the last event again', async () => {
    const store = await proven({ retry: { ...impatient, attempts: 3 } });
    const events = store.subscribe({ after: undefined, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await events.next();
    double.inject({ on: 'read', kind: 'error', code: 'UNKNOWN', stream: 'warm-up', times: 100 });
    double.cut();
    await expect(events.next()).rejects.toMatchObject({ reason: { _tag: 'Unavailable' } });
    expect(double.trips().length).toBeGreaterThan(1);
  });

  it('leaves nothing open when its reader stops early', async () => {
    const store = await proven();
    await store.append('account-1', newEvents(20), 'no-stream');
    for await (const { revision } of store.subscribe({ after: undefined, signal: new AbortController().signal })) {
      if (revision === 5) break;
    }
    for await (const { revision } of store.readStream('account-1')) if (revision === 5) break;
    await expect.poll(() => double.openReads(), { timeout: 5_000 }).toBe(0);
  });
});
