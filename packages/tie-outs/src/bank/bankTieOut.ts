import type { BothSides } from '../tally.ts';
import type { BankFinding, PayoutInShort, PossibleDebit } from './bankFinding.ts';

/** How bank statements and the payouts of the ledger compare: `tie-out/1`. Plain JSON; same input, same bytes. */
export type BankTieOut = Readonly<{
  schema: 'tie-out/1';
  kind: 'bank';
  program: string;
  statements: readonly Readonly<{
    account: string | null;
    currency: string;
    from: string;
    until: string;
    movements: number;
    /** `not-stated`: it does not say both its opening and its closing. */
    balance: 'adds-up' | 'does-not-add-up' | 'not-stated';
  }>[];
  verdict: 'matched' | 'different';
  counts: Readonly<{
    /** Payouts with nothing to say about: found as they were settled, or sent back as they failed. */
    matched: number;
    /** How those were found. */
    byReference: number;
    byPayee: number;
    /** Payouts without a debit for which one is proposed; they do not count as found. */
    possible: number;
    /** Movements that have nothing to do with payouts of the program, as far as they say; with those that are proposed. */
    otherMovements: number;
  }>;
  /** Debits for payouts less what came back, and payouts settled in the days of the statements. */
  sums: readonly BothSides<'payouts'>[];
  /** On their way: not yet due in the days of the statements. */
  inFlight: readonly (PayoutInShort & Readonly<{ possible: PossibleDebit | null }>)[];
  findings: readonly BankFinding[];
}>;
