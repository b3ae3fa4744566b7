import { describe, expect, it } from 'vitest';
import { describePlanProblem, validatePlan, type PlanProblemCode } from '../../src/index.ts';
import { edited, type Edit } from './edited.ts';
import { wholePlan } from './wholePlan.ts';

type Row = readonly [name: string, edits: readonly Edit[], problems: readonly string[]];

const bands = '/rules/0/pay/marginal/bands';
const counter = { id: 'x', measure: 'payment', window: 'month' };
/** A clause that reads a counter at its end, so that the counter has a reader and nothing else changes. */
const reading = (id: string, change: object = {}): Edit => [
  '/rules/-',
  {
    id: 'reads',
    clause: '9',
    title: { en: 'Reads' },
    earnedOn: 'payment',
    beneficiary: 'referrer',
    when: { counter: id, at: 'before', atLeast: '1' },
    pay: { fixed: '1' },
    ...change,
  },
];
const clause = (pay: unknown, change: object = {}): Edit => [
  '/rules/-',
  { id: 'new', clause: '9', title: { en: 'New' }, earnedOn: 'payment', beneficiary: 'referrer', pay, ...change },
];
const at = '/rules/11';

const terms: readonly Row[] = [
  ['a plan id that is none', [['/plan', 'a b']], ['/plan bad-id']],
  ['a version before the first', [['/version', 0]], ['/version bad-number']],
  ['no title', [['/title/en', '']], ['/title/en bad-text']],
  ['no such currency to convert', [['/converts/0', 'XXY']], ['/converts/0 unknown-currency']],
  ['the own currency converted', [['/converts/0', 'USD']], ['/converts/0 converts-itself']],
  ['a currency converted twice', [['/converts/1', 'EUR']], ['/converts/1 duplicate']],
  ['a hold without end', [['/hold/days', 3661]], ['/hold/days bad-number']],
  ['a hold of negative months', [['/hold/months', -1]], ['/hold/months bad-number']],
  ['refunds before the cause', [['/refunds/within', -1]], ['/refunds/within bad-number']],
  [
    'a term of nothing',
    [
      ['/rules/2/refunds', undefined],
      ['/cancellation', { takeBack: 'unserved', term: 0, by: 'months' }],
    ],
    ['/cancellation/term bad-number'],
  ],
  ['an attribution of no days', [['/attribution/days', 0]], ['/attribution/days bad-number']],
  ['a month that is none', [['/payout/months/3', 13]], ['/payout/months/3 bad-number']],
  ['a month twice', [['/payout/months/1', 3]], ['/payout/months/1 duplicate']],
  ['months out of order', [['/payout/months/0', 7]], ['/payout/months/1 not-ascending']],
  ['no months', [['/payout/months', []]], ['/payout/months empty-list']],
  [
    'a day that February lacks',
    [
      ['/payout/day', undefined],
      ['/payout/months', undefined],
      ['/payout/days', [1, 29]],
    ],
    ['/payout/days/1 bad-number'],
  ],
  [
    'no days',
    [
      ['/payout/day', undefined],
      ['/payout/months', undefined],
      ['/payout/days', []],
    ],
    ['/payout/days empty-list'],
  ],
  [
    'nothing in a payout on Fridays',
    [
      ['/payout/day', undefined],
      ['/payout/months', undefined],
      ['/payout/weekday', 'friday'],
    ],
    [],
  ],
  ['a cut-off after the payout', [['/payout/cutOff/daysBefore', -1]], ['/payout/cutOff/daysBefore bad-number']],
  ['a negative minimum', [['/payout/minimum', '-1']], ['/payout/minimum bad-amount']],
  ['a negative draw', [['/payout/draw/amount', '-1']], ['/payout/draw/amount bad-amount']],
  ['a draw that ends before it begins', [['/payout/draw/until', '2019-12-31']], ['/payout/draw/until draw-dates']],
  ['a draw below the minimum', [['/payout/draw/amount', '49.99']], ['/payout/draw/amount draw-below-minimum']],
  ['nothing in a draw of just the minimum', [['/payout/draw/amount', '50.00']], []],
  ['a draw forgiven never', [['/payout/draw/until', undefined]], ['/payout/draw draw-dates']],
  ['a draw from a day that is none', [['/payout/draw/from', '2020-02-30']], ['/payout/draw/from bad-date']],
  ['more recovered than there is', [['/payout/draw/recovery', '2']], ['/payout/draw/recovery rate-above-100']],
  ['two rates from one day', [['/payout/withholding/1/from', '2020-01-01']], ['/payout/withholding/1 duplicate']],
  [
    'a withholding of everything twice',
    [['/payout/withholding/0/rate', '2']],
    ['/payout/withholding/0/rate rate-above-100'],
  ],
  ['a status that is no id', [['/payout/vat/0/status', 'is it?']], ['/payout/vat/0/status bad-id']],
  ['a VAT without a date', [['/payout/vat/0/from', 'soon']], ['/payout/vat/0/from bad-date']],
  ['a fee twice', [['/payout/fees/1/id', 'card']], ['/payout/fees/1/id duplicate']],
  ['a fee of nothing', [['/payout/fees/1/fixed', undefined]], ['/payout/fees/1 pays-nothing']],
  ['a fee above the payout', [['/payout/fees/0/rate', '1.5']], ['/payout/fees/0/rate rate-above-100']],
  ['a negative fee', [['/payout/fees/0/fixed', '-1']], ['/payout/fees/0/fixed bad-amount']],
  [
    'a fee waived from cents of cents',
    [['/payout/fees/0/waivedFrom', '1.234']],
    ['/payout/fees/0/waivedFrom bad-amount'],
  ],
  ['a fee without a name', [['/payout/fees/0/title/en', ' ']], ['/payout/fees/0/title/en bad-text']],
];

