import type { GraphProblem } from './graphProblem.ts';
import { restsOn, type NodeId, type NodeJson } from './nodeJson.ts';

export type Nodes = ReadonlyMap<NodeId, NodeJson>;

/** The root is there, everything it rests on is there, nothing else is, and nothing rests on itself. */
export const problemsOfShape = (root: NodeId, nodes: Nodes): readonly GraphProblem[] => {
  if (!nodes.has(root)) return [{ _tag: 'MissingRoot', node: root }];
  const missing = [...nodes].flatMap(([node, json]) =>
    restsOn(json)
      .filter((id) => !nodes.has(id))
      .map((id): GraphProblem => ({ _tag: 'MissingNode', node, missing: id })),
  );
  const reached = reachableFrom(root, nodes);
  const stray = [...nodes.keys()].filter((id) => !reached.has(id));
  return [
    ...missing,
    ...stray.map((node): GraphProblem => ({ _tag: 'Unreachable', node })),
    ...circular(nodes).map((node): GraphProblem => ({ _tag: 'Circular', node })),
  ];
};

const reachableFrom = (root: NodeId, nodes: Nodes): ReadonlySet<NodeId> => {
  const reached = new Set([root]);
  for (const id of reached) {
    const node = nodes.get(id);
    for (const below of node === undefined ? [] : restsOn(node)) reached.add(below);
  }
  return reached;
};

/** Takes away nodes that rest on nothing that is left; what cannot be taken away is, or rests on, a circle. */
const circular = (nodes: Nodes): readonly NodeId[] => {
  const waiting = new Map<NodeId, number>();
  const restingOn = new Map<NodeId, NodeId[]>([...nodes.keys()].map((id) => [id, []]));
  for (const [id, node] of nodes) {
    const below = [...new Set(restsOn(node))].filter((other) => nodes.has(other));
    waiting.set(id, below.length);
    for (const other of below) restingOn.get(other)?.push(id);
  }
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of free) {
    waiting.delete(id);
    for (const above of restingOn.get(id) ?? []) {
      const count = (waiting.get(above) ?? 0) - 1;
      waiting.set(above, count);
      if (count === 0) free.push(above);
    }
  }
  return [...waiting.keys()];
};
