import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { localDate, LocalDateCodec, parseLocalDate } from '../src/index.ts';
import { left, right, someDate } from './generators.ts';

const two = (value: number) => String(value).padStart(2, '0');

describe('a date', () => {
  it('exists when the runtime counts to it without rolling over', () => {
    const [year, month, date] = [fc.integer({ min: 1895, max: 3005 }), fc.nat(14), fc.nat(33)];
    fc.assert(
      fc.property(year, month, date, (years, months, days) => {
        const real = new Date(Date.UTC(years, months - 1, days));
        const isSame = real.getUTCMonth() === months - 1 && real.getUTCDate() === days;
        const isRead = E.isRight(localDate(`${years}-${two(months)}-${two(days)}`));
        expect(isRead).toBe(isSame && years >= 1900 && years <= 2999);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['2026-02-30', 'no such date'],
    ['2025-02-29', 'no such date'],
    ['1900-02-29', 'no such date'],
    ['2026-13-01', 'no such date'],
    ['2026-00-01', 'no such date'],
    ['2026-04-31', 'no such date'],
    ['1899-12-31', 'outside 1900-2999'],
    ['3000-01-01', 'outside 1900-2999'],
    ['0001-01-01', 'outside 1900-2999'],
    ['-001-01-01', 'not YYYY-MM-DD'],
    ['275761-01-01', 'not YYYY-MM-DD'],
    ['2026-2-3', 'not YYYY-MM-DD'],
    ['20260203', 'not YYYY-MM-DD'],
    ['2026-02-03T00:00:00Z', 'not YYYY-MM-DD'],
    ['2026-02-03\n', 'not YYYY-MM-DD'],
    ['٢٠٢٦-٠٢-٠٣', 'not YYYY-MM-DD'],
    ['', 'not YYYY-MM-DD'],
    [20_260_203, 'not a string'],
    [new Date(0), 'not a string'],
    [null, 'not a string'],
  ])('refuses %j: %s', (input, reason) => {
    expect(left(localDate(input))).toMatchObject({ _tag: 'InvalidDate', reason });
    expect(LocalDateCodec.decode(input)).toMatchObject({ _tag: 'Left' });
  });

  it.each(['2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])('reads %s', (text) => {
    expect(right(LocalDateCodec.decode(text))).toBe(text);
  });
});

describe('a date in the format of another system', () => {
  it('is the same date', () => {
    fc.assert(
      fc.property(someDate, (date) => {
        const [year = '', month = '', dayOfMonth = ''] = date.split('-');
        const american = `${Number(month)}/${Number(dayOfMonth)}/${year}`;
        expect(right(parseLocalDate(american, 'M/d/yyyy'))).toBe(date);
        expect(right(parseLocalDate(`${dayOfMonth}.${month}.${year}`, 'dd.MM.yyyy'))).toBe(date);
      }),
    );
  });

  it('may have the month in English', () => {
    expect(right(parseLocalDate('3-Mar-2017', 'd-MMM-yyyy'))).toBe('2017-03-03');
    expect(right(parseLocalDate('March 3, 2017', 'MMMM d, yyyy'))).toBe('2017-03-03');
    expect(right(parseLocalDate('day 3 of 3/2017', "'day' d 'of' M/yyyy"))).toBe('2017-03-03');
  });

  it('is the same date when it is read again', () => {
    const [first, second] = [parseLocalDate('1/2/2017', 'M/d/yyyy'), parseLocalDate('1/2/2017', 'd/M/yyyy')];
    expect([right(first), right(second)]).toEqual(['2017-01-02', '2017-02-01']);
    expect(parseLocalDate('1/2/2017', 'M/d/yyyy')).toEqual(first);
  });

  it.each([
    ['2/30/2017', 'M/d/yyyy', 'not in the format'],
    ['13/1/2017', 'M/d/yyyy', 'not in the format'],
    ['1/2/2017 ', 'M/d/yyyy', 'not in the format'],
    [' 1/2/2017', 'M/d/yyyy', 'not in the format'],
    ['1/2/2017x', 'M/d/yyyy', 'not in the format'],
    ['1/2', 'M/d/yyyy', 'not in the format'],
    ['1-2-2017', 'M/d/yyyy', 'not in the format'],
    ['', 'M/d/yyyy', 'not in the format'],
    ['١/٢/٢٠١٧', 'M/d/yyyy', 'not in the format'],
    ['1/2/17', 'M/d/yyyy', 'outside 1900-2999'],
    ['1/2/1899', 'M/d/yyyy', 'outside 1900-2999'],
    ['1/2/17', 'M/d/yy', 'unsupported format'],
    ['1/2017', 'M/yyyy', 'unsupported format'],
    ['1/2/2017 10:00', 'M/d/yyyy HH:mm', 'unsupported format'],
    ['1/1/2/2017', 'M/M/d/yyyy', 'unsupported format'],
    ['1/2/2017', "M/d/yyyy'", 'unsupported format'],
    ['1/2/2017', '', 'unsupported format'],
  ])('refuses %j as %j: %s', (text, format, reason) => {
    expect(left(parseLocalDate(text, format))).toMatchObject({ _tag: 'InvalidDate', reason });
  });
});
