const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const two = (count: number): string => String(count).padStart(2, '0');

/** How many days a month has; `month` from 0 and on into later years. */
const lengthOf = (year: number, month: number): number =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;

const written = (year: number, month: number, day: number): string => `${year}-${two(month + 1)}-${two(day)}`;

const first = 1860;

/** Every day from 1860 to 2139, counted one by one: an oracle that knows nothing of the runtime's dates. */
const days: readonly string[] = Array.from({ length: 280 }, (_, index) => first + index).flatMap((year) =>
  Array.from({ length: 12 }, (_, month) => month).flatMap((month) =>
    Array.from({ length: lengthOf(year, month) }, (_, day) => written(year, month, day + 1)),
  ),
);

const numbers = new Map(days.map((day, number) => [day, number]));

const numberOf = (day: string): number => numbers.get(day) ?? Number.NaN;

/** The day that many later, found by counting. */
export const countedDays = (day: string, count: number): string | undefined => days[numberOf(day) + count];

/** The same day that many months later, or the last of a shorter month. */
export const countedMonths = (day: string, count: number): string => {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const months = year * 12 + month - 1 + count;
  const [toYear, toMonth] = [Math.floor(months / 12), months % 12];
  return written(toYear, toMonth, Math.min(dayOfMonth, lengthOf(toYear, toMonth)));
};

/** The ISO week: it begins on Monday, 1900-01-01 was one, and belongs to the year of its Thursday. */
export const countedWeek = (day: string): Readonly<{ key: string; start: string | undefined }> => {
  const sinceMonday = (numberOf(day) - numberOf('1900-01-01') + 7 * 10_000) % 7;
  const thursday = numberOf(day) - sinceMonday + 3;
  const year = days[thursday]?.slice(0, 4) ?? '';
  const week = Math.floor((thursday - numberOf(`${year}-01-01`)) / 7) + 1;
  return { key: `${year}-W${two(week)}`, start: days[thursday - 3] };
};
