import { toGraph, verifyGraph } from '@commission-ledger/calculation';
import { format } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { compilePlan, ReceiptCodec, trueUpOf, trueUpReceiptOf, type Band, type Pay } from '../../src/index.ts';
import { factsOf, left, right, type Given } from '../someFacts.ts';
import { counting, planWith, ruleWith } from './smallPlan.ts';

const bands: readonly Band[] = [{ upTo: '10.00', rate: '0.1' }, { rate: '0.2' }];
const slab: Pay = { slab: { counter: 'c', already: 'paid', bands } };
const counters = [counting('c'), { id: 'paid', measure: { earned: ['r'] }, window: 'quarter' as const }];
const plan = compilePlan(planWith([ruleWith(slab, { refunds: 'true-up' })], { counters }));
const given = (c: string, paid: string): Given => ({ payment: '99.00', counters: { c, paid } });

describe('a true-up', () => {
  it('is what the slab is due at the counters as they stand, less what has been earned', () => {
    const lowered = right(trueUpOf(plan, 'r', factsOf(given('10.00', '1.50'))));
    expect(format(lowered.amount)).toBe('-0.50');
    expect(right(verifyGraph(toGraph(lowered.root))).value).toEqual({ _tag: 'money', money: lowered.amount });
    expect(lowered.moves).toMatchObject([
      { counter: 'paid', window: '2017-Q1', before: { money: { minor: 150n } }, after: { money: { minor: 100n } } },
    ]);
  });

  it('moves nothing when nothing is owed', () => {
    const even = right(trueUpOf(plan, 'r', factsOf(given('20.00', '4.00'))));
    expect(even).toMatchObject({ amount: { minor: 0n }, moves: [] });
  });

  it('of a rule that has no slab is nothing', () => {
    const fixed = compilePlan(planWith([ruleWith({ fixed: '1.00' })]));
    expect(right(trueUpOf(fixed, 'r', factsOf(given('0.00', '0.00'))))).toMatchObject({
      amount: { minor: 0n },
      moves: [],
    });
  });

  it('counts only the slab of a rule that pays something beside it', () => {
    const sum = compilePlan(planWith([ruleWith({ sum: [{ fixed: '7.00' }, slab] })], { counters }));
    expect(format(right(trueUpOf(sum, 'r', factsOf(given('10.00', '1.50')))).amount)).toBe('-0.50');
  });

  it('is refused as a cause is', () => {
    expect(left(trueUpOf(plan, 'r', factsOf({ ...given('1.00', '1.00'), currency: 'EUR' })))._tag).toBe(
      'OtherCurrency',
    );
  });

  it('has a receipt with the counters that it found and left', () => {
    const facts = factsOf(given('10.00', '1.50'));
    const trueUp = right(trueUpOf(plan, 'r', facts));
    const receipt = trueUpReceiptOf(plan, facts, 'r', trueUp);
    expect(receipt).toMatchObject({
      rule: 'r',
      amount: { amount: '-0.50' },
      counters: [
        { counter: 'c', before: { amount: '10.00' }, after: { amount: '10.00' } },
        { counter: 'paid', before: { amount: '1.50' }, after: { amount: '1.00' } },
      ],
    });
    expect(right(ReceiptCodec.decode(JSON.parse(JSON.stringify(receipt))))).toEqual(receipt);
  });
});
