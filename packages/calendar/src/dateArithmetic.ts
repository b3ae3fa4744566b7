import { utc } from '@date-fns/utc/utc';
import { addDays as addDaysTo } from 'date-fns/addDays';
import { addMonths as addMonthsTo } from 'date-fns/addMonths';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import { differenceInCalendarMonths } from 'date-fns/differenceInCalendarMonths';
import { lastDayOfMonth } from 'date-fns/lastDayOfMonth';
import { localDateOf, type LocalDate } from './localDate.ts';
import { remembering } from './remembering.ts';

/** The date `days` later, or earlier when negative. */
export const addDays = remembering(100_000, (date: LocalDate, days: number): LocalDate =>
  localDateOf(addDaysTo(utc(date), whole(days))),
);

/**
 * The same day `months` later, or earlier when negative. A day that the month does not have becomes its last:
 * 31 January and one month is 28 or 29 February. Going back again therefore need not arrive where it began.
 */
export const addMonths = remembering(100_000, (date: LocalDate, months: number): LocalDate =>
  localDateOf(addMonthsTo(utc(date), whole(months))),
);

/**
 * Whole months from one date to another: the most that can be added to `from` without passing `to`. From 31 January to
 * 28 February (of a common year) it is one month. 0 when `to` is before `from`.
 */
export const monthsBetween = (from: LocalDate, to: LocalDate): number => {
  if (to < from) return 0;
  // date-fns' own differenceInMonths counts the end of February in other ways, from 13 months on.
  const apart = differenceInCalendarMonths(utc(to), utc(from));
  return addMonths(from, apart) <= to ? apart : apart - 1;
};

/** The last day of the date's month. */
export const endOfMonth = remembering(100_000, (date: LocalDate): LocalDate => localDateOf(lastDayOfMonth(utc(date))));

/** How many days `to` is after `from`; negative when it is before. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => differenceInCalendarDays(utc(to), utc(from));

/** −1, 0 or 1, for sorting from the earliest. */
export const compareDates = (a: LocalDate, b: LocalDate): -1 | 0 | 1 => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** date-fns would cut half a day off. */
const whole = (count: number): number => {
  if (!Number.isSafeInteger(count)) throw new RangeError('Days and months are counted in whole numbers.');
  return count;
};
