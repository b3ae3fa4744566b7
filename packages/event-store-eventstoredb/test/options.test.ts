import { expect, it } from 'vitest';

import { type EventStoreDbOptions, eventStoreDbStore } from '../src/index.ts';
import { fakeClient } from './fakeClient.ts';

const longestTimerMs = 2 ** 31 - 1;
const senseless: readonly EventStoreDbOptions[] = [
  ...[0, -1, Number.NaN, Infinity, longestTimerMs + 1].map((callTimeoutMs) => ({ callTimeoutMs })),
  ...[0, -1, 1.5, Number.NaN, Infinity].map((attempts) => ({ retry: { attempts } })),
  ...[-1, Number.NaN, longestTimerMs + 1].map((firstPauseMs) => ({ retry: { firstPauseMs } })),
  ...[-1, Number.NaN, Infinity].map((longestPauseMs) => ({ retry: { longestPauseMs } })),
  ...[0, -1, Number.NaN].map((maxAppendBytes) => ({ maxAppendBytes })),
];

it.each(senseless)('options that make no sense are refused: %o', (options) => {
  const { client } = fakeClient();
  expect(() => eventStoreDbStore(client, options)).toThrowError(
    expect.objectContaining({ reason: expect.objectContaining({ _tag: 'InvalidAppend' }) }),
  );
});

it('the least and the most that make sense are taken', () => {
  const { client } = fakeClient();
  eventStoreDbStore(client, {
    callTimeoutMs: longestTimerMs,
    maxAppendBytes: 1,
    retry: { attempts: 1, firstPauseMs: 0, longestPauseMs: longestTimerMs },
  });
  eventStoreDbStore(client, { callTimeoutMs: 1, retry: { longestPauseMs: 0 } });
});
