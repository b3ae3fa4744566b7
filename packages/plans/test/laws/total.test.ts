import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../runs.ts';
import { playHistory, validatePlan, type ExampleStep, type PlanDocument } from '../../src/index.ts';
import { arbitraryHistory } from '../naive/arbitraryHistory.ts';
import { arbitraryPlan } from '../naive/arbitraryPlan.ts';

const plans = arbitraryPlan.filter((plan) => validatePlan(plan).length === 0);

const odd = fc.constantFrom('', '0', '-1', '1e9', 'NaN', '0.00001', '99999999999999999999', '1,00', ' 1', '__proto__');
const oddDate = fc.constantFrom('2017-02-30', '2017-13-01', '', 'yesterday', '0000-00-00', '2017-1-1');
const name = fc.constantFrom('w1', 'd1', 'p1', 'p2', '__proto__', 'constructor', '');

/** Steps that no program should send, among those of a history. */
const impossible: fc.Arbitrary<ExampleStep> = fc
  .record({
    date: fc.oneof({ weight: 3, arbitrary: fc.constant('2017-06-01') }, { weight: 1, arbitrary: oddDate }),
    deal: name,
    payment: name,
    amount: odd,
    tax: odd,
    kind: fc.nat({ max: 4 }),
  })
  .map(({ date, deal, payment, amount, tax, kind }): ExampleStep => {
    if (kind === 0)
      return { date, win: { deal, amount, leadOn: '2017-02-30', quantities: { seats: tax } }, expect: {} };
    if (kind === 1) return { date, payment: { payment, deal, amount, amounts: { tax } }, expect: {} };
    if (kind === 2) return { date, refund: { payment, amount }, expect: {} };
    if (kind === 3) return { date, cancel: { deal }, expect: {} };
    return { date, payout: { status: payment }, expect: {} };
  });

const tagsOf = (plan: PlanDocument, steps: readonly ExampleStep[], parameters: Readonly<Record<string, string>>) =>
  playHistory(plan, { parameters, steps }).map((result) =>
    result._tag === 'refused' ? result.refusal._tag : result._tag,
  );

describe('evaluation', () => {
  it('answers every step of any history under any plan: with amounts, a payout or a reason', () => {
    const seen = new Set<string>();
    const facts = plans.chain((plan) =>
      fc.tuple(
        fc.constant(plan),
        arbitraryHistory(plan),
        fc.array(fc.tuple(fc.nat({ max: 9 }), impossible), { maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(facts, ([plan, { steps }, others]) => {
        const mixed = others.reduce((all, [place, step]) => all.toSpliced(place, 0, step), [...steps]);
        const tags = tagsOf(plan, mixed, {});
        expect(tags).toHaveLength(mixed.length);
        for (const tag of tags) seen.add(tag);
      }),
      { numRuns: runs(100) },
    );
    const reasons = ['UnknownDeal', 'UnknownPayment', 'UnreadableStep'];
    expect([...seen]).toEqual(expect.arrayContaining(['commission', 'payout', ...reasons]));
  });
});
