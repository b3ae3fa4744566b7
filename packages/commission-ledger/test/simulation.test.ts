import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { allProjections, type DocumentStore, storedName } from '@commission-ledger/projections';
import { playSimulation } from '@commission-ledger/testing/simulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { format, memoryDocumentStore, openCommissionLedger, orThrow, type Money } from '../src/index.ts';
import { day, month } from './scopes.ts';
import { datedSteps, frames, played, type Played, said, sha256, stepsHash } from './simulatedHistory.ts';

const small = { seed: 7, partners: 5, leads: 60, from: '2025-01', months: 6 };
const year = { seed: 8, partners: 12, leads: 200, from: '2024-10', months: 12 };

/** What the same seed gives, on every machine and in every release that does not change the simulation on purpose. */
const GOLDEN = 'c4406567722d2ba22ba0d9531cf4253f0dc1447c32e6cfc18ed86194c93d9032';

const minor = ({ minor: amount }: Money): bigint => amount;
const total = (amounts: readonly Money[]): bigint => amounts.map(minor).reduce((sum, each) => sum + each, 0n);

describe('a simulation', () => {
  it('is the same steps for the same seed, and others for another', () => {
    expect(stepsHash(small)).toBe(GOLDEN);
    expect(stepsHash(small)).toBe(stepsHash(small));
    expect(stepsHash({ ...small, seed: 9 })).not.toBe(GOLDEN);
  });

  it.each([
    small,
    { seed: 1, partners: 1, leads: 1, from: '2025-02', months: 1 },
    { seed: 2, partners: 2, leads: 40, from: '2025-02', months: 3 },
    { seed: 3, partners: 30, leads: 80, from: '2025-09', months: 4 },
    { seed: 4, partners: 8, leads: 90, from: '2024-03', months: 5 },
  ])('is played without a refusal, and twice gives the same history: $seed', async (options) => {
    const first = await played(options);
    expect(first.refused).toEqual([]);
    expect(first.commands).toBeGreaterThan(options.leads);
    expect(await frames(await played(options))).toEqual(await frames(first));
  });

  it('is the same history and the same answers wherever the machine stands', async () => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const script = path.join(import.meta.dirname, 'simulatedDigest.ts');
    const start = ['--conditions=@commission-ledger/source', '--import', tsx, script];
    const digestIn = async (TZ: string): Promise<Record<string, unknown>> => {
      const env = { ...process.env, TZ, NODE_OPTIONS: '' };
      const { stdout } = await promisify(execFile)(process.execPath, start, { env });
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    const [east, west] = [await digestIn('Pacific/Kiritimati'), await digestIn('America/St_Johns')];
    expect([east['offset'], west['offset']]).toEqual([-840, 210]);
    expect({ ...east, offset: 0 }).toEqual({ ...west, offset: 0 });
    const here = await played(small);
    expect(east).toMatchObject({
      steps: GOLDEN,
      frames: sha256((await frames(here)).join('\n')),
      said: sha256(await said(here, '2025-07-01')),
    });
  }, 60_000);
});

/** Every document of every read model, by its key. */
const dumpOf = async (documents: DocumentStore): Promise<ReadonlyMap<string, string>> => {
  const dump = new Map<string, string>();
  for (const projection of allProjections) {
    const name = storedName(projection);
    let after: string | undefined;
    for (;;) {
      const page = await documents.list(name, { prefix: '', limit: 1000, ...(after === undefined ? {} : { after }) });
      for (const { key, json } of page) dump.set(`${name} ${key}`, json);
      after = page.at(-1)?.key;
      if (after === undefined || page.length < 1000) break;
    }
  }
  return dump;
};