const measures: readonly Row[] = [
  ['a measure that is built in', [['/measures/count', { quantity: 'n', of: 'deal' }]], ['/measures/count duplicate']],
  ['a measure that is no id', [['/measures/a b', { quantity: 'n', of: 'deal' }]], ['/measures/a b bad-id']],
  ['an amount that no event can have', [['/measures/x', { amount: 'a/b', of: 'deal' }]], ['/measures/x/amount bad-id']],
  ['a negative default', [['/measures/tax/ifMissing', '-1']], ['/measures/tax/ifMissing bad-amount']],
  ['a default that is no number', [['/measures/seats/ifMissing', 'many']], ['/measures/seats/ifMissing bad-number']],
  ['a negative number', [['/measures/seats/ifMissing', '-1']], ['/measures/seats/ifMissing bad-number']],
  ['a sum of nothing', [['/measures/x', { sum: [] }]], ['/measures/x/sum empty-list']],
  ['an unknown part', [['/measures/x', { sum: ['deal', 'y'] }]], ['/measures/x/sum/1 unknown-measure']],
  [
    'an unknown part taken out',
    [['/measures/x', { sum: ['deal'], less: ['y'] }]],
    ['/measures/x/less/0 unknown-measure'],
  ],
  ['money and seats', [['/measures/x', { sum: ['deal', 'seats'] }]], ['/measures/x mixed-kinds']],
  ['a measure of itself', [['/measures/x', { sum: ['deal', 'x'] }]], ['/measures/x measure-cycle']],
  [
    'measures of each other, but not what is made of them',
    [
      ['/measures/x', { sum: ['y'] }],
      ['/measures/y', { sum: ['deal'], less: ['x'] }],
      ['/measures/z', { sum: ['x'] }],
    ],
    ['/measures/x measure-cycle', '/measures/y measure-cycle'],
  ],
  [
    'a sum that doubles and doubles',
    [0, 1, 2, 3, 4, 5, 6].map((n): Edit => [
      `/measures/m${n}`,
      { sum: n === 0 ? ['deal', 'deal'] : [`m${n - 1}`, `m${n - 1}`] },
    ]),
    ['/measures/m6 too-complex'],
  ],
  ['commission of nobody', [['/measures/x', { commission: [] }]], ['/measures/x/commission empty-list']],
  [
    'commission of an unknown rule',
    [['/measures/below/commission/1', 'y']],
    ['/measures/below/commission/1 unknown-rule'],
  ],
  ['commission twice', [['/measures/below/commission/1', 'tiers']], ['/measures/below/commission/1 duplicate']],
  [
    'commission of the next level but one',
    [clause({ percent: { of: 'below', rate: '0.1' } }, { beneficiary: 'upline-2' })],
    [`${at}/pay/percent/of commission-of-another`, `${at}/pay/percent/of commission-of-another`],
  ],
  [
    'nothing in commission of the next level',
    [
      ['/measures/x', { commission: ['manager'] }],
      clause({ percent: { of: 'x', rate: '0.1' } }, { beneficiary: 'upline-2' }),
    ],
    [],
  ],
  [
    'commission of a later rule',
    [['/measures/own/commission/0', 'limited']],
    ['/rules/1/pay/sum/1/percent/of commission-of-another'],
  ],
  [
    'commission of a rule itself',
    [['/measures/own/commission/0', 'flat']],
    ['/rules/1/pay/sum/1/percent/of commission-of-another'],
  ],
  [
    'commission for another cause',
    [['/measures/own/commission/0', 'bonus']],
    ['/rules/1/pay/sum/1/percent/of commission-of-another'],
  ],
  [
    'commission of an overlay',
    [clause({ percent: { of: 'own', rate: '0.1' } }, { beneficiary: 'overlay-x' })],
    [`${at}/pay/percent/of commission-of-another`],
  ],
];

const parameters: readonly Row[] = [
  [
    'a parameter that is no id',
    [['/parameters/a b', { rate: '1' }]],
    ['/parameters/a b bad-id', '/parameters/a b unread-parameter'],
  ],
  ['a parameter that nothing reads', [['/parameters/x', { rate: '1' }]], ['/parameters/x unread-parameter']],
  ['a negative parameter', [['/parameters/fee/amount', '-5']], ['/parameters/fee/amount bad-amount']],
  ['a parameter that is no rate', [['/parameters/share/rate', '5 %']], ['/parameters/share/rate bad-rate']],
  ['a parameter above 100 %, where it is read', [['/parameters/share/rate', '10']], [`${bands}/3/rate rate-above-100`]],
  ['an unknown parameter', [[`${bands}/3/flat`, { parameter: 'x' }]], [`${bands}/3/flat/parameter unknown-parameter`]],
  ['a share of an unknown parameter', [[`${bands}/2/upTo/of`, 'x']], [`${bands}/2/upTo/of unknown-parameter`]],
  ['a share of a rate', [[`${bands}/2/upTo/of`, 'share']], [`${bands}/2/upTo/of wrong-kind`]],
  ['a share that is none', [[`${bands}/2/upTo/share`, '-1']], [`${bands}/2/upTo/share bad-rate`]],
  ['an amount for a rate', [[`${bands}/0/rate`, { parameter: 'fee' }]], [`${bands}/0/rate/parameter wrong-kind`]],
  ['a rate for an amount', [[`${bands}/0/flat`, { parameter: 'share' }]], [`${bands}/0/flat/parameter wrong-kind`]],
  [
    'an amount for a number',
    [['/rules/6/pay/greatest/1/marginal/bands/0/upTo', { parameter: 'fee' }]],
    ['/rules/6/pay/greatest/1/marginal/bands/0/upTo/parameter wrong-kind'],
  ],
];

