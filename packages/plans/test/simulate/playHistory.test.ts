import { describe, expect, it } from 'vitest';
import {
  describeExampleFailure,
  describeHistoryRefusal,
  playHistory,
  runExamples,
  type Band,
  type Counter,
  type ExampleStep,
  type HistoryStep,
  type PlanDocument,
} from '../../src/index.ts';
import { counterOf, paid, planOf, refunded, ruleOf, tenPercent, withSteps } from './somePlans.ts';

/** The history brings what is expected of it, step by step. */
const brings = (
  document: PlanDocument,
  steps: readonly ExampleStep[],
  parameters?: Readonly<Record<string, string>>,
): void => {
  expect(runExamples(withSteps(document, steps, parameters)).map(describeExampleFailure)).toEqual([]);
};

describe('a refund', () => {
  const plan = planOf({ rules: [ruleOf('share', tenPercent)] });

  it('takes back the share refunded, in parts that add up', () => {
    brings(plan, [
      paid('2017-03-01', 'p1', '0.99', { share: '0.10' }),
      refunded('2017-03-02', 'p1', '0.33', { share: '-0.03' }),
      refunded('2017-03-03', 'p1', '0.33', { share: '-0.04' }),
      refunded('2017-03-04', 'p1', '0.33', { share: '-0.03' }),
    ]);
  });

  it('after the payout is on the next one, and the paid one stays', () => {
    brings(planOf({ rules: [ruleOf('share', { percent: { of: 'payment', rate: '0.30' } })], hold: { days: 15 } }), [
      paid('2017-01-01', 'p1', '49.00', { share: '14.70' }),
      { date: '2017-02-05', payout: {}, expect: { net: '14.70', carried: '0' } },
      refunded('2017-03-02', 'p1', '49.00', { share: '-14.70' }),
      { date: '2017-04-05', payout: {}, expect: { gross: '-14.70', deferred: 'negative-balance', carried: '-14.70' } },
      paid('2017-04-20', 'p2', '100.00', { share: '30.00' }),
      { date: '2017-06-05', payout: {}, expect: { matured: '15.30', net: '15.30', carried: '0' } },
    ]);
  });

  it('matures with the accrual that it takes from, not before it', () => {
    brings(planOf({ rules: [ruleOf('share', tenPercent)], hold: { days: 60 } }), [
      paid('2017-01-10', 'p1', '100', { share: '10.00' }),
      refunded('2017-01-11', 'p1', '50', { share: '-5.00' }),
      { date: '2017-02-05', payout: {}, expect: { deferred: 'nothing-due', carried: '5.00' } },
      { date: '2017-04-05', payout: {}, expect: { matured: '5.00', net: '5.00' } },
    ]);
  });

  it('later than the plan allows takes nothing back', () => {
    brings(planOf({ rules: [ruleOf('share', tenPercent)], refunds: { counters: 'lower', within: 30 } }), [
      paid('2017-01-01', 'p1', '100', { share: '10.00' }),
      refunded('2017-01-31', 'p1', '10', { share: '-1.00' }),
      refunded('2017-02-01', 'p1', '90', {}),
    ]);
  });

  it('leaves what a rule keeps', () => {
    const rules = [ruleOf('share', tenPercent), ruleOf('bonus', { fixed: '5' }, { refunds: 'keep' })];
    brings(planOf({ rules }), [
      paid('2017-01-01', 'p1', '100', { share: '10.00', bonus: '5.00' }),
      refunded('2017-01-02', 'p1', '100', { share: '-10.00' }),
    ]);
  });

  it('takes back from every level, and from installments each in its share', () => {
    const rules = [
      ruleOf('share', tenPercent, {
        installments: [
          { share: '0.7', hold: { days: 0 } },
          { share: '0.3', hold: { days: 90 } },
        ],
      }),
      ruleOf('override', { percent: { of: 'below', rate: '0.5' } }, { beneficiary: 'upline' }),
      ruleOf('second', { percent: { of: 'payment', rate: '0.01' } }, { beneficiary: 'upline-2' }),
    ];
    brings(planOf({ rules, measures: { below: { commission: ['share'] } } }), [
      paid('2017-01-01', 'p1', '100', { share: '10.00', override: '5.00', second: '1.00' }),
      { date: '2017-02-05', payout: {}, expect: { matured: '7.00', net: '7.00', carried: '3.00' } },
      refunded('2017-02-06', 'p1', '50', { share: '-5.00', override: '-2.50', second: '-0.50' }),
      { date: '2017-03-05', payout: {}, expect: { gross: '-3.50', carried: '-2.00' } },
      { date: '2017-05-05', payout: {}, expect: { matured: '-2.00' } },
    ]);
  });
});

