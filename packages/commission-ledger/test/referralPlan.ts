import { definePlan, percent } from '../src/index.ts';

/** Ten percent of every payment, thirty days on hold, paid on the fifth. */
export const referralPlan = definePlan({
  plan: 'referral',
  version: 1,
  title: { en: 'Referral' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '10.00' },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'referral',
      clause: '1',
      title: { en: 'Ten percent of every payment' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: percent('0.1').of('payment'),
    },
  ],
  examples: [{ title: { en: 'A payment' }, given: { payment: '100.00' }, expect: { referral: '10.00' } }],
});
