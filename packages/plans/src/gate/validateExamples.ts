import type { PlanDocument, WorkedExample } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { pointer, problemsOfAmount } from './planWords.ts';
import { problemsOfAttribute } from './validateCondition.ts';

/** What kind of cause an example is: a payment when it has one, otherwise a win. */
export const causeOf = ({ given }: WorkedExample): 'win' | 'payment' =>
  given.payment === undefined ? 'win' : 'payment';

/** Examples speak of what the plan has. Whether they compute is found out by `runExamples`. */
export const problemsOfExamples = (document: PlanDocument): readonly PlanProblem[] => {
  if (document.examples.length === 0) {
    const message = 'A plan carries at least one worked example, so that its author and its reader mean the same.';
    return [{ path: '/examples', code: 'no-examples', message }];
  }
  return document.examples.flatMap((example, index) => {
    const path = `/examples/${index}`;
    return problemsOfFacts(example, `${path}/given`, document).concat(
      problemsOfExpectations(example, `${path}/expect`, document),
    );
  });
};

const problemsOfFacts = ({ given }: WorkedExample, path: string, document: PlanDocument): readonly PlanProblem[] => {
  const { payment, deal, attributes = {}, counters = {} } = given;
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
  for (const name of Object.keys(attributes)) {
    problems.push(...problemsOfAttribute(name, `${path}/attributes${pointer(name)}`, document));
  }
  for (const [id, amount] of Object.entries(counters)) {
    if (!document.counters.some((counter) => counter.id === id)) {
      const message = `The plan has no counter "${id.slice(0, 64)}".`;
      problems.push({ path: `${path}/counters${pointer(id)}`, code: 'unknown-counter', message });
    }
    problems.push(...problemsOfAmount(amount, document.currency, `${path}/counters${pointer(id)}`, 'A counter'));
  }
  return problems;
};

const problemsOfExpectations = (
  example: WorkedExample,
  path: string,
  { rules, currency }: PlanDocument,
): readonly PlanProblem[] =>
  Object.entries(example.expect).flatMap(([id, amount]) => {
    const rule = rules.find((candidate) => candidate.id === id);
    const amounts = problemsOfAmount(amount, currency, `${path}${pointer(id)}`, 'What is expected');
    if (rule === undefined) {
      const message = `The plan has no rule "${id.slice(0, 64)}".`;
      return [{ path: `${path}${pointer(id)}`, code: 'unknown-rule', message } as const, ...amounts];
    }
    if (rule.earnedOn === causeOf(example)) return amounts;
    const message = `Rule "${id}" is earned on ${rule.earnedOn}, but the example is a ${causeOf(example)}.`;
    return [{ path: `${path}${pointer(id)}`, code: 'measure-not-had', message } as const, ...amounts];
  });
