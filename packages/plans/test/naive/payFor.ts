import type { Cap, Collected, Floor, Pay } from '../../src/document/planDocument.ts';
import { booked } from './book.ts';
import { after, before, counterOf, measured, pageOf, termOf, type Claim } from './claim.ts';
import { lookupPay, marginalPay, slabPay } from './bands.ts';
import { holds } from './holds.ts';
import {
  compare,
  divide,
  greater,
  lesser,
  minus,
  notBelowZero,
  plus,
  sumOf,
  times,
  zero,
  type Rational,
} from './rational.ts';

/** What a rule pays, exact: rounded only where the form itself rounds. */
export const payFor = (claim: Claim, pay: Pay): Rational => {
  const { book } = claim;
  const all = (pays: readonly Pay[]): readonly Rational[] => pays.map((each) => payFor(claim, each));
  if ('fixed' in pay) return termOf(book, pay.fixed);
  if ('each' in pay) return times(termOf(book, pay.each), notBelowZero(measured(claim, pay.of)));
  if ('percent' in pay) return times(termOf(book, pay.percent.rate), notBelowZero(measured(claim, pay.percent.of)));
  if ('marginal' in pay) return marginalPay(claim, pay.marginal);
  if ('slab' in pay) return slabPay(claim, pay.slab);
  if ('lookup' in pay) return lookupPay(claim, pay.lookup);
  if ('sum' in pay) return sumOf(all(pay.sum));
  if ('least' in pay) return all(pay.least).reduce(lesser);
  if ('greatest' in pay) return all(pay.greatest).reduce(greater);
  if ('first' in pay) {
    const chosen = pay.first.find(({ when }) => when === undefined || holds(claim, when));
    return chosen === undefined ? zero : payFor(claim, chosen.pay);
  }
  if ('cap' in pay) return capped(claim, pay.cap);
  if ('floor' in pay) return atLeast(claim, pay.floor);
  return collectedSoFar(claim, pay.collected);
};

const moved = (claim: Claim, counter: string, by: Rational): void => {
  claim.moves.push({ counter, page: pageOf(claim, counterOf(claim.book, counter)), by, cause: claim.cause.id });
};

const capped = (claim: Claim, { pay, at, counter, carry }: Cap): Rational => {
  const earned = booked(claim.book, payFor(claim, pay));
  const limit = termOf(claim.book, at);
  if (compare(earned, zero) < 0) return earned;
  const room = counter === undefined ? limit : notBelowZero(minus(limit, before(claim, counter)));
  if (carry === undefined) return lesser(earned, room);
  const paid = lesser(notBelowZero(plus(earned, before(claim, carry))), room);
  moved(claim, carry, minus(earned, paid));
  return paid;
};

const atLeast = (claim: Claim, { pay, at, counter }: Floor): Rational => {
  const earned = booked(claim.book, payFor(claim, pay));
  const guaranteed = (total: Rational): Rational =>
    compare(total, zero) > 0 ? greater(total, termOf(claim.book, at)) : zero;
  if (counter === undefined) return compare(earned, zero) > 0 ? guaranteed(earned) : earned;
  const unlimited = before(claim, counter);
  moved(claim, counter, earned);
  return minus(guaranteed(plus(unlimited, earned)), guaranteed(unlimited));
};

const collectedSoFar = (claim: Claim, { pay, counter }: Collected): Rational => {
  const deal = measured(claim, 'deal');
  if (compare(deal, zero) === 0) return zero;
  const whole = booked(claim.book, payFor(claim, pay));
  const due = (collected: Rational): Rational =>
    booked(claim.book, divide(times(whole, lesser(collected, deal)), deal));
  return minus(due(after(claim, counter)), due(before(claim, counter)));
};
