import type { NodeId } from './nodeJson.ts';
import type { ValueJson } from './value.ts';

/** What is wrong with a graph, and at which node. */
export type GraphProblem =
  /** The document is not of the form of `explain/1`; `path` is a JSON Pointer into it. */
  | Readonly<{ _tag: 'Malformed'; path: string; expected: string }>
  | Readonly<{ _tag: 'MissingRoot'; node: NodeId }>
  | Readonly<{ _tag: 'WrongId'; node: NodeId; expected: NodeId }>
  | Readonly<{ _tag: 'MissingNode'; node: NodeId; missing: NodeId }>
  | Readonly<{ _tag: 'Unreachable'; node: NodeId }>
  | Readonly<{ _tag: 'Circular'; node: NodeId }>
  | Readonly<{ _tag: 'NotComputable'; node: NodeId; reason: string }>
  | Readonly<{
      _tag: 'WrongValue';
      node: NodeId;
      field: string;
      expected: ValueJson | number | boolean;
      got: ValueJson | number | boolean;
    }>
  /** A reason that does not hold, or a rejection whose guard does. */
  | Readonly<{ _tag: 'WrongReason'; node: NodeId; guard: NodeId; expected: boolean }>;

/** One sentence for what is wrong and where. */
export const describeGraphProblem = (problem: GraphProblem): string => {
  switch (problem._tag) {
    case 'Malformed':
      return `At ${problem.path || 'the top'}: expected ${problem.expected}.`;
    case 'MissingRoot':
      return `The root ${problem.node} is not among the nodes.`;
    case 'WrongId':
      return `Node ${problem.node}: its content hashes to ${problem.expected}. It was changed after it was written.`;
    case 'MissingNode':
      return `Node ${problem.node}: it rests on ${problem.missing}, which is not there.`;
    case 'Unreachable':
      return `Node ${problem.node}: the root does not rest on it.`;
    case 'Circular':
      return `Node ${problem.node}: it rests on itself.`;
    case 'NotComputable':
      return `Node ${problem.node}: it cannot be computed, ${problem.reason}.`;
    case 'WrongValue':
      return `Node ${problem.node}: ${problem.field} should be ${JSON.stringify(problem.expected)} but is ${JSON.stringify(problem.got)}.`;
    case 'WrongReason':
      return `Node ${problem.node}: the guard ${problem.guard} should ${problem.expected ? 'hold' : 'not hold'}.`;
  }
};
