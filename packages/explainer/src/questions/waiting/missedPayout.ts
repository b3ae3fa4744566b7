import { addDays, type BusinessCalendar, type LocalDate, localDate } from '@commission-ledger/calendar';
import { cutOffOf, payoutDateOf, payoutDaysIn, type PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { PayoutDay } from './schedules.ts';

/** What an account waits with: when payouts are made, its coming payouts, its last one, and the day of the answer. */
type Waiting = Readonly<{
  payout: PlanDocument['payout'];
  calendar: BusinessCalendar;
  days: readonly PayoutDay[];
  ranOn: string | null;
  on: LocalDate;
}>;

/** The first payout date that is over, would have had something that is open, and on which none was made. */
export const missedPayout = ({ payout, calendar, days, ranOn, on }: Waiting): LocalDate | undefined => {
  const [first] = days.flatMap(({ due }) => due.map(({ maturesOn }) => maturesOn)).toSorted();
  const from = first === undefined ? undefined : localDate(first);
  if (from === undefined || E.isLeft(from) || from.right >= on) return undefined;
  return payoutDaysIn(payout, from.right, addDays(on, -1))
    .filter((day) => cutOffOf(payout, day) > from.right)
    .map((day) => payoutDateOf(payout, day, calendar))
    .find((date) => date < on && (ranOn === null || date > ranOn));
};
