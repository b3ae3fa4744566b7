/**
 * A version of a plan: the commission terms as data, frozen when it is published.
 *
 * Amounts are decimal strings in the plan's currency, rates are decimal strings (`"0.05"` is 5 %) or
 * `{num, den}` for rates that do not terminate. Everything that decides about money is said here, or has the
 * default that its docstring states and the explanation prints.
 */
export type PlanDocument = Readonly<{
  schema: 'plan/1';
  plan: string;
  /** 1, 2, 3 … in the order of publication. */
  version: number;
  title: LocalizedText;
  /** ISO 4217; causes in another currency are refused by this plan. */
  currency: string;
  /** The first local date this version governs; the version in force is the one with the latest such date. */
  effectiveFrom: string;
  /** Which date of a cause picks the version: when the lead came in, the deal was won, or the customer paid. */
  selectedBy: 'lead' | 'win' | 'payment';
  rounding: Rounding;
  hold: Hold;
  refunds: Refunds;
  payout: PayoutTerms;
  /** Attributes of a deal that conditions may read, by name. */
  attributes: Readonly<Record<string, Attribute>>;
  counters: readonly Counter[];
  rules: readonly Rule[];
  /** Executed before the version is published; one that does not compute refuses it. */
  examples: readonly WorkedExample[];
}>;

/** Text in the languages of the product; English is always there. */
export type LocalizedText = Readonly<{ en: string; ru?: string }>;

/** Each accrual is rounded once, to the currency's minor unit. */
export type Rounding = Readonly<{ mode: 'half-even' | 'half-up' | 'down' | 'up' }>;

/** Commission matures this many calendar days after the local date of its cause. */
export type Hold = Readonly<{ days: number }>;

/**
 * What a refund does to the counters that its payment moved: `lower` takes it out again, `keep` leaves them.
 * What the payment earned is always taken back at the rate it was earned at; what the win of the deal earned stays.
 */
export type Refunds = Readonly<{ counters: 'lower' | 'keep' }>;

/** When matured commission is paid, and from which amount on. A smaller balance is carried over. */
export type PayoutTerms = Readonly<{
  /** Nominally on this day of each month (1–28), moved by the convention when it is no business day. */
  day: number;
  convention: 'none' | 'following' | 'modified-following' | 'preceding';
  /** What is paid: everything that matured before the first day of the payout's month. */
  cutOff: 'start-of-month';
  minimum: string;
}>;

/** A deal without the attribute counts as having `ifMissing`; without `ifMissing` its causes are parked, not guessed. */
export type Attribute = Readonly<{ title?: LocalizedText; ifMissing?: string }>;

/** A measure of a cause. `payment` is what the customer paid, `deal` is the deal's amount. */
export type Measure = 'payment' | 'deal';

/** A running total of a measure over one partner's own causes, from zero at the start of each window of the program's calendar. */
export type Counter = Readonly<{
  id: string;
  measure: Measure;
  window: 'month' | 'quarter' | 'year' | 'ever';
  /** Only causes that meet this count; without it, all do. */
  where?: Condition;
}>;

/** A test of a cause's attributes and measures. */
export type Condition =
  | Readonly<{ attribute: string; in: readonly string[] }>
  | Readonly<{ attribute: string; notIn: readonly string[] }>
  | Readonly<{ measure: Measure; atLeast: string }>
  | Readonly<{ measure: Measure; lessThan: string }>
  | Readonly<{ all: readonly Condition[] }>
  | Readonly<{ any: readonly Condition[] }>
  | Readonly<{ not: Condition }>;

/** One clause that pays somebody. */
export type Rule = Readonly<{
  id: string;
  /** The number the contract page and the explanations cite, such as `3.1`. */
  clause: string;
  title: LocalizedText;
  /** Which cause earns: the win of a deal, or each payment on it. */
  earnedOn: 'win' | 'payment';
  /** Who earns: the partner to whom the deal is credited, or that partner's upline on the day of the cause. */
  beneficiary: 'referrer' | 'upline';
  when?: Condition;
  pay: Pay;
}>;

/** How much: a fixed amount, a share of a measure, or marginal bands along a counter. */
export type Pay =
  | Readonly<{ fixed: string }>
  | Readonly<{ percent: Readonly<{ of: Measure; rate: RateJson; above100?: true }> }>
  | Readonly<{ marginal: Readonly<{ of: Measure; counter: string; bands: readonly Band[] }> }>;

/** From the previous band's `upTo` (or zero) up to and including `upTo`; the last band has none. Half-open above: the next cent falls into the next band. */
export type Band = Readonly<{ upTo?: string; rate: RateJson }>;

/** A share: `"0.05"` is 5 %, `{"num":"1","den":"3"}` is a third. */
export type RateJson = string | Readonly<{ num: string; den: string }>;

/** A cause with its expected result, in the plan's own words and numbers. Every rule that pays must be listed, no other may pay. */
export type WorkedExample = Readonly<{
  title: LocalizedText;
  given: Readonly<{
    payment?: string;
    deal?: string;
    attributes?: Readonly<Record<string, string>>;
    /** Counters before the cause, by id; zero where not given. */
    counters?: Readonly<Record<string, string>>;
  }>;
  /** Amount by rule id. */
  expect: Readonly<Record<string, string>>;
}>;
