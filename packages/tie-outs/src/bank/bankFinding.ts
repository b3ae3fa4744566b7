import type { MoneyRecord } from '@commission-ledger/money';
import type { PayoutStatus } from '@commission-ledger/projections';

/** A movement in a few words. */
export type MovementInShort = Readonly<{
  /** The number of the statement in the file, from 1, and where in it the movement stands. */
  statement: number;
  at: string;
  direction: 'debit' | 'credit';
  amount: MoneyRecord;
  valued: string;
  /** What it is called, if anything. */
  reference: string | null;
  party: string | null;
  /** Of what came back: why, as the bank says it. */
  returned: string | null;
}>;

/** A debit that may be that of a payout: a hint for people, not counted as found. */
export type PossibleDebit = Readonly<{
  movement: MovementInShort;
  /** It is for the amount, or for the amount and what the bank says that it charged; and it names nobody known. */
  reason: 'same-amount' | 'same-amount-and-charges';
  /** How many days it is away. */
  days: number;
}>;

/** A payout in a few words. `on` is when it was settled; of others its own date. */
export type PayoutInShort = Readonly<{
  payout: string;
  partner: string;
  amount: MoneyRecord;
  on: string;
  status: PayoutStatus;
  /** The event that issued it. */
  event: string;
}>;

/** Something in which a bank statement and the ledger do not agree. "There" is the bank, "here" the ledger. */
export type BankFinding =
  /** Opening and movements are not the closing: something is not in the file, or not in it as it was. */
  | Readonly<{
      class: 'statement-does-not-add-up';
      statement: number;
      opening: MoneyRecord;
      movements: MoneyRecord;
      closing: MoneyRecord;
    }>
  /** Settled here, or long due, and no debit. `first`: in the first days of the statement; it may stand on the one before. */
  | Readonly<{
      class: 'missing-there';
      payout: PayoutInShort;
      reason: 'settled' | 'overdue';
      first: boolean;
      possible: PossibleDebit | null;
    }>
  /** A debit that names a payout which the ledger has not, or goes to a partner for whom no payout is open. */
  | Readonly<{
      class: 'missing-here';
      movement: MovementInShort;
      reason: 'unknown-payout' | 'to-partner';
      partner: string | null;
    }>
  | Readonly<{
      class: 'different';
      payout: PayoutInShort;
      movement: MovementInShort;
      /** `fee`: the bank charged for the transfer, and the ledger has not that fee. */
      field: 'amount' | 'currency' | 'date' | 'fee' | 'status';
      there: string;
      here: string;
    }>
  /** More debits than one for a payout, and not sent back. */
  | Readonly<{ class: 'paid-twice'; payout: PayoutInShort; movements: readonly MovementInShort[] }>
  /** It came back, and the ledger does not say that it failed. */
  | Readonly<{ class: 'returned'; payout: PayoutInShort; movements: readonly MovementInShort[] }>
  /** Several payouts and debits could belong together; which do is not guessed. */
  | Readonly<{
      class: 'ambiguous';
      payouts: readonly PayoutInShort[];
      movements: readonly MovementInShort[];
    }>;
