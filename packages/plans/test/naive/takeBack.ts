import type { Rule } from '../../src/document/planDocument.ts';
import { booked, isMoney, Refused, standing, takenBack, type Book, type Line, type Payment } from './book.ts';
import { slabDue } from './bands.ts';
import { counterOf } from './claim.ts';
import { daysBetween, plusMonths, wholeMonths } from './day.ts';
import {
  compare,
  divide,
  lesser,
  minus,
  negative,
  notBelowZero,
  one,
  over,
  plus,
  rounded,
  sumOf,
  times,
  zero,
  type Rational,
} from './rational.ts';
import { countsEarned, maturity } from './rateCause.ts';

/** A refund of a payment: of the commission on it, and of the counters it moved. */
export const refund = (book: Book, id: string, amount: Rational, date: string): void => {
  const payment = book.payments.find((each) => each.id === id);
  if (payment === undefined) throw new Refused('UnknownPayment', id);
  const before = sumOf(book.refunds.filter((each) => each.payment === id).map((each) => each.amount));
  const now = plus(before, amount);
  if (compare(now, payment.amount) > 0 || compare(amount, zero) <= 0) throw new Refused('NotRefundable', id);
  book.refunds.push({ payment: id, amount, date });
  const { within } = book.plan.refunds;
  if (within !== undefined && daysBetween(payment.date, date) > within) return;
  const shares = { before: divide(before, payment.amount), now: divide(now, payment.amount) };
  const touched = book.lines
    .map((line, place) => ({ line, place }))
    .filter(({ line }) => line.kind === 'accrual' && line.cause === id);
  lowerMeasures(book, payment, shares);
  for (const { line, place } of touched) {
    if (ruleOf(book, line.rule).refunds === 'keep') continue;
    const due = minus(booked(book, times(line.amount, shares.now)), takenBack(book, place));
    const taken = sameSign(due, line.amount) ? due : zero;
    takeBack(book, { line, place }, taken, date);
    // Totals go by the refund alone: a cancellation has taken back without them.
    const part = (share: Rational): Rational => booked(book, times(line.amount, share));
    moveEarned(book, line, minus(part(shares.before), part(shares.now)));
  }
  if (compare(shares.now, one) === 0) lowerWholeCommission(book, id);
  for (const rule of book.plan.rules.filter(({ refunds }) => refunds === 'true-up')) {
    trueUp(book, rule, payment, date, shares);
  }
};

const ruleOf = ({ plan }: Book, id: string): Rule => {
  const rule = plan.rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`The plan has no rule ${id}.`);
  return rule;
};

/** What was taken back already, by a cancellation, is not given back by a smaller refund. */
const sameSign = (a: Rational, b: Rational): boolean => (b.n < 0n ? a.n < 0n : a.n > 0n);

const policyOf = (book: Book, counter: string): 'lower' | 'whole' | 'keep' =>
  counterOf(book, counter).refunds ?? book.plan.refunds.counters;

/** Counters of what causes amount to, or of what a cap keeps back: by the refunded share, or the whole cause at once. */
const lowerMeasures = (book: Book, { id }: Payment, shares: Readonly<{ before: Rational; now: Rational }>): void => {
  const moves = book.moves.filter(({ cause, counter }) => {
    const measure = measureOf(book, counter);
    return cause === id && (typeof measure === 'string' || 'excess' in measure);
  });
  for (const { counter, page, by } of moves) {
    const down = (share: Rational): Rational => {
      if (policyOf(book, counter) === 'keep') return zero;
      if (policyOf(book, counter) === 'whole') return compare(share, one) === 0 ? by : zero;
      const part = times(by, share);
      return typeof measureOf(book, counter) !== 'string' || isMoney(book, measureOf(book, counter))
        ? booked(book, part)
        : compare(share, one) === 0
          ? part
          : toTwelve(part);
    };
    const step = minus(down(shares.now), down(shares.before));
    book.moves.push({ counter, page, by: negative(step), cause: `refund of ${id}` });
  }
};

const lowerWholeCommission = (book: Book, id: string): void => {
  for (const { counter, page, by } of book.moves.filter(({ cause }) => cause === id)) {
    const measure = measureOf(book, counter);
    if (typeof measure !== 'string' && 'earned' in measure && policyOf(book, counter) === 'whole')
      book.moves.push({ counter, page, by: negative(by), cause: `refund of ${id}` });
  }
};

const measureOf = (book: Book, counter: string) => counterOf(book, counter).measure;

