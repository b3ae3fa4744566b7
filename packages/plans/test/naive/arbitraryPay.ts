import * as fc from 'fast-check';
import type { AmountTerm, Band, Condition, Pay, PointTerm, RateTerm } from '../../src/document/planDocument.ts';

/** What a rule may read: the money and the quantities of its cause, and the counters of its beneficiary. */
export type Vocabulary = Readonly<{
  /** The id of the rule: its own counters are named after it. */
  rule: string;
  moneys: readonly string[];
  quantities: readonly string[];
  /** Counters by id, with the measure they count. */
  moneyCounters: readonly (readonly [id: string, measure: string])[];
  quantityCounters: readonly (readonly [id: string, measure: string])[];
  /** Counters of commission, in money, that only conditions read. */
  commissionCounters?: readonly string[];
  /** The counter of what has been paid on the deal, for rules on payments. */
  collectedCounter?: string;
  /** Minor units as a decimal of the plan's currency. */
  money: (minor: number) => string;
}>;

/** The first parameter is an amount to be reached, the second an amount, the third a rate. */
export const parameterNames = { quota: 'quota-amount', fee: 'fee-amount', share: 'share-rate' } as const;

const shares: readonly string[] = ['0.1', '0.05', '0.125', '0.3333', '0.5', '1', '0.005', '0.07'];

/** Rates with ties and thirds, and the rate that is a parameter. */
const rateTerm: fc.Arbitrary<RateTerm> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...shares) },
  { weight: 1, arbitrary: fc.constant({ num: '1', den: '3' }) },
  { weight: 1, arbitrary: fc.constant({ parameter: parameterNames.share }) },
);

/** Tiny amounts, and the amount that is a parameter. */
export const amountTerm = ({ money }: Pick<Vocabulary, 'money'>): fc.Arbitrary<AmountTerm> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 120 }).map(money) },
    { weight: 1, arbitrary: fc.constant({ parameter: parameterNames.fee }) },
  );

const point = (words: Vocabulary, isMoney: boolean): fc.Arbitrary<PointTerm> =>
  isMoney
    ? fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 500 }).map(words.money) },
        { weight: 1, arbitrary: fc.constant({ parameter: parameterNames.quota }) },
        { weight: 1, arbitrary: fc.constant({ share: '0.75', of: parameterNames.quota }) },
      )
    : fc.constantFrom('1', '2', '2.5', '3');

/** The conditions a cause of these words may be tested by. */
export const condition = (words: Vocabulary, options: Readonly<{ counters: boolean }>): fc.Arbitrary<Condition> => {
  const measures = [
    ...words.moneys.map((m) => [m, true] as const),
    ...words.quantities.map((m) => [m, false] as const),
  ];
  const counters = [
    ...words.moneyCounters.map(([id]) => [id, true] as const),
    ...words.quantityCounters.map(([id]) => [id, false] as const),
    ...(words.commissionCounters ?? []).map((id) => [id, true] as const),
  ];
  const attributeTest = fc
    .record({
      attribute: fc.constantFrom('product', 'customer'),
      values: fc.constantFrom(['a'], ['b'], ['a', 'c']),
      isIn: fc.boolean(),
    })
    .map(({ attribute, values, isIn }) => (isIn ? { attribute, in: values } : { attribute, notIn: values }));
  const measureTest = fc
    .constantFrom(...measures)
    .chain(([measure, isMoney]) =>
      fc
        .tuple(point(words, isMoney), fc.boolean())
        .map(([at, isAtLeast]) => (isAtLeast ? { measure, atLeast: at } : { measure, lessThan: at })),
    );
  const dateTest = fc.constantFrom<Condition>(
    { date: { from: '2017-02-15' } },
    { date: { to: '2017-03-01' } },
    { date: { from: '2017-02-01', to: '2017-04-30' } },
  );
  const counterTest = (): fc.Arbitrary<Condition> =>
    fc
      .tuple(fc.constantFrom(...counters), fc.constantFrom('before', 'after', 'previous', 'each-earlier'))
      .filter(
        ([[id], at]) =>
          !((id.includes('ever') || id.startsWith('earned-')) && (at === 'previous' || at === 'each-earlier')) &&
          !(id.includes('year') && at === 'each-earlier'),
      )
      .chain(([[counter, isMoney], at]) =>
        fc
          .tuple(point(words, isMoney), fc.boolean())
          .map(([p, isAtLeast]): Condition => (isAtLeast ? { counter, at, atLeast: p } : { counter, at, lessThan: p })),
      );
  const simple = fc.oneof<fc.Arbitrary<Condition>[]>(
    attributeTest,
    measureTest,
    dateTest,
    ...(options.counters && counters.length > 0 ? [counterTest()] : []),
  );
  return fc.oneof(
    { weight: 5, arbitrary: simple },
    { weight: 1, arbitrary: fc.array(simple, { minLength: 1, maxLength: 2 }).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.array(simple, { minLength: 1, maxLength: 2 }).map((any) => ({ any })) },
    { weight: 1, arbitrary: simple.map((not) => ({ not })) },
  );
};

