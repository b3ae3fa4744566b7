import { utc } from '@date-fns/utc/utc';
import { addDays } from 'date-fns/addDays';
import { isEqual } from 'date-fns/isEqual';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import * as E from 'fp-ts/lib/Either.js';
import { instantAt, type Instant } from './instant.ts';
import { datePartOf, localDateOf, type LocalDate } from './localDate.ts';
import { printable } from './printable.ts';
import type { RecordedInstant } from './recordedInstant.ts';
import { remembering } from './remembering.ts';
import type { TimeZone } from './timeZone.ts';
import { offsetAt, wallClock } from './zoneOffset.ts';

/** The date on the wall calendar in the zone at that moment. */
export const dateOf = (at: Instant | RecordedInstant, zone: TimeZone): LocalDate =>
  zone === 'UTC' ? datePartOf(at) : dateInZone(at, zone);

/** One cause asks for its day several times in a row. */
const dateInZone = remembering(10_000, (at: Instant | RecordedInstant, zone: TimeZone): LocalDate =>
  localDateOf(wallClock(utc(at), zone)),
);

/**
 * The first moment of the date in the zone. Where clocks skip midnight it is the first moment after the gap, and
 * where midnight comes twice it is the first. A date that the zone skipped altogether (Samoa, 30 December 2011) starts
 * when the next one does and has no moments.
 */
export const startOfDay = (date: LocalDate, zone: TimeZone): Instant => firstMomentAt(utc(date), zone);

/** The first moment at which clocks in the zone show `wall`, written as if it were UTC, or have skipped it. */
export const firstMomentAt = (wall: Date, zone: TimeZone): Instant => {
  const [first = changeIn(gapAt(wall, zone), zone)] = momentsAt(wall, zone);
  return instantAt(first.getTime());
};

/**
 * What to do when clocks change. A time that comes twice: the `earlier` or the `later` moment. A time that is skipped:
 * read with the offset after the change (`earlier`, 02:30 becomes 01:30) or before it (`later`, 02:30 becomes 03:30).
 */
export type ClockChangeRule = 'earlier' | 'later' | 'refuse';

/** Not a time of day. */
export type InvalidTime = Readonly<{ _tag: 'InvalidTime'; input: string }>;
/** Clocks skip this time on this date. */
export type SkippedTime = Readonly<{ _tag: 'SkippedTime'; date: LocalDate; time: string; zone: TimeZone }>;
/** Clocks show this time twice on this date. */
export type RepeatedTime = Readonly<{ _tag: 'RepeatedTime'; date: LocalDate; time: string; zone: TimeZone }>;

/** The moment when clocks in the zone show that date and time. @param time `HH:mm` or `HH:mm:ss`, 24 hours */
export const atTime = (
  date: LocalDate,
  time: string,
  zone: TimeZone,
  rule: ClockChangeRule,
): E.Either<InvalidTime | SkippedTime | RepeatedTime, Instant> => {
  if (!timeGrammar.test(time)) return E.left({ _tag: 'InvalidTime', input: printable(time) });
  const wall = utc(`${date}T${time}Z`);
  const [first, second] = momentsAt(wall, zone);
  if (first !== undefined && second === undefined) return E.right(instantAt(first.getTime()));
  if (rule === 'refuse') {
    return E.left({ _tag: first === undefined ? 'SkippedTime' : 'RepeatedTime', date, time, zone });
  }
  const { earlier, later } =
    first === undefined || second === undefined ? gapAt(wall, zone) : { earlier: first, later: second };
  return E.right(instantAt((rule === 'earlier' ? earlier : later).getTime()));
};

const timeGrammar = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/**
 * The moments, none to two, earlier first, when clocks in the zone show `wall`, which is written as if it were UTC.
 * A time comes twice when clocks go back, so the offset before the change is the larger and gives the earlier moment.
 */
const momentsAt = (wall: Date, zone: TimeZone): readonly Date[] =>
  [...new Set(offsetsAround(wall, zone))]
    .map((offset) => subMilliseconds(wall, offset))
    .filter((moment) => isEqual(wallClock(moment, zone), wall));

/** A moment before and one after the change that skips `wall`. */
type Gap = Readonly<{ earlier: Date; later: Date }>;

const gapAt = (wall: Date, zone: TimeZone): Gap => {
  const [before, after] = offsetsAround(wall, zone);
  return { earlier: subMilliseconds(wall, after), later: subMilliseconds(wall, before) };
};

/** The first moment after the change. `tzScan` of date-fns finds the hour only. */
const changeIn = ({ earlier, later }: Gap, zone: TimeZone): Date => {
  const middle = utc(Math.ceil((earlier.getTime() + later.getTime()) / 2));
  if (isEqual(middle, later)) return later;
  const isBefore = offsetAt(middle, zone) === offsetAt(earlier, zone);
  return changeIn(isBefore ? { earlier: middle, later } : { earlier, later: middle }, zone);
};

/** Zones are less than a day away from UTC, so these are the offsets before and after any change near `wall`. */
const offsetsAround = (wall: Date, zone: TimeZone): readonly [before: number, after: number] => [
  offsetAt(addDays(wall, -1), zone),
  offsetAt(addDays(wall, 1), zone),
];