describe('a simulated year', () => {
  let history: Played;
  const asOf = day('2025-10-01');
  beforeAll(async () => {
    history = await played(year, datedSteps(year));
    expect(history.refused).toEqual([]);
  });

  it('adds up: balances, statements, journal and liability are one amount, to the cent', async () => {
    const { books } = history;
    const balances = await orThrow(books.balances({ program: 'simulated', asOf }));
    const [liability] = await orThrow(books.liability({ program: 'simulated', asOf }));
    const { rows, totals } = await orThrow(books.statements({ program: 'simulated', period: month('2025-09') }));
    const trial = await orThrow(books.trialBalance({ program: 'simulated', until: asOf }));
    const currencies = new Set<string>(trial.map(({ balance }) => balance.currency));
    for (const each of currencies)
      expect(total(trial.map(({ balance }) => balance).filter(({ currency }) => currency === each)), each).toBe(0n);
    const inEuros = trial.filter(({ balance }) => balance.currency === 'EUR');
    const books_ = new Map(inEuros.map((row) => [row.account, minor(row.balance)]));
    expect(balances.length).toBeGreaterThan(8);
    expect(total(balances.map(({ inFlight }) => inFlight))).toBe(0n);
    for (const { partner, onHold, payable, inFlight, receivable } of balances) {
      const at = (account: string): bigint => books_.get(account) ?? 0n;
      expect([onHold, payable, inFlight].map(minor), partner).toEqual(
        ['OnHold', 'Payable', 'InFlight'].map((name) => -at(`Liabilities:Partner:${partner}:${name}`)),
      );
      expect(minor(receivable), partner).toBe(at(`Assets:Partner:${partner}:Receivable`));
      const statement = rows.find((row) => row.partner === partner);
      expect(statement && format(statement.closing), partner).toBe(
        format({ ...onHold, minor: minor(onHold) + minor(payable) - minor(receivable) }),
      );
    }
    expect(liability && minor(liability.owed)).toBe(total(rows.map(({ closing }) => closing)));
    expect(totals.map(({ closing }) => minor(closing))).toEqual([liability && minor(liability.owed)]);
    expect(liability && minor(liability.owed)).not.toBe(0n);
  });

  it('has statements that go on where the last ended, and contain every movement once', async () => {
    const { books, stores } = history;
    let owed = 0n;
    for (let number = 0; number < 13; number += 1) {
      const key = new Date(Date.UTC(2024, 9 + number, 1)).toISOString().slice(0, 7);
      const { totals } = await orThrow(books.statements({ program: 'simulated', period: month(key) }));
      for (const { opening, closing } of totals) {
        expect(minor(opening), key).toBe(owed);
        owed = minor(closing);
      }
    }
    const { events } = await stores.events.readAll({ after: undefined, limit: 100_000 });
    const signs: Readonly<Record<string, bigint>> = {
      AccrualPosted: 1n,
      TrueUpPosted: 1n,
      AccrualReversed: -1n,
      AdjustmentPosted: 1n,
      PayoutSettled: -1n,
    };
    const payouts = new Map<string, bigint>();
    let moved = 0n;
    for (const { type, body } of events) {
      const { data } = JSON.parse(body) as { data: { amount?: { amount: string }; payout?: string } };
      const cents = BigInt((data.amount?.amount ?? '0').replace('.', ''));
      if (type === 'PayoutIssued') payouts.set(data.payout ?? '', cents);
      moved += (signs[type] ?? 0n) * (type === 'PayoutSettled' ? (payouts.get(data.payout ?? '') ?? 0n) : cents);
    }
    expect(owed).toBe(moved);
  });

  it('explains every tenth payout and entry, with nothing unexplained', async () => {
    const { books } = history;
    const payouts = await orThrow(books.payouts());
    const sample = payouts.filter((_, index) => index % 10 === 0);
    expect(sample.length).toBeGreaterThan(3);
    for (const { payoutId } of sample) {
      const { unexplained, lines } = await orThrow(books.why(payoutId));
      expect(unexplained).toMatchObject({ amount: '0.00' });
      expect(lines.length).toBeGreaterThan(0);
    }
  });

  it('gives the same documents in one go from the beginning as bit by bit while it went on', async () => {
    const { stores, books } = history;
    await orThrow(books.catchUp());
    const documents = memoryDocumentStore();
    await orThrow(openCommissionLedger({ stores: { events: stores.events, documents } }).catchUp());
    const rebuilt = await dumpOf(documents);
    expect(rebuilt.size).toBeGreaterThan(1000);
    expect(rebuilt).toEqual(await dumpOf(stores.documents));
  });

  it('sent a second time writes nothing, also ten years later, also by another process', async () => {
    const before = await frames(history);
    const answers = await said(history, asOf);
    const tenYears = 10 * 366 * 24 * 60 * 60_000;
    for (const later of [0, tenYears]) {
      history.clock.set(history.clock.now() + later);
      const again = await playSimulation(history.steps, history.books, history.clock);
      expect(again).toEqual({ commands: history.commands, refused: [] });
    }
    const other = openCommissionLedger({ stores: history.stores, clock: history.clock.now });
    expect((await playSimulation(history.steps, other, history.clock)).refused).toEqual([]);
    expect(sha256((await frames(history)).join('\n'))).toBe(sha256(before.join('\n')));
    expect(await frames(history)).toHaveLength(before.length);
    expect(sha256(await said(history, asOf))).toBe(sha256(answers));
  }, 60_000);
});
