import { format } from '@commission-ledger/money';
import type { Pay } from '@commission-ledger/plans';
import { expect, it } from 'vitest';
import { planWith, ruleOf, worldWith } from './languagePlan.ts';
import { eventsOf, ok, paid, refunded, won } from './world.ts';

const march = { program: 'acme', date: '2024-03-05' };
const largest = `${'9'.repeat(29)}.00`;

const pay: Pay = { marginal: { of: 'payment', counter: 'month', bands: [{ rate: '0.1' }] } };
const plan = planWith([ruleOf('own', { pay })], {
  counters: [{ id: 'month', measure: 'payment', window: 'month' }],
});

it('a payment that takes a counter out of all bounds is parked, and everybody else is paid', async () => {
  const { store, ledger } = await worldWith([plan]);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.winDeal(won('d2', { attribution: [{ partner: 'cat', share: '1' }] })));
  await ok(ledger.recordPayment(paid('d1', 'p1', largest)));
  const { events } = await ok(ledger.recordPayment(paid('d1', 'p2', largest)));
  expect(events.map(({ type }) => type)).toEqual(['PaymentReceived', 'CauseParked']);
  await ok(ledger.recordPayment(paid('d2', 'p1', '20.00')));
  const [parked, ...others] = await eventsOf(store, 'CauseParked');
  expect(others).toEqual([]);
  expect(parked?.data).toMatchObject({ deal: 'd1', cause: { kind: 'payment', id: 'p2' } });
  expect(parked?.data.reason).toMatch(/^.+\. .+\.$/);
  const { issued } = await ok(ledger.issuePayouts(march));
  expect(issued.map(({ data }) => `${data.partner} ${format(data.amount)}`)).toEqual([
    `bob ${'9'.repeat(28)}.90`,
    'cat 2.00',
  ]);
  expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
});

it('a refund that would settle a slab out of all bounds parks its payment, and everybody else is paid', async () => {
  const slab: Pay = {
    slab: {
      counter: 'seats',
      already: 'earned',
      bands: [{ upTo: '10', each: largest }, { each: '0.50' }],
    },
  };
  const slabs = planWith([ruleOf('own', { pay: slab, refunds: 'true-up' })], {
    measures: { seats: { quantity: 'seats', of: 'payment', ifMissing: '0' } },
    counters: [
      { id: 'seats', measure: 'seats', window: 'month', on: 'payment', refunds: 'lower' },
      { id: 'earned', measure: { earned: ['own'] }, window: 'month' },
    ],
  });
  const { store, ledger } = await worldWith([slabs]);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.winDeal(won('d2', { attribution: [{ partner: 'cat', share: '1' }] })));
  await ok(ledger.recordPayment({ ...paid('d1', 'p1', '11.00'), quantities: { seats: '11' } }));
  await ok(ledger.recordPayment({ ...paid('d2', 'p1', '20.00'), quantities: { seats: '20' } }));
  const { events } = await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '6.00')));
  expect(events.map(({ type }) => type)).toEqual(['PaymentRefunded', 'CauseParked']);
  const { issued } = await ok(ledger.issuePayouts(march));
  // Nothing is taken back by half: what was booked stays until the true-up can be calculated.
  expect(issued.map(({ data }) => `${data.partner} ${format(data.amount)}`)).toEqual(['bob 5.50', 'cat 10.00']);
  expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
  // All of it refunded: nothing is due any more; the first refund still stands in the way, visibly.
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '5.00')));
  await ok(ledger.catchUpAccruals());
  expect(await eventsOf(store, 'CauseResolved')).toEqual([]);
});
