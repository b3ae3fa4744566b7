import type { PlanDocument, Rule } from '@commission-ledger/plans';
import { describe, expect, it } from 'vitest';
import { planSuite, PlanSuiteFailure } from '../src/index.ts';

type SomeRule = Pick<Rule, 'id' | 'pay'> & Partial<Rule>;

/** A plan that is fine in every respect but those under test. */
const planWith = (rules: readonly SomeRule[], more: Partial<PlanDocument> = {}): PlanDocument => ({
  schema: 'plan/1',
  plan: 'suite',
  version: 1,
  title: { en: 'Under test' },
  currency: 'EUR',
  effectiveFrom: '2017-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '100.00' },
  attributes: {},
  counters: [],
  examples: [{ title: { en: 'Nothing is due' }, steps: [{ date: '2017-02-06', payout: {}, expect: { net: '0.00' } }] }],
  ...more,
  rules: rules.map((rule, place) => ({
    clause: `${place + 1}`,
    title: { en: rule.id },
    earnedOn: 'payment',
    beneficiary: 'referrer',
    ...rule,
  })),
});

const quarter = { id: 'quarter', measure: 'payment', window: 'quarter' } as const;

/** Tiers, a product that is paid flat, and an override. */
const good = planWith(
  [
    {
      id: 'tiers',
      when: { attribute: 'product', notIn: ['GTK 500'] },
      pay: {
        marginal: { of: 'payment', counter: 'quarter', bands: [{ upTo: '50000.00', rate: '0.05' }, { rate: '0.09' }] },
      },
    },
    {
      id: 'gtk-500',
      when: { attribute: 'product', in: ['GTK 500'] },
      pay: { percent: { of: 'payment', rate: '0.03' } },
    },
    { id: 'override', beneficiary: 'upline', pay: { percent: { of: 'payment', rate: '0.01' } } },
  ],
  { attributes: { product: { ifMissing: 'other' } }, counters: [quarter] },
);

/** Two sellers who share 10 %. */
const team = (shares: readonly string[], overlay?: true): PlanDocument => {
  const pay = { percent: { of: 'payment', rate: '0.1' } };
  const split = (place: number) => ({ group: 'team', place, shares, ...(overlay === undefined ? {} : { overlay }) });
  return planWith([
    { id: 'seller', pay, split: split(1) },
    { id: 'engineer', beneficiary: 'overlay-engineer', pay, split: split(2) },
  ]);
};

/** The failure that a suite throws; the same one each time, since the seed is. */
const failureOf = (suite: () => void): PlanSuiteFailure => {
  try {
    suite();
  } catch (error) {
    if (error instanceof PlanSuiteFailure) return error;
    throw error;
  }
  throw new Error('The suite found nothing.');
};

const of = (plan: PlanDocument) => planSuite(plan, { seed: 7 });

describe('a plan that does what is expected of it', () => {
  it('passes every suite', () => {
    const suite = planSuite(good);
    suite.isPublishable();
    suite.neverPaysMoreThan('0.1');
    suite.neverPaysLessForMore();
    suite.refundsTakeEverythingBack();
    suite.refundsTakeEverythingBack({ daysLater: 400 });
    suite.splitsAddUp();
    suite.ratesEveryCause();
  });

  it('passes where it shares its commission', () => {
    planSuite(team(['0.6', '0.4'])).splitsAddUp();
    planSuite(team(['0.333', '0.667'])).splitsAddUp();
  });
});

describe('a plan that pays more than it may', () => {
  it('is caught on the smallest payment above the limit, with the steps that show it', () => {
    const failure = failureOf(() => of(good).neverPaysMoreThan('0.05'));
    expect(failure.message).toMatch(/^The plan breaks “never pays more than 5 % of revenue”\.\n/);
    expect(failure.message).toMatch(/\nIt pays \d+\.\d\d, and 5 % of the revenue of \d+\.\d\d are \d+\.\d\d\.\n/);
    expect(failure.counterexample?.steps).toMatchObject([{ win: { deal: 'd1' } }, { payment: { payment: 'p1' } }]);
    expect(failure.seed).toBe(7);
  });

  it('is caught by an edge that only a large deal reaches', () => {
    const bands = [{ upTo: '250000.00', rate: '0.02' }, { rate: '0.3' }];
    const plan = planWith([{ id: 'tiers', pay: { marginal: { of: 'payment', bands } } }]);
    planSuite(plan).neverPaysMoreThan('0.3');
    const failure = failureOf(() => of(plan).neverPaysMoreThan('0.02'));
    expect(failure.promise).toBe('never pays more than 2 % of revenue');
  });

  it('counts the deal as revenue where winning it earns', () => {
    const plan = planWith([{ id: 'signed', earnedOn: 'win', pay: { percent: { of: 'deal', rate: '0.2' } } }]);
    planSuite(plan).neverPaysMoreThan('0.2');
    const failure = failureOf(() => of(plan).neverPaysMoreThan('0.19'));
    expect(failure.message).toContain('win of d1');
  });

  it('is caught for the partner whose enrolment says so', () => {
    const plan = planWith([{ id: 'own', pay: { percent: { of: 'payment', rate: { parameter: 'own-rate' } } } }], {
      parameters: { 'own-rate': { rate: '0.1' } },
    });
    planSuite(plan).neverPaysMoreThan('0.1');
    const better = planSuite(plan, { seed: 7, parameters: { 'own-rate': '0.2' } });
    expect(() => better.neverPaysMoreThan('0.1')).toThrow(PlanSuiteFailure);
  });

  it('is not asked with a share that is no share', () => {
    expect(() => planSuite(good).neverPaysMoreThan('30 %')).toThrow(RangeError);
  });
});