describe('counters after a refund', () => {
  const bands = [{ upTo: '100', rate: '0.10' }, { rate: '0.20' }];
  const marginal = (refunds?: 'lower' | 'whole' | 'keep') =>
    planOf({
      counters: [counterOf('sales', 'payment', refunds && { refunds })],
      rules: [ruleOf('tiers', { marginal: { of: 'payment', counter: 'sales', bands } })],
    });
  const steps = (after: string) => [
    paid('2017-01-01', 'p1', '100', { tiers: '10.00' }),
    refunded('2017-01-02', 'p1', '40', { tiers: '-4.00' }),
    paid('2017-01-03', 'p2', '100', { tiers: after }),
  ];

  it('are lowered, stay, or wait for the whole, as the plan says', () => {
    brings(marginal(), steps('16.00'));
    brings(marginal('keep'), steps('20.00'));
    brings(marginal('whole'), steps('20.00'));
    brings(marginal('whole'), [
      paid('2017-01-01', 'p1', '100', { tiers: '10.00' }),
      refunded('2017-01-02', 'p1', '40', { tiers: '-4.00' }),
      refunded('2017-01-02', 'p1', '60', { tiers: '-6.00' }),
      paid('2017-01-03', 'p2', '100', { tiers: '10.00' }),
    ]);
  });

  it('of what was earned go down by what was taken back, so that a cap has room again', () => {
    const rules = [ruleOf('share', { cap: { pay: tenPercent, at: '15', counter: 'paid' } })];
    brings(planOf({ rules, counters: [counterOf('paid', { earned: ['share'] })] }), [
      paid('2017-01-01', 'p1', '100', { share: '10.00' }),
      paid('2017-01-02', 'p2', '100', { share: '5.00' }),
      refunded('2017-01-03', 'p1', '30', { share: '-3.00' }),
      paid('2017-01-04', 'p3', '100', { share: '3.00' }),
      paid('2018-01-01', 'p4', '100', { share: '10.00' }),
    ]);
  });
});

describe('a slab after a refund', () => {
  const slab = (refunds: 'true-up' | 'refunded-share') =>
    planOf({
      counters: [counterOf('sales', 'payment'), counterOf('earned', { earned: ['slab'] })],
      rules: [
        ruleOf(
          'slab',
          { slab: { counter: 'sales', already: 'earned', bands: [{ below: '200', rate: '0.10' }, { rate: '0.20' }] } },
          { refunds },
        ),
      ],
    });
  const twoPayments = [
    paid('2017-01-01', 'p1', '100', { slab: '10.00' }),
    paid('2017-01-02', 'p2', '100', { slab: '30.00' }, 'd2'),
  ];

  it('that is trued up falls off the cliff: the earlier deal gives back as well', () => {
    // 20 % of 150 is in the lower band: 15.00 in all, of 40.00 booked.
    brings(slab('true-up'), [
      ...twoPayments,
      refunded('2017-01-03', 'p2', '50', { slab: '-25.00' }),
      paid('2017-01-04', 'p3', '50', { slab: '25.00' }),
    ]);
  });

  it('that earned nothing for the refunded payment is trued up all the same', () => {
    const bands = [{ below: '200', rate: '0' }, { rate: '0.20' }];
    const plan = planOf({
      ...slab('true-up'),
      rules: [ruleOf('slab', { slab: { counter: 'sales', already: 'earned', bands } }, { refunds: 'true-up' })],
    });
    brings(plan, [
      paid('2017-01-01', 'p1', '100', {}),
      paid('2017-01-02', 'p2', '100', { slab: '40.00' }, 'd2'),
      refunded('2017-01-03', 'p1', '1', { slab: '-40.00' }),
    ]);
  });

  it('that only gives its share back catches up with the next payment', () => {
    brings(slab('refunded-share'), [
      ...twoPayments,
      refunded('2017-01-03', 'p2', '50', { slab: '-15.00' }),
      paid('2017-01-04', 'p3', '1', { slab: '-9.90' }),
    ]);
  });
});

