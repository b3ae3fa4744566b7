import { ratio } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay, localNumber, localRate, locales, plural } from '../src/index.ts';

const gap = '\u00A0';

describe('a number', () => {
  it('is written as the language writes it, with every digit', () => {
    expect(localNumber('-1234567.80', 'en')).toBe('−1,234,567.80');
    expect(localNumber('-1234567.80', 'ru')).toBe(`−1${gap}234${gap}567,80`);
    expect(localNumber('999', 'en')).toBe('999');
  });

  it('can be read back to the digits it was made of', () => {
    const decimals = fc.tuple(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.option(fc.stringMatching(/^\d{1,20}$/)));
    fc.assert(
      fc.property(decimals, fc.constantFrom(...locales), ([whole, fraction], locale) => {
        const text = fraction === null ? `${whole}` : `${whole}.${fraction}`;
        const written = localNumber(text, locale);
        const back = written
          .replaceAll(locale === 'en' ? ',' : gap, '')
          .replace(locale === 'en' ? '.' : ',', '.')
          .replace('−', '-');
        expect(back).toBe(text);
      }),
    );
  });
});

describe('a rate', () => {
  it('is a percentage; what no decimal says ends in an ellipsis', () => {
    expect(localRate(ratio(11n, 200n), 'en')).toBe('5.5%');
    expect(localRate(ratio(11n, 200n), 'ru')).toBe(`5,5${gap}%`);
    expect(localRate(ratio(1n, 3n), 'en')).toBe('33.33…%');
  });
});

describe('a day', () => {
  it('is written out, and what is no day stays', () => {
    expect(localDay('2017-07-09', 'en')).toBe('9 July 2017');
    expect(localDay('2017-07-09', 'ru')).toBe('9 июля 2017');
    expect(localDay('2017-13-09', 'en')).toBe('2017-13-09');
    expect(localDay('soon', 'ru')).toBe('soon');
  });
});

describe('a plural', () => {
  it('takes the form that goes with the count', () => {
    const day = { one: 'день', few: 'дня', many: 'дней', other: 'дня' };
    expect([1, 2, 5, 11, 21, 22].map((count) => plural(count, day, 'ru'))).toEqual([
      'день',
      'дня',
      'дней',
      'дней',
      'день',
      'дня',
    ]);
    expect(plural(1, { one: 'day', other: 'days' }, 'en')).toBe('day');
    expect(plural(3, { other: 'days' }, 'en')).toBe('days');
  });
});
