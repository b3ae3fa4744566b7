import * as fc from 'fast-check';
import type { Band, Condition, Counter, Pay, PlanDocument, RateJson, Rule } from '../src/index.ts';
import { problemsOfCondition } from '../src/gate/validateCondition.ts';
import type { Given } from './someFacts.ts';

/** Few values and tiny amounts, so that edges and ties are met all the time. */
const cents = (max: number): fc.Arbitrary<string> => fc.nat(max).map((n) => (n / 100).toFixed(2));

const rateJson: fc.Arbitrary<RateJson> = fc.oneof(
  fc.constantFrom('0', '0.05', '0.5', '0.333', '1'),
  fc.constantFrom({ num: '1', den: '3' }, { num: '2', den: '7' }),
);

const value = fc.constantFrom('a', 'b', 'c');
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 2 });
const attributeName = fc.constantFrom('product', 'sector');

const conditionTree = fc.letrec<{ condition: Condition; simple: Condition }>((tie) => ({
  simple: fc.oneof(
    fc.record({ attribute: attributeName, in: values }),
    fc.record({ attribute: attributeName, notIn: values }),
    fc.record({ measure: fc.constantFrom('payment', 'deal'), atLeast: cents(6) }),
    fc.record({ measure: fc.constantFrom('payment', 'deal'), lessThan: cents(6) }),
  ),
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('simple'),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

const condition: fc.Arbitrary<Condition> = conditionTree.condition;

export const bands: fc.Arbitrary<readonly Band[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
    fc.array(rateJson, { minLength: 4, maxLength: 4 }),
  )
  .map(([edges, rates]) => [
    ...edges
      .toSorted((a, b) => a - b)
      .map((edge, index) => ({ upTo: (edge / 100).toFixed(2), rate: rates[index] ?? '0' })),
    { rate: rates[edges.length] ?? '0' },
  ]);

const counters: readonly Omit<Counter, 'where'>[] = [
  { id: 'paid', measure: 'payment', window: 'quarter' },
  { id: 'won', measure: 'deal', window: 'ever' },
];

const pay: fc.Arbitrary<Pay> = fc.oneof(
  cents(3).map((fixed) => ({ fixed })),
  fc.record({ percent: fc.record({ of: fc.constantFrom('payment' as const, 'deal' as const), rate: rateJson }) }),
  fc.record({ marginal: fc.record({ of: fc.constant('payment' as const), counter: fc.constant('paid'), bands }) }),
  fc.record({ marginal: fc.record({ of: fc.constant('deal' as const), counter: fc.constant('won'), bands }) }),
);

const rule: fc.Arbitrary<Omit<Rule, 'id' | 'clause'>> = fc.record(
  {
    title: fc.constant({ en: 'A rule' }),
    earnedOn: fc.constantFrom('win', 'payment'),
    beneficiary: fc.constantFrom('referrer', 'referrer', 'upline'),
    when: condition,
    pay,
  },
  { requiredKeys: ['title', 'earnedOn', 'beneficiary', 'pay'] },
);

/** Plans of every shape, most of them valid, some with a mistake that validation has to find. */
export const plan: fc.Arbitrary<PlanDocument> = fc.record({
  schema: fc.constant('plan/1' as const),
  plan: fc.constant('generated'),
  version: fc.integer({ min: 1, max: 3 }),
  title: fc.constant({ en: 'Generated' }),
  currency: fc.constant('USD'),
  effectiveFrom: fc.constant('2017-01-01'),
  selectedBy: fc.constantFrom('lead', 'win', 'payment'),
  rounding: fc.record({ mode: fc.constantFrom('half-even', 'half-up', 'down', 'up') }),
  hold: fc.record({ days: fc.nat(60) }),
  refunds: fc.record({ counters: fc.constantFrom('lower', 'keep') }),
  payout: fc.constant({ day: 5, convention: 'following' as const, cutOff: 'start-of-month' as const, minimum: '0.10' }),
  attributes: fc.constantFrom({ product: { ifMissing: 'a' }, sector: {} }, { product: {}, sector: {} }),
  counters: fc
    .tuple(fc.option(condition), fc.option(condition))
    .map((conditions) =>
      counters.map((counter, index) => ({ ...counter, ...(conditions[index] ? { where: conditions[index] } : {}) })),
    ),
  rules: fc
    .array(rule, { minLength: 1, maxLength: 4 })
    .map((rules) => rules.map((r, index) => ({ ...r, id: `r${index}`, clause: `${index + 1}` }))),
  examples: fc.constant([{ title: { en: 'x' }, given: { deal: '0' }, expect: {} }]),
});

/** The same plans without their mistakes: what cannot be is turned into the nearest thing that can. */
export const validPlan: fc.Arbitrary<PlanDocument> = plan.map((document) => {
  const rules = document.rules.map(({ when, ...written }, index) => {
    const { pay: paying } = written;
    const along = 'marginal' in paying ? paying.marginal.of : undefined;
    const earnedOn: Rule['earnedOn'] =
      along === 'deal'
        ? 'win'
        : along === 'payment' || ('percent' in paying && paying.percent.of === 'payment')
          ? 'payment'
          : written.earnedOn;
    const sound =
      when !== undefined &&
      problemsOfCondition(when, '', { earnedOn, beneficiary: written.beneficiary, after: index }, document).length ===
        0;
    const beneficiary = along === undefined ? written.beneficiary : 'referrer';
    return { ...written, earnedOn, beneficiary, ...(sound ? { when } : {}) };
  });
  const read = new Set(rules.flatMap(({ pay: paying }) => ('marginal' in paying ? [paying.marginal.counter] : [])));
  const kept = document.counters
    .filter(({ id }) => read.has(id))
    .map(({ where, ...counter }) => {
      const moved = counter.measure === 'deal' ? 'win' : 'payment';
      const sound =
        where !== undefined &&
        problemsOfCondition(where, '', { earnedOn: moved, beneficiary: 'referrer', after: 0 }, document).length === 0;
      return { ...counter, ...(sound ? { where } : {}) };
    });
  return { ...document, rules, counters: kept };
});

/** Facts that lack nothing. */
export const wholeGiven: fc.Arbitrary<Given> = fc.record({
  payment: cents(15),
  deal: cents(15),
  attributes: fc.record({ product: value, sector: value }),
  counters: fc.record({ paid: cents(12), won: cents(12) }),
  beneficiary: fc.constantFrom('referrer' as const, 'referrer' as const, 'upline' as const),
  earnedOn: fc.constantFrom('win' as const, 'payment' as const),
  date: fc.constantFrom('2017-03-31', '2017-04-01'),
});

/** Facts of every kind, sometimes without what a rule needs. */
export const given: fc.Arbitrary<Given> = fc.record(
  {
    payment: cents(15),
    deal: cents(15),
    attributes: fc.dictionary(attributeName, value),
    counters: fc.record({ paid: cents(12), won: cents(12) }),
    beneficiary: fc.constantFrom('referrer' as const, 'upline' as const),
    earnedOn: fc.constantFrom('win' as const, 'payment' as const),
    date: fc.constantFrom('2017-03-31', '2017-04-01'),
    currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
  },
  { requiredKeys: ['counters', 'beneficiary', 'earnedOn', 'attributes'] },
);
