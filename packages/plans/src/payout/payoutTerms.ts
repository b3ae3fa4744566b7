import {
  addDays,
  addMonths,
  adjust,
  periodOf,
  type BusinessCalendar,
  type LocalDate,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { PayoutTerms } from '../document/planDocument.ts';
import { payoutDaysIn } from './payoutDays.ts';

/** A payout: the day it is made, and the first day whose maturities it leaves to the next one. */
export type PayoutDate = Readonly<{ date: LocalDate; cutOff: LocalDate }>;

/** No payout is made on that day; these are the payouts around it. */
export type NotAPayoutDate = Readonly<{ _tag: 'NotAPayoutDate'; before: PayoutDate; after: PayoutDate }>;

/** The payout of a nominal day, moved to a business day as the terms say. @param nominal a payout day of the terms */
export const payoutDateOf = (terms: PayoutTerms, nominal: LocalDate, calendar: BusinessCalendar): LocalDate =>
  adjust(nominal, terms.convention, calendar);

/**
 * The first day that the payout does not reach: it pays what matured before. Conventions do not move it.
 * @param nominal the payout day before it was moved
 */
export const cutOffOf = ({ cutOff }: Pick<PayoutTerms, 'cutOff'>, nominal: LocalDate): LocalDate =>
  cutOff === 'start-of-month' ? periodOf(nominal, 'month').start : addDays(nominal, -cutOff.daysBefore);

/**
 * The payout that pays what matures on that date: the first one whose cut-off is after it.
 * @param notBefore earlier payouts are over, so that it has to be this date or later
 */
export const payoutDateFor = (
  terms: PayoutTerms,
  matures: LocalDate,
  calendar: BusinessCalendar,
  notBefore?: LocalDate,
): PayoutDate => {
  const paying = firstDayPaying(terms, matures);
  const recent = notBefore === undefined ? paying : addMonths(notBefore, -longestMove);
  const from = recent > paying ? recent : paying;
  for (const months of [1, longestPause]) {
    const payouts = payoutsAround(terms, from, addMonths(from, months + 2 * longestMove), calendar);
    const payout = payouts.find(({ date }) => notBefore === undefined || date >= notBefore);
    if (payout !== undefined) return payout;
  }
  throw new RangeError('The terms have no payout within a year.');
};

/** The first nominal day whose payout would pay what matures on that date, were it a payout day. */
const firstDayPaying = ({ cutOff }: PayoutTerms, matures: LocalDate): LocalDate =>
  cutOff === 'start-of-month' ? periodOf(matures, 'month').end : addDays(matures, cutOff.daysBefore + 1);

/** The payout made on that very date. */
export const payoutOn = (
  terms: PayoutTerms,
  date: LocalDate,
  calendar: BusinessCalendar,
): E.Either<NotAPayoutDate, PayoutDate> => {
  // A run asks for every account of the program.
  const known = answers.get(terms)?.get(calendar)?.get(date);
  if (known !== undefined) return known;
  const answer = payoutMadeOn(terms, date, calendar);
  const byCalendar = answers.get(terms) ?? new WeakMap<BusinessCalendar, Map<LocalDate, typeof answer>>();
  const byDate = byCalendar.get(calendar) ?? new Map<LocalDate, typeof answer>();
  answers.set(terms, byCalendar.set(calendar, byDate.set(date, answer)));
  return answer;
};

const answers = new WeakMap<
  PayoutTerms,
  WeakMap<BusinessCalendar, Map<LocalDate, E.Either<NotAPayoutDate, PayoutDate>>>
>();

const payoutMadeOn = (
  terms: PayoutTerms,
  date: LocalDate,
  calendar: BusinessCalendar,
): E.Either<NotAPayoutDate, PayoutDate> => {
  const made = payoutAt(terms, date, calendar);
  if (made !== undefined) return E.right(made);
  const far = longestPause + longestMove;
  const around = payoutsAround(terms, addMonths(date, -far), addMonths(date, far), calendar);
  const before = around.findLast((payout) => payout.date < date);
  const after = around.find((payout) => payout.date > date);
  if (before === undefined || after === undefined) throw new RangeError('The calendar has no business day for months.');
  return E.left({ _tag: 'NotAPayoutDate', before, after });
};

/** The payout made on that date, if there is one, for who does not ask which are near. */
export const payoutAt = (terms: PayoutTerms, date: LocalDate, calendar: BusinessCalendar): PayoutDate | undefined => {
  const move = terms.convention === 'none' ? 0 : longestMove;
  const near = payoutsAround(terms, addMonths(date, -move), addMonths(date, move), calendar);
  return near.find((payout) => payout.date === date);
};

/** The payouts made from `from` up to and including `until`, in order. */
export const payoutsBetween = (
  terms: PayoutTerms,
  from: LocalDate,
  until: LocalDate,
  calendar: BusinessCalendar,
): readonly PayoutDate[] =>
  payoutsAround(terms, addMonths(from, -longestMove), addMonths(until, longestMove), calendar).filter(
    ({ date }) => date >= from && date <= until,
  );

/** Months that a convention may move a payout by, at most. */
const longestMove = 2;

/** Months from one payout day to the next, at most: terms may pay in one month of the year. */
const longestPause = 12;

/** The payouts of the nominal days in a span. Where two days are moved to the same date it is one payout, the later. */
const payoutsAround = (
  terms: PayoutTerms,
  from: LocalDate,
  until: LocalDate,
  calendar: BusinessCalendar,
): readonly PayoutDate[] => {
  const days = payoutDaysIn(terms, from, until);
  const payouts = days.map((day) => ({ date: payoutDateOf(terms, day, calendar), cutOff: cutOffOf(terms, day) }));
  return payouts.filter(({ date }, index) => payouts[index + 1]?.date !== date);
};