const tables: readonly Row[] = [
  [
    'no bands',
    [
      [bands, [{ rate: { parameter: 'share' } }]],
      [`${bands}/0`, undefined],
      ['/parameters/share', undefined],
      ['/parameters/quota', undefined],
      ['/rules/1/when/all/2', undefined],
      ['/examples/1/parameters', undefined],
    ],
    [`${bands} empty-list`],
  ],
  ['edges out of order', [[`${bands}/0/upTo`, '1000.01']], [`${bands}/1/below bands-unsorted`]],
  ['equal edges', [[`${bands}/0/upTo`, '1000.00']], [`${bands}/1/below bands-unsorted`]],
  ['a first band without width', [[`${bands}/0/upTo`, '0']], [`${bands}/0/upTo bands-unsorted`]],
  ['a band without an edge', [[`${bands}/0/upTo`, undefined]], [`${bands}/0 band-gap`]],
  ['a band with two edges', [[`${bands}/0/below`, '600.00']], [`${bands}/0/below band-two-edges`]],
  ['a last band with an edge', [[`${bands}/3/upTo`, '9999.00']], [`${bands}/3/upTo band-gap`]],
  ['a last band that ends below', [[`${bands}/3/below`, '9999.00']], [`${bands}/3/below band-gap`]],
  ['a negative edge', [[`${bands}/0/upTo`, '-1']], [`${bands}/0/upTo bad-amount`]],
  ['an edge of too many decimals', [[`${bands}/0/upTo`, '1.001']], [`${bands}/0/upTo bad-amount`]],
  ['a band that does not say what it pays', [[`${bands}/0/rate`, undefined]], [`${bands}/0 pays-nothing`]],
  ['a rate above 100 %', [[`${bands}/0/rate`, '5']], [`${bands}/0/rate rate-above-100`]],
  [
    'nothing in a rate above 100 % that is meant',
    [
      [`${bands}/0/rate`, '5'],
      [`${bands}/0/above100`, true],
    ],
    [],
  ],
  ['a negative rate', [[`${bands}/0/rate`, '-0.1']], [`${bands}/0/rate bad-rate`]],
  ['a negative flat amount', [[`${bands}/0/flat`, '-1']], [`${bands}/0/flat bad-amount`]],
  ['an amount spread without end', [[`${bands}/3/spread`, '1']], [`${bands}/3/spread spread-misplaced`]],
  [
    'an amount spread over a slab',
    [['/rules/2/pay/slab/bands/0/spread', '1']],
    ['/rules/2/pay/slab/bands/0/spread spread-misplaced'],
  ],
  ['an amount for each unit of money', [[`${bands}/0/each`, '1']], [`${bands}/0/each wrong-kind`]],
  [
    'a share of seats in a band',
    [['/rules/6/pay/greatest/1/marginal/bands/0/rate', '0.1']],
    ['/rules/6/pay/greatest/1/marginal/bands/0/rate wrong-kind'],
  ],
  [
    'a share of seats',
    [['/rules/6/pay/greatest/2/least/1/percent/of', 'seats']],
    ['/rules/6/pay/greatest/2/least/1/percent/of wrong-kind'],
  ],
  ['an amount for each dollar', [['/rules/6/pay/greatest/0/of', 'deal']], ['/rules/6/pay/greatest/0/of wrong-kind']],
  [
    'half a seat as text',
    [['/rules/6/pay/greatest/1/marginal/bands/0/upTo', 'ten']],
    ['/rules/6/pay/greatest/1/marginal/bands/0/upTo bad-number'],
  ],
  [
    'fractions that nobody can add up',
    [7, 11, 13, 17, 19, 23, 29].map((prime): Edit => [
      '/rules/1/pay/sum/-',
      { percent: { of: 'payment', rate: { num: '1', den: `${prime}${'0'.repeat(28)}1` } } },
    ]),
    ['/rules/1/pay too-complex'],
  ],
  [
    'spreads over widths that nobody can divide by',
    [
      clause({
        marginal: {
          of: 'payment',
          bands: [
            ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({
              upTo: `${n}${'1'.repeat(28)}`,
              ...(n % 2 === 0 ? { spread: '1' } : { rate: '0' }),
            })),
            { rate: '0' },
          ],
        },
      }),
    ],
    [`${at}/pay too-complex`],
  ],
  [
    'more parts than anybody can read',
    [clause({ sum: Array.from({ length: 256 }, () => ({ fixed: '1' })) })],
    [`${at}/pay too-complex`],
  ],
  [
    'a band of a lookup that nothing reaches',
    [['/rules/3/when', { measure: 'age', atLeast: '1' }]],
    ['/rules/3/pay/cap/pay/lookup/bands/0 unreachable'],
  ],
  [
    'a lookup below zero of what is never negative',
    [['/rules/3/pay/cap/pay/lookup/bands/0', { below: '0', rate: '0.5' }]],
    ['/rules/3/pay/cap/pay/lookup/bands/0 unreachable'],
  ],
];

