import type { Cap, Collected, Counter, Floor, PlanDocument, Slab } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { kindOfCounter } from './measureKind.ts';
import type { PayScope } from './payScope.ts';
import { problemsOfCounterRead } from './reader.ts';
import { problemsOfBands } from './validateBands.ts';
import { problemsOfAmountTerm } from './validateTerms.ts';

/** A slab pays on a counter what the rule has not yet earned in the same window. */
export const problemsOfSlab = (
  { counter: id, total, already, bands }: Slab,
  path: string,
  { rule, reader, document }: PayScope,
): readonly PlanProblem[] => {
  const counter = counterOf(id, document);
  const paysOn = total === undefined ? counter : counterOf(total, document);
  const earned = counterOf(already, document);
  const problems = [
    ...problemsOfCounterRead(id, `${path}/counter`, reader, document),
    ...(total === undefined ? [] : problemsOfCounterRead(total, `${path}/total`, reader, document)),
    ...problemsOfCounterRead(already, `${path}/already`, reader, document),
  ];
  if (earned !== undefined && !isEarnedBy(earned, rule.id)) {
    const message = `It has to add up what this rule earned: a counter with "measure": {"earned": ["${rule.id}"]}.`;
    problems.push({ path: `${path}/already`, code: 'wrong-counter', message });
  }
  for (const [field, other] of [
    ['total', paysOn],
    ['already', earned],
  ] as const) {
    if (counter !== undefined && other !== undefined && !sameWindow(counter, other)) {
      const message = `It begins anew at other times than the counter "${counter.id}". Give both the same window, for the same things.`;
      problems.push({ path: `${path}/${field}`, code: 'wrong-window', message });
    } else if (rule.earnedOn === 'payment' && counter !== undefined && other !== undefined) {
      if (followsRefunds(counter, document) === followsRefunds(other, document)) continue;
      const message = `A refund would change one of the counters "${counter.id}" and "${other.id}" and leave the other, so the next payment would earn too much or too little. Let both keep what was refunded, or neither.`;
      problems.push({ path: `${path}/${field}`, code: 'counter-without-refunds', message });
    }
  }
  if (rule.refunds === 'true-up') {
    if (earned !== undefined && isEarnedBy(earned, rule.id) && !countsOnly(earned, rule.id)) {
      const message = `A true-up settles this clause alone, so what it has already earned may not count other clauses. Use a counter with "measure": {"earned": ["${rule.id}"]}.`;
      problems.push({ path: `${path}/already`, code: 'wrong-counter', message });
    }
    for (const [field, other] of [
      ['counter', counter],
      ['total', total === undefined ? undefined : paysOn],
    ] as const) {
      if (other === undefined || same(other.where, rule.when)) continue;
      const message = `A true-up pays on all that the counter "${other.id}" counts, so it has to count what the clause is for. Give its "where" the condition of the clause's "when".`;
      problems.push({ path: `${path}/${field}`, code: 'wrong-counter', message });
    }
  }
  const table = {
    form: 'slab',
    bands,
    path: `${path}/bands`,
    edges: counter && kindOfCounter(counter, document),
    paysOn: paysOn && kindOfCounter(paysOn, document),
  } as const;
  return [...problems, ...problemsOfBands(table, document)];
};

/** Whether the counter adds up what this rule earned, and nothing else. */
const countsOnly = ({ measure }: Counter, rule: string): boolean =>
  typeof measure === 'object' && 'earned' in measure && measure.earned.every((id) => id === rule);

/** The same condition, as it is written. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether refunds change the counter at all. */
const followsRefunds = ({ refunds }: Counter, document: PlanDocument): boolean =>
  (refunds ?? document.refunds.counters) !== 'keep';

