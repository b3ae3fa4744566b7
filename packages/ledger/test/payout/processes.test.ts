import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { format } from '@commission-ledger/money';
import { afterEach, describe, expect, it } from 'vitest';
import { eventsOf, ledgerOn, ok, paid, settle, won } from '../world.ts';
import { expectNobodyPaidTwice, livePayoutsIn } from './livePayouts.ts';

const march = { program: 'acme', date: '2024-03-05' };
const partners = Array.from({ length: 24 }, (_, index) => `p${index}`);

const folder = mkdtempSync(path.join(tmpdir(), 'payout-runs-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every partner is due 1.00. */
const due = async (file: string): Promise<void> => {
  const { events, close } = await openSqliteStore(file);
  const ledger = ledgerOn(events);
  await settle(ledger, { partners });
  for (const partner of partners) {
    await ok(ledger.winDeal(won(`of-${partner}`, { attribution: [{ partner, share: '1' }] })));
    await ok(ledger.recordPayment(paid(`of-${partner}`, 'p1', '10.00')));
  }
  await close();
};

/** A run in a process of its own, killed so long after it began; what it said. */
const runIn = (file: string, killedAfterMs: number | undefined): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'runInProcess.ts');
    const options = ['--conditions=@commission-ledger/source', '--import', 'tsx', script, file, march.date];
    const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const isFirst = said === '';
      said += chunk.toString();
      if (isFirst && killedAfterMs !== undefined) void delay(killedAfterMs).then(() => child.kill('SIGKILL'));
    });
    child.on('error', reject);
    child.on('close', () => resolve(said.trimEnd().split('\n')));
  });

describe('payout runs of several processes on one file', () => {
  it('pay everybody once, however many of them are killed', async () => {
    const file = path.join(folder, 'ledger.db');
    await due(file);
    // Where in the run a kill falls is chance; what is true afterwards is not.
    for (const kills of [
      [2, 15, 40],
      [8, 60, undefined],
      [undefined, undefined, 25],
    ]) {
      const ended = await Promise.all(kills.map((afterMs) => runIn(file, afterMs)));
      for (const [first, last = 'killed'] of ended) {
        expect(first).toBe('begins');
        expect(['killed', 'issued 24', 'WrittenMeanwhile', 'StoreBusy']).toContain(last);
      }
    }
    const { events, close } = await openSqliteStore(file);
    await ok(ledgerOn(events).issuePayouts(march));
    const live = await livePayoutsIn(events);
    expect(live.map(({ partner }) => partner).toSorted()).toEqual(partners.toSorted());
    expect(new Set(live.map(({ amount }) => format(amount)))).toEqual(new Set(['1.00']));
    await expectNobodyPaidTwice(events);
    expect((await eventsOf(events, 'PayoutRunCompleted')).map(({ data }) => data.issued)).toEqual([24]);
    await close();
  }, 120_000);
});
