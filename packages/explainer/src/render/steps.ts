import type { NodeId, NodeJson, RuleRef, ValueJson } from '@commission-ledger/calculation';
import type { Explanation } from '../document/explanation.ts';
import { isBelowZero, isNothing, withoutSign } from './numbers.ts';
import { comparisonsOf } from './positionSentences.ts';
import { opened, saidOf, whyBand, whyPart } from './stepSentences.ts';
import type { Said } from './templates.ts';

/** One step of a calculation: what was done and why, how the result was rounded, if it was, and by which clause. */
export type Step = Readonly<{ node: NodeId; said: Said; why?: readonly Said[]; rounded?: Said; rule?: RuleRef }>;

type Nodes = Explanation['nodes'];
type Op = Extract<NodeJson, { kind: 'op' }>;
type Round = Extract<NodeJson, { kind: 'round' }>;

/** The steps that lead to a node, in the order in which they are done. Steps that others already tell are left out. */
export const stepsTo = (nodes: Nodes, root: NodeId): readonly Step[] => {
  const steps: Step[] = [];
  const seen = new Set<NodeId>();
  const visit = (id: NodeId): void => {
    const node = nodes[id];
    if (node === undefined || seen.has(id)) return;
    seen.add(id);
    switch (node.kind) {
      case 'choice': {
        const flat = nodes[node.taken];
        if (node.name !== 'flat' || flat?.kind !== 'param') return visit(node.taken);
        const said = fixedBy(flat);
        const why = comparisonsOf(nodes, node.because[0] ?? []);
        if (said !== undefined) steps.push({ node: id, said, ...(why.length === 0 ? {} : { why }), rule: flat.rule });
        return;
      }
      case 'round':
        visit(node.arg);
        return addRounding(steps, id, node, valueAt(nodes, node.arg));
      case 'op':
        for (const arg of opened(nodes, node)) visit(arg);
        steps.push(...stepOf(nodes, id, node));
        return;
      case 'param': {
        const said = fixedBy(node);
        if (said !== undefined) steps.push({ node: id, said, rule: node.rule });
        return;
      }
      case 'fact':
      case 'guard':
      case 'absent':
    }
  };
  visit(root);
  return steps;
};

const valueAt = (nodes: Nodes, id: NodeId): ValueJson => nodes[id]?.value ?? '';

/** Amounts that are paid as they stand in the plan. */
const fixedBy = ({ name, value: amount }: Extract<NodeJson, { kind: 'param' }>): Said | undefined => {
  if (name === 'commission') return { key: 'fixed', holes: { amount } };
  return name === 'flat' ? { key: 'flat', holes: { amount } } : undefined;
};

const addRounding = (steps: Step[], id: NodeId, { arg, value, mode, residue }: Round, exact: ValueJson): void => {
  if (isNothing(residue)) return;
  const key = isBelowZero(residue) === isBelowZero(exact) ? 'roundedOff' : 'roundedUp';
  const rounded: Said = { key, holes: { booked: value, mode, residue: withoutSign(residue) } };
  const last = steps.at(-1);
  if (last?.node === arg) steps[steps.length - 1] = { ...last, rounded };
  else steps.push({ node: id, said: { key: 'together', holes: { amount: exact } }, rounded });
};

const stepOf = (nodes: Nodes, id: NodeId, node: Op): readonly Step[] => {
  const said = saidOf(nodes, node);
  if (said === undefined) return [];
  const why = [...whyBand(nodes, node), ...whyPart(nodes, node)];
  return [
    { node: id, said, ...(why.length === 0 ? {} : { why }), ...(node.rule === undefined ? {} : { rule: node.rule }) },
  ];
};
