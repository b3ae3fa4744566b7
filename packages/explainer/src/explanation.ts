import type { EventRef, NodeId, NodeJson, RuleRef } from '@commission-ledger/calculation';
import type { MoneyRecord } from '@commission-ledger/money';

/**
 * Why an amount is what it is, as plain data that can be stored, sent and verified later. The amount is the value of
 * the node `root`; everything it rests on is in `nodes`. The same history gives the same bytes of canonical JSON.
 * @see docs/reference/explain-1.md
 */
export type Explanation = Readonly<{
  schema: 'explain/1';
  /** The id that was asked about: of a payout, an accrual, a reversal or an adjustment. */
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
  /** Signed: what was taken back is negative. */
  amount: MoneyRecord;
  /** The day of the payout, or the local day on which the entry was earned, refunded or corrected. */
  date: string;
  /** Of a payout: it pays what became payable before this date. */
  cutOff?: string;
  /** The event that booked it, with the path of its amount. */
  from: EventRef;
}>;

/** The kinds of entries in an account. */
export type EntryKind = 'accrual' | 'reversal' | 'adjustment';

/** One entry that the amount is made of. `number` is how people cite it: `3`, and `3.1` for its first step. */
export type Line = AccrualLine | ReversalLine | AdjustmentLine;

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
  beneficiary: 'referrer' | 'upline';
  /** The local day of the cause; so many days later the commission is payable. */
  earnedOn: string;
  holdDays: number;
  rule: RuleRef;
  /** The counters that the rule read, before and after the cause. */
  counters: readonly CounterRead[];
}>;

/** A counter in one of its windows, such as `2017-Q1`. */
export type CounterRead = Readonly<{
  counter: string;
  window: string;
  before: MoneyRecord;
  after: MoneyRecord;
  /** Only where the cause is late: what left the counter at `before` happened after it. */
  overtakenBy?: Overtaking;
}>;

/** An event that moved a counter before an earlier cause was recorded; `on` is the local day on which it happened. */
export type Overtaking = Readonly<{ event: string; occurredAt: string; on: string }>;

/** Commission that was taken back after a refund. */
export type ReversalLine = Entry &
  Readonly<{
    kind: 'reversal';
    refund: string;
    /** The local day of the refund. */
    refundedOn: string;
    accrual: string;
    /** The event that posted the accrual. */
    original: EventRef;
    earned: Earned;
  }>;

/** A correction by hand. */
export type AdjustmentLine = Entry &
  Readonly<{ kind: 'adjustment'; reason: string; author: string; approver: string; correctedOn: string }>;

/** A deal with the text that the program keeps about it, such as its product; `from` is the event of its win. */
export type DealSource = Readonly<{ deal: string; attributes: Readonly<Record<string, string>>; from: EventRef }>;

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
