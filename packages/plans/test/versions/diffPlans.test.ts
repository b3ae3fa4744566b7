import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describePlanChange,
  diffPlans,
  parsePlan,
  planHash,
  type PlanChange,
  type PlanDocument,
} from '../../src/index.ts';
import { document } from '../gate/arbitraryDocument.ts';
import { edited, type Edit } from '../gate/edited.ts';
import { leavesOf } from '../gate/leaves.ts';
import { wholePlan } from '../gate/wholePlan.ts';

/** Rules, counters and fees by id, as changes name them. */
const leaves = (plan: PlanDocument): ReadonlyMap<string, unknown> =>
  new Map(
    leavesOf(plan, (member, index, path) =>
      /^\/(?:rules|counters|payout\/fees)$/.test(path) ? (member as { id: string }).id : String(index),
    ),
  );

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}/`);

/** What is only here or only there, or differs. An empty list differs only from what has no list. */
const differing = (a: PlanDocument, b: PlanDocument): readonly string[] => {
  const [from, to] = [leaves(a), leaves(b)];
  const isEmpty = (leaf: unknown): boolean => typeof leaf === 'object' && leaf !== null;
  const onlyIn = (here: ReadonlyMap<string, unknown>, there: ReadonlyMap<string, unknown>): readonly string[] =>
    [...here].flatMap(([path, leaf]) => {
      if (isEmpty(leaf)) return [...there.keys()].some((other) => isWithin(other, path)) ? [] : [path];
      return there.get(path) === leaf ? [] : [path];
    });
  return [...new Set([...onlyIn(from, to), ...onlyIn(to, from)])];
};

const coversExactly = (changes: readonly PlanChange[], paths: readonly string[]): void => {
  const places = changes.filter(({ change }) => change !== 'reordered').map(({ path }) => path);
  for (const path of paths) expect([path, places.filter((place) => isWithin(path, place)).length]).toEqual([path, 1]);
  for (const place of places) expect([place, paths.some((path) => isWithin(path, place))]).toEqual([place, true]);
};

const namesItsClause = (change: PlanChange): void => {
  const words = describePlanChange(change, 'en');
  expect(words).not.toMatch(/undefined|\[object/);
  expect(describePlanChange(change, 'ru')).not.toMatch(/undefined|\[object/);
  if (/^\/rules\/./.test(change.path)) expect(words).toMatch(/^(?:§|clause )\S/);
};

describe('the difference of two versions', () => {
  it('is nothing, of a plan and itself', () => {
    fc.assert(
      fc.property(document, (plan) => {
        expect(diffPlans(plan, plan)).toEqual([]);
      }),
    );
    expect(diffPlans(wholePlan, JSON.parse(JSON.stringify(wholePlan)) as PlanDocument)).toEqual([]);
  });

  it('is something, of plans that are not the same text, and covers every difference once', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        const changes = diffPlans(a, b);
        expect(changes.length > 0).toBe(planHash(a) !== planHash(b));
        coversExactly(changes, differing(a, b));
        for (const change of changes) namesItsClause(change);
      }),
    );
  });

  const places = leavesOf(wholePlan)
    .map(([path]) => path)
    .filter((path) => !/\/(?:rules|counters|fees)\/\d+\/id$/.test(path));
  const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
    fc.tuple(fc.constantFrom(...places), fc.constantFrom<unknown>('other', 17, undefined, { parameter: 'x' }, ['y'])),
    { minLength: 1, maxLength: 3 },
  );

  it('finds edits anywhere in a plan that says everything', () => {
    fc.assert(
      fc.property(edits, (some) => {
        const changed = some.reduce<PlanDocument>((plan, edit) => {
          // An edit before may have taken the place away.
          try {
            return edited(plan, edit);
          } catch {
            return plan;
          }
        }, wholePlan);
        fc.pre(planHash(changed) !== planHash(wholePlan) && parsePlan(changed)._tag === 'Right');
        const changes = diffPlans(wholePlan, changed);
        expect(changes.length).toBeGreaterThan(0);
        coversExactly(changes, differing(wholePlan, changed));
        for (const change of changes) namesItsClause(change);
      }),
    );
  });

  it.each(places)('finds one edit at %s, and nothing else', (path) => {
    const changed = edited(wholePlan, [path, 'another']);
    const changes = diffPlans(wholePlan, changed);
    expect(changes).toHaveLength(1);
    coversExactly(changes, differing(wholePlan, changed));
    for (const change of changes) namesItsClause(change);
  });
});

describe('a change in words', () => {
  const first = '/rules/0/pay/marginal/bands';
  const words = (edits: readonly Edit[]): readonly (readonly [string, string])[] =>
    diffPlans(wholePlan, edited(wholePlan, ...edits)).map((change) => [
      describePlanChange(change, 'en'),
      describePlanChange(change, 'ru'),
    ]);

  it.each<readonly [name: string, edits: readonly Edit[], en: string, ru: string]>([
    [
      'the rate of a band',
      [[`${first}/0/rate`, '0.06']],
      '§1.1 Clause 1.1: band up to 500.00: rate 5 % → 6 %',
      '§1.1 Пункт 1.1: ступень до 500,00: ставка 5 % → 6 %',
    ],
    [
      'the rate of the last band',
      [[`${first}/3/rate`, '0.055']],
      '§1.1 Clause 1.1: band above 125 % of quota: rate share → 5.5 %',
      '§1.1 Пункт 1.1: ступень свыше 125 % от quota: ставка share → 5,5 %',
    ],
    [
      'the rate from an edge on',
      [['/rules/2/pay/slab/bands/1/rate', '0.03']],
      '§2.1 Clause 2.1: band from 3: rate 2 % → 3 %',
      '§2.1 Пункт 2.1: ступень от 3: ставка 2 % → 3 %',
    ],
    [
      'a rate that no decimal can say',
      [[`${first}/1/rate`, { num: '1', den: '14' }]],
      '§1.1 Clause 1.1: band below quota: rate 1/15 → 1/14',
      '§1.1 Пункт 1.1: ступень менее quota: ставка 1/15 → 1/14',
    ],
    [
      'an amount in a band',
      [[`${first}/1/flat`, '1000.00']],
      '§1.1 Clause 1.1: band below quota: flat amount 10.00 → 1,000.00 USD',
      '§1.1 Пункт 1.1: ступень менее quota: разовая сумма 10,00 → 1\u00A0000,00 USD',
    ],
    [
      'a band more',
      [
        [`${first}/3/upTo`, '9000.00'],
        [`${first}/-`, { rate: '0' }],
      ],
      '§1.1 Clause 1.1: band above 125 % of quota now ends at 9,000.00\n§1.1 Clause 1.1: new band above 9,000.00: rate 0 %',
      '§1.1 Пункт 1.1: ступень свыше 125 % от quota теперь заканчивается на 9\u00A0000,00\n§1.1 Пункт 1.1: новая ступень свыше 9\u00A0000,00: ставка 0 %',
    ],
    [
      'the minimum payout',
      [['/payout/minimum', '100.00']],
      'minimum payout 50.00 → 100.00 USD',
      'минимальная выплата 50,00 → 100,00 USD',
    ],
    ['the hold', [['/hold/days', 14]], 'hold: days 30 → 14', 'срок ожидания: дней 30 → 14'],
    [
      'no limit for refunds',
      [['/refunds/within', undefined]],
      'refunds: days after which nothing is taken back: removed: 90',
      'возвраты: дней, после которых ничего не взыскивается: исключено: 90',
    ],
    [
      'a parameter',
      [['/parameters/quota/amount', '1500.00']],
      'parameter quota: amount 1,000.00 → 1,500.00 USD',
      'параметр quota: сумма 1\u00A0000,00 → 1\u00A0500,00 USD',
    ],
    ['a fee', [['/payout/fees/0/rate', '0.01']], 'fee card: rate 3 % → 1 %', 'сбор card: ставка 3 % → 1 %'],
    [
      'a condition',
      [
        [
          '/rules/0/when',
          {
            any: [
              { attribute: 'product', in: ['a', 'b'] },
              { counter: 'sales', at: 'previous', atLeast: '1000' },
            ],
          },
        ],
      ],
      '§1.1 Clause 1.1: condition product is not trial → (product is a or b) or sales (in the previous window) at least 1,000',
      '§1.1 Пункт 1.1: условие product — не trial → (product — a или b) или sales (за предыдущий период) не меньше 1\u00A0000',
    ],
    [
      'another way to pay',
      [['/rules/7/pay', { fixed: '5.00' }]],
      '§4.1 Clause 4.1: pays 10 % of below → fixed amount 5.00',
      '§4.1 Пункт 4.1: начисляется 10 % от below → фиксированная сумма 5,00',
    ],
    [
      'a clause more',
      [['/rules/-', { ...wholePlan.rules[10], id: 'more', clause: '6.1', title: { en: 'Extra' } }]],
      'clause 6.1 added: Extra',
      'пункт 6.1 добавлен: Extra',
    ],
    ['a clause less', [['/rules/10', undefined]], 'clause 5.3 removed: Clause 5.3', 'пункт 5.3 исключён: Пункт 5.3'],
    [
      'a title',
      [['/rules/10/title/en', 'Third level']],
      '§5.3 Third level: title: in English Clause 5.3 → Third level',
      '§5.3 Пункт 5.3: название: по-английски Clause 5.3 → Third level',
    ],
    [
      'a counter more',
      [['/counters/-', { id: 'x', measure: { earned: ['tiers', 'flat'] }, window: 'month' }]],
      'counter x: added: id x, measure earned by tiers; flat, window each calendar month',
      'счётчик x: добавлено: id x, показатель начислено по tiers; flat, период каждый календарный месяц',
    ],
    [
      'a band less',
      [[`${first}/3`, undefined]],
      '§1.1 Clause 1.1: band above 125 % of quota removed: rate share',
      '§1.1 Пункт 1.1: ступень свыше 125 % от quota исключена: ставка share',
    ],
    [
      'an edge that belongs to the band above instead',
      [
        [`${first}/0/upTo`, undefined],
        [`${first}/0/below`, '500.00'],
      ],
      '§1.1 Clause 1.1: band up to 500.00 now ends below 500.00\n§1.1 Clause 1.1: band up to 500.00 no longer ends at 500.00',
      '§1.1 Пункт 1.1: ступень до 500,00 теперь заканчивается перед 500,00\n§1.1 Пункт 1.1: ступень до 500,00 больше не заканчивается на 500,00',
    ],
    [
      'the rounding',
      [['/rounding/mode', 'half-up']],
      'rounding: mode: half to the even digit → half up, away from zero',
      'округление: способ: половина — до чётной цифры → половина — от нуля',
    ],
    [
      'who earns it',
      [['/rules/0/beneficiary', 'upline-2']],
      '§1.1 Clause 1.1: beneficiary: the partner who brought the deal → the partner 2 levels above',
      '§1.1 Пункт 1.1: получатель: партнёр, который привёл сделку → партнёр на 2 уровня выше',
    ],
    [
      'a date',
      [['/effectiveFrom', '2027-03-01']],
      'in force from 1 January 2020 → 1 March 2027',
      'действует с 1 января 2020 → 1 марта 2027',
    ],
    [
      'the same in a cap',
      [['/rules/7/pay', { cap: { at: '1500.00', pay: wholePlan.rules[7]?.pay } }]],
      '§4.1 Clause 4.1: cap added: 1,500.00',
      '§4.1 Пункт 4.1: верхний предел добавлен: 1\u00A0500,00',
    ],
    [
      'an expectation',
      [['/examples/0/expect', { flat: '1.00' }]],
      'example 1: expected flat: added: 1.00\nexample 1: expected tiers: removed: 0.95',
      'пример 1: ожидается flat: добавлено: 1.00\nпример 1: ожидается tiers: исключено: 0.95',
    ],
  ])('%s', (_name, edits, en, ru) => {
    expect(
      words(edits)
        .map(([text]) => text)
        .join('\n'),
    ).toBe(en);
    expect(
      words(edits)
        .map(([, text]) => text)
        .join('\n'),
    ).toBe(ru);
  });

  it('the order of the clauses, which is the order they are rated in', () => {
    const [a, b, ...rest] = wholePlan.rules;
    const turned = { ...wholePlan, rules: [b!, a!, ...rest] };
    const [change, ...others] = diffPlans(wholePlan, turned);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ change: 'reordered', path: '/rules' });
    expect(describePlanChange(change!, 'en')).toMatch(/^clauses: order changed: tiers; flat; .* → flat; tiers; /);
  });
});
