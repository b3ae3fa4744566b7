import {
  add,
  exactAdd,
  exactCompare,
  exactFromJson,
  exactMul,
  exactOf,
  exactSub,
  ofMinor,
  round,
  toExact,
  type CurrencyCode,
  type Exact,
  type Money,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Band, Counter, Pay, PlanDocument, PointTerm, RateJson, Rule } from '../document/planDocument.ts';
import { windowOf } from '../evaluate/counterWindow.ts';
import type { Plan } from '../evaluate/plan.ts';
import type { CounterValue, Facts, Rating } from '../evaluate/rating.ts';

/** Where a running total stands among the bands of a rule after a cause, and how far the next band is. */
export type TierStanding = Readonly<{
  rule: string;
  clause: string;
  counter: string;
  /** The window of the counter, such as `2017-Q1`. */
  window: string;
  /** Where the counter stands after the cause. */
  at: CounterValue;
  /** The band it stands in, from 1; and how many there are. */
  band: number;
  bands: number;
  /** Absent in the last band. */
  next?: Readonly<{
    /** The edge between this band and the next. */
    edge: CounterValue;
    /** The least that has to come for the next band to be reached. */
    missing: CounterValue;
  }>;
}>;

/**
 * Every tier that a cause moves along: for each rule of its beneficiary with bands along a counter, where that counter
 * stands after the cause.
 * @param rating what `rate` gave for this plan and these facts
 */
export const tiersOf = (plan: Plan, facts: Facts, rating: Rating): readonly TierStanding[] =>
  plan.document.rules
    .filter(({ earnedOn, beneficiary }) => earnedOn === facts.earnedOn && beneficiary === facts.beneficiary)
    .flatMap((rule) => tiersIn(rule.pay).map((tier) => standingOf(plan, facts, rating, rule, tier)));

/** What a counter is kept for each of, in this cause. */
const perOf = ({ per }: Counter, { document }: Plan, facts: Facts): string | undefined => {
  if (per === undefined) return undefined;
  if (per === 'deal') return facts.deal;
  const told = Object.hasOwn(facts.attributes, per.attribute) ? facts.attributes[per.attribute]?.value : undefined;
  return told?._tag === 'text' ? told.text : document.attributes[per.attribute]?.ifMissing;
};

/** Bands along a counter. In marginal tiers the next cent counts, in the others the counter itself. */
type Tier = Readonly<{ counter: string; bands: readonly Band[]; marginal: boolean }>;

const tiersIn = (pay: Pay): readonly Tier[] => {
  if ('marginal' in pay) {
    const { counter, bands } = pay.marginal;
    return counter === undefined ? [] : [{ counter, bands, marginal: true }];
  }
  if ('slab' in pay) return [{ counter: pay.slab.counter, bands: pay.slab.bands, marginal: false }];
  if ('lookup' in pay) {
    const { by, bands } = pay.lookup;
    return 'counter' in by && by.at !== 'previous' ? [{ counter: by.counter, bands, marginal: false }] : [];
  }
  if ('sum' in pay) return pay.sum.flatMap(tiersIn);
  if ('least' in pay) return pay.least.flatMap(tiersIn);
  if ('greatest' in pay) return pay.greatest.flatMap(tiersIn);
  if ('first' in pay) return pay.first.flatMap((entry) => tiersIn(entry.pay));
  if ('cap' in pay) return tiersIn(pay.cap.pay);
  if ('floor' in pay) return tiersIn(pay.floor.pay);
  return 'collected' in pay ? tiersIn(pay.collected.pay) : [];
};

