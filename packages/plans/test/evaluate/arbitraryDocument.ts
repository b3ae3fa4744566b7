import * as fc from 'fast-check';
import {
  validatePlan,
  type AmountTerm,
  type Band,
  type Beneficiary,
  type Condition,
  type Counter,
  type Hold,
  type Measure,
  type Pay,
  type PlanDocument,
  type PointTerm,
  type RateJson,
  type RateTerm,
  type Rule,
} from '../../src/index.ts';

/** Whoever is rated, for what. */
export type Role = Readonly<{ earnedOn: 'win' | 'payment'; beneficiary: Beneficiary }>;

type Kind = 'money' | 'quantity';
type Within = Role & Readonly<{ rule: string; index: number }>;

/** What is paid, with the counters that it reads. */
type Paying = Readonly<{ pay: Pay; counters: readonly Counter[] }>;

const cents = (n: number): string => (n / 100).toFixed(2);
const amount = (max: number, min = 0): fc.Arbitrary<string> => fc.integer({ min, max }).map(cents);

const rateJson: fc.Arbitrary<RateJson> = fc.constantFrom<RateJson>(
  '0',
  '0.05',
  '0.5',
  '0.333',
  '1',
  { num: '1', den: '3' },
  { num: '2', den: '7' },
);
const rateTerm: fc.Arbitrary<RateTerm> = fc.oneof(rateJson, fc.constant({ parameter: 'lift' }));
const amountTerm: fc.Arbitrary<AmountTerm> = fc.oneof(amount(6), fc.constant({ parameter: 'bonus' }));

/** Every kind of measure, by what it is and which causes have it. */
const measures: PlanDocument['measures'] = {
  tax: { amount: 'tax', of: 'payment', ifMissing: '0.01' },
  cost: { amount: 'cost', of: 'deal' },
  seats: { quantity: 'seats', of: 'deal', ifMissing: '1.5' },
  units: { quantity: 'units', of: 'payment' },
  net: { sum: ['payment'], less: ['tax'], notBelowZero: true },
  profit: { sum: ['deal'], less: ['cost'], share: '0.3333' },
  age: { elapsed: 'months', since: 'lead' },
  since: { elapsed: 'days', since: 'first-payment' },
};

const measuresFor = (kind: Kind, { earnedOn }: Role): readonly [Measure, ...Measure[]] => {
  if (kind === 'money') return earnedOn === 'win' ? ['deal', 'profit'] : ['payment', 'net', 'deal', 'profit'];
  return earnedOn === 'win' ? ['count', 'seats', 'age'] : ['count', 'seats', 'age', 'units', 'since'];
};

const measureOf = (kind: Kind, role: Role): fc.Arbitrary<Measure> => fc.constantFrom(...measuresFor(kind, role));

const kindArbitrary = fc.constantFrom<Kind>('money', 'money', 'quantity');

const point = (kind: Kind): fc.Arbitrary<PointTerm> =>
  kind === 'money'
    ? fc.oneof(
        amount(8),
        fc.constant({ parameter: 'quota' }),
        rateJson.map((share) => ({ share, of: 'quota' })),
      )
    : fc.oneof(
        fc.constantFrom('0', '1', '2.5', '4'),
        fc.constant({ parameter: 'lift' }),
        rateJson.map((share) => ({ share, of: 'lift' })),
      );

const window = fc.constantFrom<Counter['window']>('day', 'week', 'month', 'quarter', 'year', 'ever');
const per = fc.constantFrom<Counter['per']>(undefined, undefined, 'deal', { attribute: 'sector' });

const simpleTest = (role: Role): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.constantFrom<Condition>(
      { attribute: 'product', in: ['a'] },
      { attribute: 'product', notIn: ['a', 'b'] },
      { attribute: 'sector', in: ['b', 'c'] },
      { date: { from: '2017-03-31' } },
      { date: { to: '2017-03-31' } },
      { date: { from: '2017-01-01', to: '2017-04-01' } },
    ),
    kindArbitrary.chain((kind) =>
      fc
        .tuple(measureOf(kind, role), point(kind), fc.boolean())
        .map(([measure, limit, least]): Condition =>
          least ? { measure, atLeast: limit } : { measure, lessThan: limit },
        ),
    ),
  );