describe('a plan that pays less for more', () => {
  it('is caught at the edge where its rate falls', () => {
    const bands = [{ below: '1000.00', rate: '0.1' }, { rate: '0.05' }];
    const plan = planWith([{ id: 'cliff', pay: { lookup: { of: 'payment', by: { measure: 'payment' }, bands } } }]);
    const failure = failureOf(() => of(plan).neverPaysLessForMore());
    expect(failure.message).toMatch(/The last payment earns .* it earns .*, which is .* less\./);
  });

  it('is caught where a larger deal is worth less', () => {
    const pay = { first: [{ when: { measure: 'deal', lessThan: '500.00' }, pay: { fixed: '50.00' } }] };
    const plan = planWith([{ id: 'small', earnedOn: 'win', pay }]);
    const failure = failureOf(() => of(plan).neverPaysLessForMore());
    expect(failure.message).toContain('The last deal earns 50.00.');
  });
});

describe('a plan that keeps commission on what was refunded', () => {
  it('is caught by name of the rule', () => {
    const plan = planWith([
      { id: 'share', pay: { percent: { of: 'payment', rate: '0.1' } } },
      { id: 'bonus', pay: { fixed: '5.00' }, refunds: 'keep' },
    ]);
    const failure = failureOf(() => of(plan).refundsTakeEverythingBack());
    expect(failure.message).toBe(
      [
        'The plan breaks “a full refund takes back exactly what was earned”.',
        '  2017-01-01  win of d1, 0.01',
        '  2017-01-01  payment p1 on d1, 0.01',
        '  2017-01-01  refund of p1, 0.01',
        'Rule bonus earned 5.00, and the full refund took back 0.00.',
        'The same histories come again with { seed: 7 }.',
      ].join('\n'),
    );
  });

  it('is caught when refunds come too late for it', () => {
    const plan = planWith([{ id: 'share', pay: { percent: { of: 'payment', rate: '0.1' } } }], {
      refunds: { counters: 'lower', within: 30 },
    });
    of(plan).refundsTakeEverythingBack({ daysLater: 30 });
    const failure = failureOf(() => of(plan).refundsTakeEverythingBack({ daysLater: 31 }));
    expect(failure.message).toMatch(/Rule share earned 0\.01, and the full refund.* took back 0\.00\./);
  });
});

describe('a plan that shares out more than there is', () => {
  it('is caught with both amounts', () => {
    const failure = failureOf(() => of(team(['0.7', '0.5'], true)).splitsAddUp());
    expect(failure.message).toMatch(/seller and engineer earn \d+\.\d\d together, of a commission of \d+\.\d\d\./);
  });
});

describe('a plan that needs what a deal may leave unsaid', () => {
  it('is caught with the attribute', () => {
    const plan = planWith(
      [
        {
          id: 'some',
          when: { attribute: 'product', in: ['a'] },
          pay: { percent: { of: 'payment', rate: '0.1' } },
        },
      ],
      { attributes: { product: {} } },
    );
    const failure = failureOf(() => of(plan).ratesEveryCause());
    expect(failure.message).toContain('The last step is refused: MissingAttribute (product).');
  });

  it('is caught with the amount', () => {
    const plan = planWith([{ id: 'margin', pay: { percent: { of: 'margin', rate: '0.1' } } }], {
      measures: { cost: { amount: 'cost', of: 'deal' }, margin: { sum: ['payment'], less: ['cost'] } },
    });
    expect(failureOf(() => of(plan).ratesEveryCause()).message).toContain('MissingMeasure');
  });
});

describe('a plan that could not be published', () => {
  it('is told with every problem', () => {
    const plan = planWith([{ id: 'tiers', pay: { percent: { of: 'profit', rate: '5' } } }]);
    const failure = failureOf(() => of(plan).isPublishable());
    expect(failure.message).toContain('The plan breaks “can be published”.\n/rules/0');
    expect(failure.counterexample).toBeUndefined();
  });

  it('is told which example does not compute', () => {
    const plan = planWith([{ id: 'share', pay: { percent: { of: 'payment', rate: '0.1' } } }], {
      examples: [{ title: { en: 'A tenth' }, given: { payment: '50.00' }, expect: { share: '6.00' } }],
    });
    const { message } = failureOf(() => of(plan).isPublishable());
    expect(message).toContain('A tenth');
    expect(message).toContain('5.00');
  });
});
