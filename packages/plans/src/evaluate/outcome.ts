import { mul, roundNode, split, type Node } from '@commission-ledger/calculation';
import { isZero } from '@commission-ledger/money';
import { bookedOf, wholeOf } from './bookedOf.ts';
import { feed, type Cause } from './cause.ts';
import { chosen } from './chosen.ts';
import { maturesOn } from './holdUntil.ts';
import { moneyOf } from './moneyOf.ts';
import type { PreparedRule } from './plan.ts';
import { verdictOf } from './verdictOf.ts';
import type { Installed, RuleOutcome } from './rating.ts';

/** What one rule makes of the cause. Counters of commission go on by what it earns, for the rules after it. */
export const outcomeOf = (rule: PreparedRule, cause: Cause): RuleOutcome => {
  const outcome = evaluated(rule, cause);
  if (outcome._tag === 'earned') for (const counter of rule.feeds.earned) feed(cause, counter, outcome.root);
  return outcome;
};

const evaluated = (rule: PreparedRule, cause: Cause): RuleOutcome => {
  const { id } = rule.rule;
  const verdict = rule.when && verdictOf(rule.when, cause);
  if (verdict?.met === false) return { _tag: 'not-applicable', rule: id, failed: verdict.failed };
  const { mode } = cause.plan.document.rounding;
  // Before the rule has moved its own counters.
  const unlimited = rule.feeds.unlimited.length === 0 ? undefined : bookedOf(rule.unlimited.node(cause), mode);
  const commission = partOf(rule, cause, rule.pay.node(cause));
  if (unlimited !== undefined && !isZero(moneyOf(unlimited))) {
    for (const counter of rule.feeds.unlimited) feed(cause, counter, unlimited);
  }
  const root = verdict === undefined ? commission : chosen(commission, verdict.because, [], 'commission');
  const amount = moneyOf(root);
  if (isZero(amount)) return { _tag: 'zero', rule: id, root };
  const parts = partsOf(rule, cause, root);
  let { maturesOn: last } = parts[0];
  for (const part of parts) if (part.maturesOn > last) last = part.maturesOn;
  return { _tag: 'earned', rule: id, amount, root, maturesOn: last, parts };
};

/** The share of the whole that this rule's beneficiary gets, in whole minor units; the shares add up. */
export const partOf = ({ split: shares, ref, ofPart }: PreparedRule, { plan, facts }: Cause, exact: Node): Node => {
  const { mode } = plan.document.rounding;
  let part = wholeOf(exact, mode);
  const credit = ofPart ? undefined : facts.credit;
  if (shares === undefined && credit === undefined) return part;
  const options = { name: 'commission', rule: ref } as const;
  if (shares !== undefined) {
    part = shares.overlay
      ? roundNode(mul(part, shares.share, { name: 'exact-commission', rule: ref }), mode, { name: 'commission' })
      : split(part, shares.place, shares.shares, options);
  }
  return credit === undefined ? part : split(part, credit.place, credit.shares, options);
};

type Parts = readonly [Installed, ...Installed[]];

/** What is booked and matures by itself: all of it, or the installments, which add up to it. */
const partsOf = ({ installments, hold, ref }: PreparedRule, { facts: { date } }: Cause, root: Node): Parts => {
  if (installments.length === 0) {
    return [{ part: 1, of: 1, amount: moneyOf(root), root, maturesOn: maturesOn(hold, date) }];
  }
  const shares = installments.map(({ share }) => share);
  const [first, ...others] = installments.map((installment, index): Installed => {
    const part = split(root, installment.place, shares, { name: 'installment', rule: ref });
    return {
      part: index + 1,
      of: installments.length,
      amount: moneyOf(part),
      root: part,
      maturesOn: maturesOn(installment.hold, date),
    };
  });
  return first === undefined
    ? [{ part: 1, of: 1, amount: moneyOf(root), root, maturesOn: maturesOn(hold, date) }]
    : [first, ...others];
};
