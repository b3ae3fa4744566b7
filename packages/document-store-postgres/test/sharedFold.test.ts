import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { createLedger } from '@commission-ledger/ledger';
import {
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
  storedName,
} from '@commission-ledger/projections';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';
import { expect, it } from 'vitest';

import { openPostgresDocumentStore } from '../src/index.ts';
import { describeWithServer } from './testServer.ts';

/** A program as it goes for some months. */
const history = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const clock = simulatedClock();
  const ledger = createLedger({ store, clock: clock.now, actor: 'host' });
  await playSimulation(simulate({ seed: 7, partners: 5, leads: 40, from: '2025-01', months: 4 }), ledger, clock);
  return store;
};

/** Everything that was folded, and how far. */
const contentsOf = async (documents: DocumentStore): Promise<unknown> => ({
  checkpoints: [...(await documents.checkpoints())].toSorted(([left], [right]) => (left < right ? -1 : 1)),
  documents: await Promise.all(allProjections.map((projection) => documents.list(storedName(projection), {}))),
});

await describeWithServer('instances that share read models', ({ inSchema, connectionString }) => {
  it(
    'fold the same documents together as one alone does in memory',
    () =>
      inSchema(async (schema) => {
        const store = await history();
        const open = () => openPostgresDocumentStore(connectionString, { schema, connections: 6 });
        const instances = await Promise.all([open(), open()]);
        const runs = await Promise.all(
          instances.map(({ documents }, index) =>
            projectionRuntime({ store, documents, projections: allProjections, batchSize: 40 + index * 13 }).catchUp(),
          ),
        );
        expect(runs.map(({ _tag }) => _tag)).toEqual(['Right', 'Right']);
        const alone = memoryDocumentStore();
        await projectionRuntime({ store, documents: alone, projections: allProjections }).catchUp();
        const [first] = instances;
        expect(await contentsOf(first?.documents ?? alone)).toEqual(await contentsOf(alone));
        await Promise.all(instances.map(({ close }) => close()));
      }),
    90_000,
  );
});