/** A cap with a counter looks at what was earned; what it carries over is this rule's excess, for ever. */
export const problemsOfCap = (
  { at, counter: id, carry }: Cap,
  path: string,
  { rule, reader, document }: PayScope,
): readonly PlanProblem[] => {
  const problems = [...problemsOfAmountTerm(at, `${path}/at`, 'The cap', document)];
  if (id !== undefined) {
    problems.push(...problemsOfCounterRead(id, `${path}/counter`, reader, document));
    const counter = counterOf(id, document);
    if (counter !== undefined && !isEarnedBy(counter, rule.id)) {
      const message = `A cap looks at what was earned: a counter with "measure": {"earned": ["${rule.id}"]}, and more rules if they share it.`;
      problems.push({ path: `${path}/counter`, code: 'wrong-counter', message });
    }
  }
  if (carry === undefined) return problems;
  problems.push(...problemsOfCounterRead(carry, `${path}/carry`, reader, document));
  const kept = counterOf(carry, document);
  if (id === undefined) {
    const message = 'Only a cap with a counter has room later. Name the counter, or leave carry out.';
    problems.push({ path: `${path}/carry`, code: 'wrong-counter', message });
  } else if (kept !== undefined && !isOf(kept, 'excess', rule.id)) {
    const message = `What is kept back for later is this rule's excess: a counter with "measure": {"excess": "${rule.id}"}.`;
    problems.push({ path: `${path}/carry`, code: 'wrong-counter', message });
  } else if (kept !== undefined && kept.window !== 'ever') {
    const message = 'What is carried over must outlast every window. Let the counter run for "ever".';
    problems.push({ path: `${path}/carry`, code: 'wrong-window', message });
  } else if (kept !== undefined && rule.refunds === 'keep' && followsRefunds(kept, document)) {
    const message = `The clause keeps what it paid when the customer is refunded, so what was paid from "${kept.id}" would be paid once more. Give the counter "refunds": "keep".`;
    problems.push({ path: `${path}/carry`, code: 'counter-without-refunds', message });
  }
  return problems;
};

/** A floor with a counter looks at what this rule would have paid without it. */
export const problemsOfFloor = (
  { at, counter: id }: Floor,
  path: string,
  { rule, reader, document }: PayScope,
): readonly PlanProblem[] => {
  const amounts = problemsOfAmountTerm(at, `${path}/at`, 'The floor', document);
  if (id === undefined) return amounts;
  const counter = counterOf(id, document);
  const message = `A floor looks at what this rule would pay without it: a counter with "measure": {"unlimited": "${rule.id}"}.`;
  const wrong: readonly PlanProblem[] =
    counter === undefined || isOf(counter, 'unlimited', rule.id)
      ? []
      : [{ path: `${path}/counter`, code: 'wrong-counter', message }];
  return amounts.concat(problemsOfCounterRead(id, `${path}/counter`, reader, document), wrong);
};

/** Commission in the ratio collected needs payments, and a total of those of each deal. */
export const problemsOfCollected = (
  { counter: id }: Collected,
  path: string,
  { rule, reader, document }: PayScope,
): readonly PlanProblem[] => {
  const counter = counterOf(id, document);
  const problems = [...problemsOfCounterRead(id, `${path}/counter`, reader, document)];
  if (rule.earnedOn === 'win') {
    const message = 'Nothing has been collected when a deal is won. Earn it on payment.';
    problems.push({ path, code: 'collected-on-win', message });
  }
  if (counter !== undefined && !addsUpPaymentsOfDeal(counter)) {
    const message =
      'It has to add up all payments of the deal: a counter of the measure payment, "per": "deal", "window": "ever", without a condition.';
    problems.push({ path: `${path}/counter`, code: 'wrong-counter', message });
  }
  return problems;
};

const addsUpPaymentsOfDeal = ({ measure, per, window, where }: Counter): boolean =>
  measure === 'payment' && per === 'deal' && window === 'ever' && where === undefined;

const counterOf = (id: string, { counters }: PlanDocument): Counter | undefined =>
  counters.find((counter) => counter.id === id);

const isEarnedBy = ({ measure }: Counter, rule: string): boolean =>
  typeof measure === 'object' && 'earned' in measure && measure.earned.includes(rule);

const isOf = ({ measure }: Counter, what: 'unlimited' | 'excess', rule: string): boolean =>
  typeof measure === 'object' && Object.entries(measure).some(([key, value]) => key === what && value === rule);

const sameWindow = (a: Counter, b: Counter): boolean =>
  a.window === b.window &&
  (typeof a.per === 'object' && typeof b.per === 'object' ? a.per.attribute === b.per.attribute : a.per === b.per);
