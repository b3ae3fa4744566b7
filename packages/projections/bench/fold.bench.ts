import { performance } from 'node:perf_hooks';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { readEvent } from '@commission-ledger/events';
import {
  accrualHolds,
  allProjections,
  type AnyProjection,
  balances,
  closings,
  memoryDocumentStore,
  movementMonths,
  movements,
  payoutPostings,
  projectionRuntime,
} from '../src/index.ts';
import { factsOf, framedFacts, right } from './paidAccruals.ts';

const storeOf = async (count: number, partners: number): Promise<EventStore> => {
  const store = memoryEventStore();
  for (const { stream, event, after } of framedFacts(factsOf(count, partners)))
    await store.append(stream, [event], after);
  return store;
};

const perSecond = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const runs: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    await work();
    runs.push(performance.now() - start);
  }
  const [, median = 1] = runs.toSorted((a, b) => a - b);
  return Math.round((count / median) * 1000);
};

/** The floor: every event read back, nothing folded. */
const decodeAll = async (store: EventStore): Promise<void> => {
  let after: bigint | undefined;
  for (;;) {
    const page = await store.readAll({ after, limit: 1000 });
    for (const event of page.events) right(readEvent(event));
    if (page.atEnd) return;
    after = page.next;
  }
};

const rebuild = async (store: EventStore, projections: readonly AnyProjection[]): Promise<void> => {
  right(await projectionRuntime({ store, documents: memoryDocumentStore(), projections }).catchUp());
};

/** What statements and the journal are made of. */
const STATEMENTS: readonly AnyProjection[] = [movements, movementMonths, closings, payoutPostings, accrualHolds];

const rows: Record<string, string | number>[] = [];
for (const partners of [1, 1000]) {
  for (const events of [10_000, 100_000]) {
    const store = await storeOf(events, partners);
    const bare = await perSecond(events, () => decodeAll(store));
    const balance = await perSecond(events, () => rebuild(store, [balances]));
    const statements = await perSecond(events, () => rebuild(store, STATEMENTS));
    const others = allProjections.filter((projection) => !STATEMENTS.includes(projection));
    const without = await perSecond(events, () => rebuild(store, others));
    const all = await perSecond(events, () => rebuild(store, allProjections));
    rows.push({
      partners,
      events,
      'decode only /s': bare,
      'balances /s': balance,
      'balances ÷ decode': (balance / bare).toFixed(2),
      'statements /s': statements,
      'all but statements /s': without,
      'all projections /s': all,
      'all ÷ decode': (all / bare).toFixed(2),
    });
  }
}
console.table(rows);
