import type { LocalDate } from '@commission-ledger/calendar';
import type { CurrencyCode, Money } from '@commission-ledger/money';

/** A booked movement of a bank account. */
export type Movement = Readonly<{
  /** Where it stands: the line of a CSV file; in camt.053 the number of the entry, with `.2` for its second part. */
  at: string;
  direction: 'debit' | 'credit';
  /** What the account was charged or credited; never below zero. */
  amount: Money;
  /** What was told to be sent, where that is in another currency than the account. */
  instructed: Money | null;
  /** What of it the bank says that it kept or charged for itself. */
  charges: Money | null;
  booked: LocalDate;
  /** When it counts; the booking date where the statement does not say. */
  valued: LocalDate;
  /** What the payer and the banks call it, the end-to-end id first. */
  references: readonly string[];
  /** What was written on it. */
  text: string | null;
  /** The other side, by name. */
  party: string | null;
  /** Of what came back: why, as the bank says it, such as `AC04`. */
  returned: string | null;
}>;

/** A statement of one account in one currency, over a period. */
export type BankStatement = Readonly<{
  account: string | null;
  currency: CurrencyCode;
  /** The first and the last day, both included. */
  from: LocalDate;
  until: LocalDate;
  /** Below zero for an overdrawn account; `null` where the statement does not say. */
  opening: Money | null;
  closing: Money | null;
  movements: readonly Movement[];
}>;
