import type { Condition, CounterAt, ParameterRef, PointTerm, RateJson } from './planDocument.ts';

/** A number that the plan names, and an enrolment may set: `parameter('quota')`. */
export const parameter = <P extends string>(name: P): Readonly<{ parameter: P }> => ({ parameter: name });

/** A share of a parameter, as an edge or a limit: `share('1.25').of('quota')`. */
export const share = (
  part: RateJson,
): Readonly<{ of: <P extends string>(name: P) => Readonly<{ share: RateJson; of: P }> }> => ({
  of: (name) => ({ share: part, of: name }),
});

/** A test of an attribute of the deal: `attribute('product').isNot('GTK 500')`. */
export const attribute = <A extends string>(name: A): AttributeTests<A> => ({
  is: (...values) => ({ attribute: name, in: values }),
  isNot: (...values) => ({ attribute: name, notIn: values }),
});

type AttributeTests<A extends string> = Readonly<{
  is: (...values: readonly [string, ...string[]]) => Readonly<{ attribute: A; in: readonly string[] }>;
  isNot: (...values: readonly [string, ...string[]]) => Readonly<{ attribute: A; notIn: readonly string[] }>;
}>;

/** A test of a measure of the cause: `measure('deal').atLeast('1000.00')`. */
export const measure = <M extends string>(name: M): Tests<Readonly<{ measure: M }>> => testsOf({ measure: name });

/** A test of a running total: `counter('sales', 'before').atLeast('1000.00')`. */
export const counter = <C extends string, At extends CounterAt>(
  id: C,
  at: At,
): Tests<Readonly<{ counter: C; at: At }>> => testsOf({ counter: id, at });

type Point = PointTerm | ParameterRef;

type Tests<S> = Readonly<{
  atLeast: <T extends Point>(limit: T) => S & Readonly<{ atLeast: T }>;
  lessThan: <T extends Point>(limit: T) => S & Readonly<{ lessThan: T }>;
}>;

const testsOf = <S extends object>(subject: S): Tests<S> => ({
  atLeast: (limit) => ({ ...subject, atLeast: limit }),
  lessThan: (limit) => ({ ...subject, lessThan: limit }),
});

/** The local date of the cause is one of these days: `on({ from: '2026-07-01', to: '2026-07-31' })`. */
export const on = (
  dates: Readonly<{ from?: string; to?: string }>,
): Readonly<{ date: Readonly<{ from?: string; to?: string }> }> => ({ date: dates });

/** Holds when all of these do. */
export const all = <T extends readonly Condition[]>(...conditions: T): Readonly<{ all: T }> => ({
  all: conditions,
});

/** Holds when at least one of these does. */
export const any = <T extends readonly Condition[]>(...conditions: T): Readonly<{ any: T }> => ({
  any: conditions,
});

/** Holds when this does not. */
export const not = <T extends Condition>(condition: T): Readonly<{ not: T }> => ({ not: condition });