const pays: readonly Row[] = [
  ['a negative fixed amount', [['/rules/1/pay/sum/0/fixed', '-1']], ['/rules/1/pay/sum/0/fixed bad-amount']],
  [
    'an unknown measure',
    [['/rules/5/pay/collected/pay/percent/of', 'x']],
    ['/rules/5/pay/collected/pay/percent/of unknown-measure'],
  ],
  [
    'a payment on a win',
    [['/rules/6/pay/greatest/2/least/1/percent/of', 'net']],
    ['/rules/6/pay/greatest/2/least/1/percent/of measure-not-had'],
  ],
  [
    'time since the first payment on a win',
    [['/rules/6/pay/greatest/0/of', 'age']],
    ['/rules/6/pay/greatest/0/of measure-not-had'],
  ],
  [
    'a sum of nothing',
    [
      ['/rules/1/pay/sum', []],
      ['/measures/own', undefined],
    ],
    ['/rules/1/pay/sum empty-list'],
  ],
  ['a choice of nothing', [clause({ least: [] })], [`${at}/pay/least empty-list`]],
  ['no cases', [clause({ first: [] })], [`${at}/pay/first empty-list`]],
  [
    'a case after one without a condition',
    [['/rules/4/pay/floor/pay/first/-', { pay: { fixed: '1' } }]],
    ['/rules/4/pay/floor/pay/first/2 unreachable'],
  ],
  [
    'a case that one before takes',
    [
      clause({
        first: [
          { when: { measure: 'payment', atLeast: '10' }, pay: { fixed: '1' } },
          { when: { measure: 'payment', atLeast: '20' }, pay: { fixed: '2' } },
        ],
      }),
    ],
    [`${at}/pay/first/1 unreachable`],
  ],
  [
    'a case that the rule excludes',
    [
      clause(
        { first: [{ when: { attribute: 'product', in: ['a'] }, pay: { fixed: '1' } }, { pay: { fixed: '2' } }] },
        { when: { attribute: 'product', notIn: ['a', 'b'] } },
      ),
    ],
    [`${at}/pay/first/0 unreachable`],
  ],
  ['a negative cap', [['/rules/3/pay/cap/at', '-1']], ['/rules/3/pay/cap/at bad-amount']],
  [
    'a cap along sales',
    [['/rules/3/pay/cap/counter', 'sales'], reading('capped')],
    ['/rules/3/pay/cap/counter wrong-counter'],
  ],
  [
    'a cap on what others earned',
    [['/counters/5/measure/earned', ['flat']]],
    ['/rules/3/pay/cap/counter wrong-counter'],
  ],
  [
    'a carry without a counter',
    [['/rules/3/pay/cap/counter', undefined], reading('capped')],
    ['/rules/3/pay/cap/carry wrong-counter'],
  ],
  [
    'a carry of another rule',
    [['/counters/6/measure/excess', 'tiers']],
    ['/counters/6 unread-counter', '/rules/3/pay/cap/carry wrong-counter'],
  ],
  ['a carry that is forgotten each year', [['/counters/6/window', 'year']], ['/rules/3/pay/cap/carry wrong-window']],
  [
    'a floor along sales',
    [['/rules/4/pay/floor/counter', 'sales'], reading('guaranteed')],
    ['/rules/4/pay/floor/counter wrong-counter'],
  ],
  [
    'a floor of another rule',
    [['/counters/7/measure/unlimited', 'tiers']],
    ['/rules/4/pay/floor/counter wrong-counter'],
  ],
  ['a negative floor', [['/rules/4/pay/floor/at', '-1']], ['/rules/4/pay/floor/at bad-amount']],
  [
    'a carry of a part of what is paid',
    [['/rules/3/pay', { sum: [wholePlan.rules[3]?.pay, { fixed: '1' }] }]],
    ['/rules/3/pay/sum/0/cap/carry limit-within'],
  ],
  [
    'a floor of a case',
    [['/rules/4/pay', { first: [{ pay: wholePlan.rules[4]?.pay }] }]],
    ['/rules/4/pay/first/0/pay/floor/counter limit-within'],
  ],
  ['nothing in a floor within a cap', [['/rules/4/pay', { cap: { pay: wholePlan.rules[4]?.pay, at: '1000' } }]], []],
  [
    'slabs and limits along what each partner gets of the commission, and fixed amounts beside it',
    [['/sharing', 'commission']],
    [
      '/rules/1/pay shared-twice',
      '/rules/2/pay/slab counter-of-shares',
      '/rules/3/pay/cap/counter counter-of-shares',
      '/rules/4/pay/floor/counter counter-of-shares',
    ],
  ],
  [
    'commission and payments in one measure, where commission is shared',
    [
      ['/sharing', 'commission'],
      ['/rules/1/pay', { percent: { of: 'own', rate: '0.1' } }],
      ['/rules/2/pay', { fixed: '1' }],
      ['/rules/2/refunds', undefined],
      ['/rules/3/pay', { fixed: '1' }],
      ['/rules/4/pay', { fixed: { parameter: 'fee' } }],
      [
        '/counters',
        wholePlan.counters.filter(
          ({ id }) => !['wins', 'won-sales', 'bonus-earned', 'capped', 'kept', 'guaranteed'].includes(id),
        ),
      ],
      ['/measures/rest', { sum: ['payment'], less: ['below'], share: '0.2' }],
      clause({ percent: { of: 'rest', rate: '1' } }, { beneficiary: 'upline' }),
    ],
    [`${at}/pay shared-twice`],
  ],
  [
    'one counter for two floors',
    [['/rules/4/pay', { floor: { pay: wholePlan.rules[4]?.pay, at: '1', counter: 'guaranteed' } }]],
    ['/rules/4/pay/floor/pay/floor/counter counter-taken'],
  ],
  [
    'a slab along what it did not earn',
    [['/counters/4/measure/earned', ['half']]],
    ['/rules/2/pay/slab/already wrong-counter'],
  ],
  [
    'a slab along sales',
    [['/rules/2/pay/slab/already', 'wins'], reading('bonus-earned')],
    ['/rules/2/pay/slab/already wrong-counter'],
  ],
  ['a slab of another window', [['/counters/4/window', 'quarter']], ['/rules/2/pay/slab/already wrong-window']],
  ['a slab that pays on another window', [['/counters/3/window', 'quarter']], ['/rules/2/pay/slab/total wrong-window']],
  ['a slab for other things', [['/counters/4/per', 'deal']], ['/rules/2/pay/slab/already wrong-window']],
  [
    'a slab that refunds lower, less what they leave',
    [
      ['/counters/-', { id: 'paid', measure: 'payment', window: 'month' }],
      ['/counters/-', { id: 'slab-earned', measure: { earned: ['new'] }, window: 'month', refunds: 'keep' }],
      clause({ slab: { counter: 'paid', already: 'slab-earned', bands: [{ rate: '0.1' }] } }),
    ],
    [`${at}/pay/slab/already counter-without-refunds`],
  ],
  [
    'a true-up of what other clauses earned',
    [
      ['/counters/-', { id: 'paid', measure: 'payment', window: 'month' }],
      ['/counters/-', { id: 'both-earned', measure: { earned: ['new', 'tiers'] }, window: 'month' }],
      clause({ slab: { counter: 'paid', already: 'both-earned', bands: [{ rate: '0.1' }] } }, { refunds: 'true-up' }),
    ],
    [`${at}/pay/slab/already wrong-counter`],
  ],
  [
    'a true-up on more than the clause is for',
    [['/rules/2/when', { attribute: 'product', in: ['basic'] }]],
    ['/rules/2/pay/slab/counter wrong-counter', '/rules/2/pay/slab/total wrong-counter'],
  ],
  ['a measure of more than the whole', [['/measures/net/share', '1.5']], ['/measures/net/share rate-above-100']],
  ['a share of a measure that is no rate', [['/measures/net/share', 'half']], ['/measures/net/share bad-rate']],
  ['true-up without a slab', [['/rules/0/refunds', 'true-up']], ['/rules/0/refunds true-up-without-slab']],
  [
    'true-up where a cancellation leaves the counters',
    [['/cancellation', { takeBack: 'all', term: 1, by: 'months' }]],
    ['/rules/2/refunds true-up-and-cancellation'],
  ],
  [
    'true-up of a slab within a cap',
    [['/rules/2/pay', { cap: { pay: wholePlan.rules[2]?.pay, at: '5' } }]],
    ['/rules/2/refunds true-up-without-slab'],
  ],
  [
    'collected on a win',
    [clause({ collected: { pay: { fixed: '1' }, counter: 'of-deal' } }, { earnedOn: 'win' })],
    [`${at}/pay/collected collected-on-win`],
  ],
  ['collected for all deals', [['/counters/8/per', undefined]], ['/rules/5/pay/collected/counter wrong-counter']],
  ['collected each year anew', [['/counters/8/window', 'year']], ['/rules/5/pay/collected/counter wrong-counter']],
  [
    'collected along a counter',
    [['/rules/5/pay/collected/pay', { marginal: { of: 'net', counter: 'sales', bands: [{ rate: '0.1' }] } }]],
    ['/rules/5/pay/collected/pay/marginal/counter counter-not-readable'],
  ],
  [
    'a lookup of the window before ever',
    [['/rules/4/pay/floor/pay/first/1/pay/lookup/by', { counter: 'paid-times', at: 'previous' }]],
    ['/rules/4/pay/floor/pay/first/1/pay/lookup/by/at wrong-window'],
  ],
];

