import { booked, mul, param, roundNode, sub, sum, type Node } from '@commission-ledger/calculation';
import { compare, money, type Money } from '@commission-ledger/money';
import type { Plan, Slab } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Said } from '../../render/templates.ts';
import type { Otherwise } from './misreading.ts';
import { clauseOf, worth } from './payReadings.ts';
import { ratesOfPlan } from './ratesOfPlan.ts';
import { rewritten } from './rewritten.ts';

/** What a slab gives: what is due on the whole window at the rate reached, less what was earned in it before. */
type Due = Readonly<{
  step: Node;
  /** Rounded: whole × rate. */
  due: Node;
  whole: Node;
  rate: Extract<Node, { kind: 'param' }>;
  /** The window before this cause, and what the cause adds. */
  before: Node;
  own: Node;
}>;

/** Tiers that go back over the whole window, read as if each amount had its own; without the catch-up; without what was paid before. */
export const slabReadings = (root: Node, steps: readonly Node[], plan: Plan): readonly Otherwise[] =>
  steps.flatMap((step) =>
    dueIn(step).flatMap((due) => [...byParts(root, due, plan), ...alone(root, due, plan), ...withoutBefore(root, due)]),
  );

const dueIn = (step: Node): readonly Due[] => {
  if (step.kind !== 'op' || step.op !== 'sub' || step.name !== 'commission') return [];
  const [due] = step.args;
  if (due?.kind !== 'round' || due.name !== 'due' || due.arg.kind !== 'op' || due.arg.op !== 'mul') return [];
  const [whole, rate] = due.arg.args;
  if (whole === undefined || rate?.kind !== 'param') return [];
  const after = whole.kind === 'choice' ? whole.taken : whole;
  if (after.kind !== 'op' || after.op !== 'sum' || after.name !== 'counter-after') return [];
  const [before, own] = after.args;
  return before === undefined || own === undefined ? [] : [{ step, due, whole, rate, before, own }];
};

/** The rate that was reached, on this amount only: what it changes for earlier ones forgotten. */
const alone = (root: Node, { step, whole, rate, own }: Due, plan: Plan): readonly Otherwise[] => {
  const made = roundNode(mul(own, rate, { name: 'exact-commission', rule: rate.rule }), plan.document.rounding.mode, {
    name: 'commission',
  });
  const said = (line: string): Said => ({
    key: 'foilCatchUpForgotten',
    holes: { line, own: worth(own), whole: worth(whole), rate: worth(rate), clause: clauseOf(rate.rule) },
  });
  return [{ kind: 'catch-up-forgotten', as: '', root: rewritten(root, new Map([[step, made]])), said, decidedBy: [] }];
};

const withoutBefore = (root: Node, { step, due, whole, rate }: Due): readonly Otherwise[] => {
  const [, already] = step.kind === 'op' ? step.args : [];
  if (already === undefined) return [];
  const said = (line: string): Said => ({
    key: 'foilAlreadyForgotten',
    holes: { line, whole: worth(whole), already: worth(already), clause: clauseOf(rate.rule) },
  });
  return [{ kind: 'already-forgotten', as: '', root: rewritten(root, new Map([[step, due]])), said, decidedBy: [] }];
};

/** Each part of the amount at the rate of the tier in which it lies, as if the tiers were marginal. */
const byParts = (root: Node, { step, whole, rate, before, own }: Due, plan: Plan): readonly Otherwise[] => {
  const bands = bandsOf(plan, rate.path);
  const after = whole.kind === 'choice' ? whole.taken : whole;
  const parts = bands === undefined ? undefined : slicesBetween(bands, before, after, plan);
  if (parts === undefined || parts.length === 0) return [];
  const made = roundNode(sum(parts, { name: 'exact-commission', rule: rate.rule }), plan.document.rounding.mode, {
    name: 'commission',
  });
  const said = (line: string): Said => ({
    key: 'foilSlabByParts',
    holes: { line, own: worth(own), whole: worth(whole), rate: worth(rate), clause: clauseOf(rate.rule) },
  });
  return [{ kind: 'slab-by-parts', as: '', root: rewritten(root, new Map([[step, made]])), said, decidedBy: [] }];
};

type Bands = Readonly<{ bands: Slab['bands']; path: string }>;

const bandsOf = ({ document }: Plan, ratePath: string): Bands | undefined => {
  const [, rules, index, ...rest] = ratePath.split('/');
  const pay = rules === 'rules' ? document.rules[Number(index)]?.pay : undefined;
  if (pay === undefined || !('slab' in pay) || rest.slice(0, 3).join('/') !== 'pay/slab/bands') return undefined;
  return { bands: pay.slab.bands, path: `/rules/${index}/pay/slab/bands` };
};

/** Undefined where an edge or a rate is none that the plan writes down as a number. */
const slicesBetween = ({ bands, path }: Bands, before: Node, after: Node, plan: Plan): readonly Node[] | undefined => {
  const rates = new Map(ratesOfPlan(plan).map((rate) => [rate.path, rate]));
  const [start, end] = [amountOf(before), amountOf(after)];
  if (start === undefined || end === undefined) return undefined;
  const parts: Node[] = [];
  let lower: Node | undefined;
  for (const [index, band] of bands.entries()) {
    const rate = rates.get(`${path}/${index}/rate`);
    const edge = edgeOf(band, `${path}/${index}`, rate?.ref, plan);
    if (rate === undefined || edge === 'none') return undefined;
    const from = lower !== undefined && compare(moneyAt(lower), start) > 0 ? lower : before;
    const to = edge !== undefined && compare(moneyAt(edge), end) < 0 ? edge : after;
    if (compare(moneyAt(to), moneyAt(from)) > 0) {
      parts.push(mul(sub(to, from, { name: 'slice' }), rate.node, { name: 'slice-commission', rule: rate.ref }));
    }
    lower = edge;
  }
  return parts;
};

const edgeOf = (
  { upTo, below }: Slab['bands'][number],
  path: string,
  ref: Parameters<typeof param>[1] | undefined,
  { currency }: Plan,
): Node | undefined | 'none' => {
  const [edge, field] = upTo === undefined ? ([below, 'below'] as const) : ([upTo, 'upTo'] as const);
  if (edge === undefined) return undefined;
  const amount = typeof edge === 'string' ? money(edge, currency) : undefined;
  if (amount === undefined || E.isLeft(amount) || ref === undefined) return 'none';
  return param(booked(amount.right), ref, `${path}/${field}`, 'band-upper');
};

const amountOf = ({ value }: Node): Money | undefined => (value._tag === 'money' ? value.money : undefined);

const moneyAt = (node: Node): Money => {
  const amount = amountOf(node);
  if (amount === undefined) throw new TypeError('Edges of tiers are booked money here.');
  return amount;
};
