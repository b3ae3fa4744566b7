import canonicalize from 'canonicalize';
import { dateOf, instant, timeZone } from '@commission-ledger/calendar';
import { exactFromJson, money, MoneyJson, type CurrencyCode } from '@commission-ledger/money';
import {
  booked,
  ratioOf,
  rulesOf,
  text,
  valueToJson,
  type NodeJson,
  type RuleRef,
  type Value,
  type ValueJson,
} from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import type { Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { ExplanationProblem } from './explanationProblem.ts';

/**
 * Where a leaf is looked up: the events cited, by stream and revision, and the plans, by `planKey`; and the zone in which
 * the program counts its days, as the document states it.
 */
export type Looked = Readonly<{
  events: ReadonlyMap<string, RecordedEvent>;
  plans: ReadonlyMap<string, Plan>;
  timeZone: string;
}>;

/** What can be wrong with a leaf. */
type LeafProblem = Extract<ExplanationProblem, { _tag: 'FactDiffers' | 'UnknownRule' }>;

/** The key of an event. */
export const eventKey = ({ stream, revision }: Readonly<{ stream: string; revision: number }>): string =>
  `${revision} ${stream}`;

/** The key of a plan version. */
export const planKey = ({ plan, version, hash }: Readonly<{ plan: string; version: number; hash: string }>): string =>
  `${plan}@${version} ${hash}`;

/** Facts that are not what the events say, parameters that are not what the plan says, and rules nobody can find. */
export const problemsOfLeaf = (id: string, node: NodeJson, looked: Looked): readonly LeafProblem[] => {
  const rules = rulesOf(node).flatMap((rule) => problemOfRule(id, rule, looked));
  if (rules.length > 0) return rules;
  switch (node.kind) {
    case 'fact':
      return problemsOfFact(id, node, looked);
    case 'param':
      return problemsOfParam(id, node, looked);
    case 'op':
    case 'round':
    case 'guard':
    case 'choice':
    case 'absent':
      return [];
  }
};

const problemsOfFact = (
  id: string,
  { value, from, name }: Extract<NodeJson, { kind: 'fact' }>,
  { events, timeZone: zone }: Looked,
): readonly LeafProblem[] => {
  const differs = (source: string, found: string): LeafProblem => ({
    _tag: 'FactDiffers',
    node: id,
    source,
    stated: JSON.stringify(value),
    found,
  });
  if (from.length === 0) return [differs('no event', 'nothing')];
  return from.flatMap((ref) => {
    const event = events.get(eventKey(ref));
    if (event === undefined) return [];
    const field = fieldAt(event.json, ref.path);
    if (saysSo(name, value, field, zone)) return [];
    return [differs(`event ${ref.revision} of ${ref.stream} at ${ref.path}`, JSON.stringify(field) ?? 'nothing')];
  });
};

/** Most facts are the field itself; the name of some says how they are read from it. */
const saysSo = (name: string | undefined, value: ValueJson, field: unknown, zone: string): boolean => {
  switch (name) {
    case 'place':
      return isPlace(value, field);
    case 'won-on':
    case 'paid-on':
    case 'first-paid-on':
    case 'cancelled-on':
      return isDayOf(value, field, zone);
    case 'parameter':
      return readsAs(field, value, undefined) || isAmountIn(value, field);
    case 'quantity':
      return readsAs(field, value, undefined) || isOneOf(value, field);
    case undefined:
    default:
      // A receipt keeps its numbers as an explanation writes them.
      return readsAs(field, value, undefined) || canonicalize(field) === canonicalize(value);
  }
};

/** A cause that is counted is counted once, because it happened. */
const isOneOf = (value: ValueJson, field: unknown): boolean => E.isRight(instant(field)) && same(value, { rate: '1' });

/** The local day of an instant, in the zone of the program. */
const isDayOf = (value: ValueJson, field: unknown, name: string): boolean => {
  const [at, zone] = [instant(field), timeZone(name)];
  return E.isRight(at) && E.isRight(zone) && dateOf(at.right, zone.right) === value;
};

/** A number that an enrolment sets is an amount where the plan has one. */
const isAmountIn = (value: ValueJson, field: unknown): boolean => {
  if (typeof value !== 'object' || !('amount' in value) || typeof field !== 'string') return false;
  const read = money(field, value.currency);
  return E.isRight(read) && same(valueToJson(booked(read.right)), value);
};

/** The place of a part is counted from 1 in the list that the path names. */
const isPlace = (value: ValueJson, field: unknown): boolean =>
  Array.isArray(field) && field.some((_, index) => `${index + 1}` === value);

const problemsOfParam = (
  id: string,
  { value, rule, path, name }: Extract<NodeJson, { kind: 'param' }>,
  { plans }: Looked,
): readonly LeafProblem[] => {
  const plan = plans.get(planKey(rule));
  const field = fieldAt(plan?.document, path);
  if (name === 'place' && isPlace(value, field)) return [];
  if (readsAs(field, value, plan?.currency)) return [];
  const source = `plan ${rule.plan} version ${rule.version} at ${path}`;
  const found = JSON.stringify(field) ?? 'nothing';
  return [{ _tag: 'FactDiffers', node: id, source, stated: JSON.stringify(value), found }];
};

const problemOfRule = (id: string, rule: RuleRef, { plans }: Looked): readonly LeafProblem[] => {
  const plan = plans.get(planKey(rule));
  const known = plan?.document.rules.find((candidate) => candidate.id === rule.rule);
  if (plan !== undefined && (rule.rule === undefined ? rule.clause === undefined : known?.clause === rule.clause))
    return [];
  return [
    { _tag: 'UnknownRule', node: id, rule: `${rule.plan}@${rule.version} ${rule.rule ?? ''} ${rule.clause ?? ''}` },
  ];
};

/** The field of an event, or of a plan, that a JSON Pointer (RFC 6901) names; `undefined` where there is none. */
export const fieldAt = (json: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce((inner: unknown, token) => {
      const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
      if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
      return new Map<string, unknown>(Object.entries(inner)).get(key);
    }, json);

/** Whether a field of an event or of a plan, whose amounts are in `unit`, is the value stated. */
const readsAs = (field: unknown, stated: ValueJson, unit: CurrencyCode | undefined): boolean =>
  [asMoney(field, unit), asRatio(field), asText(field)].some(
    (value) => value !== undefined && same(valueToJson(value), stated),
  );

const asMoney = (field: unknown, unit: CurrencyCode | undefined): Value | undefined => {
  const read = unit === undefined ? MoneyJson.decode(field) : money(typeof field === 'string' ? field : '', unit);
  return E.isRight(read) ? booked(read.right) : undefined;
};

/** Terms such as a number of months stand in a plan as bare numbers. */
const asRatio = (field: unknown): Value | undefined => {
  const read = exactFromJson(Number.isSafeInteger(field) ? String(field) : field);
  return E.isRight(read) ? ratioOf(read.right) : undefined;
};

const asText = (field: unknown): Value | undefined =>
  typeof field === 'string' || typeof field === 'number' ? text(`${field}`) : undefined;

/** Values have one form each, but their fields may come in any order. */
const same = (a: ValueJson, b: ValueJson): boolean => canonicalize(a) === canonicalize(b);