const counters: readonly Row[] = [
  ['a counter id that is none', [['/counters/-', { ...counter, id: '!' }], reading('!')], ['/counters/11/id bad-id']],
  ['a counter twice', [['/counters/-', { ...counter, id: 'sales' }]], ['/counters/11/id duplicate']],
  ['a counter that nobody reads', [['/counters/-', counter]], ['/counters/11 unread-counter']],
  [
    'a counter that is not there',
    [[`${bands.replace('/bands', '')}/counter`, 'x']],
    ['/rules/0/pay/marginal/counter unknown-counter'],
  ],
  [
    'an unknown measure counted',
    [['/counters/0/measure', 'x']],
    ['/counters/0/measure unknown-measure', '/rules/0/pay/marginal/counter counter-of-another-measure'],
  ],
  [
    'a count without a cause',
    [
      ['/counters/1/on', undefined],
      ['/counters/1/refunds', 'keep'],
    ],
    ['/counters/1 counter-without-cause'],
  ],
  [
    'seats of a deal without a cause',
    [
      ['/counters/9/on', undefined],
      ['/counters/9/refunds', 'keep'],
    ],
    ['/counters/9 counter-without-cause'],
  ],
  ['payments counted on a win', [['/counters/8/on', 'win']], ['/counters/8/measure measure-not-had']],
  [
    'a count that does not say what refunds do',
    [['/counters/2/refunds', undefined]],
    ['/counters/2 counter-without-refunds'],
  ],
  ['half a count', [['/counters/2/refunds', 'lower']], ['/counters/2/refunds refunds-impossible']],
  [
    'earned commission taken out at once',
    [['/counters/5/refunds', 'whole']],
    ['/counters/5/refunds refunds-impossible'],
  ],
  [
    'excess taken out at once',
    [
      ['/counters/6/refunds', 'whole'],
      ['/rules/3/refunds', undefined],
    ],
    ['/counters/6/refunds refunds-impossible'],
  ],
  [
    'excess of what is kept, which a refund would bring back',
    [['/counters/6/refunds', undefined]],
    ['/rules/3/pay/cap/carry counter-without-refunds'],
  ],
  ['a floor that refunds lower', [['/counters/7/refunds', 'lower']], ['/counters/7/refunds refunds-impossible']],
  ['commission with a cause', [['/counters/4/on', 'win']], ['/counters/4/on commission-counter']],
  [
    'commission with a condition',
    [['/counters/4/where', { attribute: 'product', in: ['a'] }]],
    ['/counters/4/where commission-counter'],
  ],
  [
    'commission of an unknown rule',
    [['/counters/5/measure/earned/1', 'x']],
    ['/counters/5/measure/earned/1 unknown-rule'],
  ],
  [
    'commission of a rule twice',
    [['/counters/5/measure/earned/1', 'limited']],
    ['/counters/5/measure/earned/1 duplicate'],
  ],
  [
    'commission of no rule',
    [['/counters/-', { ...counter, measure: { earned: [] } }], reading('x')],
    ['/counters/11/measure/earned empty-list'],
  ],
  [
    'commission of somebody else',
    [['/counters/5/measure/earned/1', 'manager']],
    ['/counters/5/measure/earned/1 counter-of-another'],
  ],
  [
    'a counter of nobody',
    [['/counters/-', { ...counter, of: 'upline-1' }], reading('x', { beneficiary: 'upline-1' })],
    ['/counters/11/of unknown-beneficiary', `${at}/beneficiary unknown-beneficiary`],
  ],
  [
    'a counter of somebody else',
    [['/rules/7/when/any/0/counter', 'sales'], reading('team', { beneficiary: 'upline' })],
    ['/rules/7/when/any/0/counter counter-of-another'],
  ],
  [
    'an unknown attribute kept apart',
    [['/counters/9/per/attribute', 'x']],
    ['/counters/9/per/attribute unknown-attribute'],
  ],
  [
    'a counter on a counter',
    [['/counters/0/where', { counter: 'wins', at: 'before', atLeast: '1' }]],
    ['/counters/0/where/counter counter-not-readable'],
  ],
  [
    'a circle of conditions of counters',
    [
      ['/counters/0/where', { counter: 'of-customer', at: 'after', atLeast: '1' }],
      ['/counters/9/where', { counter: 'sales', at: 'after', atLeast: '1' }],
    ],
    ['/counters/0/where/counter counter-not-readable', '/counters/9/where/counter counter-not-readable'],
  ],
  [
    'a counter of causes by commission not yet known',
    [['/counters/0/where', { measure: 'own', atLeast: '1' }]],
    ['/counters/0/where/measure commission-of-another'],
  ],
  [
    'a counter of commission not yet known',
    [['/counters/-', { ...counter, measure: 'own' }], reading('x')],
    ['/counters/11/measure commission-of-another'],
  ],
  [
    'bands on something else than is counted',
    [['/rules/0/pay/marginal/of', 'payment']],
    ['/rules/0/pay/marginal/counter counter-of-another-measure'],
  ],
  [
    'bands along wins, paid on payments',
    [
      ['/counters/-', { ...counter, measure: 'deal' }],
      clause({ marginal: { of: 'deal', counter: 'x', bands: [{ rate: '0' }] } }),
    ],
    [`${at}/pay/marginal/counter counter-of-another-measure`],
  ],
];

