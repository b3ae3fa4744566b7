import { addDays, addMonths, localDate, periodOf, type LocalDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { PayoutDays } from '../document/planDocument.ts';

/**
 * The nominal payout days, before any convention moves them, from `from` up to and including `until`, in order.
 * @throws RangeError for a day of the month above 28: not every month has it, and a published plan does not say it
 */
export const payoutDaysIn = (terms: PayoutDays, from: LocalDate, until: LocalDate): readonly LocalDate[] =>
  candidates(terms, from, until).filter((date) => date >= from && date <= until);

const candidates = (terms: PayoutDays, from: LocalDate, until: LocalDate): readonly LocalDate[] => {
  if ('weekday' in terms) {
    const weeks = startsOf('week', from, until);
    return weeks.map((monday) => addDays(monday, weekdays.indexOf(terms.weekday)));
  }
  const months = startsOf('month', from, until);
  if ('days' in terms) {
    const days = [...new Set(terms.days)].toSorted((a, b) => a - b);
    return months.flatMap((first) => days.map((day) => dayOf(first, day)));
  }
  return months
    .filter((first) => terms.months === undefined || terms.months.includes(Number(first.slice(5, 7))))
    .map((first) => dayOf(first, terms.day));
};

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The first days of the weeks or months that both dates, and all between, are in. */
const startsOf = (unit: 'week' | 'month', from: LocalDate, until: LocalDate): readonly LocalDate[] => {
  const starts: LocalDate[] = [];
  const step = (date: LocalDate): LocalDate => (unit === 'week' ? addDays(date, 7) : addMonths(date, 1));
  for (let start = periodOf(from, unit).start; start <= until; start = step(start)) starts.push(start);
  return starts;
};

const dayOf = (first: LocalDate, day: number): LocalDate => {
  const date = localDate(`${first.slice(0, 8)}${String(day).padStart(2, '0')}`);
  if (E.isLeft(date) || day > 28) throw new RangeError('A payout day is 1 to 28.');
  return date.right;
};
