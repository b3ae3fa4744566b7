import type { EventRef, NodeId, NodeJson, RuleRef, ValueJson } from '@commission-ledger/calculation';
import type { MoneyRecord } from '@commission-ledger/money';

/**
 * Why an amount is what it is, as plain data that can be stored, sent and verified later. The amount is the value of
 * the node `root`; everything it rests on is in `nodes`. The same history gives the same bytes of canonical JSON.
 * @see docs/reference/explain-1.md
 */
export type Explanation = Readonly<{
  schema: 'explain/1';
  /** The id that was asked about: of a payout, or of an entry of an account. */
  subject: string;
  question: 'why';
  about: About;
  root: NodeId;
  nodes: Readonly<Record<NodeId, NodeJson>>;
  /** The amount less its addends: always zero. */
  unexplained: MoneyRecord;
  /** What the amount is made of, in the order in which it was booked; one line for anything but a payout. */
  lines: readonly Line[];
  /** The lines by kind; only kinds that occur. */
  totals: readonly Total[];
  /** Of a payout from which something is kept back, or to which something is added: what, in the order it was booked. */
  charges?: readonly ChargeLine[];
  /** The plan versions that were applied, each with the event that published it. */
  plans: readonly PlanSource[];
  program: ProgramSource;
  asOf: AsOf;
  log: LogState;
  /** The program that wrote the document, with the version of its rules. */
  engine: string;
}>;

/** What was asked about, as it was booked. */
export type About = Readonly<{
  kind: EntryKind | 'payout';
  program: string;
  partner: string;
  /** Signed: what was taken back is negative. Of a payout with charges: what arrives. */
  amount: MoneyRecord;
  /** Only of a payout with charges: the sum of its lines. */
  gross?: MoneyRecord;
  /** Only of a payout into another currency: what arrives there. */
  converted?: Converted;
  /** The day of the payout, or the local day on which the entry was earned, taken back, corrected or paid out. */
  date: string;
  /** Of a payout: it pays what became payable before this date. */
  cutOff?: string;
  /** The event that booked it, with the path of its amount. */
  from: EventRef;
}>;

/** What arrives in another currency: the value of the node, at the rate told for that date. */
export type Converted = Readonly<{ amount: MoneyRecord; date: string; node: NodeId }>;

/** The kinds of entries in an account. */
export type EntryKind =
  | 'accrual'
  | 'reversal'
  | 'adjustment'
  | 'true-up'
  | 'draw-advance'
  | 'draw-recovery'
  | 'write-off'
  | 'unclaimed';

/** One entry that the amount is made of. `number` is how people cite it: `3`, and `3.1` for its first step. */
export type Line = AccrualLine | ReversalLine | AdjustmentLine | TrueUpLine | DrawLine | WriteOffLine | UnclaimedLine;

type Entry = Readonly<{
  number: string;
  node: NodeId;
  /** Signed; the value of the node. */
  amount: MoneyRecord;
  entry: string;
  /** The first day on which it is payable. */
  maturesOn: string;
  /** The event that posted it, with the path of its amount. */
  from: EventRef;
}>;

/** Commission that was earned. */
export type AccrualLine = Entry & Readonly<{ kind: 'accrual' }> & Earned;

/** What an accrual was earned with. */
export type Earned = Readonly<{
  deal: DealSource;
  cause: Readonly<{ kind: 'win' | 'payment'; id: string }>;
  /** The partner to whom the deal is credited, and in which role this one earns on it. */
  referrer: string;
  beneficiary: string;
  /**
   * The local day of the cause. The hold counts from it, or from the end of its month: first the months, then the days,
   * and the commission is payable.
   */
  earnedOn: string;
  holdDays: number;
  holdMonths?: number;
  holdFrom?: 'end-of-month';
  /** Where the rule pays in parts that mature apart: which one of how many. */
  part?: Readonly<{ number: number; of: number }>;
  rule: RuleRef;
  /** The counters that the rule read, before and after the cause. */
  counters: readonly CounterRead[];
}>;

/** A counter in one of its windows, such as `2017-Q1`, or `2017-Q1/D-7` where it is kept for each deal. */
export type CounterRead = Readonly<{
  counter: string;
  window: string;
  /**
   * What it adds up, where that is not the amounts of sales: commission, what a rule would pay without its limits
   * (`unlimited`), what a cap keeps back (`kept-back`), or a number of units.
   */
  counts?: 'commission' | 'unlimited' | 'kept-back' | 'units';
  /** Money, or a number of units. */
  before: ValueJson;
  after: ValueJson;
  /** Only where the cause is late: what left the counter at `before` happened after it. */
  overtakenBy?: Overtaking;
}>;

