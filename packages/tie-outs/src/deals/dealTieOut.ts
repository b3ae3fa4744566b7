import type { BothSides } from '../tally.ts';
import type { DealFinding } from './dealFinding.ts';

/** How deals of an export and of the ledger compare: `tie-out/1`. Plain JSON; the same input gives the same bytes. */
export type DealTieOut = Readonly<{
  schema: 'tie-out/1';
  kind: 'deals';
  program: string;
  /** What happened at this moment or later was left out, on both sides. */
  before: string | null;
  verdict: 'matched' | 'different';
  counts: Readonly<{
    /** Deals in the export, and in the ledger. */
    there: number;
    here: number;
    /** On both sides, and the same. */
    matched: number;
    different: number;
    missingHere: number;
    missingThere: number;
    rows: Readonly<{ read: number; skipped: number; refused: number }>;
  }>;
  sums: readonly BothSides<'deals' | 'payments' | 'refunds'>[];
  /** What the export does not tell of, so that nothing was compared. */
  notCompared: readonly ('payments' | 'refunds')[];
  /** By deal, then by class. */
  findings: readonly DealFinding[];
}>;
