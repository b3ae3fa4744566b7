import type { Node } from '@commission-ledger/calculation';
import type { Cause, PreparedCondition } from './plan.ts';

/** How a condition came out: every way in which it is met, or the tests that failed in all of them. */
export type Verdict =
  | Readonly<{ met: true; because: readonly (readonly Node[])[] }>
  | Readonly<{ met: false; failed: readonly Node[] }>;

/** Tests a condition. Every test is done, so that the explanation does not depend on the order of the plan's words. */
export const verdictOf = ({ tests, ways }: PreparedCondition, cause: Cause): Verdict => {
  const [only, ...more] = tests;
  if (only !== undefined && more.length === 0 && ways.length === 1) {
    const { met, guards } = only.test(cause);
    return met ? { met, because: [guards] } : { met, failed: guards };
  }
  const tested = tests.map(({ test }) => test(cause));
  const because = ways
    .filter((way) => way.every((place) => tested[place]?.met === true))
    .map((way) => way.flatMap((place) => tested[place]?.guards ?? []));
  if (because.length > 0) return { met: true, because };
  return { met: false, failed: tested.filter(({ met }) => !met).flatMap(({ guards }) => guards) };
};
