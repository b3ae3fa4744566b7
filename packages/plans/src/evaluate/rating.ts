import type { Instant, LocalDate } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import type { Money } from '@commission-ledger/money';

/**
 * What the evaluator is given about one cause and one beneficiary. Facts come as nodes, so that every leaf of
 * the calculation knows the field of the event it was read from; the evaluator itself knows no events.
 */
export type Facts = Readonly<{
  earnedOn: 'win' | 'payment';
  beneficiary: 'referrer' | 'upline';
  occurredAt: Instant;
  /** The local date of the cause in the program's time zone. */
  date: LocalDate;
  /** Booked money by measure; a measure the cause does not have is absent. */
  measures: Readonly<Partial<Record<'payment' | 'deal', Node>>>;
  /** Text by attribute of the deal. */
  attributes: Readonly<Record<string, Node>>;
  /** The counter's value before this cause, in the window that contains it: booked money. */
  counterBefore: (counter: string, windowKey: string) => Node;
}>;

/** How a counter moved: the same for every rule that reads it. Amounts are in the plan's currency. */
export type CounterMove = Readonly<{ counter: string; window: string; before: Money; after: Money }>;

/** What one rule made of the cause. The amount is the value of `root`. */
export type RuleOutcome =
  | Readonly<{ _tag: 'earned'; rule: string; amount: Money; root: Node }>
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
  | Readonly<{ _tag: 'MissingMeasure'; measure: 'payment' | 'deal'; rule: string }>
  | Readonly<{ _tag: 'OtherCurrency'; expected: string; got: string }>;
