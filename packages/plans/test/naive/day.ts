/** A calendar date as the number of days since 1 March of the year 0: March first, so that leap days come last. */
type DayNumber = number;

const monthOf = (month: number): number => (month + 9) % 12;

const dayNumber = (year: number, month: number, day: number): DayNumber => {
  const m = monthOf(month);
  const y = m >= 10 ? year - 1 : year;
  return (
    365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((m * 306 + 5) / 10) + day - 1
  );
};

const partsOf = (date: string): readonly [year: number, month: number, day: number] => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return [year, month, day];
};

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);

const two = (n: number): string => String(n).padStart(2, '0');

const dateOf = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** How many days `to` is after `from`. */
export const daysBetween = (from: string, to: string): number =>
  dayNumber(...partsOf(to)) - dayNumber(...partsOf(from));

const nextDay = (date: string): string => {
  const [year, month, day] = partsOf(date);
  if (day < lengthOf(year, month)) return dateOf(year, month, day + 1);
  return month === 12 ? dateOf(year + 1, 1, 1) : dateOf(year, month + 1, 1);
};

const dayBefore = (date: string): string => {
  const [year, month, day] = partsOf(date);
  if (day > 1) return dateOf(year, month, day - 1);
  return month === 1 ? dateOf(year - 1, 12, 31) : dateOf(year, month - 1, lengthOf(year, month - 1));
};

/** One day after another. */
export const plusDays = (date: string, days: number): string => {
  let there = date;
  for (let left = days; left > 0; left -= 1) there = nextDay(there);
  for (let left = days; left < 0; left += 1) there = dayBefore(there);
  return there;
};

/** The same day so many months later, or the last of that month where it has no such day. */
export const plusMonths = (date: string, months: number): string => {
  const [year, month, day] = partsOf(date);
  const counted = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(counted / 12), (counted % 12) + 1];
  return dateOf(y, m, Math.min(day, lengthOf(y, m)));
};

/** The most months that can be added to `from` without passing `to`; none when `to` is earlier. */
export const wholeMonths = (from: string, to: string): number => {
  let months = 0;
  while (plusMonths(from, months + 1) <= to) months += 1;
  return months;
};

/** The day on which the month of a date began. */
export const firstOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;

/** The day on which the month of a date ends. */
export const lastOfMonth = (date: string): string => {
  const [year, month] = partsOf(date);
  return dateOf(year, month, lengthOf(year, month));
};

/** Monday is 0. The first of March of the year 0 was a Wednesday. */
export const weekdayOf = (date: string): number => (dayNumber(...partsOf(date)) + 2) % 7;

/** ISO 8601: a week belongs to the year in which its Thursday lies. */
const weekOf = (date: string): string => {
  const thursday = plusDays(date, 3 - weekdayOf(date));
  const year = thursday.slice(0, 4);
  return `${year}-W${two(Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1)}`;
};

/** The name of the day, week, month, quarter or year in which a date lies. */
export const periodOf = (date: string, window: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'ever'): string => {
  const [year, month] = partsOf(date);
  switch (window) {
    case 'day':
      return date;
    case 'week':
      return weekOf(date);
    case 'month':
      return date.slice(0, 7);
    case 'quarter':
      return `${year}-Q${Math.floor((month - 1) / 3) + 1}`;
    case 'year':
      return String(year);
    case 'ever':
      return 'ever';
  }
};