const nested = (test: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.oneof(
    { withCrossShrink: true },
    test,
    test.map((not) => ({ not })),
    fc.array(test, { minLength: 1, maxLength: 2 }).map((all) => ({ all })),
    fc.array(test, { minLength: 1, maxLength: 2 }).map((any) => ({ any })),
  );

/** A counter of a measure; what belongs to another name has another id. */
const counterOf = (role: Role, measure: Measure): fc.Arbitrary<Counter> =>
  fc
    .record({ window, per, where: fc.option(nested(simpleTest(role)), { nil: undefined, freq: 3 }), number: fc.nat(1) })
    .map(({ window: length, per: kept, where, number }) => ({
      id: [
        'c',
        role.earnedOn,
        role.beneficiary,
        measure,
        length,
        kept === undefined ? 'all' : 'each',
        `${number}`,
      ].join('-'),
      measure,
      window: length,
      on: role.earnedOn,
      of: role.beneficiary,
      refunds: 'keep' as const,
      ...(kept === undefined ? {} : { per: kept }),
      ...(where === undefined ? {} : { where }),
    }));

/** Edges grow; the kinds of what a band pays do not differ within the list. */
const bands = (along: Kind, of: Kind, spreads: boolean): fc.Arbitrary<readonly Band[]> =>
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
      fc.array(
        fc.record({
          included: fc.boolean(),
          rate: rateTerm,
          each: amountTerm,
          flat: fc.option(amountTerm, { nil: undefined }),
          spread: fc.option(amountTerm, { nil: undefined }),
          bare: fc.boolean(),
        }),
        { minLength: 4, maxLength: 4 },
      ),
    )
    .map(([edges, paid]) =>
      Array.from({ length: edges.length + 1 }, (_, index): Band => {
        const { included = true, rate = '0', each = '1', flat, spread, bare } = paid[index] ?? {};
        const edge = edges.toSorted((a, b) => a - b)[index];
        const end = edge === undefined ? undefined : along === 'money' ? cents(edge) : `${edge / 2}`;
        const unit = of === 'money' ? { rate } : { each };
        const spread1 = spreads && end !== undefined && spread !== undefined ? { spread } : {};
        const more = { ...(flat === undefined ? {} : { flat }), ...spread1 };
        return {
          ...(end === undefined ? {} : included ? { upTo: end } : { below: end }),
          ...(bare === true && Object.keys(more).length > 0 ? {} : unit),
          ...more,
        };
      }),
    );

const plain = (pay: Pay): Paying => ({ pay, counters: [] });

const marginal = (within: Within, counted: boolean): fc.Arbitrary<Paying> =>
  kindArbitrary.chain((kind) =>
    measureOf(kind, within).chain((of) =>
      fc
        .tuple(bands(kind, kind, true), counted ? counterOf(within, of).map((counter) => [counter]) : fc.constant([]))
        .map(([list, counters]) => ({
          pay: { marginal: { of, bands: list, ...(counters[0] === undefined ? {} : { counter: counters[0].id }) } },
          counters,
        })),
    ),
  );

const lookup = (within: Within, counted: boolean): fc.Arbitrary<Paying> =>
  fc.tuple(kindArbitrary, kindArbitrary).chain(([kind, along]) =>
    fc
      .record({
        of: measureOf(kind, within),
        measure: measureOf(along, within),
        list: bands(along, kind, false),
        at: fc.constantFrom('before' as const, 'after' as const, 'previous' as const),
        counter: measureOf(along, within).chain((of) => counterOf(within, of)),
      })
      .map(({ of, measure, list, at, counter }) =>
        counted
          ? {
              pay: {
                lookup: { of, bands: list, by: { counter: counter.id, at: counter.window === 'ever' ? 'after' : at } },
              },
              counters: [counter],
            }
          : plain({ lookup: { of, bands: list, by: { measure } } }),
      ),
  );

const unit = (within: Within): fc.Arbitrary<Paying> =>
  fc.oneof(
    amountTerm.map((fixed) => plain({ fixed })),
    fc.tuple(amountTerm, measureOf('quantity', within)).map(([each, of]) => plain({ each, of })),
    fc
      .tuple(rateTerm, measureOf('money', within))
      .map(([rate, of]) => plain({ percent: { of, rate, above100: true } })),
  );

const several = (parts: fc.Arbitrary<Paying>): fc.Arbitrary<readonly Paying[]> =>
  fc.array(parts, { minLength: 1, maxLength: 3 });

const countersOf = (parts: readonly Paying[]): readonly Counter[] => parts.flatMap(({ counters }) => counters);
const paysOf = (parts: readonly Paying[]): readonly Pay[] => parts.map(({ pay }) => pay);

