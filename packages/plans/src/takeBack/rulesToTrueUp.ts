import type { Beneficiary, Rule } from '../document/planDocument.ts';
import { prepared, type Plan } from '../evaluate/plan.ts';

/**
 * The rules that a refund trues up for a beneficiary, in the order of the plan: those that say so, and pay a slab by a
 * counter that the refund has moved. Whether the refunded payment itself had earned under the rule does not matter: what
 * it had added to the counter may have lifted what earlier ones earned.
 * @param lowered counters that the refund has moved, by id
 */
export const rulesToTrueUp = (plan: Plan, beneficiary: Beneficiary, lowered: ReadonlySet<string>): readonly Rule[] =>
  plan.document.rules.filter(
    (rule) =>
      rule.refunds === 'true-up' &&
      rule.earnedOn === 'payment' &&
      rule.beneficiary === beneficiary &&
      slabCountersOf(plan, rule.id).some((counter) => lowered.has(counter)),
  );

/** The counters that place a slab and that it pays on; what it has already earned is another matter. */
const slabCountersOf = (plan: Plan, rule: string): readonly string[] => {
  const slabs = plan[prepared].rules.get(rule)?.slabs ?? [];
  return slabs.flatMap(({ reads }) =>
    reads.flatMap((reading) => ('counter' in reading && reading.at === 'after' ? [reading.counter] : [])),
  );
};
