import { describe, expect, it } from 'vitest';
import type { Rule, RuleOutcome } from '../../src/index.ts';
import { format } from '@commission-ledger/money';
import { paid, rated, type Given } from '../someFacts.ts';
import { planWith, ruleWith } from './smallPlan.ts';

const tenth = { percent: { of: 'payment', rate: '0.1' } } as const;
const third = { num: '1', den: '3' } as const;

const parts = (outcome: RuleOutcome | undefined) =>
  outcome?._tag === 'earned' ? outcome.parts.map((one) => [format(one.amount), one.maturesOn]) : [];

describe('a commission shared by several rules', () => {
  const split = (place: number, shares: readonly string[]): Rule =>
    ruleWith(tenth, { id: `r${place}`, split: { group: 'g', place, shares } });

  it('is cut by largest remainder, so that the shares add up', () => {
    const plan = planWith([split(1, ['0.5', '0.5']), split(2, ['0.5', '0.5'])]);
    expect([paid(plan, 'r1', { payment: '0.30' }), paid(plan, 'r2', { payment: '0.30' })]).toEqual(['0.02', '0.01']);
  });

  it('is rounded for each when it is an overlay', () => {
    const overlay = { group: 'g', place: 1, shares: ['0.5', '0.7'], overlay: true as const };
    const plan = planWith([
      ruleWith(tenth, { split: overlay }),
      ruleWith(tenth, { id: 's', split: { ...overlay, place: 2 } }),
    ]);
    expect(paid(plan, 'r', { payment: '1.00' })).toBe('0.05');
    expect(paid(plan, 's', { payment: '1.00' })).toBe('0.07');
  });
});

describe('credit shared by several partners', () => {
  it('cuts the commission on the whole', () => {
    const credit = (place: number): Given => ({ payment: '1.00', credit: { place, shares: [third, third, third] } });
    const plan = planWith([ruleWith(tenth)], { sharing: 'commission' });
    expect([1, 2, 3].map((place) => paid(plan, 'r', credit(place)))).toEqual(['0.04', '0.03', '0.03']);
  });
});

describe('what is booked', () => {
  const given: Given = { payment: '1.00', date: '2017-01-31' };

  it('is one part on the hold of the plan, or on its own', () => {
    const [byPlan] = rated(planWith([ruleWith(tenth)]), given).outcomes;
    expect(parts(byPlan)).toEqual([['0.10', '2017-03-02']]);
    const [own] = rated(planWith([ruleWith(tenth, { hold: { days: 0 } })]), given).outcomes;
    expect(parts(own)).toEqual([['0.10', '2017-01-31']]);
  });

  it('is several parts that add up, each on its own hold, and matures when the last one does', () => {
    const rule = ruleWith(tenth, {
      installments: [
        { share: third, hold: { days: 60 } },
        { share: third, hold: { days: 0, months: 1 } },
        { share: third, hold: { days: 1, from: 'end-of-month' } },
      ],
    });
    const [outcome] = rated(planWith([rule]), given).outcomes;
    expect(parts(outcome)).toEqual([
      ['0.04', '2017-04-01'],
      ['0.03', '2017-02-28'],
      ['0.03', '2017-02-01'],
    ]);
    expect(outcome).toMatchObject({ maturesOn: '2017-04-01', parts: [{ part: 1, of: 3 }, { part: 2 }, { part: 3 }] });
  });
});
