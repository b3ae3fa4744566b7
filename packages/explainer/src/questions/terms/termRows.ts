import { booked, param, valueToJson, type Node, type ValueJson } from '@commission-ledger/calculation';
import { money, toJson, type MoneyRecord } from '@commission-ledger/money';
import type { Counter, Plan, Rule } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { ratesOfPlan, type RateOfPlan } from '../foil/ratesOfPlan.ts';

/**
 * What a plan pays, clause by clause: its rates, its tiers one below the other, and its amounts. Numbers that an enrolment
 * sets for one partner are none of the plan's.
 *
 * @param used where in the plan the numbers stand that an amount of the reader was calculated by
 */
export const termRows = (plan: Plan, used: ReadonlySet<string>): readonly DraftRow[] =>
  plan.document.rules.flatMap((rule, index) => [
    ...rateRows(plan, rule, used),
    ...amountsIn(rule.pay, `/rules/${index}/pay`).flatMap((found) => amountRow(plan, rule, found)),
  ]);

const rateRows = (plan: Plan, rule: Rule, used: ReadonlySet<string>): readonly DraftRow[] => {
  const tables = new Map<string, RateOfPlan[]>();
  for (const rate of ratesOfPlan(plan).filter((each) => each.rule.id === rule.id)) {
    const key = /^(.+\/bands)\/\d+\/rate$/.exec(rate.path)?.[1] ?? rate.path;
    tables.set(key, [...(tables.get(key) ?? []), rate]);
  }
  return [...tables].flatMap(([place, rates]) =>
    place.endsWith('/bands')
      ? [
          {
            said: tiersSaid(plan, rule, place),
            rows: rates.map((rate) => bandRow(plan, rate, used.has(rate.path))),
          },
        ]
      : rates.map((rate) => rateRow(rate, used.has(rate.path))),
  );
};

const rateRow = ({ rule, node }: RateOfPlan, isOwn: boolean): DraftRow => ({
  said: { key: isOwn ? 'termsRateOwn' : 'termsRate', holes: { ...clauseOf(rule), rate: valueToJson(node.value) } },
  node,
});

/** The clause with its title, in every language that the plan has it in. */
const clauseOf = ({ clause, title: { en, ru } }: Rule) => ({ clause, title: ru === undefined ? [en] : [en, ru] });

const bandRow = (plan: Plan, { node, path }: RateOfPlan, isOwn: boolean): DraftRow => {
  const rate = valueToJson(node.value);
  const band = path.replace(/rate$/, '');
  const [upTo, below] = [edgeAt(plan, `${band}upTo`), edgeAt(plan, `${band}below`)];
  if (upTo !== undefined) return { said: bandSaid(isOwn ? 'termsBandOwn' : 'termsBand', upTo, rate), node };
  if (below !== undefined) return { said: bandSaid(isOwn ? 'termsBandBelowOwn' : 'termsBandBelow', below, rate), node };
  return { said: { key: isOwn ? 'termsLastBandOwn' : 'termsLastBand', holes: { rate } }, node };
};

type BandKey = 'termsBand' | 'termsBandOwn' | 'termsBandBelow' | 'termsBandBelowOwn';

const bandSaid = (key: BandKey, edge: MoneyRecord | string, rate: ValueJson): Said =>
  typeof edge === 'string'
    ? { key: `${key}Count`, holes: { edge, rate } }
    : { key, holes: { edge, currency: edge.currency, rate } };

/** What picks the tier: a total over a window, or the sale itself. */
const tiersSaid = ({ document }: Plan, rule: Rule, place: string): Said => {
  const pay = place.replace(/\/bands$/, '');
  const named = fieldAt(document, `${pay}/counter`) ?? fieldAt(document, `${pay}/by/counter`);
  const counter = document.counters.find(({ id }) => id === named);
  if (counter === undefined) return { key: 'termsTiersEach', holes: clauseOf(rule) };
  const { en = counter.id, ru } = counter.title ?? {};
  return { key: windows[counter.window], holes: { ...clauseOf(rule), counted: ru === undefined ? [en] : [en, ru] } };
};

const windows = {
  day: 'termsTiersDay',
  week: 'termsTiersWeek',
  month: 'termsTiersMonth',
  quarter: 'termsTiersQuarter',
  year: 'termsTiersYear',
  ever: 'termsTiersEver',
} as const satisfies Readonly<Record<Counter['window'], Said['key']>>;

/** Where a band ends: an amount, or a number of deals, of days and the like as the plan writes it. */
const edgeAt = (plan: Plan, pointer: string): MoneyRecord | string | undefined => {
  const edge = fieldAt(plan.document, pointer);
  if (typeof edge !== 'string') return undefined;
  const amount = amountOf(edge, plan);
  return amount?.amount === edge ? amount : edge;
};

const fieldAt = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (found, name) =>
        typeof found === 'object' && found !== null
          ? Object.entries(found).find(([key]) => key === name)?.[1]
          : undefined,
      document,
    );

const amountOf = (text: string, { currency }: Plan): MoneyRecord | undefined => {
  const amount = money(text, currency);
  return E.isRight(amount) ? toJson(amount.right) : undefined;
};

type FoundAmount = Readonly<{ path: string; text: string }>;

/** Amounts that are paid as they stand, and those that limit what is paid. */
const amountsIn = (json: unknown, path: string): readonly FoundAmount[] => {
  if (Array.isArray(json)) return json.flatMap((each: unknown, index) => amountsIn(each, `${path}/${index}`));
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]: [string, unknown]) =>
    AMOUNTS.test(`${path}/${name}`) && typeof value === 'string'
      ? [{ path: `${path}/${name}`, text: value }]
      : amountsIn(value, `${path}/${name}`),
  );
};

const AMOUNTS = /\/(?:fixed|each|flat|cap\/at|floor\/at)$/;

const amountRow = (plan: Plan, rule: Rule, { path, text }: FoundAmount): readonly DraftRow[] => {
  const amount = money(text, plan.currency);
  if (E.isLeft(amount)) return [];
  const { document, hash } = plan;
  const ref = { plan: document.plan, version: document.version, hash, rule: rule.id, clause: rule.clause };
  const node: Node = param(booked(amount.right), ref, path);
  const holes = { ...clauseOf(rule), amount: toJson(amount.right), currency: amount.right.currency };
  return [{ said: { key: keyOf(path), holes }, node }];
};

const keyOf = (
  path: string,
): Extract<Said['key'], 'termsFixed' | 'termsEach' | 'termsFlat' | 'termsAtMost' | 'termsAtLeast'> => {
  if (path.endsWith('/each')) return 'termsEach';
  if (path.endsWith('/flat')) return 'termsFlat';
  if (path.endsWith('/cap/at')) return 'termsAtMost';
  return path.endsWith('/floor/at') ? 'termsAtLeast' : 'termsFixed';
};
