/** Local dates by asking the platform's own calendar, and months by looking for their first moment: slow and independent. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date on the wall in the zone, `2026-03-01`. */
export const wallDate = (ms: number, zone: string): string => {
  const known = formats.get(zone);
  const format =
    known ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, format);
  return format.format(ms);
};

/** The moment in milliseconds when a day begins: the first at which the wall shows it, or a later day. */
export const dayStart = (date: string, zone: string): number => {
  const key = `${date} ${zone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const noon = Date.parse(`${date}T12:00:00Z`);
  // Every zone changes its clocks at whole minutes; no zone is more than 15 hours away.
  let found = noon - 36 * HOUR;
  while (wallDate(found, zone) < date) found += MINUTE * 15;
  while (wallDate(found - MINUTE, zone) >= date) found -= MINUTE;
  starts.set(key, found);
  return found;
};

const starts = new Map<string, number>();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The month after this one. */
export const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** The month that has the moment. */
export const monthAt = (ms: number, zone: string): string => {
  let month = wallDate(ms - 40 * 24 * HOUR, zone).slice(0, 7);
  while (dayStart(`${nextMonth(month)}-01`, zone) <= ms) month = nextMonth(month);
  return month;
};
