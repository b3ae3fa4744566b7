import { type DocumentStore, entriesOf } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CommissionLedger,
  format,
  localDate,
  type LocalDate,
  openCommissionLedger,
  orThrow,
  memoryDocumentStore,
  memoryEventStore,
  type Stores,
} from '../src/index.ts';

/** Whatever a plan may say of payouts, in small amounts. */
const payout = fc.record(
  {
    draw: fc.record(
      {
        amount: fc.constantFrom('0.15', '0.20'),
        kind: fc.constantFrom('recoverable', 'non-recoverable', 'forgiven'),
        from: fc.constant('2026-01-01'),
        until: fc.constantFrom('2026-02-28', '2026-12-31'),
        recovery: fc.constantFrom('0.5', '1'),
      },
      { requiredKeys: ['amount', 'kind', 'from', 'until'] },
    ),
    withholding: fc.constant([
      { status: 'none', rate: '0.3', from: '2026-01-01' },
      { status: 'company', rate: '0.1', from: '2026-01-01' },
    ]),
    vat: fc.constant([{ status: 'company', rate: '0.2', from: '2026-01-01' }]),
    fees: fc.constant([{ id: 'transfer', title: { en: 'Transfer' }, fixed: '0.02', bornBy: 'partner' }]),
    negative: fc.constant('write-off'),
  },
  { requiredKeys: [] },
);

const days = fc.constantFrom(
  { day: 5, cutOff: 'start-of-month' },
  { days: [5, 20], cutOff: { daysBefore: 0 } },
  { weekday: 'friday', cutOff: { daysBefore: 7 } },
);

const step = fc.record({
  what: fc.constantFrom('pay', 'pay', 'adjust', 'hold', 'release', 'status', 'run', 'run', 'fail'),
  minor: fc.integer({ min: -30, max: 60 }),
  day: fc.integer({ min: 1, max: 28 }),
});

const planOf = (terms: object): object => ({
  schema: 'plan/1',
  plan: 'small',
  version: 1,
  title: { en: 'Small' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 3 },
  refunds: { counters: 'lower' },
  payout: { convention: 'following', minimum: '0.10', ...terms },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'all',
      clause: '1',
      title: { en: 'Everything' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: { percent: { of: 'payment', rate: '1' } },
    },
  ],
  examples: [{ title: { en: 'A payment' }, given: { payment: '1.00' }, expect: { all: '1.00' } }],
});

const euros = (minor: number) => ({
  amount: `${minor < 0 ? '-' : ''}0.${`${Math.abs(minor)}`.padStart(2, '0')}`,
  currency: 'EUR',
});
const inJanuary = (day: number): string => `2026-01-${`${day}`.padStart(2, '0')}`;
const occurredAt = '2026-01-01T00:00:00Z';
const bob = { program: 'acme', partner: 'bob' };

const dayOf = (text: string): LocalDate => {
  const date = localDate(text);
  if (date._tag === 'Left') throw new Error(text);
  return date.right;
};

