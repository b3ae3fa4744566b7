import { addDays, addMonths, type LocalDate } from '@commission-ledger/calendar';
import {
  add,
  exactCompare,
  exactOf,
  exactSub,
  negate,
  ofMinor,
  ratio,
  roundTo,
  subtract,
  toExact,
  zero,
  type Money,
} from '@commission-ledger/money';
import { currency, type RoundingMode } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compilePlan,
  counterAfterRefund,
  counterLoweredBy,
  refundReaches,
  reversalMaturesOn,
  rulesToTrueUp,
  toTakeBack,
  toTakeBackOnCancel,
  unservedShare,
  type CancellationTerms,
  type CounterRefunds,
  type CounterValue,
} from '../../src/index.ts';
import { someDate } from '../payout/arbitraryTerms.ts';
import { counterOf, planOf, ruleOf } from '../simulate/somePlans.ts';
import { day, right } from '../someFacts.ts';

const usd = right(currency('USD'));
const cents = (minor: number | bigint): Money => ofMinor(BigInt(minor), usd);
const inMoney = (minor: number): CounterValue => ({ _tag: 'money', money: cents(minor) });

const modes = fc.constantFrom<RoundingMode[]>('half-even', 'half-up', 'down', 'up');
const amounts = fc.integer({ min: -200, max: 200 }).map(cents);

/** A payment, and what has been refunded of it after each refund; the last makes it whole. */
const refunded = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }).map((parts) => ({
  paid: cents(parts.reduce((total, part) => total + part, 0)),
  steps: parts.map((_, index) => cents(parts.slice(0, index + 1).reduce((total, part) => total + part, 0))),
}));

const inTurn = (
  amount: Money,
  { paid, steps }: Readonly<{ paid: Money; steps: readonly Money[] }>,
  mode: RoundingMode,
) =>
  steps.reduce<readonly Money[]>((taken, refundedSoFar) => {
    const reversed = taken.reduce(add, zero(usd));
    return taken.concat(toTakeBack({ amount, reversed }, { refundedSoFar, paid }, mode));
  }, []);

describe('what refunds take back', () => {
  it('adds up to all of it, in however many parts', () => {
    fc.assert(
      fc.property(amounts, refunded, modes, (amount, refunds, mode) => {
        expect(inTurn(amount, refunds, mode).reduce(add)).toEqual(amount);
      }),
    );
  });

  it('is at each step the rounded share of what has been refunded so far', () => {
    fc.assert(
      fc.property(amounts, refunded, (amount, refunds) => {
        let soFar = zero(usd);
        for (const [index, taken] of inTurn(amount, refunds, 'down').entries()) {
          soFar = add(soFar, taken);
          expect(soFar.minor).toBe((amount.minor * (refunds.steps[index]?.minor ?? 0n)) / refunds.paid.minor);
        }
      }),
    );
  });

  it('has the sign of the accrual, whichever that is', () => {
    fc.assert(
      fc.property(amounts, refunded, modes, (amount, refunds, mode) => {
        expect(inTurn(negate(amount), refunds, mode)).toEqual(inTurn(amount, refunds, mode).map(negate));
      }),
    );
  });

  it('gives nothing back where more had been taken, and never takes more than is left', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 0, max: 100 }),
        refunded,
        modes,
        (amount, percent, { paid, steps }, mode) => {
          const reversed = cents((amount.minor * BigInt(percent)) / 100n);
          const [refundedSoFar = paid] = steps;
          const taken = toTakeBack({ amount, reversed }, { refundedSoFar, paid }, mode);
          const left = subtract(amount, reversed);
          const between = amount.minor < 0n ? [left.minor, 0n] : [0n, left.minor];
          expect(taken.minor >= (between[0] ?? 0n) && taken.minor <= (between[1] ?? 0n)).toBe(true);
          expect(toTakeBack({ amount, reversed }, { refundedSoFar: paid, paid }, mode)).toEqual(left);
        },
      ),
    );
  });

  it('is half of 10.00 when 60 of 120 are refunded', () => {
    const part = { refundedSoFar: cents(6000), paid: cents(12000) };
    expect(toTakeBack({ amount: cents(1000), reversed: zero(usd) }, part, 'half-even')).toEqual(cents(500));
  });
});

