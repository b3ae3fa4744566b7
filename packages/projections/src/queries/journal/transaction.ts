import type { LocalDate } from '@commission-ledger/calendar';
import { add, isZero, type Money, zero } from '@commission-ledger/money';
import type { MovementKind } from '../../models/movements.ts';

/** One side of a transaction. `amount` is positive where the account is debited, negative where it is credited. */
export type Posting = Readonly<{
  account: string;
  amount: Money;
  /** What the whole amount comes to in the currency in which it is paid, where that is another. */
  total?: Money;
}>;

/** What a transaction stands for: a movement, an entry that matures, or a dispute that begins or ends. */
export type TransactionKind = MovementKind | 'maturity' | 'hold' | 'release';

/** A transaction of the journal: its postings come to nothing in every currency. */
export type Transaction = Readonly<{
  /** The day in the program's zone; of what was recorded after a month was closed, the first that was open then. */
  date: LocalDate;
  kind: TransactionKind;
  /** Of the entry, the payout or the remittance. */
  id: string;
  program: string;
  partner: string;
  currency: string;
  postings: readonly Posting[];
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/**
 * The postings without those of nothing.
 *
 * @throws Error when they do not come to nothing in every currency: a defect, never the history's fault.
 */
export const balanced = (postings: readonly Posting[]): readonly Posting[] => {
  const sums = new Map<string, Money>();
  for (const { amount } of postings)
    sums.set(amount.currency, add(sums.get(amount.currency) ?? zero(amount.currency), amount));
  for (const sum of sums.values())
    if (!isZero(sum)) throw new Error(`The postings to ${postings[0]?.account ?? 'no account'} do not balance.`);
  return postings.filter(({ amount }) => !isZero(amount));
};
