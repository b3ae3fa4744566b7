import { equals, format, money, zero, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { compilePlan, InvalidPlan } from '../evaluate/compilePlan.ts';
import type { Plan } from '../evaluate/plan.ts';
import type { ExpectedPayout, OneCause, PlanDocument, SmallHistory, WorkedExample } from '../document/planDocument.ts';
import type { RuleOutcome } from '../evaluate/rating.ts';
import { describeHistoryRefusal } from '../simulate/describeHistoryRefusal.ts';
import type { HistoryRefusal, StepPayout, StepResult, TakenBack } from '../simulate/historyStep.ts';
import { openHistory } from '../simulate/openHistory.ts';
import { rateOneCause } from '../simulate/rateOneCause.ts';
import { stepsOfPayout, stepsOfRule } from './exampleSteps.ts';

/**
 * A worked example that does not compute. `path` is the example, or the first step of a history that brings something
 * else (the steps after it are not looked at). Amounts are by rule id, in the plan's currency.
 */
export type ExampleFailure = Readonly<{ path: string; title: string }> &
  (
    | Readonly<{
        _tag: 'Differs';
        expected: Amounts;
        got: Amounts;
        /** The first rule, in the order of the plan, that gives another amount, and how it comes to it. */
        first: Readonly<{ rule: string; expected: string; got: string; steps: readonly string[] }>;
      }>
    | Readonly<{
        _tag: 'PayoutDiffers';
        expected: ExpectedPayout;
        got: ExpectedPayout;
        /** The first number that is another, or the reason of the deferral; and how the payout comes to it. */
        first: Readonly<{ field: keyof ExpectedPayout; expected: string; got: string; steps: readonly string[] }>;
      }>
    | Readonly<{ _tag: 'Refused'; refusal: HistoryRefusal }>
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
    case 'PayoutDiffers': {
      const { field, expected, got, steps } = failure.first;
      return [`${where}: ${wordsFor[field]} is ${got}, not ${expected}.`, ...steps].join('\n  ');
    }
    case 'Refused':
      return `${where}: it cannot be rated: ${describeHistoryRefusal(failure.refusal)}`;
  }
};

const wordsFor: Readonly<Record<keyof ExpectedPayout, string>> = {
  matured: 'what matured',
  advanced: 'what the draw advances',
  recovered: 'what is recovered of draws',
  debt: 'the debt of draws',
  gross: 'the gross amount',
  withheld: 'what is withheld',
  vat: 'the VAT',
  fees: 'what the partner bears in fees',
  net: 'the net amount',
  deferred: 'the reason of the deferral',
  carried: 'what is left in the account',
};

/** Executes the worked examples of a valid plan and returns those that do not compute. @throws InvalidPlan */
export const runExamples = (document: PlanDocument): readonly ExampleFailure[] => {
  const plan = compilePlan(document);
  return document.examples.flatMap((example, index) => failureOf(plan, example, `/examples/${index}`) ?? []);
};

type Mismatch = ExampleFailure | undefined;

const failureOf = (plan: Plan, example: WorkedExample, path: string): Mismatch =>
  'steps' in example ? failureOfHistory(plan, example, path) : failureOfCause(plan, example, path);

const failureOfCause = (plan: Plan, { title, given, expect }: OneCause, path: string): Mismatch => {
  const about = { path, title: title.en };
  const outcomes = rateOneCause(plan, given);
  if (E.isLeft(outcomes)) return { ...about, _tag: 'Refused', refusal: outcomes.left };
  const amounts = Object.fromEntries(
    outcomes.right.flatMap((outcome) => (outcome._tag === 'earned' ? [[outcome.rule, outcome.amount] as const] : [])),
  );
  return differs(plan, about, expect, { amounts, outcomes: outcomes.right, takenBack: [] });
};

