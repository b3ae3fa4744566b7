import type { Node, RuleRef, Test } from '@commission-ledger/calculation';
import type { CurrencyCode } from '@commission-ledger/money';
import type { Counter, Measure, PlanDocument, Rule } from '../document/planDocument.ts';

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

export const prepared: unique symbol = Symbol('prepared');

/** Rules and counters by who is rated and for what, such as `payment/upline`. */
export type Prepared = Readonly<{ roles: ReadonlyMap<string, PreparedRole> }>;

/** What one kind of cause means to one kind of beneficiary. */
export type PreparedRole = Readonly<{
  rules: readonly PreparedRule[];
  /** The counters that such a cause moves, when it meets their conditions. */
  counters: readonly PreparedCounter[];
  /** Every counter that is moved or read. */
  asked: readonly Counter[];
  /** Attributes that have to be known, each with the default of the plan. */
  attributes: readonly Readonly<{ attribute: string; ifMissing: Node | undefined }>[];
  /** Measures that have to be known, each with the first rule that asks. */
  measures: readonly Readonly<{ measure: Measure; rule: string }>[];
}>;

export type PreparedRule = Readonly<{
  rule: Rule;
  ref: RuleRef;
  when: PreparedCondition | undefined;
  pay: PreparedPay;
  /** All the facts that decide it, each once. */
  reads: readonly Reading[];
}>;

/** A fact that a rule reads: an attribute of the deal, or a measure of the cause. */
export type Reading = Readonly<{ attribute: string }> | Readonly<{ measure: Measure }>;

export type PreparedPay =
  | Readonly<{ _tag: 'fixed'; amount: Node }>
  | Readonly<{ _tag: 'percent'; of: Measure; rate: Node }>
  | Readonly<{ _tag: 'marginal'; of: Measure; counter: Counter; bands: readonly PreparedBand[] }>;

/** Parameters as nodes; the first band has no lower edge, the last no upper one. */
export type PreparedBand = Readonly<{ lower: Node | undefined; upper: Node | undefined; rate: Node }>;

export type PreparedCounter = Readonly<{ counter: Counter; where: PreparedCondition | undefined }>;

/** The ways to meet a condition, as places in the list of its tests. */
export type PreparedCondition = Readonly<{ tests: readonly PreparedTest[]; ways: readonly (readonly number[])[] }>;

export type PreparedTest = Readonly<{
  reads: Reading;
  test: Test;
  /** The plan's side of the comparison. */
  params: readonly Node[];
  ref: RuleRef | undefined;
}>;