/** An event that moved a counter before an earlier cause was recorded; `on` is the local day on which it happened. */
export type Overtaking = Readonly<{ event: string; occurredAt: string; on: string }>;

/** Commission that was taken back, after a refund or because the deal was called off. */
export type ReversalLine = Entry &
  Readonly<{
    kind: 'reversal';
    /** The refund, and the local day of it. */
    refund?: string;
    refundedOn?: string;
    /** Instead, where the deal was called off: the local day of that. */
    cancelledOn?: string;
    accrual: string;
    /** The event that posted the accrual. */
    original: EventRef;
    earned: Earned;
  }>;

/** What a rule gives now, less what was booked. */
export type TrueUpLine = Entry &
  Readonly<{
    kind: 'true-up';
    deal: DealSource;
    referrer: string;
    beneficiary: string;
    /** The local day it is booked on. */
    trueUpOn: string;
    rule: RuleRef;
    counters: readonly CounterRead[];
    /** The refund that lowered a slab. */
    refund?: string;
    /** Instead: why an accrual was rated again. */
    rerating?: Readonly<{ id: string; accrual: string; reason: string; author: string; approver: string }>;
  }>;

/** A payout made up to the guaranteed amount, or what goes back of that; `debt` is what is owed after it. */
export type DrawLine = Entry &
  Readonly<{ kind: 'draw-advance' | 'draw-recovery'; date: string; debt: MoneyRecord; payout: string }>;

/** A balance below zero that is not carried on; by hand it takes two people. */
export type WriteOffLine = Entry &
  Readonly<{ kind: 'write-off'; date: string; reason: string; author?: string; approver?: string }>;

/** What was payable and is set apart, because nobody claimed it. */
export type UnclaimedLine = Entry &
  Readonly<{ kind: 'unclaimed'; date: string; reason: string; author: string; approver: string }>;

/** A correction by hand. */
export type AdjustmentLine = Entry &
  Readonly<{ kind: 'adjustment'; reason: string; author: string; approver: string; correctedOn: string }>;

/**
 * A deal with the text that the program keeps about it, such as its product; `from` is the event of its win. Where it was
 * amended before the cause, or the cause was rated again after that: the amendments that hold for it, in order.
 */
export type DealSource = Readonly<{
  deal: string;
  attributes: Readonly<Record<string, string>>;
  from: EventRef;
  amendments?: readonly AmendmentSource[];
}>;

/** What changed of a deal, and the event that said it. */
export type AmendmentSource = Readonly<{ amendment: string; reason: string; author: string; from: EventRef }>;

/**
 * Tax or a fee kept back from a payout, or VAT added on top. `amount` is signed as it enters what arrives; without the
 * sign it is the value of the node. What the program bears does not enter what arrives.
 */
export type ChargeLine = Readonly<{
  kind: 'withholding' | 'fee' | 'vat';
  id: string;
  /** What the plan calls it, by language; of a tax only where the plan says so. */
  title?: Readonly<{ en: string; ru?: string }>;
  node: NodeId;
  amount: MoneyRecord;
  bornBy: 'partner' | 'program';
  /** Where the plan says so, as a JSON Pointer. */
  path: string;
  /** The event that booked it, with the path of its amount. */
  from: EventRef;
}>;

/** How many entries of a kind there are, from how many deals, refunds or corrections, and their sum. */
export type Total = Readonly<{ kind: EntryKind; lines: number; causes: number; amount: MoneyRecord }>;

/** One version of a plan, and the event that published it. */
export type PlanSource = Readonly<{ plan: string; version: number; hash: string; from: EventRef }>;

/** The program whose time zone decides on which day something happened, and the event that opened it. */
export type ProgramSource = Readonly<{ program: string; timeZone: string; from: EventRef }>;

/** `effective`: the day the amount belongs to. `known`: when the newest of the events cited was recorded. */
export type AsOf = Readonly<{ effective: string; known: string }>;

/** How many events are cited, and the newest of them. */
export type LogState = Readonly<{ events: number; stream: string; revision: number; head: string }>;
