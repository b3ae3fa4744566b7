import type {
  Attribute,
  Band,
  Condition,
  Counter,
  Measure,
  Pay,
  PlanDocument,
  RateJson,
  Rule,
  WorkedExample,
} from './planDocument.ts';

/** A condition that reads no attributes but these. */
export type ConditionOn<A extends string> =
  | Readonly<{ attribute: A; in: readonly string[] }>
  | Readonly<{ attribute: A; notIn: readonly string[] }>
  | Extract<Condition, { measure: Measure }>
  | Readonly<{ all: readonly ConditionOn<A>[] }>
  | Readonly<{ any: readonly ConditionOn<A>[] }>
  | Readonly<{ not: ConditionOn<A> }>;

/** A counter with this id. */
export type CounterOn<C extends string, A extends string> = Omit<Counter, 'id' | 'where'> &
  Readonly<{ id: C; where?: ConditionOn<A> }>;

/** What is paid along no counters but these. */
export type PayOn<C extends string> =
  | Exclude<Pay, { marginal: unknown }>
  | Readonly<{ marginal: Readonly<{ of: Measure; counter: C; bands: readonly Band[] }> }>;

/** A rule that reads what the plan declares. */
export type RuleOn<C extends string, A extends string> = Omit<Rule, 'when' | 'pay'> &
  Readonly<{ when?: ConditionOn<A>; pay: PayOn<C> }>;

/** A worked example in the plan's own names. */
export type ExampleOn<C extends string, A extends string, R extends string> = Readonly<{
  title: WorkedExample['title'];
  given: Omit<WorkedExample['given'], 'attributes' | 'counters'> &
    Readonly<{ attributes?: Readonly<Partial<Record<A, string>>>; counters?: Readonly<Partial<Record<C, string>>> }>;
  expect: Readonly<Partial<Record<R, string>>>;
}>;

/** A plan document whose rules and examples name only what it declares. */
export type PlanDefinition<A extends string, C extends string, R extends string> = Omit<
  PlanDocument,
  'schema' | 'attributes' | 'counters' | 'rules' | 'examples'
> &
  Readonly<{
    attributes: Readonly<Record<A, Attribute>>;
    counters: readonly CounterOn<C, NoInfer<A>>[];
    rules: readonly (RuleOn<NoInfer<C>, NoInfer<A>> & Readonly<{ id: R }>)[];
    examples: readonly ExampleOn<NoInfer<C>, NoInfer<A>, NoInfer<R>>[];
  }>;

/**
 * Writes a plan document in TypeScript: the same JSON, with names checked by the compiler. A rule that reads a counter
 * or an attribute that the plan does not declare does not compile. Numbers and texts are checked by `checkForPublication`.
 */
export const definePlan = <A extends string = never, C extends string = never, R extends string = never>(
  definition: PlanDefinition<A, C, R>,
): PlanDocument => ({ schema: 'plan/1', ...definition, examples: definition.examples.map(exampleOf) });

const exampleOf = <C extends string, A extends string, R extends string>({
  title,
  given: { attributes, counters, ...amounts },
  expect,
}: ExampleOn<C, A, R>): WorkedExample => ({
  title,
  given: {
    ...amounts,
    ...(attributes === undefined ? {} : { attributes: textsOf(attributes) }),
    ...(counters === undefined ? {} : { counters: textsOf(counters) }),
  },
  expect: textsOf(expect),
});

/** Forgets which names were possible. */
const textsOf = <K extends string>(named: Readonly<Partial<Record<K, string>>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries<string | undefined>(named).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    ),
  );

/** A fixed amount for each cause. */
export const fixed = (amount: string): Readonly<{ fixed: string }> => ({ fixed: amount });

/** A share of a measure: `percent('0.05').of('payment')`. More than the whole has to be meant: `{ above100: true }`. */
export const percent = (rate: RateJson, options: Readonly<{ above100?: true }> = {}): PercentOf => ({
  of: (measure) => ({ percent: { of: measure, rate, ...options } }),
});

type PercentOf = Readonly<{ of: (measure: Measure) => Extract<Pay, { percent: unknown }> }>;

/** Bands along a counter, from zero upwards: `marginal({ of, along }).upTo('50000.00', '0.05').above('0.09')`. */
export const marginal = <C extends string>(bands: Readonly<{ of: Measure; along: C }>): Bands<C> =>
  bandsAbove(bands, []);

/** Bands so far: another one, or the rate of everything above. */
export type Bands<C extends string> = Readonly<{
  upTo: (edge: string, rate: RateJson) => Bands<C>;
  above: (rate: RateJson) => Extract<PayOn<C>, { marginal: unknown }>;
}>;

const bandsAbove = <C extends string>(
  along: Readonly<{ of: Measure; along: C }>,
  bands: readonly Band[],
): Bands<C> => ({
  upTo: (upTo, rate) => bandsAbove(along, [...bands, { upTo, rate }]),
  above: (rate) => ({ marginal: { of: along.of, counter: along.along, bands: [...bands, { rate }] } }),
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
export const measure = (name: Measure): MeasureTests => ({
  atLeast: (amount) => ({ measure: name, atLeast: amount }),
  lessThan: (amount) => ({ measure: name, lessThan: amount }),
});

type MeasureTests = Readonly<{
  atLeast: (amount: string) => Readonly<{ measure: Measure; atLeast: string }>;
  lessThan: (amount: string) => Readonly<{ measure: Measure; lessThan: string }>;
}>;

/** Holds when all of these do. */
export const all = <A extends string>(
  ...conditions: readonly ConditionOn<A>[]
): Readonly<{ all: readonly ConditionOn<A>[] }> => ({ all: conditions });

/** Holds when at least one of these does. */
export const any = <A extends string>(
  ...conditions: readonly ConditionOn<A>[]
): Readonly<{ any: readonly ConditionOn<A>[] }> => ({ any: conditions });

/** Holds when this does not. */
export const not = <A extends string>(condition: ConditionOn<A>): Readonly<{ not: ConditionOn<A> }> => ({
  not: condition,
});
