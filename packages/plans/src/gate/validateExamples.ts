import type { OneCause, PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { kindOfCounter } from './measureKind.ts';
import {
  named,
  pointer,
  problemsOfAmount,
  problemsOfDate,
  problemsOfQuantity,
  problemsOfSignedAmount,
  problemsOfTitle,
} from './planWords.ts';
import { problemsOfHistory } from './validateHistory.ts';
import { problemsOfTold } from './validateTold.ts';

/** What kind of cause an example is: a payment when it has one, otherwise a win. */
const causeOf = ({ given }: OneCause): 'win' | 'payment' => (given.payment === undefined ? 'win' : 'payment');

/** Examples speak of what the plan has. Whether they compute is found out by `runExamples`. */
export const problemsOfExamples = (document: PlanDocument): readonly PlanProblem[] => {
  if (document.examples.length === 0) {
    const message = 'A plan carries at least one worked example, so that its author and its reader mean the same.';
    return [{ path: '/examples', code: 'no-examples', message }];
  }
  return document.examples.flatMap((example, index) => {
    const path = `/examples/${index}`;
    const title = problemsOfTitle(example.title, `${path}/title`, 'An example');
    if ('steps' in example) return title.concat(problemsOfHistory(example, path, document));
    return title.concat(
      problemsOfFacts(example, `${path}/given`, document),
      problemsOfExpectations(example, `${path}/expect`, document),
    );
  });
};

const problemsOfFacts = ({ given }: OneCause, path: string, document: PlanDocument): readonly PlanProblem[] => {
  const { payment, deal, counters = {}, date } = given;
  const problems: PlanProblem[] = [];
  if (payment === undefined && deal === undefined) {
    const message = 'The example has no cause. Give a payment, or a deal for what is earned on a win.';
    problems.push({ path, code: 'shape', message });
  }
  for (const [measure, amount] of Object.entries({ payment, deal })) {
    if (amount !== undefined) {
      problems.push(...problemsOfAmount(amount, document.currency, `${path}/${measure}`, `The ${measure}`));
    }
  }
  problems.push(...problemsOfTold(given, path, document));
  for (const [id, value] of Object.entries(counters)) {
    problems.push(...problemsOfStanding(id, value, `${path}/counters${pointer(id)}`, document));
  }
  return date === undefined ? problems : problems.concat(problemsOfDate(date, `${path}/date`));
};

const problemsOfStanding = (
  id: string,
  value: string,
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const counter = document.counters.find((candidate) => candidate.id === id);
  if (counter === undefined) {
    return [{ path, code: 'unknown-counter', message: `The plan has no counter "${named(id)}".` }];
  }
  const kind = kindOfCounter(counter, document);
  if (kind === 'quantity') return problemsOfQuantity(value, path, 'A counter');
  return problemsOfSignedAmount(value, document.currency, path);
};

const problemsOfExpectations = (example: OneCause, path: string, document: PlanDocument): readonly PlanProblem[] =>
  Object.entries(example.expect).flatMap(([id, amount]) => {
    const at = `${path}${pointer(id)}`;
    const rule = document.rules.find((candidate) => candidate.id === id);
    const amounts = problemsOfSignedAmount(amount, document.currency, at);
    if (rule === undefined) {
      const message = `The plan has no rule "${named(id)}".`;
      return [{ path: at, code: 'unknown-rule', message } as const, ...amounts];
    }
    if (rule.earnedOn === causeOf(example)) return amounts;
    const message = `Rule "${id}" is earned on ${rule.earnedOn}, but the example is a ${causeOf(example)}.`;
    return [{ path: at, code: 'measure-not-had', message } as const, ...amounts];
  });
