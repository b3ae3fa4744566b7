import { addDays, type BusinessCalendar, type LocalDate } from '@commission-ledger/calendar';
import { toJson } from '@commission-ledger/money';
import { cutOffOf, payoutDateOf, payoutDaysIn, type PlanDocument } from '@commission-ledger/plans';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import type { PayoutDay } from './schedules.ts';

/** What a payout run would do on a date. */
export const outcomeSaid = ({ date, amount, outcome }: PayoutDay): Said => {
  const due = toJson(amount);
  switch (outcome._tag) {
    case 'pays':
      return { key: 'whenPays', holes: { date, due, net: toJson(outcome.net) } };
    case 'below-minimum': {
      const { minimum, missing } = outcome;
      return { key: 'whenBelow', holes: { date, due, minimum: toJson(minimum), missing: toJson(missing) } };
    }
    case 'negative-balance':
      return { key: 'whenNegative', holes: { date, owed: toJson(outcome.owed) } };
    case 'suspended':
      return { key: 'whenSuspended', holes: { date } };
    case 'no-destination':
      return { key: 'whenNoDestination', holes: { date } };
    case 'destination-changed':
      return { key: 'whenCoolOff', holes: { date, until: outcome.until } };
    case 'no-rate':
      return { key: 'whenNoRate', holes: { date, currency: outcome.convertedInto } };
    case 'no-terms':
      return { key: 'whenNoTermsRow', holes: {} };
    case 'disputed':
      return { key: 'whenDisputedRow', holes: {} };
  }
};

/** The dates that something is carried over, up to the one that pays. */
export const outcomeRows = (days: readonly PayoutDay[]): readonly DraftRow[] =>
  days.map((day) => ({ said: outcomeSaid(day), gate: day.outcome._tag === 'pays' ? 'open' : 'failed' }));

/** The day of the plan that a payout of this date has, and which maturities it reaches. */
export const payoutRows = (
  { payout }: PlanDocument,
  calendar: BusinessCalendar,
  { date }: Pick<PayoutDay, 'date'>,
): readonly DraftRow[] => {
  const nominal = nominalOf(payout, calendar, date);
  if (nominal === undefined) return [];
  const cutOff = cutOffOf(payout, nominal);
  return [
    { said: { key: 'whenPayout', holes: { date, cutOff } }, gate: 'open' },
    ...(nominal === date ? [] : [{ said: { key: 'whenMoved', holes: { nominal, date } } } as const]),
  ];
};

/** No convention moves a day by more than this. */
const LONGEST_MOVE = 62;

/** Where several days are moved to one date, it is the payout of the last. */
const nominalOf = (
  payout: PlanDocument['payout'],
  calendar: BusinessCalendar,
  date: LocalDate,
): LocalDate | undefined =>
  payoutDaysIn(payout, addDays(date, -LONGEST_MOVE), addDays(date, LONGEST_MOVE)).findLast(
    (day) => payoutDateOf(payout, day, calendar) === date,
  );
