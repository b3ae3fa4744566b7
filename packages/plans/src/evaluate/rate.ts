import type { Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { afterOf, causeOf, standingOf, type Cause } from './cause.ts';
import { objection } from './objection.ts';
import { outcomeOf } from './outcome.ts';
import { prepared, type Plan, type PreparedRule } from './plan.ts';
import type { CounterMove, CounterValue, Facts, Rating, RatingRefusal, RuleOutcome } from './rating.ts';
import { outOfBounds, withinDigits } from './withinDigits.ts';
import { areWritable, isWritable } from './writable.ts';

/**
 * What a plan version makes of one cause for one beneficiary: every rule for it, in the order of the plan, and every
 * counter that moves. Total: what the facts do not allow is a refusal, and no facts make it throw, as long as a place of
 * credit is among the shares. All that it gives can be written: the amounts, the calculations, and the receipts.
 */
export const rate = (plan: Plan, facts: Facts): E.Either<RatingRefusal, Rating> => {
  const role = plan[prepared].roles[facts.earnedOn].get(facts.beneficiary);
  if (role === undefined) return E.right({ moves: [], outcomes: [] });
  let now: string | undefined;
  return withinDigits(
    () => {
      const outcomes: RuleOutcome[] = [];
      const cause = causeOf(plan, facts, role, true, outcomes);
      const refusal = objection(role.needs, cause);
      if (refusal !== undefined) return E.left(refusal);
      for (const rule of role.rules) {
        now = rule.rule.id;
        outcomes.push(outcomeOf(rule, cause));
      }
      now = undefined;
      const moves = movesOf(cause);
      const unwritable = unwritableOf(role.rules, cause, moves);
      return unwritable === undefined ? E.right({ moves, outcomes }) : E.left(unwritable);
    },
    () => now,
  );
};

/** What was computed and cannot be written. Outcomes stand in the order of the rules. */
const unwritableOf = (
  rules: readonly PreparedRule[],
  cause: Cause,
  moves: readonly CounterMove[],
): RatingRefusal | undefined => {
  for (const [index, outcome] of cause.outcomes.entries()) {
    const rule = rules[index];
    const isCalculated = outcome._tag !== 'not-applicable';
    const operands = rule === undefined || !isCalculated ? [] : rule.evidence.operands.map(({ node }) => node(cause));
    const parts = outcome._tag === 'earned' ? outcome.parts.map(({ root }) => root) : [];
    if (!areWritable(isCalculated ? [outcome.root, ...parts, ...operands] : outcome.failed)) {
      return outOfBounds(outcome.rule);
    }
  }
  return moves.some(isTooMuch) ? outOfBounds(undefined) : undefined;
};

const isTooMuch = ({ after }: CounterMove): boolean => after._tag === 'money' && !isWritable(after.money);

const movesOf = (cause: Cause): readonly CounterMove[] => {
  const moves: CounterMove[] = [];
  for (const { counter } of cause.role.counters) {
    const after = afterOf(cause, counter.id);
    if (after.moved) moves.push(moveTo(cause, counter.id, after.node));
  }
  return moves;
};

/** From where the cause found a counter to where it is now. */
export const moveTo = (cause: Cause, id: string, after: Node): CounterMove => {
  const { window, found } = standingOf(cause, id);
  return { counter: id, window, before: counterValue(found), after: counterValue(after) };
};

const counterValue = ({ value }: Node): CounterValue => {
  if (value._tag !== 'money' && value._tag !== 'ratio') throw new TypeError('Counters are booked money, or numbers.');
  return value;
};
