import type { GraphJson, NodeId, NodeJson, Test } from '@commission-ledger/calculation';
import { compare, type Fraction, fraction, fractionOf } from './fraction.ts';

/** What is done in a step; arguments are the numbers of earlier steps. */
export type StepAction =
  | Readonly<{ op: 'given' }>
  | Readonly<{ op: 'sum'; args: readonly number[] }>
  | Readonly<{ op: 'sub' | 'mul' | 'div' | 'min' | 'max'; args: readonly [number, number] }>
  /** To so many minor units to a major one. */
  | Readonly<{ op: 'round'; arg: number; mode: RoundingMode; units: bigint }>
  /** The largest whole number that is not above a number that is not below zero. */
  | Readonly<{ op: 'floor'; arg: number }>
  /** 1 where it holds, else 0. */
  | Readonly<{ op: 'test'; test: Comparison; args: readonly [number, number] }>;

/** How a step rounds. */
export type RoundingMode = Extract<NodeJson, { kind: 'round' }>['mode'];

/** The comparisons of two numbers. */
export type Comparison = Exclude<Test, 'in' | 'not-in'>;

/** One line of the calculation on paper. `value` is what it has to give. */
export type Step = StepAction & Readonly<{ number: number; value: Fraction; of?: NodeId; what?: HelpingStep }>;

/** A step that is no node of its own: what it is for. */
export type HelpingStep = 'subtotal' | 'part' | 'units' | 'constant';

/** A calculation as a list of steps, each of which needs only earlier ones. */
export type Worksheet = Readonly<{
  steps: readonly Step[];
  /** The step that gives the answer. */
  result: number;
}>;

type Nodes = GraphJson['nodes'];

/** A sum of more addends is made of subtotals: a cell of a spreadsheet, and a reader, takes only so many. */
const ADDENDS = 40;

/**
 * The calculation of a graph: what its root is made of, then the conditions on numbers under which that holds. Dates and
 * texts are not calculated: what is counted between dates is given.
 */
export const worksheet = ({ root, nodes }: GraphJson): Worksheet | undefined => {
  const sheet = emptySheet(nodes);
  const result = sheet.numberOf(root);
  if (result === undefined) return undefined;
  for (const [id, node] of Object.entries(nodes)) if (node.kind === 'guard') sheet.guard(id, node);
  return { steps: sheet.steps, result };
};

type Sheet = Readonly<{
  steps: readonly Step[];
  /** The step whose value the node has, or `undefined` for a text. */
  numberOf: (id: NodeId) => number | undefined;
  guard: (id: NodeId, node: Extract<NodeJson, { kind: 'guard' }>) => void;
}>;

