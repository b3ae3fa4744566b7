import { causeOf } from './cause.ts';
import { outcomeOf } from './outcome.ts';
import { prepared, type Plan, type Tested } from './plan.ts';
import type { Facts, RuleOutcome } from './rating.ts';

/** Every test of a rule's condition, and the ways to meet it, as places in the list of tests: all of one way have to hold. */
export type TestedConditions = Readonly<{ tests: readonly Tested[]; ways: readonly (readonly number[])[] }>;

/**
 * How each test of a rule's condition comes out for a cause that `rate` has rated by this plan: those that hold beside those
 * that do not. Nothing for a rule without a condition, and for one that is none for these facts.
 */
export const testedConditions = (plan: Plan, facts: Facts, rule: string): TestedConditions => {
  const role = plan[prepared].roles[facts.earnedOn].get(facts.beneficiary);
  const outcomes: RuleOutcome[] = [];
  if (role === undefined) return nothing;
  const cause = causeOf(plan, facts, role, true, outcomes);
  for (const candidate of role.rules) {
    if (candidate.rule.id !== rule) {
      // Conditions may read what the rules before have earned.
      outcomes.push(outcomeOf(candidate, cause));
      continue;
    }
    const { when } = candidate;
    return when === undefined ? nothing : { tests: when.tests.map(({ test }) => test(cause)), ways: when.ways };
  }
  return nothing;
};

const nothing: TestedConditions = { tests: [], ways: [] };
