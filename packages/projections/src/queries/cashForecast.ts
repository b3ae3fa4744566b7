import type { LocalDate } from '@commission-ledger/calendar';
import { add, type Money, zero } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { currencyIn } from './documentValues.ts';
import type { Outcome } from './payoutOutcome.ts';
import { type AccountSchedule, scheduleOf } from './scheduleOf.ts';
import type { ScheduledDate } from './scheduleOn.ts';

/** What will be paid on a date in one currency. */
export type ForecastDate = Readonly<{
  date: LocalDate;
  currency: string;
  payouts: number;
  /** What is due and paid, as it stands in the accounts. */
  due: Money;
  /** What leaves the bank: with draws, without what is kept back, with tax on top. */
  net: Money;
}>;

/** What is not paid on any of the dates, and why. */
export type ForecastWaiting = Readonly<{
  reason: Exclude<Outcome['_tag'], 'pays'>;
  currency: string;
  accounts: number;
  amount: Money;
}>;

/** What leaves the bank when, if nothing else happens. */
export type CashForecast = Readonly<{
  /** By date and currency. */
  dates: readonly ForecastDate[];
  /** By reason and currency. With what is due on the dates it adds up to everything that is open. */
  waiting: readonly ForecastWaiting[];
}>;

/**
 * The schedules of all accounts of a program (of all programs without one) added up by date. What a schedule carries from
 * date to date counts once: on the date that pays it, or as waiting for the reason of the last.
 */
export const cashForecast = async (
  documents: DocumentStore,
  { asOf, program }: Readonly<{ asOf: LocalDate; program?: string }>,
): Promise<CashForecast> => {
  const schedules = await scheduleOf(documents, { asOf, ...(program === undefined ? {} : { program }) });
  const dates = new Map<string, ForecastDate>();
  const waiting = new Map<string, ForecastWaiting>();
  for (const { currency, dates: scheduled } of schedules) {
    for (const { date, amount, outcome } of scheduled)
      if (date !== null && outcome._tag === 'pays') {
        const key = `${date}/${currency}`;
        const there = dates.get(key) ?? { date, currency, payouts: 0, due: none(currency), net: none(currency) };
        const { payouts, due, net } = there;
        dates.set(key, { ...there, payouts: payouts + 1, due: add(due, amount), net: add(net, outcome.net) });
      }
    for (const { reason, amount } of leftIn(scheduled)) {
      const key = `${reason}/${currency}`;
      const there = waiting.get(key) ?? { reason, currency, accounts: 0, amount: none(currency) };
      waiting.set(key, { ...there, accounts: there.accounts + 1, amount: add(there.amount, amount) });
    }
  }
  return { dates: byKey(dates), waiting: byKey(waiting) };
};

const none = (currency: string): Money => zero(currencyIn(currency));

type Left = Readonly<{ reason: ForecastWaiting['reason']; amount: Money }>;

/** What the last date does not pay, and what has no date. */
const leftIn = (scheduled: AccountSchedule['dates']): readonly Left[] => {
  const dated = scheduled.filter(({ date }) => date !== null);
  const undated = scheduled.filter(({ date }) => date === null);
  return [...dated.slice(-1), ...undated].flatMap(unpaid);
};

const unpaid = ({ amount, outcome: { _tag: reason } }: ScheduledDate): readonly Left[] =>
  reason === 'pays' ? [] : [{ reason, amount }];

const byKey = <Row>(rows: ReadonlyMap<string, Row>): readonly Row[] =>
  [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
