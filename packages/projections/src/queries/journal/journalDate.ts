import { addDays, dateOf, type Instant, type LocalDate, startOfDay, type TimeZone } from '@commission-ledger/calendar';

/**
 * The day of the journal that has the instant. A day is over for good when the next one begins: where clocks go back over
 * midnight, the hour that comes twice is in the old day first and then in the new one.
 */
export const journalDate = (at: Instant, zone: TimeZone): LocalDate => {
  const date = dateOf(at, zone);
  if (zone === 'UTC') return date;
  const next = addDays(date, 1);
  return at < startOf(next, zone) ? date : next;
};

/** The beginning of days of zones, the last ones remembered: movements come by time, so most ask for the same day. */
const known = new Map<string, Instant>();

const startOf = (day: LocalDate, zone: TimeZone): Instant => {
  const key = `${zone}/${day}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const start = startOfDay(day, zone);
  if (known.size >= DAYS_REMEMBERED) known.clear();
  known.set(key, start);
  return start;
};

const DAYS_REMEMBERED = 1000;
