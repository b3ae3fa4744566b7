import type { LocalDate } from '@commission-ledger/calendar';
import type { AccountRef } from '@commission-ledger/events';
import { type AccountSchedule, scheduleOf, type ScheduledDate } from '@commission-ledger/projections';
import type { Asking } from '../asking.ts';

/** The coming payout dates of accounts as of a day, each partner's read once. */
export type Schedules = Readonly<{ on: LocalDate; of: (account: AccountRef) => Promise<AccountSchedule | undefined> }>;

/** What payout runs would do if nothing else happened, as the read models tell it. */
export const schedulesOn = ({ documents }: Asking, on: LocalDate): Schedules => {
  const known = new Map<string, Promise<readonly AccountSchedule[]>>();
  return {
    on,
    of: async ({ program, partner, currency }) => {
      const key = `${program}/${partner}`;
      const reading = known.get(key) ?? scheduleOf(documents, { program, partner, asOf: on });
      known.set(key, reading);
      return (await reading).find((schedule) => schedule.currency === currency);
    },
  };
};

/** A date that a payout is made on. */
export type PayoutDay = ScheduledDate & Readonly<{ date: LocalDate }>;

/** Those of the schedule that have a date. */
export const payoutDaysOf = ({ dates }: AccountSchedule): readonly PayoutDay[] =>
  dates.flatMap(({ date, ...day }) => (date === null ? [] : [{ ...day, date }]));
