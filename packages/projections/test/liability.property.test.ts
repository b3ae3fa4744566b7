import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancesOf, cashForecast, liabilityOn, scheduleOf } from '../src/index.ts';
import { rebuilt } from './dump.ts';
import { accrued, enrolled, held, joined, opened, published } from './facts.ts';
import { cents, date, storeWith } from './history.ts';
import { moneyHistory } from './moneyHistory.ts';

const DATES = ['2026-02-01', '2026-02-28', '2026-04-01', '2027-01-01'];
const FIGURES = ['onHold', 'disputed', 'payable', 'inFlight', 'receivable', 'taxDue', 'unclaimed', 'drawDebt'] as const;

describe('the liability of a program', () => {
  it('is the balances of its accounts, added up', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), fc.constantFrom(...DATES), async ({ facts }, on) => {
        const documents = await rebuilt(await storeWith(facts));
        const rows = await balancesOf(documents, { asOf: date(on) });
        const [liability, ...others] = await liabilityOn(documents, { asOf: date(on), program: 'north' });
        expect(others).toEqual([]);
        expect(liability?.accounts ?? 0).toBe(rows.length);
        const sums = rows.reduce(
          (all, row) => all.map((sum, index) => sum + row[FIGURES[index] ?? 'onHold'].minor),
          FIGURES.map(() => 0n),
        );
        if (liability === undefined) return;
        expect(FIGURES.map((figure) => liability[figure].minor)).toEqual(sums);
        const { onHold, payable, inFlight, receivable, taxDue, unclaimed, owed, total } = liability;
        expect(owed.minor).toBe(onHold.minor + payable.minor + inFlight.minor - receivable.minor);
        expect(total.minor).toBe(owed.minor + taxDue.minor + unclaimed.minor);
      }),
    );
  });

  it('is told of every program without one, and of none that has no account', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ facts }) => {
        const documents = await rebuilt(await storeWith(facts));
        const asOf = date('2026-03-01');
        expect(await liabilityOn(documents, { asOf })).toEqual(
          await liabilityOn(documents, { asOf, program: 'north' }),
        );
        expect(await liabilityOn(documents, { asOf, program: 'nor' })).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the cash forecast', () => {
  it('is the schedules, added up; with what waits it is everything that is open', async () => {
    const plans = [published(1, '0.05'), joined('ada', 'Ada Byron'), enrolled('ada', 'standard')];
    await fc.assert(
      fc.asyncProperty(moneyHistory(), fc.constantFrom(...DATES), async ({ facts }, on) => {
        const documents = await rebuilt(await storeWith([...facts.slice(0, 1), ...plans, ...facts.slice(1)]));
        const query = { program: 'north', asOf: date(on) };
        const { dates, waiting } = await cashForecast(documents, query);
        const schedules = await scheduleOf(documents, query);
        const paid = schedules.flatMap((schedule) =>
          schedule.dates.flatMap(({ date: day, amount, outcome }) =>
            outcome._tag === 'pays' ? [{ day, due: amount.minor, net: outcome.net.minor }] : [],
          ),
        );
        const days = [...new Set(paid.map(({ day }) => `${day}`))].toSorted();
        expect(dates.map((row) => [row.date, row.payouts, row.due.minor, row.net.minor])).toEqual(
          days.map((day) => {
            const same = paid.filter((payment) => payment.day === day);
            const total = (figure: 'due' | 'net') => same.reduce((sum, payment) => sum + payment[figure], 0n);
            return [day, same.length, total('due'), total('net')];
          }),
        );
        const open = schedules.flatMap((schedule) => schedule.dates.flatMap(({ due }) => due));
        const shown = [...dates.map(({ due }) => due), ...waiting.map(({ amount }) => amount)];
        expect(shown.reduce((sum, { minor }) => sum + minor, 0n)).toBe(
          open.reduce((sum, { amount }) => sum + amount.minor, 0n),
        );
      }),
    );
  });

  it('says what waits, and for what', async () => {
    const due = { maturesOn: '2026-01-15', occurredAt: '2026-01-10T12:00:00Z' };
    const documents = await rebuilt(
      await storeWith([
        opened(),
        published(1, '5.00'),
        ...['ada', 'bob', 'cyd'].flatMap((partner) => [joined(partner, partner), enrolled(partner, 'standard')]),
        accrued({ ...due, partner: 'ada', id: 'a1', amount: 700 }),
        accrued({ ...due, partner: 'ada', id: 'a2', amount: 30 }),
        held({ partner: 'ada', accrual: 'a2' }),
        accrued({ ...due, partner: 'bob', id: 'b1', amount: 100 }),
        accrued({ ...due, partner: 'cyd', id: 'c1', amount: 800 }),
      ]),
    );
    expect(await cashForecast(documents, { asOf: date('2026-02-01') })).toEqual({
      dates: [{ date: '2026-02-05', currency: 'EUR', payouts: 2, due: cents(1500), net: cents(1500) }],
      waiting: [
        { reason: 'below-minimum', currency: 'EUR', accounts: 1, amount: cents(100) },
        { reason: 'disputed', currency: 'EUR', accounts: 1, amount: cents(30) },
      ],
    });
  });
});
