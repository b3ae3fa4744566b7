import { localDate } from '@commission-ledger/calendar';
import type { EntryActivity, PartnerActivity } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { moneyIn } from '../src/moneyIn.ts';

const entry = (kind: EntryActivity['kind'], amount: string, currency = 'EUR'): EntryActivity => ({
  type: 'entry',
  kind,
  entry: `${kind}-${currency}`,
  amount: { amount, currency },
  maturesOn: '2026-03-01',
  deal: null,
  reason: null,
  because: null,
});

const day = localDate('2026-03-01');

it('every kind of entry is in one sum of its currency, and only what had to wait becomes payable', () => {
  const all = [
    entry('accrual', '10.00'),
    entry('reversal', '-1.00'),
    entry('adjustment', '-0.10'),
    entry('true-up', '0.01'),
    entry('draw-advance', '5.00'),
    entry('draw-recovery', '-2.00'),
    entry('write-off', '0.50'),
    entry('unclaimed', '-0.25'),
    entry('accrual', '7', 'JPY'),
  ];
  const told = { occurredAt: '2026-03-01T00:00:00.000Z', recordedAt: '2026-03-01T00:00:00.000000Z' };
  const activity: PartnerActivity = {
    activities: all.map((each) => ({ activity: each, ...told })),
    leads: [],
    deals: [],
    disputes: [],
    matured: all,
  };
  if (E.isLeft(day)) throw new Error('There is such a day.');
  const on = day.right;
  const sums = moneyIn(activity, () => on).map(({ currency, earned, takenBack, adjusted, matured }) => [
    currency,
    ...[earned, takenBack, adjusted, matured].map(({ amount }) => amount),
  ]);
  expect(sums).toEqual([
    ['EUR', '10.00', '-1.00', '3.16', '8.91'],
    ['JPY', '7', '0', '0', '7'],
  ]);
});
