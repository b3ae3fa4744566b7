import { utc } from '@date-fns/utc/utc';
import { millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { type BusinessCalendar, isBusinessDay } from './businessCalendar.ts';
import { addDays } from './dateArithmetic.ts';
import { epochMsOf, instantAt, type Instant } from './instant.ts';
import type { LocalDate } from './localDate.ts';
import { remembering } from './remembering.ts';
import type { TimeZone } from './timeZone.ts';
import { dateOf, firstMomentAt } from './zonedTime.ts';

/** From when to when people work, as wall times `HH:mm`; `closes` may be `24:00`, and is later than `opens`. */
export type BusinessHours = Readonly<{ opens: string; closes: string }>;

/** When business time passes: within the hours of business days, as clocks in the zone show them. */
export type BusinessTime = Readonly<{ zone: TimeZone; calendar: BusinessCalendar; hours: BusinessHours }>;

/**
 * The moment at which that many business hours have passed since `start`: a clock that starts outside business hours
 * starts to run when they begin, and one that runs out when they end has run out then, not on the next morning.
 *
 * An hour that clocks skip within business hours does not pass, and one that comes twice passes twice.
 * @param hours a whole number, not negative
 * @throws RangeError on other numbers, on hours that do not open before they close, and where time would leave the year 9999
 */
export const addBusinessHours = (start: Instant, hours: number, time: BusinessTime): Instant => {
  if (!Number.isSafeInteger(hours) || hours < 0) throw new RangeError('Business hours are whole numbers from 0 on.');
  const startMs = epochMsOf(start);
  let leftMs = hours * millisecondsInHour;
  let at = startMs;
  for (let date = dateOf(start, time.zone); leftMs > 0; date = addDays(date, 1)) {
    const { from, to } = windowOf(date, time);
    const begin = Math.max(from, startMs);
    const passedMs = Math.min(Math.max(to - begin, 0), leftMs);
    at = begin + passedMs;
    leftMs -= passedMs;
  }
  return instantAt(at);
};

/**
 * How much business time passes from one moment to another, in whole milliseconds; negative when `to` is before `from`.
 * @throws RangeError on hours that do not open before they close
 */
export const businessMillisecondsBetween = (from: Instant, to: Instant, time: BusinessTime): number => {
  // Nothing is nothing either way, not minus nothing.
  if (to < from) return 0 - businessMillisecondsBetween(to, from, time);
  const [fromMs, toMs] = [epochMsOf(from), epochMsOf(to)];
  // Where clocks go back over midnight, business hours of the next date may have begun.
  const last = addDays(dateOf(to, time.zone), 1);
  let passedMs = 0;
  for (let date = dateOf(from, time.zone); date <= last; date = addDays(date, 1)) {
    const window = windowOf(date, time);
    passedMs += Math.max(Math.min(window.to, toMs) - Math.max(window.from, fromMs), 0);
  }
  return passedMs;
};

/** The same in minutes: whole between moments at whole minutes, else with a fraction. */
export const businessMinutesBetween = (from: Instant, to: Instant, time: BusinessTime): number =>
  businessMillisecondsBetween(from, to, time) / millisecondsInMinute;

/** The moments of a date at which people work, up to but without `to`, as milliseconds after 1970. */
type Window = Readonly<{ from: number; to: number }>;

type Windows = (date: LocalDate) => Window;

const windowOf = (date: LocalDate, time: BusinessTime): Window => {
  const known = windowsOf.get(time) ?? remembering(10_000, openWindows(time));
  windowsOf.set(time, known);
  return known(date);
};

/** Clocks are many and go by the same few settings: the window of a day is found once for each of them. */
const windowsOf = new WeakMap<BusinessTime, Windows>();

const openWindows = ({ zone, calendar, hours: { opens, closes } }: BusinessTime): Windows => {
  if (!WALL_TIME.test(opens) || !WALL_TIME.test(closes) || opens >= closes)
    throw new RangeError('Business hours are wall times HH:mm, and open before they close.');
  return (date) =>
    isBusinessDay(date, calendar)
      ? { from: momentOf(date, opens, zone), to: momentOf(date, closes, zone) }
      : { from: 0, to: 0 };
};

const WALL_TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** 24:00 is midnight of the next date, as ISO 8601 has it. */
const momentOf = (date: LocalDate, time: string, zone: TimeZone): number =>
  epochMsOf(firstMomentAt(utc(`${date}T${time}Z`), zone));
