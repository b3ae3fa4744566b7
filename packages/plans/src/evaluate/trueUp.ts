import { absent, booked, sum, type Node } from '@commission-ledger/calculation';
import { isZero, zero, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { causeOf, feed, standingOf, type Cause } from './cause.ts';
import { moneyOf } from './moneyOf.ts';
import { objection } from './objection.ts';
import { partOf } from './outcome.ts';
import { prepared, type Plan, type PreparedRule } from './plan.ts';
import { moveTo } from './rate.ts';
import type { CounterMove, Facts, RatingRefusal } from './rating.ts';
import { outOfBounds, withinDigits } from './withinDigits.ts';
import { areWritable, isWritable } from './writable.ts';

/** What a slab owes at the counters as they stand, and how counters of commission move by it. */
export type TrueUp = Readonly<{ amount: Money; root: Node; moves: readonly CounterMove[] }>;

/**
 * What the slab of a rule is due at the counters as they stand, less what the rule has already earned in the window:
 * after a refund has lowered both. The facts are those of the refunded cause, with the counters after the refund;
 * nothing is added to them. Zero for a rule that has no slab, and where nothing is owed either way.
 */
export const trueUpOf = (plan: Plan, ruleId: string, facts: Facts): E.Either<RatingRefusal, TrueUp> => {
  const { rules, roles } = plan[prepared];
  const rule = rules.get(ruleId);
  const role = roles[facts.earnedOn].get(facts.beneficiary);
  if (rule === undefined || role === undefined) throw new TypeError(`The plan has no such rule: ${ruleId}.`);
  const cause = causeOf(plan, facts, role, false, []);
  return withinDigits(
    () => {
      const refusal = objection(role.needs, cause);
      if (refusal !== undefined) return E.left(refusal);
      const trueUp = owed(rule, cause);
      const moved = trueUp.moves.map(({ after }) => after);
      const operands = rule.evidence.operands.map(({ node }) => node(cause));
      return moved.every((after) => after._tag !== 'money' || isWritable(after.money)) &&
        areWritable([trueUp.root, ...operands])
        ? E.right(trueUp)
        : E.left(outOfBounds(ruleId));
    },
    () => ruleId,
  );
};

const owed = (rule: PreparedRule, cause: Cause): TrueUp => {
  const due = rule.slabs.map(({ node }) => node(cause));
  const [only] = due;
  const { plan } = cause;
  if (only === undefined) return { amount: zero(plan.currency), root: nothing(plan, rule.rule.id), moves: [] };
  const root = partOf(rule, cause, due.length === 1 ? only : sum(due, { name: 'commission' }));
  const amount = moneyOf(root);
  if (isZero(amount)) return { amount, root, moves: [] };
  for (const counter of rule.feeds.earned) feed(cause, counter, root);
  const moves = rule.feeds.earned.map((counter) => moveTo(cause, counter, standingOf(cause, counter).now));
  return { amount, root, moves };
};

const nothing = ({ currency }: Plan, rule: string): Node =>
  absent(booked(zero(currency)), `a slab of ${rule}`, [], 'nothing');
