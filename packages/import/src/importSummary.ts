/** What an import did. `rowsRead = rowsRecorded + rowsKnown + rowsSkipped + rowsRefused`. */
export type ImportSummary = RowCounts &
  Readonly<{
    /** True when nothing was written: the figures say what would have been. */
    dryRun: boolean;
    /** The facts themselves and what followed from them. */
    eventsWritten: number;
    /**
     * Wins and payments that the import recorded and that earn nothing yet, because something is missing: the partner is
     * in no plan on that day, the deal lacks an attribute the plan asks for, the win of the deal is not told yet; and
     * refunds whose payment is not told yet, or too small. Most frequent reason first. They are rated by the import that
     * comes after what was missing, and with what was missing where that is the win or the payment.
     */
    causesSetAside: readonly Readonly<{ reason: string; causes: number }>[];
    /** Where the refused rows are told, when there are any and a file for them was asked for. */
    errorFile?: string;
    durationMs: number;
    /** The same for each source of the mapping, in its order. */
    bySource: readonly (RowCounts & Readonly<{ source: string; file: string; importId: string }>)[];
  }>;

/** Rows and what became of them. Every row is counted once. */
export type RowCounts = Readonly<{
  rowsRead: number;
  /** Rows of which something was written. */
  rowsRecorded: number;
  /** Rows of which everything had been recorded before. */
  rowsKnown: number;
  /** Rows left out by a rule of the mapping, by its reason, in the order of the rules. */
  rowsSkipped: readonly Readonly<{ reason: string; rows: number }>[];
  rowsRefused: number;
  factsMapped: number;
}>;

/** How far an import is. `facts` is known once every row has been read. */
export type ImportProgress = Readonly<{
  source: string;
  phase: 'reading' | 'applying';
  rowsRead: number;
  factsApplied: number;
  facts: number | undefined;
}>;

/** A row that did not go in, or not wholly, and why. */
export type RowProblem = Readonly<{
  source: string;
  file: string;
  /** The line of the file on which the row begins, from 1. */
  line: number;
  /** The column at fault; the fact that the ledger refused, where no single column is at fault. */
  column: string;
  /** What stands there, shortened; of a fact that the ledger refused, as the ledger took it. */
  value: string;
  /** What is wrong, and what to do. */
  reason: string;
}>;
