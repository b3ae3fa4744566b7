import type { RoundingMode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Name } from './names.ts';
import type { EventRef, Node, Operation, Rejected, RuleRef, SearchedSource, Test } from './node.ts';
import { type Fault } from './fault.ts';
import { operate } from './operations.ts';
import { roundValue } from './roundValue.ts';
import { passes } from './passes.ts';
import { booked, text, type Value } from './value.ts';

/** What may be said about a step beside its arguments. */
export type StepOptions = Readonly<{ name?: Name; given?: readonly Node[]; rule?: RuleRef }>;

/** Thrown when a step is built from values it cannot take: a defect of the evaluator, which has to look first. */
export class InvalidStep extends Error {
  override readonly name = 'InvalidStep';
}

/** A field of events. No events at all mark a supposed fact: a worked example, a what-if. */
export const fact = (value: Value, from: readonly EventRef[], name?: Name): Node =>
  name === undefined ? { kind: 'fact', value, from } : { kind: 'fact', value, from, name };

/** A number of a plan version, found by JSON Pointer. */
export const param = (value: Value, rule: RuleRef, path: string, name?: Name): Node =>
  name === undefined ? { kind: 'param', value, rule, path } : { kind: 'param', value, rule, path, name };

const step =
  (op: Operation) =>
  (args: readonly Node[], options?: StepOptions): Node => {
    const value = orThrow(op, operate(op, args.map(valueOf)));
    return stepNode(op, value, args, options ?? unsaid);
  };

const unsaid: StepOptions = {};

/** The usual forms are written out: copying the options costs more than many an operation. */
const stepNode = (op: Operation, value: Value, args: readonly Node[], options: StepOptions): Node => {
  const { name, rule, given } = options;
  if (name === undefined || (rule === undefined && given !== undefined)) {
    return { kind: 'op', op, value, args, ...options };
  }
  if (rule === undefined) return { kind: 'op', op, value, args, name };
  return given === undefined
    ? { kind: 'op', op, value, args, name, rule }
    : { kind: 'op', op, value, args, name, rule, given };
};

/** All arguments added up. */
export const sum: (args: readonly Node[], options?: StepOptions) => Node = step('sum');

/** The smallest argument. */
export const min: (args: readonly Node[], options?: StepOptions) => Node = step('min');

/** The largest argument. */
export const max: (args: readonly Node[], options?: StepOptions) => Node = step('max');

const subtraction = step('sub');
const multiplication = step('mul');
const division = step('div');
const splitting = step('split');
const conversion = step('convert');
const monthCount = step('months');
const dayCount = step('days');
const laterDate = step('add-months');

/** `a` less `b`. */
export const sub = (a: Node, b: Node, options?: StepOptions): Node => subtraction([a, b], options);

/** Money by a ratio, which leaves it unrounded, or a ratio by a ratio. */
export const mul = (a: Node, b: Node, options?: StepOptions): Node => multiplication([a, b], options);

/** Money by money is a ratio; money by a ratio is unrounded money. */
export const div = (a: Node, b: Node, options?: StepOptions): Node => division([a, b], options);

/** The part at `place` (a text, `1` is the first) of booked money shared by weights, by largest remainder. */
export const split = (whole: Node, place: Node, weights: readonly Node[], options?: StepOptions): Node =>
  splitting([whole, place, ...weights], options);

/** Money in the currency that `target` names, at `rate` of its units for one of the source's; unrounded. */
export const convert = (source: Node, rate: Node, target: Node, options?: StepOptions): Node =>
  conversion([source, rate, target], options);

/** Whole months from one local date (a text) to another, as a ratio; 0 when the second is earlier. */
export const months = (from: Node, to: Node, options?: StepOptions): Node => monthCount([from, to], options);

/** Calendar days from one local date (a text) to another, as a ratio; negative when the second is earlier. */
export const days = (from: Node, to: Node, options?: StepOptions): Node => dayCount([from, to], options);

/** The local date (a text) so many whole months later; a day that the month does not have becomes its last. */
export const addMonths = (date: Node, count: Node, options?: StepOptions): Node => laterDate([date, count], options);

/** Booked money from unrounded, with what was left over. */
export const roundNode = (arg: Node, mode: RoundingMode, options?: Omit<StepOptions, 'rule'>): Node => {
  const { money, decimals, residue } = orThrow('round', roundValue(arg.value, mode));
  const value = booked(money);
  const { name, given } = options ?? unsaid;
  return name === undefined || given !== undefined
    ? { kind: 'round', value, arg, mode, decimals, residue, ...options }
    : { kind: 'round', value, arg, mode, decimals, residue, name };
};

/** A comparison that decides; it holds or it does not, both are evidence. */
export const guard = (test: Test, args: readonly Node[], rule?: RuleRef): Node => {
  const pass = orThrow(test, passes(test, args.map(valueOf)));
  const value = pass ? yes : no;
  return rule === undefined
    ? { kind: 'guard', test, pass, value, args }
    : { kind: 'guard', test, pass, value, args, rule };
};

const yes = text('true');
const no = text('false');

/**
 * What was chosen, and why.
 *
 * @param because groups of guards; each group alone is reason enough, and every guard in it holds.
 * @param rejected the rules not taken, each with guards that do not hold.
 */
export const choice = (
  taken: Node,
  because: readonly (readonly Node[])[],
  rejected: readonly Rejected[],
  options?: Omit<StepOptions, 'rule'>,
): Node => {
  if (because.length + rejected.length === 0) throw new InvalidStep('A choice needs a reason.');
  if (!because.every((group) => group.length > 0 && group.every((node) => node.kind === 'guard' && node.pass))) {
    throw new InvalidStep('Reasons of a choice are guards that hold.');
  }
  if (!rejected.every(({ failed }) => failed.length > 0 && failed.every((n) => n.kind === 'guard' && !n.pass))) {
    throw new InvalidStep('What was rejected has guards that do not hold.');
  }
  const { value } = taken;
  const { name, given } = options ?? unsaid;
  return name === undefined || given !== undefined
    ? { kind: 'choice', value, taken, because, rejected, ...options }
    : { kind: 'choice', value, taken, because, rejected, name };
};

/** Something looked for and not found, with the value its absence stands for. */
export const absent = (value: Value, key: string, searched: readonly SearchedSource[], name?: Name): Node =>
  name === undefined ? { kind: 'absent', value, key, searched } : { kind: 'absent', value, key, searched, name };

const valueOf = ({ value }: Node): Value => value;

const orThrow = <A>(what: string, result: E.Either<Fault, A>): A => {
  if (E.isLeft(result)) throw new InvalidStep(`${what}: ${result.left.reason}`);
  return result.right;
};
