import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeAmountRefusal,
  format,
  money,
  MoneyJson,
  ofMinor,
  toExact,
  toJson,
  exactToJson,
  zero,
} from '../src/index.ts';
import { code, left, right, someMoney } from './generators.ts';

const eur = code('EUR');

describe('reading money', () => {
  it('counts whole minor units', () => {
    expect(right(money('437.5', 'EUR'))).toEqual(ofMinor(43750n, eur));
    expect(right(money('-0.05', 'EUR'))).toEqual(ofMinor(-5n, eur));
    expect(right(money('12', 'JPY')).minor).toBe(12n);
    expect(right(money('1.234', 'KWD')).minor).toBe(1234n);
    expect(right(money('-0.00', 'EUR'))).toEqual(zero(eur));
  });

  it('keeps 32 digits', () => {
    expect(right(money('99999999999999999999999999999.99', 'EUR')).minor).toBe(10n ** 31n - 1n);
  });

  it.each([
    ['0.001', 'USD', 2, 3],
    ['1.5', 'JPY', 0, 1],
    ['1.0', 'JPY', 0, 1],
    ['1.500', 'EUR', 2, 3],
    ['1.2345', 'KWD', 3, 4],
  ])('refuses %s %s instead of rounding it', (amount, unit, allowed, given) => {
    expect(left(money(amount, unit))).toEqual({ _tag: 'TooManyDecimals', currency: unit, allowed, given });
  });

  it('refuses what is not a decimal or not a currency', () => {
    expect(left(money('1,5', 'EUR'))).toMatchObject({ _tag: 'NotADecimal' });
    expect(left(money('1.5', 'eur'))).toMatchObject({ _tag: 'UnknownCurrency' });
  });

  it('says what is wrong and what to do', () => {
    expect(describeAmountRefusal(left(money('0.001', 'USD')))).toBe(
      'USD has 2 decimals, not 3. Round the amount where it comes from.',
    );
    expect(describeAmountRefusal(left(money('1', 'usd')))).toMatch(/^"usd" is not a currency.*upper case/);
    expect(describeAmountRefusal(left(money('1 000', 'USD')))).toMatch(/^"1 000" is not a plain decimal/);
    expect(describeAmountRefusal(left(money('1'.repeat(40), 'USD')))).toMatch(/at most 32 characters/);
    expect(describeAmountRefusal({ _tag: 'NotADecimal', reason: 'not a string', input: '(number)' })).toMatch(
      /^A number has to come as text, not as \(number\)/,
    );
  });
});

describe('writing money', () => {
  it('has exactly the decimals of the currency', () => {
    expect(format(ofMinor(43750n, eur))).toBe('437.50');
    expect(format(ofMinor(-5n, eur))).toBe('-0.05');
    expect(format(zero(eur))).toBe('0.00');
    expect(format(ofMinor(-1200n, code('JPY')))).toBe('-1200');
    expect(format(ofMinor(1n, code('KWD')))).toBe('0.001');
  });

  it('comes back the same from JSON text', () => {
    fc.assert(
      fc.property(someMoney, (amount) => {
        const text = JSON.stringify(MoneyJson.encode(amount));
        expect(right(MoneyJson.decode(JSON.parse(text)))).toEqual(amount);
      }),
    );
  });

  it('is never longer than what can be read back', () => {
    expect(toJson(ofMinor(-(10n ** 30n - 1n), eur)).amount).toHaveLength(32);
    expect(() => toJson(ofMinor(-(10n ** 30n), eur))).toThrow(RangeError);
  });

  it('is the same number as the exact one', () => {
    fc.assert(
      fc.property(someMoney, (amount) => {
        const written = exactToJson(toExact(amount));
        expect(format(amount).replace(/\.0+$|(\.\d*?)0+$/, '$1')).toBe(written);
      }),
    );
  });
});

describe('money at a boundary', () => {
  it('reads fewer decimals than the currency has', () => {
    expect(right(MoneyJson.decode({ amount: '437.5', currency: 'EUR' }))).toEqual(ofMinor(43750n, eur));
  });

  it.each([
    ['a number', { amount: 437.5, currency: 'EUR' }],
    ['too many decimals', { amount: '437.505', currency: 'EUR' }],
    ['an unknown currency', { amount: '437.50', currency: 'EURO' }],
    ['no currency', { amount: '437.50' }],
    ['a text', '437.50 EUR'],
    ['nothing', null],
  ])('refuses %s', (_, input) => {
    expect(MoneyJson.decode(input)).toMatchObject({ _tag: 'Left' });
  });

  it('knows money from what is written', () => {
    expect(MoneyJson.is(ofMinor(1n, eur))).toBe(true);
    expect(MoneyJson.is({ amount: '1.00', currency: 'EUR' })).toBe(false);
    expect(MoneyJson.is({ minor: 1n, currency: 'XAU' })).toBe(false);
  });
});
