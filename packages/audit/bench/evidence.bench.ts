// How long a pack takes, by the length of the history: node --conditions=@commission-ledger/source --import tsx --expose-gc FILE [leads …]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createLedger } from '@commission-ledger/ledger';
import { allProjections, projectionRuntime } from '@commission-ledger/projections';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';
import { measuredPack } from './measuredPack.ts';

const measure = async (leads: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-bench-'));
  const { events, documents, close } = await openSqliteStore(join(folder, 'ledger.db'));
  try {
    const clock = simulatedClock();
    const ledger = createLedger({ store: events, clock: clock.now, actor: 'simulator' });
    const partners = Math.max(5, Math.round(leads / 50));
    await playSimulation(simulate({ seed: 7, partners, leads, from: '2024-01', months: 12 }), ledger, clock);
    await projectionRuntime({ store: events, documents, projections: allProjections }).catchUp();
    for (const scope of [
      { kind: 'whole' },
      { kind: 'partners', program: 'simulated', partners: ['partner-000001'] },
    ] as const)
      console.log(`${leads} leads, ${await measuredPack({ events, documents }, scope)}`);
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
};

const run = async (): Promise<void> => {
  const asked = process.argv.slice(2).map(Number);
  for (const leads of asked.length > 0 ? asked : [500, 2000, 8000]) await measure(leads);
};

void run();
