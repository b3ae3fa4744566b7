/** Days are counted from 1 January 2026, months from January 2026; whatever happens on a day happens at noon. */
const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/** Noon of a day, in milliseconds since 1970. */
export const noonOf = (day: number): number => START + day * DAY + DAY / 2;

/** Noon of a day as an instant. */
export const instantOf = (day: number): string => new Date(noonOf(day)).toISOString();

/** The day as a date. */
export const dateOf = (day: number): string => instantOf(day).slice(0, 10);

/** The day on which a moment is. Nothing here happens near midnight. */
export const dayAt = (ms: number): number => Math.floor((ms - START) / DAY);

/** The month of a day. */
export const monthOf = (day: number): number => {
  const date = new Date(noonOf(day));
  return (date.getUTCFullYear() - 2026) * 12 + date.getUTCMonth();
};

/** The first day of a month. */
export const firstOf = (month: number): number => dayAt(Date.UTC(2026, month, 1, 12));

/** The month as `2026-03`. */
export const monthKey = (month: number): string => dateOf(firstOf(month)).slice(0, 7);

/** The fifth of the month or, where that is at a weekend, the Monday after it. */
export const payoutDayOf = (month: number): number => {
  const fifth = firstOf(month) + 4;
  const weekday = new Date(noonOf(fifth)).getUTCDay();
  if (weekday === 6) return fifth + 2;
  return weekday === 0 ? fifth + 1 : fifth;
};
