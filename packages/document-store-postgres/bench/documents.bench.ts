import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createLedger } from '@commission-ledger/ledger';
import {
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
  storedName,
} from '@commission-ledger/projections';
import { startPostgres } from '@commission-ledger/testing/postgres';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';

import { openPostgresDocumentStore } from '../src/index.ts';

/**
 * The document stores side by side in one run: memory, a file, a PostgreSQL server of its own on the same disk, both
 * syncing what they acknowledge. Quote the ratios, not the figures.
 * Run: `node --conditions=@commission-ledger/source --import tsx <this file> [leads]`; a lead makes about ten events.
 */
const leads = Number(process.argv[2] ?? 300);
const server = await startPostgres();
if (server === undefined) throw new Error('There is no PostgreSQL on this machine.');
const folder = mkdtempSync(join(tmpdir(), 'commission-ledger-bench-'));
const postgres = await openPostgresDocumentStore(server.connectionString);
const file = await openSqliteStore(join(folder, 'documents.ledger'));
const stores: Readonly<Record<string, DocumentStore>> = {
  memory: memoryDocumentStore(),
  sqlite: file.documents,
  postgres: postgres.documents,
};

/** The median of five, in things per second, of each store by turns. */
const compare = async (
  what: string,
  count: number,
  work: (store: DocumentStore, round: number) => Promise<unknown>,
) => {
  const rates = new Map(Object.keys(stores).map((name) => [name, [] as number[]]));
  for (let round = 0; round < 5; round += 1) {
    for (const [name, store] of Object.entries(stores)) {
      const start = performance.now();
      await work(store, round);
      rates.get(name)?.push(count / ((performance.now() - start) / 1_000));
    }
  }
  const median = (name: string) => rates.get(name)?.toSorted((left, right) => left - right)[2] ?? 0;
  const figures = Object.keys(stores).map((name) => `${name} ${String(Math.round(median(name))).padStart(8)}/s`);
  const ratio = (median('postgres') / median('sqlite')).toFixed(2);
  console.log(`${what.padEnd(34)} ${figures.join('   ')}   postgres ÷ sqlite ${ratio}`);
};

const body = JSON.stringify({ partner: 'p-1', amount: { amount: '437.50', currency: 'EUR' }, note: 'x'.repeat(300) });
const puts = Array.from({ length: 1_000 }, (_, index) => ({ key: `account-${index}`, json: body }));
const commit = async (store: DocumentStore, changes: typeof puts): Promise<void> => {
  const expected = (await store.checkpoint('bench@1'))?.position;
  const checkpoint = { position: (expected ?? 0n) + 1n };
  await store.commit({ projection: 'bench@1', expected, checkpoint, puts: changes, removes: [] });
};
await compare('commit 1,000 documents', 1_000, (store) => commit(store, puts));
await compare('commit one document', 50, async (store) => {
  for (const put of puts.slice(0, 50)) await commit(store, [put]);
});
await compare('read 1,000 documents at once', 1_000, (store) =>
  store.readMany(
    'bench@1',
    puts.map(({ key }) => key),
  ),
);
await compare('read one document', 200, async (store) => {
  for (const { key } of puts.slice(0, 200)) await store.read('bench@1', key);
});

const history = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const clock = simulatedClock();
  const ledger = createLedger({ store, clock: clock.now, actor: 'host' });
  await playSimulation(simulate({ seed: 1, partners: 20, leads, from: '2025-01', months: 8 }), ledger, clock);
  return store;
};
const store = await history();
const events = (await store.readAll({ after: undefined, limit: 1_000_000 })).events.length;
await compare(`fold ${events} events, all projections`, events, async (documents) => {
  for (const projection of allProjections) await documents.clear(storedName(projection));
  const run = await projectionRuntime({ store, documents, projections: allProjections }).catchUp();
  if (run._tag === 'Left') throw new Error(run.left._tag);
});

await file.close();
await postgres.close();
await server.stop();
rmSync(folder, { recursive: true });
