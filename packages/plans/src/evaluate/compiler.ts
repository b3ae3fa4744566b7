import type { Node, RuleRef } from '@commission-ledger/calculation';
import type { CurrencyCode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Pay, PlanDocument } from '../document/planDocument.ts';
import type { Formula, Kind, PreparedParameter } from './plan.ts';

/** What the parts of a plan are prepared with: the plan around them, and what has been prepared already. */
export type Compiler = Readonly<{
  document: PlanDocument;
  currency: CurrencyCode;
  /** The plan as a whole, or the rule that is being prepared. */
  ref: RuleRef;
  parameters: ReadonlyMap<string, PreparedParameter>;
  measures: ReadonlyMap<string, PreparedMeasure>;
  counters: ReadonlyMap<string, Kind>;
  defaults: ReadonlyMap<string, Node | undefined>;
  /** Whether what is prepared moves counters of commission when it is rated. */
  feeds: boolean;
  /** What is paid inside of something that is paid. */
  pay: (compiler: Compiler, pay: Pay, path: string) => Formula;
}>;

/** A measure, and whether it is an amount or a number. */
export type PreparedMeasure = Formula & Readonly<{ kind: Kind }>;

/** Thrown when a plan that was not validated is compiled. */
export class InvalidPlan extends Error {
  override readonly name = 'InvalidPlan';
}

/** What could be read, or a plan that was not validated. */
export const sound = <A>(read: E.Either<Readonly<{ _tag: string }>, A>): A => {
  if (E.isLeft(read)) throw new InvalidPlan(`The plan was not validated: ${read.left._tag}.`);
  return read.right;
};

/** What the plan declares under a name. @param what such as "a counter" */
export const declared = <A>(known: ReadonlyMap<string, A>, name: string, what: string): A => {
  const found = known.get(name);
  if (found === undefined) throw new InvalidPlan(`The plan reads ${what} "${name}" that it does not have.`);
  return found;
};

/** Conditions and counters read only attributes that the plan declares. */
export const declaredAttribute = ({ defaults }: Compiler, name: string): string => {
  if (!defaults.has(name)) throw new InvalidPlan(`The plan reads an attribute "${name}" that it does not have.`);
  return name;
};
