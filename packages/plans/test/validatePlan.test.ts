import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  attribute,
  checkForPublication,
  describePublicationRefusal,
  measure,
  parsePlan,
  validatePlan,
  type Condition,
  type PlanDocument,
  type Rule,
} from '../src/index.ts';
import { crmPlan } from './crmPlan.ts';
import { left } from './someFacts.ts';

const [tiers, flat, override] = crmPlan.rules as [Rule, Rule, Rule];

const codesOf = (document: PlanDocument): readonly string[] =>
  validatePlan(document).map(({ path, code }) => `${path} ${code}`);

const withTiers = (change: Partial<Rule>): PlanDocument => ({
  ...crmPlan,
  rules: [{ ...tiers, ...change }, flat, override],
});
const withWhen = (when: Condition): PlanDocument => ({ ...crmPlan, rules: [tiers, { ...flat, when }, override] });
const withBands = (...bands: readonly { upTo?: string; rate: string | { num: string; den: string } }[]): PlanDocument =>
  withTiers({ pay: { marginal: { of: 'payment', counter: 'quarter-sales', bands } } });
const withExample = (change: Partial<PlanDocument['examples'][number]>): PlanDocument => ({
  ...crmPlan,
  examples: [{ ...crmPlan.examples[0]!, ...change }],
});

const bands = '/rules/0/pay/marginal/bands';
const { product: _, ...noAttributes } = crmPlan.attributes;

