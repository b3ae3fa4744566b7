import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  equals,
  isNegative,
  isPositive,
  isZero,
  max,
  min,
  MixedCurrencies,
  negate,
  ofMinor,
  sameCurrency,
  subtract,
  sum,
  zero,
} from '../src/index.ts';
import { code, someMinor } from './generators.ts';

const [eur, usd] = [code('EUR'), code('USD')];
const euros = someMinor.map((minor) => ofMinor(minor, eur));

describe('adding money', () => {
  it('is exact, in any order, and undone by subtracting', () => {
    fc.assert(
      fc.property(euros, euros, (a, b) => {
        expect(add(a, b).minor).toBe(a.minor + b.minor);
        expect(add(a, b)).toEqual(add(b, a));
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(add(a, negate(a))).toEqual(zero(eur));
      }),
    );
  });

  it('sums any list, also an empty one', () => {
    fc.assert(
      fc.property(fc.array(euros), (amounts) => {
        const total = amounts.reduce((minor, amount) => minor + amount.minor, 0n);
        expect(sum(eur, amounts)).toEqual(ofMinor(total, eur));
      }),
    );
  });
});

describe('comparing money', () => {
  it('orders by amount', () => {
    fc.assert(
      fc.property(euros, euros, (a, b) => {
        expect(compare(a, b)).toBe(Math.sign(Number(a.minor - b.minor)));
        expect(equals(a, b)).toBe(a.minor === b.minor);
        expect(min(a, b).minor).toBe(a.minor < b.minor ? a.minor : b.minor);
        expect(max(a, b).minor).toBe(a.minor > b.minor ? a.minor : b.minor);
        expect([isNegative(a), isZero(a), isPositive(a)]).toEqual([a.minor < 0n, a.minor === 0n, a.minor > 0n]);
      }),
    );
  });
});

describe('two currencies', () => {
  const [one, other] = [ofMinor(1n, eur), ofMinor(1n, usd)];

  it.each([
    ['add', () => add(one, other)],
    ['subtract', () => subtract(one, other)],
    ['compare', () => compare(one, other)],
    ['min', () => min(one, other)],
    ['max', () => max(one, other)],
    ['sum', () => sum(eur, [one, other])],
    ['sum in a third', () => sum(code('JPY'), [one])],
  ])('never meet in %s', (_, act) => {
    expect(act).toThrow(MixedCurrencies);
  });

  it('are told apart beforehand', () => {
    expect([sameCurrency(one, one), sameCurrency(one, other)]).toEqual([true, false]);
    expect(equals(zero(eur), zero(usd))).toBe(false);
  });
});
