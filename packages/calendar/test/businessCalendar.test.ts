import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  adjust,
  businessCalendar,
  BusinessCalendarCodec,
  ConventionCodec,
  daysBetween,
  isBusinessDay,
  weekdayOf,
  type BusinessCalendar,
  type Weekday,
} from '../src/index.ts';
import { day, left, right, someDate } from './generators.ts';

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const western: BusinessCalendar = { weekend: [6, 7], holidays: [day('2026-05-01'), day('2026-12-25')] };

/** A date and a calendar with holidays around it, so that they matter. */
const someCase = fc
  .tuple(someDate, fc.subarray([...everyDay], { maxLength: 6 }), fc.array(fc.integer({ min: -9, max: 9 })))
  .map(([date, weekend, offsets]) => ({
    date,
    calendar: { weekend, holidays: offsets.map((offset) => addDays(date, offset)) },
  }));

/** The oracle: reads the lists only. */
const works = (date: string, { weekend, holidays }: BusinessCalendar): boolean => {
  const sundayIsZero = new Date(`${date}T00:00:00Z`).getUTCDay();
  return !weekend.some((weekday) => weekday % 7 === sundayIsZero) && !holidays.some((holiday) => holiday === date);
};

describe('a business day', () => {
  it('is no weekend and no holiday', () => {
    fc.assert(
      fc.property(someCase, ({ date, calendar }) => {
        expect(isBusinessDay(date, calendar)).toBe(works(date, calendar));
      }),
    );
  });

  it('counts weekdays from Monday', () => {
    const week = everyDay.map((_, index) => weekdayOf(addDays(day('2026-11-16'), index)));
    expect(week).toEqual(everyDay);
    expect(weekdayOf(day('1969-12-31'))).toBe(3);
  });
});

describe('moving a date', () => {
  it('following is the first business day from it on, preceding the last one up to it', () => {
    fc.assert(
      fc.property(someCase, ({ date, calendar }) => {
        const [after, before] = [adjust(date, 'following', calendar), adjust(date, 'preceding', calendar)];
        expect(works(after, calendar) && works(before, calendar)).toBe(true);
        const between = Array.from({ length: daysBetween(before, after) + 1 }, (_, index) => addDays(before, index));
        expect(between.filter((passed) => works(passed, calendar) && passed !== after && passed !== before)).toEqual(
          [],
        );
        expect(before <= date && date <= after).toBe(true);
      }),
    );
  });

  it('modified following is a business day of the same month, the following one where that is possible', () => {
    fc.assert(
      fc.property(someCase, ({ date, calendar }) => {
        const [moved, after] = [adjust(date, 'modified-following', calendar), adjust(date, 'following', calendar)];
        const month = date.slice(0, 7);
        const days = Array.from({ length: 31 }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
        const isFree = days.every((text) => Number.isNaN(Date.parse(text)) || !works(text, calendar));
        fc.pre(!isFree);
        expect(works(moved, calendar)).toBe(true);
        expect(moved.slice(0, 7)).toBe(month);
        expect(moved).toBe(after.startsWith(month) ? after : adjust(date, 'preceding', calendar));
      }),
    );
  });

  it('leaves business days, and with none every day, where they are', () => {
    fc.assert(
      fc.property(someCase, ({ date, calendar }) => {
        expect(adjust(date, 'none', calendar)).toBe(date);
        fc.pre(works(date, calendar));
        for (const convention of ['following', 'modified-following', 'preceding'] as const) {
          expect(adjust(date, convention, calendar)).toBe(date);
        }
      }),
    );
  });

  it.each([
    ['2026-05-31', 'following', '2026-06-01'], // a Sunday
    ['2026-05-31', 'modified-following', '2026-05-29'],
    ['2026-05-31', 'preceding', '2026-05-29'],
    ['2026-05-31', 'none', '2026-05-31'],
    ['2026-05-01', 'following', '2026-05-04'], // a Friday holiday
    ['2026-05-01', 'modified-following', '2026-05-04'],
    ['2026-05-01', 'preceding', '2026-04-30'],
  ] as const)('%s by %s is %s', (date, convention, expected) => {
    expect(adjust(day(date), convention, western)).toBe(expected);
  });

  it('leaves a month without any business day forwards', () => {
    const february = Array.from({ length: 28 }, (_, index) => addDays(day('2026-02-01'), index));
    expect(adjust(day('2026-02-14'), 'modified-following', { weekend: [6, 7], holidays: february })).toBe('2026-03-02');
  });
});

describe('a business calendar', () => {
  it('has at least one day that is worked', () => {
    const never = { weekend: everyDay, holidays: [] };
    expect(left(businessCalendar(never))).toEqual({ _tag: 'NoBusinessDays' });
    expect(() => adjust(day('2026-05-01'), 'following', never)).toThrow(RangeError);
    expect(right(businessCalendar({ weekend: [7, 7, 7, 7, 7, 7, 7, 6], holidays: [] })).weekend).toEqual([6, 7]);
  });

  it('is written sorted, and read back the same', () => {
    fc.assert(
      fc.property(someCase, ({ calendar }) => {
        const valid = right(businessCalendar(calendar));
        const stored: unknown = JSON.parse(JSON.stringify(BusinessCalendarCodec.encode(valid)));
        expect(right(BusinessCalendarCodec.decode(stored))).toEqual(valid);
        expect(valid.holidays).toEqual([...new Set(calendar.holidays)].toSorted());
      }),
    );
  });

  it.each([
    ['a weekend every day', { weekend: everyDay, holidays: [] }],
    ['an eighth weekday', { weekend: [8], holidays: [] }],
    ['a weekday as text', { weekend: ['6'], holidays: [] }],
    ['a holiday that does not exist', { weekend: [], holidays: ['2026-02-30'] }],
    ['no holidays', { weekend: [6, 7] }],
  ])('is not read from %s', (_, input) => {
    expect(BusinessCalendarCodec.decode(input)).toMatchObject({ _tag: 'Left' });
    expect(BusinessCalendarCodec.is(input)).toBe(false);
  });

  it('reads the names of the conventions', () => {
    expect(right(ConventionCodec.decode('modified-following'))).toBe('modified-following');
    expect(ConventionCodec.decode('nearest')).toMatchObject({ _tag: 'Left' });
  });
});
