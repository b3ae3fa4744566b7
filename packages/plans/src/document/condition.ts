import type { Measure } from './measure.ts';
import type { PointTerm } from './words.ts';

/** A test of a cause: of its attributes, measures and date, or of a running total. */
export type Condition =
  | Readonly<{ attribute: string; in: readonly string[] }>
  | Readonly<{ attribute: string; notIn: readonly string[] }>
  | Readonly<{ measure: Measure; atLeast: PointTerm }>
  | Readonly<{ measure: Measure; lessThan: PointTerm }>
  | Readonly<{ counter: string; at: CounterAt; atLeast: PointTerm }>
  | Readonly<{ counter: string; at: CounterAt; lessThan: PointTerm }>
  /** The local date of the cause is not before `from`, and not after `to`. */
  | Readonly<{ date: Readonly<{ from?: string; to?: string }> }>
  | Readonly<{ all: readonly Condition[] }>
  | Readonly<{ any: readonly Condition[] }>
  | Readonly<{ not: Condition }>;

/**
 * Which value of a counter: `before` the cause, `after` it, at the end of the `previous` window, or in
 * `each-earlier` window of the same year, every one of which has to meet the test.
 */
export type CounterAt = 'before' | 'after' | 'previous' | 'each-earlier';