describe('the cancellation of a deal', () => {
  const plan = (by: 'months' | 'days', takeBack: 'unserved' | 'all' = 'unserved') =>
    planOf({
      cancellation: { takeBack, term: 12, by },
      rules: [
        ruleOf('signing', { percent: { of: 'deal', rate: '0.10' } }, { earnedOn: 'win' }),
        ruleOf('share', tenPercent),
        ruleOf('kept', { fixed: '1' }, { earnedOn: 'win', refunds: 'keep' }),
      ],
    });
  const won = (date: string): readonly ExampleStep[] => [
    { date, win: { deal: 'd1', amount: '1200' }, expect: { signing: '120.00', kept: '1.00' } },
    paid(date, 'p1', '100', { share: '10.00' }),
  ];
  const cancelled = (date: string, expected: Readonly<Record<string, string>>): ExampleStep => ({
    date,
    cancel: { deal: 'd1' },
    expect: expected,
  });

  it('takes back half of a year that was half served', () => {
    brings(plan('months'), [...won('2017-01-15'), cancelled('2017-07-20', { signing: '-60.00', share: '-5.00' })]);
  });

  it('takes back all that is left after a refund, and a refund afterwards takes nothing twice', () => {
    brings(plan('months', 'all'), [
      ...won('2017-01-15'),
      refunded('2017-01-20', 'p1', '30', { share: '-3.00' }),
      cancelled('2017-07-20', { signing: '-120.00', share: '-7.00' }),
      refunded('2017-07-21', 'p1', '70', {}),
    ]);
  });

  it('in part, and then a full refund, take back exactly what was earned', () => {
    brings(plan('months'), [
      ...won('2017-01-15'),
      cancelled('2017-07-20', { signing: '-60.00', share: '-5.00' }),
      refunded('2017-07-21', 'p1', '40', {}),
      refunded('2017-07-21', 'p1', '60', { share: '-5.00' }),
    ]);
  });

  it('after the term takes nothing, nor does a plan that says nothing of it', () => {
    brings(plan('days'), [...won('2017-01-15'), cancelled('2018-01-15', {})]);
    brings(planOf({ rules: [ruleOf('share', tenPercent)] }), [
      paid('2017-01-15', 'p1', '100', { share: '10.00' }),
      cancelled('2017-01-16', {}),
    ]);
  });

  it('does not stop what is paid later from earning', () => {
    brings(plan('months'), [
      ...won('2017-01-15'),
      cancelled('2018-01-20', {}),
      paid('2018-01-21', 'p2', '100', { share: '10.00' }),
    ]);
  });
});

