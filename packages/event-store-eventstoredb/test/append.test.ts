import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { type EventStoreDbOptions, type EventStoreDbRetry, eventStoreDbStore } from '../src/index.ts';
import { type AppendScript, clientError, fakeClient } from './fakeClient.ts';

/** Decisions of an append that no server can be made to bring about in order. */

const event = (body = '{"line":1}') => ({ id: randomUUID(), type: 'Noted', body });

const storeOn = (script?: AppendScript, options: EventStoreDbOptions = {}) => {
  const fake = fakeClient(script);
  const retries: EventStoreDbRetry[] = [];
  const pauses: number[] = [];
  const store = eventStoreDbStore(fake.client, {
    retry: {
      random: () => 0,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    },
    observer: { onRetry: (retry) => retries.push(retry) },
    ...options,
  });
  return { ...fake, store, retries, pauses };
};

describe('an append', () => {
  it('sends the same events again after a failure that passes, with growing pauses', async () => {
    let left = 3;
    const bench = storeOn(async (events) => {
      if (left-- > 0) throw clientError('unavailable');
      bench.write(events);
      return true;
    });
    expect(await bench.store.append('account-1', [event()], 'no-stream')).toMatchObject({ repeated: false });
    expect(bench.sent).toHaveLength(4);
    expect(new Set(bench.sent.map((events) => JSON.stringify(events))).size).toBe(1);
    expect(bench.pauses).toEqual([25, 50, 100]);
    expect(bench.retries.map(({ operation, attempt }) => `${operation} ${attempt}`)).toEqual([
      'append 1',
      'append 2',
      'append 3',
    ]);
  });

  it('is repeated when the event there was written by somebody else, though the server says success', async () => {
    const bench = storeOn();
    const twin = event();
    bench.write([{ ...twin, contentType: 'application/json', data: { line: 1 }, metadata: { appendId: 'another' } }]);
    const result = await bench.store.append('account-1', [twin], 'no-stream');
    expect(result).toEqual({ _tag: 'appended', revision: 0, position: 100n, repeated: true });
  });

  it('is different content when somebody else wrote another body under the same id, though the server says success', async () => {
    const bench = storeOn();
    const twin = event();
    bench.write([{ ...twin, contentType: 'application/json', data: { line: 2 }, metadata: {} }]);
    const result = await bench.store.append('account-1', [twin], 'no-stream');
    expect(result).toMatchObject({ _tag: 'different-content', eventId: twin.id, revision: 0 });
  });

  it('is found in the stream when the last attempt was answered by an error', async () => {
    const bench = storeOn(async (events) => {
      if (bench.stored.length === 0) bench.write(events);
      throw clientError('timeout');
    });
    expect(await bench.store.append('account-1', [event()], 'no-stream')).toMatchObject({
      _tag: 'appended',
      revision: 0,
    });
    expect(bench.sent).toHaveLength(10);
  });

  it('takes an unsuccessful answer for a refusal, when a client was told not to throw', async () => {
    const bench = storeOn(async () => false);
    bench.write([{ ...event(), contentType: 'application/json', data: {}, metadata: {} }]);
    const result = await bench.store.append('account-1', [event()], 'no-stream');
    expect(result).toEqual({ _tag: 'conflict', expected: 'no-stream', actual: 0 });
  });

  it('is not taken for written when it stands at another revision than it should', async () => {
    const bench = storeOn(async (events) => {
      bench.write(events);
      return true;
    });
    const lying = {
      ...bench.client,
      appendToStream: async (...call: Parameters<typeof bench.client.appendToStream>) => {
        const appended = await bench.client.appendToStream(...call);
        return { ...appended, nextExpectedRevision: 9n };
      },
    };
    const appending = eventStoreDbStore(lying).append('account-1', [event()], 'no-stream');
    await expect(appending).rejects.toMatchObject({ reason: { _tag: 'Corrupt' } });
  });

  it.each([
    ['actualVersion', 6n, 6],
    ['actualState', 6n, 6],
    ['actualVersion', 'no_stream', 'no-stream'],
    ['actualState', 'no_stream', 'no-stream'],
  ] as const)('reads the last revision from %s: %s', async (field, said, actual) => {
    const bench = storeOn(async () => {
      throw clientError('wrong-expected-version', { [field]: said });
    });
    bench.write(
      Array.from({ length: 12 }, () => ({ ...event(), contentType: 'application/json', data: {}, metadata: {} })),
    );
    const result = await bench.store.append('account-1', [event()], actual === 6 ? 3 : 7);
    expect(result).toEqual({ _tag: 'conflict', expected: actual === 6 ? 3 : 7, actual });
  });

  it.each([
    [clientError('access-denied'), 'Unavailable'],
    [clientError('unknown', { code: 7 }), 'Unavailable'],
    [clientError('stream-deleted'), 'Corrupt'],
    [clientError('unsupported'), 'NotALedger'],
    [clientError('unknown', { code: 3 }), 'NotALedger'],
    [clientError('maximum-append-size-exceeded', { maxAppendSize: 10 }), 'TooLarge'],
  ])('is not tried again after %s, which is %s', async (error, tag) => {
    const bench = storeOn(async () => {
      throw error;
    });
    const appending = bench.store.append('account-1', [event()], 'no-stream');
    await expect(appending).rejects.toMatchObject({ name: 'StoreFailure', reason: { _tag: tag } });
    expect(bench.sent).toHaveLength(1);
  });

  it.each(['not-leader', 'unavailable', 'cancelled', 'timeout', 'deadline-exceeded', 'unknown', 'no type at all'])(
    'is tried ten times after %s',
    async (type) => {
      const bench = storeOn(async () => {
        throw clientError(type, { code: type === 'not-leader' ? 5 : 2 });
      });
      const appending = bench.store.append('account-1', [event()], 'no-stream');
      await expect(appending).rejects.toMatchObject({ reason: { _tag: 'Unavailable' } });
      expect(bench.sent).toHaveLength(10);
    },
  );

  it('does not wait for ever for a client that never answers', async () => {
    const bench = storeOn(() => new Promise(() => {}), { callTimeoutMs: 20 });
    const appending = bench.store.append('account-1', [event()], 'no-stream');
    await expect(appending).rejects.toMatchObject({ reason: { _tag: 'Unavailable' } });
  });

  it('is not disturbed by an observer that throws', async () => {
    const observer = {
      onRetry: () => {
        throw new Error('a broken metric');
      },
    };
    let failed = false;
    const bench = storeOn(
      async (events) => {
        if (!failed) {
          failed = true;
          throw clientError('unavailable');
        }
        bench.write(events);
        return true;
      },
      { observer, retry: { pause: async () => {} } },
    );
    expect(await bench.store.append('account-1', [event()], 'no-stream')).toMatchObject({ _tag: 'appended' });
  });
});

describe('a client that does not check revisions', () => {
  it('is found out before the first append, each time', async () => {
    const { client, sent } = fakeClient();
    const careless = { ...client, appendToStream: async () => ({ success: true, nextExpectedRevision: 0n }) };
    const store = eventStoreDbStore(careless);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const appending = store.append('account-1', [event()], 'no-stream');
      await expect(appending).rejects.toMatchObject({ reason: { _tag: 'NotALedger' } });
    }
    expect(sent).toEqual([]);
  });
});
