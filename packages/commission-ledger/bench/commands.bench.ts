import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { SIMULATED_PROGRAM, simulatedPlan, simulatedSettings } from '@commission-ledger/testing';
import { openCommissionLedger, orThrow } from '../src/index.ts';

/*
 * Payments through the whole path on one durable file: decided, appended, accrued to the partner and to the upline,
 * and taken into every read model in the end. Beside it, in the same run, single events appended to the same kind of
 * store and nothing else. The number of payments is the argument; 2,000 without it.
 */

const PAYMENTS = Number(process.argv[2] ?? 2000);
const PARTNERS = 50;
const START = Date.UTC(2025, 0, 2);
const program = SIMULATED_PROGRAM;

const inFolder = async <Value>(work: (file: string) => Promise<Value>): Promise<Value> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-'));
  try {
    return await work(path.join(folder, 'ledger.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

/** So many workers, each of which takes the next piece of work once it is done with one. */
const inFlight = async (workers: number, pieces: number, work: (piece: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < pieces) {
      const piece = next;
      next += 1;
      await work(piece);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
};

const bare = (workers: number): Promise<number> =>
  inFolder(async (file) => {
    const store = await openSqliteStore(file);
    const seconds = await secondsOf(() =>
      inFlight(workers, PAYMENTS, (piece) => {
        const event = { id: randomUUID(), type: 'Bare', revision: 0, body: `{"payment":${piece}}` };
        return store.events.append(`bare-${piece}`, [event], 'no-stream');
      }),
    );
    await store.close();
    return seconds;
  });

const commands = (workers: number): Promise<Readonly<{ recording: number; reading: number; events: number }>> =>
  inFolder(async (file) => {
    const stores = await openSqliteStore(file);
    let now = START;
    const books = openCommissionLedger({ stores, clock: () => (now += 1) });
    await orThrow(books.openProgram(simulatedSettings));
    await orThrow(books.publishPlan({ document: simulatedPlan(1, '2020-01-01') }));
    for (let index = 0; index < PARTNERS; index += 1) {
      const partner = `partner-${index}`;
      await orThrow(books.joinPartner({ partner, name: partner }));
      await orThrow(books.enrolPartner({ partner, program, plan: 'simulated', from: '2025-01-01' }));
      const upline = `partner-${index - (index % 5)}`;
      if (upline !== partner) await orThrow(books.assignUpline({ partner, program, upline, from: '2025-01-01' }));
      const attribution = [{ partner, share: '1' }];
      const attributes = { product: 'team', region: 'north' };
      const amount = { amount: '199.00', currency: 'EUR' };
      await orThrow(books.winDeal({ deal: `deal-${index}`, program, amount, attribution, attributes }));
    }
    await orThrow(books.catchUp());
    const before = (await stores.events.head())?.position ?? 0n;
    const recording = await secondsOf(() =>
      inFlight(workers, PAYMENTS, (piece) => {
        const amount = { amount: '199.00', currency: 'EUR' };
        return orThrow(books.recordPayment({ deal: `deal-${piece % PARTNERS}`, payment: `p-${piece}`, amount }));
      }),
    );
    const reading = await secondsOf(() => orThrow(books.catchUp()));
    const after = (await stores.events.head())?.position ?? 0n;
    await stores.close();
    return { recording, reading, events: Number(after - before) };
  });

const rows = [];
for (const workers of [1, 8, 64]) {
  const single = await bare(workers);
  const { recording, reading, events } = await commands(workers);
  rows.push({
    'in flight': workers,
    'commands a second': Math.round(PAYMENTS / recording),
    'with read models': Math.round(PAYMENTS / (recording + reading)),
    'events a command': (events / PAYMENTS).toFixed(1),
    'bare appends a second': Math.round(PAYMENTS / single),
    ratio: (single / (recording + reading)).toFixed(2),
  });
}
console.table(rows);
