import { booked, fact, text, type Node } from '@commission-ledger/calculation';
import { instantAt, localDate, type LocalDate } from '@commission-ledger/calendar';
import { equals, format, money, zero, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { compilePlan, InvalidPlan } from '../evaluate/compilePlan.ts';
import type { Plan } from '../evaluate/plan.ts';
import type { PlanDocument, WorkedExample } from '../document/planDocument.ts';
import { rate } from '../evaluate/rate.ts';
import type { Facts, RatingRefusal, RuleOutcome } from '../evaluate/rating.ts';
import { stepsOf } from '../evaluate/stepsOf.ts';
import { causeOf } from './validateExamples.ts';

/** A worked example that does not compute. Amounts are by rule id, in the plan's currency. */
export type ExampleFailure = Readonly<{ path: string; title: string; expected: Amounts }> &
  (
    | Readonly<{
        _tag: 'Differs';
        got: Amounts;
        /** The first rule, in the order of the plan, that gives another amount, and how it comes to it. */
        first: Readonly<{ rule: string; expected: string; got: string; steps: readonly string[] }>;
      }>
    | Readonly<{ _tag: 'Refused'; refusal: RatingRefusal }>
  );

type Amounts = Readonly<Record<string, string>>;

/** One sentence for what differs, then the steps. */
export const describeExampleFailure = (failure: ExampleFailure): string => {
  const where = `${failure.path} (${failure.title})`;
  switch (failure._tag) {
    case 'Differs': {
      const { rule, expected, got, steps } = failure.first;
      return [`${where}: rule ${rule} gives ${got}, not ${expected}.`, ...steps].join('\n  ');
    }
    case 'Refused':
      return `${where}: it cannot be rated: ${reasonOf(failure.refusal)}`;
  }
};

/** Executes the worked examples of a valid plan and returns those that do not compute. @throws InvalidPlan */
export const runExamples = (document: PlanDocument): readonly ExampleFailure[] => {
  const plan = compilePlan(document);
  return document.examples.flatMap((example, index) => failureOf(plan, example, `/examples/${index}`) ?? []);
};

const failureOf = (plan: Plan, example: WorkedExample, path: string): ExampleFailure | undefined => {
  const ratings = (['referrer', 'upline'] as const).map((beneficiary) =>
    rate(plan, factsOf(plan, example, beneficiary)),
  );
  const expected = example.expect;
  const about = { path, title: example.title.en, expected };
  const refused = ratings.find(E.isLeft);
  if (refused !== undefined) return { ...about, _tag: 'Refused', refusal: refused.left };
  const outcomes = ratings.flatMap((rating) => (E.isRight(rating) ? rating.right.outcomes : []));
  const inOrder = plan.document.rules.flatMap(({ id }) => outcomes.find(({ rule }) => rule === id) ?? []);
  const wrong = inOrder.find((outcome) => !equals(amountOf(plan, outcome), amountIn(plan, expected, outcome.rule)));
  if (wrong === undefined) return undefined;
  const first = {
    rule: wrong.rule,
    expected: format(amountIn(plan, expected, wrong.rule)),
    got: format(amountOf(plan, wrong)),
    steps: stepsOf(wrong),
  };
  const earned = inOrder.flatMap((outcome) =>
    outcome._tag === 'earned' ? [[outcome.rule, format(outcome.amount)] as const] : [],
  );
  return { ...about, _tag: 'Differs', got: Object.fromEntries(earned), first };
};

const amountOf = ({ currency }: Plan, outcome: RuleOutcome): Money =>
  outcome._tag === 'earned' ? outcome.amount : zero(currency);

const amountIn = (plan: Plan, amounts: Amounts, rule: string): Money =>
  Object.hasOwn(amounts, rule) ? read(plan, amounts[rule]) : zero(plan.currency);

const factsOf = (plan: Plan, example: WorkedExample, beneficiary: 'referrer' | 'upline'): Facts => {
  const { payment, deal, attributes = {}, counters = {} } = example.given;
  const date = beginningOf(plan);
  const amount = (content: string | undefined, name: 'payment' | 'deal' | 'counter-before'): Node =>
    fact(booked(read(plan, content)), [], name);
  return {
    earnedOn: causeOf(example),
    beneficiary,
    occurredAt: instantAt(Date.parse(date)),
    date,
    measures: {
      ...(payment === undefined ? {} : { payment: amount(payment, 'payment') }),
      ...(deal === undefined ? {} : { deal: amount(deal, 'deal') }),
    },
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, fact(text(value), [], `attribute:${name}`)]),
    ),
    counterBefore: (counter) =>
      amount(Object.hasOwn(counters, counter) ? counters[counter] : undefined, 'counter-before'),
  };
};

const read = ({ currency }: Plan, amount: string | undefined): Money => {
  const result = amount === undefined ? E.right(zero(currency)) : money(amount, currency);
  if (E.isLeft(result)) throw new InvalidPlan('An amount of an example cannot be read.');
  return result.right;
};

const beginningOf = ({ document }: Plan): LocalDate => {
  const date = localDate(document.effectiveFrom);
  if (E.isLeft(date)) throw new InvalidPlan('The plan has no date from which it is effective.');
  return date.right;
};

const reasonOf = (refusal: RatingRefusal): string => {
  switch (refusal._tag) {
    case 'MissingAttribute':
      return `it gives no ${refusal.attribute}. Add it to the example, or give the attribute an ifMissing.`;
    case 'MissingMeasure':
      return `rule ${refusal.rule} needs the ${refusal.measure}, which it does not give.`;
    case 'OtherCurrency':
      return `it is in ${refusal.got}, not in ${refusal.expected}.`;
  }
};
