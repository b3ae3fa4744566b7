import { TooManyDigits } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { GraphProblem } from './graphProblem.ts';
import { problemsOfShape, type Nodes } from './graphShape.ts';
import type { GraphJson, NodeId, NodeJson } from './nodeJson.ts';
import { type Fault } from './fault.ts';
import { operate } from './operations.ts';
import { roundValue, type RoundedValue } from './roundValue.ts';
import { passes } from './passes.ts';
import { nodeId } from './toGraph.ts';
import { text, type Value, type ValueJson } from './value.ts';
import { unroundedToJson, valueFromJson, valueToJson } from './valueJson.ts';

/** A graph whose every step was done again: the answer, and how many nodes of each kind stand behind it. */
export type Verified = Readonly<{
  root: NodeId;
  value: Value;
  nodes: number;
  kinds: Readonly<Record<NodeJson['kind'], number>>;
}>;

/**
 * Does every step of a calculation again, from the values that its arguments state, and checks every id.
 *
 * All problems are named, each with its node. A graph without problems adds up from its leaves; whether the leaves are
 * what the events and the plan say is for those to check who have them.
 */
export const verifyGraph = (graph: GraphJson): E.Either<readonly GraphProblem[], Verified> => {
  const nodes = new Map(Object.entries(graph.nodes));
  const problems = [
    ...problemsOfShape(graph.root, nodes),
    ...[...nodes].flatMap(([id, node]) => problemsOf(id, node, nodes)),
  ];
  const root = nodes.get(graph.root);
  const value = root && valueFromJson(root.value);
  if (problems.length > 0 || value === undefined || E.isLeft(value)) return E.left(problems);
  return E.right({ root: graph.root, value: value.right, nodes: nodes.size, kinds: countKinds([...nodes.values()]) });
};

const problemsOf = (id: NodeId, node: NodeJson, nodes: Nodes): readonly GraphProblem[] => {
  const expected = nodeId(node);
  return [
    ...(expected === id ? [] : [{ _tag: 'WrongId', node: id, expected } as const]),
    ...guardsThatShould(true, node.given ?? [], id, nodes),
    ...problemsOfStep(id, node, nodes),
  ];
};

const problemsOfStep = (id: NodeId, node: NodeJson, nodes: Nodes): readonly GraphProblem[] => {
  switch (node.kind) {
    case 'fact':
    case 'param':
    case 'absent':
      return [];
    case 'op':
      return computed(id, nodes, node.args, (args) =>
        E.map((value: Value) => differing(id, [['value', valueToJson(value), node.value]]))(operate(node.op, args)),
      );
    case 'round':
      return problemsOfRounding(id, node, nodes);
    case 'guard':
      return computed(id, nodes, node.args, (args) =>
        E.map((pass: boolean) =>
          differing(id, [
            ['pass', pass, node.pass],
            ['value', valueToJson(text(String(pass))), node.value],
          ]),
        )(passes(node.test, args)),
      );
    case 'choice':
      return problemsOfChoice(id, node, nodes);
  }
};

const problemsOfRounding = (
  id: NodeId,
  node: Extract<NodeJson, { kind: 'round' }>,
  nodes: Nodes,
): readonly GraphProblem[] =>
  computed(id, nodes, [node.arg], ([arg]) =>
    E.map(({ money, decimals, residue }: RoundedValue) =>
      differing(id, [
        ['value', valueToJson({ _tag: 'money', money }), node.value],
        ['decimals', decimals, node.decimals],
        ['residue', unroundedToJson(residue, money.currency), node.residue],
      ]),
    )(roundValue(arg ?? text(''), node.mode)),
  );

const problemsOfChoice = (
  id: NodeId,
  node: Extract<NodeJson, { kind: 'choice' }>,
  nodes: Nodes,
): readonly GraphProblem[] => [
  ...(node.because.length + node.rejected.length === 0
    ? [{ _tag: 'NotComputable', node: id, reason: 'a choice needs a reason' } as const]
    : []),
  ...differing(id, [['value', nodes.get(node.taken)?.value ?? node.value, node.value]]),
  ...guardsThatShould(true, node.because.flat(), id, nodes),
  ...guardsThatShould(
    false,
    node.rejected.flatMap(({ failed }) => failed),
    id,
    nodes,
  ),
];

const guardsThatShould = (
  expected: boolean,
  guards: readonly NodeId[],
  node: NodeId,
  nodes: Nodes,
): readonly GraphProblem[] =>
  guards.flatMap((id) => {
    const guard = nodes.get(id);
    if (guard === undefined || (guard.kind === 'guard' && guard.pass === expected)) return [];
    return [{ _tag: 'WrongReason', node, guard: id, expected } as const];
  });

/** Does one step with the values its arguments state. A missing argument is reported elsewhere. */
const computed = (
  id: NodeId,
  nodes: Nodes,
  args: readonly NodeId[],
  compute: (args: readonly Value[]) => E.Either<Fault, readonly GraphProblem[]>,
): readonly GraphProblem[] => {
  const stated = args.flatMap((arg) => nodes.get(arg)?.value ?? []).map(valueFromJson);
  if (stated.length < args.length) return [];
  const values = stated.flatMap((value) => (E.isRight(value) ? [value.right] : []));
  if (values.length < args.length) return [{ _tag: 'NotComputable', node: id, reason: 'an argument is no value' }];
  const result = withinDigits(() => compute(values));
  return E.isLeft(result) ? [{ _tag: 'NotComputable', node: id, reason: result.left.reason }] : result.right;
};

/** The graph may come from anywhere, so a number that outgrows all bounds is a finding here, not a defect. */
const withinDigits = <A>(compute: () => E.Either<Fault, A>): E.Either<Fault, A> => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof TooManyDigits) return E.left({ _tag: 'Fault', reason: 'a number has too many digits' });
    throw error;
  }
};

type Stated = ValueJson | number | boolean;

const differing = (
  node: NodeId,
  fields: readonly (readonly [field: string, expected: Stated, got: Stated])[],
): readonly GraphProblem[] =>
  fields
    .filter(([, expected, got]) => !same(expected, got))
    .map(([field, expected, got]) => ({ _tag: 'WrongValue', node, field, expected, got }) as const);

const same = (a: Stated, b: Stated): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  const other = new Map(Object.entries(b));
  return (
    Object.entries(a).length === other.size && Object.entries(a).every(([field, part]) => other.get(field) === part)
  );
};

const countKinds = (nodes: readonly NodeJson[]): Verified['kinds'] => {
  const kinds = { fact: 0, param: 0, op: 0, round: 0, guard: 0, choice: 0, absent: 0 };
  for (const { kind } of nodes) kinds[kind] += 1;
  return kinds;
};
