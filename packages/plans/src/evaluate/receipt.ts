import { valueToJson, type Node, type ValueJson } from '@commission-ledger/calculation';
import { exactIsZero, toJson, type MoneyRecord } from '@commission-ledger/money';
import { roleKey } from './compilePlan.ts';
import { readingsOf } from './readingsOf.ts';
import { moneyOf } from './moneyOf.ts';
import { prepared, type Plan, type PreparedRole, type PreparedRule, type Reading } from './plan.ts';
import { windowOf } from './rate.ts';
import type { Facts, Rating, RuleOutcome } from './rating.ts';

/**
 * What is kept of a calculation beside its amount: enough to do it again and to notice that anything changed. The
 * whole graph is rebuilt from the plan version and the facts, and has to give the same receipt.
 */
export type Receipt = Readonly<{
  schema: 'receipt/1';
  plan: string;
  version: number;
  /** SHA-256 of the plan version's canonical JSON. */
  hash: string;
  rule: string;
  clause: string;
  beneficiary: 'referrer' | 'upline';
  /** The facts that decided, by name: `payment`, `deal`, `attribute:product`. */
  operands: Readonly<Record<string, ValueJson>>;
  /** The counters that were read, as the cause found and left them. */
  counters: readonly ReceiptCounter[];
  /** What was booked. */
  amount: MoneyRecord;
  /** The amount before rounding, when rounding changed it. */
  exact?: ValueJson;
  /** `exact` less `amount`. */
  residue?: ValueJson;
  /** Ids of the events that the facts stand in, sorted. */
  sources: readonly string[];
}>;

/** One counter in one window, before and after the cause. */
export type ReceiptCounter = Readonly<{ counter: string; window: string; before: MoneyRecord; after: MoneyRecord }>;

/** An outcome that has an amount, be it zero. */
export type Calculated = Extract<RuleOutcome, { root: Node }>;

/**
 * The receipt of one outcome.
 * @param rating what `rate` gave for this plan and these facts
 * @param outcome one of the rating's
 */
export const receiptOf = (plan: Plan, facts: Facts, rating: Rating, outcome: Calculated): Receipt => {
  const role = plan[prepared].roles.get(roleKey(facts.earnedOn, facts.beneficiary));
  const rule = role?.rules.find((candidate) => candidate.rule.id === outcome.rule);
  if (role === undefined || rule === undefined) throw new TypeError(`The plan has no such rule: ${outcome.rule}.`);
  const operands = operandsOf(rule, role, facts);
  const before = rule.pay._tag === 'marginal' ? counterOf(rule.pay.counter, facts, rating) : undefined;
  return {
    schema: 'receipt/1',
    plan: plan.document.plan,
    version: plan.document.version,
    hash: plan.hash,
    rule: rule.rule.id,
    clause: rule.rule.clause,
    beneficiary: facts.beneficiary,
    operands: Object.fromEntries(operands.map(({ name, node }) => [name, valueToJson(node.value)])),
    counters: before === undefined ? [] : [before.receipt],
    ...amountsOf(outcome.root),
    sources: eventsBehind(operands.map(({ node }) => node).concat(before?.node ?? [])),
  };
};

type Operand = Readonly<{ name: string; node: Node }>;

const operandsOf = (rule: PreparedRule, role: PreparedRole, facts: Facts): readonly Operand[] => {
  const read = readingsOf(role, facts);
  return rule.reads.map((reading) => ({ name: nameOf(reading), node: read(reading) }));
};

const nameOf = (reading: Reading): string =>
  'measure' in reading ? reading.measure : `attribute:${reading.attribute}`;

/** A counter that the cause did not move stays as it was. */
const counterOf = (
  counter: Parameters<typeof windowOf>[0],
  facts: Facts,
  { moves }: Rating,
): Readonly<{ node: Node; receipt: ReceiptCounter }> => {
  const move = moves.find((candidate) => candidate.counter === counter.id);
  const window = move?.window ?? windowOf(counter, facts.date);
  const node = facts.counterBefore(counter.id, window);
  const before = moneyOf(node);
  const after = move?.after ?? before;
  return { node, receipt: { counter: counter.id, window, before: toJson(before), after: toJson(after) } };
};

const amountsOf = (root: Node): Pick<Receipt, 'amount' | 'exact' | 'residue'> => {
  const amount = toJson(moneyOf(root));
  const last = root.kind === 'choice' ? root.taken : root;
  if (last.kind !== 'round' || exactIsZero(last.residue)) return { amount };
  const { currency } = moneyOf(root);
  const residue = valueToJson({ _tag: 'unrounded', amount: last.residue, currency });
  return { amount, exact: valueToJson(last.arg.value), residue };
};

const eventsBehind = (nodes: readonly Node[]): readonly string[] => {
  const events = new Set<string>();
  const visit = (node: Node): void => {
    if (node.kind === 'fact') for (const { event } of node.from) events.add(event);
    for (const below of belowOf(node)) visit(below);
  };
  for (const node of nodes) visit(node);
  return [...events].toSorted();
};

const belowOf = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case 'fact':
    case 'param':
    case 'absent':
      return [];
    case 'op':
    case 'guard':
      return node.args;
    case 'round':
      return [node.arg];
    case 'choice':
      return [node.taken, ...node.because.flat()];
  }
};
