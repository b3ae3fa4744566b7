import { describe, expect, it } from 'vitest';
import {
  compilePlan,
  counterRefundsOf,
  earnedBy,
  InvalidPlan,
  movesOn,
  rate,
  type Condition,
  type Counter,
  type PlanDocument,
  type Rule,
} from '../../src/index.ts';
import { factsOf, left, paid, rated, type Given } from '../someFacts.ts';
import { counting, planWith, ruleWith } from './smallPlan.ts';

const one: Rule['pay'] = { fixed: '1.00' };
const under = (when: Condition, counters: readonly Counter[]): PlanDocument =>
  planWith([ruleWith(one, { when })], { counters });

describe('a condition on a counter', () => {
  const months = [counting('c', { window: 'month' })];
  const given = (counters: Given['counters'], date = '2017-03-05'): Given => ({
    payment: '2.00',
    date,
    counters: counters ?? {},
  });
  const test = (at: 'before' | 'after' | 'previous' | 'each-earlier', more: Partial<Given> & Pick<Given, 'counters'>) =>
    paid(under({ counter: 'c', at, atLeast: '5.00' }, months), 'r', { ...given(more.counters), ...more });

  it('reads it as the cause finds it or leaves it, or as it stood at the end of the window before', () => {
    expect(test('before', { counters: { c: '4.00' } })).toBe('not applicable');
    expect(test('after', { counters: { c: '3.00' } })).toBe('1.00');
    expect(test('after', { counters: { c: '2.99' } })).toBe('not applicable');
    expect(test('previous', { counters: { 'c 2017-02': '5.00' } })).toBe('1.00');
    expect(test('previous', { counters: { 'c 2017-03': '5.00' } })).toBe('not applicable');
  });

  it('finds one that only other causes move where they have left it', () => {
    const deals = [counting('c', { measure: 'deal' })];
    const plan = under({ counter: 'c', at: 'after', atLeast: '5.00' }, deals);
    const stands = (c: string): Given => ({ payment: '2.00', deal: '9.00', counters: { c } });
    expect(paid(plan, 'r', stands('4.00'))).toBe('not applicable');
    expect(paid(plan, 'r', stands('5.00'))).toBe('1.00');
  });

  it('on each earlier window of the year needs all of them, and is met when there is none', () => {
    expect(test('each-earlier', { counters: { 'c 2017-01': '5.00', 'c 2017-02': '6.00' } })).toBe('1.00');
    expect(test('each-earlier', { counters: { 'c 2017-01': '4.99', 'c 2017-02': '6.00' } })).toBe('not applicable');
    expect(test('each-earlier', { date: '2017-01-05', counters: { 'c 2016-12': '0.00' } })).toBe('1.00');
  });

  it('turned round needs one earlier window that fails, and is not met when there is none', () => {
    const turned = (counters: Given['counters'], date?: string) =>
      paid(under({ not: { counter: 'c', at: 'each-earlier', atLeast: '5.00' } }, months), 'r', given(counters, date));
    expect(turned({ 'c 2017-01': '4.99', 'c 2017-02': '6.00' })).toBe('1.00');
    expect(turned({ 'c 2017-01': '5.00', 'c 2017-02': '6.00' })).toBe('not applicable');
    expect(turned({}, '2017-01-05')).toBe('not applicable');
  });
});

