import type { Condition, CounterAt, Measure, PointTerm } from '../document/planDocument.ts';

/** A test that is not made of other tests, as it has to come out; `path` is where its limit or its values stand in the plan. */
export type Literal = Readonly<{ path: string }> &
  (
    | Readonly<{ attribute: string; test: 'in' | 'not-in'; values: readonly string[] }>
    | Readonly<{ measure: Measure; test: 'ge' | 'lt'; limit: PointTerm }>
    /** With `each-earlier` all earlier windows have to meet it; `atLeastOne` says that one is enough. */
    | Readonly<{ counter: string; at: CounterAt; test: 'ge' | 'lt'; limit: PointTerm; atLeastOne: boolean }>
    | Readonly<{ date: string; test: 'ge' | 'lt' | 'le' | 'gt' }>
  );

/** The most ways a condition may be met; beyond that nobody can read it, and explanations would be as long. */
const maxTerms = 64;

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
  if ('date' in condition) return inDates(condition.date, `${path}/date`, wanted);
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

/** Both ends hold; or, turned round, one of them does not. */
const inDates = ({ from, to }: Readonly<{ from?: string; to?: string }>, path: string, wanted: boolean): Terms => {
  const literals: readonly Literal[] = [
    ...(from === undefined ? [] : [{ path: `${path}/from`, date: from, test: wanted ? 'ge' : 'lt' } as const]),
    ...(to === undefined ? [] : [{ path: `${path}/to`, date: to, test: wanted ? 'le' : 'gt' } as const]),
  ];
  return wanted ? [literals] : literals.map((literal) => [literal]);
};

type Simple = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown } | { date: unknown }>;

const literalOf = (condition: Simple, path: string, wanted: boolean): Literal => {
  if ('in' in condition) {
    const { attribute, in: values } = condition;
    return { path: `${path}/in`, attribute, test: wanted ? 'in' : 'not-in', values };
  }
  if ('notIn' in condition) {
    const { attribute, notIn: values } = condition;
    return { path: `${path}/notIn`, attribute, test: wanted ? 'not-in' : 'in', values };
  }
  const [field, limit, test] =
    'atLeast' in condition
      ? (['atLeast', condition.atLeast, wanted ? 'ge' : 'lt'] as const)
      : (['lessThan', condition.lessThan, wanted ? 'lt' : 'ge'] as const);
  if ('measure' in condition) return { path: `${path}/${field}`, measure: condition.measure, test, limit };
  const { counter, at } = condition;
  return { path: `${path}/${field}`, counter, at, test, limit, atLeastOne: at === 'each-earlier' && !wanted };
};
