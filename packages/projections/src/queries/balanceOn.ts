import type { LocalDate } from '@commission-ledger/calendar';
import { add, equals, max, type Money, negate, subtract, sum, zero } from '@commission-ledger/money';
import { damagedReadModel } from '../damagedReadModel.ts';
import type { BalanceDocument } from '../models/balances.ts';
import { currencyIn, fromMinor } from './documentValues.ts';

/**
 * What an account comes to on a date. Always:
 * `accrued − reversed + adjusted = onHold + payable + inFlight + paid + withheld + unclaimed − receivable`.
 */
export type Balance = Readonly<{
  /** Earned by accruals. */
  accrued: Money;
  /** Taken back by reversals; below zero only where the accruals reversed were. */
  reversed: Money;
  /** Signed: corrected by hand, by true-ups, and by what payouts add, draws and their recovery, and by write-offs. */
  adjusted: Money;
  /** In no payout, but maturing after the date, or disputed: then with what is taken back of it. */
  onHold: Money;
  /** Matured and in no payout. */
  payable: Money;
  /** In payouts that are neither settled nor given back, without what they keep back. */
  inFlight: Money;
  /** In settled payouts, without what they kept back. Tax added on top of a payout is in none of these figures. */
  paid: Money;
  /** Kept back as tax and as fees by payouts that are on their way or settled. */
  withheld: Money;
  /** Of what is withheld: tax that was not handed over yet. Below zero where a payout failed whose tax was. */
  taxDue: Money;
  /** Set apart because nobody claimed it: no longer payable, and still owed to somebody. */
  unclaimed: Money;
  /** What the partner owes: a negative sum, matured or on hold, turned round. */
  receivable: Money;
  /** Of what is on hold, what is disputed: accruals, less what was taken back of them, with what was trued up. */
  disputed: Money;
  /** What is owed of draws, and will be kept from what exceeds later ones. */
  drawDebt: Money;
}>;

/** An open entry: what it comes to, from when on. */
export type OpenAmount = Readonly<{ amount: Money; maturesOn: string }>;

/** The balance of an account on a date: what has matured by then and is not disputed is payable, the rest is on hold. */
export const balanceOn = (
  document: BalanceDocument,
  date: LocalDate,
  disputes: readonly OpenAmount[] = [],
): Balance => {
  const currency = currencyIn(document.currency);
  const inMinor = (minor: string): Money => fromMinor(minor, currency);
  const none = zero(currency);
  const total = (amounts: readonly Money[]): Money => sum(currency, amounts);
  const open = document.open.map(({ maturesOn, minor }) => ({ maturesOn, amount: inMinor(minor) }));
  const payableOf = (entries: readonly OpenAmount[]): Money => total(amountsOf(entries.filter(isMatured(date))));
  const matured = subtract(payableOf(open), payableOf(disputes));
  const waiting = subtract(total(amountsOf(open)), matured);
  const balance = {
    accrued: inMinor(document.accrued),
    reversed: inMinor(document.reversed),
    adjusted: inMinor(document.adjusted),
    onHold: max(waiting, none),
    payable: max(matured, none),
    inFlight: total(document.inFlight.map(({ minor, withheld }) => subtract(inMinor(minor), inMinor(withheld)))),
    paid: inMinor(document.paid),
    withheld: inMinor(document.withheld),
    taxDue: subtract(inMinor(document.withheldTax), inMinor(document.remitted)),
    unclaimed: inMinor(document.unclaimed),
    receivable: add(max(negate(matured), none), max(negate(waiting), none)),
    disputed: total(amountsOf(disputes)),
    drawDebt: inMinor(document.drawDebt),
  };
  assertBalanced(document, balance);
  return balance;
};

const isMatured =
  (date: LocalDate) =>
  ({ maturesOn }: Readonly<{ maturesOn: string }>): boolean =>
    maturesOn <= date;

const amountsOf = (entries: readonly Readonly<{ amount: Money }>[]): readonly Money[] =>
  entries.map(({ amount }) => amount);

const assertBalanced = ({ program, partner, currency }: BalanceDocument, balance: Balance): void => {
  const { accrued, reversed, adjusted, onHold, payable, inFlight, paid, withheld, unclaimed, receivable } = balance;
  const earned = add(subtract(accrued, reversed), adjusted);
  const used = subtract([payable, inFlight, paid, withheld, unclaimed].reduce(add, onHold), receivable);
  if (equals(earned, used)) return;
  throw damagedReadModel(`the account of ${partner} in ${program}, ${currency}, does not balance`);
};