const rules: readonly Row[] = [
  ['a rule id that is none', [['/rules/8/id', '']], ['/rules/8/id bad-id']],
  ['a rule twice', [['/rules/8/id', 'third']], ['/rules/10/id duplicate']],
  ['a clause twice', [['/rules/8/clause', '5.2']], ['/rules/9/clause duplicate']],
  ['a clause that is no number', [['/rules/8/clause', 'five']], []],
  ['a clause in words', [['/rules/8/clause', 'see 5']], ['/rules/8/clause bad-text']],
  ['a rule without a title', [['/rules/8/title/en', '']], ['/rules/8/title/en bad-text']],
  ['an upline too far up', [['/rules/10/beneficiary', 'upline-10']], ['/rules/10/beneficiary unknown-beneficiary']],
  ['a role that is none', [['/rules/9/beneficiary', 'overlay-a b']], ['/rules/9/beneficiary unknown-beneficiary']],
  ['a hold of its own without end', [['/rules/0/hold/days', -1]], ['/rules/0/hold/days bad-number']],
  [
    'installments that are not the whole',
    [['/rules/1/installments/0/share', '0.6']],
    ['/rules/1/installments installment-shares'],
  ],
  ['a hold beside installments', [['/rules/1/hold', { days: 3 }]], ['/rules/1/installments hold-and-installments']],
  ['no installments', [['/rules/1/installments', []]], ['/rules/1/installments empty-list']],
  [
    'an installment above the whole',
    [['/rules/1/installments/0/share', '1.7']],
    ['/rules/1/installments/0/share rate-above-100', '/rules/1/installments installment-shares'],
  ],
  [
    'an installment held for ever',
    [['/rules/1/installments/1/hold/months', 121]],
    ['/rules/1/installments/1/hold/months bad-number'],
  ],
  ['shares that are not the whole', [['/rules/10/split/overlay', undefined]], ['/rules/10/split/shares split-shares']],
  ['a share that is none', [['/rules/10/split/shares/0', 'x']], ['/rules/10/split/shares/0 bad-rate']],
  ['nobody to share', [['/rules/10/split/shares', []]], ['/rules/10/split/shares empty-list']],
  ['a place beyond the shares', [['/rules/9/split/place', 4]], ['/rules/9/split/place bad-number']],
  ['a place before the first', [['/rules/9/split/place', 0]], ['/rules/9/split/place bad-number']],
  ['a place taken', [['/rules/9/split/place', 1]], ['/rules/9/split/place duplicate']],
  ['a group that is no id', [['/rules/10/split/group', '?']], ['/rules/10/split/group bad-id']],
  ['members that pay differently', [['/rules/9/pay/percent/rate', '0.02']], ['/rules/9/split/group split-group']],
  [
    'members of different shares',
    [['/rules/9/split/shares', ['0.25', '0.5', '0.25']]],
    ['/rules/9/split/group split-group'],
  ],
  [
    'members of different conditions',
    [['/rules/9/when', { attribute: 'product', in: ['a'] }]],
    ['/rules/9/split/group split-group'],
  ],
  [
    'nothing in a split of its own along a counter',
    [
      ['/rules/8/split/group', 'alone'],
      ['/rules/8/when', { counter: 'wins', at: 'before', atLeast: '1' }],
    ],
    [],
  ],
  [
    'a group along a counter',
    [8, 9].map((index): Edit => [`/rules/${index}/when`, { counter: 'wins', at: 'before', atLeast: '1' }]),
    [
      '/rules/9/when/counter counter-of-another',
      '/rules/8/split/group counter-not-readable',
      '/rules/9/split/group counter-not-readable',
    ],
  ],
];

