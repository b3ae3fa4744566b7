import type { Condition, Measure } from '../document/planDocument.ts';

/** A test that is not made of other tests, as it has to come out; `path` is where it stands in the plan. */
export type Literal =
  | Readonly<{ path: string; attribute: string; test: 'in' | 'not-in'; values: readonly string[] }>
  | Readonly<{ path: string; measure: Measure; test: 'ge' | 'lt'; limit: string }>;

/** The most ways a condition may be met; beyond that nobody can read it, and explanations would be as long. */
export const maxTerms = 64;

/**
 * The ways to meet a condition: each inner list is one, and all its tests have to hold.
 * Stops, with `undefined`, at more than {@link maxTerms} ways.
 */
export const termsOf = (condition: Condition, path: string): readonly (readonly Literal[])[] | undefined =>
  terms(condition, path, true);

type Terms = readonly (readonly Literal[])[];

const terms = (condition: Condition, path: string, wanted: boolean): Terms | undefined => {
  if ('not' in condition) return terms(condition.not, `${path}/not`, !wanted);
  if ('all' in condition) return combined(condition.all, `${path}/all`, wanted, wanted);
  if ('any' in condition) return combined(condition.any, `${path}/any`, wanted, !wanted);
  return [[literalOf(condition, path, wanted)]];
};

/** All parts together, or any of them; turned round when the whole is not wanted. */
const combined = (parts: readonly Condition[], path: string, wanted: boolean, together: boolean): Terms | undefined => {
  let ways: Terms = together ? [[]] : [];
  for (const [index, part] of parts.entries()) {
    const more = terms(part, `${path}/${index}`, wanted);
    if (more === undefined) return undefined;
    const soFar = ways;
    ways = together ? soFar.flatMap((way) => more.map((next) => way.concat(next))) : soFar.concat(more);
    if (ways.length > maxTerms) return undefined;
  }
  return ways;
};

type Simple = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

const literalOf = (condition: Simple, path: string, wanted: boolean): Literal => {
  if ('in' in condition) {
    const { attribute, in: values } = condition;
    return { path: `${path}/in`, attribute, test: wanted ? 'in' : 'not-in', values };
  }
  if ('notIn' in condition) {
    const { attribute, notIn: values } = condition;
    return { path: `${path}/notIn`, attribute, test: wanted ? 'not-in' : 'in', values };
  }
  if ('atLeast' in condition) {
    const { measure, atLeast: limit } = condition;
    return { path: `${path}/atLeast`, measure, test: wanted ? 'ge' : 'lt', limit };
  }
  const { measure, lessThan: limit } = condition;
  return { path: `${path}/lessThan`, measure, test: wanted ? 'lt' : 'ge', limit };
};
