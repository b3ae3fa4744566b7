import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openHistory, compilePlan, type Pay } from '../../src/index.ts';
import { absolute, centsOf, euros, lawPlan, paymentStep, refundStep } from './lawPlan.ts';

type Mode = 'half-even' | 'half-up' | 'down' | 'up';

/** A numerator over a positive denominator to the nearest whole, by the rule of the mode; a loss is the mirror. */
const roundedQuotient = (n: bigint, d: bigint, mode: Mode): bigint => {
  if (n < 0n) return -roundedQuotient(-n, d, mode);
  const [whole, rest] = [n / d, n % d];
  const isUp = {
    down: false,
    up: rest > 0n,
    'half-up': rest * 2n >= d,
    'half-even': rest * 2n > d || (rest * 2n === d && whole % 2n === 1n),
  }[mode];
  return whole + (isUp ? 1n : 0n);
};

describe('rounding', () => {
  // 0.01 to 20.00 at 0.5 % to 42 %: 168,000 products, of which thousands are ties that floating point gets wrong.
  it.each(['half-even', 'half-up'] as const)('of 168,000 amounts by %s puts none on the wrong side', (mode) => {
    let wrong = 0;
    let ties = 0;
    for (let perMille = 5; perMille <= 420; perMille += 5) {
      const rate = `0.${String(perMille).padStart(3, '0')}`;
      const document = lawPlan([{ pay: { percent: { of: 'payment', rate } } }], { rounding: { mode } });
      const history = openHistory(compilePlan(document));
      for (let cents = 1; cents <= 2000; cents += 1) {
        const exact = BigInt(cents) * BigInt(perMille);
        if (exact % 1000n === 500n) ties += 1;
        const date = '2017-03-01';
        const result = history.apply({ date, payment: { payment: `p${cents}`, deal: 'd', amount: euros(cents) } });
        const got = result._tag === 'commission' ? (result.amounts['r1']?.minor ?? 0n) : -1n;
        if (got !== roundedQuotient(exact, 1000n, mode)) wrong += 1;
      }
    }
    expect(ties).toBeGreaterThan(3000);
    expect(wrong).toBe(0);
  });

  it.each(['half-even', 'half-up', 'down', 'up'] as const)('by %s is the mirror for what is below zero', (mode) => {
    // Half of what has been earned so far is owed below the edge, nothing above it: the second payment earns a loss.
    const pay: Pay = {
      slab: { counter: 'c', already: 'a', bands: [{ upTo: '5.00', rate: '0.5' }, { rate: '0.01' }] },
    };
    const document = lawPlan([{ pay }], {
      rounding: { mode },
      counters: [
        { id: 'c', measure: 'payment', window: 'ever', refunds: 'keep' },
        { id: 'a', measure: { earned: ['r1'] }, window: 'ever' },
      ],
    });
    const cents = fc.integer({ min: 1, max: 500 });
    let losses = 0;
    fc.assert(
      fc.property(cents, fc.integer({ min: 500, max: 700 }), cents, (first, second, back) => {
        const steps = [paymentStep(first, 1), paymentStep(second, 2), refundStep('p2', back)];
        const [, loss = 0n, taken = 0n] = centsOf(document, steps);
        if (loss < 0n) losses += 1;
        expect(taken).toBe(-roundedQuotient(loss * BigInt(back), BigInt(second), mode));
        expect(absolute(taken)).toBe(roundedQuotient(absolute(loss) * BigInt(back), BigInt(second), mode));
      }),
    );
    expect(losses).toBeGreaterThan(50);
  });
});
