import { AssertionError } from 'node:assert';

import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';

import { type ConformanceCase, documentStoreConformance, eventStoreConformance } from '../src/index.ts';
import { type DocumentMutant, documentMutants } from './documentMutants.ts';
import { appendMutants } from './appendMutants.ts';
import { breakableLine, lineDisturbances } from './brokenLine.ts';
import { brokenLineMutants, rightAfterTheLast } from './brokenLineMutants.ts';
import { knownAppendMutants } from './knownAppendMutants.ts';
import { knownReadMutants } from './knownReadMutants.ts';
import { largePositions } from './largePositions.ts';
import type { Mutant } from './mutant.ts';
import { readMutants } from './readMutants.ts';
import { memoryDocumentStore } from '@commission-ledger/projections';

const maxAppendBytes = 512 * 1024;

// A history that outlives its store, on a line that breaks, so that the mutants meet every case.
const casesFor = (mutant: Mutant): readonly ConformanceCase[] =>
  eventStoreConformance({
    name: 'mutant',
    maxAppendBytes,
    durable: true,
    create: async () => {
      const line = breakableLine(memoryEventStore({ maxAppendBytes }));
      return { line, connect: async () => mutant(closingAlone(line.store)), remove: async () => {} };
    },
    disturb: lineDisturbances,
    patienceMs: 1_000,
  });

const documentCasesFor = (mutant: DocumentMutant): readonly ConformanceCase[] =>
  documentStoreConformance({
    name: 'mutant',
    create: async () => ({ store: mutant(memoryDocumentStore()), remove: async () => {} }),
  });

/** A store of its own on a history in memory: closing it does not close the history. */
const closingAlone = (history: EventStore): EventStore => {
  const closed = new AbortController();
  const gate = async (): Promise<EventStore> => (closed.signal.aborted ? await closedStore() : history);
  return {
    append: async (stream, events, expected) =>
      await (closed.signal.aborted ? await closedStore() : history).append(stream, events, expected),
    async *readStream(stream, options) {
      yield* (await gate()).readStream(stream, options);
    },
    readAll: async (options) => await (await gate()).readAll(options),
    head: async () => await (await gate()).head(),
    async *subscribe({ after, signal }) {
      yield* (await gate()).subscribe({ after, signal: AbortSignal.any([signal, closed.signal]) });
      if (closed.signal.aborted) await gate();
    },
    close: async () => closed.abort(),
  };
};

const closedStore = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  await store.close();
  await store.head(); // rejects with StoreClosed
  return store;
};

const caseNamed = (cases: readonly ConformanceCase[], wanted: string): ConformanceCase => {
  const found = cases.find(({ name }) => name === wanted);
  if (found) return found;
  throw new Error(`the kit has no case "${wanted}"`);
};

describe('the conformance kit for event stores', () => {
  it.each(casesFor((store) => store))('passes a store without faults: $name', (each) => each.run());

  it.each(casesFor(rightAfterTheLast))('passes a store that finds back by itself: $name', (each) => each.run());
  it.each(casesFor(largePositions((position) => position)))('passes a store with large positions: $name', (each) =>
    each.run(),
  );

  it.concurrent.each([
    ...appendMutants,
    ...readMutants,
    ...knownAppendMutants,
    ...knownReadMutants,
    ...brokenLineMutants,
  ])('catches a store that $fault', async ({ mutant, caughtBy }) => {
    await expect(caseNamed(casesFor(mutant), caughtBy).run()).rejects.toThrow(AssertionError);
  });
});

describe('the conformance kit for document stores', () => {
  it.each(documentCasesFor((store) => store))('passes a store without faults: $name', (each) => each.run());

  it.each(documentMutants)('catches a store that $fault', async ({ mutant, caughtBy }) => {
    await expect(caseNamed(documentCasesFor(mutant), caughtBy).run()).rejects.toThrow(AssertionError);
  });
});
