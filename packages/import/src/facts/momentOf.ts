import {
  type ClockChangeRule,
  type Instant,
  type LocalDate,
  type TimeZone,
  atTime,
  describeCalendarRefusal,
  instant,
  parseLocalDate,
  startOfDay,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import { dateFormatOf } from '../mapping/dateFormat.ts';

/** A local date in this format, or what is wrong with it. */
export const dateIn = (text: string, format: string): Readonly<{ date: LocalDate }> | string => {
  const date = parseLocalDate(text, format);
  return E.isRight(date) ? { date: date.right } : `'${text.slice(0, 40)}' is no date in the form ${format}.`;
};

/** The moment that is meant in the zone, or what is wrong with it. */
export const momentIn = (
  text: string,
  format: string,
  zone: TimeZone,
  clockChange: ClockChangeRule,
): Readonly<{ at: Instant }> | string => {
  if (format === 'iso') {
    const at = instant(text);
    return E.isRight(at) ? { at: at.right } : describeCalendarRefusal(at.left);
  }
  const { date: dateFormat, time } = dateFormatOf(format);
  const cut = time === undefined ? text.length : text.length - time.length - 1;
  const date = dateIn(text.slice(0, Math.max(cut, 0)), dateFormat);
  if (time === undefined || typeof date === 'string' || text.charAt(cut) !== ' ')
    return typeof date === 'string' || time !== undefined
      ? `'${text.slice(0, 40)}' is no date in the form ${format}.`
      : { at: startOfDay(date.date, zone) };
  const at = atTime(date.date, text.slice(cut + 1), zone, clockChange);
  if (E.isRight(at)) return { at: at.right };
  return `${describeCalendarRefusal(at.left)} The mapping can say it with clockChange.`;
};
