import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../src/index.ts';
import { left, right } from './generators.ts';

const isDigits = (part: string) => part !== '' && part.split('').every((digit) => digit >= '0' && digit <= '9');

describe('reading a decimal', () => {
  it.each([
    ['a number that has lost a digit', 0.1 + 0.2, 'not a string'],
    ['a number', 19.99, 'not a string'],
    ['an integer beyond 2^53', Number('9007199254740993'), 'not a string'],
    ['a bigint', 12n, 'not a string'],
    ['nothing', undefined, 'not a string'],
    ['an object', { toString: () => '12' }, 'not a string'],
    ['33 characters', '1'.repeat(33), 'too long'],
    ['200,000 zeros', `0.${'0'.repeat(200_000)}1`, 'too long'],
    ['an exponent', '1e1000000', 'not a plain decimal'],
    ['a large exponent', '1E9000000', 'not a plain decimal'],
    ['an exponent that would fill the memory', '1e100000000', 'not a plain decimal'],
    ['an exponent that would fill the day', '1e5000000', 'not a plain decimal'],
    ['NaN', 'NaN', 'not a plain decimal'],
    ['Infinity', '-Infinity', 'not a plain decimal'],
    ['hexadecimal', '0x1p5', 'not a plain decimal'],
    ['binary', '0b101', 'not a plain decimal'],
    ['underscores', '1_000', 'not a plain decimal'],
    ['an empty text', '', 'not a plain decimal'],
    ['a space', ' ', 'not a plain decimal'],
    ['spaces around', ' 12 ', 'not a plain decimal'],
    ['a line end', '12\n', 'not a plain decimal'],
    ['letters after', '12abc', 'not a plain decimal'],
    ['English separators', '1,000.00', 'not a plain decimal'],
    ['German separators', '1.000,00', 'not a plain decimal'],
    ['Arabic digits', '١٢', 'not a plain decimal'],
    ['full-width digits', '１２', 'not a plain decimal'],
    ['a plus', '+1', 'not a plain decimal'],
    ['a leading zero', '01', 'not a plain decimal'],
    ['no digit before the point', '.5', 'not a plain decimal'],
    ['no digit after the point', '5.', 'not a plain decimal'],
    ['a minus alone', '-', 'not a plain decimal'],
    ['a typographic minus', '−1', 'not a plain decimal'],
  ])('refuses %s', (_, input, reason) => {
    expect(left(parseDecimal(input))).toMatchObject({ _tag: 'NotADecimal', reason });
  });

  it('shows a refused text short and printable', () => {
    expect(left(parseDecimal('\u202E<script>alert(1)</script>')).input).toBe('?<script>ale');
    expect(left(parseDecimal(19.99)).input).toBe('(number)');
  });

  it.each(['-0', '-0.00', '0.00'])('reads %s as a zero without sign', (input) => {
    const zero = right(parseDecimal(input));
    expect([zero.s, zero.toFixed()]).toEqual([1, '0']);
  });

  it('keeps every digit of 32 characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?[1-9][0-9]{0,14}\.[0-9]{0,13}[1-9]$/), (text) => {
        expect(right(parseDecimal(text)).toFixed()).toBe(text);
      }),
    );
  });

  it('reads what looks like a decimal and nothing else', () => {
    const characters = fc.string({ unit: fc.constantFrom('-', '.', '0', '1', '9', 'e', ' ', '\n', ','), maxLength: 6 });
    fc.assert(
      fc.property(characters, (text) => {
        const [whole = '', ...fractions] = text.replace(/^-/, '').split('.');
        const plain = isDigits(whole) && (whole === '0' || whole[0] !== '0') && fractions.length < 2;
        expect(E.isRight(parseDecimal(text))).toBe(plain && fractions.every(isDigits));
      }),
      { numRuns: 2000 },
    );
  });
});
