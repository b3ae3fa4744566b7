import * as fc from 'fast-check';
import type {
  Band,
  Counter,
  MeasureDefinition,
  Parameter,
  Pay,
  PayoutTerms,
  PlanDocument,
  RateJson,
  Rule,
} from '../../src/index.ts';

/** Rules that belong together, with what they read. */
type Piece = Readonly<{
  rules: readonly Omit<Rule, 'clause' | 'title'>[];
  counters?: readonly Counter[];
  measures?: Readonly<Record<string, MeasureDefinition>>;
  parameters?: Readonly<Record<string, Parameter>>;
}>;

const cents = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: most }).map((n) => (n / 100).toFixed(2));

const rate: fc.Arbitrary<RateJson> = fc.constantFrom<RateJson>('0', '0.05', '0.5', '1', { num: '1', den: '3' });

const window = fc.constantFrom('day', 'week', 'month', 'quarter', 'year', 'ever');
const earnedOn = fc.constantFrom('win', 'payment');

type Edge = Readonly<{ field: 'upTo' | 'below'; cents: number; rate: RateJson; flat: boolean }>;

const edges: fc.Arbitrary<readonly Edge[]> = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom('upTo', 'below'),
    cents: fc.integer({ min: 1, max: 9 }),
    rate,
    flat: fc.boolean(),
  }),
  { maxLength: 3, selector: (edge) => edge.cents },
);

const bands: fc.Arbitrary<readonly Band[]> = fc.tuple(edges, rate).map(([list, last]) => [
  ...list
    .toSorted((a, b) => a.cents - b.cents)
    .map(({ field, cents: edge, rate: pays, flat }) => ({
      [field]: (edge / 100).toFixed(2),
      rate: pays,
      ...(flat ? { flat: '0.05' } : {}),
    })),
  { rate: last },
]);

const referrer = { beneficiary: 'referrer' } as const;

const simple = (n: number): fc.Arbitrary<Piece> =>
  fc
    .tuple(earnedOn, fc.constantFrom('referrer', 'upline', 'upline-2', 'overlay-x'), cents(9), rate)
    .chain(([on, beneficiary, amount, share]) => {
      const pays: readonly Pay[] = [
        { fixed: amount },
        { each: { parameter: `amount-${n}` }, of: 'count' },
        { percent: { of: 'deal', rate: { parameter: `rate-${n}` } } },
        { sum: [{ fixed: amount }, { percent: { of: 'deal', rate: share } }] },
        { greatest: [{ least: [{ fixed: amount }] }] },
      ];
      return fc.constantFrom(...pays).map((pay) => ({
        rules: [{ id: `r${n}`, earnedOn: on, beneficiary, pay }],
        parameters: {
          ...('each' in pay ? { [`amount-${n}`]: { amount } } : {}),
          ...('percent' in pay ? { [`rate-${n}`]: { rate: share } } : {}),
        },
      }));
    });

const marginal = (n: number): fc.Arbitrary<Piece> =>
  fc.tuple(earnedOn, window, bands, fc.boolean()).map(([on, of, table, kept]) => ({
    rules: [
      {
        ...referrer,
        id: `r${n}`,
        earnedOn: on,
        pay: { marginal: { of: `base-${n}`, counter: `c${n}`, bands: table } },
        ...(kept ? { refunds: 'keep' } : {}),
      },
    ],
    counters: [{ id: `c${n}`, measure: `base-${n}`, window: of, per: { attribute: 'product' } }],
    measures: {
      [`base-${n}`]: { sum: [on === 'win' ? 'deal' : 'payment'], less: [`tax-${n}`], share: '0.75' },
      [`tax-${n}`]: { amount: 'tax', of: on === 'win' ? 'deal' : 'payment', ifMissing: '0' },
    },
  }));

const slab = (n: number): fc.Arbitrary<Piece> =>
  fc.tuple(window, bands, fc.constantFrom('true-up', 'refunded-share')).map(([of, table, refunds]) => ({
    rules: [
      {
        ...referrer,
        id: `r${n}`,
        earnedOn: 'payment',
        refunds,
        pay: { slab: { counter: `c${n}`, already: `e${n}`, bands: table } },
      },
    ],
    counters: [
      { id: `c${n}`, measure: 'payment', window: of },
      { id: `e${n}`, measure: { earned: [`r${n}`] }, window: of },
    ],
  }));

const lookup = (n: number): fc.Arbitrary<Piece> =>
  fc
    .tuple(bands, fc.constantFrom('before', 'after', 'previous'), fc.constantFrom('day', 'month', 'year'))
    .map(([table, at, of]) => ({
      rules: [
        {
          ...referrer,
          id: `r${n}`,
          earnedOn: 'payment',
          pay: { lookup: { of: 'payment', by: { counter: `c${n}`, at }, bands: table } },
        },
      ],
      counters: [{ id: `c${n}`, measure: 'payment', window: of }],
    }));

const limits = (n: number): fc.Arbitrary<Piece> =>
  fc.tuple(window, cents(9), cents(9), rate, fc.boolean()).map(([of, most, least, share, carry]) => ({
    rules: [
      {
        ...referrer,
        id: `r${n}`,
        earnedOn: 'payment',
        pay: {
          cap: {
            pay: { floor: { pay: { percent: { of: 'payment', rate: share } }, at: least, counter: `u${n}` } },
            at: most,
            counter: `e${n}`,
            ...(carry ? { carry: `x${n}` } : {}),
          },
        },
      },
    ],
    counters: [
      { id: `e${n}`, measure: { earned: [`r${n}`] }, window: of, refunds: 'keep' },
      { id: `u${n}`, measure: { unlimited: `r${n}` }, window: of },
      ...(carry ? [{ id: `x${n}`, measure: { excess: `r${n}` }, window: 'ever' } as const] : []),
    ],
  }));