describe('a deal', () => {
  it('that nobody recorded is won with its first payment', () => {
    const rules = [
      ruleOf('signing', { percent: { of: 'deal', rate: '0.5' } }, { earnedOn: 'win' }),
      ruleOf('share', tenPercent),
    ];
    brings(planOf({ rules }), [
      paid('2017-01-01', 'p1', '100', { signing: '50.00', share: '10.00' }),
      paid('2017-01-02', 'p2', '200', { share: '20.00' }),
    ]);
  });

  it('that is won with a payment has moved counters before the payment is rated', () => {
    const bands = [{ below: '100', rate: '0.10' }, { rate: '0.20' }];
    const plan = planOf({
      counters: [counterOf('won', 'deal')],
      rules: [ruleOf('share', { lookup: { of: 'payment', by: { counter: 'won', at: 'before' }, bands } })],
    });
    brings(plan, [
      paid('2017-01-01', 'p1', '60', { share: '6.00' }),
      paid('2017-01-02', 'p2', '60', { share: '12.00' }, 'd2'),
    ]);
  });

  it('of which the partner has a share earns on the share, or has the commission shared', () => {
    const rules = [
      ruleOf('share', { percent: { of: 'payment', rate: '0.05' } }),
      ruleOf('seats', { each: '3', of: 'seats' }),
      ruleOf('expert', { percent: { of: 'payment', rate: '0.01' } }, { beneficiary: 'overlay-expert' }),
    ];
    const measures = { seats: { quantity: 'seats', of: 'deal' } } as const;
    const steps = (share: string, seats: string): readonly ExampleStep[] => [
      {
        date: '2017-01-01',
        win: { deal: 'd1', amount: '0.30', quantities: { seats: '5' }, share: { num: '1', den: '3' } },
        expect: {},
      },
      paid('2017-01-02', 'p1', '1.00', { share, seats, expert: '0.01' }),
    ];
    // A third of 1.00 is 0.33, of which 5 % are 0.0165; a third of 0.05 is 0.0167.
    brings(planOf({ rules, measures }), steps('0.02', '5.00'));
    brings(planOf({ rules, measures, sharing: 'commission' }), steps('0.02', '5.00'));
    brings(planOf({ rules, measures, rounding: { mode: 'up' }, sharing: 'commission' }), [
      { date: '2017-01-01', win: { deal: 'd1', amount: '1', quantities: { seats: '0' }, share: '0.5' }, expect: {} },
      paid('2017-01-02', 'p1', '0.01', { share: '0.01', expert: '0.01' }),
    ]);
    brings(planOf({ rules, measures, rounding: { mode: 'up' } }), [
      { date: '2017-01-01', win: { deal: 'd1', amount: '1', quantities: { seats: '0' }, share: '0.5' }, expect: {} },
      paid('2017-01-02', 'p1', '0.03', { share: '0.01', expert: '0.01' }),
    ]);
  });
});

describe('a parameter', () => {
  const plan = planOf({
    parameters: { rate: { rate: '0.10' }, most: { amount: '15' } },
    rules: [
      ruleOf('share', {
        cap: { pay: { percent: { of: 'payment', rate: { parameter: 'rate' } } }, at: { parameter: 'most' } },
      }),
    ],
  });

  it('is the plan’s, or the enrolment’s', () => {
    const steps = (share: string) => [paid('2017-01-01', 'p1', '200', { share })];
    brings(plan, steps('15.00'));
    brings(plan, steps('15.00'), { rate: '0.2' });
    brings(plan, steps('40.00'), { rate: '0.2', most: '50' });
  });

  it('that the plan does not have, or that is not of its kind, is a mistake', () => {
    for (const parameters of [{ other: '1' }, { most: '1.234' }, { rate: '-1' }, { most: { num: '1', den: '3' } }]) {
      expect(() => playHistory(plan, { parameters, steps: [] })).toThrow();
    }
  });
});

it('a balance below zero that is written off stays written off, whatever the next cut-off is', () => {
  const plan = planOf({
    rules: [ruleOf('share', tenPercent)],
    payout: { days: [5, 20], convention: 'none', cutOff: 'start-of-month', minimum: '0', negative: 'write-off' },
  });
  const nothing = { deferred: 'nothing-due', gross: '0', carried: '0' } as const;
  brings(plan, [
    paid('2017-01-01', 'p1', '100', { share: '10.00' }),
    { date: '2017-02-05', payout: {}, expect: { net: '10.00', carried: '0' } },
    refunded('2017-02-06', 'p1', '100', { share: '-10.00' }),
    { date: '2017-03-05', payout: {}, expect: { matured: '-10.00', ...nothing } },
    { date: '2017-03-20', payout: {}, expect: { matured: '0', ...nothing } },
    paid('2017-03-21', 'p2', '100', { share: '10.00' }),
    { date: '2017-04-05', payout: {}, expect: { net: '10.00', carried: '0' } },
  ]);
});

