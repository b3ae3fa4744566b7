import { choice, max, mul, roundNode, sub, type Node } from '@commission-ledger/calculation';
import { periodOf, type LocalDate } from '@commission-ledger/calendar';
import { add, isZero, type CurrencyCode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { roleKey } from './compilePlan.ts';
import { test } from './condition.ts';
import { readingsOf, type Readings } from './readingsOf.ts';
import { marginal } from './marginal.ts';
import { minorOf, moneyOf } from './moneyOf.ts';
import { prepared, type Plan, type PreparedRole, type PreparedRule } from './plan.ts';
import type { Counter, Rounding } from '../document/planDocument.ts';
import type { CounterMove, Facts, Rating, RatingRefusal, RuleOutcome } from './rating.ts';

/**
 * What a plan version makes of one cause for one beneficiary: every rule for it, in the order of the plan, and every
 * counter that moves. Total: what the facts do not allow is a refusal, and no facts make it throw as long as their
 * measures and counters are booked money.
 */
export const rate = (plan: Plan, facts: Facts): E.Either<RatingRefusal, Rating> => {
  const role = plan[prepared].roles.get(roleKey(facts.earnedOn, facts.beneficiary));
  if (role === undefined) return E.right({ moves: [], outcomes: [] });
  const refusal = objection(plan, role, facts);
  if (refusal !== undefined) return E.left(refusal);
  const found = countersOf(role, facts);
  const foreign = found.find(({ before }) => moneyOf(before).currency !== plan.currency);
  if (foreign !== undefined) return E.left(otherCurrency(plan, moneyOf(foreign.before).currency));
  const counters: Counters = (counter) => present(found.find((candidate) => candidate.counter === counter));
  const readings = readingsOf(role, facts);
  return E.right({
    moves: movesOf(role, readings, counters),
    outcomes: role.rules.map((rule) => outcomeOf(rule, plan.document.rounding, readings, counters)),
  });
};

/** The window of the counter that a date is in, such as `2017-Q1`. */
export const windowOf = ({ window }: Counter, date: LocalDate): string =>
  window === 'ever' ? 'ever' : periodOf(date, window).key;

/** A counter as the cause finds it. */
type Found = Readonly<{ counter: Counter; window: string; before: Node }>;
type Counters = (counter: Counter) => Found;

/** Each counter is asked for once, however many rules read it. */
const countersOf = ({ asked }: PreparedRole, { counterBefore, date }: Facts): readonly Found[] =>
  asked.map((counter) => {
    const window = windowOf(counter, date);
    return { counter, window, before: counterBefore(counter.id, window) };
  });

const objection = (plan: Plan, role: PreparedRole, facts: Facts): RatingRefusal | undefined => {
  for (const measure of [facts.measures.payment, facts.measures.deal]) {
    if (measure !== undefined && moneyOf(measure).currency !== plan.currency) {
      return otherCurrency(plan, moneyOf(measure).currency);
    }
  }
  for (const { attribute, ifMissing } of role.attributes) {
    if (ifMissing === undefined && !Object.hasOwn(facts.attributes, attribute))
      return { _tag: 'MissingAttribute', attribute };
  }
  for (const { measure, rule } of role.measures) {
    if (facts.measures[measure] === undefined) return { _tag: 'MissingMeasure', measure, rule };
  }
  return undefined;
};

const otherCurrency = (plan: Plan, got: CurrencyCode): RatingRefusal => ({
  _tag: 'OtherCurrency',
  expected: plan.currency,
  got,
});

const movesOf = (role: PreparedRole, readings: Readings, counters: Counters): readonly CounterMove[] =>
  role.counters.flatMap(({ counter, where }) => {
    if (where !== undefined && !test(where, readings).met) return [];
    const { window, before: node } = counters(counter);
    const before = moneyOf(node);
    const after = add(before, moneyOf(readings({ measure: counter.measure })));
    return [{ counter: counter.id, window, before, after }];
  });

const outcomeOf = (rule: PreparedRule, rounding: Rounding, readings: Readings, counters: Counters): RuleOutcome => {
  const { id } = rule.rule;
  const verdict = rule.when && test(rule.when, readings);
  if (verdict?.met === false) return { _tag: 'not-applicable', rule: id, failed: verdict.failed };
  const commission = commissionOf(rule, rounding, readings, counters);
  const root = verdict === undefined ? commission : choice(commission, verdict.because, [], { name: 'commission' });
  const amount = moneyOf(root);
  return isZero(amount) ? { _tag: 'zero', rule: id, root } : { _tag: 'earned', rule: id, amount, root };
};

const commissionOf = ({ pay, ref }: PreparedRule, { mode }: Rounding, readings: Readings, counters: Counters): Node => {
  if (pay._tag === 'fixed') return pay.amount;
  const base = baseOf(readings({ measure: pay.of }));
  const exact =
    pay._tag === 'percent'
      ? mul(base, pay.rate, { name: 'exact-commission', rule: ref })
      : marginal(pay.bands, counters(pay.counter).before, base, ref);
  return roundNode(exact, mode, { name: 'commission' });
};

/** Commission is not earned on less than nothing; what is taken back is a reversal. */
const baseOf = (measure: Node): Node =>
  minorOf(measure) < 0n ? max([measure, sub(measure, measure, { name: 'nothing' })], { name: 'base' }) : measure;

const present = <A>(found: A | undefined): A => {
  if (found === undefined) throw new TypeError('A rule reads a counter that was not asked for.');
  return found;
};
