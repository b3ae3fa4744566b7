import { guard, type Node, type Test } from '@commission-ledger/calculation';
import type { Condition, CounterAt } from '../document/planDocument.ts';
import { afterOf, attributeOf, earlierOf, noWindow, previousOf, standingOf, type Cause } from './cause.ts';
import { declared, declaredAttribute, InvalidPlan, type Compiler } from './compiler.ts';
import { termsOf, type Literal } from './conditionTerms.ts';
import { dateOf } from './measures.ts';
import type { Formula, PreparedCondition, PreparedTest, Tested } from './plan.ts';
import { distinct } from './reading.ts';
import { pointTerm, textParam } from './terms.ts';

/** A condition that stands at `path`, ready to be tested. @throws InvalidPlan */
export const conditionOf = (compiler: Compiler, condition: Condition, path: string): PreparedCondition => {
  const terms = termsOf(condition, path);
  if (terms === undefined) throw new InvalidPlan(`The condition at ${path} can be met in too many ways.`);
  const literals = new Map(terms.flat().map((literal) => [keyOf(literal), literal]));
  const places = new Map([...literals.keys()].map((key, place) => [key, place]));
  const tests = [...literals.values()].map((literal) => testOf(compiler, literal));
  return {
    tests,
    ways: terms.map((way) => [...new Set(way.flatMap((literal) => places.get(keyOf(literal)) ?? []))]),
    reads: distinct(tests.flatMap(({ reads }) => reads)),
  };
};

/** The same place in the plan can be asked for both ways. */
const keyOf = ({ path, test }: Literal): string => `${test} ${path}`;

const testOf = (compiler: Compiler, literal: Literal): PreparedTest => {
  if ('attribute' in literal) return attributeTest(compiler, literal);
  if ('date' in literal) {
    const limit = textParam(compiler, literal.date, literal.path, 'condition-value');
    return single(
      compiler,
      literal.test,
      { reads: [{ date: 'cause' }], node: (cause) => dateOf(cause, 'cause') },
      limit,
    );
  }
  if ('measure' in literal) {
    const measure = declared(compiler.measures, literal.measure, 'a measure');
    const limit = pointTerm(compiler, literal.limit, measure.kind, literal.path, 'measure-limit');
    return compared(compiler, literal.test, measure, limit);
  }
  const kind = declared(compiler.counters, literal.counter, 'a counter');
  const limit = pointTerm(compiler, literal.limit, kind, literal.path, 'limit');
  if (literal.at === 'each-earlier') return earlierTest(compiler, literal, limit);
  return compared(compiler, literal.test, counterAt(literal.counter, literal.at), limit);
};

const attributeTest = (compiler: Compiler, literal: Extract<Literal, { attribute: string }>): PreparedTest => {
  const { attribute, values, path, test } = literal;
  declaredAttribute(compiler, attribute);
  const params = values.map((value, index) => textParam(compiler, value, `${path}/${index}`, 'condition-value'));
  const { ref } = compiler;
  return {
    reads: [{ attribute }],
    test: (cause) => outcomeOf(guard(test, [attributeOf(cause, attribute), ...params], ref)),
  };
};

const single = ({ ref }: Compiler, test: Test, formula: Formula, limit: Node): PreparedTest => ({
  reads: formula.reads,
  test: (cause) => outcomeOf(guard(test, [formula.node(cause), limit], ref)),
});

const compared = ({ ref }: Compiler, test: Test, formula: Formula, limit: Formula): PreparedTest => ({
  reads: [...formula.reads, ...limit.reads],
  test: (cause) => outcomeOf(guard(test, [formula.node(cause), limit.node(cause)], ref)),
});

const outcomeOf = (tested: Node): Tested => ({ met: holds(tested), guards: [tested] });

const holds = (node: Node): boolean => node.kind === 'guard' && node.pass;

/** A counter as the cause finds it, leaves it, or as it stood at the end of the window before. */
export const counterAt = (counter: string, at: Exclude<CounterAt, 'each-earlier'>): Formula => ({
  reads: [{ counter, at }],
  node: nodeAt[at](counter),
});

const nodeAt: Readonly<Record<Exclude<CounterAt, 'each-earlier'>, (counter: string) => Formula['node']>> = {
  before: (counter) => (cause) => standingOf(cause, counter).now,
  after: (counter) => (cause) => afterOf(cause, counter).node,
  previous: (counter) => (cause) => previousOf(cause, counter),
};

/** One guard for each earlier window. In the first window of a year all that there are meet the test, and none does. */
const earlierTest = (
  { ref }: Compiler,
  { counter, at, test, atLeastOne }: Extract<Literal, { counter: string }>,
  limit: Formula,
): PreparedTest => ({
  reads: [{ counter, at }, ...limit.reads],
  test: (cause) => {
    const nodes = earlierOf(cause, counter);
    if (nodes.length === 0) return noneEarlier(cause, counter, atLeastOne);
    const guards = nodes.map((node) => guard(test, [node, limit.node(cause)], ref));
    const met = atLeastOne ? guards.some(holds) : guards.every(holds);
    return { met, guards: guards.filter((tested) => holds(tested) === met) };
  },
});

/** What was looked for is not there: that is the evidence, whichever way it counts. */
const noneEarlier = (cause: Cause, id: string, atLeastOne: boolean): Tested => {
  const { prepared, window } = standingOf(cause, id);
  const none = noWindow(cause, prepared, window);
  return outcomeOf(guard(atLeastOne ? 'ne' : 'eq', [none, none], prepared.ref));
};
