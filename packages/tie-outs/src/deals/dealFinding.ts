import type { CellProblem } from '@commission-ledger/import';
import type { LeadState } from '@commission-ledger/projections';
import type { MoneyRecord } from '@commission-ledger/money';

/** A row of an export. */
export type RowPlace = Readonly<{ file: string; line: number }>;

/** A deal in a few words. `on` is the local date of the win in the program's zone. */
export type DealInShort = Readonly<{ amount: MoneyRecord; on: string; partners: string }>;

/** Where the two sides say different things; `null` where one says nothing. */
export type FieldDifference = Readonly<{
  field: 'amount' | 'currency' | 'date' | 'partners' | 'cancelled' | 'payment' | 'refund';
  /** Which payment; of a refund `<payment>/<refund>`. */
  of: string | null;
  there: string | null;
  here: string | null;
  /** The id of the event that says so here. */
  event: string | null;
}>;

/** Why the ledger has not what the export has. */
export type MissingHere =
  | Readonly<{ reason: 'unknown'; event: null }>
  /** It is set aside, or only its payments are known. */
  | Readonly<{ reason: 'parked'; told: string | null; event: string | null }>
  /** The lead is there, and was not won. */
  | Readonly<{ reason: 'lead-not-won'; lead: string; state: LeadState; event: string | null }>
  | Readonly<{ reason: 'other-program'; program: string; event: string | null }>;

/** Something in which an export and the ledger do not agree. "There" is the export, "here" the ledger. */
export type DealFinding =
  | (Readonly<{ class: 'missing-here'; deal: string; there: DealInShort | null; rows: readonly RowPlace[] }> &
      MissingHere)
  | Readonly<{
      class: 'missing-there';
      deal: string;
      here: DealInShort;
      /** The lead of the deal is in the export without a win, or nothing of it is there. */
      reason: 'not-won-there' | 'no-row';
      event: string | null;
      rows: readonly RowPlace[];
    }>
  | Readonly<{
      class: 'different';
      deal: string;
      fields: readonly FieldDifference[];
      event: string | null;
      rows: readonly RowPlace[];
    }>
  /** The same row more than once. */
  | Readonly<{ class: 'row-twice'; deal: string; rows: readonly RowPlace[] }>
  /** Rows that tell the same thing differently: the win, or the payment or refund of that id. */
  | Readonly<{ class: 'rows-contradict'; deal: string; what: string; rows: readonly RowPlace[] }>
  /** A row that an import would refuse: it cannot be said which deal it is about. */
  | Readonly<{ class: 'unreadable-row'; rows: readonly RowPlace[]; problems: readonly CellProblem[] }>;
