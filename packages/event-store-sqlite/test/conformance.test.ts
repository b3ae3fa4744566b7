import { documentStoreConformance, eventStoreConformance } from '@commission-ledger/testing';
import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../src/index.ts';
import { engines, temporaryLedger } from './temporaryLedger.ts';

const maxAppendBytes = 512 * 1024;

it('finds an engine on every supported runtime', () => {
  expect(engines).not.toEqual([]);
});

describe.each(engines)('the event store in a file, with %s', (engine) => {
  const create = async () => {
    const { path, remove } = temporaryLedger();
    const connect = async () => (await openSqliteStore(path, { engine, maxAppendBytes, pollIntervalMs: 5 })).events;
    return { connect, remove: async () => remove() };
  };
  it.each(eventStoreConformance({ name: engine, maxAppendBytes, durable: true, create }))('$name', (each) =>
    each.run(),
  );
});

describe.each(engines)('the document store in a file, with %s', (engine) => {
  const create = async () => {
    const { path, remove } = temporaryLedger();
    const store = await openSqliteStore(path, { engine });
    return {
      store: store.documents,
      remove: async () => {
        await store.close();
        remove();
      },
    };
  };
  it.each(documentStoreConformance({ name: engine, create }))('$name', (each) => each.run());
});
