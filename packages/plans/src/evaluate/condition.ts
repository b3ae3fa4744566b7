import { guard, type Node } from '@commission-ledger/calculation';
import type { Readings } from './readingsOf.ts';
import type { PreparedCondition } from './plan.ts';

/** How a condition came out: every way in which it is met, or the tests that failed in all of them. */
export type Verdict =
  | Readonly<{ met: true; because: readonly (readonly Node[])[] }>
  | Readonly<{ met: false; failed: readonly Node[] }>;

/** Tests a condition. Every test is done, so that the explanation does not depend on the order of the plan's words. */
export const test = ({ tests, ways }: PreparedCondition, readings: Readings): Verdict => {
  const guards = tests.map(({ reads, test: name, params, ref }) => {
    return guard(name, [readings(reads), ...params], ref);
  });
  const because = ways
    .map((way) => way.flatMap((place) => guards[place] ?? []))
    .filter((way) => way.every((node) => node.kind === 'guard' && node.pass));
  if (because.length > 0) return { met: true, because };
  return { met: false, failed: guards.filter((node) => node.kind === 'guard' && !node.pass) };
};
