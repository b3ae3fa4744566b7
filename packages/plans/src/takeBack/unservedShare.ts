import { addMonths, daysBetween, monthsBetween, type LocalDate } from '@commission-ledger/calendar';
import {
  exactMul,
  exactOf,
  ratio,
  round,
  subtract,
  toExact,
  type Exact,
  type Money,
  type RoundingMode,
} from '@commission-ledger/money';
import type { CancellationTerms } from '../document/planDocument.ts';
import type { Reversible } from './toTakeBack.ts';

/**
 * The share, from 0 to 1, that the cancellation of a deal takes back of what is left of its accruals: all of it, or the
 * part of the term that was not served, in whole months or in days. A deal cancelled before it was won has served
 * nothing; after the term everything is served.
 */
export const unservedShare = (terms: CancellationTerms, wonOn: LocalDate, cancelledOn: LocalDate): Exact => {
  if (terms.takeBack === 'all') return whole;
  if (terms.term <= 0) return none;
  switch (terms.by) {
    case 'months':
      return shareOf(terms.term - monthsBetween(wonOn, cancelledOn), terms.term);
    case 'days': {
      const end = addMonths(wonOn, terms.term);
      return shareOf(daysBetween(cancelledOn, end), daysBetween(wonOn, end));
    }
  }
};

const whole = exactOf(1n);
const none = exactOf(0n);

const shareOf = (unserved: number, term: number): Exact => {
  if (unserved <= 0) return none;
  return unserved > term ? whole : ratio(BigInt(unserved), BigInt(term));
};

/** What a cancellation takes back of an accrual, with the accrual's sign: the unserved share of what is left of it. */
export const toTakeBackOnCancel = ({ amount, reversed }: Reversible, unserved: Exact, rounding: RoundingMode): Money =>
  round(exactMul(toExact(subtract(amount, reversed)), unserved), amount.currency, rounding).money;
