import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allProjections,
  describeProjectionFailure,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
  type ProjectionRuntime,
} from '../src/index.ts';
import { dump, rebuilt } from './dump.ts';
import { DEATH, faultyDocuments, type WriteFault, writeFaults } from './faultyDocuments.ts';
import { right, storeWith } from './history.ts';
import { wholeHistory } from './wholeHistory.ts';

const RUNS = { numRuns: Number(process.env['PROJECTION_RUNS'] ?? 20) };

// A few projections meet every kind of event and make a case small enough to be repeated often.
const projections = allProjections.filter(({ name }) => ['balances', 'entries', 'leads', 'payouts'].includes(name));

/** Starts a process again as often as it dies or gives up, as whoever operates it would. */
const untilItEnds = async (run: () => ReturnType<ProjectionRuntime['catchUp']>): Promise<void> => {
  for (;;) {
    try {
      const outcome = await run();
      if (E.isRight(outcome)) return;
      if (outcome.left._tag !== 'StoreFailed') throw new Error(describeProjectionFailure(outcome.left));
    } catch (error) {
      if (error !== DEATH) throw error;
    }
  }
};

/** Every step of a document store may let somebody else go first. */
const scheduled = (scheduler: fc.Scheduler, documents: DocumentStore): DocumentStore => {
  const turn = <A>(step: () => Promise<A>): Promise<A> => scheduler.schedule(Promise.resolve()).then(step);
  return {
    ...documents,
    readMany: (name, keys) => turn(() => documents.readMany(name, keys)),
    checkpoint: (name) => turn(() => documents.checkpoint(name)),
    checkpoints: () => turn(() => documents.checkpoints()),
    commit: (batch) => turn(() => documents.commit(batch)),
    replace: (name, by) => turn(() => documents.replace(name, by)),
    clear: (name) => turn(() => documents.clear(name)),
  };
};

/** The same keys and checkpoints, with nothing in the documents. */
const damaged = async (documents: DocumentStore): Promise<DocumentStore> => {
  const copy = memoryDocumentStore();
  for (const [projection, checkpoint] of await documents.checkpoints()) {
    const puts = (await documents.list(projection, {})).map(({ key }) => ({ key, json: 'null' }));
    await copy.commit({ projection, expected: undefined, checkpoint, puts, removes: [] });
  }
  return copy;
};

const batchSize = fc.integer({ min: 1, max: 9 });

