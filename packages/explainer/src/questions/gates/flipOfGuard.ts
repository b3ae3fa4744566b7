import { addDays, addMonths, localDate, type LocalDate } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import { amendedDeal } from '@commission-ledger/ledger';
import { exactToJson, money, ofMinor, subtract, toJson, type Money } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { DealScene, SceneCause } from './dealScene.ts';
import { happenedOn } from './enrolledGates.ts';
import type { Flip } from './gate.ts';

/** A test that was done. */
export type Guard = Extract<Node, { kind: 'guard' }>;

/**
 * What would have had to be otherwise about the deal for a test to hold: another day, another amount, another attribute.
 * Nothing where it does not depend on the deal alone. Whether it does help is for the ledger to say.
 */
export const flipOfGuard = (
  node: Node,
  { scene, cause, document }: Readonly<{ scene: DealScene; cause: SceneCause; document: PlanDocument }>,
): Flip | undefined => {
  if (node.kind !== 'guard') return undefined;
  const [subject, limit] = node.args;
  if (subject === undefined || limit === undefined) return undefined;
  const attribute = attributeIn(subject);
  if (attribute !== undefined) return attributeFlip(scene, attribute, node, document);
  const on = dayFor(node, subject, limit);
  if (on !== undefined) return on === cause.date ? undefined : happenedOn(scene, cause, on);
  const amount = amountFor(node, subject, limit);
  return amount && amountFlip(scene, cause, amount, document);
};

/** The attribute that is tested, whether the deal has it or the plan says what it counts as. */
export const attributeIn = (node: Node): string | undefined => {
  if (node.name?.startsWith('attribute:') === true) return node.name.slice('attribute:'.length);
  if (node.kind !== 'param' || node.name !== 'attribute-default') return undefined;
  return (node.path.split('/')[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
};

const attributeFlip = (
  { deal }: DealScene,
  attribute: string,
  { test, args }: Guard,
  document: PlanDocument,
): Flip | undefined => {
  const listed = args.slice(1).flatMap(({ value }) => (value._tag === 'text' ? [value.text] : []));
  const other = document.attributes[attribute]?.ifMissing;
  const value = test === 'in' ? listed[0] : other !== undefined && !listed.includes(other) ? other : undefined;
  if (value === undefined) return undefined;
  return {
    said: { key: 'whyNotFlipAttribute', holes: { attribute, value } },
    changes: [{ _tag: 'attributes', deal, attributes: { [attribute]: value } }],
  };
};

/** The latest or the earliest day on which the test holds; nothing where it is not about the day of the cause. */
export const dayFor = ({ test }: Guard, subject: Node, limit: Node): LocalDate | undefined => {
  if (subject.kind === 'fact' && (subject.name === 'won-on' || subject.name === 'paid-on')) {
    const day = dayIn(limit);
    if (day === undefined) return undefined;
    if (test === 'ge' || test === 'le') return day;
    return test === 'lt' ? addDays(day, -1) : addDays(day, 1);
  }
  if (subject.kind !== 'op' || (subject.op !== 'days' && subject.op !== 'months')) return undefined;
  const [since] = subject.args;
  const start = since && dayIn(since);
  const count = wholeIn(limit);
  if (start === undefined || count === undefined || since?.name === 'paid-on') return undefined;
  const reached = subject.op === 'days' ? addDays(start, count) : addMonths(start, count);
  return test === 'lt' ? addDays(reached, -1) : reached;
};

const dayIn = ({ value }: Node): LocalDate | undefined => {
  const day = value._tag === 'text' ? localDate(value.text) : undefined;
  return day === undefined || E.isLeft(day) ? undefined : day.right;
};

const wholeIn = ({ value }: Node): number | undefined => {
  const json = value._tag === 'ratio' ? exactToJson(value.ratio) : '';
  return typeof json === 'string' && /^\d{1,5}$/.test(json) ? Number(json) : undefined;
};

type Amount = Readonly<{ of: 'payment' | 'deal'; amount: Money }>;

/** The least or the largest amount at which the test holds; of a running total, what would make up what is missing. */
const amountFor = ({ test }: Guard, subject: Node, limit: Node): Amount | undefined => {
  const edge = moneyIn(limit);
  if (edge === undefined) return undefined;
  const most = test === 'lt' ? subtract(edge, ofMinor(1n, edge.currency)) : edge;
  if (subject.kind === 'fact' && (subject.name === 'payment' || subject.name === 'deal'))
    return { of: subject.name, amount: most };
  if (test !== 'ge' || subject.name !== 'counter-after') return undefined;
  const inner = subject.kind === 'choice' ? subject.taken : subject;
  const [before, by] = inner.kind === 'op' && inner.op === 'sum' ? inner.args : [];
  const start = before && moneyIn(before);
  if (start === undefined || by?.kind !== 'fact' || (by.name !== 'payment' && by.name !== 'deal')) return undefined;
  return { of: by.name, amount: subtract(edge, start) };
};

const moneyIn = ({ value }: Node): Money | undefined => {
  if (value._tag === 'money') return value.money;
  if (value._tag !== 'unrounded') return undefined;
  const json = exactToJson(value.amount);
  const read = typeof json === 'string' ? money(json, value.currency) : undefined;
  return read === undefined || E.isLeft(read) ? undefined : read.right;
};

const amountFlip = (
  { deal }: DealScene,
  cause: SceneCause,
  { of, amount }: Amount,
  document: PlanDocument,
): Flip | undefined => {
  const { attribution, amount: told } = amendedDeal(cause.events).terms;
  // What is shared, or told in another currency, is not the amount that the plan looks at.
  if (attribution.length > 1 || told.currency !== document.currency) return undefined;
  const holes = { amount: toJson(amount), currency: amount.currency };
  if (of === 'deal')
    return {
      said: { key: 'whyNotFlipDealAmount', holes },
      changes: [{ _tag: 'amount', deal, amount: toJson(amount) }],
    };
  if (cause.kind !== 'payment') return undefined;
  return {
    said: { key: 'whyNotFlipPaymentAmount', holes: { ...holes, payment: cause.id } },
    changes: [{ _tag: 'payment', deal, payment: cause.id, amount: toJson(amount) }],
  };
};
