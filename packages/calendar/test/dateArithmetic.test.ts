import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, compareDates, daysBetween } from '../src/index.ts';
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
