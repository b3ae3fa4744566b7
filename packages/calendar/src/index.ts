export {
  adjust,
  businessCalendar,
  BusinessCalendarCodec,
  ConventionCodec,
  isBusinessDay,
  weekdayOf,
  type BusinessCalendar,
  type BusinessCalendarRecord,
  type Convention,
  type NoBusinessDays,
  type Weekday,
} from './businessCalendar.ts';
export {
  addBusinessHours,
  businessMillisecondsBetween,
  businessMinutesBetween,
  type BusinessHours,
  type BusinessTime,
} from './businessHours.ts';
export { addDays, addMonths, compareDates, daysBetween, endOfMonth, monthsBetween } from './dateArithmetic.ts';
export { describeCalendarRefusal, type CalendarRefusal } from './describeRefusal.ts';
export { epochMsOf, instant, instantAt, InstantCodec, type Instant, type InvalidInstant } from './instant.ts';
export { localDate, LocalDateCodec, type InvalidDate, type LocalDate } from './localDate.ts';
export { parseLocalDate } from './parseLocalDate.ts';
export {
  instantsOf,
  parsePeriod,
  periodOf,
  PeriodUnitCodec,
  type InvalidPeriod,
  type Period,
  type PeriodUnit,
} from './period.ts';
export { nextRecordedAt, RecordedInstantCodec, type RecordedInstant } from './recordedInstant.ts';
export { timeZone, TimeZoneCodec, type TimeZone, type UnknownTimeZone } from './timeZone.ts';
export {
  atTime,
  dateOf,
  startOfDay,
  type ClockChangeRule,
  type InvalidTime,
  type RepeatedTime,
  type SkippedTime,
} from './zonedTime.ts';
