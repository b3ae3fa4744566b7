import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, compareDates, daysBetween, endOfMonth, monthsBetween } from '../src/index.ts';
import { countedDays, countedMonths } from './countedDays.ts';
import { day, someDate } from './generators.ts';

describe('counting days', () => {
  it('agrees with days counted one by one', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(addDays(date, days)).toBe(countedDays(date, days));
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(compareDates(addDays(date, days), date)).toBe(Math.sign(days));
      }),
    );
  });

  it('knows leap years', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2100-02-28'), 1)).toBe('2100-03-01');
    expect(addDays(day('1900-01-01'), -1)).toBe('1899-12-31');
  });

  it('counts in whole days and four-digit years only', () => {
    expect(() => addDays(day('2024-02-28'), 0.5)).toThrow(RangeError);
    expect(() => addDays(day('2999-12-31'), 3_000_000)).toThrow(RangeError);
    expect(() => addDays(day('1900-01-01'), -400_000)).toThrow(RangeError);
    expect(() => addMonths(day('2024-02-28'), Number.NaN)).toThrow(RangeError);
    expect(() => addMonths(day('2024-02-28'), -24_000)).toThrow(RangeError); // the year 24, not 1924
  });
});

describe('counting months', () => {
  it('agrees with months counted by hand', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: -400, max: 400 }), (date, months) => {
        expect(addMonths(date, months)).toBe(countedMonths(date, months));
      }),
    );
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', 1, '2027-01-31'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(day(date), months)).toBe(expected);
  });
});

describe('whole months between two dates', () => {
  it('are the most that can be added without passing the second', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: 0, max: 3000 }), (from, days) => {
        const to = addDays(from, days);
        const months = monthsBetween(from, to);
        expect(countedMonths(from, months) <= to).toBe(true);
        expect(countedMonths(from, months + 1) > to).toBe(true);
      }),
    );
  });

  it('are none backwards', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: 1, max: 3000 }), (from, days) => {
        expect(monthsBetween(from, addDays(from, -days))).toBe(0);
      }),
    );
  });

  it.each([
    ['2026-01-31', '2026-02-27', 0],
    ['2026-01-31', '2026-02-28', 1],
    ['2024-01-31', '2024-02-28', 0],
    ['2024-01-31', '2024-02-29', 1],
    ['2023-01-31', '2024-02-29', 13],
    ['2024-02-29', '2025-02-28', 12],
    ['2026-01-31', '2026-03-30', 1],
    ['2026-05-05', '2026-05-05', 0],
  ])('%s to %s is %i', (from, to, months) => {
    expect(monthsBetween(day(from), day(to))).toBe(months);
  });
});

it('the last day of a month is in it, and the next day is not', () => {
  fc.assert(
    fc.property(someDate, (date) => {
      const end = endOfMonth(date);
      expect(end >= date && end.slice(0, 7) === date.slice(0, 7)).toBe(true);
      expect(addDays(end, 1).slice(8)).toBe('01');
    }),
  );
});
