// How long a pack takes, by the length of the history: node --conditions=@commission-ledger/source --import tsx --expose-gc FILE [leads …]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { instantAt } from '@commission-ledger/calendar';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createLedger } from '@commission-ledger/ledger';
import { allProjections, projectionRuntime } from '@commission-ledger/projections';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { evidencePack, evidenceZip, type EvidenceRequest } from '../src/index.ts';

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
      await pack(`${leads} leads, ${scope.kind}`, {
        ledger: 'ledger',
        store: events,
        documents,
        scope,
        madeAt: instantAt(clock.now()),
        software: { name: 'bench', version: '0' },
        samples: { what: 'payouts', method: 'smallest-hash', seed: 'bench', size: 25 },
        verifier: '',
      });
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
};

const pack = async (title: string, request: EvidenceRequest): Promise<void> => {
  globalThis.gc?.();
  let [bytes, highest] = [0, 0];
  const before = process.memoryUsage().heapUsed;
  const out = new Writable({
    write: (chunk: Uint8Array, _, done) => {
      bytes += chunk.length;
      highest = Math.max(highest, process.memoryUsage().heapUsed - before);
      done();
    },
  });
  const zip = evidenceZip(out);
  const [started, used] = [performance.now(), process.cpuUsage()];
  const packed = await evidencePack(request, zip.put);
  await zip.end();
  if (E.isLeft(packed)) throw new Error(packed.left._tag);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(used);
  const worked = (user + system) / 1e6;
  const { known, files } = packed.right.manifest;
  const perSecond = Math.round(known.size / worked);
  process.stdout.write(
    `${title}: ${known.size} events, ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, ${worked.toFixed(1)} s of a core (${perSecond} events/s), heap +${Math.round(highest / 1e6)} MB\n`,
  );
};

const run = async (): Promise<void> => {
  const asked = process.argv.slice(2).map(Number);
  for (const leads of asked.length > 0 ? asked : [500, 2000, 8000]) await measure(leads);
};

void run();
