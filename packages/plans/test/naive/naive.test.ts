import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, periodOf, plusDays, plusMonths, weekdayOf, wholeMonths } from './day.ts';
import { exactly, minus, over, plus, rounded, sumOf, times, written, type Mode } from './rational.ts';
import { sharedOut } from './shareOut.ts';

const dates = fc
  .date({ min: new Date('1999-01-01T00:00:00Z'), max: new Date('2032-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const modes: readonly Mode[] = ['half-even', 'half-up', 'down', 'up'];
const cents = fc.integer({ min: -400, max: 400 }).map((n) => over(BigInt(n), 100n));

describe('the dates of the naive engine', () => {
  it('are those of the platform', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -800, max: 800 }), (date, days) => {
        const later = plusDays(date, days);
        expect(utc(later) - utc(date)).toBe(days * 86_400_000);
        expect(daysBetween(date, later)).toBe(days);
        expect(weekdayOf(date)).toBe((new Date(utc(date)).getUTCDay() + 6) % 7);
      }),
    );
  });

  it('clip months to their last day, and count only whole ones', () => {
    expect(plusMonths('2017-01-31', 1)).toBe('2017-02-28');
    expect(plusMonths('2016-01-31', 1)).toBe('2016-02-29');
    expect(plusMonths('2017-03-31', -1)).toBe('2017-02-28');
    expect(wholeMonths('2017-01-31', '2017-02-27')).toBe(0);
    expect(wholeMonths('2017-01-31', '2017-02-28')).toBe(1);
    expect(wholeMonths('2017-02-28', '2017-02-27')).toBe(0);
  });

  it('have ISO weeks, which belong to the year of their Thursday', () => {
    const weeks = ['2017-01-01', '2017-01-02', '2018-12-31', '2020-12-31', '2021-01-03'].map((d) =>
      periodOf(d, 'week'),
    );
    expect(weeks).toEqual(['2016-W52', '2017-W01', '2019-W01', '2020-W53', '2020-W53']);
    expect(periodOf('2017-06-30', 'quarter')).toBe('2017-Q2');
  });
});

describe('the numbers of the naive engine', () => {
  it('round to the neighbour that the mode names, and a loss as its mirror', () => {
    const of = (amount: string): readonly string[] =>
      modes.map((mode) => written(rounded(exactly(amount), 2, mode), 2));
    expect(of('0.125')).toEqual(['0.12', '0.13', '0.12', '0.13']);
    expect(of('0.135')).toEqual(['0.14', '0.14', '0.13', '0.14']);
    expect(of('-0.125')).toEqual(['-0.12', '-0.13', '-0.12', '-0.13']);
    expect(of('-0.001')).toEqual(['0.00', '0.00', '0.00', '-0.01']);
  });

  it('add, multiply and take away as cents do', () => {
    fc.assert(
      fc.property(cents, cents, cents, (a, b, c) => {
        expect(minus(plus(a, b), b)).toEqual(a);
        expect(times(a, plus(b, c))).toEqual(plus(times(a, b), times(a, c)));
        expect(exactly(written(a, 2))).toEqual(a);
      }),
    );
  });

  it('share out the whole, the odd cents to the largest fractions', () => {
    const thirds = sharedOut(exactly('1.00'), ['1', '1', '1'].map(exactly), 2).map((part) => written(part, 2));
    expect(thirds).toEqual(['0.34', '0.33', '0.33']);
    fc.assert(
      fc.property(cents, fc.array(fc.constantFrom('1', '0.3', '0.7', '2'), { minLength: 1 }), (amount, weights) => {
        expect(sumOf(sharedOut(amount, weights.map(exactly), 2))).toEqual(amount);
      }),
    );
  });
});
