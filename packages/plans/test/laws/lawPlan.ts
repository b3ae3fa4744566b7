import type { ExampleStep, PlanDocument, Rule } from '../../src/index.ts';
import { playHistory } from '../../src/index.ts';

/** The least that a plan has to say, around the rules that a law is about. */
export const lawPlan = (
  rules: readonly Pick<Rule, 'pay'>[] | readonly Omit<Rule, 'clause' | 'title'>[],
  more: Partial<PlanDocument> = {},
): PlanDocument => ({
  schema: 'plan/1',
  plan: 'law',
  version: 1,
  title: { en: 'Law' },
  currency: 'EUR',
  effectiveFrom: '2017-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 0 },
  refunds: { counters: 'lower' },
  payout: { day: 1, convention: 'none', cutOff: 'start-of-month', minimum: '0.00' },
  attributes: {},
  counters: [],
  examples: [],
  ...more,
  rules: rules.map((rule, place): Rule => ({
    id: `r${place + 1}`,
    clause: `${place + 1}`,
    title: { en: `Rule ${place + 1}` },
    earnedOn: 'payment',
    beneficiary: 'referrer',
    ...rule,
  })),
});

/** Minor units as a decimal of euros. */
export const euros = (cents: number | bigint): string => {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** A payment of so many cents, on a deal of its own unless named. */
export const paymentStep = (cents: number, place: number, deal = `d${place}`, date = '2017-03-01'): ExampleStep => ({
  date,
  payment: { payment: `p${place}`, deal, amount: euros(cents) },
  expect: {},
});

export const refundStep = (payment: string, cents: number, date = '2017-03-01'): ExampleStep => ({
  date,
  refund: { payment, amount: euros(cents) },
  expect: {},
});

/** What each step gave by rule, in minor units; a refusal is a failure of the law. */
export const centsByStep = (
  document: PlanDocument,
  steps: readonly ExampleStep[],
): readonly Readonly<Record<string, bigint>>[] =>
  playHistory(document, { steps }).map((result) => {
    if (result._tag !== 'commission') throw new Error(`The step brought no commission: ${JSON.stringify(result)}.`);
    return Object.fromEntries(Object.entries(result.amounts).map(([rule, { minor }]) => [rule, minor] as const));
  });

/** What one rule gave in each step. */
export const centsOf = (document: PlanDocument, steps: readonly ExampleStep[], rule = 'r1'): readonly bigint[] =>
  centsByStep(document, steps).map((amounts) => amounts[rule] ?? 0n);

/** All of these. */
export const total = (cents: readonly bigint[]): bigint => cents.reduce((sum, each) => sum + each, 0n);

/** Without its sign. */
export const absolute = (n: bigint): bigint => (n < 0n ? -n : n);
