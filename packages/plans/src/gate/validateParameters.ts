import type { PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { parametersRead } from './payParts.ts';
import { pointer, problemsOfAmount, problemsOfId, problemsOfRate } from './planWords.ts';

/** Parameters hold numbers that can be read, and something reads each: an enrolment that sets it has to have an effect. */
export const problemsOfParameters = (document: PlanDocument): readonly PlanProblem[] => {
  const read = parametersRead(document);
  return Object.entries(document.parameters ?? {}).flatMap(([name, parameter]) => {
    const path = `/parameters${pointer(name)}`;
    const value =
      'amount' in parameter
        ? problemsOfAmount(parameter.amount, document.currency, `${path}/amount`, 'The parameter')
        : problemsOfRate(parameter.rate, `${path}/rate`, true);
    const unread: readonly PlanProblem[] = read.has(name)
      ? []
      : [{ path, code: 'unread-parameter', message: 'Nothing reads this parameter. Remove it, or name it in a rule.' }];
    return problemsOfId(name, path).concat(value, unread);
  });
};