const conditions: readonly Row[] = [
  ['an unknown attribute', [['/rules/0/when/attribute', 'x']], ['/rules/0/when/attribute unknown-attribute']],
  ['no values', [['/rules/0/when/notIn', []]], ['/rules/0/when/notIn empty-list']],
  ['a value twice', [['/rules/0/when/notIn', ['a', 'a']]], ['/rules/0/when/notIn/1 duplicate']],
  ['no conditions', [['/rules/0/when', { any: [] }]], ['/rules/0/when/any empty-list']],
  [
    'a limit of too many decimals',
    [['/rules/1/when/all/1/atLeast', '1.001']],
    ['/rules/1/when/all/1/atLeast bad-amount'],
  ],
  [
    'a count that is no number',
    [['/rules/1/when/all/4/not/atLeast', 'a dozen']],
    ['/rules/1/when/all/4/not/atLeast bad-number'],
  ],
  ['a date that is none', [['/rules/1/when/all/3/date/to', '2020-13-01']], ['/rules/1/when/all/3/date/to bad-date']],
  ['any date', [['/rules/1/when/all/3/date', {}]], ['/rules/1/when/all/3/date empty-list']],
  ['dates that end before they begin', [['/rules/1/when/all/3/date/to', '2020-01-31']], ['/rules/1/when unreachable']],
  [
    'a day and not that day',
    [
      [
        '/rules/0/when',
        { all: [{ date: { from: '2020-03-01', to: '2020-03-01' } }, { not: { date: { from: '2020-03-01' } } }] },
      ],
    ],
    ['/rules/0/when unreachable'],
  ],
  [
    'between two days',
    [['/rules/0/when', { not: { any: [{ date: { to: '2020-03-01' } }, { date: { from: '2020-03-02' } }] } }]],
    ['/rules/0/when unreachable'],
  ],
  [
    'nothing in one day between two others',
    [['/rules/0/when', { not: { any: [{ date: { to: '2020-03-01' } }, { date: { from: '2020-03-03' } }] } }]],
    [],
  ],
  [
    'amounts that exclude each other',
    [
      [
        '/rules/0/when',
        {
          all: [
            { measure: 'net', atLeast: '5' },
            { measure: 'net', lessThan: '5' },
          ],
        },
      ],
    ],
    ['/rules/0/when unreachable'],
  ],
  ['seats below zero', [['/rules/0/when', { measure: 'seats', lessThan: '0' }]], ['/rules/0/when unreachable']],
  ['nothing in less than nothing of what may be a loss', [['/rules/0/when', { measure: 'net', lessThan: '0' }]], []],
  [
    'a counter above and below',
    [
      [
        '/rules/0/when',
        {
          all: [
            { counter: 'sales', at: 'before', atLeast: '5' },
            { counter: 'sales', at: 'before', lessThan: '5' },
          ],
        },
      ],
    ],
    ['/rules/0/when unreachable'],
  ],
  [
    'nothing in a counter that passes a limit',
    [
      [
        '/rules/0/when',
        {
          all: [
            { counter: 'sales', at: 'after', atLeast: '5' },
            { counter: 'sales', at: 'before', lessThan: '5' },
          ],
        },
      ],
    ],
    [],
  ],
  [
    'nothing in limits that partners may move',
    [
      [
        '/rules/0/when',
        {
          all: [
            { measure: 'net', atLeast: { parameter: 'quota' } },
            { measure: 'net', lessThan: '5' },
          ],
        },
      ],
    ],
    [],
  ],
  [
    'more ways than anybody can read',
    [
      [
        '/rules/0/when',
        {
          all: [0, 1, 2, 3, 4, 5, 6].map((n) => ({
            any: [
              { attribute: 'product', notIn: [`a${n}`] },
              { attribute: 'product', notIn: [`b${n}`] },
            ],
          })),
        },
      ],
    ],
    ['/rules/0/when too-complex'],
  ],
  [
    'an unknown counter',
    [['/rules/1/when/all/4/not/counter', 'x'], reading('paid-times')],
    ['/rules/1/when/all/4/not/counter unknown-counter'],
  ],
  ['earlier windows of a year', [['/counters/0/window', 'year']], ['/rules/1/when/all/2/at wrong-window']],
  ['the window before ever', [['/rules/1/when/all/4/not/at', 'previous']], ['/rules/1/when/all/4/not/at wrong-window']],
  [
    'dates before the version',
    [
      ['/selectedBy', 'payment'],
      ['/rules/1/when/all/3/date', { to: '2019-12-31' }],
    ],
    ['/rules/1/when unreachable'],
  ],
  ['nothing in the same, when the lead picks the version', [['/rules/1/when/all/3/date', { to: '2019-12-31' }]], []],
];

const first = '/examples/0';
const steps = '/examples/1/steps';
const examples: readonly Row[] = [
  ['no examples', [['/examples', []]], ['/examples no-examples']],
  ['an example without a title', [[`${first}/title/en`, '']], [`${first}/title/en bad-text`]],
  [
    'an example without a cause',
    [
      [`${first}/given`, {}],
      [`${first}/expect`, {}],
    ],
    [`${first}/given shape`],
  ],
  ['a negative payment', [[`${first}/given/payment`, '-1']], [`${first}/given/payment bad-amount`]],
  ['an amount that nothing reads', [[`${first}/given/amounts/x`, '1']], [`${first}/given/amounts/x unknown-measure`]],
  [
    'a number that nothing reads',
    [[`${first}/given/quantities/tax`, '1']],
    [`${first}/given/quantities/tax unknown-measure`],
  ],
  ['a number that is none', [[`${first}/given/quantities/seats`, 'x']], [`${first}/given/quantities/seats bad-number`]],
  [
    'an attribute that is not declared',
    [[`${first}/given/attributes/x`, '1']],
    [`${first}/given/attributes/x unknown-attribute`],
  ],
  [
    'a counter that is not declared',
    [[`${first}/given/counters/x`, '1']],
    [`${first}/given/counters/x unknown-counter`],
  ],
  [
    'half a cent on a counter',
    [[`${first}/given/counters/sales`, '0.005']],
    [`${first}/given/counters/sales bad-amount`],
  ],
  [
    'a negative count',
    [[`${first}/given/counters/paid-times`, '-1']],
    [`${first}/given/counters/paid-times bad-number`],
  ],
  ['a day that is none', [[`${first}/given/date`, 'today']], [`${first}/given/date bad-date`]],
  ['an unknown rule', [[`${first}/expect/x`, '1']], [`${first}/expect/x unknown-rule`]],
  ['a rule for another cause', [[`${first}/expect/bonus`, '1']], [`${first}/expect/bonus measure-not-had`]],
  ['half a cent expected', [[`${first}/expect/tiers`, '0.955']], [`${first}/expect/tiers bad-amount`]],
  ['an unknown override', [['/examples/1/parameters/x', '1']], ['/examples/1/parameters/x unknown-parameter']],
  ['no steps', [[steps, []]], [`${steps} empty-list`]],
  ['steps out of order', [[`${steps}/2/date`, '2020-02-28']], [`${steps}/2/date not-ascending`]],
  ['a step on no day', [[`${steps}/4/date`, '']], [`${steps}/4/date bad-date`]],
  [
    'a deal won twice',
    [
      [`${steps}/2`, { date: '2020-03-01', win: { deal: 'd', amount: '1' }, expect: {} }],
      [`${steps}/3`, { date: '2020-03-01', win: { deal: 'e', amount: '1' }, expect: {} }],
    ],
    [`${steps}/2/win/deal duplicate`],
  ],
  [
    'a payment twice',
    [[`${steps}/2`, { date: '2020-03-01', payment: { payment: 'p', deal: 'd', amount: '1' }, expect: {} }]],
    [`${steps}/2/payment/payment duplicate`],
  ],
  [
    'a refund of an unknown payment',
    [[`${steps}/2/refund/payment`, 'q']],
    [`${steps}/2/refund/payment unknown-payment`],
  ],
  [
    'a refund before its payment',
    [
      [`${steps}/1`, { date: '2020-03-01', refund: { payment: 'p', amount: '1' }, expect: {} }],
      [`${steps}/2`, { date: '2020-03-02', payment: { payment: 'p', deal: 'd', amount: '1' }, expect: {} }],
    ],
    [`${steps}/1/refund/payment unknown-payment`],
  ],
  ['a refund of half a cent', [[`${steps}/2/refund/amount`, '0.005']], [`${steps}/2/refund/amount bad-amount`]],
  ['an unknown deal cancelled', [[`${steps}/3/cancel/deal`, 'e']], [`${steps}/3/cancel/deal unknown-deal`]],
  ['a share above the whole', [[`${steps}/0/win/share`, '1.1']], [`${steps}/0/win/share rate-above-100`]],
  ['a lead on no day', [[`${steps}/0/win/leadOn`, 'early']], [`${steps}/0/win/leadOn bad-date`]],
  ['a negative deal', [[`${steps}/0/win/amount`, '-1']], [`${steps}/0/win/amount bad-amount`]],
  ['a negative payment in a step', [[`${steps}/1/payment/amount`, '-1']], [`${steps}/1/payment/amount bad-amount`]],
  ['an unknown rule in a step', [[`${steps}/2/expect/x`, '1']], [`${steps}/2/expect/x unknown-rule`]],
  ['a rule of payments on a win', [[`${steps}/0/expect/tiers`, '1']], [`${steps}/0/expect/tiers measure-not-had`]],
  ['half a cent taken back', [[`${steps}/2/expect/tiers`, '-0.005']], [`${steps}/2/expect/tiers bad-amount`]],
  ['a negative fee expected', [[`${steps}/4/expect/fees`, '-1']], [`${steps}/4/expect/fees bad-amount`]],
  ['half a cent paid out', [[`${steps}/4/expect/net`, '0.005']], [`${steps}/4/expect/net bad-amount`]],
];