describe('the time in which a refund takes something back', () => {
  it('ends with its last day', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: 0, max: 90 }), (cause, within) => {
        expect(refundReaches(within, cause, addDays(cause, within))).toBe(true);
        expect(refundReaches(within, cause, addDays(cause, within + 1))).toBe(false);
        expect(refundReaches(undefined, cause, addDays(cause, within + 1))).toBe(true);
      }),
    );
  });

  it('does not make a reversal mature before what it reverses, or before it happened', () => {
    fc.assert(
      fc.property(someDate, someDate, (refund, accrual) => {
        const matures = reversalMaturesOn(refund, accrual);
        expect(matures >= refund && matures >= accrual && [refund, accrual].includes(matures)).toBe(true);
      }),
    );
  });
});

describe('counters after refunds', () => {
  const afterAll = (
    now: CounterValue,
    move: Readonly<{ before: CounterValue; after: CounterValue }>,
    policy: CounterRefunds,
    { paid, steps }: Readonly<{ paid: Money; steps: readonly Money[] }>,
    mode: RoundingMode,
  ): readonly CounterValue[] =>
    steps.reduce<readonly CounterValue[]>((values, refundedSoFar, index) => {
      const refundedBefore = steps[index - 1] ?? zero(usd);
      const part = { refundedSoFar, refundedBefore, paid };
      return values.concat(counterAfterRefund(values.at(-1) ?? now, move, policy, part, mode));
    }, []);

  it('of money are lowered by the whole move in the end, whatever else has moved them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99, max: 99 }),
        fc.integer({ min: -99, max: 99 }),
        refunded,
        modes,
        (by, more, refunds, mode) => {
          const move = { before: inMoney(5), after: inMoney(5 + by) };
          const [last] = afterAll(inMoney(5 + by + more), move, 'lower', refunds, mode).toReversed();
          expect(last).toEqual(inMoney(5 + more));
        },
      ),
    );
  });

  it('of quantities are lowered to twelve decimals, and by exactly the whole in the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), refunded, (by, refunds) => {
        const number = (thirds: number): CounterValue => ({ _tag: 'ratio', ratio: ratio(BigInt(thirds), 3n) });
        const values = afterAll(number(by), { before: number(0), after: number(by) }, 'lower', refunds, 'down');
        for (const [index, value] of values.entries()) {
          const step = refunds.steps[index]?.minor ?? 0n;
          const part = roundTo(ratio(step * BigInt(by), 3n * refunds.paid.minor), 12, 'half-even');
          const isAll = step === refunds.paid.minor;
          if (!isAll) expect(value).toEqual({ _tag: 'ratio', ratio: exactSub(ratio(BigInt(by), 3n), part) });
          if (isAll) expect(value).toEqual(number(0));
        }
      }),
    );
  });

  it('lose the whole move with the last refund, or nothing, where the policy says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), refunded, modes, (by, refunds, mode) => {
        const move = { before: inMoney(0), after: inMoney(by) };
        const whole = afterAll(inMoney(by), move, 'whole', refunds, mode);
        expect(whole).toEqual(refunds.steps.map((step) => inMoney(step.minor === refunds.paid.minor ? 0 : by)));
        expect(afterAll(inMoney(by), move, 'keep', refunds, mode)).toEqual(refunds.steps.map(() => inMoney(by)));
      }),
    );
  });

  it('of commission go down by what was taken back', () => {
    expect(counterLoweredBy(inMoney(100), cents(30))).toEqual(inMoney(70));
    expect(counterLoweredBy(inMoney(100), cents(-30))).toEqual(inMoney(130));
  });

  it('are never an amount and then a number', () => {
    const number: CounterValue = { _tag: 'ratio', ratio: exactOf(1n) };
    expect(() => counterLoweredBy(number, cents(1))).toThrow(TypeError);
  });
});