type Paying = Readonly<{ words: Vocabulary; isMoney: boolean; isMarginal: boolean }>;

/** Bands with edges that rise: amounts, or shares of the quota. */
const bands = ({ words, isMoney, isMarginal }: Paying): fc.Arbitrary<readonly Band[]> => {
  const paid = fc.record(
    {
      factor: isMoney ? rateTerm.map((rate) => ({ rate })) : amountTerm(words).map((each) => ({ each })),
      flat: amountTerm(words),
      spread: amountTerm(words),
    },
    { requiredKeys: ['factor'] },
  );
  const edges = isMoney
    ? fc.oneof(
        fc
          .uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 3 })
          .map((steps) => steps.toSorted((a, b) => a - b).map(words.money)),
        fc.constantFrom<readonly PointTerm[]>(
          [{ parameter: parameterNames.quota }],
          [
            { share: '0.5', of: parameterNames.quota },
            { parameter: parameterNames.quota },
            { share: { num: '4', den: '3' }, of: parameterNames.quota },
          ],
        ),
      )
    : fc.constantFrom<readonly PointTerm[]>([], ['1'], ['2'], ['1', '3'], ['0.5', '2', '4']);
  return edges.chain((tops) =>
    fc.tuple(
      ...[...tops, undefined].map((top) =>
        fc.tuple(paid, fc.boolean(), fc.boolean()).map(([{ factor, flat, spread }, isBelow, isFlatOnly]): Band => {
          const edge = top === undefined ? {} : isBelow ? { below: top } : { upTo: top };
          const steady = flat === undefined ? {} : { flat };
          const spreads = spread !== undefined && isMarginal && top !== undefined ? { spread } : {};
          return isFlatOnly && flat !== undefined
            ? { ...edge, ...steady, ...spreads }
            : { ...edge, ...factor, ...steady, ...spreads };
        }),
      ),
    ),
  );
};

const measureOf = ({ moneys, quantities }: Vocabulary, isMoney: boolean): fc.Arbitrary<string> =>
  fc.constantFrom(...(isMoney ? moneys : quantities));

/** Forms that read nothing but the cause. */
const plain = (words: Vocabulary): fc.Arbitrary<Pay>[] => [
  amountTerm(words).map((fixed): Pay => ({ fixed })),
  fc.tuple(amountTerm(words), measureOf(words, false)).map(([each, of]): Pay => ({ each, of })),
  fc.tuple(rateTerm, measureOf(words, true)).map(([rate, of]): Pay => ({ percent: { of, rate } })),
  measureOf(words, true).map((of): Pay => ({ percent: { of, rate: '1.5', above100: true } })),
  fc
    .boolean()
    .chain((isMoney) =>
      fc
        .tuple(measureOf(words, isMoney), bands({ words, isMoney, isMarginal: true }))
        .map(([of, list]): Pay => ({ marginal: { of, bands: list } })),
    ),
  fc
    .tuple(fc.boolean(), fc.boolean())
    .chain(([pays, reads]) =>
      fc
        .tuple(measureOf(words, pays), measureOf(words, reads), lookupBands(words, pays, reads))
        .map(([of, measure, list]): Pay => ({ lookup: { of, by: { measure }, bands: list } })),
    ),
];

/** Bands whose edges are of one kind and that pay on another. */
const lookupBands = (words: Vocabulary, paysMoney: boolean, readsMoney: boolean): fc.Arbitrary<readonly Band[]> =>
  fc
    .tuple(bands({ words, isMoney: readsMoney, isMarginal: false }), rateTerm, amountTerm(words))
    .map(([list, rate, each]) =>
      list.map(({ upTo, below, flat }): Band => ({
        ...(upTo === undefined ? {} : { upTo }),
        ...(below === undefined ? {} : { below }),
        ...(flat === undefined ? {} : { flat }),
        ...(paysMoney ? { rate } : { each }),
      })),
    );

