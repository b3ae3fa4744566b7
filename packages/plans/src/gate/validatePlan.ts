import { localDate } from '@commission-ledger/calendar';
import { currency as currencyOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { pointer, problemsOfAmount, problemsOfId, repeated } from './planWords.ts';
import { problemsOfCounters } from './validateCounters.ts';
import { problemsOfExamples } from './validateExamples.ts';
import { problemsOfRules } from './validateRules.ts';

/**
 * Everything that is wrong with a plan as a whole, in the order of the document; none means that it can be compiled
 * and that rating by it never fails for a reason that lies in the plan.
 */
export const validatePlan = (document: PlanDocument): readonly PlanProblem[] => [
  ...problemsOfHead(document),
  ...problemsOfPayout(document),
  ...Object.keys(document.attributes).flatMap((name) => problemsOfId(name, `/attributes${pointer(name)}`)),
  ...repeated(document.counters, ({ id }) => id, '/counters', 'id'),
  ...problemsOfCounters(document),
  ...repeated(document.rules, ({ id }) => id, '/rules', 'id'),
  ...repeated(document.rules, ({ clause }) => clause, '/rules', 'clause'),
  ...problemsOfRules(document),
  ...problemsOfExamples(document),
];

const problemsOfHead = (document: PlanDocument): readonly PlanProblem[] => {
  const problems: PlanProblem[] = [...problemsOfId(document.plan, '/plan')];
  if (document.version < 1) {
    problems.push({ path: '/version', code: 'bad-number', message: 'Versions are counted from 1.' });
  }
  if (document.title.en.trim() === '') {
    problems.push({ path: '/title/en', code: 'bad-text', message: 'A plan needs a title in English.' });
  }
  if (E.isLeft(currencyOf(document.currency))) {
    const message = `"${document.currency}" is not an ISO 4217 currency. Write a code in upper case, such as EUR.`;
    problems.push({ path: '/currency', code: 'unknown-currency', message });
  }
  if (E.isLeft(localDate(document.effectiveFrom))) {
    const message = `"${document.effectiveFrom}" is not a date. Write YYYY-MM-DD.`;
    problems.push({ path: '/effectiveFrom', code: 'bad-date', message });
  }
  return problems;
};

const problemsOfPayout = ({ hold, payout, currency }: PlanDocument): readonly PlanProblem[] => {
  const problems: PlanProblem[] = [];
  if (hold.days < 0 || hold.days > 3660) {
    problems.push({ path: '/hold/days', code: 'bad-number', message: 'A hold has 0 to 3660 days.' });
  }
  if (payout.day < 1 || payout.day > 28) {
    const message = 'The payout day is 1 to 28, so that every month has it.';
    problems.push({ path: '/payout/day', code: 'bad-number', message });
  }
  return [...problems, ...problemsOfAmount(payout.minimum, currency, '/payout/minimum', 'The minimum')];
};