const combined = (within: Within, counted: boolean, depth: number): fc.Arbitrary<Paying> => {
  const inner = inside(within, counted, depth - 1);
  return fc.oneof(
    several(inner).map((parts) => ({ pay: { sum: paysOf(parts) }, counters: countersOf(parts) })),
    several(inner).map((parts) => ({ pay: { least: paysOf(parts) }, counters: countersOf(parts) })),
    several(inner).map((parts) => ({ pay: { greatest: paysOf(parts) }, counters: countersOf(parts) })),
    fc
      .tuple(several(inner), fc.array(nested(simpleTest(within)), { minLength: 3, maxLength: 3 }), fc.boolean())
      .map(([parts, tests, open]) => ({
        pay: {
          first: parts.map(({ pay }, index) =>
            open && index === parts.length - 1 ? { pay } : { when: tests[index] ?? { not: tests[0]! }, pay },
          ),
        },
        counters: countersOf(parts),
      })),
    fc.tuple(inner, amountTerm).map(([{ pay, counters }, at]) => ({ pay: { cap: { pay, at } }, counters })),
    fc.tuple(inner, amountTerm).map(([{ pay, counters }, at]) => ({ pay: { floor: { pay, at } }, counters })),
  );
};

const inside = (within: Within, counted: boolean, depth: number): fc.Arbitrary<Paying> => {
  const flat = [unit(within), marginal(within, false), lookup(within, false)];
  const reading = counted ? [marginal(within, true), lookup(within, true)] : [];
  return depth === 0 ? fc.oneof(...flat, ...reading) : fc.oneof(...flat, ...reading, combined(within, counted, depth));
};

const commission = (within: Within, what: 'earned' | 'unlimited' | 'excess', length: Counter['window']): Counter => ({
  id: `${what}-${within.rule}-${length}`,
  measure:
    what === 'earned'
      ? { earned: [within.rule] }
      : what === 'unlimited'
        ? { unlimited: within.rule }
        : { excess: within.rule },
  window: length,
  of: within.beneficiary,
});

/** What only stands at the top of a rule: it reads what the rule itself has earned. */
const outermost = (within: Within): fc.Arbitrary<Paying> => {
  const inner = inside(within, true, 1);
  const slab = kindArbitrary.chain((kind) =>
    kindArbitrary.chain((whole) =>
      fc
        .tuple(
          measureOf(kind, within).chain((of) => counterOf(within, of)),
          measureOf(whole, within).chain((of) => counterOf(within, of)),
          bands(kind, whole, false),
        )
        .map(([counter, { per: _per, ...other }, list]): Paying => {
          const { per: _kept, ...by } = counter;
          const total: Counter = { ...other, id: `${other.id}-total`, window: by.window };
          const already = commission(within, 'earned', by.window);
          return {
            pay: { slab: { counter: by.id, total: total.id, already: already.id, bands: list } },
            counters: [by, total, already],
          };
        }),
    ),
  );
  const cap = fc
    .tuple(inner, amountTerm, window, fc.boolean())
    .map(([{ pay, counters }, at, length, carried]): Paying => {
      const [earned, excess] = [commission(within, 'earned', length), commission(within, 'excess', 'ever')];
      return {
        pay: { cap: { pay, at, counter: earned.id, ...(carried ? { carry: excess.id } : {}) } },
        counters: [...counters, earned, ...(carried ? [excess] : [])],
      };
    });
  const floor = fc.tuple(inner, amountTerm, window).map(([{ pay, counters }, at, length]): Paying => {
    const unlimited = commission(within, 'unlimited', length);
    return { pay: { floor: { pay, at, counter: unlimited.id } }, counters: [...counters, unlimited] };
  });
  const collected = inside({ ...within, earnedOn: 'win' }, false, 1).map(({ pay }): Paying => {
    const counter: Counter = {
      id: 'paid-of-deal',
      measure: 'payment',
      window: 'ever',
      per: 'deal',
      of: within.beneficiary,
    };
    return { pay: { collected: { pay, counter: counter.id } }, counters: [counter] };
  });
  return within.earnedOn === 'payment' && within.beneficiary === 'referrer'
    ? fc.oneof(slab, cap, floor, collected)
    : fc.oneof(slab, cap, floor);
};

const hold: fc.Arbitrary<Hold> = fc.record(
  { days: fc.nat(40), months: fc.nat(3), from: fc.constantFrom('cause' as const, 'end-of-month' as const) },
  { requiredKeys: ['days'] },
);

/** Shares that add up to 1. */
const shares: fc.Arbitrary<readonly [RateJson, ...RateJson[]]> = fc.constantFrom<readonly [RateJson, ...RateJson[]]>(
  ['0.5', '0.5'],
  ['0.7', '0.3'],
  [
    { num: '1', den: '3' },
    { num: '1', den: '3' },
    { num: '1', den: '3' },
  ],
);

const counterTest = (role: Role): fc.Arbitrary<Readonly<{ when: Condition; counters: readonly Counter[] }>> =>
  kindArbitrary.chain((kind) =>
    fc
      .record({
        counter: measureOf(kind, role).chain((of) => counterOf(role, of)),
        at: fc.constantFrom('before' as const, 'after' as const, 'previous' as const, 'each-earlier' as const),
        limit: point(kind),
        least: fc.boolean(),
        turned: fc.boolean(),
      })
      .map(({ counter, at, limit, least, turned }) => {
        const long = { ...counter, window: at === 'before' || at === 'after' ? counter.window : ('month' as const) };
        const test: Condition = least
          ? { counter: long.id, at, atLeast: limit }
          : { counter: long.id, at, lessThan: limit };
        return { when: turned ? { not: test } : test, counters: [long] };
      }),
  );