const tablesOf = { terms, measures, parameters, tables, pays, counters, rules, conditions, examples };
const rows = Object.values(tablesOf).flat();

const problemsAfter = (edits: readonly Edit[]): readonly string[] =>
  validatePlan(edited(wholePlan, ...edits)).map(({ path, code }) => `${path} ${code}`);

it('nothing is wrong with a plan that says everything', () => {
  expect(validatePlan(wholePlan)).toEqual([]);
});

describe.each(Object.entries(tablesOf))('one mistake in %s gives exactly its problem', (_name, table) => {
  it.each(table)('%s', (_row, edits, problems) => {
    expect(problemsAfter(edits)).toEqual(problems);
  });
});

it('every code that a readable plan can have is told by some mistake', () => {
  const told = new Set(rows.flatMap(([, , problems]) => problems.map((problem) => problem.split(' ').at(-1))));
  const codes: Readonly<Record<Exclude<PlanProblemCode, 'unknown-field' | 'unknown-currency' | 'no-rules'>, true>> = {
    shape: true,
    'bad-text': true,
    'bad-id': true,
    'bad-date': true,
    'bad-number': true,
    'bad-amount': true,
    'bad-rate': true,
    'rate-above-100': true,
    'empty-list': true,
    duplicate: true,
    'not-ascending': true,
    'too-complex': true,
    'converts-itself': true,
    'unknown-attribute': true,
    'unknown-measure': true,
    'unknown-parameter': true,
    'unknown-counter': true,
    'unknown-rule': true,
    'unknown-beneficiary': true,
    'unknown-payment': true,
    'unknown-deal': true,
    'unread-counter': true,
    'unread-parameter': true,
    'measure-cycle': true,
    'mixed-kinds': true,
    'wrong-kind': true,
    'measure-not-had': true,
    'commission-of-another': true,
    'bands-unsorted': true,
    'band-gap': true,
    'band-two-edges': true,
    'pays-nothing': true,
    'spread-misplaced': true,
    unreachable: true,
    'counter-of-another': true,
    'counter-of-another-measure': true,
    'counter-without-cause': true,
    'counter-without-refunds': true,
    'refunds-impossible': true,
    'commission-counter': true,
    'wrong-counter': true,
    'wrong-window': true,
    'counter-taken': true,
    'counter-not-readable': true,
    'counter-of-shares': true,
    'limit-within': true,
    'shared-twice': true,
    'hold-and-installments': true,
    'draw-below-minimum': true,
    'split-shares': true,
    'split-group': true,
    'installment-shares': true,
    'collected-on-win': true,
    'true-up-without-slab': true,
    'true-up-and-cancellation': true,
    'draw-dates': true,
    'no-examples': true,
  };
  expect(Object.keys(codes).filter((code) => !told.has(code))).toEqual([]);
});

it('all mistakes are told at once, each in a sentence at its place', () => {
  const some = [terms, measures, parameters, pays, rules, conditions].flatMap(([row]) =>
    row === undefined ? [] : [row],
  );
  const problems = validatePlan(edited(wholePlan, ...some.flatMap(([, edits]) => edits)));
  expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(
    expect.arrayContaining(some.flatMap(([, , expected]) => expected)),
  );
  for (const problem of problems) expect(describePlanProblem(problem)).toMatch(/^\/\S.*: [A-Z"\d/].*\.$/s);
});

it('every problem is told in a sentence at its place', () => {
  for (const [, edits] of rows) {
    for (const problem of validatePlan(edited(wholePlan, ...edits))) {
      expect(describePlanProblem(problem)).toMatch(/^\/\S.*: [A-Z"\d/].*\.$/s);
    }
  }
});
