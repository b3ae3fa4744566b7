import { performance } from 'node:perf_hooks';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { allProjections, balances, examineReadModels, memoryDocumentStore, projectionRuntime } from '../src/index.ts';
import { factsOf, framedFacts, right } from './paidAccruals.ts';

type Frames = readonly (ReturnType<typeof framedFacts> extends Generator<infer Frame> ? Frame : never)[];

const appended = async (store: EventStore, frames: Frames): Promise<EventStore> => {
  for (const { stream, event, after } of frames) await store.append(stream, [event], after);
  return store;
};

const medianMs = async (runs: number, work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
};

/** Events that come one by one while the runtime follows, until the last one is in the documents. */
const followed = async (frames: Frames): Promise<void> => {
  const store = memoryEventStore();
  const ending = new AbortController();
  const runtime = projectionRuntime({
    store,
    documents: memoryDocumentStore(),
    projections: [balances],
    observer: { onBatch: ({ position }) => position === BigInt(frames.length) && ending.abort() },
  });
  const following = runtime.follow(ending.signal);
  await appended(store, frames);
  right(await following);
};

const perSecond = (count: number, ms: number): number => Math.round((count / ms) * 1000);

const rows: Record<string, string | number>[] = [];
for (const count of [1_000, 10_000]) {
  const frames = [...framedFacts(factsOf(count, 100))];
  const store = await appended(memoryEventStore(), frames);
  const documents = memoryDocumentStore();
  const runtime = projectionRuntime({ store, documents, projections: allProjections });
  right(await runtime.catchUp());
  rows.push({
    events: count,
    'nothing new, ms': (await medianMs(101, () => runtime.catchUp())).toFixed(3),
    'standings, ms': (await medianMs(101, () => runtime.standings())).toFixed(3),
    'append and follow balances /s': perSecond(count, await medianMs(3, () => followed(frames))),
    'rebuild balances beside /s': perSecond(
      count,
      await medianMs(3, async () => right(await runtime.rebuild(balances))),
    ),
    'balances held against the history /s': perSecond(
      count,
      await medianMs(3, async () => right(await examineReadModels({ store, documents, projections: [balances] }))),
    ),
    'one share of two /s': perSecond(
      count,
      await medianMs(3, async () => right(await runtime.rebuildShare(balances, { index: 0, of: 2 }))),
    ),
  });
}
console.table(rows);