type Ruling = Readonly<{ rule: Rule; counters: readonly Counter[] }>;

const ruleAt = (index: number): fc.Arbitrary<Ruling> =>
  fc
    .record({
      earnedOn: fc.constantFrom('win' as const, 'payment' as const, 'payment' as const),
      beneficiary: fc.constantFrom<Beneficiary>('referrer', 'referrer', 'upline', 'upline-2', 'overlay-expert'),
    })
    .chain((role) => {
      const within = { ...role, rule: `r${index}`, index };
      const none = { when: undefined, counters: [] };
      return fc
        .record({
          paying: fc.oneof(inside(within, true, 2), outermost(within)),
          when: fc.oneof(
            fc.constant(none),
            nested(simpleTest(role)).map((when) => ({ when, counters: [] })),
            counterTest(role),
          ),
          hold: fc.option(hold, { nil: undefined }),
          parts: fc.option(fc.tuple(shares, hold, hold), { nil: undefined, freq: 2 }),
          refunds: fc.constantFrom(undefined, 'refunded-share' as const, 'keep' as const),
        })
        .map(({ paying, when: { when, counters }, hold: own, parts, refunds }): Ruling => ({
          rule: {
            id: within.rule,
            clause: `${index + 1}`,
            title: { en: 'A rule' },
            ...role,
            ...(when === undefined ? {} : { when }),
            pay: paying.pay,
            ...(own === undefined || parts !== undefined ? {} : { hold: own }),
            ...(parts === undefined
              ? {}
              : { installments: parts[0].map((share, place) => ({ share, hold: parts[place === 0 ? 1 : 2] })) }),
            ...(refunds === undefined ? {} : { refunds }),
          },
          counters: [...paying.counters, ...counters],
        }));
    });

/** What is declared and never read is left out, until everything is read by something. */
const withoutUnread = (plan: PlanDocument): PlanDocument => {
  const isRead = (where: unknown, name: string): boolean => JSON.stringify(where).includes(`"${name}"`);
  const read = [plan.rules, plan.counters];
  const measured = Object.entries(plan.measures ?? {});
  const kept = measured.filter(([name]) => isRead([read, measured.filter(([other]) => other !== name)], name));
  const parameters = Object.entries(plan.parameters ?? {}).filter(([name]) => isRead(read, name));
  const next = { ...plan, measures: Object.fromEntries(kept), parameters: Object.fromEntries(parameters) };
  return kept.length < measured.length ? withoutUnread(next) : next;
};

/** Plans of the whole language, small and sound: what a rule reads is declared, of its kind and of its beneficiary. */
export const document: fc.Arbitrary<PlanDocument> = fc
  .record({
    mode: fc.constantFrom('half-even' as const, 'half-up' as const, 'down' as const, 'up' as const),
    hold,
    within: fc.option(fc.nat(60), { nil: undefined }),
    sharing: fc.constantFrom(undefined, 'base' as const),
    rules: fc.tuple(ruleAt(0), ruleAt(1), ruleAt(2)),
    count: fc.integer({ min: 1, max: 3 }),
    quota: amount(8, 1),
  })
  .map(({ mode, hold: held, within, sharing, rules, count, quota }): PlanDocument => {
    const taken = rules.slice(0, count);
    const counters = new Map(taken.flatMap((one) => one.counters.map((counter) => [counter.id, counter])));
    return {
      schema: 'plan/1' as const,
      plan: 'generated',
      version: 1,
      title: { en: 'Generated' },
      currency: 'USD',
      effectiveFrom: '2017-01-01',
      selectedBy: 'win' as const,
      rounding: { mode },
      hold: held,
      refunds: { counters: 'lower' as const, ...(within === undefined ? {} : { within }) },
      payout: { day: 5, convention: 'following' as const, cutOff: 'start-of-month' as const, minimum: '0.10' },
      ...(sharing === undefined ? {} : { sharing }),
      attributes: { product: { ifMissing: 'a' }, sector: {} },
      measures: measures ?? {},
      parameters: { quota: { amount: quota }, bonus: { amount: '0.03' }, lift: { rate: '0.25' } },
      counters: [...counters.values()],
      rules: taken.map(({ rule }) => rule),
      examples: [{ title: { en: 'x' }, given: { deal: '0' }, expect: {} }],
    };
  })
  .map(withoutUnread)
  // Conditions may contradict each other, and windows may not fit.
  .filter((plan) => validatePlan(plan).length === 0);
