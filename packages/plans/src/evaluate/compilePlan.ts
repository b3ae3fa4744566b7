import { booked, param, ratioOf, text, type Node, type RuleRef } from '@commission-ledger/calculation';
import { currency as currencyOf, money, rate as rateOf, type CurrencyCode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { termsOf, type Literal } from './conditionTerms.ts';
import type { Band, Condition, PlanDocument, RateJson, Rule } from '../document/planDocument.ts';
import {
  prepared,
  type Plan,
  type PreparedBand,
  type PreparedCondition,
  type PreparedCounter,
  type PreparedPay,
  type PreparedRole,
  type PreparedRule,
  type Reading,
} from './plan.ts';
import { planHash } from '../document/planHash.ts';

/**
 * Makes a plan version ready to rate causes.
 * @param document one that `validatePlan` has no problem with
 * @throws InvalidPlan otherwise, as soon as something cannot be read
 */
export const compilePlan = (document: PlanDocument): Plan => {
  const hash = planHash(document);
  const currency = sound(currencyOf(document.currency));
  const compiler = { document, currency, ref: { plan: document.plan, version: document.version, hash } };
  const rules = document.rules.map((rule, index) => ruleOf(compiler, rule, index));
  const counters = document.counters.map((counter, index): PreparedCounter => {
    const where = counter.where && conditionOf(compiler, counter.where, `/counters/${index}/where`, undefined);
    return { counter, where };
  });
  const roles = new Map(
    (['win', 'payment'] as const).flatMap((earnedOn) =>
      (['referrer', 'upline'] as const).map((beneficiary): [string, PreparedRole] => {
        const moved =
          beneficiary === 'referrer' ? counters.filter(({ counter }) => movedBy(counter.measure) === earnedOn) : [];
        const paying = rules.filter(({ rule }) => rule.earnedOn === earnedOn && rule.beneficiary === beneficiary);
        return [roleKey(earnedOn, beneficiary), roleOf(compiler, paying, moved)];
      }),
    ),
  );
  return { document, hash, currency, [prepared]: { roles } };
};

/** Thrown when a plan that was not validated is compiled. */
export class InvalidPlan extends Error {
  override readonly name = 'InvalidPlan';
}

/** The cause that adds to a counter of the measure: a deal counts once, when it is won, and not with every payment on it. */
export const movedBy = (measure: 'payment' | 'deal'): 'payment' | 'win' => (measure === 'payment' ? 'payment' : 'win');

export const roleKey = (earnedOn: string, beneficiary: string): string => `${earnedOn}/${beneficiary}`;

type Compiler = Readonly<{ document: PlanDocument; currency: CurrencyCode; ref: RuleRef }>;

const ruleOf = (compiler: Compiler, rule: Rule, index: number): PreparedRule => {
  const ref = { ...compiler.ref, rule: rule.id, clause: rule.clause };
  const path = `/rules/${index}`;
  const when = rule.when && conditionOf(compiler, rule.when, `${path}/when`, ref);
  const pay = payOf(compiler, rule, ref, `${path}/pay`);
  return { rule, ref, when, pay, reads: readsOf(when, pay) };
};

const readsOf = (when: PreparedCondition | undefined, pay: PreparedPay): readonly Reading[] => {
  const base: readonly Reading[] = pay._tag === 'fixed' ? [] : [{ measure: pay.of }];
  const all = base.concat(when?.tests.map(({ reads }) => reads) ?? []);
  return [...new Map(all.map((reading) => [JSON.stringify(reading), reading])).values()];
};

const payOf = (compiler: Compiler, { pay }: Rule, ref: RuleRef, path: string): PreparedPay => {
  if ('fixed' in pay) {
    return { _tag: 'fixed', amount: amountParam(compiler, pay.fixed, ref, `${path}/fixed`, 'commission') };
  }
  if ('percent' in pay) {
    const { of, rate } = pay.percent;
    return { _tag: 'percent', of, rate: rateParam(rate, ref, `${path}/percent/rate`) };
  }
  const { of, counter: id, bands } = pay.marginal;
  const counter = compiler.document.counters.find((candidate) => candidate.id === id);
  if (counter === undefined) throw new InvalidPlan(`Rule ${ref.rule} reads a counter that the plan does not have.`);
  return { _tag: 'marginal', of, counter, bands: bandsOf(compiler, bands, ref, `${path}/marginal/bands`) };
};

const bandsOf = (compiler: Compiler, bands: readonly Band[], ref: RuleRef, path: string): readonly PreparedBand[] => {
  const edges = bands.map(({ upTo }, index) =>
    upTo === undefined ? undefined : amountParam(compiler, upTo, ref, `${path}/${index}/upTo`, 'band-upper'),
  );
  return bands.map(({ rate }, index) => ({
    lower: edges[index - 1],
    upper: edges[index],
    rate: rateParam(rate, ref, `${path}/${index}/rate`),
  }));
};

const conditionOf = (
  compiler: Compiler,
  condition: Condition,
  path: string,
  ref: RuleRef | undefined,
): PreparedCondition => {
  const terms = termsOf(condition, path);
  if (terms === undefined) throw new InvalidPlan(`The condition at ${path} can be met in too many ways.`);
  const literals = new Map(terms.flat().map((literal) => [keyOf(literal), literal]));
  const places = new Map([...literals.keys()].map((key, place) => [key, place]));
  return {
    tests: [...literals.values()].map((literal) => ({
      reads: 'attribute' in literal ? { attribute: literal.attribute } : { measure: literal.measure },
      test: literal.test,
      params: paramsOf(compiler, literal, ref ?? compiler.ref),
      ref,
    })),
    ways: terms.map((way) => Array.from(new Set(way.flatMap((literal) => places.get(keyOf(literal)) ?? [])))),
  };
};

/** The same place in the plan can be asked for both ways. */
const keyOf = ({ path, test }: Literal): string => `${test} ${path}`;

const paramsOf = (compiler: Compiler, literal: Literal, ref: RuleRef): readonly Node[] =>
  'attribute' in literal
    ? literal.values.map((value, index) => param(text(value), ref, `${literal.path}/${index}`, 'condition-value'))
    : [amountParam(compiler, literal.limit, ref, literal.path, 'measure-limit')];

const roleOf = (
  compiler: Compiler,
  rules: readonly PreparedRule[],
  counters: readonly PreparedCounter[],
): PreparedRole => {
  const asked = [
    ...counters.flatMap(({ counter, where }) => {
      const reads: readonly Reading[] = where?.tests.map((test) => test.reads) ?? [];
      return reads
        .concat({ measure: counter.measure })
        .map((reading) => ({ reading, rule: readerOf(compiler, counter.id) }));
    }),
    ...rules.flatMap(({ rule, reads }) => reads.map((reading) => ({ reading, rule: rule.id }))),
  ];
  const attributes = new Set(asked.flatMap(({ reading }) => ('attribute' in reading ? [reading.attribute] : [])));
  const measures = asked.flatMap(({ reading, rule }) =>
    'measure' in reading ? [{ measure: reading.measure, rule }] : [],
  );
  const moved = counters.map(({ counter }) => counter);
  return {
    rules,
    counters,
    asked: [...new Set(moved.concat(rules.flatMap(({ pay }) => (pay._tag === 'marginal' ? [pay.counter] : []))))],
    attributes: [...attributes].map((attribute) => ({ attribute, ifMissing: defaultOf(compiler, attribute) })),
    measures: measures.filter(({ measure }, index) => measures.findIndex((m) => m.measure === measure) === index),
  };
};

/** A counter is moved for the sake of the rules that read it. */
const readerOf = ({ document }: Compiler, counter: string): string =>
  document.rules.find(({ pay }) => 'marginal' in pay && pay.marginal.counter === counter)?.id ?? counter;

const defaultOf = ({ document, ref }: Compiler, attribute: string): Node | undefined => {
  if (!Object.hasOwn(document.attributes, attribute)) {
    throw new InvalidPlan(`A condition reads ${attribute}, which the plan does not declare.`);
  }
  const value = document.attributes[attribute]?.ifMissing;
  return value === undefined
    ? undefined
    : param(text(value), ref, `/attributes/${attribute}/ifMissing`, 'attribute-default');
};

const amountParam = (
  { currency }: Compiler,
  amount: string,
  ref: RuleRef,
  path: string,
  name: 'band-upper' | 'commission' | 'measure-limit',
): Node => param(booked(sound(money(amount, currency))), ref, path, name);

const rateParam = (rate: RateJson, ref: RuleRef, path: string): Node =>
  param(ratioOf(sound(rateOf(rate, { allowAboveOne: true }))), ref, path, 'rate');

const sound = <A>(read: E.Either<Readonly<{ _tag: string }>, A>): A => {
  if (E.isLeft(read)) throw new InvalidPlan(`The plan was not validated: ${read.left._tag}.`);
  return read.right;
};
