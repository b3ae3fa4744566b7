import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
  storedName,
} from '../src/index.ts';
import { dump, rebuilt } from './dump.ts';
import { recorded, right, storeWith } from './history.ts';
import { wholeHistory } from './wholeHistory.ts';

const RUNS = { numRuns: 60 };

describe('a projection', () => {
  it('has the same documents to the byte for any batch size and any stops on the way', async () => {
    const stops = fc.array(fc.nat({ max: 40 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(wholeHistory(), fc.integer({ min: 1, max: 7 }), stops, async (facts, batchSize, positions) => {
        const store = await storeWith(facts);
        const documents = memoryDocumentStore();
        const runtime = projectionRuntime({ store, documents, projections: allProjections, batchSize });
        for (const position of positions) right(await runtime.runTo(BigInt(position)));
        right(await runtime.catchUp());
        right(await runtime.catchUp());
        expect(await dump(documents)).toBe(await dump(await rebuilt(store)));
      }),
      RUNS,
    );
  });

  it('goes on where a crash between two batches or before a commit left it', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), fc.array(fc.nat({ max: 30 }), { maxLength: 5 }), async (facts, crashes) => {
        const store = await storeWith(facts);
        const documents = memoryDocumentStore();
        for (const commits of crashes) {
          const crashing = crashingAfter(documents, commits);
          const runtime = projectionRuntime({ store, documents: crashing, projections: allProjections, batchSize: 3 });
          await runtime.catchUp().catch((error: unknown) => expect(error).toBe(CRASH));
        }
        right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
        expect(await dump(documents)).toBe(await dump(await rebuilt(store)));
      }),
      RUNS,
    );
  });

  it('is folded by two runtimes at once as by one', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), fc.scheduler(), async (facts, scheduler) => {
        const store = await storeWith(facts);
        const documents = memoryDocumentStore();
        const slow = scheduledBy(scheduler, documents);
        const runs = [2, 3].map((batchSize) =>
          projectionRuntime({ store, documents: slow, projections: allProjections, batchSize }).catchUp(),
        );
        await scheduler.waitFor(Promise.all(runs));
        for (const run of await Promise.all(runs)) expect(E.isRight(run)).toBe(true);
        expect(await dump(documents)).toBe(await dump(await rebuilt(store)));
      }),
      RUNS,
    );
  });

  it('is not disturbed by events that the store delivers again', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), fc.infiniteStream(fc.nat({ max: 3 })), async (facts, repeats) => {
        const store = await storeWith(facts);
        const documents = memoryDocumentStore();
        const stuttering: EventStore = {
          ...store,
          readAll: async (options) => {
            const { after } = options;
            const page = await store.readAll({
              ...options,
              after: after !== undefined && after > 2n ? after - 2n : after,
            });
            return { ...page, events: page.events.flatMap((event, index, all) => stutter(event, index, all, repeats)) };
          },
        };
        right(
          await projectionRuntime({
            store: stuttering,
            documents,
            projections: allProjections,
            batchSize: 5,
          }).catchUp(),
        );
        expect(await dump(documents)).toBe(await dump(await rebuilt(store)));
      }),
      RUNS,
    );
  });

  it('never alters an event or a document', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), async (facts) => {
        const events = (await recorded(facts)).map(deepFrozen);
        for (const projection of allProjections) {
          const documents = new Map<string, unknown>();
          for (const event of events) {
            for (const key of projection.keysOf(event)) {
              documents.set(key, deepFrozen(projection.evolve(documents.get(key), event, key)));
            }
          }
          const expected = await rebuilt(await storeWith(facts));
          for (const [key, document] of documents) {
            expect(await expected.read(storedName(projection), key)).toBe(JSON.stringify(document));
          }
        }
      }),
      RUNS,
    );
  });
});

const CRASH = new Error('crash');

/** Does so many commits, then the process dies: half of the time after the last one was written. */
const crashingAfter = (documents: DocumentStore, commits: number): DocumentStore => {
  let left = commits;
  return {
    ...documents,
    commit: async (batch) => {
      left -= 1;
      if (left < 0) throw CRASH;
      const written = await documents.commit(batch);
      if (left === 0 && commits % 2 === 0) throw CRASH;
      return written;
    },
  };
};

const scheduledBy = (scheduler: fc.Scheduler, documents: DocumentStore): DocumentStore => ({
  ...documents,
  readMany: async (name, keys) => {
    await scheduler.schedule(Promise.resolve());
    return documents.readMany(name, keys);
  },
  commit: async (batch) => {
    await scheduler.schedule(Promise.resolve());
    return documents.commit(batch);
  },
});

/** The event, and now and then one of those before it once more. */
const stutter = (
  event: StoredEvent,
  index: number,
  all: readonly StoredEvent[],
  repeats: fc.Stream<number>,
): readonly StoredEvent[] => {
  const again = all[index - (repeats.next().value ?? 0)];
  return again === undefined || again === event ? [event] : [event, again];
};

const deepFrozen = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
};
