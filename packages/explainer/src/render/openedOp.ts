import type { NodeJson, ValueJson } from '@commission-ledger/calculation';
import type { Explanation } from '../document/explanation.ts';

/** The nodes of a document by id. */
export type Nodes = Explanation['nodes'];

/** An operation. */
export type Op = Extract<NodeJson, { kind: 'op' }>;

/** An operation with what its arguments are and are worth. */
export type Opened = Readonly<{
  nodes: Nodes;
  node: Op;
  arg: (index: number) => NodeJson | undefined;
  value: (index: number) => ValueJson;
}>;

/** Looks up the arguments of an operation. */
export const openedOp = (nodes: Nodes, node: Op): Opened => {
  const arg = (index: number): NodeJson | undefined => nodes[node.args[index] ?? ''];
  return { nodes, node, arg, value: (index) => arg(index)?.value ?? '' };
};
