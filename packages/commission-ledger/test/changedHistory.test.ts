import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, describe, expect, it } from 'vitest';
import { describeFailure, memoryDocumentStore, openCommissionLedger, orThrow } from '../src/index.ts';
import { referralPlan as document } from './referralPlan.ts';

const clock = (): number => Date.parse('2026-09-07T10:00:00Z');
const run = { program: 'acme', date: '2026-09-07' };

const open = async (path: string) => {
  const stores = await openSqliteStore(path);
  return { ...stores, books: openCommissionLedger({ clock, stores }) };
};

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A ledger file with two payments of a deal, each with its accrual, and read models that are up to date. */
const ledgerFile = async (): Promise<string> => {
  folder = mkdtempSync(join(tmpdir(), 'commission-ledger-'));
  const path = join(folder, 'books.db');
  const { books, close } = await open(path);
  await orThrow(
    books.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'UTC',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
    }),
  );
  await orThrow(books.publishPlan({ document }));
  await orThrow(books.joinPartner({ partner: 'orion', name: 'Orion Consulting' }));
  await orThrow(books.enrolPartner({ partner: 'orion', program: 'acme', plan: 'referral', from: '2026-01-01' }));
  const deal = { deal: 'd-1', program: 'acme', attributes: {}, attribution: [{ partner: 'orion', share: '1' }] };
  const amount = { amount: '948.50', currency: 'EUR' };
  await orThrow(books.winDeal({ ...deal, amount, occurredAt: '2026-07-09T08:00:00Z' }));
  for (const payment of ['p-1', 'p-2'])
    await orThrow(books.recordPayment({ deal: 'd-1', payment, amount, occurredAt: '2026-07-09T08:00:00Z' }));
  await orThrow(books.catchUp());
  await close();
  return path;
};

/** Writes another digit into an amount of an event, wherever the file has it, past every rule of the file. */
const flipAmount = (path: string, type: string, revision: number): void => {
  const tail = `"revision":${revision},"schema":\\d+,"stream":"[^"]*","type":"${type}","v":1\\}`;
  const bodies = new RegExp(`\\{"actor":(?:(?!"v":1\\}|\\{"actor":).)*${tail}`, 'gs');
  const text = readFileSync(path, 'latin1');
  const changed = text.replace(bodies, (body) =>
    body.replace(/"amount":"(\d)/, (_, digit) => `"amount":"${digit === '9' ? '8' : '9'}`),
  );
  if (changed === text) throw new Error(`There is no amount in event ${revision} of type ${type}.`);
  writeFileSync(path, changed, 'latin1');
};

const isChanged = { _tag: 'Left', left: { _tag: 'StoreFailed', failure: { reason: { _tag: 'Corrupt' } } } };

describe('an amount that was changed in the ledger file', () => {
  it.each([
    ['AccrualPosted', 0],
    ['PaymentReceived', 1],
    ['DealWon', 0],
  ] as const)(
    'of %s is found by a rebuild; nothing is answered or paid then, and nothing is written',
    async (type, revision) => {
      const path = await ledgerFile();
      flipAmount(path, type, revision);
      const { books, events, documents, close } = await open(path);
      const head = await events.head();
      const before = await documents.checkpoints();
      const rebuilt = await books.rebuildReadModels();
      expect(rebuilt).toMatchObject(isChanged);
      if (E.isLeft(rebuilt))
        expect(describeFailure(rebuilt.left)).toContain(`The history was changed: event ${revision + 1} of `);
      for (const ask of [
        () => books.previewPayouts(run),
        () => books.preparePayouts(run),
        () => books.issuePayouts(run),
        () => books.closePeriod({ program: 'acme', period: '2026-07', closedBy: 'kim' }),
        () => books.asFinance({ program: 'acme', actor: 'kim' }).issuePayouts(run),
        () => books.catchUp(),
      ])
        expect(await ask()).toMatchObject(isChanged);
      // What readers saw before the rebuild is still there, and what is built beside stopped before the event.
      for (const [name, checkpoint] of before) expect(await documents.checkpoint(name)).toEqual(checkpoint);
      expect(await events.head()).toEqual(head);
      await close();
    },
  );

  it('of AccrualPosted is not paid out either by who does not rebuild', async () => {
    const path = await ledgerFile();
    flipAmount(path, 'AccrualPosted', 0);
    const { books, events, close } = await open(path);
    const head = await events.head();
    for (const act of [() => books.preparePayouts(run), () => books.issuePayouts(run)]) {
      const refused = await act();
      expect(refused).toMatchObject({ left: { _tag: 'StoreUnavailable' } });
      if (E.isLeft(refused)) expect(describeFailure(refused.left)).toContain('The history was changed');
    }
    expect(await events.head()).toEqual(head);
    await close();
  });

  it('stops read models that are made for the first time', async () => {
    const path = await ledgerFile();
    flipAmount(path, 'AccrualPosted', 0);
    const { events, close } = await openSqliteStore(path);
    const books = openCommissionLedger({ clock, stores: { events, documents: memoryDocumentStore() } });
    expect(await books.previewPayouts(run)).toMatchObject(isChanged);
    await close();
  });

  it('is forgotten once the file is good again and the read models are made anew', async () => {
    const path = await ledgerFile();
    const good = readFileSync(path);
    flipAmount(path, 'AccrualPosted', 0);
    const { events, documents, close } = await openSqliteStore(path);
    let now = events;
    const books = openCommissionLedger({
      clock,
      stores: {
        documents: memoryDocumentStore(),
        events: {
          ...events,
          head: () => now.head(),
          readAll: (options) => now.readAll(options),
          readStream: (...given) => now.readStream(...given),
          append: (...given) => now.append(...given),
        },
      },
    });
    expect(await books.rebuildReadModels()).toMatchObject(isChanged);
    expect(await documents.checkpoints()).not.toEqual(new Map());
    await close();
    const restored = join(folder, 'restored.db');
    writeFileSync(restored, good);
    const again = await openSqliteStore(restored);
    now = again.events;
    expect(await books.rebuildReadModels()).toEqual(E.right(undefined));
    const { issued } = await orThrow(books.issuePayouts(run));
    expect(issued).toHaveLength(1);
    await again.close();
  });
});

describe('a question', () => {
  it('costs no reading of the history where nothing is new, verified or not', async () => {
    const path = await ledgerFile();
    const { events, documents, close } = await openSqliteStore(path);
    const calls: string[] = [];
    const counted = {
      ...events,
      head: () => (calls.push('head'), events.head()),
      readAll: (options: Parameters<typeof events.readAll>[0]) => (calls.push('readAll'), events.readAll(options)),
      readStream: (...given: Parameters<typeof events.readStream>) => (
        calls.push('readStream'),
        events.readStream(...given)
      ),
    };
    const books = openCommissionLedger({ clock, stores: { events: counted, documents } });
    await orThrow(books.catchUp());
    await orThrow(books.catchUp());
    expect(calls).toEqual(['head', 'head']);
    await close();
  });
});
