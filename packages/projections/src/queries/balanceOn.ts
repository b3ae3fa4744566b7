import type { LocalDate } from '@commission-ledger/calendar';
import { add, type CurrencyCode, equals, max, type Money, negate, subtract, sum, zero } from '@commission-ledger/money';
import type { BalanceDocument } from '../models/balances.ts';
import type { OpenByDate } from '../models/openByDate.ts';
import { currencyIn, fromMinor } from './documentValues.ts';

/**
 * What an account comes to on a date. Always:
 * `accrued − reversed + adjusted = onHold + payable + inFlight + paid + withheld − receivable`.
 */
export type Balance = Readonly<{
  /** Earned by accruals. */
  accrued: Money;
  /** Taken back by reversals; not negative. */
  reversed: Money;
  /** Corrected by hand; signed. */
  adjusted: Money;
  /** Earned and in no payout, but maturing after the date. */
  onHold: Money;
  /** Matured and in no payout. */
  payable: Money;
  /** In payouts that are neither settled nor given back. */
  inFlight: Money;
  paid: Money;
  withheld: Money;
  /** What the partner owes: a negative sum, matured or on hold, turned round. */
  receivable: Money;
}>;

/** The balance of an account on a date: what has matured by then is payable, the rest is on hold. */
export const balanceOn = (document: BalanceDocument, date: LocalDate): Balance => {
  const currency = currencyIn(document.currency);
  const inMinor = (minor: string): Money => fromMinor(minor, currency);
  const { open } = document;
  const none = zero(currency);
  const matured = totalOf(
    currency,
    open.filter(({ maturesOn }) => maturesOn <= date),
  );
  const unmatured = totalOf(
    currency,
    open.filter(({ maturesOn }) => maturesOn > date),
  );
  const balance = {
    accrued: inMinor(document.accrued),
    reversed: inMinor(document.reversed),
    adjusted: inMinor(document.adjusted),
    onHold: max(unmatured, none),
    payable: max(matured, none),
    inFlight: sum(
      currency,
      document.inFlight.map(({ minor }) => inMinor(minor)),
    ),
    paid: inMinor(document.paid),
    withheld: inMinor(document.withheld),
    receivable: add(max(negate(matured), none), max(negate(unmatured), none)),
  };
  assertBalanced(document, balance);
  return balance;
};

const totalOf = (currency: CurrencyCode, sums: OpenByDate): Money =>
  sum(
    currency,
    sums.map(({ minor }) => fromMinor(minor, currency)),
  );

const assertBalanced = ({ program, partner, currency }: BalanceDocument, balance: Balance): void => {
  const { accrued, reversed, adjusted, onHold, payable, inFlight, paid, withheld, receivable } = balance;
  const earned = add(subtract(accrued, reversed), adjusted);
  const used = subtract([payable, inFlight, paid, withheld].reduce(add, onHold), receivable);
  if (equals(earned, used)) return;
  throw new Error(`The account of ${partner} in ${program}, ${currency}, does not balance. Rebuild the projections.`);
};
