import type { LocalizedText, RateJson } from './words.ts';

/**
 * What a cause amounts to: an amount of money, or a plain number (a quantity). `payment` is what the customer paid,
 * `deal` is the deal's amount, `count` is 1 for each cause; others are defined by the plan.
 */
export type Measure = string;

/** The measures every plan has. */
export const builtInMeasures = ['payment', 'deal', 'count'] as const;

/** The event that a named amount or number stands in. */
export type CarriedBy = 'payment' | 'deal';

/** A measure the plan defines from what causes carry; `title` is what people call it. */
export type MeasureDefinition = Readonly<{ title?: LocalizedText }> & MeasureForm;

type MeasureForm =
  /** An amount told beside the main one: tax, shipping, cost. */
  | Readonly<{ amount: string; of: CarriedBy; ifMissing?: string }>
  /** A number told beside the amount: seats, meetings. Not negative. */
  | Readonly<{ quantity: string; of: CarriedBy; ifMissing?: string }>
  /**
   * Measures added up, less others, and of that a `share` (an amount is rounded as commission is); `notBelowZero` keeps a
   * loss from lowering other commission.
   */
  | Readonly<{ sum: readonly Measure[]; less?: readonly Measure[]; share?: RateJson; notBelowZero?: true }>
  /** Whole months or days from a date of the deal to the date of the cause. */
  | Readonly<{ elapsed: 'months' | 'days'; since: 'lead' | 'win' | 'first-payment' }>
  /** What these rules gave for the same cause: to the beneficiary itself, or to the partner one level below. */
  | Readonly<{ commission: readonly string[] }>;
