import type { Parameter, PlanDocument, RateJson } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { named, pointer, problemsOfAmount, problemsOfRate } from './planWords.ts';
import { problemsOfRules } from './validateRules.ts';

/**
 * What is wrong with the numbers that an enrolment sets for one partner: names the plan does not declare, values that
 * cannot be read, and tables that no longer make sense, such as a quota that puts one edge on another. Paths are of
 * the overrides: `/quota`.
 * @param document one that `validatePlan` has no problem with
 */
export const parameterProblems = (
  document: PlanDocument,
  overrides: Readonly<Record<string, RateJson>>,
): readonly PlanProblem[] => {
  const parameters = document.parameters ?? {};
  const values = Object.entries(overrides).flatMap(([name, value]) =>
    problemsOfOverride(name, value, Object.hasOwn(parameters, name) ? parameters[name] : undefined, document),
  );
  return values.length > 0 ? values : problemsOfTables(document, overrides);
};

const problemsOfOverride = (
  name: string,
  value: RateJson,
  parameter: Parameter | undefined,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const path = pointer(name);
  if (parameter === undefined) {
    const known = Object.keys(document.parameters ?? {}).join(', ') || 'none';
    const message = `The plan declares no parameter "${named(name)}"; it has: ${known}.`;
    return [{ path, code: 'unknown-parameter', message }];
  }
  if ('rate' in parameter) return problemsOfRate(value, path, true);
  if (typeof value === 'string') return problemsOfAmount(value, document.currency, path, 'The parameter');
  const message = `The parameter "${named(name)}" holds an amount in ${document.currency}. Write a decimal as text.`;
  return [{ path, code: 'wrong-kind', message }];
};

/** The rules are looked at as if the plan itself had these numbers; what was wrong before is not the partner's affair. */
const problemsOfTables = (
  document: PlanDocument,
  overrides: Readonly<Record<string, RateJson>>,
): readonly PlanProblem[] => {
  const known = new Set(problemsOfRules(document).map(identity));
  const names = Object.keys(overrides);
  const set = withValues(document, overrides);
  return problemsOfRules(set)
    .filter((problem) => !known.has(identity(problem)))
    .map(({ path, code, message }) => ({
      path: names.length === 1 ? pointer(names[0] ?? '') : '',
      code,
      message: `With ${names.join(', ')} set like this, the plan fails at ${path}: ${message}`,
    }));
};

const identity = ({ path, code }: PlanProblem): string => `${code} ${path}`;

const withValues = (document: PlanDocument, overrides: Readonly<Record<string, RateJson>>): PlanDocument => ({
  ...document,
  parameters: Object.fromEntries(
    Object.entries(document.parameters ?? {}).map(([name, parameter]): [string, Parameter] => {
      const value = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
      if (value === undefined) return [name, parameter];
      if ('rate' in parameter) return [name, { ...parameter, rate: value }];
      return [name, typeof value === 'string' ? { ...parameter, amount: value } : parameter];
    }),
  ),
});
