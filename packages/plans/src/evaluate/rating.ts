import type { Instant, LocalDate } from '@commission-ledger/calendar';
import type { Node, Value } from '@commission-ledger/calculation';
import type { Money } from '@commission-ledger/money';
import type { Beneficiary, CarriedBy } from '../document/planDocument.ts';

/**
 * What the evaluator is given about one cause and one beneficiary. Facts come as nodes, so that every leaf of
 * the calculation knows the field of the event it was read from; the evaluator itself knows no events.
 */
export type Facts = Readonly<{
  earnedOn: 'win' | 'payment';
  beneficiary: Beneficiary;
  occurredAt: Instant;
  /** The local date of the cause in the program's time zone. */
  date: LocalDate;
  /** The deal's id: counters may be kept for each deal. */
  deal: string;
  /** Booked money in the plan's currency; a measure the cause does not have is absent. */
  measures: Readonly<Partial<Record<CarriedBy, Node>>>;
  /** Named amounts (booked money) and numbers (ratios) told with the payment or the deal. */
  amounts: Readonly<Partial<Record<CarriedBy, Readonly<Record<string, Node>>>>>;
  quantities: Readonly<Partial<Record<CarriedBy, Readonly<Record<string, Node>>>>>;
  /** Text by attribute of the deal. */
  attributes: Readonly<Record<string, Node>>;
  /** Local dates as text: of the cause, and of what measures may count from. */
  dates: Readonly<{ cause: Node; lead?: Node; win: Node; 'first-payment'?: Node }>;
  /** Parameters that the enrolment sets: booked money or a ratio, by name. */
  parameters: Readonly<Record<string, Node>>;
  /** What rules gave the partner one level below for this cause, by rule id: booked money. A rule that gave nothing is absent. */
  commissions: Readonly<Record<string, Node>>;
  /**
   * Where the commission, not the base, is shared: this partner's place (a text, `1` is the first) among the shares. A rule
   * that pays on commission is not shared once more.
   */
  credit?: Readonly<{ place: Node; shares: readonly Node[] }>;
  /** The counter's value before this cause, in the window that has this key: booked money, or a ratio for a quantity. */
  counterBefore: (counter: string, windowKey: string) => Node;
}>;

/** An amount of money or a quantity: what a counter stands at. */
export type CounterValue = Extract<Value, { _tag: 'money' | 'ratio' }>;

/** How a counter moved: the same for every rule that reads it. Money is in the plan's currency. */
export type CounterMove = Readonly<{ counter: string; window: string; before: CounterValue; after: CounterValue }>;

/** A part of an outcome that is booked and matures on its own. The parts add up to the outcome. */
export type Installed = Readonly<{ part: number; of: number; amount: Money; root: Node; maturesOn: LocalDate }>;

/**
 * What one rule made of the cause. The amount is the value of `root`; below zero only where a slab trues up downwards. It
 * matures, all of it, with its last part; a part may come to nothing.
 */
export type RuleOutcome =
  | Readonly<{
      _tag: 'earned';
      rule: string;
      amount: Money;
      root: Node;
      maturesOn: LocalDate;
      parts: readonly Installed[];
    }>
  /** The rule applied, but its amount is zero. */
  | Readonly<{ _tag: 'zero'; rule: string; root: Node }>
  /** The rule's condition does not hold; `failed` are the guards that say so. */
  | Readonly<{ _tag: 'not-applicable'; rule: string; failed: readonly Node[] }>;

/** What a plan version makes of one cause for one beneficiary: every rule of that role, in the order of the plan. */
export type Rating = Readonly<{
  moves: readonly CounterMove[];
  outcomes: readonly RuleOutcome[];
}>;

/** Why a cause cannot be rated by this plan version. Nothing is guessed: the cause is parked with the reason. */
export type RatingRefusal =
  | Readonly<{ _tag: 'MissingAttribute'; attribute: string }>
  | Readonly<{ _tag: 'MissingMeasure'; measure: string; rule: string }>
  | Readonly<{ _tag: 'OtherCurrency'; expected: string; got: string }>
  /** An amount or a number that is too large to be reckoned with or to be written; `rule` is where it came up. */
  | Readonly<{ _tag: 'OutOfBounds'; rule?: string }>;
