import type { Draw, PayoutTerms } from '../../src/document/planDocument.ts';
import { booked, decimals, taxRate, type Book } from './book.ts';
import { firstOfMonth, plusDays, weekdayOf } from './day.ts';
import {
  compare,
  exactly,
  lesser,
  minus,
  notBelowZero,
  plus,
  rounded,
  sumOf,
  times,
  zero,
  type Rational,
} from './rational.ts';

/** What a payout date brought. */
export type PaidOut = Readonly<{
  matured: Rational;
  advanced: Rational;
  recovered: Rational;
  debt: Rational;
  gross: Rational;
  withheld: Rational;
  vat: Rational;
  fees: Rational;
  net: Rational;
  deferred?: 'below-minimum' | 'negative-balance' | 'nothing-due';
  carried: Rational;
}>;

/** It stands beside the lines that it makes up for, whenever they are looked at. */
const writeOff = { account: 'referrer', kind: 'write-off', rule: '', cause: '', deal: '', maturesOn: '' } as const;

/** Pays the partner what has matured, or says why not. */
export const payOut = (book: Book, date: string, status: string): PaidOut => {
  const terms = book.plan.payout;
  const cutOff = cutOffOf(terms, date);
  const open = book.lines
    .map((line, place) => ({ line, place }))
    .filter(({ line, place }) => line.account === 'referrer' && !book.paid.has(place));
  const ripe = open.filter(({ line }) => line.maturesOn < cutOff);
  const all = sumOf(open.map(({ line }) => line.amount));
  const found = sumOf(ripe.map(({ line }) => line.amount));
  const isWrittenOff = terms.negative === 'write-off' && compare(found, zero) < 0;
  const matured = isWrittenOff ? zero : found;
  const isForgiven = terms.draw?.kind === 'forgiven' && terms.draw.until !== undefined && date > terms.draw.until;
  const inDebt = sumOf(book.draws.map(({ owed }) => owed));
  const debt = isForgiven ? zero : inDebt;
  const { advanced, recovered } = drawn(book, terms.draw, matured, debt, date);
  const gross = minus(plus(matured, advanced), recovered);
  const deferred = deferralOf(terms, gross, ripe.length);
  if (deferred !== undefined) {
    const nothing = { advanced: zero, recovered: zero, withheld: zero, vat: zero, fees: zero, net: zero };
    if (isWrittenOff) book.lines.push({ ...writeOff, amount: minus(zero, found) });
    const carried = isWrittenOff ? minus(all, found) : all;
    return { matured: found, ...nothing, debt: inDebt, gross, deferred, carried };
  }
  for (const { place } of ripe) book.paid.add(place);
  if (isForgiven) book.draws.push({ owed: minus(zero, inDebt) });
  if (terms.draw?.kind !== 'non-recoverable') book.draws.push({ owed: advanced });
  book.draws.push({ owed: minus(zero, recovered) });
  const withheld = booked(book, times(gross, taxRate(terms.withholding, status, date)));
  const vat = booked(book, times(gross, taxRate(terms.vat, status, date)));
  const fees = feesOf(book, terms, gross, minus(gross, withheld));
  return {
    matured: found,
    advanced,
    recovered,
    debt: sumOf(book.draws.map(({ owed }) => owed)),
    gross,
    withheld,
    vat,
    fees,
    net: minus(minus(plus(gross, vat), withheld), fees),
    carried: minus(all, found),
  };
};

const drawn = (
  book: Book,
  draw: Draw | undefined,
  matured: Rational,
  debt: Rational,
  date: string,
): Readonly<{ advanced: Rational; recovered: Rational }> => {
  if (draw === undefined) return { advanced: zero, recovered: zero };
  const isActive = draw.from <= date && (draw.until === undefined || date <= draw.until);
  const guaranteed = isActive ? exactly(draw.amount) : zero;
  if (isActive && compare(matured, guaranteed) < 0) return { advanced: minus(guaranteed, matured), recovered: zero };
  const beyond = notBelowZero(minus(matured, guaranteed));
  const share = draw.recovery === undefined ? beyond : times(exactly(draw.recovery), beyond);
  return { advanced: zero, recovered: lesser(debt, rounded(share, decimals(book), 'down')) };
};

const deferralOf = ({ minimum }: PayoutTerms, gross: Rational, lines: number): PaidOut['deferred'] => {
  if (compare(gross, zero) < 0) return 'negative-balance';
  if (compare(gross, zero) === 0)
    return lines === 0 || compare(exactly(minimum), zero) === 0 ? 'nothing-due' : 'below-minimum';
  return compare(gross, exactly(minimum)) < 0 ? 'below-minimum' : undefined;
};

/** What the partner bears; fees never take more than there is. */
const feesOf = (book: Book, { fees = [] }: PayoutTerms, gross: Rational, available: Rational): Rational =>
  fees
    .filter(({ bornBy }) => bornBy === 'partner')
    .filter(({ waivedFrom }) => waivedFrom === undefined || compare(gross, exactly(waivedFrom)) < 0)
    .reduce((kept, { rate, fixed }) => {
      const fee = plus(rate === undefined ? zero : booked(book, times(gross, exactly(rate))), exactly(fixed ?? '0'));
      return plus(kept, lesser(fee, minus(available, kept)));
    }, zero);

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Everything that matured before this is paid. */
const cutOffOf = (terms: PayoutTerms, date: string): string => {
  const nominal = nominalOf(terms, date) ?? date;
  return terms.cutOff === 'start-of-month' ? firstOfMonth(nominal) : plusDays(nominal, -terms.cutOff.daysBefore);
};

/** The nominal payout day that this date stands for, if it does: the latest of several. */
const nominalOf = (terms: PayoutTerms, date: string): string | undefined =>
  [7, 6, 5, 4, 3, 2, 1, 0, -1, -2, -3, -4, -5, -6, -7]
    .map((days) => plusDays(date, days))
    .find((day) => isNominal(terms, day) && adjusted(terms, day) === date);

const isNominal = (terms: PayoutTerms, date: string): boolean => {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))];
  if ('weekday' in terms) return weekdays[weekdayOf(date)] === terms.weekday;
  if ('days' in terms) return terms.days.includes(day);
  return day === terms.day && (terms.months === undefined || terms.months.includes(month));
};

const adjusted = ({ convention }: PayoutTerms, date: string): string => {
  const following = onBusinessDay(date, 1);
  switch (convention) {
    case 'none':
      return date;
    case 'following':
      return following;
    case 'preceding':
      return onBusinessDay(date, -1);
    case 'modified-following':
      return following.slice(0, 7) === date.slice(0, 7) ? following : onBusinessDay(date, -1);
  }
};

const onBusinessDay = (date: string, direction: 1 | -1): string =>
  weekdayOf(date) < 5 ? date : onBusinessDay(plusDays(date, direction), direction);
