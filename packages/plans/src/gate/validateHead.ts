import { currency as currencyOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { named, problemsOfDate, problemsOfId, problemsOfTitle } from './planWords.ts';

/** Name, version, currencies, and the first day. */
export const problemsOfHead = (document: PlanDocument): readonly PlanProblem[] => {
  const problems: PlanProblem[] = [...problemsOfId(document.plan, '/plan')];
  if (document.version < 1) {
    problems.push({ path: '/version', code: 'bad-number', message: 'Versions are counted from 1.' });
  }
  problems.push(...problemsOfTitle(document.title, '/title', 'A plan'));
  problems.push(...problemsOfCurrency(document.currency, '/currency'));
  for (const [index, code] of (document.converts ?? []).entries()) {
    const path = `/converts/${index}`;
    problems.push(...problemsOfCurrency(code, path));
    if (code === document.currency) {
      const message = `${named(code)} is the currency of the plan, so it is never converted. Take it out of the list.`;
      problems.push({ path, code: 'converts-itself', message });
    }
    if ((document.converts ?? []).indexOf(code) < index) {
      problems.push({ path, code: 'duplicate', message: `${named(code)} stands in the list twice.` });
    }
  }
  return problems.concat(problemsOfDate(document.effectiveFrom, '/effectiveFrom'));
};

const problemsOfCurrency = (code: string, path: string): readonly PlanProblem[] => {
  if (E.isRight(currencyOf(code))) return [];
  const message = `"${named(code)}" is not an ISO 4217 currency. Write a code in upper case, such as EUR.`;
  return [{ path, code: 'unknown-currency', message }];
};