describe('validation finds', () => {
  it.each<readonly [string, PlanDocument, readonly string[]]>([
    ['nothing in a good plan', crmPlan, []],
    ['an id that is none', { ...crmPlan, plan: '-x' }, ['/plan bad-id']],
    [
      'an attribute that is no id',
      { ...crmPlan, attributes: { ...crmPlan.attributes, 'a/b': {} } },
      ['/attributes/a~1b bad-id'],
    ],
    ['a version before the first', { ...crmPlan, version: 0 }, ['/version bad-number']],
    ['no title', { ...crmPlan, title: { en: ' ' } }, ['/title/en bad-text']],
    ['an unknown currency', { ...crmPlan, currency: 'usd' }, ['/currency unknown-currency']],
    ['a day that is none', { ...crmPlan, effectiveFrom: '2017-02-30' }, ['/effectiveFrom bad-date']],
    ['a negative hold', { ...crmPlan, hold: { days: -1 } }, ['/hold/days bad-number']],
    [
      'a payout day that February lacks',
      { ...crmPlan, payout: { ...crmPlan.payout, day: 29 } },
      ['/payout/day bad-number'],
    ],
    [
      'a payout day before the first',
      { ...crmPlan, payout: { ...crmPlan.payout, day: 0 } },
      ['/payout/day bad-number'],
    ],
    [
      'a negative minimum',
      { ...crmPlan, payout: { ...crmPlan.payout, minimum: '-0.01' } },
      ['/payout/minimum bad-amount'],
    ],
    [
      'too many decimals',
      { ...crmPlan, payout: { ...crmPlan.payout, minimum: '1.001' } },
      ['/payout/minimum bad-amount'],
    ],
    [
      'a number as grouped text',
      { ...crmPlan, payout: { ...crmPlan.payout, minimum: '1,000' } },
      ['/payout/minimum bad-amount'],
    ],

    [
      'bands out of order',
      withBands({ upTo: '2', rate: '0' }, { upTo: '1', rate: '0' }, { rate: '0' }),
      [`${bands}/1/upTo bands-unsorted`],
    ],
    [
      'two bands with one edge',
      withBands({ upTo: '2', rate: '0' }, { upTo: '2.00', rate: '0' }, { rate: '0' }),
      [`${bands}/1/upTo bands-unsorted`],
    ],
    [
      'a first band without width',
      withBands({ upTo: '0', rate: '0' }, { rate: '0' }),
      [`${bands}/0/upTo bands-unsorted`],
    ],
    ['a gap above the last band', withBands({ upTo: '2', rate: '0' }), [`${bands}/0/upTo band-gap`]],
    ['an open band in the middle', withBands({ rate: '0' }, { rate: '0' }), [`${bands}/0 band-gap`]],
    ['no bands', withBands(), [`${bands} empty-list`]],
    ['a negative rate', withBands({ rate: '-0.1' }), [`${bands}/0/rate bad-rate`]],
    ['a rate that is none', withBands({ rate: '5%' }), [`${bands}/0/rate bad-rate`]],
    ['a fraction by zero', withBands({ rate: { num: '1', den: '0' } }), [`${bands}/0/rate bad-rate`]],
    ['a rate above 100 % in a band', withBands({ rate: '5' }), [`${bands}/0/rate rate-above-100`]],
    [
      'fractions that nobody can add up',
      withBands(
        ...[3, 7, 11, 13, 17, 19, 23].map((prime, index) => ({
          upTo: String(index + 1),
          rate: { num: '1', den: `${prime}${'0'.repeat(28)}1` },
        })),
        { rate: '0' },
      ),
      ['/rules/0/pay too-complex'],
    ],

    [
      'a percentage above 100 % by mistake',
      withTiers({ pay: { percent: { of: 'payment', rate: '1.01' } } }),
      ['/counters/0 unread-counter', '/rules/0/pay/percent/rate rate-above-100'],
    ],
    [
      'only the counter, when more than 100 % is meant',
      withTiers({ pay: { percent: { of: 'payment', rate: '1.01', above100: true } } }),
      ['/counters/0 unread-counter'],
    ],
    [
      'a negative fixed amount',
      withTiers({ pay: { fixed: '-1' } }),
      ['/counters/0 unread-counter', '/rules/0/pay/fixed bad-amount'],
    ],
    ['a clause that is no number', withTiers({ clause: 'see below' }), ['/rules/0/clause bad-text']],
    ['a rule without a title', withTiers({ title: { en: '' } }), ['/rules/0/title/en bad-text']],
    [
      'a rule id twice',
      withTiers({ id: 'override' }),
      ['/rules/2/id duplicate', '/examples/0/expect/tiers unknown-rule', '/examples/2/expect/tiers unknown-rule'],
    ],
    ['a clause twice', withTiers({ clause: '3.2' }), ['/rules/1/clause duplicate']],
    [
      'a counter twice',
      { ...crmPlan, counters: [...crmPlan.counters, ...crmPlan.counters] },
      ['/counters/1/id duplicate'],
    ],
    [
      'a counter nobody reads',
      { ...crmPlan, counters: [...crmPlan.counters, { id: 'x', measure: 'deal', window: 'ever' }] },
      ['/counters/1 unread-counter'],
    ],
    [
      'a counter that is not there',
      { ...crmPlan, counters: [] },
      ['/rules/0/pay/marginal/counter unknown-counter', '/examples/0/given/counters/quarter-sales unknown-counter'],
    ],
    [
      'a counter of somebody else',
      withTiers({ beneficiary: 'upline' }),
      ['/rules/0/pay/marginal/counter counter-of-another'],
    ],
    [
      'bands on something else than is counted',
      withTiers({ pay: { marginal: { of: 'deal', counter: 'quarter-sales', bands: [{ rate: '0.1' }] } } }),
      ['/rules/0/pay/marginal/counter counter-of-another-measure'],
    ],
    [
      'a payment on a win',
      {
        ...withTiers({ earnedOn: 'win', pay: { percent: { of: 'payment', rate: '0.1' } } }),
        counters: [],
        examples: [crmPlan.examples[1]!],
      },
      ['/rules/0/pay/percent/of measure-not-had'],
    ],
    [
      'no rules',
      { ...crmPlan, rules: [], counters: [], examples: [{ title: { en: 'x' }, given: { deal: '1' }, expect: {} }] },
      ['/rules no-rules'],
    ],

    [
      'an attribute that is not declared',
      withWhen(attribute('sector').is('x')),
      ['/rules/1/when/attribute unknown-attribute'],
    ],
    [
      'an attribute named like an inherited one',
      withWhen(attribute('constructor').is('x')),
      ['/rules/1/when/attribute unknown-attribute'],
    ],
    ['a rule that is never met', withWhen({ attribute: 'product', in: [] }), ['/rules/1/when/in empty-list']],
    ['a test that is always met', withWhen({ attribute: 'product', notIn: [] }), ['/rules/1/when/notIn empty-list']],
    ['a value twice', withWhen(attribute('product').is('a', 'b', 'a')), ['/rules/1/when/in/2 duplicate']],
    ['no conditions', withWhen({ any: [{ all: [] }] }), ['/rules/1/when/any/0/all empty-list']],
    [
      'a contradiction',
      withWhen({ all: [attribute('product').is('a', 'b'), attribute('product').isNot('b', 'a')] }),
      ['/rules/1/when unreachable'],
    ],
    [
      'two values at once',
      withWhen({ all: [attribute('product').is('a'), attribute('product').is('b')] }),
      ['/rules/1/when unreachable'],
    ],
    [
      'a contradiction turned round',
      withWhen({ not: { any: [attribute('product').is('a'), attribute('product').isNot('a')] } }),
      ['/rules/1/when unreachable'],
    ],
    [
      'amounts that exclude each other',
      withWhen({ all: [measure('payment').atLeast('10'), measure('payment').lessThan('10')] }),
      ['/rules/1/when unreachable'],
    ],
    ['less than nothing', withWhen(measure('payment').lessThan('0')), ['/rules/1/when unreachable']],
    [
      'nothing, when one of two ways is left',
      withWhen({
        any: [
          { all: [attribute('product').is('a'), attribute('product').is('b')] },
          attribute('product').is('GTK 500'),
        ],
      }),
      [],
    ],
    ['a limit that is no amount', withWhen(measure('deal').atLeast('1.234')), ['/rules/1/when/atLeast bad-amount']],
    [
      'a payment in a condition of a win',
      {
        ...crmPlan,
        rules: [
          tiers,
          { ...flat, earnedOn: 'win', when: { not: measure('payment').atLeast('1') }, pay: { fixed: '1' } },
          override,
        ],
        examples: [crmPlan.examples[0]!],
      },
      ['/rules/1/when/not/measure measure-not-had'],
    ],
    [
      'a condition that nobody can read',
      withWhen({
        all: Array.from({ length: 7 }, (_v, i) => ({
          any: [attribute('product').isNot(`a${i}`), attribute('product').isNot(`b${i}`)],
        })),
      }),
      ['/rules/1/when too-complex'],
    ],
    [
      'a counter that can never count',
      {
        ...crmPlan,
        counters: [
          { ...crmPlan.counters[0]!, where: { all: [attribute('product').is('a'), attribute('product').is('b')] } },
        ],
      },
      ['/counters/0/where unreachable'],
    ],

    ['no examples', { ...crmPlan, examples: [] }, ['/examples no-examples']],
    ['an example without a cause', withExample({ given: {}, expect: {} }), ['/examples/0/given shape']],
    [
      'an example of an unknown rule',
      withExample({ expect: { constructor: '1' } }),
      ['/examples/0/expect/constructor unknown-rule'],
    ],
    [
      'an example of an unknown attribute',
      withExample({ given: { payment: '1', attributes: { sector: 'x' } } }),
      ['/examples/0/given/attributes/sector unknown-attribute'],
    ],
    [
      'an example of a negative payment',
      withExample({ given: { payment: '-1' } }),
      ['/examples/0/given/payment bad-amount'],
    ],
    [
      'an example of a rule for another cause',
      withExample({ given: { deal: '1' }, expect: { tiers: '1' } }),
      ['/examples/0/expect/tiers measure-not-had'],
    ],
    [
      'an expectation with too many decimals',
      withExample({ expect: { tiers: '1.001' } }),
      ['/examples/0/expect/tiers bad-amount'],
    ],
  ])('%s', (_name, document, expected) => {
    expect(codesOf(document)).toEqual(expected);
  });

  it('every problem at once', () => {
    const bad = {
      ...withBands({ upTo: '2', rate: '5' }),
      currency: 'usd',
      hold: { days: -1 },
      attributes: noAttributes,
    };
    expect(codesOf(bad).length).toBeGreaterThanOrEqual(6);
  });
});

