import { parsePeriod, type Period } from '@commission-ledger/calendar';
import { journalOf, ledgerAccounts, statementOf } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CommissionLedger,
  localDate,
  type LocalDate,
  memoryDocumentStore,
  memoryEventStore,
  openCommissionLedger,
  orThrow,
  type Stores,
} from '../src/index.ts';

const ZONES = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Pacific/Pago_Pago'];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST = Date.parse('2026-01-31T09:00:00Z');

const step = fc.record({
  what: fc.constantFrom(
    'pay',
    'pay',
    'pay',
    'refund',
    'adjust',
    'hold',
    'run',
    'run',
    'settle',
    'fail',
    'close',
    'close',
  ),
  hours: fc.constantFrom(0, 1, 14, 24, 5 * 24, 20 * 24),
  late: fc.constantFrom(0, 0, 0, 20, 30 * 24),
  minor: fc.integer({ min: 1, max: 60 }),
});

const plan = {
  schema: 'plan/1',
  plan: 'small',
  version: 1,
  title: { en: 'Small' },
  currency: 'EUR',
  effectiveFrom: '2025-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 3 },
  refunds: { counters: 'lower' },
  payout: {
    days: [5, 20],
    cutOff: { daysBefore: 0 },
    convention: 'following',
    minimum: '0.10',
    withholding: [{ status: 'none', rate: '0.3', from: '2025-01-01' }],
  },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'all',
      clause: '1',
      title: { en: 'Everything' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: { percent: { of: 'payment', rate: '0.5' } },
    },
  ],
  examples: [{ title: { en: 'A payment' }, given: { payment: '1.00' }, expect: { all: '0.50' } }],
};

const euros = (minor: number) => ({ amount: `0.${`${minor}`.padStart(2, '0')}`, currency: 'EUR' });
const bob = { program: 'acme', partner: 'bob' };
const account = { ...bob, currency: 'EUR' };
const instantOf = (ms: number): string => new Date(ms).toISOString();

const dayOf = (text: string): LocalDate => {
  const read = localDate(text);
  if (read._tag === 'Left') throw new Error(text);
  return read.right;
};

const month = (key: string): Period => {
  const read = parsePeriod(key);
  if (read._tag === 'Left') throw new Error(key);
  return read.right;
};

/** A program in the zone, with bob in its plan and a won deal of his. */
const booksIn = async (timeZone: string, stores: Stores, clock: () => number): Promise<CommissionLedger> => {
  const books = openCommissionLedger({ stores, clock });
  const occurredAt = '2025-06-01T00:00:00Z';
  await orThrow(
    books.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone,
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await orThrow(books.publishPlan({ document: plan, occurredAt }));
  await orThrow(books.joinPartner({ partner: 'bob', name: 'Bob', occurredAt }));
  await orThrow(books.enrolPartner({ ...bob, plan: 'small', from: '2025-06-01', occurredAt }));
  const attribution = [{ partner: 'bob', share: '1' }];
  const amount = { amount: '99.00', currency: 'EUR' };
  await orThrow(books.winDeal({ deal: 'd', program: 'acme', amount, attribution, attributes: {}, occurredAt }));
  return books;
};

const monthsBefore = (ms: number): readonly string[] =>
  [2, 1].map((back) => {
    const at = new Date(ms);
    return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
  });

describe('the statement of a month that was closed', () => {
  it('is what the closing wrote down, then and ever after, and the journal comes to what the last one closes with', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        fc.array(step, { minLength: 6, maxLength: 20 }),
        async (zone, steps) => {
          const stores = { events: memoryEventStore(), documents: memoryDocumentStore() };
          let now = FIRST;
          const books = await booksIn(zone, stores, () => now);
          const payments: string[] = [];
          const flying: { payout: string; amount: { amount: string; currency: string } }[] = [];
          const closed = new Map<string, unknown>();

          /** What the read models say of a closed month. */
          const statementIn = async (period: string) => {
            await orThrow(books.catchUp());
            const found = await statementOf(stores.documents, { ...account, period: month(period) });
            const { opening, closing, count: lines, hash: statementHash, to: until } = found ?? {};
            return { opening, closing, lines, statementHash, until };
          };

          for (const [index, { what, hours, late, minor }] of steps.entries()) {
            now += hours * HOUR;
            const id = `s${index}`;
            const occurredAt = instantOf(now - late * HOUR);
            if (what === 'pay') {
              await orThrow(books.recordPayment({ deal: 'd', payment: id, amount: euros(minor), occurredAt }));
              payments.push(id);
            } else if (what === 'refund') {
              const payment = payments.pop();
              if (payment === undefined) continue;
              const refund = { deal: 'd', payment, refund: id, amount: euros(1), reason: 'late' };
              await orThrow(books.recordRefund({ ...refund, occurredAt: instantOf(now) }));
            } else if (what === 'adjust') {
              const people = { reason: 'agreed', author: 'ann', approver: 'max' };
              const posting = { adjustment: id, amount: euros(minor), maturesOn: occurredAt.slice(0, 10) };
              await orThrow(books.postAdjustment({ ...bob, ...posting, ...people, occurredAt }));
            } else if (what === 'run') {
              const [schedule] = await orThrow(books.schedule({ asOf: dayOf(instantOf(now).slice(0, 10)) }));
              const next = schedule?.dates.find(({ date }) => date !== null)?.date;
              if (next == null) continue;
              now = Math.max(now, Date.parse(next) + 15 * HOUR);
              const { issued } = await orThrow(books.issuePayouts({ program: 'acme', date: next }));
              for (const { data } of issued)
                flying.push({
                  payout: data.payout,
                  amount: { amount: `${Number(data.amount.minor) / 100}`, currency: 'EUR' },
                });
            } else if (what === 'settle' || what === 'fail') {
              const payout = flying.pop();
              if (payout === undefined) continue;
              const end = { ...bob, ...payout, occurredAt: instantOf(now) };
              if (what === 'settle') await orThrow(books.settlePayout({ ...end, reference: 'bank' }));
              else await orThrow(books.failPayout({ ...end, reason: 'closed' }));
            } else if (what === 'close')
              for (const period of monthsBefore(now)) {
                const result = await books.closePeriod({ program: 'acme', period, closedBy: 'kim' });
                if (result._tag === 'Left') continue;
                for (const { data } of result.right.closed) {
                  const { opening, closing, lines, statementHash, until } = data;
                  const told = { opening, closing, lines, statementHash, until };
                  expect(await statementIn(data.period)).toEqual(told);
                  closed.set(data.period, told);
                }
              }
          }
          for (const [period, told] of closed) expect(await statementIn(period)).toEqual(told);

          // What the journal has in OnHold, Payable, Receivable and what payouts hold is what the last statement closes with.
          const until = dayOf(instantOf(now + 400 * DAY).slice(0, 10));
          const last = instantOf(now + 400 * DAY).slice(0, 7);
          await orThrow(books.catchUp());
          let owed = 0n;
          const partners = new Set([
            ledgerAccounts.onHold('bob'),
            ledgerAccounts.payable('bob'),
            ledgerAccounts.receivable('bob'),
          ]);
          for await (const { kind, postings } of journalOf(stores.documents, { program: 'acme', until }))
            for (const { account: name, amount } of postings) {
              const isPayout = kind === 'payout-issued' || kind === 'payout-failed';
              if (partners.has(name) && !isPayout) owed -= amount.minor;
            }
          for (const { status, amount } of await orThrow(books.payouts()))
            if (status === 'settled') owed -= amount.minor;
          const { closing } = await statementIn(last);
          expect(closing?.minor ?? 0n).toBe(owed);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});
