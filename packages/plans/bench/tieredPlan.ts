import type { Band, PlanDocument, Rule } from '../src/index.ts';

const bands: readonly Band[] = [
  { upTo: '50000.00', rate: '0.05' },
  { upTo: '100000.00', rate: '0.07' },
  { rate: '0.09' },
];

const rule = (id: string, clause: string, pay: Rule['pay']): Rule => ({
  id,
  clause,
  title: { en: id },
  earnedOn: 'payment',
  beneficiary: 'referrer',
  when: { attribute: 'product', notIn: ['GTK 500'] },
  pay,
});

/** Three tier rules, one of each manner, and an override: what is rated for the target of the benchmark. */
export const tieredPlan: PlanDocument = {
  schema: 'plan/1',
  plan: 'tiered',
  version: 1,
  title: { en: 'Tiered' },
  currency: 'USD',
  effectiveFrom: '2016-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '100.00' },
  attributes: { product: {} },
  counters: [
    { id: 'quarter', measure: 'payment', window: 'quarter' },
    { id: 'year', measure: 'payment', window: 'year' },
    { id: 'slabbed', measure: { earned: ['slab'] }, window: 'quarter' },
  ],
  rules: [
    rule('marginal', '1', { marginal: { of: 'payment', counter: 'quarter', bands } }),
    rule('lookup', '2', { lookup: { of: 'payment', by: { counter: 'year', at: 'after' }, bands } }),
    rule('slab', '3', { slab: { counter: 'quarter', already: 'slabbed', bands } }),
    { ...rule('override', '4', { percent: { of: 'payment', rate: '0.01' } }), beneficiary: 'upline' },
  ],
  examples: [],
};
