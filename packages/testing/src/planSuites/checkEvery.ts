import * as fc from 'fast-check';
import { PlanSuiteFailure, type Counterexample } from './planSuiteFailure.ts';

/** How long to look. */
export type Effort = Readonly<{ runs: number; seed?: number }>;

/**
 * Looks for facts that break a promise, and shrinks them.
 * @param broken what is wrong with these facts; nothing when the promise holds.
 * @throws PlanSuiteFailure with the smallest facts found.
 */
export const checkEvery = <A>(
  promise: string,
  facts: fc.Arbitrary<A>,
  broken: (facts: A) => Counterexample | undefined,
  { runs, seed }: Effort,
): void => {
  const result = fc.check(
    fc.property(facts, (some) => broken(some) === undefined),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  );
  if (!result.failed) return;
  const [smallest] = result.counterexample ?? [];
  // What throws, throws again here: that is a defect, not a broken promise.
  const found = smallest === undefined ? undefined : broken(smallest);
  throw new PlanSuiteFailure(promise, found ?? 'No facts were found to try it with.', result.seed);
};
