import { valueToJson, type Node, type ValueJson } from '@commission-ledger/calculation';
import { exactIsZero, exactToJson, toJson, type MoneyRecord } from '@commission-ledger/money';
import type { Beneficiary, Counter, CounterAt } from '../document/planDocument.ts';
import { causeOf, present, standingOf, type Cause } from './cause.ts';
import { earlierWindows, previousWindow } from './counterWindow.ts';
import { moneyOf } from './moneyOf.ts';
import { prepared, type Plan, type PreparedEvidence, type PreparedRole, type PreparedRule } from './plan.ts';
import type { CounterMove, Facts, Installed, Rating, RuleOutcome } from './rating.ts';
import type { TrueUp } from './trueUp.ts';

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
  beneficiary: Beneficiary;
  /**
   * What decided, by name: `payment`, `deal`, `measure:margin`, `attribute:product`, `date:cause`, `parameter:quota`,
   * `commission:tiers`.
   */
  operands: Readonly<Record<string, ValueJson>>;
  /** The counters that were read, as the cause found and left them. */
  counters: readonly ReceiptCounter[];
  /** Which part of what the rule gave this is, where it pays in parts. */
  part?: Readonly<{ number: number; of: number }>;
  /** What was booked. */
  amount: MoneyRecord;
  /** The amount before rounding, when rounding changed it. */
  exact?: ValueJson;
  /** `exact` less `amount`. */
  residue?: ValueJson;
  /** Ids of the events that the facts stand in, sorted. */
  sources: readonly string[];
}>;

/** One counter in one window, before and after the cause: amounts, or numbers as ratios. */
export type ReceiptCounter = Readonly<{ counter: string; window: string; before: CounterJson; after: CounterJson }>;

/** What a counter stands at, as JSON. */
export type CounterJson = MoneyRecord | Readonly<{ rate: string }> | Readonly<{ num: string; den: string }>;

/** An outcome that has an amount, be it zero. */
export type Calculated = Extract<RuleOutcome, { root: Node }>;

/**
 * The receipt of one outcome.
 * @param rating what `rate` gave for this plan and these facts
 * @param outcome one of the rating's
 * @param part one of the outcome's, when the rule pays in parts
 */
export const receiptOf = (plan: Plan, facts: Facts, rating: Rating, outcome: Calculated, part?: Installed): Receipt => {
  const rule = ruleOf(plan, outcome.rule);
  const cause = causeOf(plan, facts, roleOf(plan, facts), true, rating.outcomes);
  return part === undefined || part.of === 1
    ? stated(rule, cause, rating.moves, outcome.root, undefined)
    : stated(rule, cause, rating.moves, part.root, { number: part.part, of: part.of });
};

/** The receipt of a true-up: of the rule's slab at the counters as they stand. The facts are those it was computed from. */
export const trueUpReceiptOf = (plan: Plan, facts: Facts, ruleId: string, { root, moves }: TrueUp): Receipt =>
  stated(ruleOf(plan, ruleId), causeOf(plan, facts, roleOf(plan, facts), false, []), moves, root, undefined);

const ruleOf = (plan: Plan, id: string): PreparedRule => {
  const rule = plan[prepared].rules.get(id);
  if (rule === undefined) throw new TypeError(`The plan has no such rule: ${id}.`);
  return rule;
};

const roleOf = (plan: Plan, { earnedOn, beneficiary }: Facts): PreparedRole =>
  present(plan[prepared].roles[earnedOn].get(beneficiary));

const stated = (
  { rule, evidence }: PreparedRule,
  cause: Cause,
  moves: readonly CounterMove[],
  root: Node,
  part: Receipt['part'],
): Receipt => {
  const { document, hash } = cause.plan;
  const operands: Record<string, ValueJson> = {};
  const sources: string[] = [];
  for (const { name, node } of evidence.operands) {
    const operand = node(cause);
    operands[name] = valueToJson(operand.value);
    addEvents(operand, sources);
  }
  const counters = countersRead(evidence, cause, moves, sources);
  const { plan, version } = document;
  const { id, clause, beneficiary } = rule;
  const { amount, exact, residue } = amountsOf(root);
  sources.sort();
  const schema = 'receipt/1';
  // Written out: copying records costs more than all the rest.
  if (part !== undefined) {
    return { schema, plan, version, hash, rule: id, clause, beneficiary, operands, counters, part, amount, sources };
  }
  return exact === undefined || residue === undefined
    ? { schema, plan, version, hash, rule: id, clause, beneficiary, operands, counters, amount, sources }
    : {
        schema,
        plan,
        version,
        hash,
        rule: id,
        clause,
        beneficiary,
        operands,
        counters,
        amount,
        exact,
        residue,
        sources,
      };
};

/** Each counter in each window that was read, once. One that the cause did not move stays as it was. */
const countersRead = (
  { counters }: PreparedEvidence,
  cause: Cause,
  moves: readonly CounterMove[],
  sources: string[],
): readonly ReceiptCounter[] => {
  const found: ReceiptCounter[] = [];
  for (const { counter, at } of counters) {
    const standing = standingOf(cause, counter);
    for (const window of windowsOf(standing.prepared.counter, standing.window, at)) {
      if (found.some((other) => other.counter === counter && other.window === window)) continue;
      const node = window === standing.window ? standing.found : cause.facts.counterBefore(counter, window);
      const move = moves.find((candidate) => candidate.counter === counter && candidate.window === window);
      const before = counterJson(node.value);
      found.push({ counter, window, before, after: move === undefined ? before : counterJson(move.after) });
      addEvents(node, sources);
    }
  }
  return found;
};

const windowsOf = (counter: Counter, here: string, at: CounterAt): readonly string[] => {
  switch (at) {
    case 'before':
    case 'after':
      return [here];
    case 'previous': {
      const before = previousWindow(counter, here);
      return before === undefined ? [] : [before];
    }
    case 'each-earlier':
      return earlierWindows(counter, here);
  }
};

const counterJson = (value: Node['value']): CounterJson => {
  if (value._tag === 'money') return toJson(value.money);
  if (value._tag !== 'ratio') throw new TypeError('Counters are booked money, or numbers.');
  const json = exactToJson(value.ratio);
  return typeof json === 'string' ? { rate: json } : json;
};

const amountsOf = (root: Node): Pick<Receipt, 'amount' | 'exact' | 'residue'> => {
  const amount = toJson(moneyOf(root));
  const last = root.kind === 'choice' ? root.taken : root;
  if (last.kind !== 'round' || exactIsZero(last.residue)) return { amount };
  const { currency } = moneyOf(root);
  const residue = valueToJson({ _tag: 'unrounded', amount: last.residue, currency });
  return { amount, exact: valueToJson(last.arg.value), residue };
};

/** The events that the facts below a node stand in, each once. */
const addEvents = (node: Node, events: string[]): void => {
  switch (node.kind) {
    case 'fact':
      for (const { event } of node.from) if (!events.includes(event)) events.push(event);
      return;
    case 'param':
    case 'absent':
      return;
    case 'op':
    case 'guard':
      for (const arg of node.args) addEvents(arg, events);
      return;
    case 'round':
      addEvents(node.arg, events);
      return;
    case 'choice':
      addEvents(node.taken, events);
      for (const group of node.because) for (const guard of group) addEvents(guard, events);
  }
};
