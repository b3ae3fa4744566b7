import { memoryEventStore } from '@commission-ledger/event-store';
import { describe, it } from 'vitest';

import { memoryDocumentStore } from '@commission-ledger/projections';
import { documentStoreConformance, eventStoreConformance } from '../src/index.ts';
import { breakableLine, lineDisturbances } from './brokenLine.ts';

const maxAppendBytes = 512 * 1024;

describe('the event store in memory', () => {
  const subject = {
    name: 'memory',
    maxAppendBytes,
    durable: false,
    create: async () => {
      const line = breakableLine(memoryEventStore({ maxAppendBytes }));
      return { line, connect: async () => line.store, remove: async () => {} };
    },
    disturb: lineDisturbances,
  };
  it.each(eventStoreConformance(subject))('$name', (each) => each.run());
});

describe('the document store in memory', () => {
  const subject = {
    name: 'memory',
    create: async () => ({ store: memoryDocumentStore(), remove: async () => {} }),
  };
  it.each(documentStoreConformance(subject))('$name', (each) => each.run());
});
