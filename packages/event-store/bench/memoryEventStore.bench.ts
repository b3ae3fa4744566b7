import { randomUUID } from 'node:crypto';

import { memoryEventStore, type NewEvent } from '../src/index.ts';

/**
 * Appends one event at a time in memory: 100,000 and 1,000,000 events over 1,000 streams, beside the least
 * one can do (an array in a Map). Run: `node --conditions=@commission-ledger/source --import tsx <this file>`
 */
const body = JSON.stringify({ partner: 'p-1', amount: { amount: '437.50', currency: 'EUR' }, note: 'x'.repeat(350) });
const streams = Array.from({ length: 1_000 }, (_, index) => `account-${index}`);

const eventsOf = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, () => ({ id: randomUUID(), type: 'AccrualPosted', body }));

const perSecond = async (count: number, work: (events: readonly NewEvent[]) => Promise<void>): Promise<number> => {
  const events = eventsOf(count);
  globalThis.gc?.();
  const start = performance.now();
  await work(events);
  return Math.round(count / ((performance.now() - start) / 1_000));
};

const appendAll = async (events: readonly NewEvent[]): Promise<void> => {
  const store = memoryEventStore();
  for (const [index, event] of events.entries()) {
    const round = Math.floor(index / streams.length);
    const result = await store.append(
      streams[index % streams.length] ?? '',
      [event],
      round === 0 ? 'no-stream' : round - 1,
    );
    if (result._tag !== 'appended') throw new Error(result._tag);
  }
};

const floor = async (events: readonly NewEvent[]): Promise<void> => {
  const lists = new Map<string, NewEvent[]>();
  const ids = new Map<string, NewEvent>();
  for (const [index, event] of events.entries()) {
    const stream = streams[index % streams.length] ?? '';
    const list = lists.get(stream) ?? [];
    await Promise.resolve();
    list.push(event);
    lists.set(stream, list);
    ids.set(event.id, event);
  }
};

await perSecond(50_000, appendAll);
for (const count of [100_000, 1_000_000]) {
  const least = await perSecond(count, floor);
  const store = await perSecond(count, appendAll);
  console.log(
    `memory append, ${count} events: ${store}/s; an array in a Map ${least}/s; ratio ${(store / least).toFixed(2)}`,
  );
}
