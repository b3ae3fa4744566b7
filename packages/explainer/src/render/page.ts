import type { Locale } from '@commission-ledger/locale';
import type { Gate } from '../document/reply.ts';

/**
 * An answer in one language, as deep as was asked, ready to be laid out: what was looked at is done again before. Text
 * from outside has been made safe for the medium already; amounts are as people write them.
 */
export type Page = Readonly<{
  locale: Locale;
  title: string;
  /** With its currency; absent where the answer is no amount. */
  amount?: string;
  /** The currency of the amounts that are written without one. */
  currency?: string;
  /** The answer in a sentence or two; empty where a single row was asked for. */
  verdict: string;
  /** What belongs to the answer beside it, such as what the payout pays. */
  notes: readonly string[];
  rows: readonly PageRow[];
  /** What the rows add up to, in the order in which it is written: the sum, what is kept back of it, what arrives. */
  totals: readonly PageTotal[];
  /** What the answer rests on, what was searched, and that nothing is left unexplained. */
  proof: readonly string[];
}>;

/** One row, and what stands below it. */
export type PageRow = Readonly<{
  /** How people cite it. */
  number?: string;
  text: string;
  /** Without its currency. */
  amount?: string;
  /** Only where it is not that of the page. */
  currency?: string;
  /** The amount is one of those that add up to that of the page, or of the row above. */
  counts?: true;
  /** The clause of the plan: `reseller@4 §3.1`. */
  clause?: string;
  /** How a condition turned out, with the word for it: a sign alone is not read aloud. */
  gate?: Readonly<{ outcome: Gate; word: string }>;
  /**
   * `step`: how the row above was calculated. `remark`: it says something about the row above, and is no step of its
   * own. `evidence`: what stands behind the row above. `others`: the rows that are not shown, as their number and sum.
   */
  kind: 'line' | 'step' | 'remark' | 'evidence' | 'others';
  rows: readonly PageRow[];
}>;

/**
 * A total, without its currency; `strong` where it is a sum of what is above it. `addends` are what it is added up from,
 * as it is written in one row: `2,800.00`, `+ 948.05`, `− 284.80`.
 */
export type PageTotal = Readonly<{ text: string; amount: string; strong: boolean; addends?: readonly string[] }>;

/** The signs of gates; they stand beside the word, never in its place. */
export const gateSigns: Readonly<Record<Gate, string>> = { passed: '✓', failed: '✗', open: '○', 'not-reached': '–' };
