import type { Condition } from './condition.ts';
import type { Measure } from './measure.ts';
import type { Beneficiary } from './rule.ts';
import type { LocalizedText } from './words.ts';

/**
 * A running total over one beneficiary's own causes, from zero at the start of each window of the program's calendar.
 */
export type Counter = Readonly<{
  id: string;
  /** What people call it. */
  title?: LocalizedText;
  /** What is added up; see {@link Counted}. */
  measure: Counted;
  window: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'ever';
  /** One total for each deal, or for each value of an attribute (such as a customer); without it, one for all. */
  per?: 'deal' | Readonly<{ attribute: string }>;
  /** Which cause moves it; needed where the measure does not tell: `count`, quantities of a deal. */
  on?: 'win' | 'payment';
  /** Whose causes: those the partner brought (`referrer`, the default), or those that come up to it. */
  of?: Beneficiary;
  /** Only causes that meet this count; without it, all do. */
  where?: Condition;
  /** What a refund of its cause does to it; without it, `refunds.counters` of the plan. See {@link CounterRefunds}. */
  refunds?: CounterRefunds;
}>;

/**
 * A measure of the causes; or commission: what rules paid (`earned`), what a rule would have paid without its cap or
 * floor (`unlimited`), or what its cap has kept back and not yet released (`excess`).
 */
export type Counted =
  | Measure
  | Readonly<{ earned: readonly string[] }>
  | Readonly<{ unlimited: string }>
  | Readonly<{ excess: string }>;

/**
 * `lower` takes the refunded share out; `whole` takes the cause out at once, when all of it has been refunded; `keep`
 * leaves it. Earned commission and the excess of a cap are lowered or kept; what a floor is reckoned on always stays. A count has no sensible `lower`: it must say.
 */
export type CounterRefunds = 'lower' | 'whole' | 'keep';
