import { utc } from '@date-fns/utc/utc';
import { getISODay } from 'date-fns/getISODay';
import { isSameMonth } from 'date-fns/isSameMonth';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { addDays } from './dateArithmetic.ts';
import { LocalDateCodec, type LocalDate } from './localDate.ts';

/** A day of the week as ISO 8601 numbers it: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** On which days nobody works: every week, and on the dates listed. */
export type BusinessCalendar = Readonly<{ weekend: readonly Weekday[]; holidays: readonly LocalDate[] }>;

/** A calendar in which every day is a weekend: no date could ever be moved to a business day. */
export type NoBusinessDays = Readonly<{ _tag: 'NoBusinessDays' }>;

/** A calendar that can be used: at least one day of the week is worked. Repeated days count once; lists are sorted. */
export const businessCalendar = (calendar: BusinessCalendar): E.Either<NoBusinessDays, BusinessCalendar> => {
  const weekend = [...new Set(calendar.weekend)].toSorted((a, b) => a - b);
  if (weekend.length === 7) return E.left({ _tag: 'NoBusinessDays' });
  return E.right({ weekend, holidays: [...new Set(calendar.holidays)].toSorted() });
};

/** Whether people work on that date. */
export const isBusinessDay = (date: LocalDate, calendar: BusinessCalendar): boolean =>
  !calendar.weekend.includes(weekdayOf(date)) && !holidaysOf(calendar).has(date);

/** The day of the week. */
export const weekdayOf = (date: LocalDate): Weekday => {
  const weekday = weekdays[getISODay(utc(date)) - 1];
  if (weekday === undefined) throw new RangeError('Not a date.');
  return weekday;
};

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * Where a date goes that is not a business day: nowhere (`none`), to the next business day (`following`), to the next
 * unless that is in another month, then to the one before (`modified-following`), or to the one before (`preceding`).
 */
export type Convention = 'none' | 'following' | 'modified-following' | 'preceding';

/**
 * The date moved by the convention. `modified-following` leaves the month only when the month has no business day;
 * then it is the next one.
 * @throws RangeError when the calendar has no business days; `businessCalendar` refuses such a calendar
 */
export const adjust = (date: LocalDate, convention: Convention, calendar: BusinessCalendar): LocalDate => {
  switch (convention) {
    case 'none':
      return date;
    case 'following':
      return nearest(date, 1, calendar);
    case 'preceding':
      return nearest(date, -1, calendar);
    case 'modified-following': {
      const next = nearest(date, 1, calendar);
      if (inSameMonth(next, date)) return next;
      const previous = nearest(date, -1, calendar);
      return inSameMonth(previous, date) ? previous : next;
    }
  }
};

const inSameMonth = (a: LocalDate, b: LocalDate): boolean => isSameMonth(utc(a), utc(b));

const nearest = (date: LocalDate, step: 1 | -1, calendar: BusinessCalendar): LocalDate => {
  if (new Set(calendar.weekend).size === 7) throw new RangeError('The calendar has no business days.');
  let moved = date;
  while (!isBusinessDay(moved, calendar)) moved = addDays(moved, step);
  return moved;
};

const holidaySets = new WeakMap<BusinessCalendar, ReadonlySet<string>>();

/** A calendar is asked about thousands of dates; the list becomes a set once. */
const holidaysOf = (calendar: BusinessCalendar): ReadonlySet<string> => {
  const known = holidaySets.get(calendar) ?? new Set(calendar.holidays);
  holidaySets.set(calendar, known);
  return known;
};

const WeekdayCodec: t.Type<Weekday, Weekday> = new t.Type<Weekday, Weekday>(
  'Weekday',
  (input): input is Weekday => weekdays.some((weekday) => weekday === input),
  (input, context) => {
    const weekday = weekdays.find((candidate) => candidate === input);
    return weekday === undefined ? t.failure(input, context, 'weekdays are 1 to 7') : t.success(weekday);
  },
  (weekday) => weekday,
);

const Shape = t.strict({ weekend: t.readonlyArray(WeekdayCodec), holidays: t.readonlyArray(LocalDateCodec) });

/** A {@link BusinessCalendar} as it is written. */
export type BusinessCalendarRecord = t.OutputOf<typeof Shape>;

/** {@link BusinessCalendar} at a boundary; one without business days is refused. */
export const BusinessCalendarCodec: t.Type<BusinessCalendar, BusinessCalendarRecord> = new t.Type<
  BusinessCalendar,
  BusinessCalendarRecord
>(
  'BusinessCalendar',
  (input): input is BusinessCalendar => Shape.is(input) && E.isRight(businessCalendar(input)),
  (input, context) => {
    const shape = Shape.validate(input, context);
    if (E.isLeft(shape)) return shape;
    const calendar = businessCalendar(shape.right);
    return E.isRight(calendar) ? calendar : t.failure(input, context, 'every day is a weekend');
  },
  (calendar) => Shape.encode({ weekend: calendar.weekend, holidays: calendar.holidays }),
);

/** {@link Convention} at a boundary. */
export const ConventionCodec: t.Type<Convention, Convention> = t.keyof({
  none: null,
  following: null,
  'modified-following': null,
  preceding: null,
});