describe('reading finds', () => {
  const problems = (change: object): readonly string[] =>
    left(parsePlan({ ...crmPlan, ...change })).map(({ path, code, message }) => `${path} ${code} ${message}`);

  it.each([
    ['a field that the language does not have', { cap: '100' }, '/cap unknown-field'],
    ['a misspelt field of a rule', { rules: [{ ...tiers, wenn: 1 }] }, '/rules/0/wenn unknown-field'],
    [
      'a misspelt band',
      { rules: [{ ...tiers, pay: { marginal: { of: 'payment', counter: 'c', bands: [{ upto: '1', rate: '0' }] } } }] },
      '/rules/0/pay/marginal/bands/0/upto unknown-field',
    ],
    ['a field left undefined', { rules: [{ ...tiers, when: undefined }] }, '/rules/0/when unknown-field'],
    ['a missing field', { rounding: {} }, '/rounding/mode shape It is missing: expected one of half-even'],
    [
      'a number as an amount',
      { payout: { ...crmPlan.payout, minimum: 100 } },
      '/payout/minimum shape It has the wrong form: expected text, so write it in quotes: "100"',
    ],
    [
      'a text as a number',
      { hold: { days: '30' } },
      '/hold/days shape It has the wrong form: expected a whole number, without quotes',
    ],
    ['half a day', { hold: { days: 0.5 } }, '/hold/days shape'],
    [
      'two ways to pay',
      { rules: [{ ...tiers, pay: { fixed: '1', percent: {} } }] },
      '/rules/0/pay/percent unknown-field',
    ],
    [
      'no way to pay',
      { rules: [{ ...tiers, pay: {} }] },
      '/rules/0/pay shape It has the wrong form: expected what is paid, with one of fixed',
    ],
    [
      'a test both ways',
      { rules: [{ ...tiers, when: { attribute: 'a', in: ['x'], notIn: ['y'] } }] },
      '/rules/0/when/notIn unknown-field',
    ],
    ['a list that is none', { rules: {} }, '/rules shape'],
    ['a dictionary that is none', { attributes: [] }, '/attributes shape'],
    ['half a character', { plan: '\ud800' }, '/plan shape It has the wrong form: expected well-formed text'],
    ['another schema', { schema: 'plan/2' }, '/schema shape It has the wrong form: expected one of plan/1'],
    ['an inherited name', { payout: { ...crmPlan.payout, convention: 'constructor' } }, '/payout/convention shape'],
  ])('%s', (_name, change, expected) => {
    expect(problems(change).join('\n')).toContain(expected);
  });

  it('a name that would reach into the program', () => {
    const json: unknown = JSON.parse(JSON.stringify(crmPlan).replace('"product":', '"__proto__":'));
    const refusal = left(checkForPublication(json));
    expect(describePublicationRefusal(refusal)).toContain('/attributes/__proto__: "__proto__" is not an id');
  });

  it('what is nested without end, and what is no object', () => {
    const deep = Array.from({ length: 5000 }).reduce((inner: object) => ({ not: inner }), {});
    expect(left(parsePlan({ ...crmPlan, rules: [{ ...tiers, when: deep }] }))[0]?.code).toBe('too-complex');
    expect(left(parsePlan(null))).toEqual([
      { path: '', code: 'shape', message: 'It has the wrong form: expected a plan.' },
    ]);
  });
});

