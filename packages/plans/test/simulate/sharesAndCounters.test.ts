import { describe, expect, it } from 'vitest';
import {
  describeExampleFailure,
  playHistory,
  runExamples,
  type ExampleStep,
  type Pay,
  type PlanDocument,
} from '../../src/index.ts';
import { counterOf, paid, planOf, refunded, ruleOf, tenPercent, withSteps } from './somePlans.ts';

const brings = (document: PlanDocument, steps: readonly ExampleStep[]): void => {
  expect(runExamples(withSteps(document, steps)).map(describeExampleFailure)).toEqual([]);
};
const percent = (of: string, rate: string): Pay => ({ percent: { of, rate } });

describe('a slab less what a base has paid', () => {
  const plan = planOf({
    counters: [counterOf('sales', 'payment'), counterOf('both', { earned: ['base', 'slab'] })],
    rules: [
      ruleOf('base', percent('payment', '0.05')),
      ruleOf('slab', {
        slab: { counter: 'sales', already: 'both', bands: [{ below: '100000', rate: '0.05' }, { rate: '0.08' }] },
      }),
    ],
  });

  it('knows what the base pays for the same cause', () => {
    brings(plan, [
      paid('2017-01-01', 'p1', '60000', { base: '3000.00' }),
      paid('2017-02-01', 'p2', '60000', { base: '3000.00', slab: '3600.00' }),
    ]);
  });
});

describe('a cancellation', () => {
  it('leaves every counter as it stands, of commission too', () => {
    const plan = planOf({
      cancellation: { takeBack: 'all', term: 12, by: 'months' },
      counters: [counterOf('earned', { earned: ['capped'] })],
      rules: [ruleOf('capped', { cap: { pay: tenPercent, at: '15.00', counter: 'earned' } })],
    });
    brings(plan, [
      paid('2017-01-01', 'p1', '100', { capped: '10.00' }),
      { date: '2017-02-01', cancel: { deal: 'd1' }, expect: { capped: '-10.00' } },
      paid('2017-03-01', 'p2', '100', { capped: '5.00' }, 'd2'),
    ]);
  });
});

describe('a share of a measure', () => {
  it('is rounded once where it is an amount, and then less what is taken out of it elsewhere', () => {
    const measures = {
      most: { sum: ['payment'], share: '0.125' },
      rest: { sum: ['most'], less: ['own'], notBelowZero: true as const },
      own: { commission: ['agent'] },
    };
    const rules = [
      ruleOf('agent', percent('payment', '0.05')),
      ruleOf('upline', percent('rest', '1'), { beneficiary: 'upline' }),
    ];
    const plan = planOf({ measures, rules });
    // 0.125 of 0.20 is 0.025, which is 0.02 by half-even, and 0.03 by half-up.
    brings(plan, [paid('2017-01-01', 'p1', '0.20', { agent: '0.01', upline: '0.01' })]);
    brings({ ...plan, rounding: { mode: 'half-up' } }, [
      paid('2017-01-01', 'p1', '0.20', { agent: '0.01', upline: '0.02' }),
    ]);
  });

  it('is exact where it is a number, and counts with a loss', () => {
    const third = { num: '1', den: '3' };
    const plan = planOf({
      measures: {
        tax: { amount: 'tax', of: 'payment' },
        seats: { quantity: 'seats', of: 'payment' },
        'a-third': { sum: ['seats'], share: third },
        half: { sum: ['payment'], less: ['tax'], share: '0.5' },
      },
      counters: [counterOf('halves', 'half')],
      rules: [
        ruleOf('each', { each: '1.00', of: 'a-third' }, { when: { measure: 'half', atLeast: '0.00' } }),
        ruleOf('once', { fixed: '5.00' }, { when: { counter: 'halves', at: 'after', atLeast: '4.00' } }),
      ],
    });
    const pay = (date: string, payment: string, amount: string, expect_: Readonly<Record<string, string>>) => ({
      date,
      payment: { payment, deal: payment, amount, amounts: { tax: '2.00' }, quantities: { seats: '3' } },
      expect: expect_,
    });
    brings(plan, [
      pay('2017-01-01', 'p1', '1.00', {}),
      pay('2017-01-02', 'p2', '10.98', { each: '1.00' }),
      pay('2017-01-03', 'p3', '2.02', { each: '1.00', once: '5.00' }),
    ]);
  });
});

describe('commission that is shared', () => {
  const plan = planOf({
    sharing: 'commission',
    measures: { below: { commission: ['r1'] }, half: { sum: ['below'], share: '0.5' } },
    rules: [
      ruleOf('r1', percent('payment', '1')),
      ruleOf('same', percent('below', '0.1')),
      ruleOf('beside', tenPercent),
      ruleOf('upline', percent('below', '0.1'), { beneficiary: 'upline' }),
      ruleOf('of-half', percent('half', '0.1'), { beneficiary: 'upline' }),
    ],
  });
  const win: ExampleStep = { date: '2017-01-01', win: { deal: 'd1', amount: '100', share: '0.5' }, expect: {} };

  it('is not shared once more by who is paid on it', () => {
    brings(plan, [
      win,
      paid('2017-01-01', 'p1', '100', {
        r1: '50.00',
        same: '5.00',
        beside: '5.00',
        upline: '5.00',
        'of-half': '2.50',
      }),
    ]);
  });
});

it('numbers taken out part by part stay numbers that can be written', () => {
  const plan = planOf({
    measures: { seats: { quantity: 'seats', of: 'payment' } },
    counters: [counterOf('seats', 'seats', { refunds: 'lower' })],
    rules: [ruleOf('bonus', { fixed: '1.00' }, { when: { counter: 'seats', at: 'before', atLeast: '1' } })],
  });
  const payments = [3, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];
  const steps = payments.flatMap((paidFor, index): readonly ExampleStep[] => [
    {
      date: '2017-01-01',
      payment: { payment: `p${index}`, deal: 'd', amount: `${paidFor}.01`, quantities: { seats: '1' } },
      expect: {},
    },
    refunded('2017-01-02', `p${index}`, '1.00', {}),
  ]);
  const back = payments.map((paidFor, index) => refunded('2017-01-03', `p${index}`, `${paidFor - 1}.01`, {}));
  const last: ExampleStep = {
    date: '2017-01-04',
    payment: { payment: 'last', deal: 'd', amount: '1.00', quantities: { seats: '1' } },
    expect: {},
  };
  const results = playHistory(plan, { steps: [...steps, ...back, last] });
  expect(results.filter((result) => result._tag !== 'commission')).toEqual([]);
  const [end] = results.toReversed();
  // All that was counted has gone, exactly.
  expect(end?._tag === 'commission' && end.outcomes.map(({ _tag }) => _tag)).toEqual(['not-applicable']);
});
