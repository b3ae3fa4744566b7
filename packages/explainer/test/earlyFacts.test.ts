import { orThrow } from '@commission-ledger/ledger';
import { definePlan, percent } from '@commission-ledger/plans';
import { describe, expect, it } from 'vitest';
import { storedEventIn, verifyExplanation } from '../src/index.ts';
import { crmPlan, eventsOf, openHistory, right } from './history.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** A plan that counts the days since the first payment of the deal. */
const sincePlan = definePlan({
  ...crmPlan,
  counters: [],
  measures: { days: { elapsed: 'days', since: 'first-payment' } },
  rules: [
    {
      id: 'early',
      clause: 'a',
      title: { en: 'In the first month' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      when: { measure: 'days', lessThan: '31' },
      pay: percent('0.05').of('payment'),
    },
  ],
  examples: [{ title: { en: 'At once' }, given: { payment: '100.00' }, expect: { early: '5.00' } }],
});

describe('what came before its deal was won', () => {
  it.each([
    ['with counters', crmPlan],
    ['by the days since the first payment', sincePlan],
  ])('is explained and verified like anything else: %s', async (_, plan) => {
    const { ledger, store, explainer } = await openHistory(plan);
    const refund = { deal: 'D-1', payment: 'P-1', refund: 'R-1', amount: usd('400.00'), reason: 'sent back' };
    await orThrow(ledger.recordRefund({ ...refund, occurredAt: '2017-04-03T12:00:00Z' }));
    for (const [payment, on] of [
      ['P-1', '2017-04-01'],
      ['P-2', '2017-04-02'],
    ] as const) {
      const paid = { deal: 'D-1', payment, amount: usd('1000.00') };
      await orThrow(ledger.recordPayment({ ...paid, occurredAt: `${on}T12:00:00Z` }));
    }
    await orThrow(
      ledger.winDeal({
        deal: 'D-1',
        program: 'crm-2017',
        amount: usd('2000.00'),
        attribution: [{ partner: 'darcel', share: '1' }],
        attributes: { product: 'GTX Pro' },
        occurredAt: '2017-03-31T12:00:00Z',
      }),
    );
    const booked = (await eventsOf(store)).flatMap(({ type, data }) => {
      if (type === 'AccrualPosted') return [data.accrual];
      return type === 'AccrualReversed' ? [data.reversal] : [];
    });
    expect(booked.length).toBeGreaterThan(2);
    for (const id of booked) {
      right(await verifyExplanation(right(await explainer.why(id)), storedEventIn(store)));
    }
  });
});
