import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { collected, failureOf, happened, plainly, startedDouble } from './connectedClient.ts';

describe.each([
  ['Append', plainly],
  ['BatchAppend', {}],
] as const)('%s of a real client', (rpc, how) => {
  it('writes at the expected revision and answers where', async () => {
    const { double, client } = await startedDouble();
    const first = await client.appendToStream('s-1', [happened(), happened()], {
      expectedRevision: 'no_stream',
      ...how,
    });
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    const second = await client.appendToStream('s-1', happened(), { expectedRevision: 1n, ...how });
    expect(second.nextExpectedRevision).toBe(2n);
    const [, last] = double.log.all().filter(({ stream }) => stream === 's-1');
    expect(first.position).toEqual({ commit: last?.position, prepare: last?.position });
    expect(double.calls().filter((call) => call.rpc === rpc)).toHaveLength(2);
  });

  it('is told the actual and the expected revision in a conflict', async () => {
    const { client } = await startedDouble();
    const append = (expectedRevision: bigint | 'no_stream' | 'stream_exists') =>
      failureOf(client.appendToStream('s-1', happened(), { expectedRevision, ...how }));
    expect(await append(3n)).toMatchObject({
      type: 'wrong-expected-version',
      streamName: 's-1',
      expectedVersion: 3n,
      actualVersion: 'no_stream',
    });
    expect(await append('stream_exists')).toMatchObject({ expectedVersion: 'stream_exists' });
    await client.appendToStream('s-1', happened(), { expectedRevision: 'no_stream', ...how });
    expect(await append('no_stream')).toMatchObject({ expectedVersion: 'no_stream', actualVersion: 0n });
  });

  it('answers a repetition with the original place, and does not see that the body is another', async () => {
    const { double, client } = await startedDouble();
    const id = randomUUID();
    const append = (amount: string) =>
      client.appendToStream('s-1', happened(amount, id), { expectedRevision: 'no_stream', ...how });
    const first = await append('1.00');
    await client.appendToStream('s-1', happened(), { expectedRevision: 0n, ...how });
    expect(await append('1.00')).toEqual(first);
    expect(await append('9.99')).toEqual(first);
    expect(double.log.all().filter(({ stream }) => stream === 's-1')).toHaveLength(2);
  });

  it('takes so many bytes and not one more', async () => {
    const { client } = await startedDouble({ maxAppendBytes: 1000 });
    // The body in JSON and the type in UTF-16 count.
    const sized = (bytes: number) => happened('x'.repeat(bytes - '{"amount":""}'.length - 2 * 'Happened'.length));
    await client.appendToStream('s-1', sized(1000), how);
    expect(await failureOf(client.appendToStream('s-1', sized(1001), how))).toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: 1000,
    });
    expect((await failureOf(client.appendToStream('s-1', [sized(600), sized(401)], how)))['type']).toBe(
      'maximum-append-size-exceeded',
    );
  });

  it('fails on a stream with a tombstone', async () => {
    const { client } = await startedDouble();
    await client.appendToStream('s-1', happened(), how);
    await client.tombstoneStream('s-1');
    expect(await failureOf(client.appendToStream('s-1', happened(), how))).toMatchObject({
      type: 'stream-deleted',
      streamName: 's-1',
    });
  });

  it('succeeds without events, though there is no stream', async () => {
    const { client } = await startedDouble();
    expect((await client.appendToStream('s-1', [], { expectedRevision: 'no_stream', ...how })).success).toBe(true);
    expect((await failureOf(collected(client.readStream('s-1'))))['type']).toBe('stream-not-found');
  });

  it('keeps what came in several parts together, and bytes as they are', async () => {
    const { client } = await startedDouble();
    const bodies = Array.from({ length: 40 }, (_, index) => Buffer.alloc(3000, index));
    const events = bodies.map((data) => ({
      id: randomUUID(),
      type: 'Bytes',
      contentType: 'application/octet-stream' as const,
      data,
      metadata: Buffer.from([0, 255]),
    }));
    await client.appendToStream('ü-1', events, { expectedRevision: 'no_stream', batchAppendSize: 10_000, ...how });
    const read = await collected(client.readStream('ü-1'));
    const inHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    expect(read.map(({ event }) => inHex(event?.data as Uint8Array))).toEqual(bodies.map(inHex));
    expect(read.map(({ event }) => event?.id)).toEqual(events.map(({ id }) => id));
  });

  it('loses its answer after the write as a fault wants it', async () => {
    for (const by of ['cut', 'error'] as const) {
      const { double, client } = await startedDouble();
      double.inject({ on: 'append', kind: 'lostReply', by, stream: 's-1' });
      const event = happened();
      const append = () => client.appendToStream('s-1', event, { expectedRevision: 'no_stream', ...how });
      expect((await failureOf(append()))['type']).toBe('unavailable');
      expect(double.log.stream('s-1')).toMatchObject({ kind: 'found', events: [{ id: event.id }] });
      expect(double.trips()).toEqual([{ fault: expect.objectContaining({ by }), stream: 's-1' }]);
      await expect.poll(() => append().catch(() => undefined), { timeout: 10_000 }).toMatchObject({ success: true });
      expect(double.log.all().filter(({ stream }) => stream === 's-1')).toHaveLength(1);
    }
  });
});

describe('an append in plain form', () => {
  it('ends by the deadline of the client when the answer is silence, and is written all the same', async () => {
    const { double, client } = await startedDouble();
    double.inject({ on: 'append', kind: 'lostReply', by: 'silence' });
    const append = client.appendToStream('s-1', happened(), { deadline: 300, ...plainly });
    expect((await failureOf(append))['type']).toBe('deadline-exceeded');
    expect(double.log.stream('s-1').kind).toBe('found');
    expect(double.trips()).toHaveLength(1);
  });

  it('needs an id that is a UUID', async () => {
    const { double, client } = await startedDouble();
    const failure = await failureOf(client.appendToStream('s-1', happened('1.00', 'no-uuid'), plainly));
    expect(failure['type']).toBe('unknown');
    expect(double.log.stream('s-1').kind).toBe('notFound');
  });

  it('is what a client uses with a server that has no other', async () => {
    const { double, client } = await startedDouble({ batchAppend: false });
    await client.appendToStream('s-1', happened());
    expect(double.calls().map(({ rpc }) => rpc)).toEqual(['GetSupportedMethods', 'Append']);
  });
});

describe('many appends at once', () => {
  it('do not wait for one that has to', async () => {
    const { double, client } = await startedDouble();
    await client.appendToStream('s-1', happened());
    double.inject({ on: 'append', kind: 'delay', ms: 500, stream: 'slow-1' });
    const order: string[] = [];
    const append = (stream: string) => client.appendToStream(stream, happened()).then(() => order.push(stream));
    await Promise.all([append('slow-1'), append('s-1')]);
    expect(order).toEqual(['s-1', 'slow-1']);
  });

  it('are answered each with its own result', async () => {
    const { client } = await startedDouble();
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => client.appendToStream(`s-${index % 50}`, happened())),
    );
    const perStream = new Map<number, bigint[]>();
    for (const [index, { nextExpectedRevision }] of results.entries()) {
      perStream.set(index % 50, [...(perStream.get(index % 50) ?? []), nextExpectedRevision]);
    }
    for (const revisions of perStream.values()) expect(new Set(revisions)).toEqual(new Set([0n, 1n, 2n, 3n]));
  });
});
