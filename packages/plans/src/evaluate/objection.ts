import type { Node } from '@commission-ledger/calculation';
import { earlierOf, parameterOf, previousOf, standingOf, type Cause } from './cause.ts';
import { givenBy, toldIn } from './measures.ts';
import { prepared, type Kind, type Needs, type PreparedCounter } from './plan.ts';
import type { RatingRefusal } from './rating.ts';
import { outOfBounds } from './withinDigits.ts';
import { isWritable } from './writable.ts';

/**
 * Why a cause cannot be rated: everything that the rules of the role may read is looked for before anything is
 * computed, so that a refusal does not depend on what the cause amounts to.
 */
export const objection = (needs: Needs, cause: Cause): RatingRefusal | undefined => {
  const { payment, deal } = cause.facts.measures;
  const refusal =
    foreign(cause, payment) ?? foreign(cause, deal) ?? missingAttribute(needs, cause) ?? unknownMeasure(needs, cause);
  if (refusal !== undefined) return refusal;
  for (const rule of needs.commissions) {
    const other = foreign(cause, givenBy(cause, rule));
    if (other !== undefined) return other;
  }
  return foreignParameter(needs, cause) ?? foreignCounter(needs, cause);
};

const foreignParameter = ({ parameters }: Needs, cause: Cause): RatingRefusal | undefined => {
  for (const name of parameters) {
    const node = parameterOf(cause, name);
    const other = foreign(cause, node);
    if (other !== undefined) return other;
    const kind = cause.plan[prepared].parameters.get(name)?.kind;
    if (kind !== undefined && !isOf(node, kind)) return { _tag: 'MissingMeasure', measure: name, rule: name };
  }
  return undefined;
};

/** An earlier version of the plan may have counted something else under the same id. */
const foreignCounter = ({ counters }: Needs, cause: Cause): RatingRefusal | undefined => {
  for (const { counter, rule, past } of counters) {
    const { id } = counter.counter;
    let refusal = unusable(cause, standingOf(cause, id).found, counter, rule);
    for (const at of past) {
      const nodes = at === 'previous' ? [previousOf(cause, id)] : earlierOf(cause, id);
      for (const node of nodes) refusal ??= unusable(cause, node, counter, rule);
    }
    if (refusal !== undefined) return refusal;
  }
  return undefined;
};

const unusable = (
  cause: Cause,
  node: Node,
  { counter, kind }: PreparedCounter,
  rule: string,
): RatingRefusal | undefined =>
  foreign(cause, node) ?? (isOf(node, kind) ? undefined : { _tag: 'MissingMeasure', measure: counter.id, rule });

/** Money that is not in the plan's currency, or too much of it. */
const foreign = ({ plan }: Cause, node: Node | undefined): RatingRefusal | undefined => {
  if (node?.value._tag !== 'money') return undefined;
  const { money } = node.value;
  if (money.currency !== plan.currency) {
    return { _tag: 'OtherCurrency', expected: plan.currency, got: money.currency };
  }
  return isWritable(money) ? undefined : outOfBounds(undefined);
};

const missingAttribute = ({ attributes }: Needs, { plan, facts }: Cause): RatingRefusal | undefined => {
  for (const attribute of attributes) {
    if (plan[prepared].defaults.get(attribute) === undefined && !Object.hasOwn(facts.attributes, attribute)) {
      return { _tag: 'MissingAttribute', attribute };
    }
  }
  return undefined;
};

/** Not told, or told as something else: a number in the place of an amount. */
const unknownMeasure = ({ measures }: Needs, cause: Cause): RatingRefusal | undefined => {
  for (const { measure, kind, rule, told } of measures) {
    const node = told === undefined ? builtIn(cause, measure) : toldIn(cause.facts, told);
    const other = foreign(cause, node);
    if (other !== undefined) return other;
    if (node === undefined ? told?.optional === false || isBuiltIn(measure) : !isOf(node, kind)) {
      return { _tag: 'MissingMeasure', measure, rule };
    }
  }
  return undefined;
};

const isBuiltIn = (measure: string): measure is 'payment' | 'deal' => measure === 'payment' || measure === 'deal';

const builtIn = ({ facts }: Cause, measure: string): Node | undefined =>
  isBuiltIn(measure) ? facts.measures[measure] : undefined;

const isOf = ({ value }: Node, kind: Kind): boolean => value._tag === (kind === 'money' ? 'money' : 'ratio');
