import type { Counter } from './counter.ts';
import type { MeasureDefinition } from './measure.ts';
import type { Hold } from './pay.ts';
import type { Rule } from './rule.ts';
import type { AttributionTerms, CancellationTerms, PayoutTerms } from './settlementTerms.ts';
import type { LocalizedText, Parameter } from './words.ts';
import type { WorkedExample } from './workedExample.ts';

/**
 * A version of a plan: the commission terms as data, frozen when it is published.
 *
 * Amounts are decimal strings in the plan's currency, rates are decimal strings (`"0.05"` is 5 %) or
 * `{num, den}` for rates that do not terminate. Everything that decides about money is said here, or has the
 * default that its docstring states and the contract page prints.
 */
export type PlanDocument = Readonly<{
  schema: 'plan/1';
  plan: string;
  /** 1, 2, 3 … in the order of publication. */
  version: number;
  title: LocalizedText;
  /** ISO 4217, of every amount here and of everything earned. */
  currency: string;
  /** Currencies of causes that are converted at the rate recorded for the day of the cause; any other is refused. */
  converts?: readonly string[];
  /** The first local date this version governs; the version in force is the one with the latest such date. */
  effectiveFrom: string;
  /** Which date of a cause picks the version: when the lead came in, the deal was won, or the customer paid. */
  selectedBy: 'lead' | 'win' | 'payment';
  /** Whether partners who were in the plan before `effectiveFrom` move to this version (the default) or stay where they are. */
  existingPartners?: 'move' | 'stay';
  rounding: Rounding;
  hold: Hold;
  refunds: Refunds;
  /** Without it, cancelling a deal takes nothing back. */
  cancellation?: CancellationTerms;
  payout: PayoutTerms;
  /** Without it, whoever records the deal says who is credited. */
  attribution?: AttributionTerms;
  /**
   * How a deal credited to several partners is shared: each earns on their share of its amounts (`base`, the default),
   * or the commission on the whole is shared (`commission`). Either way the parts add up.
   */
  sharing?: 'base' | 'commission';
  /** Attributes of a deal that conditions may read, by name. */
  attributes: Readonly<Record<string, Attribute>>;
  /** Measures beside the built-in ones, by name. */
  measures?: Readonly<Record<string, MeasureDefinition>>;
  /** Numbers that an enrolment may set for one partner, by name. */
  parameters?: Readonly<Record<string, Parameter>>;
  counters: readonly Counter[];
  rules: readonly Rule[];
  /** Executed before the version is published; one that does not compute refuses it. */
  examples: readonly WorkedExample[];
}>;

/** Each accrual is rounded once, to the currency's minor unit. What is left over is the program's. */
export type Rounding = Readonly<{ mode: 'half-even' | 'half-up' | 'down' | 'up' }>;

/**
 * What a refund does to the counters that its payment moved: `lower` takes it out again, `keep` leaves them. Refunds
 * later than `within` days after the cause take nothing back; without it, they always do.
 */
export type Refunds = Readonly<{ counters: 'lower' | 'keep'; within?: number }>;

/** A deal without the attribute counts as having `ifMissing`; without `ifMissing` its causes are parked, not guessed. */
export type Attribute = Readonly<{ title?: LocalizedText; ifMissing?: string }>;

export type { Condition, CounterAt } from './condition.ts';
export type { Counted, Counter, CounterRefunds } from './counter.ts';
export type { CarriedBy, Measure, MeasureDefinition } from './measure.ts';
export type { Band, Cap, Collected, Floor, Hold, Installment, Lookup, Marginal, Pay, Slab } from './pay.ts';
export type { Beneficiary, Rule, RuleRefunds, Split } from './rule.ts';
export type {
  AttributionTerms,
  CancellationTerms,
  Draw,
  Fee,
  PayoutDays,
  PayoutTerms,
  TaxRate,
} from './settlementTerms.ts';
export type { AmountTerm, LocalizedText, Parameter, ParameterRef, PointTerm, RateJson, RateTerm } from './words.ts';
export type {
  ExampleDeal,
  ExamplePayment,
  ExampleStep,
  ExpectedPayout,
  GivenCause,
  OneCause,
  SmallHistory,
  WorkedExample,
} from './workedExample.ts';