const conditional = (n: number): fc.Arbitrary<Piece> =>
  fc
    .tuple(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 2 }), cents(9))
    .map(([values, limit]) => ({
      rules: [
        {
          ...referrer,
          id: `r${n}`,
          earnedOn: 'payment',
          when: {
            any: [
              { attribute: 'product', in: values },
              { counter: `c${n}`, at: 'each-earlier', lessThan: limit },
              { date: { from: '2021-01-01' } },
            ],
          },
          pay: {
            first: [
              { when: { attribute: 'product', in: values.slice(0, 1) }, pay: { fixed: limit } },
              { when: { not: { measure: 'payment', atLeast: limit } }, pay: { fixed: '0' } },
              { pay: { percent: { of: 'payment', rate: '1.5', above100: true } } },
            ],
          },
          installments: [
            { share: '0.25', hold: { days: 0 } },
            { share: '0.75', hold: { days: 0, months: 3, from: 'end-of-month' } },
          ],
        },
      ],
      counters: [{ id: `c${n}`, measure: 'payment', window: 'month', where: { attribute: 'product', notIn: values } }],
    }));

const collected = (n: number): fc.Arbitrary<Piece> =>
  rate.map((share) => ({
    rules: [
      {
        ...referrer,
        id: `r${n}`,
        earnedOn: 'payment',
        pay: { collected: { pay: { percent: { of: 'deal', rate: share } }, counter: `c${n}` } },
      },
    ],
    counters: [{ id: `c${n}`, measure: 'payment', window: 'ever', per: 'deal' }],
  }));

const shared = (n: number): fc.Arbitrary<Piece> =>
  fc.tuple(earnedOn, fc.boolean()).map(([on, overlay]) => {
    const split = {
      group: `g${n}`,
      shares: overlay ? ['1', '0.5'] : ['0.4', '0.6'],
      ...(overlay ? { overlay: true as const } : {}),
    };
    const pay = { percent: { of: 'deal', rate: '0.1' } };
    return {
      rules: [
        { ...referrer, id: `r${n}`, earnedOn: on, pay, split: { ...split, place: 1 } },
        { id: `s${n}`, beneficiary: 'overlay-y', earnedOn: on, pay, split: { ...split, place: 2 } },
        { id: `t${n}`, beneficiary: 'upline', earnedOn: on, pay: { percent: { of: `below-${n}`, rate: '0.1' } } },
      ],
      measures: { [`below-${n}`]: { commission: [`r${n}`] } },
    };
  });

const piece = (n: number): fc.Arbitrary<Piece> =>
  fc.oneof(...[simple, marginal, slab, lookup, limits, conditional, collected, shared].map((make) => make(n)));

const payout: fc.Arbitrary<PayoutTerms> = fc
  .tuple(
    fc.constantFrom<PayoutTerms>(
      { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.10' },
      { day: 28, months: [1, 7], convention: 'none', cutOff: { daysBefore: 3 }, minimum: '0' },
      { days: [1, 15], convention: 'preceding', cutOff: 'start-of-month', minimum: '5.00', negative: 'write-off' },
      { weekday: 'monday', convention: 'modified-following', cutOff: { daysBefore: 0 }, minimum: '1' },
    ),
    fc.record(
      {
        draw: fc.constant({ amount: '5.00', kind: 'recoverable' as const, from: '2020-01-01' }),
        vat: fc.constant([{ status: 'none', rate: '0.2', from: '2020-01-01' }]),
        fees: fc.constant([{ id: 'card', title: { en: 'Card' }, rate: '0.03', bornBy: 'partner' as const }]),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([days, charges]) => ({ ...days, ...charges }));

const head = fc.record({
  version: fc.integer({ min: 1, max: 3 }),
  title: fc.constantFrom({ en: 'Generated' }, { en: 'Made', ru: 'Создано' }),
  effectiveFrom: fc.constantFrom('2020-01-01', '2020-07-01'),
  selectedBy: fc.constantFrom('lead', 'win', 'payment'),
  rounding: fc.record({ mode: fc.constantFrom('half-even', 'half-up', 'down', 'up') }),
  hold: fc.record({ days: fc.nat(60) }),
  refunds: fc.record({ counters: fc.constantFrom('lower', 'keep') }),
  payout,
});

/** Plans that say something of everything, with a few rules each, and have no mistakes. */
export const document: fc.Arbitrary<PlanDocument> = fc
  .tuple(
    head,
    fc.integer({ min: 1, max: 4 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_n, n) => piece(n)))),
  )
  .map(([{ version, title, effectiveFrom, selectedBy, ...terms }, pieces]) => ({
    schema: 'plan/1',
    plan: 'generated',
    version,
    title,
    currency: 'USD',
    effectiveFrom,
    selectedBy,
    ...terms,
    attributes: { product: { ifMissing: 'a' } },
    measures: Object.assign({}, ...pieces.map(({ measures }) => measures)) as Record<string, MeasureDefinition>,
    parameters: Object.assign({}, ...pieces.map(({ parameters }) => parameters)) as Record<string, Parameter>,
    counters: pieces.flatMap(({ counters = [] }) => counters),
    rules: pieces
      .flatMap(({ rules }) => rules)
      .map((rule, index): Rule => ({ ...rule, clause: `${index + 1}`, title: { en: `Clause ${index + 1}` } })),
    examples: [{ title: { en: 'x' }, given: { deal: '0' }, expect: {} }],
  }));
