import type { HistoryStep } from '@commission-ledger/plans';

/** What a plan does that it should not: a small history, and what is wrong with it in plain words. */
export type Counterexample = Readonly<{
  /** Steps that can be pasted into the plan's own worked examples. */
  steps: readonly HistoryStep[];
  /** The numbers that an enrolment sets, where they matter. */
  parameters?: Readonly<Record<string, string>>;
  /** One or two sentences, with the amounts. */
  why: string;
}>;

/** A plan does not keep what a suite promises. Thrown, so that any test runner reports it. */
export class PlanSuiteFailure extends Error {
  override readonly name = 'PlanSuiteFailure';
  /** As test runners name failed assertions. */
  readonly code = 'ERR_ASSERTION';
  /** What was to hold, such as `never pays more than 30 %`. */
  readonly promise: string;
  /** The smallest history that was found to break it; a promise about the document alone has none. */
  readonly counterexample: Counterexample | undefined;
  /** Give it to `planSuite` to meet the same histories again. */
  readonly seed: number | undefined;

  constructor(promise: string, found: Counterexample | string, seed?: number) {
    super(typeof found === 'string' ? `The plan breaks “${promise}”.\n${found}` : told(promise, found, seed));
    this.promise = promise;
    this.counterexample = typeof found === 'string' ? undefined : found;
    this.seed = seed;
  }
}

const told = (promise: string, { steps, why }: Counterexample, seed?: number): string =>
  [
    `The plan breaks “${promise}”.`,
    ...steps.map((step) => `  ${describeStep(step)}`),
    why,
    ...(seed === undefined ? [] : [`The same histories come again with { seed: ${seed} }.`]),
  ].join('\n');

/** One line: when, what, how much. */
const describeStep = (step: HistoryStep): string => {
  const { date } = step;
  if ('win' in step) return `${date}  win of ${step.win.deal}, ${step.win.amount}${saidBeside(step.win)}`;
  if ('payment' in step)
    return `${date}  payment ${step.payment.payment} on ${step.payment.deal}, ${step.payment.amount}${saidBeside(step.payment)}`;
  if ('refund' in step) return `${date}  refund of ${step.refund.payment}, ${step.refund.amount}`;
  if ('cancel' in step) return `${date}  cancellation of ${step.cancel.deal}`;
  return `${date}  payout`;
};

type Said = Readonly<{
  amounts?: Readonly<Record<string, string>>;
  quantities?: Readonly<Record<string, string>>;
  attributes?: Readonly<Record<string, string>>;
}>;

const saidBeside = ({ amounts, quantities, attributes }: Said): string =>
  Object.entries({ ...amounts, ...quantities, ...attributes })
    .map(([name, value]) => `, ${name} ${value}`)
    .join('');
