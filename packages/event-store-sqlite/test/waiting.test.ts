import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../src/index.ts';
import { engines, failureTagOf, withTemporaryLedger } from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

describe.each(engines)('a subscriber who hardly ever looks, with %s', (engine) => {
  it('is woken at once by an append of the same store, and by its closing', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine, pollIntervalMs: 600_000 });
      const { signal } = new AbortController();
      const subscription = store.events.subscribe({ after: undefined, signal })[Symbol.asyncIterator]();
      const first = subscription.next();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await store.events.append('a-1', [event()], 'no-stream');
      expect((await first).value).toMatchObject({ stream: 'a-1', revision: 0 });
      const second = failureTagOf(subscription.next());
      await new Promise((resolve) => setTimeout(resolve, 20));
      await store.close();
      expect(await second).toBe('StoreClosed');
    });
  });
});
