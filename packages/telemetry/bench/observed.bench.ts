import { randomUUID } from 'node:crypto';
import { type EventStore, memoryEventStore, type NewEvent } from '@commission-ledger/event-store';
import { observeEventStore } from '../src/index.ts';

/**
 * What it costs to be observed while nobody listens: appends to two stores in memory, one bare and one wrapped, by turns
 * and the same number to each. Quote the ratio, on a machine that does nothing else.
 */
const chunk = Number(process.argv[2] ?? 5000);
const rounds = 60;
const body = JSON.stringify({ partner: 'p-1', amount: { amount: '437.50', currency: 'EUR' }, note: 'x'.repeat(350) });

/** Nanoseconds for each of so many appends, each to a stream of its own. */
const appendTo = async (store: EventStore, round: number): Promise<number> => {
  const events: readonly NewEvent[] = Array.from({ length: chunk }, () => ({ id: randomUUID(), type: 'Noted', body }));
  const start = performance.now();
  for (const [index, event] of events.entries()) await store.append(`lead-${round}-${index}`, [event], 'no-stream');
  return ((performance.now() - start) * 1_000_000) / chunk;
};

const [bareStore, wrappedStore] = [memoryEventStore(), observeEventStore(memoryEventStore())];
const measured: Readonly<{ bare: number; wrapped: number }>[] = [];
for (let round = 0; round < rounds; round += 1) {
  // Whoever is second finds the caches warm: they take turns in that too.
  const early = round % 2 === 0 ? await appendTo(bareStore, round) : undefined;
  const wrapped = await appendTo(wrappedStore, round);
  measured.push({ bare: early ?? (await appendTo(bareStore, round)), wrapped });
}
const medianOf = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
const warm = measured.slice(rounds / 3);
const ratio = medianOf(warm.map(({ bare, wrapped }) => wrapped / bare));
console.log(
  `append: bare ${Math.round(medianOf(warm.map(({ bare }) => bare)))} ns, observed by nobody ` +
    `${Math.round(medianOf(warm.map(({ wrapped }) => wrapped)))} ns, median of the ratios ${ratio.toFixed(3)}`,
);
