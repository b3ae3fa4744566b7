import type { MoneyRecord } from '@commission-ledger/money';

/**
 * A field that differs: its path in the event's data (JSON Pointer), and what stands there, as text. A field of the frame
 * itself, such as `commandHash`, has no slash before it.
 */
export type Divergence = Readonly<{
  /** Which number of a calculation it is: `payment` for `/receipt/operands/payment`; `null` for any other field. */
  node: string | null;
  path: string;
  /** The rule and the clause of the plan version that were applied, where a rule was. */
  rule: string | null;
  clause: string | null;
  posted: string;
  recomputed: string;
}>;

/**
 * What is wrong with an event.
 *
 * - `differs`: it was calculated again, and something in it is otherwise
 * - `other-plan`: it was calculated by another plan version than the one in force
 * - `no-cause`: nothing that is recorded leads to it
 * - `missing`: the recorded facts lead to it, and it is not there
 * - `refused`: people decided it, and the rules do not allow it as it stands
 * - `not-as-told`: people decided it, and the hash of their command is of something else
 * - `misplaced`: by what it says, it belongs in another stream, which `detail` names
 */
export type DifferenceReason =
  | 'differs'
  | 'other-plan'
  | 'no-cause'
  | 'missing'
  | 'refused'
  | 'not-as-told'
  | 'misplaced';

/** One difference between what is posted and what the facts and the plan versions give. */
export type RecomputedDifference = Readonly<{
  /** The id of the event; of one that is missing, the id that it would have. */
  event: string;
  type: string;
  /** The accrual, reversal, payout … by its id, and the deal that it is about, where there is one. */
  entry: string | null;
  deal: string | null;
  /** When it happened, by the business clock. */
  occurredAt: string;
  stream: string;
  /** Where it stands; `null` for what is missing. */
  revision: number | null;
  position: string | null;
  recordedAt: string | null;
  reason: DifferenceReason;
  /** More about the reason, in words for people who know the ledger; `null` where there is nothing to add. */
  detail: string | null;
  posted: MoneyRecord | null;
  recomputed: MoneyRecord | null;
  firstDivergent: Divergence | null;
}>;

/** What people decided: it moves money, and there is nothing to calculate it from. */
export type DecidedByHand = Readonly<{
  event: string;
  type: string;
  stream: string;
  revision: number;
  entry: string;
  amount: MoneyRecord;
  author: string | null;
  approver: string | null;
  reason: string | null;
}>;

/** The events of one type: how many there are, were calculated again, and differ. */
export type RecomputedCount = Readonly<{ type: string; posted: number; recomputed: number; differ: number }>;

/** The amounts of one type and currency: as posted, and as calculated again. What closings say is no amount to add up. */
export type RecomputedSum = Readonly<{ type: string; posted: MoneyRecord; recomputed: MoneyRecord }>;

/** `recompute/1`: everything that is booked, calculated again from facts and plan versions. */
export type Recomputation = Readonly<{
  schema: 'recompute/1';
  /** `agrees` when there is no difference. */
  verdict: 'agrees' | 'differs';
  scope: Readonly<{ program: string | null; partner: string | null; from: string | null; until: string | null }>;
  history: Readonly<{ events: number; accounts: number; through: string | null }>;
  /** By type, in the order of the names. */
  counts: readonly RecomputedCount[];
  sums: readonly RecomputedSum[];
  /** How many differences there are; `differences` has the first of them only, in the order of accounts. */
  found: number;
  differences: readonly RecomputedDifference[];
  notRecomputed: Readonly<{
    /** How many decisions there are; `decided` has the first of them only. */
    found: number;
    decided: readonly DecidedByHand[];
    sums: readonly Readonly<{ type: string; amount: MoneyRecord; count: number }>[];
    /** What moves no money, or tells how a payout ended, and is taken as it is recorded: how many, by type. */
    taken: readonly Readonly<{ type: string; count: number }>[];
  }>;
}>;
