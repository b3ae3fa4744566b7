import { addDays, weekdayOf } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payoutDateFor, payoutDaysIn, payoutOn, payoutsBetween, type PayoutTerms } from '../../src/index.ts';
import { day, left, right } from '../someFacts.ts';
import { someCalendar, someDate, somePayoutDays, someTerms } from './arbitraryTerms.ts';

const weekends = { weekend: [6, 7] as const, holidays: [] };
const plain = { convention: 'none', cutOff: 'start-of-month', minimum: '0' } as const;

describe('payout days', () => {
  it('are these of 2017', () => {
    const between = (days: Parameters<typeof payoutDaysIn>[0]) =>
      payoutDaysIn(days, day('2017-02-10'), day('2017-04-20'));
    expect(between({ day: 20 })).toEqual(['2017-02-20', '2017-03-20', '2017-04-20']);
    expect(between({ day: 9 })).toEqual(['2017-03-09', '2017-04-09']);
    expect(between({ day: 15, months: [1, 4, 7, 10] })).toEqual(['2017-04-15']);
    expect(between({ days: [20, 5] })).toEqual(['2017-02-20', '2017-03-05', '2017-03-20', '2017-04-05', '2017-04-20']);
    expect(payoutDaysIn({ weekday: 'sunday' }, day('2017-02-26'), day('2017-03-12'))).toEqual([
      '2017-02-26',
      '2017-03-05',
      '2017-03-12',
    ]);
  });

  it('are found by looking at each day', () => {
    fc.assert(
      fc.property(somePayoutDays, someDate, fc.integer({ min: 0, max: 120 }), (days, from, length) => {
        const until = addDays(from, length);
        const each = Array.from({ length: length + 1 }, (_, index) => addDays(from, index));
        const isPayoutDay = (date: string): boolean => {
          const [dayOfMonth, month] = [Number(date.slice(8)), Number(date.slice(5, 7))];
          if ('weekday' in days)
            return (
              new Date(date).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase() ===
              days.weekday
            );
          if ('days' in days) return days.days.includes(dayOfMonth);
          return days.day === dayOfMonth && (days.months?.includes(month) ?? true);
        };
        expect(payoutDaysIn(days, from, until)).toEqual(each.filter(isPayoutDay));
      }),
    );
  });

  it('end with the 28th', () => {
    expect(() => payoutDaysIn({ day: 29 }, day('2017-01-01'), day('2017-01-31'))).toThrow(RangeError);
    expect(() => payoutDaysIn({ days: [1, 31] }, day('2017-01-01'), day('2017-01-31'))).toThrow(RangeError);
  });
});

describe('a payout date', () => {
  it('pays what matured before the cut-off, and what matures later is paid by a later one', () => {
    fc.assert(
      fc.property(someTerms, someDate, someCalendar, (terms, matures, calendar) => {
        const payout = payoutDateFor(terms, matures, calendar);
        expect(matures < payout.cutOff).toBe(true);
        const earlier = payoutsBetween(terms, addDays(payout.date, -400), addDays(payout.date, -1), calendar);
        expect(earlier.every(({ cutOff }) => cutOff <= matures)).toBe(true);
        expect(right(payoutOn(terms, payout.date, calendar))).toEqual(payout);
      }),
    );
  });

  it('may be asked for from a day on: it is the first that then pays', () => {
    fc.assert(
      fc.property(someTerms, someDate, someDate, someCalendar, (terms, matures, notBefore, calendar) => {
        const payout = payoutDateFor(terms, matures, calendar, notBefore);
        expect(matures < payout.cutOff && payout.date >= notBefore).toBe(true);
        const earlier = payoutsBetween(terms, notBefore, addDays(payout.date, -1), calendar);
        expect(earlier.every(({ cutOff }) => cutOff <= matures)).toBe(true);
      }),
    );
  });

  it('is on no other day; the refusal names the payouts around it', () => {
    fc.assert(
      fc.property(someTerms, someDate, someCalendar, (terms, date, calendar) => {
        const all = payoutsBetween(terms, addDays(date, -500), addDays(date, 500), calendar);
        const found = payoutOn(terms, date, calendar);
        const made = all.find((payout) => payout.date === date);
        if (made !== undefined) expect(right(found)).toEqual(made);
        else {
          expect(left(found)).toEqual({
            _tag: 'NotAPayoutDate',
            before: all.findLast((payout) => payout.date < date),
            after: all.find((payout) => payout.date > date),
          });
        }
      }),
    );
  });

  it('is moved to a day on which people work, and never past another payout', () => {
    fc.assert(
      fc.property(someTerms, someDate, (terms, from) => {
        const dates = payoutsBetween(terms, from, addDays(from, 200), weekends).map(({ date }) => date);
        expect(dates).toEqual([...new Set(dates)].toSorted());
        if (terms.convention !== 'none') expect(dates.every((date) => weekdayOf(date) < 6)).toBe(true);
      }),
    );
  });

  it('is one payout where two days are moved to the same date: it pays up to the later cut-off', () => {
    const terms: PayoutTerms = { ...plain, days: [4, 5, 6], convention: 'following', cutOff: { daysBefore: 1 } };
    // The 4th and the 5th of March 2017 are a Saturday and a Sunday.
    expect(right(payoutOn(terms, day('2017-03-06'), weekends))).toEqual({ date: '2017-03-06', cutOff: '2017-03-05' });
    expect(payoutDateFor(terms, day('2017-03-02'), weekends)).toEqual({ date: '2017-03-06', cutOff: '2017-03-05' });
    expect(payoutsBetween(terms, day('2017-03-01'), day('2017-03-31'), weekends)).toHaveLength(1);
  });

  it('is locked on the 27th and paid on the 20th of the month after', () => {
    // January actions are final before 28 February and paid on 20 March.
    const terms: PayoutTerms = { ...plain, day: 20, cutOff: { daysBefore: 20 } };
    expect(payoutDateFor(terms, day('2017-02-27'), weekends)).toEqual({ date: '2017-03-20', cutOff: '2017-02-28' });
    expect(payoutDateFor(terms, day('2017-02-28'), weekends).date).toBe('2017-04-20');
  });

  it('fits the calendar, or there is none', () => {
    const terms: PayoutTerms = { ...plain, day: 5, months: [] };
    expect(() => payoutDateFor(terms, day('2017-03-01'), weekends)).toThrow(RangeError);
    expect(() => payoutOn(terms, day('2017-03-01'), weekends)).toThrow(RangeError);
  });
});
