import canonicalize from 'canonicalize';
import { hash } from 'node:crypto';
import { canonicalNode } from './canonicalNode.ts';
import type { Node, RuleRef } from './node.ts';
import type { GraphJson, NodeId, NodeJson } from './nodeJson.ts';
import { valueToJson, unroundedToJson } from './valueJson.ts';

/** The id of a node: equal nodes have equal ids, and a changed digit anywhere below changes it. */
export const nodeId = (node: NodeJson | Readonly<Record<string, unknown>>): NodeId =>
  idOfText(canonicalize(node) ?? '');

const idOfText = (canonical: string): NodeId => hash('sha256', canonical).slice(0, 16);

/** The calculation that ends in `root` as plain JSON. Equal parts appear once. */
export const toGraph = (root: Node): GraphJson => toNamedGraph(root).graph;

/** A graph, and the id that each node of its calculation has in it. */
export type NamedGraph = Readonly<{ graph: GraphJson; idOf: (node: Node) => NodeId | undefined }>;

/** {@link toGraph}, for who has to say which id a part of the calculation has. */
export const toNamedGraph = (root: Node): NamedGraph => {
  const nodes: Record<NodeId, NodeJson> = {};
  const known = new Map<Node, NodeId>();
  const idOf = (node: Node): NodeId => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const json = nodeToJson(node, idOf);
    const id = idOfText(canonicalNode(json));
    known.set(node, id);
    nodes[id] = json;
    return id;
  };
  return { graph: { root: idOf(root), nodes }, idOf: (node) => known.get(node) };
};

const nodeToJson = (node: Node, idOf: (node: Node) => NodeId): NodeJson => {
  const common = {
    value: valueToJson(node.value),
    ...(node.name === undefined ? {} : { name: node.name }),
    ...(node.given === undefined || node.given.length === 0 ? {} : { given: node.given.map(idOf) }),
  };
  switch (node.kind) {
    case 'fact':
      return { kind: 'fact', ...common, from: node.from };
    case 'param':
      return { kind: 'param', ...common, rule: node.rule, path: node.path };
    case 'op':
      return { kind: 'op', op: node.op, ...common, args: node.args.map(idOf), ...ruleOf(node) };
    case 'round':
      return {
        kind: 'round',
        ...common,
        arg: idOf(node.arg),
        mode: node.mode,
        decimals: node.decimals,
        residue: residueOf(node),
      };
    case 'guard':
      return { kind: 'guard', test: node.test, pass: node.pass, ...common, args: node.args.map(idOf), ...ruleOf(node) };
    case 'choice':
      return {
        kind: 'choice',
        ...common,
        taken: idOf(node.taken),
        because: node.because.map((group) => group.map(idOf)),
        rejected: node.rejected.map(({ rule, failed }) => ({ rule, failed: failed.map(idOf) })),
      };
    case 'absent':
      return { kind: 'absent', ...common, key: node.key, searched: node.searched };
  }
};

const ruleOf = ({ rule }: Readonly<{ rule?: RuleRef }>): Readonly<{ rule?: RuleRef }> =>
  rule === undefined ? {} : { rule };

const residueOf = ({ value, residue }: Extract<Node, { kind: 'round' }>): NodeJson['value'] => {
  if (value._tag !== 'money') throw new Error('A rounded value is booked money.');
  return unroundedToJson(residue, value.money.currency);
};
