import { format } from '@commission-ledger/money';
import type { Pay } from '@commission-ledger/plans';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/index.ts';
import { planWith, ruleOf, worldWith } from '../languagePlan.ts';
import { eventsOf, ok, paid, refused, refunded, won } from '../world.ts';
import { payingAccount, shown } from './payingAccount.ts';

const plan = planWith([ruleOf('own')], { cancellation: { takeBack: 'all', term: 12, by: 'months' } });
const second = planWith([ruleOf('own', { pay: { percent: { of: 'payment', rate: '0.2' } } })], {
  version: 2,
  effectiveFrom: '2025-01-01',
});

/** 10.00 are disputed, 30.00 of another deal are not. */
const disputed = async () => {
  const { store, ledger } = await worldWith([plan, second]);
  for (const [deal, amount] of [
    ['d1', '100.00'],
    ['d2', '300.00'],
  ] as const) {
    await ok(ledger.winDeal(won(deal)));
    await ok(ledger.recordPayment(paid(deal, 'p1', amount)));
  }
  const [accrual] = await eventsOf(store, 'AccrualPosted');
  const of = { program: 'acme', partner: 'bob', accrual: accrual?.data.accrual ?? '' };
  const hold = () => ok(ledger.holdAccrual({ ...of, reason: 'not theirs', occurredAt: '2024-02-03T10:00:00Z' }));
  const release = () => ok(ledger.releaseAccrual({ ...of, outcome: 'settled', occurredAt: '2024-03-10T10:00:00Z' }));
  return { store, ledger, of, hold, release };
};

const paidOn = async (ledger: Ledger, date: string): Promise<readonly string[]> => {
  const { issued, deferred } = await ok(ledger.issuePayouts({ program: 'acme', date }));
  return [
    ...issued.map(({ data }) => format(data.amount)),
    ...deferred.map(({ data }) => `${format(data.amount)} ${data.reason}`),
  ];
};

const [march, april] = ['2024-03-05', '2024-04-05'];

describe('what is taken back of a disputed accrual', () => {
  it.each([
    ['by a refund', (ledger: Ledger) => ledger.recordRefund(refunded('d1', 'p1', 'r1', '100.00'))],
    [
      'by a cancellation',
      (ledger: Ledger) => ledger.cancelDeal({ deal: 'd1', reason: 'off', occurredAt: '2024-02-04T10:00:00Z' }),
    ],
  ])('waits with it: %s', async (_, takeBack) => {
    const { ledger, hold, release } = await disputed();
    await hold();
    await ok(takeBack(ledger));
    expect(await paidOn(ledger, march)).toEqual(['30.00']);
    await release();
    expect(await paidOn(ledger, april)).toEqual(['0.00 below-minimum']);
  });

  it('before the dispute began waits too, and both are released together', async () => {
    const { store, ledger, hold, release } = await disputed();
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '40.00')));
    await hold();
    expect(await paidOn(ledger, march)).toEqual(['30.00']);
    await release();
    expect(await paidOn(ledger, april)).toEqual(['6.00']);
    const [, last] = await eventsOf(store, 'PayoutIssued');
    expect(last?.data.lines.map(({ kind, amount }) => `${kind} ${format(amount)}`)).toEqual([
      'accrual 10.00',
      'reversal -4.00',
    ]);
  });

  it('waits with what a re-rating added, and what is taken back of that', async () => {
    const { ledger, hold } = await disputed();
    const said = { reason: 'mistyped', author: 'ann', approver: 'max', from: '2024-02-01', to: '2024-02-01' };
    await ok(ledger.rerate({ rerating: 'fix', plan: 'flat', version: 2, ...said }));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '50.00')));
    await hold();
    // All that the re-rating gave matures on its day, 1 June 2025; what is disputed never comes.
    const later = await ok(ledger.previewPayouts({ program: 'acme', date: '2025-07-07' }));
    expect(later.map(({ amount, lines }) => `${format(amount)} in ${lines}`)).toEqual(['60.00 in 2']);
  });
});

it('a slab that a refund settles waits with the disputed accrual of that payment', async () => {
  const slab: Pay = {
    slab: { counter: 'month', already: 'earned', bands: [{ upTo: '100.00', rate: '0.1' }, { rate: '0.2' }] },
  };
  const slabs = planWith([ruleOf('own', { pay: slab, refunds: 'true-up' })], {
    counters: [
      { id: 'month', measure: 'payment', window: 'month' },
      { id: 'earned', measure: { earned: ['own'] }, window: 'month' },
    ],
  });
  const { store, ledger } = await worldWith([slabs]);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '120.00')));
  await ok(ledger.recordPayment(paid('d1', 'p2', '300.00', '2024-01-31T11:00:00Z')));
  const [accrual] = await eventsOf(store, 'AccrualPosted');
  const of = { program: 'acme', partner: 'bob', accrual: accrual?.data.accrual ?? '' };
  await ok(ledger.holdAccrual({ ...of, reason: 'not theirs', occurredAt: '2024-02-01T12:00:00Z' }));
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '30.00')));
  expect((await eventsOf(store, 'TrueUpPosted')).map(({ data }) => format(data.amount))).toEqual(['-9.00']);
  expect(await paidOn(ledger, march)).toEqual(['60.00']);
  await ok(ledger.releaseAccrual({ ...of, outcome: 'settled', occurredAt: '2024-03-10T10:00:00Z' }));
  expect(await paidOn(ledger, april)).toEqual(['9.00']);
});

it('an accrual that is paid cannot be disputed, and what is taken back of it is kept from the next payout', async () => {
  const { ledger, of } = await disputed();
  expect(await paidOn(ledger, march)).toEqual(['40.00']);
  expect(await refused(ledger.holdAccrual({ ...of, reason: 'late' }))).toMatchObject({ _tag: 'AccrualInPayout' });
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '100.00', '2024-03-10T10:00:00Z')));
  expect(await paidOn(ledger, april)).toEqual(['-10.00 negative-balance']);
});

it('what was posted by hand does not wait, and neither does what belongs to another accrual', () => {
  const account = payingAccount();
  account.accrue('a1', 10, '2026-01-15');
  account.accrue('a2', 30, '2026-01-15');
  account.adjust('a1', 5, '2026-01-15');
  account.hold('a1');
  account.takeBack('r1', 'a1', 10, '2026-01-15');
  account.takeBack('r2', 'a2', 3, '2026-01-15');
  expect(shown(account.pay({ month: '2026-02' }))).toBe('paid 32');
});
