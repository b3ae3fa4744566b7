import type { Node, RuleRef } from '@commission-ledger/calculation';
import type { CurrencyCode } from '@commission-ledger/money';
import type { Facts, RuleOutcome } from './rating.ts';
import type { Reading } from './reading.ts';
import type {
  Beneficiary,
  CarriedBy,
  Counter,
  CounterAt,
  Hold,
  Measure,
  PlanDocument,
  Rule,
} from '../document/planDocument.ts';

/**
 * A plan version made ready to rate causes: every rate, amount and reference read once. Make one with `compilePlan`;
 * what is behind `prepared` is nobody else's business.
 */
export type Plan = Readonly<{
  document: PlanDocument;
  /** SHA-256 of the document's canonical JSON. */
  hash: string;
  currency: CurrencyCode;
  [prepared]: Prepared;
}>;

/** The key of what only the evaluator reads of a plan. */
export const prepared: unique symbol = Symbol('prepared');

/** Everything of a plan by name, and by who is rated for what. */
export type Prepared = Readonly<{
  roles: Readonly<Record<'win' | 'payment', ReadonlyMap<Beneficiary, PreparedRole>>>;
  rules: ReadonlyMap<string, PreparedRule>;
  counters: ReadonlyMap<string, PreparedCounter>;
  measures: ReadonlyMap<Measure, Formula>;
  parameters: ReadonlyMap<string, PreparedParameter>;
  /** The defaults of attributes, as parameters of the plan. */
  defaults: ReadonlyMap<string, Node | undefined>;
}>;

/** A number or an amount that a cause gives, as the calculation of it, with everything that it reads. */
export type Formula = Readonly<{ reads: readonly Reading[]; node: (cause: Cause) => Node }>;

/** Amounts of money, or plain numbers. */
export type Kind = 'money' | 'quantity';

/** A number of the plan that an enrolment may override; `value` is the document's. */
export type PreparedParameter = Readonly<{ kind: Kind; value: Node }>;

/** What one kind of cause means to one kind of beneficiary. */
export type PreparedRole = Readonly<{
  earnedOn: 'win' | 'payment';
  beneficiary: Beneficiary;
  rules: readonly PreparedRule[];
  /** The counters that such a cause may move. */
  counters: readonly PreparedCounter[];
  /** The ids of those that it moves by a measure. */
  moved: ReadonlySet<string>;
  /** What has to be known before anything is rated. */
  needs: Needs;
}>;

/** The facts that a role reads, each once; for those that may be missing, the rule or counter that asks first. */
export type Needs = Readonly<{
  attributes: readonly string[];
  measures: readonly Readonly<{ measure: Measure; kind: Kind; rule: string; told?: Told }>[];
  parameters: readonly string[];
  commissions: readonly string[];
  /** Counters that are moved or read, and in which windows before the present one; with the first rule that reads them. */
  counters: readonly Readonly<{
    counter: PreparedCounter;
    rule: string;
    past: readonly ('previous' | 'each-earlier')[];
  }>[];
}>;

/** Where a measure is told beside the main amount, and whether the plan says what its absence counts as. */
export type Told = Readonly<{ kind: 'amounts' | 'quantities'; of: CarriedBy; name: string; optional: boolean }>;

/** One clause, ready to rate causes: its parameters are nodes, its references resolved. */
export type PreparedRule = Readonly<{
  rule: Rule;
  /** The place of the rule in the plan. */
  index: number;
  ref: RuleRef;
  when: PreparedCondition | undefined;
  /** What it pays, before it is rounded and shared. */
  pay: Formula;
  /** The same without the caps and floors around it. */
  unlimited: Formula;
  hold: Hold;
  /** The shares of the split, and the place among them. */
  split: PreparedSplit | undefined;
  /** Whether it pays on commission that was given: that is a part already, and is not shared by credit once more. */
  ofPart: boolean;
  installments: readonly PreparedInstallment[];
  /** The slabs that a refund may true up. */
  slabs: readonly Formula[];
  /** Counters of what this rule earns, and of what it would pay without limits. */
  feeds: Readonly<{ earned: readonly string[]; unlimited: readonly string[] }>;
  /** All the facts that decide it, each once. */
  reads: readonly Reading[];
  evidence: PreparedEvidence;
}>;

/** What a receipt states: the facts that are read by their names, and the counters. */
export type PreparedEvidence = Readonly<{
  operands: readonly Readonly<{ name: string; node: (cause: Cause) => Node }>[];
  counters: readonly Readonly<{ counter: string; at: CounterAt }>[];
}>;

/** A rule's part of a shared commission: its place and `share` among all shares (ratios); an overlay's need not add up. */
export type PreparedSplit = Readonly<{ place: Node; shares: readonly Node[]; share: Node; overlay: boolean }>;

/** A part of what a rule pays: its place and share among the parts, and the hold it has of its own. */
export type PreparedInstallment = Readonly<{ place: Node; share: Node; hold: Hold }>;

/** A counter; what moves it is a measure, or, without one, the commission of rules. */
export type PreparedCounter = Readonly<{
  counter: Counter;
  ref: RuleRef;
  measure: Formula | undefined;
  where: PreparedCondition | undefined;
  kind: Kind;
}>;

/** How one test came out, and the guards that say so: those that hold, or else those that do not. */
export type Tested = Readonly<{ met: boolean; guards: readonly Node[] }>;

/** One test of a condition, and the facts that it reads. */
export type PreparedTest = Readonly<{ reads: readonly Reading[]; test: (cause: Cause) => Tested }>;

/** The ways to meet a condition, as places in the list of its tests. */
export type PreparedCondition = Readonly<{
  tests: readonly PreparedTest[];
  ways: readonly (readonly number[])[];
  reads: readonly Reading[];
}>;

/**
 * A cause while it is rated: its facts, and what has been made of them so far. It lives as long as one rating; what is
 * computed once is kept, so that equal parts of a calculation are the same node. The lists are short: a plan has few
 * counters and measures, and most causes read one or two.
 */
export type Cause = Readonly<{
  plan: Plan;
  facts: Facts;
  role: PreparedRole;
  /** Whether the cause moves counters; not when it is asked what is due at the counters as they stand. */
  moves: boolean;
  measures: Measured[];
  standings: Standing[];
  /** Of the rules before, in the order of the plan. */
  outcomes: readonly RuleOutcome[];
}>;

/** A measure of the cause that has been computed. */
export type Measured = Readonly<{ measure: string; node: Node }>;

/** A counter in its window: as the cause found it, and with what the rules before have added. */
export type Standing = {
  readonly prepared: PreparedCounter;
  readonly window: string;
  readonly found: Node;
  now: Node;
  /** Whether commission has been added. */
  fed: boolean;
  /** With the measure of the cause, when it was asked for. */
  after: After | undefined;
};

/** A counter after the cause: moved, or left where it was. */
export type After = Readonly<{ moved: boolean; node: Node }>;
