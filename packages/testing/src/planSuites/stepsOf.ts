import type { HistoryStep } from '@commission-ledger/plans';
import { decimalOf, type SomeBusiness, type SomePayment, type Told } from './arbitraryFacts.ts';
import { laterDate } from './laterDate.ts';
import type { Vocabulary } from './vocabularyOf.ts';

/** The payments as steps of a worked example: each deal is won with its first payment, on the same day. */
export const stepsOf = ({ from, payments }: SomeBusiness, words: Vocabulary): readonly (readonly HistoryStep[])[] =>
  payments.map((payment, place) => {
    const date = laterDate(
      from,
      payments.slice(0, place + 1).reduce((days, { daysLater }) => days + daysLater, 0),
    );
    const isFirst = payments.findIndex(({ deal }) => deal === payment.deal) === place;
    return [...(isFirst ? [winOf(payment, date, words)] : []), paymentOf(payment, place, date, words)];
  });

const winOf = (
  { deal, dealMinor, ofDeal, leadDaysAgo }: SomePayment,
  date: string,
  words: Vocabulary,
): HistoryStep => ({
  date,
  win: {
    deal: `d${deal + 1}`,
    amount: decimalOf(dealMinor, words),
    ...saidOf(ofDeal),
    ...(leadDaysAgo === 0 ? {} : { leadOn: laterDate(date, -leadDaysAgo) }),
  },
});

const paymentOf = (
  { deal, minor, ofPayment }: SomePayment,
  place: number,
  date: string,
  words: Vocabulary,
): HistoryStep => ({
  date,
  payment: {
    payment: `p${place + 1}`,
    deal: `d${deal + 1}`,
    amount: decimalOf(minor, words),
    ...saidOf(ofPayment),
  },
});

/** Only what is there: an example that people read. */
const saidOf = ({ amounts, quantities, attributes }: Told): Partial<Told> => ({
  ...(isEmpty(amounts) ? {} : { amounts }),
  ...(isEmpty(quantities) ? {} : { quantities }),
  ...(isEmpty(attributes) ? {} : { attributes }),
});

const isEmpty = (record: Readonly<Record<string, string>>): boolean => Object.keys(record).length === 0;
