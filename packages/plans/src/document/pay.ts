import type { Condition } from './condition.ts';
import type { Measure } from './measure.ts';
import type { AmountTerm, PointTerm, RateJson, RateTerm } from './words.ts';

/** How much a rule pays for a cause: an amount, a share, a bracket, or these combined. */
export type Pay =
  /** The amount for each cause. */
  | Readonly<{ fixed: AmountTerm }>
  /** The amount for each unit of a quantity. */
  | Readonly<{ each: AmountTerm; of: Measure }>
  /** A share of an amount. */
  | Readonly<{ percent: Readonly<{ of: Measure; rate: RateTerm; above100?: true }> }>
  | Readonly<{ marginal: Marginal }>
  | Readonly<{ slab: Slab }>
  | Readonly<{ lookup: Lookup }>
  /** All added up. */
  | Readonly<{ sum: readonly Pay[] }>
  /** The smallest. */
  | Readonly<{ least: readonly Pay[] }>
  /** The largest. */
  | Readonly<{ greatest: readonly Pay[] }>
  /** The first whose condition holds; the last may stand without one, else nothing is paid. */
  | Readonly<{ first: readonly Readonly<{ when?: Condition; pay: Pay }>[] }>
  | Readonly<{ cap: Cap }>
  | Readonly<{ floor: Floor }>
  | Readonly<{ collected: Collected }>;

/**
 * Progressive tiers: the part of the measure that lies in each band, at the band's rate. With a counter the cause
 * moves on from where the counter stands; without one, each cause starts at zero.
 */
export type Marginal = Readonly<{ of: Measure; counter?: string; bands: readonly Band[] }>;

/**
 * The whole window at the rate of the band it has reached, less what the rule has already earned in it: crossing an
 * edge trues up everything before. `counter` picks the band and is what it pays on; where they differ (a rate on
 * revenue by the number of deals), `total` is what it pays on. `already` counts what this rule earned, in the same window;
 * of other rules that it counts too, those before this one have already paid for the same cause.
 */
export type Slab = Readonly<{ counter: string; total?: string; already: string; bands: readonly Band[] }>;

/**
 * One band pays for the whole cause. Which, is read from a counter (`before`: the tier reached earlier, so a crossing
 * counts from the next cause on; `after`: the cause itself counts; `previous`: the last window), or from a measure of
 * the cause itself.
 */
export type Lookup = Readonly<{
  of: Measure;
  by: Readonly<{ counter: string; at: 'before' | 'after' | 'previous' }> | Readonly<{ measure: Measure }>;
  bands: readonly Band[];
}>;

/**
 * A stretch from the edge of the band before (or zero) to its own: up to and including `upTo`, or up to but without
 * `below`; the last has neither. It pays a rate on an amount or an amount for each unit, and may pay a flat amount:
 * in marginal tiers when the band is entered, else with every cause. `spread` pays an amount evenly over the band.
 */
export type Band = Readonly<{
  upTo?: PointTerm;
  below?: PointTerm;
  rate?: RateTerm;
  each?: AmountTerm;
  flat?: AmountTerm;
  spread?: AmountTerm;
  above100?: true;
}>;

/**
 * At most `at`: for each cause, or, with a counter of what the rules earned, in the counter's window. What is above is
 * lost, or with `carry` (a counter of this rule's `excess`) is paid by later causes as soon as there is room.
 * What was kept back and refunded is not paid later, unless the counter keeps it.
 */
export type Cap = Readonly<{ pay: Pay; at: AmountTerm; counter?: string; carry?: string }>;

/** At least `at`: for each cause, or, with a counter of what this rule would pay without it, in the counter's window. */
export type Floor = Readonly<{ pay: Pay; at: AmountTerm; counter?: string }>;

/**
 * Commission on the whole deal, paid in the ratio that the customer has paid: with each payment, what is due on all
 * collected so far less what was due before. `counter` adds up the payments of the deal.
 */
export type Collected = Readonly<{ pay: Pay; counter: string }>;

/** A part of what a rule pays, on its own hold. */
export type Installment = Readonly<{ share: RateJson; hold: Hold }>;

/**
 * How long commission stays on hold: `months`, then `days`, from the local date of the cause, or from the end of its
 * month. It matures on that date.
 */
export type Hold = Readonly<{ days: number; months?: number; from?: 'cause' | 'end-of-month' }>;