const failureOfHistory = (plan: Plan, { title, parameters, steps }: SmallHistory, path: string): Mismatch => {
  const history = openHistory(plan, { parameters });
  for (const [index, step] of steps.entries()) {
    const about = { path: `${path}/steps/${index}`, title: title.en };
    const result = history.apply(step);
    const failure =
      'payout' in step
        ? failureOfPayout(plan, about, step.expect, result)
        : failureOfStep(plan, about, step.expect, result);
    if (failure !== undefined) return failure;
  }
  return undefined;
};

type About = Readonly<{ path: string; title: string }>;

const failureOfStep = (plan: Plan, about: About, expect: Amounts, result: StepResult): Mismatch => {
  if (result._tag === 'refused') return { ...about, _tag: 'Refused', refusal: result.refusal };
  if (result._tag === 'payout') throw new TypeError('A payout gives no commission.');
  return differs(plan, about, expect, result);
};

/** What was given, and how it came about. */
type Given = Readonly<{
  amounts: Readonly<Record<string, Money>>;
  outcomes: readonly RuleOutcome[];
  takenBack: readonly TakenBack[];
}>;

const differs = (plan: Plan, about: About, expected: Amounts, given: Given): Mismatch => {
  const { amounts } = given;
  const amountOf = (rule: string): Money =>
    (Object.hasOwn(amounts, rule) ? amounts[rule] : undefined) ?? zero(plan.currency);
  const expectedOf = (rule: string): Money =>
    amountIn(plan, Object.hasOwn(expected, rule) ? expected[rule] : undefined);
  const wrong = plan.document.rules.find(({ id }) => !equals(amountOf(id), expectedOf(id)));
  if (wrong === undefined) return undefined;
  const first = {
    rule: wrong.id,
    expected: format(expectedOf(wrong.id)),
    got: format(amountOf(wrong.id)),
    steps: stepsOfRule(wrong.id, given.outcomes, given.takenBack),
  };
  const got = Object.fromEntries(Object.entries(amounts).map(([rule, amount]) => [rule, format(amount)]));
  return { ...about, _tag: 'Differs', expected, got, first };
};

const failureOfPayout = (plan: Plan, about: About, expected: ExpectedPayout, result: StepResult): Mismatch => {
  if (result._tag === 'refused') return { ...about, _tag: 'Refused', refusal: result.refusal };
  if (result._tag !== 'payout') throw new TypeError('A payout step gives a payout.');
  const got = payoutInWords(result);
  const field = fields.find((name) => expected[name] !== undefined && !agree(plan, name, expected[name], got[name]));
  if (field === undefined) return undefined;
  const first = {
    field,
    expected: expected[field] ?? '',
    got: got[field] ?? 'none',
    steps: stepsOfPayout(result.calculation),
  };
  return { ...about, _tag: 'PayoutDiffers', expected, got, first };
};

const agree = (plan: Plan, field: keyof ExpectedPayout, expected: string, got: string | undefined): boolean =>
  field === 'deferred' ? got === expected : got === format(amountIn(plan, expected));

/** The names of an expected payout, in the order in which a payout is made. */
const fields = [
  'matured',
  'advanced',
  'recovered',
  'debt',
  'gross',
  'deferred',
  'withheld',
  'vat',
  'fees',
  'net',
  'carried',
] as const satisfies readonly (keyof ExpectedPayout)[];

const payoutInWords = (payout: StepPayout): ExpectedPayout => ({
  matured: format(payout.matured),
  advanced: format(payout.advanced),
  recovered: format(payout.recovered),
  debt: format(payout.debt),
  gross: format(payout.gross),
  ...(payout.deferred === undefined ? {} : { deferred: payout.deferred }),
  withheld: format(payout.withheld),
  vat: format(payout.vat),
  fees: format(payout.fees),
  net: format(payout.net),
  carried: format(payout.carried),
});

const amountIn = ({ currency }: Plan, written: string | undefined): Money => {
  const result = written === undefined ? E.right(zero(currency)) : money(written, currency);
  if (E.isLeft(result)) throw new InvalidPlan('An amount of an example cannot be read.');
  return result.right;
};
