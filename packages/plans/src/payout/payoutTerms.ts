import {
  addDays,
  addMonths,
  adjust,
  localDate,
  type BusinessCalendar,
  type LocalDate,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { Hold, PayoutTerms } from '../document/planDocument.ts';

/** A payout: the day it is made, and the first day whose maturities it leaves to the next one. */
export type PayoutDate = Readonly<{ date: LocalDate; cutOff: LocalDate }>;

/** No payout is made on that day; these are the payouts around it. */
export type NotAPayoutDate = Readonly<{ _tag: 'NotAPayoutDate'; before: PayoutDate; after: PayoutDate }>;

/** The first date on which commission earned on `date` is no longer on hold. */
export const maturesOn = ({ days }: Hold, date: LocalDate): LocalDate => addDays(date, days);

/** The day of the month's payout, moved to a business day as the terms say. @param month `YYYY-MM` */
export const payoutDateOf = (terms: PayoutTerms, month: string, calendar: BusinessCalendar): LocalDate =>
  adjust(dayOf(month, terms.day), terms.convention, calendar);

/**
 * The first day that the month's payout does not reach: it pays what matured before.
 * @param month `YYYY-MM`, of the payout's nominal day
 */
export const cutOffOf = (terms: PayoutTerms, month: string): LocalDate => {
  switch (terms.cutOff) {
    case 'start-of-month':
      return dayOf(month, 1);
  }
};

/** The payout that pays what matures on that date: the first one whose cut-off is after it. */
export const payoutDateFor = (terms: PayoutTerms, matures: LocalDate, calendar: BusinessCalendar): PayoutDate =>
  payoutOfMonth(terms, monthAfter(matures.slice(0, 7), 1), calendar);

/** The payout made on that very date. */
export const payoutOn = (
  terms: PayoutTerms,
  date: LocalDate,
  calendar: BusinessCalendar,
): E.Either<NotAPayoutDate, PayoutDate> => {
  // A convention may move a payout into the month before or after its own.
  const around = [-2, -1, 0, 1, 2].map((months) =>
    payoutOfMonth(terms, monthAfter(date.slice(0, 7), months), calendar),
  );
  const made = around.findLast((payout) => payout.date === date);
  if (made !== undefined) return E.right(made);
  const before = around.findLast((payout) => payout.date < date);
  const after = around.find((payout) => payout.date > date);
  if (before === undefined || after === undefined) throw new RangeError('The calendar has no business day for months.');
  return E.left({ _tag: 'NotAPayoutDate', before, after });
};

const payoutOfMonth = (terms: PayoutTerms, month: string, calendar: BusinessCalendar): PayoutDate => ({
  date: payoutDateOf(terms, month, calendar),
  cutOff: cutOffOf(terms, month),
});

const monthAfter = (month: string, months: number): string => addMonths(dayOf(month, 1), months).slice(0, 7);

const dayOf = (month: string, day: number): LocalDate => {
  const date = localDate(`${month}-${String(day).padStart(2, '0')}`);
  if (E.isLeft(date)) throw new RangeError('A month is written YYYY-MM, and its payout day is 1 to 28.');
  return date.right;
};
