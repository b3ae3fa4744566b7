import type { NoBusinessDays } from './businessCalendar.ts';
import type { InvalidInstant } from './instant.ts';
import type { InvalidDate } from './localDate.ts';
import type { InvalidPeriod } from './period.ts';
import type { UnknownTimeZone } from './timeZone.ts';
import type { InvalidTime, RepeatedTime, SkippedTime } from './zonedTime.ts';

/** Everything that this package refuses. */
export type CalendarRefusal =
  | InvalidDate
  | InvalidInstant
  | InvalidPeriod
  | InvalidTime
  | NoBusinessDays
  | RepeatedTime
  | SkippedTime
  | UnknownTimeZone;

/** One sentence for what is wrong, one for what to do. */
export const describeCalendarRefusal = (refusal: CalendarRefusal): string => {
  switch (refusal._tag) {
    case 'InvalidDate':
      return `"${refusal.input}" is not a date here (${refusal.reason}). Write a day that exists, such as 2026-02-28.`;
    case 'InvalidInstant':
      return `"${refusal.input}" is not a point in time (${refusal.reason}). Write date, time and offset, such as 2026-02-28T09:30:00Z.`;
    case 'InvalidPeriod':
      return `"${refusal.input}" is not a period. Write 2026, 2026-Q1, 2026-02, 2026-W09 or 2026-02-28.`;
    case 'InvalidTime':
      return `"${refusal.input}" is not a time of day. Write 24 hours, such as 09:30 or 21:30:00.`;
    case 'NoBusinessDays':
      return 'Every day of the week is a weekend. Leave at least one to work on.';
    case 'RepeatedTime':
      return `Clocks in ${refusal.zone} show ${refusal.time} twice on ${refusal.date}. Say whether the earlier or the later is meant.`;
    case 'SkippedTime':
      return `Clocks in ${refusal.zone} skip ${refusal.time} on ${refusal.date}. Choose a time before or after the change.`;
    case 'UnknownTimeZone':
      return `"${refusal.input}" is not a time zone here. Write a name of the IANA database, such as Europe/Paris, or UTC.`;
  }
};