const standingOf = (plan: Plan, facts: Facts, rating: Rating, rule: Rule, tier: Tier): TierStanding => {
  const counter = plan.document.counters.find(({ id }) => id === tier.counter);
  if (counter === undefined) throw new TypeError(`Plan ${plan.document.plan} has no counter ${tier.counter}.`);
  const window = windowOf(counter, facts.date, perOf(counter, plan, facts));
  const move = rating.moves.find((candidate) => candidate.counter === counter.id && candidate.window === window);
  const at = move?.after ?? valueOf(facts.counterBefore(counter.id, window));
  const position = exactly(at);
  const edges = tier.bands.map((band) => edgeOf(band, plan, facts));
  const above = edges.findIndex((edge) => edge === undefined || isBelow(position, edge, tier.marginal));
  const edge = edges[above];
  return {
    rule: rule.id,
    clause: rule.clause,
    counter: counter.id,
    window,
    at,
    band: above + 1,
    bands: tier.bands.length,
    ...(edge === undefined ? {} : { next: nextOf(edge, position, tier.marginal, at) }),
  };
};

type Edge = Readonly<{ at: Exact; included: boolean }>;

/** Whether the position is still in the band that ends there. In marginal tiers an edge begins the next band for the next cent. */
const isBelow = (position: Exact, { at, included }: Edge, marginal: boolean): boolean => {
  const order = exactCompare(position, at);
  return order < 0 || (order === 0 && included && !marginal);
};

const nextOf = (
  { at: edge, included }: Edge,
  position: Exact,
  marginal: boolean,
  like: CounterValue,
): NonNullable<TierStanding['next']> => {
  const distance = exactSub(edge, position);
  // An edge that belongs to the band below has to be passed, by the smallest step there is.
  const passes = included && !marginal;
  return { edge: upwards(edge, like, false), missing: upwards(distance, like, passes) };
};

/** As money, rounded up to what can be paid; or as the number it is, which grows by ones. */
const upwards = (value: Exact, like: CounterValue, onward: boolean): CounterValue => {
  if (like._tag === 'ratio') return { _tag: 'ratio', ratio: onward ? exactAdd(value, exactOf(1n)) : value };
  const { currency } = like.money;
  const amount = ceiling(value, currency);
  return { _tag: 'money', money: onward ? add(amount, ofMinor(1n, currency)) : amount };
};

const ceiling = (value: Exact, currency: CurrencyCode): Money => {
  const down = round(value, currency, 'down').money;
  return exactCompare(toExact(down), value) < 0 ? add(down, ofMinor(1n, currency)) : down;
};

const edgeOf = ({ upTo, below }: Band, plan: Plan, facts: Facts): Edge | undefined => {
  const term = upTo ?? below;
  return term === undefined ? undefined : { at: pointOf(term, plan.document, facts), included: upTo !== undefined };
};

const pointOf = (term: PointTerm, document: PlanDocument, facts: Facts): Exact => {
  if (typeof term === 'string') return numberOf(term);
  if ('parameter' in term) return parameterOf(term.parameter, document, facts);
  return exactMul(numberOf(term.share), parameterOf(term.of, document, facts));
};

const parameterOf = (name: string, { parameters = {} }: PlanDocument, facts: Facts): Exact => {
  const own = Object.hasOwn(facts.parameters, name) ? facts.parameters[name] : undefined;
  if (own !== undefined) return exactly(valueOf(own));
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter === undefined) throw new TypeError(`The plan has no parameter ${name}.`);
  return numberOf('amount' in parameter ? parameter.amount : parameter.rate);
};

const numberOf = (json: RateJson): Exact => {
  const read = exactFromJson(json);
  if (E.isLeft(read)) throw new TypeError('A validated plan has readable numbers.');
  return read.right;
};

const exactly = (value: CounterValue): Exact => (value._tag === 'money' ? toExact(value.money) : value.ratio);

const valueOf = ({ value }: Readonly<{ value: Readonly<{ _tag: string }> }>): CounterValue => {
  if (isCounterValue(value)) return value;
  throw new TypeError('Counters and parameters are amounts or numbers.');
};

const isCounterValue = (value: Readonly<{ _tag: string }>): value is CounterValue =>
  value._tag === 'money' || value._tag === 'ratio';