/** A program with bob in the plan and one won deal of his; the clock stands at the end of 2026. */
const booksWith = async (plan: object, stores: Stores): Promise<CommissionLedger> => {
  const books = openCommissionLedger({ stores, clock: () => Date.parse('2026-12-31T10:00:00Z') });
  await orThrow(
    books.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'UTC',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await orThrow(books.publishPlan({ document: plan, occurredAt }));
  await orThrow(books.joinPartner({ partner: 'bob', name: 'Bob', occurredAt }));
  await orThrow(books.enrolPartner({ ...bob, plan: 'small', from: '2026-01-01', occurredAt }));
  const attribution = [{ partner: 'bob', share: '1' }];
  await orThrow(
    books.winDeal({ deal: 'd', program: 'acme', amount: euros(99), attribution, attributes: {}, occurredAt }),
  );
  await orThrow(books.recordPayment({ deal: 'd', payment: 'first', amount: euros(1), occurredAt }));
  return books;
};

/** The next payout date of bob's account as the schedule has it: the date, and what arrives or why nothing does. */
const scheduled = async (books: CommissionLedger, asOf: string): Promise<readonly [string, string] | undefined> => {
  const [account] = await orThrow(books.schedule({ asOf: dayOf(asOf) }));
  const next = account?.dates.find(({ date }) => date !== null);
  if (next === undefined) return undefined;
  const { outcome } = next;
  return [next.date ?? '', outcome._tag === 'pays' ? format(outcome.net) : outcome._tag];
};

/** The open accruals of bob's account, the earliest to mature first. */
const openAccruals = async (books: CommissionLedger, documents: DocumentStore): Promise<readonly string[]> => {
  await orThrow(books.catchUp());
  const { rows } = await entriesOf(documents, { ...bob, currency: 'EUR' });
  return rows.filter(({ kind, state }) => kind === 'accrual' && state === 'open').map(({ entry }) => entry);
};

describe('the schedule', () => {
  it('says of the next date what the preview says, and what the run then does, which is proved', async () => {
    await fc.assert(
      fc.asyncProperty(payout, days, fc.array(step, { maxLength: 12, size: 'max' }), async (terms, on, steps) => {
        const stores = { events: memoryEventStore(), documents: memoryDocumentStore() };
        const books = await booksWith(planOf({ ...terms, ...on }), stores);
        const held = new Set<string>();
        let today = '2026-01-28';
        let last: { payout: string; amount: { amount: string; currency: string } } | undefined;
        for (const [index, { what, minor, day }] of steps.entries()) {
          const id = `s${index}`;
          const now = `2026-01-01T00:00:${`${index}`.padStart(2, '0')}Z`;
          if (what === 'pay') {
            const at = { occurredAt: `${inJanuary(day)}T12:00:00Z` };
            await orThrow(books.recordPayment({ deal: 'd', payment: id, amount: euros(Math.abs(minor)), ...at }));
          } else if (what === 'adjust' && minor !== 0) {
            const people = { reason: 'agreed', author: 'ann', approver: 'max' };
            const posting = { adjustment: id, amount: euros(minor), maturesOn: inJanuary(day) };
            await orThrow(books.postAdjustment({ ...bob, ...posting, ...people, occurredAt }));
          } else if (what === 'hold') {
            const accrual = (await openAccruals(books, stores.documents)).find((open) => !held.has(open));
            if (accrual === undefined) continue;
            await orThrow(books.holdAccrual({ ...bob, accrual, reason: id, occurredAt: now }));
            held.add(accrual);
          } else if (what === 'release') {
            const [accrual] = held;
            if (accrual === undefined) continue;
            await orThrow(books.releaseAccrual({ ...bob, accrual, outcome: id, occurredAt: now }));
            held.delete(accrual);
          } else if (what === 'status')
            await orThrow(books.recordTaxStatus({ partner: 'bob', status: 'company', from: inJanuary(1), occurredAt }));
          else if (what === 'fail' && last !== undefined) {
            await orThrow(books.failPayout({ ...bob, ...last, reason: 'closed' }));
            last = undefined;
          } else if (what === 'run') {
            const next = await scheduled(books, today);
            if (next === undefined) continue;
            const [date, says] = next;
            const [preview] = await orThrow(books.previewPayouts({ program: 'acme', date }));
            expect(preview && (preview.deferral ?? format(preview.net))).toBe(says);
            const { issued, deferred } = await orThrow(books.issuePayouts({ program: 'acme', date }));
            expect([
              ...issued.map(({ data }) => format(data.net ?? data.amount)),
              ...deferred.map(({ data }) => data.reason),
            ]).toEqual([says]);
            const [paid] = issued;
            if (paid !== undefined) {
              const { payout: made, amount } = paid.data;
              expect(await books.why(made)).toMatchObject({ _tag: 'Right' });
              last = { payout: made, amount: { amount: format(amount), currency: 'EUR' } };
            }
            today = date;
          }
        }
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});