describe('a step that cannot happen', () => {
  const plan = planOf({
    rules: [
      ruleOf('signing', { fixed: '5' }, { earnedOn: 'win' }),
      ruleOf('tax', { percent: { of: 'tax', rate: '0.1' } }, { when: { attribute: 'product', in: ['A'] } }),
    ],
    counters: [counterOf('deals', 'count', { on: 'win' })],
    attributes: { product: { ifMissing: 'A' } },
    measures: { tax: { amount: 'tax', of: 'payment' } },
  });
  const fine: readonly HistoryStep[] = [
    { date: '2017-01-01', win: { deal: 'd1', amount: '10' } },
    { date: '2017-01-02', payment: { payment: 'p1', deal: 'd1', amount: '10', amounts: { tax: '2' } } },
  ];
  const refusal = (step: HistoryStep) => {
    const results = playHistory(plan, { steps: [...fine, step] });
    return results.at(-1);
  };
  const because = (reason: object) => ({ _tag: 'refused', refusal: reason });

  it('says why', () => {
    const date = '2017-02-01';
    const cases: readonly (readonly [HistoryStep, object])[] = [
      [
        { date: '2017-02-30', cancel: { deal: 'd1' } },
        { _tag: 'UnreadableStep', field: 'date', got: '2017-02-30' },
      ],
      [
        { date, win: { deal: 'd1', amount: '1' } },
        { _tag: 'DealAlreadyWon', deal: 'd1' },
      ],
      [
        { date, win: { deal: 'd2', amount: 'x' } },
        { _tag: 'UnreadableStep', field: 'deal/amount', got: 'x' },
      ],
      [
        { date, win: { deal: 'd2', amount: '-1' } },
        { _tag: 'UnreadableStep', field: 'deal/amount', got: '-1' },
      ],
      [
        { date, win: { deal: 'd2', amount: '1', leadOn: 'x' } },
        { _tag: 'UnreadableStep', field: 'deal/leadOn', got: 'x' },
      ],
      [
        { date, win: { deal: 'd2', amount: '1', share: '1.5' } },
        { _tag: 'UnreadableStep', field: 'deal/share', got: '1.5' },
      ],
      [
        { date, win: { deal: 'd2', amount: '1', quantities: { seats: '-1' } } },
        { _tag: 'UnreadableStep', field: 'deal/quantities/seats', got: '-1' },
      ],
      [
        { date, payment: { payment: 'p2', deal: 'd1', amount: '1', amounts: { tax: '0.001' } } },
        { _tag: 'UnreadableStep', field: 'payment/amounts/tax', got: '0.001' },
      ],
      [
        { date, payment: { payment: 'p1', deal: 'd1', amount: '1' } },
        { _tag: 'PaymentAlreadyReceived', payment: 'p1' },
      ],
      [
        { date, payment: { payment: 'p2', deal: 'd2', amount: '1' } },
        { _tag: 'MissingMeasure', measure: 'tax', rule: 'tax' },
      ],
      [
        { date, refund: { payment: 'p9', amount: '1' } },
        { _tag: 'UnknownPayment', payment: 'p9' },
      ],
      [
        { date, refund: { payment: 'p1', amount: '1e3' } },
        { _tag: 'UnreadableStep', field: 'refund/amount', got: '1e3' },
      ],
      [
        { date, cancel: { deal: 'd9' } },
        { _tag: 'UnknownDeal', deal: 'd9' },
      ],
    ];
    for (const [step, reason] of cases) expect(refusal(step)).toEqual(because(reason));
    for (const amount of ['0', '-1', '10.01']) {
      expect(refusal({ date, refund: { payment: 'p1', amount } })).toMatchObject(because({ _tag: 'NotRefundable' }));
    }
    const twice = playHistory(plan, {
      steps: [...fine, { date, cancel: { deal: 'd1' } }, { date, cancel: { deal: 'd1' } }],
    });
    expect(twice.at(-1)).toEqual(because({ _tag: 'DealAlreadyCancelled', deal: 'd1' }));
  });

  it('is told in a failing example as a sentence', () => {
    const document = withSteps(plan, [paid('2017-01-01', 'p1', '1', {}), refunded('2017-01-01', 'p9', '1', {})]);
    expect(runExamples(document).map(describeExampleFailure)).toEqual([
      '/examples/0/steps/0 (A small history): it cannot be rated: rule tax needs the tax, which it does not give.',
    ]);
  });

  it('is told in words', () => {
    const date = '2017-02-01';
    const told = (...steps: readonly HistoryStep[]): string => {
      const last = playHistory(plan, { steps: [...fine, ...steps] }).at(-1);
      return last?._tag === 'refused' ? describeHistoryRefusal(last.refusal) : 'It can happen.';
    };
    const cancel: HistoryStep = { date, cancel: { deal: 'd1' } };
    expect([
      told({ date: 'today', cancel: { deal: 'd1' } }),
      told({ date, cancel: { deal: 'd9' } }),
      told(cancel, cancel),
      told({ date, win: { deal: 'd1', amount: '1' } }),
      told({ date, payment: { payment: 'p1', deal: 'd1', amount: '1' } }),
      told({ date, refund: { payment: 'p9', amount: '1' } }),
      told({ date, refund: { payment: 'p1', amount: '4' } }, { date, refund: { payment: 'p1', amount: '6.01' } }),
    ]).toEqual([
      'its date cannot be read: "today".',
      'there is no deal d9 before it.',
      'deal d1 has been cancelled before.',
      'deal d1 has been won before, perhaps with its first payment.',
      'payment p1 has been received before.',
      'there is no payment p9 before it.',
      '6.01 of payment p1 cannot be refunded: 10.00 was paid, 4.00 refunded before.',
    ]);
  });

  it('changes nothing: a deal that would have been won with a payment is not won', () => {
    const date = '2017-02-01';
    const refused: HistoryStep = { date, payment: { payment: 'p2', deal: 'd2', amount: '1' } };
    const win: HistoryStep = { date, win: { deal: 'd2', amount: '1' } };
    const [, won] = playHistory(plan, { steps: [refused, win] });
    expect(won).toEqual(playHistory(plan, { steps: [win] })[0]);
  });
});

