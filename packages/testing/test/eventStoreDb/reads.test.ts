import { BACKWARDS, END, START } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';

import {
  collected,
  connectedClient,
  endWithTest,
  failureOf,
  firstOf,
  happened,
  startedDouble,
} from './connectedClient.ts';
import { proposed } from './proposed.ts';

const filled = async () => {
  const { double, client } = await startedDouble();
  for (const stream of ['a-1', 'b-1', 'a-1', 'a-2', 'b-1']) {
    await client.appendToStream(stream, [happened(), happened()]);
  }
  return { double, client };
};

describe('a read of one stream', () => {
  it('begins at its revision and goes either way', async () => {
    const { client } = await filled();
    const revisions = async (options: Parameters<typeof client.readStream>[1]) =>
      (await collected(client.readStream('a-1', options))).map(({ event }) => event?.revision);
    expect(await revisions({})).toEqual([0n, 1n, 2n, 3n]);
    expect(await revisions({ fromRevision: 2n })).toEqual([2n, 3n]);
    expect(await revisions({ fromRevision: 1n, maxCount: 2 })).toEqual([1n, 2n]);
    expect(await revisions({ fromRevision: 9n })).toEqual([]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: END })).toEqual([3n, 2n, 1n, 0n]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: 1n })).toEqual([1n, 0n]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: 99n, maxCount: 1 })).toEqual([3n]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: START })).toEqual([0n]);
  });

  it('carries the time of the server and where the event is', async () => {
    const { double, client } = await startedDouble({ now: () => Date.UTC(2020, 1, 29, 12, 0, 0, 7) });
    await client.appendToStream('a-1', happened('5.00'));
    const [read] = await collected(client.readStream('a-1'));
    expect(read?.event).toMatchObject({ streamId: 'a-1', type: 'Happened', isJson: true, data: { amount: '5.00' } });
    expect(read?.event?.created.toISOString()).toBe('2020-02-29T12:00:00.007Z');
    const stored = double.log.all().find(({ stream }) => stream === 'a-1');
    expect(read?.event?.position).toEqual({ commit: stored?.position, prepare: stored?.position });
  });
});

describe('a read of everything', () => {
  it('begins with the server’s own events and has the order of the log', async () => {
    const { double, client } = await filled();
    const read = await collected(client.readAll());
    expect(read[0]?.event?.streamId.startsWith('$')).toBe(true);
    expect(read.map(({ event }) => event?.position?.commit)).toEqual(double.log.all().map(({ position }) => position));
  });

  it('includes its position forwards, and excludes it backwards', async () => {
    const { double, client } = await filled();
    const positions = double.log.all().map(({ position }) => position);
    const at = { commit: positions[5] ?? 0n, prepare: positions[5] ?? 0n };
    const read = async (options: Parameters<typeof client.readAll>[0]) =>
      (await collected(client.readAll(options))).map(({ event }) => event?.position?.commit);
    expect(await read({ fromPosition: at, maxCount: 2 })).toEqual(positions.slice(5, 7));
    expect(await read({ fromPosition: at, direction: BACKWARDS })).toEqual(positions.slice(0, 5).toReversed());
    expect(await read({ fromPosition: END, direction: BACKWARDS, maxCount: 1 })).toEqual(positions.slice(-1));
    expect(await read({ fromPosition: { commit: 0n, prepare: 0n }, maxCount: 1 })).toEqual([0n]);
    expect(await read({ fromPosition: { commit: 10n ** 9n, prepare: 10n ** 9n } })).toEqual([]);
  });

  it('is refused at a position where no record begins', async () => {
    const { double, client } = await filled();
    const real = double.log.all()[4]?.position ?? 0n;
    for (const fromPosition of [
      { commit: real + 1n, prepare: real + 1n },
      { commit: real, prepare: real - 1n },
    ]) {
      expect(await failureOf(collected(client.readAll({ fromPosition })))).toMatchObject({ type: 'unknown', code: 3 });
    }
  });
});