const emptySheet = (nodes: Nodes): Sheet => {
  const steps: Step[] = [];
  const known = new Map<NodeId, number | undefined>();
  const valueAt = (number: number): Fraction => {
    const step = steps[number - 1];
    if (step === undefined) throw new RangeError('A step rests on earlier ones.');
    return step.value;
  };
  const add = (action: StepAction, value: Fraction, about: Pick<Step, 'of' | 'what'> = {}): number => {
    steps.push({ ...action, ...about, number: steps.length + 1, value });
    return steps.length;
  };
  const constant = (whole: bigint): number => add({ op: 'given' }, fraction(whole, 1n), { what: 'constant' });
  const sumOf = (args: readonly number[], about: Pick<Step, 'of' | 'what'>): number => {
    if (args.length <= ADDENDS) return add({ op: 'sum', args }, total(args.map(valueAt)), about);
    const subtotals: number[] = [];
    for (let from = 0; from < args.length; from += ADDENDS)
      subtotals.push(sumOf(args.slice(from, from + ADDENDS), { what: 'subtotal' }));
    return sumOf(subtotals, about);
  };
  const extreme = (op: 'min' | 'max', args: readonly number[], about: Pick<Step, 'of' | 'what'>): number => {
    const [first = 0, ...others] = args;
    return others.reduce((best, next, index) => {
      const isLess = compare(valueAt(best), valueAt(next)) < 0n;
      const value = valueAt(isLess === (op === 'min') ? best : next);
      return add({ op, args: [best, next] }, value, index === others.length - 1 ? about : { what: 'part' });
    }, first);
  };
  const test = (of: Comparison, args: readonly [number, number], about: Pick<Step, 'of' | 'what'>): number =>
    add({ op: 'test', test: of, args }, fraction(holds(of, valueAt(args[0]), valueAt(args[1])) ? 1n : 0n, 1n), about);

  const numbersOf = (ids: readonly NodeId[]): readonly number[] | undefined => {
    const numbers = ids.map(numberOf);
    return numbers.every((number) => number !== undefined) ? numbers : undefined;
  };

  const numberOf = (id: NodeId): number | undefined => {
    if (known.has(id)) return known.get(id);
    const node = nodes[id];
    const value = node === undefined ? undefined : fractionOf(node.value);
    const number = node === undefined || value === undefined ? undefined : stepOf(id, node, value);
    known.set(id, number);
    return number;
  };

  const stepOf = (id: NodeId, node: NodeJson, value: Fraction): number | undefined => {
    switch (node.kind) {
      case 'fact':
      case 'param':
      case 'absent':
        return add({ op: 'given' }, value, { of: id });
      case 'guard':
        return undefined;
      case 'choice':
        return numberOf(node.taken);
      case 'round': {
        const arg = numberOf(node.arg);
        return arg === undefined
          ? undefined
          : add({ op: 'round', arg, mode: node.mode, units: 10n ** BigInt(node.decimals) }, value, { of: id });
      }
      case 'op':
        return operationOf(id, node, value);
    }
  };

  const operationOf = (id: NodeId, { op, args }: Extract<NodeJson, { kind: 'op' }>, value: Fraction) => {
    const [first = '', second = ''] = args;
    switch (op) {
      case 'sum': {
        const numbers = numbersOf(args);
        return numbers && sumOf(numbers, { of: id });
      }
      case 'min':
      case 'max': {
        const numbers = numbersOf(args);
        return numbers && (numbers.length === 1 ? numbers[0] : extreme(op, numbers, { of: id }));
      }
      case 'sub':
      case 'mul':
      case 'div':
      case 'convert': {
        const [a, b] = [numberOf(first), numberOf(second)];
        if (a === undefined || b === undefined) return undefined;
        return add({ op: op === 'convert' ? 'mul' : op, args: [a, b] }, value, { of: id });
      }
      case 'split':
        return splitOf(id, args, value);
      case 'months':
      case 'days':
      case 'add-months':
        return add({ op: 'given' }, value, { of: id });
    }
  };

  /** Largest remainder on paper: everybody's whole units, then one unit each to those with the largest rest. */
  const splitOf = (id: NodeId, [amount = '', place = '', ...weights]: readonly NodeId[], value: Fraction) => {
    const [whole, shares] = [numberOf(amount), numbersOf(weights)];
    const wanted = Number(nodes[place]?.value) - 1;
    const units = unitsOf(nodes[amount]?.value);
    if (whole === undefined || shares === undefined || units === undefined) return undefined;
    const part = { what: 'part' } as const;
    const unit = constant(units);
    const nothing = constant(0n);
    const isNegative = valueAt(whole).num < 0n;
    const sized = isNegative ? subtract(nothing, whole, part) : whole;
    const inUnits = multiply(sized, unit, { what: 'units' });
    const together = sumOf(shares, part);
    const exact = shares.map((share) => divide(multiply(inUnits, share, part), together, part));
    const floors = exact.map((number) => {
      const { num, den } = valueAt(number);
      return add({ op: 'floor', arg: number }, fraction(num / den, 1n), part);
    });
    const rests = exact.map((number, index) => subtract(number, floors[index] ?? 0, part));
    const missing = subtract(inUnits, sumOf(floors, part), part);
    const mine = rests[wanted];
    const floor = floors[wanted];
    if (mine === undefined || floor === undefined) return undefined;
    const ahead = rests.flatMap((rest, index) =>
      index === wanted ? [] : [test(index < wanted ? 'ge' : 'gt', [rest, mine], part)],
    );
    const extra = test('lt', [ahead.length === 0 ? nothing : sumOf(ahead, part), missing], part);
    const units_ = sumOf([floor, extra], part);
    if (!isNegative) return add({ op: 'div', args: [units_, unit] }, value, { of: id });
    return add({ op: 'sub', args: [nothing, divide(units_, unit, part)] }, value, { of: id });
  };

  const subtract = (a: number, b: number, about: Pick<Step, 'what'>): number => {
    const [x, y] = [valueAt(a), valueAt(b)];
    return add({ op: 'sub', args: [a, b] }, fraction(x.num * y.den - y.num * x.den, x.den * y.den), about);
  };
  const multiply = (a: number, b: number, about: Pick<Step, 'what'>): number => {
    const [x, y] = [valueAt(a), valueAt(b)];
    return add({ op: 'mul', args: [a, b] }, fraction(x.num * y.num, x.den * y.den), about);
  };
  const divide = (a: number, b: number, about: Pick<Step, 'what'>): number => {
    const [x, y] = [valueAt(a), valueAt(b)];
    return add({ op: 'div', args: [a, b] }, fraction(x.num * y.den, x.den * y.num), about);
  };

  const guard: Sheet['guard'] = (id, { test: how, args, pass }) => {
    const numbers = numbersOf(args);
    if (numbers === undefined) return;
    const stated = fraction(pass ? 1n : 0n, 1n);
    const [first = 0, ...others] = numbers;
    if (how !== 'in' && how !== 'not-in') {
      add({ op: 'test', test: how, args: [first, others[0] ?? 0] }, stated, { of: id });
      return;
    }
    const equal = others.map((other) => test('eq', [first, other], { what: 'part' }));
    const any = equal.length === 1 ? (equal[0] ?? 0) : extreme('max', equal, { what: 'part' });
    const one = constant(1n);
    add({ op: 'test', test: how === 'in' ? 'eq' : 'ne', args: [any, one] }, stated, { of: id });
  };

  return { steps, numberOf, guard };
};

const total = (values: readonly Fraction[]): Fraction =>
  values.reduce((sum, { num, den }) => fraction(sum.num * den + num * sum.den, sum.den * den), fraction(0n, 1n));

const holds = (test: Comparison, a: Fraction, b: Fraction): boolean => {
  const order = compare(a, b);
  switch (test) {
    case 'lt':
      return order < 0n;
    case 'le':
      return order <= 0n;
    case 'eq':
      return order === 0n;
    case 'ne':
      return order !== 0n;
    case 'ge':
      return order >= 0n;
    case 'gt':
      return order > 0n;
  }
};

/** Minor units to a major one, as booked money is written. */
const unitsOf = (value: NodeJson['value'] | undefined): bigint | undefined =>
  typeof value === 'object' && 'amount' in value ? 10n ** BigInt(value.amount.split('.')[1]?.length ?? 0) : undefined;