describe('an event has its effect exactly once', () => {
  it('whatever becomes of the writes of a run', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), writeFaults(), batchSize, async (facts, faults, size) => {
        const store = await storeWith(facts);
        const documents = memoryDocumentStore();
        const faulty = faultyDocuments(documents, faults);
        const runtime = projectionRuntime({ store, documents: faulty, projections, batchSize: size });
        await untilItEnds(() => runtime.catchUp());
        expect(await dump(documents, projections)).toBe(await dump(await rebuilt(store, projections), projections));
      }),
      RUNS,
    );
  });

  it('whatever becomes of the writes of a rebuild, and readers see the old documents or the new ones', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), writeFaults(), batchSize, async (facts, faults, size) => {
        const store = await storeWith(facts);
        const fresh = await rebuilt(store, projections);
        const documents = await damaged(fresh);
        const seenOf = (from: DocumentStore) => Promise.all(projections.map((one) => dump(from, [one])));
        const [old, wanted] = [await seenOf(documents), await seenOf(fresh)];
        const look = async (): Promise<void> => {
          for (const [index, seen] of (await seenOf(documents)).entries())
            expect([old[index], wanted[index]]).toContain(seen);
        };
        const watched: DocumentStore = {
          ...documents,
          commit: (batch) => look().then(() => documents.commit(batch)),
          replace: (name, by) => look().then(() => documents.replace(name, by)),
        };
        const faulty = faultyDocuments(watched, faults);
        const runtime = projectionRuntime({ store, documents: faulty, projections, batchSize: size });
        await untilItEnds(async () => {
          try {
            return await runtime.rebuild();
          } finally {
            await look();
          }
        });
        expect(await seenOf(documents)).toEqual(wanted);
      }),
      RUNS,
    );
  });

  it('however many work on the same documents, rebuild them and die at it', async () => {
    const worker = fc.record({ faults: writeFaults(), size: batchSize, rebuilds: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        wholeHistory(),
        fc.array(worker, { minLength: 2, maxLength: 3 }),
        fc.scheduler(),
        async (facts, workers, scheduler) => {
          const store = await storeWith(facts);
          const documents = memoryDocumentStore();
          const runs = workers.map(({ faults, size, rebuilds }) => {
            const faulty = faultyDocuments(scheduled(scheduler, documents), faults);
            const runtime = projectionRuntime({ store, documents: faulty, projections, batchSize: size });
            return untilItEnds(() => (rebuilds ? runtime.rebuild() : runtime.catchUp()));
          });
          await scheduler.waitFor(Promise.all(runs));
          expect(await dump(documents, projections)).toBe(await dump(await rebuilt(store, projections), projections));
        },
      ),
      RUNS,
    );
  });

  it('when the shares of a rebuild are made by several, some of whom die', async () => {
    const shares = fc.array(writeFaults(), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(wholeHistory(), shares, writeFaults(), batchSize, async (facts, faults, last, size) => {
        const store = await storeWith(facts);
        const documents = memoryDocumentStore();
        const runtimeWith = (some: readonly WriteFault[]): ProjectionRuntime =>
          projectionRuntime({ store, documents: faultyDocuments(documents, some), projections, batchSize: size });
        for (const projection of projections) {
          await Promise.all(
            faults.map((some, index) => {
              const runtime = runtimeWith(some);
              return untilItEnds(() => runtime.rebuildShare(projection, { index, of: faults.length }));
            }),
          );
          const switching = runtimeWith(last);
          await untilItEnds(() => switching.switchTo(projection, faults.length));
        }
        expect(await dump(documents, projections)).toBe(await dump(await rebuilt(store, projections), projections));
        const names = [...(await documents.checkpoints()).keys()].filter((name) => name.includes('+'));
        expect(names).toEqual([]);
      }),
      RUNS,
    );
  });

  it('when one follows what comes, in pages of any size, and its store is away now and then', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), writeFaults(), batchSize, fc.nat(), async (facts, faults, size, cut) => {
        const all = await storeWith(facts);
        const { events } = await all.readAll({ after: undefined, limit: 1_000_000 });
        const store = await storeWith(facts.slice(0, cut % (facts.length + 1)));
        const documents = memoryDocumentStore();
        const faulty = faultyDocuments(
          documents,
          faults.filter((fault) => !fault.startsWith('died')),
        );
        const ending = new AbortController();
        const runtime = projectionRuntime({
          store,
          documents: faulty,
          projections,
          batchSize: size,
          observer: {
            onBatch: ({ position }) => position === BigInt(facts.length) && ending.abort(),
            // When the last acknowledgement was lost, no batch tells that all is there.
            onLive: () => void isComplete().then((yes) => yes && ending.abort()),
          },
        });
        const isComplete = async (): Promise<boolean> => {
          const found = [...(await documents.checkpoints()).values()];
          return found.filter(({ position }) => position === BigInt(facts.length)).length === projections.length;
        };
        if (facts.length === 0) ending.abort();
        const following = runtime.follow(ending.signal, { pause: async () => {} });
        for (const { stream, revision, ...event } of events.slice(cut % (facts.length + 1)))
          await store.append(stream, [event], revision === 0 ? 'no-stream' : revision - 1);
        right(await following);
        expect(await dump(documents, projections)).toBe(await dump(await rebuilt(all, projections), projections));
      }),
      RUNS,
    );
  });
});
