import { utc } from '@date-fns/utc/utc';
import type { Duration } from 'date-fns';
import { add } from 'date-fns/add';
import { format } from 'date-fns/format';
import { isValid } from 'date-fns/isValid';
import { parse } from 'date-fns/parse';
import { startOfDay as startOfDate } from 'date-fns/startOfDay';
import { startOfISOWeek } from 'date-fns/startOfISOWeek';
import { startOfMonth } from 'date-fns/startOfMonth';
import { startOfQuarter } from 'date-fns/startOfQuarter';
import { startOfYear } from 'date-fns/startOfYear';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Instant } from './instant.ts';
import { isInWindow, localDateOf, type LocalDate } from './localDate.ts';
import { printable } from './printable.ts';
import { remembering } from './remembering.ts';
import type { TimeZone } from './timeZone.ts';
import { startOfDay } from './zonedTime.ts';

/** How long a period is. Weeks are those of ISO 8601, from Monday. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Days from `start` up to but without `end`. `key`: `2017-03-01`, `2017-W09`, `2017-03`, `2017-Q1` or `2017`. */
export type Period = Readonly<{ unit: PeriodUnit; key: string; start: LocalDate; end: LocalDate }>;

/** How date-fns begins, ends, writes and reads the periods of a unit. */
type Division = Readonly<{ startOf: (day: Date) => Date; length: Duration; format: string; grammar: RegExp }>;

const divisions: Readonly<Record<PeriodUnit, Division>> = {
  day: { startOf: startOfDate, length: { days: 1 }, format: 'yyyy-MM-dd', grammar: /^\d{4}-\d\d-\d\d$/ },
  week: { startOf: startOfISOWeek, length: { weeks: 1 }, format: "RRRR-'W'II", grammar: /^\d{4}-W\d\d$/ },
  month: { startOf: startOfMonth, length: { months: 1 }, format: 'yyyy-MM', grammar: /^\d{4}-\d\d$/ },
  quarter: { startOf: startOfQuarter, length: { months: 3 }, format: "yyyy-'Q'Q", grammar: /^\d{4}-Q\d$/ },
  year: { startOf: startOfYear, length: { years: 1 }, format: 'yyyy', grammar: /^\d{4}$/ },
};

/** The period of this length that the date is in. */
export const periodOf = remembering(100_000, (date: LocalDate, unit: PeriodUnit): Period => {
  const division = divisions[unit];
  const start = division.startOf(utc(date));
  const end = add(start, division.length);
  return Object.freeze({
    unit,
    key: format(start, division.format),
    start: localDateOf(start),
    end: localDateOf(end),
  });
});

/** The moments of a period in a zone, from `from` up to but without `to`. */
export const instantsOf = (period: Period, zone: TimeZone): Readonly<{ from: Instant; to: Instant }> => ({
  from: startOfDay(period.start, zone),
  to: startOfDay(period.end, zone),
});

/** Not the key of a period. */
export type InvalidPeriod = Readonly<{ _tag: 'InvalidPeriod'; input: string }>;

/** The period with this key, as people type it: `2017-Q1`. */
export const parsePeriod = (key: string): E.Either<InvalidPeriod, Period> => {
  const period = units.map((unit) => periodWithKey(key, unit)).find((candidate) => candidate !== undefined);
  return period === undefined ? E.left({ _tag: 'InvalidPeriod', input: printable(key) }) : E.right(period);
};

const units = ['day', 'week', 'month', 'quarter', 'year'] as const;

const periodWithKey = (key: string, unit: PeriodUnit): Period | undefined => {
  if (!divisions[unit].grammar.test(key) || !isInWindow(key)) return undefined;
  const day = parse(key, divisions[unit].format, utc(0));
  const period = isValid(day) ? periodOf(localDateOf(day), unit) : undefined;
  return period?.key === key ? period : undefined; // week 53 of a year without one rolls over into the next
};

/** {@link PeriodUnit} at a boundary. */
export const PeriodUnitCodec: t.Type<PeriodUnit, PeriodUnit> = t.keyof({
  day: null,
  week: null,
  month: null,
  quarter: null,
  year: null,
});
