import type { NodeId, NodeJson, RuleRef, ValueJson } from '@commission-ledger/calculation';
import type { Explanation } from '../explanation.ts';
import { isBelowZero, isNothing, withoutSign } from './numbers.ts';
import type { Said } from './templates.ts';

/** One step of a calculation: what was done, how the result was rounded, if it was, and by which clause. */
export type Step = Readonly<{ node: NodeId; said: Said; rounded?: Said; rule?: RuleRef }>;

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
      case 'choice':
        return visit(node.taken);
      case 'round':
        visit(node.arg);
        return addRounding(steps, id, node, valueAt(nodes, node.arg));
      case 'op':
        for (const arg of argumentsToOpen(nodes, node)) visit(arg);
        steps.push(...stepOf(nodes, id, node));
        return;
      case 'param':
        if (node.name === 'commission') {
          steps.push({ node: id, said: { key: 'fixed', holes: { amount: node.value } }, rule: node.rule });
        }
        return;
      case 'fact':
      case 'guard':
      case 'absent':
    }
  };
  visit(root);
  return steps;
};

const valueAt = (nodes: Nodes, id: NodeId | undefined): ValueJson => (id === undefined ? '' : (nodes[id]?.value ?? ''));

/** A reversal starts from the accrual as it was booked; how that came about is its own explanation. */
const argumentsToOpen = (nodes: Nodes, { op, args }: Op): readonly NodeId[] => {
  const [, share] = args;
  return op === 'mul' && share !== undefined && nodes[share]?.name === 'refunded-share' ? [share] : args;
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
  return [node.rule === undefined ? { node: id, said } : { node: id, said, rule: node.rule }];
};

const saidOf = (nodes: Nodes, node: Op): Said | undefined => {
  const { op, name, args, value: amount } = node;
  const [first, second] = args;
  const [a, b] = [valueAt(nodes, first), valueAt(nodes, second)];
  // Told by the slices, by the line of the counter, or by the rounding that follows.
  if (name === 'slice' || name === 'counter-after' || name === 'nothing' || name === 'exact-commission') {
    return op === 'mul' ? { key: 'times', holes: { base: a, rate: b, amount } } : undefined;
  }
  if (op === 'split') {
    const rate = valueAt(nodes, args[1 + Number(b)]);
    return { key: 'share', holes: { rate, whole: a, amount } };
  }
  if (name === 'slice-commission') return sliceOf(nodes, node, a, b);
  if (name === 'base') return { key: 'floor', holes: { amount } };
  if (name === 'refunded-share') {
    if (!isDecimal(amount)) return { key: 'refundedPart', holes: { refunded: a, paid: b } };
    return { key: 'refunded', holes: { refunded: a, paid: b, share: amount } };
  }
  const share = second === undefined ? undefined : nodes[second];
  if (share?.kind === 'op' && share.name === 'refunded-share') {
    if (isDecimal(b)) return { key: 'takenBack', holes: { share: b, earned: a, amount } };
    const [refunded, paid] = [valueAt(nodes, share.args[0]), valueAt(nodes, share.args[1])];
    return { key: 'takenBackPart', holes: { earned: a, refunded, paid, amount } };
  }
  if (name === 'reversal' && op === 'sub')
    return isNothing(a) ? undefined : { key: 'takenBefore', holes: { before: a } };
  return { key: 'formula', holes: { formula: { op, args: args.map((arg) => valueAt(nodes, arg)), value: amount } } };
};

/** A share that no decimal can say is told by the two amounts it comes from. */
const isDecimal = (share: ValueJson): boolean => typeof share === 'object' && 'rate' in share;

/** The guards of a slice say which edges of its band it lies between. */
const sliceOf = (nodes: Nodes, { given = [], value: amount }: Op, base: ValueJson, rate: ValueJson): Said => {
  const edge = (...tests: readonly string[]): ValueJson | undefined => {
    const guards = given.flatMap((id) => nodes[id] ?? []);
    const found = guards.find((node) => node.kind === 'guard' && tests.includes(node.test));
    return found?.kind === 'guard' ? valueAt(nodes, found.args[1]) : undefined;
  };
  const [lower, upper] = [edge('ge', 'lt'), edge('le', 'gt')];
  if (lower !== undefined && upper !== undefined)
    return { key: 'sliceBetween', holes: { base, lower, upper, rate, amount } };
  if (upper !== undefined) return { key: 'sliceUpTo', holes: { base, upper, rate, amount } };
  if (lower !== undefined) return { key: 'sliceAbove', holes: { base, lower, rate, amount } };
  return { key: 'times', holes: { base, rate, amount } };
};
