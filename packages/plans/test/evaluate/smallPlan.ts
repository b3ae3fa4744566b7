import type { Counter, Pay, PlanDocument, Rule } from '../../src/index.ts';

/** A rule that pays the partner for each payment, until it says otherwise. */
export const ruleWith = (pay: Pay, more: Partial<Rule> = {}): Rule => ({
  id: 'r',
  clause: '1',
  title: { en: 'A rule' },
  earnedOn: 'payment',
  beneficiary: 'referrer',
  pay,
  ...more,
});

/** A plan in US dollars that rounds half to even, with these rules and whatever else they need. */
export const planWith = (rules: readonly Rule[], more: Partial<PlanDocument> = {}): PlanDocument => ({
  schema: 'plan/1',
  plan: 'small',
  version: 1,
  title: { en: 'Small' },
  currency: 'USD',
  effectiveFrom: '2017-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0' },
  attributes: {},
  counters: [],
  rules,
  examples: [],
  ...more,
});

/** A counter of payments in each quarter, until it says otherwise. */
export const counting = (id: string, more: Partial<Counter> = {}): Counter => ({
  id,
  measure: 'payment',
  window: 'quarter',
  ...more,
});