describe('a counter', () => {
  it('for each deal or each value of an attribute has a window for each', () => {
    const counters = [
      counting('deals', { per: 'deal' }),
      counting('customers', { per: { attribute: 'customer' }, window: 'ever' }),
    ];
    const plan = planWith([ruleWith(one)], { counters, attributes: { customer: { ifMissing: 'someone' } } });
    const windows = (given: Given) => rated(plan, { payment: '1.00', ...given }).moves.map(({ window }) => window);
    expect(windows({ dealId: 'd7', attributes: { customer: 'ACME' } })).toEqual(['2017-Q1/d7', 'ever/ACME']);
    expect(windows({})).toEqual(['2017-Q1/d1', 'ever/someone']);
  });

  it('of an upline moves for the upline only', () => {
    const plan = planWith([ruleWith(one)], { counters: [counting('team', { of: 'upline' })] });
    expect(rated(plan, { payment: '1.00' }).moves).toEqual([]);
    expect(rated(plan, { payment: '1.00', beneficiary: 'upline' }).moves).toMatchObject([{ counter: 'team' }]);
  });

  it('of commission goes on by what each rule earns, for the rules after it', () => {
    const capped: Rule['pay'] = { cap: { pay: one, at: '1.50', counter: 'both', carry: 'kept' } };
    const counters: readonly Counter[] = [
      { id: 'both', measure: { earned: ['a', 'b'] }, window: 'month' },
      { id: 'kept', measure: { excess: 'b' }, window: 'ever' },
      { id: 'whole', measure: { unlimited: 'b' }, window: 'ever' },
    ];
    const plan = planWith([ruleWith(one, { id: 'a' }), ruleWith(capped, { id: 'b' })], { counters });
    const { moves, outcomes } = rated(plan, { payment: '0.00' });
    expect(outcomes).toMatchObject([{ amount: { minor: 100n } }, { amount: { minor: 50n } }]);
    expect(moves).toMatchObject([
      { counter: 'both', after: { money: { minor: 150n } } },
      { counter: 'kept', after: { money: { minor: 50n } } },
      { counter: 'whole', after: { money: { minor: 100n } } },
    ]);
    expect(rated(plan, { payment: '0.00', beneficiary: 'upline' }).moves).toEqual([]);
  });

  it('is not ready when what moves it depends on where it goes', () => {
    const where: Condition = { counter: 'c', at: 'after', atLeast: '1.00' };
    expect(() => compilePlan(under({ counter: 'c', at: 'before', atLeast: '0' }, [counting('c', { where })]))).toThrow(
      InvalidPlan,
    );
  });
});

describe('a counter that stands at something else', () => {
  const plan = (at: 'before' | 'previous' | 'each-earlier') =>
    compilePlan(under({ counter: 'c', at, atLeast: '5.00' }, [counting('c', { window: 'month' })]));

  it.each([
    ['before', 'c 2017-03'],
    ['previous', 'c 2017-02'],
    ['each-earlier', 'c 2017-01'],
  ] as const)('when it is read %s is told, not computed with', (at, key) => {
    const given: Given = { payment: '1.00', counters: { [key]: { quantity: '1' } } };
    expect(left(rate(plan(at), factsOf(given)))).toEqual({ _tag: 'MissingMeasure', measure: 'c', rule: 'r' });
  });
});

describe('a parameter', () => {
  const quota = { parameters: { quota: { amount: '1.00' } } };
  const plan = compilePlan(planWith([ruleWith({ fixed: { parameter: 'quota' } })], quota));

  it('that the enrolment sets to something else, or in another currency, is told', () => {
    const given: Given = { payment: '1.00' };
    const facts = factsOf(given);
    const euros = factsOf({ ...given, parameters: { quota: '2.00' }, currency: 'EUR' });
    expect(left(rate(plan, factsOf({ ...given, parameters: { quota: { quantity: '2' } } })))).toMatchObject({
      _tag: 'MissingMeasure',
      measure: 'quota',
    });
    expect(left(rate(plan, { ...facts, parameters: euros.parameters }))._tag).toBe('OtherCurrency');
  });
});

describe('what a plan says of its counters', () => {
  const counters: readonly Counter[] = [
    counting('payments'),
    counting('kept', { refunds: 'whole' }),
    { id: 'deals', measure: 'deal', window: 'year' },
    { id: 'count', measure: 'count', window: 'year', on: 'win' },
    { id: 'earned', measure: { earned: ['r'] }, window: 'year' },
    { id: 'excess', measure: { excess: 'r' }, window: 'year' },
    { id: 'kept-excess', measure: { excess: 'r' }, window: 'year', refunds: 'keep' },
    { id: 'unlimited', measure: { unlimited: 'r' }, window: 'year', refunds: 'lower' },
  ];
  const plan = compilePlan(planWith([ruleWith(one)], { counters }));

  it('is which causes move them, what a refund does, and whose commission they count', () => {
    const told = counters.map((counter) => [
      movesOn(plan.document, counter).join(),
      counterRefundsOf(plan, counter.id),
      earnedBy(plan, counter.id),
    ]);
    expect(told).toEqual([
      ['payment', 'lower', undefined],
      ['payment', 'whole', undefined],
      ['win', 'lower', undefined],
      ['win', 'lower', undefined],
      ['win,payment', 'lower', ['r']],
      ['win,payment', 'lower', undefined],
      ['win,payment', 'keep', undefined],
      ['win,payment', 'keep', undefined],
    ]);
  });
});
