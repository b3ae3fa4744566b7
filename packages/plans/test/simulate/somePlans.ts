import type { Counter, ExampleStep, Pay, PlanDocument, Rule } from '../../src/index.ts';

/** Terms around rules: everything matures at once, and is paid on the 5th for what matured before the month. */
export const planOf = (parts: Partial<PlanDocument> & Pick<PlanDocument, 'rules'>): PlanDocument => ({
  schema: 'plan/1',
  plan: 'simulated',
  version: 1,
  title: { en: 'Simulated' },
  currency: 'USD',
  effectiveFrom: '2017-01-01',
  selectedBy: 'win',
  rounding: { mode: 'half-even' },
  hold: { days: 0 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'none', cutOff: 'start-of-month', minimum: '0' },
  attributes: {},
  counters: [],
  examples: [],
  ...parts,
  rules: parts.rules.map((rule, index) => ({ ...rule, clause: `${index + 1}` })),
});

/** A rule of the credited partner on payments, unless it says otherwise. */
export const ruleOf = (id: string, pay: Pay, more: Partial<Rule> = {}): Rule => ({
  id,
  clause: '1',
  title: { en: id },
  earnedOn: 'payment',
  beneficiary: 'referrer',
  pay,
  ...more,
});

/** A counter over the year, unless it says otherwise. */
export const counterOf = (id: string, measure: Counter['measure'], more: Partial<Counter> = {}): Counter => ({
  id,
  measure,
  window: 'year',
  ...more,
});

/** A share of each payment. */
export const tenPercent: Pay = { percent: { of: 'payment', rate: '0.10' } };

/** The plan with one small history as its worked example. */
export const withSteps = (
  document: PlanDocument,
  steps: readonly ExampleStep[],
  parameters?: Readonly<Record<string, string>>,
): PlanDocument => ({
  ...document,
  examples: [{ title: { en: 'A small history' }, ...(parameters && { parameters }), steps }],
});

/** A step in which the customer pays. */
export const paid = (
  date: string,
  payment: string,
  amount: string,
  expect: Readonly<Record<string, string>>,
  deal = 'd1',
): ExampleStep => ({ date, payment: { payment, deal, amount }, expect });

/** A step in which a payment is refunded. */
export const refunded = (
  date: string,
  payment: string,
  amount: string,
  expect: Readonly<Record<string, string>>,
): ExampleStep => ({ date, refund: { payment, amount }, expect });
