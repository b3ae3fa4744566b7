import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { parsePlan, playHistory, stepsOf, type ExampleStep, type Pay, type PlanDocument } from '../../src/index.ts';
import { runExamples } from '../../src/gate/runExamples.ts';
import { counting, planWith, ruleWith } from './smallPlan.ts';

type Payment = Extract<ExampleStep, { payment: unknown }>['payment'];

const pay = (index: number, amount: string, more: Partial<Payment> = {}): ExampleStep => ({
  date: `2017-0${index + 1}-01`,
  payment: { payment: `p${index}`, deal: 'd', amount, ...more },
  expect: {},
});

/** The lines of the first rule for the last step. */
const linesOf = (plan: PlanDocument, steps: readonly ExampleStep[]): readonly string[] => {
  const last = playHistory(plan, { steps }).at(-1);
  if (last?._tag !== 'commission') throw new Error('the step earns');
  return last.outcomes.slice(0, 1).flatMap(stepsOf);
};

const seats: Partial<PlanDocument> = { measures: { seats: { quantity: 'seats', of: 'payment' } } };
const withSeats = { quantities: { seats: '12' } };

describe('the steps of a calculation', () => {
  it('say numbers plainly, and rates in per cent', () => {
    const plan = planWith(
      [ruleWith({ sum: [{ each: '2.00', of: 'seats' }, { percent: { of: 'payment', rate: '0.05' } }] })],
      seats,
    );
    expect(linesOf(plan, [pay(0, '10.00', withSeats)])).toEqual([
      '12 × 2.00 = 24',
      '10.00 × 5 % = 0.5',
      '24 + 0.5 = 24.5',
    ]);
  });

  it('say a rate that is a parameter in per cent, and a quota of seats plainly', () => {
    const parameters = { quota: { rate: '10' }, share: { rate: '0.05' } };
    const when = { measure: 'seats', atLeast: { share: '0.5', of: 'quota' } };
    const plan = planWith([ruleWith({ percent: { of: 'payment', rate: { parameter: 'share' } } }, { when })], {
      ...seats,
      parameters,
    });
    expect(linesOf(plan, [pay(0, '10.00', withSeats)])).toEqual(['50 % × 10 = 5', '12 ≥ 5', '10.00 × 5 % = 0.5']);
  });

  it('say which band of a lookup was picked, and by what', () => {
    const pays: Pay = {
      lookup: {
        of: 'payment',
        by: { counter: 'sales', at: 'after' },
        bands: [{ upTo: '15.00', rate: '0.05' }, { below: '50.00', rate: '0.1' }, { flat: '3.00' }],
      },
    };
    const plan = planWith([ruleWith(pays)], { counters: [counting('sales', { window: 'year' })] });
    expect(linesOf(plan, [pay(0, '10.00'), pay(1, '10.00')])).toEqual([
      '10.00 + 10.00 = 20.00',
      '20.00 lies in the band above 15.00 and below 50.00',
      '10.00 × 10 % = 1',
    ]);
    expect(linesOf(plan, [pay(0, '10.00'), pay(1, '40.00')])).toEqual([
      '10.00 + 40.00 = 50.00',
      '50.00 lies in the band from 50.00',
    ]);
  });

  it('say which band of a slab was reached, and what it owes', () => {
    const plan = planWith(
      [
        ruleWith({
          slab: { counter: 'sales', already: 'earned', bands: [{ below: '20.00', rate: '0.05' }, { rate: '0.1' }] },
        }),
      ],
      {
        counters: [
          counting('sales', { window: 'year' }),
          counting('earned', { measure: { earned: ['r'] }, window: 'year' }),
        ],
      },
    );
    expect(linesOf(plan, [pay(0, '10.00'), pay(1, '10.25')])).toEqual([
      '10.00 + 10.25 = 20.25',
      '20.25 lies in the band from 20.00',
      '20.25 × 10 % = 2.025',
      '2.025 rounded half-even = 2.02',
      '2.02 − 0.50 = 1.52',
    ]);
  });

  it('say what did not hold, and nothing that is not true', () => {
    const when = { counter: 'sales', at: 'each-earlier', atLeast: '5.00' } as const;
    const plan = planWith([ruleWith({ fixed: '1.00' }, { when })], {
      counters: [counting('sales', { window: 'month' })],
    });
    expect(linesOf(plan, [pay(0, '1.00')])).toEqual(['there is no sales before 2017-01 in this year']);
    expect(linesOf(plan, [pay(0, '1.00'), pay(1, '9.00')])).toEqual(['1.00 ≥ 5.00 does not hold']);
  });

  it('say a guarantee, a limit and a split in words', () => {
    const plan = planWith([
      ruleWith(
        { cap: { pay: { floor: { pay: { percent: { of: 'payment', rate: '0.1' } }, at: '2.00' } }, at: '5.00' } },
        { split: { group: 'g', place: 1, shares: ['0.6', '0.4'] } },
      ),
    ]);
    expect(linesOf(plan, [pay(0, '10.00')])).toEqual([
      '10.00 × 10 % = 1',
      '1.00 is above zero',
      'the larger of 1.00 and 2.00 = 2.00',
      'the smaller of 2.00 and 5.00 = 2.00',
      '2.00 shared by 60 % : 40 %, part 1 = 1.20',
    ]);
  });
});

it('a payout of nothing is told without a test that holds', () => {
  const plan = planWith([ruleWith({ fixed: '1.00' })], {
    examples: [
      { title: { en: 'Nothing' }, steps: [{ date: '2017-02-05', payout: {}, expect: { deferred: 'below-minimum' } }] },
    ],
  });
  expect(E.isRight(parsePlan(plan))).toBe(true);
  expect(JSON.stringify(runExamples(plan))).toContain('"steps":["nothing is left to be paid"]');
});
