import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRateRefusal, exactOf, exactToJson, percent, rate, ratio } from '../src/index.ts';
import { left, right, someQuotient } from './generators.ts';

describe('reading a rate', () => {
  it('is exact', () => {
    expect(exactToJson(right(rate('0.055')))).toBe('0.055');
    expect(right(rate({ num: '1', den: '3' }))).toEqual(ratio(1n, 3n));
    expect(right(rate({ num: '25', den: '100' }))).toEqual(ratio(1n, 4n));
    expect(right(rate('1'))).toEqual(exactOf(1n));
    expect(right(rate('-0'))).toEqual(exactOf(0n));
  });

  it.each([
    ['-0.01', { _tag: 'NegativeRate', rate: '-0.01' }],
    [
      { num: '-1', den: '3' },
      { _tag: 'NegativeRate', rate: { num: '-1', den: '3' } },
    ],
    ['1.01', { _tag: 'RateAboveOne', rate: '1.01' }],
    [
      { num: '4', den: '3' },
      { _tag: 'RateAboveOne', rate: { num: '4', den: '3' } },
    ],
    ['5%', { _tag: 'NotADecimal', reason: 'not a plain decimal', input: '5%' }],
    [`0.${'3'.repeat(31)}`, { _tag: 'NotADecimal', reason: 'too long', input: '0.3333333333' }],
    [
      { num: '1', den: '0' },
      { _tag: 'NotAFraction', num: '1', den: '0' },
    ],
  ])('refuses %j and says why', (input, refusal) => {
    const refused = left(rate(input));
    expect(refused).toEqual(refusal);
    expect(describeRateRefusal(refused)).toMatch(/^[^.]+.* [A-Z].*\.$/);
  });

  it('reads a rate above one only when that is meant', () => {
    expect(right(rate('1.5', { allowAboveOne: true }))).toEqual(ratio(3n, 2n));
    expect(left(rate('1.5', { allowAboveOne: false }))._tag).toBe('RateAboveOne');
  });
});

describe('a rate in per cent', () => {
  it.each([
    [ratio(5n, 100n), '5'],
    [ratio(55n, 1000n), '5.5'],
    [ratio(1n, 1n), '100'],
    [exactOf(0n), '0'],
    [ratio(1n, 8000n), '0.0125'],
    [ratio(1n, 3n), '33.33…'],
    [ratio(2n, 3n), '66.66…'],
    [ratio(-1n, 3n), '-33.33…'],
    [ratio(-1n, 30_000n), '-0.00…'],
    [ratio(3n, 7000n), '0.04…'],
  ])('writes %j as %s', (value, text) => {
    expect(percent(value)).toBe(text);
  });

  it('never claims more digits than it shows', () => {
    fc.assert(
      fc.property(someQuotient, ({ value, num, den }) => {
        const text = percent(value);
        const [whole = '', fraction = ''] = text.replace('…', '').split('.');
        const shown = BigInt(whole + fraction);
        const hundredfold = num * 100n * 10n ** BigInt(fraction.length);
        expect(shown).toBe(hundredfold / den);
        expect(text.endsWith('…')).toBe(hundredfold % den !== 0n);
      }),
    );
  });
});
