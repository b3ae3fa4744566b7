import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Band, type Pay, type PlanDocument, type TierStanding, compilePlan, tiersOf } from '../../src/index.ts';
import { counting, planWith, ruleWith } from '../evaluate/smallPlan.ts';
import { type Given, factsOf, rated } from '../someFacts.ts';

const tiersFor = (document: PlanDocument, given: Given): readonly TierStanding[] =>
  tiersOf(compilePlan(document), factsOf(given), rated(document, given));

const dollars = (cents: number): string => `${Math.trunc(cents / 100)}.${`${cents % 100}`.padStart(2, '0')}`;

const minorOf = (value: TierStanding['at'] | undefined): number => {
  if (value?._tag !== 'money') throw new Error('It is no amount.');
  return Number(value.money.minor);
};

type Form = 'marginal' | 'slab' | 'before' | 'after';
type Edge = Readonly<{ at: number; included: boolean }>;

/** Two to four bands with edges a few cents apart. */
const edges: fc.Arbitrary<readonly Edge[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 })
  .chain((places) =>
    fc
      .array(fc.boolean(), { minLength: places.length, maxLength: places.length })
      .map((included) =>
        places.toSorted((a, b) => a - b).map((at, index) => ({ at, included: included[index] === true })),
      ),
  );

const planOf = (form: Form, at: readonly Edge[]): PlanDocument => {
  const bands: readonly Band[] = [
    ...at.map((edge): Band => ({
      ...(edge.included ? { upTo: dollars(edge.at) } : { below: dollars(edge.at) }),
      rate: '0.1',
    })),
    { rate: '0.2' },
  ];
  const pays: Readonly<Record<Form, Pay>> = {
    marginal: { marginal: { of: 'payment', counter: 'paid', bands } },
    slab: { slab: { counter: 'paid', already: 'earned', bands } },
    before: { lookup: { of: 'payment', by: { counter: 'paid', at: 'before' }, bands } },
    after: {
      cap: { pay: { sum: [{ lookup: { of: 'payment', by: { counter: 'paid', at: 'after' }, bands } }] }, at: '9.00' },
    },
  };
  const earned = form === 'slab' ? [{ id: 'earned', measure: { earned: ['r'] }, window: 'quarter' as const }] : [];
  return planWith([ruleWith(pays[form])], { counters: [counting('paid'), ...earned] });
};

/** The band, from 1, in which the next cent of marginal tiers lies, or the counter itself. */
const bandAt = (position: number, form: Form, at: readonly Edge[]): number => {
  let band = 1;
  for (const edge of at) {
    const inside = edge.included && form !== 'marginal' ? position <= edge.at : position < edge.at;
    if (inside) return band;
    band += 1;
  }
  return band;
};

/** Cent by cent, until the band is another one. */
const walkFrom = (position: number, form: Form, at: readonly Edge[]): number => {
  let cents = 1;
  while (bandAt(position + cents, form, at) === bandAt(position, form, at)) cents += 1;
  return cents;
};

const form = fc.constantFrom<Form>('marginal', 'slab', 'before', 'after');
const cents = fc.nat({ max: 25 });

describe('the tier of a cause', () => {
  it('is the band found by walking, and the next is as many cents away as a walk takes', () => {
    fc.assert(
      fc.property(form, edges, cents, cents, (of, at, counted, paid) => {
        const [tier, ...others] = tiersFor(planOf(of, at), {
          payment: dollars(paid),
          counters: { paid: dollars(counted) },
        });
        const position = counted + paid;
        expect(others).toEqual([]);
        expect(tier).toMatchObject({
          rule: 'r',
          clause: '1',
          counter: 'paid',
          window: '2017-Q1',
          bands: at.length + 1,
        });
        expect(minorOf(tier?.at)).toBe(position);
        const band = bandAt(position, of, at);
        expect(tier?.band).toBe(band);
        if (band > at.length) expect(tier?.next).toBeUndefined();
        else {
          expect(minorOf(tier?.next?.edge)).toBe(at[band - 1]?.at);
          expect(minorOf(tier?.next?.missing)).toBe(walkFrom(position, of, at));
        }
      }),
    );
  });

  it('is counted in ones where the counter counts', () => {
    const bands = [{ upTo: '2', flat: '1.00' }, { flat: '2.00' }];
    const document = planWith([ruleWith({ lookup: { of: 'payment', by: { counter: 'sales', at: 'after' }, bands } })], {
      counters: [counting('sales', { measure: 'count', on: 'payment', refunds: 'keep' })],
    });
    const [tier] = tiersFor(document, { payment: '5.00', counters: { sales: { quantity: '1' } } });
    expect(tier).toMatchObject({ band: 1, at: { _tag: 'ratio' }, next: { missing: { _tag: 'ratio' } } });
    const missing = tier?.next?.missing;
    expect(missing?._tag === 'ratio' && missing.ratio.num.toFixed()).toBe('1');
  });

  it('has its edges where the enrolment of the partner puts them', () => {
    const document = planWith(
      [
        ruleWith({
          marginal: {
            of: 'payment',
            counter: 'paid',
            bands: [
              { upTo: { share: '0.5', of: 'quota' }, rate: '0.1' },
              { upTo: { parameter: 'quota' }, rate: '0.2' },
              { rate: '0.3' },
            ],
          },
        }),
      ],
      { counters: [counting('paid')], parameters: { quota: { amount: '100.00' } } },
    );
    const missingWith = (parameters: Given['parameters']) =>
      minorOf(
        tiersFor(document, { payment: '30.00', ...(parameters === undefined ? {} : { parameters }) })[0]?.next?.missing,
      );
    expect(missingWith(undefined)).toBe(2000);
    expect(missingWith({ quota: '80.00' })).toBe(1000);
    expect(missingWith({ quota: '50.00' })).toBe(2000);
  });

  it('is rounded up to a cent that is really enough', () => {
    const third = { num: '1', den: '3' } as const;
    const document = planWith(
      [
        ruleWith({
          marginal: {
            of: 'payment',
            counter: 'paid',
            bands: [{ below: { share: third, of: 'quota' }, rate: '0.1' }, { rate: '0.2' }],
          },
        }),
      ],
      { counters: [counting('paid')], parameters: { quota: { amount: '100.00' } } },
    );
    expect(minorOf(tiersFor(document, { payment: '33.33' })[0]?.next?.missing)).toBe(1);
    expect(tiersFor(document, { payment: '33.34' })[0]?.next).toBeUndefined();
  });

  it('is one of the beneficiary and the cause only, and of running totals only', () => {
    const own = ruleWith({ marginal: { of: 'payment', bands: [{ upTo: '1.00', rate: '0.1' }, { rate: '0.2' }] } });
    const team = { ...planOf('marginal', [{ at: 5, included: true }]).rules[0] };
    const document = planWith(
      [own, ruleWith(team.pay ?? own.pay, { id: 'team', clause: '2', beneficiary: 'upline' })],
      { counters: [counting('paid', { of: 'upline' })] },
    );
    expect(tiersFor(document, { payment: '1.00' })).toEqual([]);
    expect(tiersFor(document, { payment: '1.00', beneficiary: 'upline' }).map(({ rule }) => rule)).toEqual(['team']);
  });
});
