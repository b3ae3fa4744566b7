import { eachEvent, type EventStore } from '@commission-ledger/event-store';
import { accountOfStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { recompute, type RecomputeProgress } from '../src/index.ts';
import { simulatedHistory } from './simulatedHistory.ts';

const store = await simulatedHistory({ seed: 11, leads: 120 });
const lengths = new Map<string, number>();
for await (const { stream } of eachEvent(store)) lengths.set(stream, (lengths.get(stream) ?? 0) + 1);
const events = [...lengths.values()].reduce((sum, length) => sum + length, 0);

it('asks a store for each event a few times at most, also where it wants one command of a long stream', async () => {
  let asked = 0;
  const counting: EventStore = {
    ...store,
    readAll: async (options) => {
      const page = await store.readAll(options);
      asked += page.events.length;
      return page;
    },
    readStream: (stream, options) => {
      const { from = 0, limit = Infinity } = options ?? {};
      // Whoever sets no limit may be read everything that follows, whatever is looked at.
      asked += Math.min(limit, (lengths.get(stream) ?? 0) - from);
      return store.readStream(stream, options);
    },
  };
  const told = await recompute({ store: counting });
  expect(E.isRight(told) && told.right.verdict).toBe('agrees');
  expect(asked / events).toBeLessThan(2);
});

it('tells in every phase how far it is of what there is to do', async () => {
  const told: RecomputeProgress[] = [];
  await recompute({ store, onProgress: (progress) => told.push(progress) });
  const totals = new Map(told.map(({ phase, total }) => [phase, total]));
  const inAccounts = [...lengths].filter(([stream]) => accountOfStream(stream) !== undefined);
  expect(totals.get('comparing')).toBe(inAccounts.reduce((sum, [, length]) => sum + length, 0));
  expect(totals.get('expecting')).toBeGreaterThan(0);
  expect(told.filter(({ done, total }) => done > total)).toEqual([]);
});