describe('publication refuses', () => {
  it('a plan that does not pay what its example says, and shows the step', () => {
    const refusal = left(
      checkForPublication({
        ...crmPlan,
        examples: [{ ...crmPlan.examples[0]!, expect: { tiers: '1400.00', override: '200.00' } }],
      }),
    );
    expect(refusal).toMatchObject({
      _tag: 'ExamplesDiffer',
      failures: [
        {
          path: '/examples/0',
          got: { tiers: '1300.00', override: '200.00' },
          first: { rule: 'tiers', expected: '1400.00', got: '1300.00' },
        },
      ],
    });
    expect(describePublicationRefusal(refusal)).toBe(
      [
        '/examples/0 (A payment that crosses into the second band): rule tiers gives 1300.00, not 1400.00.',
        'GTX Pro is none of GTK 500',
        '50000.00 − 45000.00 = 5000.00',
        '5000.00 × 5 % = 250',
        '45000.00 + 20000.00 = 65000.00',
        '65000.00 − 50000.00 = 15000.00',
        '15000.00 × 7 % = 1050',
        '250 + 1050 = 1300',
      ].join('\n  '),
    );
  });

  it('an example that leaves out a rule that pays, or names one that does not', () => {
    const example = crmPlan.examples[0]!;
    const refused = (expectation: Readonly<Record<string, string>>) =>
      left(checkForPublication({ ...crmPlan, examples: [{ ...example, expect: expectation }] }));
    expect(refused({ tiers: '1300.00' })).toMatchObject({
      failures: [{ first: { rule: 'override', expected: '0.00', got: '200.00' } }],
    });
    expect(refused({ tiers: '1300.00', override: '200.00', 'gtk-500': '1.00' })).toMatchObject({
      failures: [{ first: { rule: 'gtk-500', got: '0.00', steps: ['GTX Pro is one of GTK 500 does not hold'] } }],
    });
  });

  it('an example that lacks what a rule needs', () => {
    const refusal = left(
      checkForPublication({ ...crmPlan, examples: [{ title: { en: 'x' }, given: { payment: '1' }, expect: {} }] }),
    );
    expect(refusal).toMatchObject({
      failures: [{ _tag: 'Refused', refusal: { _tag: 'MissingAttribute', attribute: 'product' } }],
    });
    expect(describePublicationRefusal(refusal)).toContain('it gives no product');
  });

  it('nothing because of rules and counters that are named like inherited fields', () => {
    const counter = { id: 'toString', measure: 'payment', window: 'ever' } as const;
    const document: PlanDocument = {
      ...crmPlan,
      counters: [counter],
      rules: [
        {
          ...tiers,
          id: 'constructor',
          pay: { marginal: { of: 'payment', counter: 'toString', bands: [{ upTo: '1', rate: '0' }, { rate: '0.1' }] } },
        },
      ],
      examples: [{ title: { en: 'x' }, given: { payment: '1', attributes: { product: 'GTX' } }, expect: {} }],
    };
    expect(E.isRight(checkForPublication(document))).toBe(true);
  });

  it('a document that does not read, before anything else', () => {
    expect(E.isLeft(checkForPublication({}))).toBe(true);
    expect(left(checkForPublication({}))._tag).toBe('InvalidPlan');
  });
});