/** Forms that read counters. */
const counting = (words: Vocabulary): fc.Arbitrary<Pay>[] =>
  [true, false].flatMap((isMoney) => {
    const counters = isMoney ? words.moneyCounters : words.quantityCounters;
    if (counters.length === 0) return [];
    const counter = fc.constantFrom(...counters);
    return [
      fc
        .tuple(counter, bands({ words, isMoney, isMarginal: true }))
        .map(([[id, of], list]): Pay => ({ marginal: { of, counter: id, bands: list } })),
      fc
        .tuple(counter, fc.constantFrom('before', 'after', 'previous'), fc.boolean())
        .filter(([[id], at]) => !(at === 'previous' && id.includes('ever')))
        .chain(([[id], at, paysMoney]) =>
          fc
            .tuple(measureOf(words, paysMoney), lookupBands(words, paysMoney, isMoney))
            .map(([of, list]): Pay => ({ lookup: { of, by: { counter: id, at }, bands: list } })),
        ),
      fc
        .tuple(counter, bands({ words, isMoney, isMarginal: false }))
        .map(([[id], list]): Pay => ({ slab: { counter: id, already: `already-${words.rule}-${id}`, bands: list } })),
      fc.tuple(counter, lookupBands(words, true, isMoney)).map(([[id], list]): Pay => {
        const total = `total-${words.rule}-${id}`;
        return { slab: { counter: id, total, already: `already-${words.rule}-${id}`, bands: list } };
      }),
    ];
  });

/** Pay of some depth: forms combined. */
export const arbitraryPay = (
  words: Vocabulary,
  options: Readonly<{ counters: boolean; depth?: number }>,
): fc.Arbitrary<Pay> => {
  const { counters, depth = 2 } = options;
  const leaf = fc.oneof(...plain(words), ...(counters ? counting(words) : []));
  if (depth === 0) return leaf;
  const inner = arbitraryPay(words, { counters, depth: depth - 1 });
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  const choice = fc.record({ when: condition(words, { counters }), pay: inner }, { requiredKeys: ['pay'] });
  const branches = fc
    .tuple(
      fc.array(fc.record({ when: condition(words, { counters }), pay: inner }), { minLength: 1, maxLength: 2 }),
      choice,
    )
    .map(([some, last]): Pay => ({ first: [...some, last] }));
  const { collectedCounter } = words;
  const dealWords: Vocabulary = { ...words, moneys: ['deal'], quantities: ['seats'] };
  return fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: several.map((sum): Pay => ({ sum })) },
    { weight: 1, arbitrary: several.map((least): Pay => ({ least })) },
    { weight: 1, arbitrary: several.map((greatest): Pay => ({ greatest })) },
    { weight: 1, arbitrary: branches },
    { weight: 1, arbitrary: fc.tuple(inner, amountTerm(words)).map(([pay, at]): Pay => ({ cap: { pay, at } })) },
    { weight: 1, arbitrary: fc.tuple(inner, amountTerm(words)).map(([pay, at]): Pay => ({ floor: { pay, at } })) },
    ...(counters && collectedCounter !== undefined
      ? [
          {
            weight: 1,
            arbitrary: arbitraryPay(dealWords, { counters: false, depth: 0 }).map((pay): Pay => ({
              collected: { pay, counter: collectedCounter },
            })),
          },
        ]
      : []),
  );
};

/** The same within a limit of its window, or a guarantee, which keep counters of the rule's own. */
export const limitedPay = (words: Vocabulary): fc.Arbitrary<Pay> => {
  const pay = arbitraryPay(words, { counters: true });
  const counter = `earned-${words.rule}`;
  return fc.oneof(
    { weight: 6, arbitrary: pay },
    {
      weight: 1,
      arbitrary: fc.tuple(pay, amountTerm(words)).map(([inner, at]): Pay => ({ cap: { pay: inner, at, counter } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(pay, amountTerm(words))
        .map(([inner, at]): Pay => ({ cap: { pay: inner, at, counter, carry: `excess-${words.rule}` } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(pay, amountTerm(words))
        .map(([inner, at]): Pay => ({ floor: { pay: inner, at, counter: `unlimited-${words.rule}` } })),
    },
  );
};
