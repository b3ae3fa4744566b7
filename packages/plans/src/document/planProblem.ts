/** What kind of mistake a plan has. Codes are stable: tools may branch on them. */
export type PlanProblemCode =
  // How it is written
  | 'shape'
  | 'unknown-field'
  | 'bad-text'
  | 'bad-id'
  | 'bad-date'
  | 'bad-number'
  | 'bad-amount'
  | 'bad-rate'
  | 'rate-above-100'
  | 'empty-list'
  | 'duplicate'
  | 'not-ascending'
  | 'too-complex'
  // What it names
  | 'unknown-currency'
  | 'converts-itself'
  | 'unknown-attribute'
  | 'unknown-measure'
  | 'unknown-parameter'
  | 'unknown-counter'
  | 'unknown-rule'
  | 'unknown-beneficiary'
  | 'unknown-payment'
  | 'unknown-deal'
  | 'unread-counter'
  | 'unread-parameter'
  // Measures
  | 'measure-cycle'
  | 'mixed-kinds'
  | 'wrong-kind'
  | 'measure-not-had'
  | 'commission-of-another'
  // Bands
  | 'bands-unsorted'
  | 'band-gap'
  | 'band-two-edges'
  | 'pays-nothing'
  | 'spread-misplaced'
  | 'unreachable'
  // Counters
  | 'counter-of-another'
  | 'counter-of-another-measure'
  | 'counter-without-cause'
  | 'counter-without-refunds'
  | 'refunds-impossible'
  | 'commission-counter'
  | 'wrong-counter'
  | 'wrong-window'
  | 'counter-taken'
  | 'counter-not-readable'
  | 'counter-of-shares'
  // Rules and terms
  | 'split-shares'
  | 'split-group'
  | 'installment-shares'
  | 'collected-on-win'
  | 'true-up-without-slab'
  | 'true-up-and-cancellation'
  | 'limit-within'
  | 'shared-twice'
  | 'hold-and-installments'
  | 'draw-dates'
  | 'draw-below-minimum'
  | 'no-rules'
  | 'no-examples';

/** One mistake in a plan: where it is (a JSON Pointer into the document), and what is wrong in plain words. */
export type PlanProblem = Readonly<{ path: string; code: PlanProblemCode; message: string }>;

/** The problem as one line: where, then what. */
export const describePlanProblem = ({ path, message }: PlanProblem): string =>
  `${path === '' ? 'The plan' : path}: ${message}`;
