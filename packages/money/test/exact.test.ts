import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  exact,
  exactAdd,
  exactCompare,
  exactDiv,
  exactEquals,
  exactFromJson,
  exactIsZero,
  ExactJson,
  exactMax,
  exactMin,
  exactMul,
  exactNeg,
  exactOf,
  exactSub,
  exactToJson,
  ofMinor,
  ratio,
  scaleOf,
  toExact,
  TooManyDigits,
  type Exact,
} from '../src/index.ts';
import { exactly, fractionIn, left, right, someCurrency, someMinor, someQuotient } from './generators.ts';

const written = (text: string) => exactToJson(right(exact(text)));

/** The number is num/den, by cross-multiplying its written form. */
const same = (value: Exact, num: bigint, den: bigint) => {
  const actual = fractionIn(value);
  expect(actual.num * den).toBe(num * actual.den);
};

describe('an exact number', () => {
  it('adds, subtracts, multiplies and divides as fractions do', () => {
    fc.assert(
      fc.property(someQuotient, someQuotient, (a, b) => {
        same(exactAdd(a.value, b.value), a.num * b.den + b.num * a.den, a.den * b.den);
        same(exactSub(a.value, b.value), a.num * b.den - b.num * a.den, a.den * b.den);
        same(exactMul(a.value, b.value), a.num * b.num, a.den * b.den);
        if (b.num !== 0n) same(exactDiv(a.value, b.value), a.num * b.den, a.den * b.num);
        same(exactNeg(a.value), -a.num, a.den);
      }),
      { numRuns: 1000 },
    );
  });

  it('compares as fractions do', () => {
    fc.assert(
      fc.property(someQuotient, someQuotient, (a, b) => {
        const difference = a.num * b.den - b.num * a.den;
        const order = exactCompare(a.value, b.value);
        expect(order).toBe(Math.sign(Number(difference)));
        expect(exactEquals(a.value, b.value)).toBe(difference === 0n);
        expect(exactMin(a.value, b.value)).toEqual(order <= 0 ? a.value : b.value);
        expect(exactMax(a.value, b.value)).toEqual(order >= 0 ? a.value : b.value);
        expect(exactIsZero(a.value)).toBe(a.num === 0n);
      }),
      { numRuns: 1000 },
    );
  });

  it('has one written form however it was made', () => {
    fc.assert(
      fc.property(someQuotient, fc.bigInt(1n, 30n), ({ value, num, den }, factor) => {
        expect(exactToJson(ratio(num * factor, den * factor))).toEqual(exactToJson(value));
        expect(exactToJson(exactMul(exactDiv(value, exactOf(factor)), exactOf(factor)))).toEqual(exactToJson(value));
        expect(ratio(-num, -den)).toEqual(value);
      }),
    );
  });

  it('is a plain decimal when it terminates and a reduced fraction when not', () => {
    expect(written('1.500')).toBe('1.5');
    expect(written('100')).toBe('100');
    expect(written('-0.00')).toBe('0');
    expect(exactToJson(ratio(1n, 8n))).toBe('0.125');
    expect(exactToJson(ratio(2n, -6n))).toEqual({ num: '-1', den: '3' });
    expect(exactToJson(ratio(0n, -7n))).toBe('0');
    expect(exactToJson(exactMul(ratio(1n, 3n), exactOf(3n)))).toBe('1');
    expect(exactToJson(exactOf(10n ** 30n))).toBe(`1${'0'.repeat(30)}`);
    expect(exactToJson(ratio(1n, 10n ** 30n))).toBe(`0.${'0'.repeat(29)}1`);
  });

  it('comes back the same from JSON text', () => {
    fc.assert(
      fc.property(someQuotient, ({ value }) => {
        const stored: unknown = JSON.parse(JSON.stringify(ExactJson.encode(value)));
        expect(right(ExactJson.decode(stored))).toEqual(value);
        expect(ExactJson.is(value) && !ExactJson.is(stored)).toBe(true);
      }),
    );
  });

  it('comes back when it is longer than any input may be', () => {
    const long = exactMul(right(exact(`0.${'3'.repeat(30)}`)), right(exact(`0.${'7'.repeat(30)}`)));
    expect(right(exactFromJson(exactToJson(long)))).toEqual(long);
  });

  it.each([
    ['a number', 0.5],
    ['an exponent', '1e9'],
    ['nothing', null],
    ['a zero denominator', { num: '1', den: '0' }],
    ['a negative denominator', { num: '1', den: '-3' }],
    ['a decimal in a fraction', { num: '33.3', den: '100' }],
    ['numbers in a fraction', { num: 1, den: 3 }],
    ['half a fraction', { num: '1' }],
    ['more digits than fit', '9'.repeat(898)],
    ['a quotient of more decimals than fit', { num: '1', den: (2n ** 1400n).toString() }],
    ['a megabyte of digits', '9'.repeat(1_000_000)],
  ])('is not read from %s', (_, input) => {
    expect(left(exactFromJson(input))).toHaveProperty('_tag');
    expect(ExactJson.decode(input)).toMatchObject({ _tag: 'Left' });
  });

  it('cannot be divided by zero', () => {
    expect(() => ratio(1n, 0n)).toThrow(RangeError);
    expect(() => exactDiv(exactly(1n), exactly(0n))).toThrow(RangeError);
  });
});

