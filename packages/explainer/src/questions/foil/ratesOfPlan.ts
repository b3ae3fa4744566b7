import { param, ratioOf, type Node, type RuleRef } from '@commission-ledger/calculation';
import { exactToJson, rate as rateOf, type Exact } from '@commission-ledger/money';
import type { Plan, RateJson, Rule } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';

/** A rate that a rule of a plan pays, where it stands there. */
export type RateOfPlan = Readonly<{
  rule: Rule;
  ref: RuleRef;
  /** JSON Pointer into the plan document. */
  path: string;
  ratio: Exact;
  node: Node;
}>;

const known = new WeakMap<Plan, readonly RateOfPlan[]>();

/** Every rate that the rules of a plan pay, in the order of the document. Rates that an enrolment sets are none of them. */
export const ratesOfPlan = (plan: Plan): readonly RateOfPlan[] => {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const { document, hash } = plan;
  const rates = document.rules.flatMap((rule, index) =>
    ratesIn(rule.pay, `/rules/${index}/pay`).map(({ path, ratio }): RateOfPlan => {
      const ref = { plan: document.plan, version: document.version, hash, rule: rule.id, clause: rule.clause };
      return { rule, ref, path, ratio, node: param(ratioOf(ratio), ref, path, 'rate') };
    }),
  );
  known.set(plan, rates);
  return rates;
};

type Found = Readonly<{ path: string; ratio: Exact }>;

/** Fields called `rate`, however deep. */
const ratesIn = (json: unknown, path: string): readonly Found[] => {
  if (Array.isArray(json)) return json.flatMap((each: unknown, index) => ratesIn(each, `${path}/${index}`));
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]: [string, unknown]) => {
    const ratio = name === 'rate' && isRate(value) ? rateOf(value, { allowAboveOne: true }) : undefined;
    if (ratio !== undefined && E.isRight(ratio)) return [{ path: `${path}/${name}`, ratio: ratio.right }];
    return ratesIn(value, `${path}/${name}`);
  });
};

const isRate = (value: unknown): value is RateJson =>
  typeof value === 'string' ||
  (typeof value === 'object' &&
    value !== null &&
    'num' in value &&
    'den' in value &&
    typeof value.num === 'string' &&
    typeof value.den === 'string');

/** Rates of different worth, each the first of its worth. */
export const distinctRates = (rates: readonly RateOfPlan[]): readonly RateOfPlan[] => {
  const seen = new Set<string>();
  return rates.filter(({ ratio }) => {
    const worth = JSON.stringify(exactToJson(ratio));
    return !seen.has(worth) && seen.add(worth);
  });
};