describe('a worked example that does not compute', () => {
  const document = planOf({ rules: [ruleOf('share', tenPercent)] });
  const failure = (...steps: readonly ExampleStep[]) =>
    runExamples(withSteps(document, steps)).map(describeExampleFailure);

  it('names the first step that differs, and how it comes to what it gives', () => {
    expect(
      failure(paid('2017-01-01', 'p1', '100', { share: '10' }), refunded('2017-01-02', 'p1', '50', { share: '5' })),
    ).toEqual([
      '/examples/0/steps/1 (A small history): rule share gives -5.00, not 5.00.\n' +
        '  50.00 ÷ 100.00 = 50 %\n' +
        '  10.00 × 50 % = 5\n' +
        '  0.00 − 5.00 = -5.00',
    ]);
  });

  it('shows how a payout comes about, or why it is deferred', () => {
    const payoutOf = (expected: Extract<ExampleStep, { payout: unknown }>['expect']): ExampleStep => ({
      date: '2017-02-05',
      payout: {},
      expect: expected,
    });
    const first = paid('2017-01-01', 'p1', '100', { share: '10' });
    expect(failure(first, payoutOf({ net: '11', deferred: 'below-minimum' }))).toEqual([
      '/examples/0/steps/1 (A small history): the reason of the deferral is none, not below-minimum.',
    ]);
    const charged = {
      ...document,
      payout: { ...document.payout, minimum: '5', withholding: [{ status: 'none', rate: '0.3', from: '2017-01-01' }] },
    };
    expect(
      runExamples(withSteps(charged, [first, payoutOf({ withheld: '3', net: '10' })])).map(describeExampleFailure),
    ).toEqual([
      '/examples/0/steps/1 (A small history): the net amount is 7.00, not 10.\n' +
        '  10.00 × 30 % = 3\n' +
        '  10.00 − 3.00 = 7.00',
    ]);
    expect(
      runExamples(withSteps(charged, [paid('2017-01-01', 'p1', '10', { share: '1' }), payoutOf({ net: '1' })])).map(
        describeExampleFailure,
      ),
    ).toEqual(['/examples/0/steps/1 (A small history): the net amount is 0.00, not 1.\n  1.00 ≥ 5.00 does not hold']);
  });
});

