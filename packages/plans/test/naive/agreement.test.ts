import { format, isZero } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playHistory, validatePlan, type StepResult } from '../../src/index.ts';
import { arbitraryHistory } from './arbitraryHistory.ts';
import { arbitraryPlan } from './arbitraryPlan.ts';
import { playNaively, type NaiveStep } from './playNaively.ts';

// In the long mode: AGREEMENT_RUNS=20000, and AGREEMENT_SEED to meet the same plans again.
const runs = Number(process.env['AGREEMENT_RUNS'] ?? 300);
const seed = process.env['AGREEMENT_SEED'];
const howLong = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const plans = arbitraryPlan.filter((plan) => validatePlan(plan).length === 0);
const plansWithHistories = plans.chain((plan) => fc.tuple(fc.constant(plan), arbitraryHistory(plan)));

/** What the evaluator says, in the words of the naive engine. */
const told = (result: StepResult): NaiveStep => {
  switch (result._tag) {
    case 'refused':
      return { refused: result.refusal._tag };
    case 'commission': {
      const earned = Object.entries(result.amounts).filter(([, amount]) => !isZero(amount));
      return { amounts: Object.fromEntries(earned.map(([rule, amount]) => [rule, format(amount)])) };
    }
    case 'payout': {
      const { matured, advanced, recovered, debt, gross, withheld, vat, fees, net, carried, deferred } = result;
      const amounts = { matured, advanced, recovered, debt, gross, withheld, vat, fees, net, carried };
      const texts = Object.entries(amounts).map(([name, amount]) => [name, format(amount)] as const);
      return { payout: { ...Object.fromEntries(texts), ...(deferred === undefined ? {} : { deferred }) } };
    }
  }
};

/** Which of several missing facts is told first is nobody's promise. */
const withoutOrder = (step: NaiveStep): NaiveStep =>
  'refused' in step && step.refused.startsWith('Missing') ? { refused: 'Missing' } : step;

describe('two engines', () => {
  it(
    'play the same amounts, payouts and refusals for any plan and history',
    () => {
      fc.assert(
        fc.property(plansWithHistories, ([plan, history]) => {
          const naive = playNaively(plan, history).map(withoutOrder);
          expect(playHistory(plan, history).map(told).map(withoutOrder)).toEqual(naive);
        }),
        howLong,
      );
    },
    20_000 + runs * 40,
  );

  it('meet plans and histories that reach every part of the language', () => {
    const words = new Map<string, number>();
    let accepted = 0;
    const met = fc.sample(
      arbitraryPlan.chain((plan) => fc.tuple(fc.constant(plan), arbitraryHistory(plan))),
      { numRuns: 600, seed: 3 },
    );
    const count = (word: string): unknown => words.set(word, (words.get(word) ?? 0) + 1);
    for (const [plan, history] of met) {
      if (validatePlan(plan).length === 0) accepted += 1;
      for (const word of new Set(JSON.stringify([plan.rules, plan.counters, plan.payout]).match(/[\w-]+/g)))
        count(word);
      playNaively(plan, history).forEach((step, place) => {
        const { date: _date, expect: _expect, ...kind } = history.steps[place] ?? { date: '' };
        const isSomething = 'amounts' in step && Object.keys(step.amounts).length > 0;
        if (isSomething) count(`${Object.keys(kind).join()} with amounts`);
        if ('payout' in step) count(step.payout['deferred'] ?? 'paid out');
        if ('refused' in step) count(step.refused);
      });
    }
    expect(accepted).toBeGreaterThan(540);
    const forms = [
      'fixed',
      'each',
      'percent',
      'marginal',
      'slab',
      'lookup',
      'sum',
      'least',
      'greatest',
      'first',
      'cap',
    ];
    const more = ['floor', 'collected', 'carry', 'unlimited', 'spread', 'true-up', 'previous', 'each-earlier', 'split'];
    const steps = ['win', 'payment', 'refund', 'cancel'].map((kind) => `${kind} with amounts`);
    const ends = ['paid out', 'below-minimum', 'negative-balance', 'nothing-due', 'MissingMeasure', 'MissingAttribute'];
    for (const word of [...forms, ...more, ...steps, ...ends]) {
      expect([word, words.get(word) ?? 0]).toSatisfy(([, times]) => times >= 5);
    }
  });
});
