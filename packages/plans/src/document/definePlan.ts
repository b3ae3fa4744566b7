import type { Named, Names } from './named.ts';
import type {
  Attribute,
  Condition,
  Counter,
  MeasureDefinition,
  OneCause,
  Parameter,
  Pay,
  PlanDocument,
  Rule,
  SmallHistory,
  WorkedExample,
} from './planDocument.ts';

type BuiltIn = 'payment' | 'deal' | 'count';

/** A condition that reads only what the plan declares. */
export type ConditionOn<N extends Names> = Named<Condition, N>;

/** What is paid, along counters and measures that the plan declares. */
export type PayOn<N extends Names> = Named<Pay, N>;

/** A rule that reads what the plan declares. */
export type RuleOn<N extends Names> = Omit<Rule, 'when' | 'pay'> & Readonly<{ when?: ConditionOn<N>; pay: PayOn<N> }>;

/** A counter of measures and rules that the plan declares. */
export type CounterOn<N extends Names, R extends string> = Omit<Counter, 'measure' | 'where' | 'per'> &
  Readonly<{
    measure: N['measure'] | Readonly<{ earned: readonly R[] }> | Readonly<{ unlimited: R }> | Readonly<{ excess: R }>;
    where?: ConditionOn<N>;
    per?: 'deal' | Readonly<{ attribute: N['attribute'] }>;
  }>;

type SumDefinition = Extract<MeasureDefinition, { sum: unknown }>;

/** A measure made of measures that the plan declares. */
export type MeasureOn<M extends string> =
  | Exclude<MeasureDefinition, SumDefinition>
  | Readonly<{ sum: readonly M[]; less?: readonly M[] } & Pick<SumDefinition, 'title' | 'share' | 'notBelowZero'>>;

/** A worked example in the plan's own names. */
export type ExampleOn<N extends Names, R extends string> =
  | Readonly<{
      title: OneCause['title'];
      given: Omit<OneCause['given'], 'attributes' | 'counters'> &
        Readonly<{
          attributes?: Readonly<Partial<Record<N['attribute'], string>>>;
          counters?: Readonly<Partial<Record<N['counter'], string>>>;
        }>;
      expect: Readonly<Partial<Record<R, string>>>;
    }>
  | SmallHistory;

/** A plan document whose rules, counters, measures and examples name only what it declares. */
export type PlanDefinition<
  A extends string,
  C extends string,
  R extends string,
  M extends string,
  P extends string,
> = Omit<PlanDocument, 'schema' | 'attributes' | 'measures' | 'parameters' | 'counters' | 'rules' | 'examples'> &
  Readonly<{
    attributes: Readonly<Record<A, Attribute>>;
    measures?: Readonly<Record<M, MeasureOn<NoInfer<M> | BuiltIn>>>;
    parameters?: Readonly<Record<P, Parameter>>;
    counters: readonly (CounterOn<NamesOf<NoInfer<A>, NoInfer<C>, NoInfer<M>, NoInfer<P>>, NoInfer<R>> &
      Readonly<{ id: C }>)[];
    rules: readonly (RuleOn<NamesOf<NoInfer<A>, NoInfer<C>, NoInfer<M>, NoInfer<P>>> & Readonly<{ id: R }>)[];
    examples: readonly ExampleOn<NamesOf<NoInfer<A>, NoInfer<C>, NoInfer<M>, NoInfer<P>>, NoInfer<R>>[];
  }>;

type NamesOf<A extends string, C extends string, M extends string, P extends string> = Readonly<{
  attribute: A;
  counter: C;
  measure: M | BuiltIn;
  parameter: P;
}>;

/**
 * Writes a plan document in TypeScript: the same JSON, with names checked by the compiler. A rule that reads a counter,
 * measure, parameter or attribute that the plan does not declare does not compile. Numbers and texts are checked by
 * `checkForPublication`.
 */
export function definePlan<
  A extends string = never,
  C extends string = never,
  R extends string = never,
  M extends string = never,
  P extends string = never,
>(definition: PlanDefinition<A, C, R, M, P>): PlanDocument;
// Whoever calls sees the names; here they are texts.
export function definePlan(definition: PlanDefinition<string, string, string, string, string>): PlanDocument {
  return { schema: 'plan/1', ...definition, examples: definition.examples.map(exampleOf) };
}

/** A name that may be left out may also be `undefined`; in JSON it is not there. */
const exampleOf = (example: ExampleOn<Names, string>): WorkedExample => {
  if ('steps' in example) return example;
  const { title, given, expect } = example;
  const { attributes, counters, ...facts } = given;
  return {
    title,
    given: {
      ...facts,
      ...(attributes === undefined ? {} : { attributes: textsOf(attributes) }),
      ...(counters === undefined ? {} : { counters: textsOf(counters) }),
    },
    expect: textsOf(expect),
  };
};

const textsOf = (named: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(named).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