describe('a cap that carries over', () => {
  const plan = (more: Partial<Counter> = {}) =>
    planOf({
      counters: [
        counterOf('earned', { earned: ['capped'] }, { window: 'month' }),
        counterOf('excess', { excess: 'capped' }, { window: 'ever', ...more }),
      ],
      rules: [ruleOf('capped', { cap: { pay: tenPercent, at: '100.00', counter: 'earned', carry: 'excess' } })],
    });
  const until = [
    paid('2017-01-05', 'p1', '1000.00', { capped: '100.00' }),
    paid('2017-01-06', 'p2', '2000.00', {}),
    refunded('2017-01-07', 'p2', '2000.00', {}),
  ];

  it('does not pay later what was refunded', () => {
    brings(plan(), [
      ...until,
      paid('2017-02-01', 'p3', '10.00', { capped: '1.00' }),
      paid('2017-03-01', 'p4', '10.00', { capped: '1.00' }),
    ]);
  });

  it('makes up for what was paid from it before the refund', () => {
    brings(plan(), [
      ...until.slice(0, 2),
      paid('2017-02-01', 'p3', '10.00', { capped: '100.00' }),
      refunded('2017-02-02', 'p2', '1000.00', {}),
      paid('2017-03-01', 'p4', '10.00', { capped: '2.00' }),
      refunded('2017-03-02', 'p2', '1000.00', {}),
      paid('2017-04-01', 'p5', '500.00', {}),
      paid('2017-05-01', 'p6', '600.00', { capped: '10.00' }),
    ]);
  });

  it('pays it all the same where the counter keeps it', () => {
    brings(plan({ refunds: 'keep' }), [...until, paid('2017-02-01', 'p3', '10.00', { capped: '100.00' })]);
  });
});

it('a total of earned commission goes down by every refund, also where a cancellation has taken it back before', () => {
  const plan = planOf({
    cancellation: { takeBack: 'unserved', term: 2, by: 'months' },
    counters: [counterOf('earned', { earned: ['capped'] })],
    rules: [ruleOf('capped', { cap: { pay: tenPercent, at: '10.00', counter: 'earned' } })],
  });
  brings(plan, [
    paid('2017-01-05', 'p1', '100.00', { capped: '10.00' }),
    { date: '2017-02-05', cancel: { deal: 'd1' }, expect: { capped: '-5.00' } },
    paid('2017-02-06', 'p2', '100.00', {}, 'd2'),
    refunded('2017-02-07', 'p1', '60.00', { capped: '-1.00' }),
    paid('2017-02-08', 'p3', '100.00', { capped: '6.00' }, 'd2'),
  ]);
});

describe('a history of amounts too large to be written', () => {
  const large = (digit: string): string => `${digit}${'0'.repeat(28)}.00`;
  const payment = (id: string, amount: string): HistoryStep => ({
    date: '2017-01-05',
    payment: { payment: id, deal: id, amount },
  });
  const planWith = (bands: readonly Band[]) =>
    planOf({
      counters: [counterOf('sales', 'payment'), counterOf('earned', { earned: ['slab'] })],
      rules: [ruleOf('slab', { slab: { counter: 'sales', already: 'earned', bands } }, { refunds: 'true-up' })],
    });

  it('is refused where they begin', () => {
    const results = playHistory(planWith([{ rate: '1' }]), {
      steps: [payment('p1', large('9')), payment('p2', large('9'))],
    });
    expect(results).toMatchObject([{ _tag: 'commission' }, { _tag: 'refused', refusal: { _tag: 'OutOfBounds' } }]);
  });

  it('is not changed by a refund that would make them', () => {
    const plan = planWith([{ below: large('5'), rate: '1000', above100: true }, { rate: '0' }]);
    const refund = (amount: string): HistoryStep => ({ date: '2017-01-07', refund: { payment: 'p1', amount } });
    const [first, bad, good] = [payment('p1', large('8')), refund(large('4')), refund(large('2'))];
    const results = playHistory(plan, { steps: [first, bad, good, refund(large('6'))] });
    expect(results[1]).toEqual({ _tag: 'refused', refusal: { _tag: 'OutOfBounds', rule: 'slab' } });
    expect(results.toSpliced(1, 1)).toEqual(playHistory(plan, { steps: [first, good, refund(large('6'))] }));
    expect(results.at(-1)?._tag).toBe('commission');
  });
});
