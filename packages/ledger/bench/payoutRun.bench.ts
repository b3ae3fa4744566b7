import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { type LedgerEvent, accountStream, frameEvents, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { accountDecider } from '../src/account/accountDecider.ts';
import { recordingClock } from '../src/execution/recordingClock.ts';
import { NOON, eventsOf, ledgerOn, ok, paid, settle, won } from '../test/world.ts';

/*
 * A payout run over open accruals, on the memory store and on one file: how long it takes, how much memory, and how that
 * compares with reading and folding the same entries and nothing else. The numbers of partners and of accruals are the
 * arguments; 1,000 and 100,000 without them.
 */

const PARTNERS = Number(process.argv[2] ?? 1000);
const ACCRUALS = Number(process.argv[3] ?? 100_000);

const partners = Array.from({ length: PARTNERS }, (_, index) => `p${index}`);
const accounts = partners.map((partner) => ({ program: 'acme', partner, currency: 'EUR' }));
const march = { program: 'acme', date: '2024-03-05' };

/** The partners, and for each an account with its part of the accruals, as the policy would have posted them. */
const fill = async (store: EventStore): Promise<void> => {
  const ledger = ledgerOn(store);
  await settle(ledger, { partners });
  await ok(ledger.winDeal(won('d1', { attribution: [{ partner: 'p0', share: '1' }] })));
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  const [posted] = await eventsOf(store, 'AccrualPosted');
  if (posted === undefined) throw new Error('Nothing was accrued.');
  const clock = recordingClock(() => NOON + 1000);
  for (const account of accounts.slice(1)) {
    const stream = accountStream(account);
    const events = Array.from({ length: ACCRUALS / PARTNERS }, (_, index): LedgerEvent => {
      const cause = { kind: 'payment' as const, id: `p${index}` };
      const { partner } = account;
      const data = { ...posted.data, partner, referrer: partner, accrual: `acr-${partner}-${index}`, cause };
      return { type: 'AccrualPosted', data };
    });
    const context = { ledger: 'ledger', actor: 'bench', correlation: null, causation: null };
    const command = { commandKey: `fill/${stream}`, commandHash: 'a'.repeat(64) };
    const end = { stream, revision: 'no-stream' as const, hash: null };
    await store.append(stream, frameEvents(events, { ...context, ...command }, end, clock.next), 'no-stream');
  }
};

/** By the clock, and of the processor: what else runs on the machine disturbs only the first. */
type Seconds = Readonly<{ wall: number; cpu: number }>;

const secondsOf = async (work: () => Promise<unknown>): Promise<Seconds> => {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
};

const megabytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** Every account read and folded once, and forgotten. */
const bareFold = async (store: EventStore): Promise<void> => {
  for (const account of accounts) {
    let state = accountDecider.initial();
    for await (const stored of store.readStream(accountStream(account))) {
      const read = readEvent(stored);
      if (E.isLeft(read)) throw new Error('An event cannot be read.');
      state = accountDecider.evolve(state, read.right);
    }
  }
};

const rowsOf = async (name: string, store: EventStore): Promise<readonly object[]> => {
  await fill(store);
  await bareFold(store);
  const bare = await secondsOf(() => bareFold(store));
  const before = megabytes();
  const ledger = ledgerOn(store, {
    async *accounts() {
      yield* accounts;
    },
  });
  const row = (work: string, { wall, cpu }: Seconds) => ({
    store: name,
    work,
    seconds: wall.toFixed(2),
    'of the processor': cpu.toFixed(2),
    'times the fold': (cpu / bare.cpu).toFixed(1),
    'heap, MB more': (megabytes() - before).toFixed(0),
  });
  const rows = [row('bare fold', bare)];
  rows.push(row('preview', await secondsOf(() => ok(ledger.previewPayouts(march)))));
  const run = await secondsOf(async () => {
    const { issued } = await ok(ledger.issuePayouts(march));
    if (issued.length !== PARTNERS) throw new Error(`${issued.length} payouts were issued.`);
  });
  rows.push(row('prepare and issue', run));
  rows.push(row('issue again', await secondsOf(() => ok(ledger.issuePayouts(march)))));
  return rows;
};

const folder = mkdtempSync(path.join(tmpdir(), 'payout-run-'));
const file = await openSqliteStore(path.join(folder, 'ledger.db'));
console.log(`${PARTNERS} partners, ${ACCRUALS} accruals`);
console.table([...(await rowsOf('memory', memoryEventStore())), ...(await rowsOf('one file', file.events))]);
await file.close();
rmSync(folder, { recursive: true });