/** Takes a part of an accrual back. */
const takeBack = (
  book: Book,
  { line, place }: Readonly<{ line: Line; place: number }>,
  amount: Rational,
  date: string,
): void => {
  if (compare(amount, zero) === 0) return;
  const maturesOn = date > line.maturesOn ? date : line.maturesOn;
  book.lines.push({ ...line, kind: 'reversal', amount: negative(amount), maturesOn, of: place });
};

/** Counters of earned commission under `lower` follow refunds, on the page where the commission was counted. */
const moveEarned = (book: Book, { rule, cause }: Line, by: Rational): void => {
  for (const counter of book.plan.counters) {
    if (!countsEarned(counter.measure, rule) || policyOf(book, counter.id) !== 'lower') continue;
    const page = book.moves.find((move) => move.counter === counter.id && move.cause === cause)?.page;
    if (page !== undefined) book.moves.push({ counter: counter.id, page, by, cause: `taken back of ${cause}` });
  }
};

/**
 * What the slab of the payment's window owes now, less what is counted as earned in it. A slab whose counters the refund
 * left alone owes what it owed; whether the payment had earned by this rule does not matter.
 */
const trueUp = (
  book: Book,
  rule: Rule,
  payment: Payment,
  date: string,
  shares: Readonly<{ before: Rational; now: Rational }>,
): void => {
  if (!('slab' in rule.pay)) return;
  const { counter, total = counter, already, bands } = rule.pay.slab;
  const isLowered = (id: string): boolean => {
    const policy = policyOf(book, id);
    const isMoved = book.moves.some((move) => move.counter === id && move.cause === payment.id);
    return isMoved && (policy === 'lower' || (policy === 'whole' && compare(shares.now, one) === 0));
  };
  const page = book.moves.find(
    (move) => (move.counter === counter || move.counter === total) && move.cause === payment.id,
  )?.page;
  if (page === undefined || !(isLowered(counter) || isLowered(total))) return;
  const at = (id: string): Rational => standing(book.moves, id, page);
  const amount = minus(slabDue(book, bands, at(counter), at(total)), at(already));
  if (compare(amount, zero) === 0) return;
  const matures = maturity(rule.hold ?? book.plan.hold, payment.date);
  const line = {
    account: rule.beneficiary,
    kind: 'true-up',
    rule: rule.id,
    cause: payment.id,
    deal: payment.deal.id,
    amount,
    maturesOn: date > matures ? date : matures,
  } as const;
  book.lines.push(line);
  for (const { id, measure } of book.plan.counters)
    if (countsEarned(measure, rule.id) && policyOf(book, id) === 'lower')
      book.moves.push({
        counter: id,
        page: pageLike(book, id, payment.id, page),
        by: amount,
        cause: `true-up of ${payment.id}`,
      });
};

/** Where a counter of commission has the commission of a cause; a slab's own has it where the slab is. */
const pageLike = (book: Book, counter: string, cause: string, page: string): string =>
  book.moves.find((move) => move.counter === counter && move.cause === cause)?.page ?? page;

/** Numbers are parted to twelve decimals. */
const toTwelve = (part: Rational): Rational => rounded(part, 12, 'half-even');

/** A cancelled deal gives back everything, or the share of its term that was not served. Counters stay where they are. */
export const cancel = (book: Book, id: string, date: string): void => {
  const deal = book.deals.find((each) => each.id === id);
  if (deal === undefined) throw new Refused('UnknownDeal', id);
  if (book.cancelled.includes(id)) throw new Refused('DealAlreadyCancelled', id);
  book.cancelled.push(id);
  const terms = book.plan.cancellation;
  if (terms === undefined) return;
  const unserved = terms.takeBack === 'all' ? one : unservedOf(terms, deal.wonOn, date);
  const touched = book.lines
    .map((line, place) => ({ line, place }))
    .filter(({ line }) => line.kind === 'accrual' && line.deal === id);
  for (const { line, place } of touched) {
    if (ruleOf(book, line.rule).refunds === 'keep') continue;
    const left = minus(line.amount, takenBack(book, place));
    takeBack(book, { line, place }, booked(book, times(left, unserved)), date);
  }
};

const unservedOf = (
  { term, by }: Readonly<{ term: number; by: 'months' | 'days' }>,
  wonOn: string,
  date: string,
): Rational => {
  if (by === 'months') {
    const served = lesser(over(BigInt(wholeMonths(wonOn, date)), 1n), over(BigInt(term), 1n));
    return minus(one, divide(served, over(BigInt(term), 1n)));
  }
  const end = plusMonths(wonOn, term);
  const left = over(BigInt(daysBetween(date, end)), BigInt(daysBetween(wonOn, end)));
  return notBelowZero(left);
};