describe('what a cancellation takes back', () => {
  const someTerms: fc.Arbitrary<CancellationTerms> = fc.record({
    takeBack: fc.constant('unserved' as const),
    term: fc.integer({ min: 1, max: 24 }),
    by: fc.constantFrom('months' as const, 'days' as const),
  });
  const won: LocalDate = day('2017-01-31');

  it('is half of 12 months after 6', () => {
    const terms: CancellationTerms = { takeBack: 'unserved', term: 12, by: 'months' };
    expect(unservedShare(terms, day('2017-01-15'), day('2017-07-15'))).toEqual(ratio(1n, 2n));
    expect(unservedShare(terms, day('2017-01-15'), day('2017-07-14'))).toEqual(ratio(7n, 12n));
    expect(unservedShare({ ...terms, by: 'days' }, day('2017-01-15'), day('2017-01-16'))).toEqual(ratio(364n, 365n));
    expect(unservedShare({ ...terms, takeBack: 'all' }, day('2017-01-15'), day('2030-01-01'))).toEqual(exactOf(1n));
  });

  it('is everything on the day of the win and before, and nothing from the end of the term on', () => {
    fc.assert(
      fc.property(someTerms, someDate, fc.integer({ min: 0, max: 60 }), (terms, wonOn, days) => {
        expect(unservedShare(terms, wonOn, addDays(wonOn, -days))).toEqual(exactOf(1n));
        expect(unservedShare(terms, wonOn, addDays(addMonths(wonOn, terms.term), days))).toEqual(exactOf(0n));
        expect(exactCompare(unservedShare(terms, wonOn, addDays(addMonths(wonOn, terms.term), -1)), exactOf(0n))).toBe(
          1,
        );
      }),
    );
  });

  it('gets smaller with time, never larger', () => {
    fc.assert(
      fc.property(someTerms, fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 60 }), (terms, days, more) => {
        const shares = [days, days + more].map((after) => unservedShare(terms, won, addDays(won, after)));
        const [sooner = exactOf(0n), later = exactOf(0n)] = shares;
        expect(exactCompare(later, sooner)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('is of a term without months nothing', () => {
    expect(unservedShare({ takeBack: 'unserved', term: 0, by: 'days' }, won, won)).toEqual(exactOf(0n));
  });

  it('is a share of what refunds have left, and mirrored for what is owed the other way', () => {
    fc.assert(
      fc.property(
        amounts,
        refunded,
        fc.integer({ min: 0, max: 12 }),
        modes,
        (amount, { paid, steps }, unserved, mode) => {
          const [refundedSoFar = paid] = steps;
          const reversed = toTakeBack({ amount, reversed: zero(usd) }, { refundedSoFar, paid }, mode);
          const share = ratio(BigInt(unserved), 12n);
          const taken = toTakeBackOnCancel({ amount, reversed }, share, mode);
          const left = subtract(amount, reversed);
          expect(taken.minor * left.minor >= 0n).toBe(true);
          expect(exactCompare(absolute(taken), absolute(left))).toBeLessThanOrEqual(0);
          if (unserved === 12) expect(taken).toEqual(left);
          if (unserved === 0) expect(taken.minor).toBe(0n);
          const mirrored = toTakeBackOnCancel({ amount: negate(amount), reversed: negate(reversed) }, share, mode);
          expect(mirrored).toEqual(negate(taken));
        },
      ),
    );
  });

  const absolute = (of: Money) => toExact(of.minor < 0n ? negate(of) : of);
});

describe('the rules that a refund trues up', () => {
  const pay = { slab: { counter: 'deals', total: 'sales', already: 'earned', bands: [{ rate: '0.1' }] } };
  const trueUp = { refunds: 'true-up' } as const;
  const plan = compilePlan(
    planOf({
      counters: [
        counterOf('deals', 'count', { on: 'payment', refunds: 'whole' }),
        counterOf('sales', 'payment'),
        counterOf('earned', { earned: ['slab', 'part'] }),
        counterOf('other', 'payment', { window: 'month' }),
      ],
      rules: [
        ruleOf('share', { percent: { of: 'payment', rate: '0.1' } }, trueUp),
        ruleOf('slab', pay, trueUp),
        ruleOf('part', { sum: [pay, { fixed: '1' }] }, trueUp),
        ruleOf('not-so', pay),
      ],
    }),
  );
  const trueUps = (...lowered: readonly string[]) =>
    rulesToTrueUp(plan, 'referrer', new Set(lowered)).map(({ id }) => id);

  it('pay a slab that one of the lowered counters places, or that it pays on', () => {
    expect(trueUps('sales')).toEqual(['slab', 'part']);
    expect(trueUps('deals', 'other')).toEqual(['slab', 'part']);
  });

  it('are none where only what they had earned is lowered, nor for somebody else', () => {
    expect(trueUps('earned', 'other')).toEqual([]);
    expect(rulesToTrueUp(plan, 'upline', new Set(['sales']))).toEqual([]);
  });
});