describe('a subscription', () => {
  it('begins after its start, is told when it caught up, and gets what comes then', async () => {
    const { double, client } = await filled();
    const [, second] = double.log.all().filter(({ stream }) => stream === 'a-1');
    const from = second?.position ?? 0n;
    const subscription = client.subscribeToAll({ fromPosition: { commit: from, prepare: from } });
    endWithTest(() => subscription.unsubscribe());
    const expected = double.log.all().filter(({ position }) => position > from);
    const seen: string[] = [];
    subscription.once('caughtUp', () => {
      seen.push('caughtUp');
      void client.appendToStream('a-9', happened());
    });
    for await (const { event } of subscription) {
      seen.push(event?.id ?? '');
      if (event?.streamId === 'a-9') break;
    }
    expect(seen.slice(0, -2)).toEqual(expected.map(({ id }) => id));
    expect(seen.at(-2)).toBe('caughtUp');
  });

  it('passes over events up to a start beyond the end without a word, as after the restoration of a backup', async () => {
    const { double, client } = await filled();
    const backup = double.log.backup();
    await client.appendToStream('a-1', [happened(), happened(), happened()]);
    const start = double.log.all().at(-1)?.position ?? 0n;
    await double.restart({ log: backup });
    const subscription = connectedClient(double.connectionString).subscribeToAll({
      fromPosition: { commit: start, prepare: start },
    });
    endWithTest(() => subscription.unsubscribe());
    subscription.once('caughtUp', () => {
      for (let number = 1; number <= 6; number += 1) double.log.append('x-1', [proposed(number)], 'any');
    });
    const first = await firstOf(subscription);
    const lost = double.log.all().filter(({ stream, position }) => stream === 'x-1' && position <= start);
    expect(lost.length).toBeGreaterThan(0);
    expect(first?.event?.position?.commit).toBeGreaterThan(start);
  });

  it('with a filter gets what fits, and hears where it is after every window and when it goes live', async () => {
    const { double, client } = await filled();
    const checkpoints: bigint[] = [];
    const subscription = client.subscribeToAll({
      filter: {
        filterOn: 'streamName',
        prefixes: ['b-', 'c-'],
        maxSearchWindow: 2,
        checkpointInterval: 2,
        checkpointReached: async (_, { commit }) => void checkpoints.push(commit),
      },
    });
    endWithTest(() => subscription.unsubscribe());
    subscription.once('caughtUp', () => void client.appendToStream('c-1', happened()));
    const seen: string[] = [];
    for await (const { event } of subscription) {
      seen.push(event?.streamId ?? '');
      if (event?.streamId === 'c-1') break;
    }
    expect(seen).toEqual(['b-1', 'b-1', 'b-1', 'b-1', 'c-1']);
    const before = double.log.all().filter(({ stream }) => stream !== 'c-1');
    const everyFourth = before.filter((_, index) => index % 4 === 3).map(({ position }) => position);
    expect(checkpoints).toEqual([...everyFourth, before.at(-1)?.position]);
  });

  it('with a filter hears of no place twice', async () => {
    const { double, client } = await startedDouble();
    const checkpoints: bigint[] = [];
    const subscription = client.subscribeToAll({
      filter: {
        filterOn: 'streamName',
        prefixes: ['a-'],
        maxSearchWindow: 1,
        checkpointInterval: 1,
        checkpointReached: async (_, { commit }) => void checkpoints.push(commit),
      },
    });
    endWithTest(() => subscription.unsubscribe());
    subscription.once('caughtUp', () => void client.appendToStream('a-1', happened()));
    await firstOf(subscription);
    expect(checkpoints.slice(0, 3)).toEqual(
      double.log
        .all()
        .slice(0, 3)
        .map(({ position }) => position),
    );
    expect(new Set(checkpoints).size).toBe(checkpoints.length);
  });

  it('with a pattern for types leaves out the server’s own events', async () => {
    const { client } = await filled();
    const subscription = client.subscribeToAll({
      filter: { filterOn: 'eventType', regex: '^[^$].*', checkpointInterval: 1 },
    });
    endWithTest(() => subscription.unsubscribe());
    expect((await firstOf(subscription))?.event?.streamId).toBe('a-1');
  });

  it('to one stream waits until there is one, and goes on after a soft delete', async () => {
    const { client } = await startedDouble();
    const subscription = client.subscribeToStream('a-1');
    endWithTest(() => subscription.unsubscribe());
    subscription.once('caughtUp', () => {
      void client
        .appendToStream('a-1', [happened('1.00'), happened('2.00')])
        .then(() => client.deleteStream('a-1'))
        .then(() => client.appendToStream('a-1', happened('3.00')));
    });
    const seen: unknown[] = [];
    for await (const { event } of subscription) {
      seen.push([event?.revision, event?.data]);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([
      [0n, { amount: '1.00' }],
      [1n, { amount: '2.00' }],
      [2n, { amount: '3.00' }],
    ]);
  });

  it('to one stream begins after its revision, and fails when the stream gets a tombstone', async () => {
    const { client } = await filled();
    const subscription = client.subscribeToStream('a-1', { fromRevision: 2n });
    endWithTest(() => subscription.unsubscribe());
    const seen: unknown[] = [];
    const failure = failureOf(
      (async () => {
        for await (const { event } of subscription) {
          seen.push([event?.revision, event?.type]);
          if (event?.revision === 3n) await client.tombstoneStream('a-1');
        }
      })(),
    );
    expect(await failure).toMatchObject({ type: 'stream-deleted', streamName: 'a-1' });
    expect(seen).toEqual([
      [3n, 'Happened'],
      [2n ** 63n - 1n, '$streamDeleted'],
    ]);
    expect((await failureOf(collected(client.subscribeToStream('a-1'))))['type']).toBe('stream-deleted');
  });

  it('holds the server back when its reader is slow, loses nothing, and is gone when the reader goes', async () => {
    const { double, client } = await startedDouble();
    const body = 'x'.repeat(10_000);
    for (let number = 0; number < 20; number += 1) {
      await client.appendToStream(
        'big-1',
        Array.from({ length: 50 }, () => happened(body)),
      );
    }
    const subscription = client.subscribeToStream('big-1');
    let next = 0n;
    for await (const { event } of subscription) {
      expect(event?.revision).toBe(next);
      next += 1n;
      if (next % 100n === 0n) await new Promise((resolve) => setTimeout(resolve, 5));
      if (next === 1000n) break;
    }
    await subscription.unsubscribe();
    await expect.poll(() => double.openReads()).toBe(0);
  });

  it('is told again that it caught up when more came at once than the server holds for it', async () => {
    const { client } = await startedDouble();
    const subscription = client.subscribeToStream('s-1');
    endWithTest(() => subscription.unsubscribe());
    let heard = 0;
    let seen = 0;
    subscription.on('caughtUp', () => (heard += 1));
    subscription.on('data', () => (seen += 1));
    await expect.poll(() => heard).toBe(1);
    await client.appendToStream('s-1', happened());
    await expect.poll(() => seen).toBe(1);
    expect(heard).toBe(1);
    await client.appendToStream(
      's-1',
      Array.from({ length: 40 }, () => happened()),
    );
    await expect.poll(() => heard).toBe(2);
    expect(seen).toBe(41);
  });

  it('is told in the words of its server’s version that it caught up, or not at all', async () => {
    for (const caughtUp of ['plain', 'never'] as const) {
      const { client } = await startedDouble({ caughtUp });
      const subscription = client.subscribeToAll({ fromPosition: START });
      endWithTest(() => subscription.unsubscribe());
      let heard = 0;
      subscription.on('caughtUp', () => (heard += 1));
      for await (const { event } of subscription) {
        if (event?.type === '$User') await client.appendToStream('a-1', happened());
        if (event?.streamId === 'a-1' && event.revision === 0n) await client.appendToStream('a-1', happened());
        if (event?.revision === 1n) break;
      }
      expect(heard).toBe(caughtUp === 'plain' ? 1 : 0);
    }
  });
});
