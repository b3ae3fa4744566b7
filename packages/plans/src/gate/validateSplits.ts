import canonicalize from 'canonicalize';
import type { PlanDocument, Rule, Split } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { countersOfRule } from './payParts.ts';
import { problemsOfId, problemsOfRange, problemsOfRate } from './planWords.ts';
import { addUpToOne } from './validateRules.ts';

type Member = Readonly<{ rule: Rule; split: Split; path: string }>;

/** One commission in shares: they are the whole or declared an overlay, and all rules of a group mean the same one. */
export const problemsOfSplits = ({ rules }: PlanDocument): readonly PlanProblem[] => {
  const members = rules.flatMap((rule, index): readonly Member[] =>
    rule.split === undefined ? [] : [{ rule, split: rule.split, path: `/rules/${index}` }],
  );
  return members.flatMap((member) => {
    const group = members.filter(({ split }) => split.group === member.split.group);
    return problemsOfShares(member).concat(problemsOfMember(member, group));
  });
};

const problemsOfShares = ({ split, path }: Member): readonly PlanProblem[] => {
  const { group, place, shares, overlay } = split;
  const at = `${path}/split`;
  if (shares.length === 0) {
    return [{ path: `${at}/shares`, code: 'empty-list', message: 'Nobody shares in it. Name at least one share.' }];
  }
  const problems = problemsOfId(group, `${at}/group`).concat(
    problemsOfRange(place, [1, shares.length], `${at}/place`, 'The place among the shares'),
    shares.flatMap((share, index) => problemsOfRate(share, `${at}/shares/${index}`, true)),
  );
  if (overlay === true || addUpToOne(shares) !== false) return problems;
  const message =
    'The shares do not add up to 1. Mend them, or say "overlay": true when more or less than the whole is meant.';
  return problems.concat({ path: `${at}/shares`, code: 'split-shares', message });
};

const problemsOfMember = ({ rule, split, path }: Member, group: readonly Member[]): readonly PlanProblem[] => {
  const [first] = group;
  const problems: PlanProblem[] = [];
  if (first !== undefined && first.rule !== rule) {
    const [of, other] = [whole(rule), whole(first.rule)];
    const differing = Object.keys(of).filter((field) => canonicalize(of[field]) !== canonicalize(other[field]));
    if (differing.length > 0) {
      const message = `Rule "${first.rule.id}" is of the same group but has another ${differing.join(' and ')}. What is shared is computed once: write them alike.`;
      problems.push({ path: `${path}/split/group`, code: 'split-group', message });
    }
    const taken = group.find((other_) => other_.split.place === split.place);
    if (taken !== undefined && taken.rule !== rule) {
      const message = `Rule "${taken.rule.id}" has place ${split.place} already. Each place is paid once.`;
      problems.push({ path: `${path}/split/place`, code: 'duplicate', message });
    }
  }
  const shared = group.some((other) => other.rule.beneficiary !== rule.beneficiary);
  if (shared && countersOfRule(rule).length > 0) {
    const message =
      'Beneficiaries have counters of their own, so what they share cannot be computed along one. Remove the counters, or the split.';
    problems.push({ path: `${path}/split/group`, code: 'counter-not-readable', message });
  }
  return problems;
};

/** What has to be the same in all rules that share one commission. */
const whole = ({ pay, when, earnedOn, split }: Rule): Readonly<Record<string, unknown>> => ({
  pay,
  when: when ?? null,
  earnedOn,
  shares: split?.shares,
  overlay: split?.overlay ?? false,
});