describe('an amount of money', () => {
  it('is its minor units over a power of ten, however many they are', () => {
    const edge = fc.tuple(fc.constantFrom(2n ** 53n, -(2n ** 53n)), fc.bigInt(-2n, 2n)).map(([a, b]) => a + b);
    fc.assert(
      fc.property(fc.oneof(edge, someMinor), someCurrency, (minor, unit) => {
        expect(toExact(ofMinor(minor, unit))).toEqual(ratio(minor, 10n ** BigInt(scaleOf(unit))));
      }),
    );
  });
});

describe('precision', () => {
  it('keeps the digits that decimal.js would round at its default of 20', () => {
    const product = exactMul(right(exact('99999999999999999999.99')), right(exact('0.1')));
    expect(exactToJson(product)).toBe('9999999999999999999.999');
  });

  it('does not depend on the settings of others', () => {
    Decimal.set({ precision: 3, rounding: Decimal.ROUND_UP, toExpPos: 1, maxE: 2 });
    try {
      expect(exactToJson(exactMul(right(exact('12345.678')), right(exact('1.00001'))))).toBe('12345.80145678');
      expect(exactToJson(exactOf(123_456_789n))).toBe('123456789');
      expect(exactToJson(exactOf(new Decimal('12.5')))).toBe('12.5');
    } finally {
      Decimal.set({ defaults: true });
    }
  });

  it('does not depend on settings made before it was loaded', async () => {
    Decimal.set({ precision: 3, toExpPos: 1, maxE: 2 });
    vi.resetModules();
    try {
      const fresh = await import('../src/index.ts');
      expect(fresh.exactToJson(fresh.exactOf(123_456_789n))).toBe('123456789');
    } finally {
      Decimal.set({ defaults: true });
    }
  });

  it('takes decimals of another copy of decimal.js', () => {
    const Other = Decimal.clone({ precision: 5 });
    expect(exactOf(new Other('0.123456789'))).toEqual(right(exact('0.123456789')));
    expect(() => exactOf(new Other('NaN'))).toThrow(TooManyDigits);
  });

  it('stops rather than rounds when a number outgrows the bound', () => {
    const big = exactOf(10n ** 300n + 1n);
    const small = ratio(1n, 10n ** 300n);
    expect(() => exactMul(big, big)).toThrow(TooManyDigits);
    expect(() => exactMul(small, small)).toThrow(TooManyDigits);
    expect(() => exactAdd(big, small)).toThrow(TooManyDigits);
    expect(() => exactMul(ratio(1n, 3n ** 600n), ratio(1n, 7n ** 500n))).toThrow(TooManyDigits);
    expect(exactSub(exactAdd(big, exactOf(1n)), big)).toEqual(exactOf(1n));
  });
});
