/** What kind of mistake a plan has. */
export type PlanProblemCode =
  | 'shape'
  | 'unknown-field'
  | 'bad-text'
  | 'bad-id'
  | 'bad-date'
  | 'bad-number'
  | 'bad-amount'
  | 'bad-rate'
  | 'rate-above-100'
  | 'unknown-currency'
  | 'unknown-counter'
  | 'unknown-attribute'
  | 'unknown-rule'
  | 'duplicate'
  | 'bands-unsorted'
  | 'band-gap'
  | 'empty-list'
  | 'unreachable'
  | 'too-complex'
  | 'unread-counter'
  | 'counter-of-another'
  | 'counter-of-another-measure'
  | 'measure-not-had'
  | 'no-rules'
  | 'no-examples';

/** One mistake in a plan: where it is (a JSON Pointer into the document), and what is wrong in plain words. */
export type PlanProblem = Readonly<{ path: string; code: PlanProblemCode; message: string }>;

/** The problem as one line: where, then what. */
export const describePlanProblem = ({ path, message }: PlanProblem): string =>
  `${path === '' ? 'The plan' : path}: ${message}`;
