import {
  absent,
  choice,
  convert,
  div,
  fact,
  guard,
  max,
  min,
  months,
  mul,
  param,
  roundNode,
  split,
  sub,
  sum,
  text,
  toGraph,
  type Node,
} from '@commission-ledger/calculation';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eur, exactEur, rateOf, ref } from '../../calculation/test/arbitraryCalculation.ts';
import { worksheet, type Comparison, type Step, type Worksheet } from '../src/worksheet.ts';

type Fraction = readonly [num: bigint, den: bigint];

const reduced = (num: bigint, den: bigint): Fraction => {
  let [a, b] = [num < 0n ? -num : num, den < 0n ? -den : den];
  while (b !== 0n) [a, b] = [b, a % b];
  const by = (a === 0n ? 1n : a) * (den < 0n ? -1n : 1n);
  return [num / by, den / by];
};
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => reduced(a * d + c * b, b * d);
const minus = (a: Fraction, [c, d]: Fraction): Fraction => plus(a, [-c, d]);
const less = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;

const outcome = (how: Comparison, a: Fraction, b: Fraction): boolean => {
  const [isLess, isMore] = [less(a, b), less(b, a)];
  const outcomes = { lt: isLess, le: !isMore, eq: !isLess && !isMore, ne: isLess || isMore, ge: !isLess, gt: isMore };
  return outcomes[how];
};

/** Does the steps as they are written, from what is given alone: nothing but the operands of a step is read of it. */
const done = ({ steps }: Worksheet): readonly Fraction[] => {
  const values: Fraction[] = [];
  const at = (number: number): Fraction => {
    const value = values[number - 1];
    if (value === undefined) throw new Error(`Step ${number} is not done yet.`);
    return value;
  };
  for (const step of steps) values.push(valueOf(step, at));
  return values;
};

const valueOf = (step: Step, at: (number: number) => Fraction): Fraction => {
  switch (step.op) {
    case 'given':
      return [step.value.num, step.value.den];
    case 'sum':
      return step.args.map(at).reduce(plus, [0n, 1n]);
    case 'floor': {
      const [num, den] = at(step.arg);
      return [num / den, 1n];
    }
    case 'round': {
      const [num, den] = at(step.arg);
      if (step.mode !== 'down') throw new Error('Only rounding down is done here.');
      return reduced((num * step.units) / den, step.units);
    }
    case 'test':
      return [outcome(step.test, at(step.args[0]), at(step.args[1])) ? 1n : 0n, 1n];
    case 'sub':
    case 'mul':
    case 'div':
    case 'min':
    case 'max': {
      const [a, b] = [at(step.args[0]), at(step.args[1])];
      switch (step.op) {
        case 'sub':
          return minus(a, b);
        case 'mul':
          return reduced(a[0] * b[0], a[1] * b[1]);
        case 'div':
          return reduced(a[0] * b[1], a[1] * b[0]);
        case 'min':
          return less(a, b) ? a : b;
        case 'max':
          return less(a, b) ? b : a;
      }
    }
  }
};

const sheetOf = (root: Node): Worksheet => {
  const sheet = worksheet(toGraph(root));
  if (sheet === undefined) throw new Error('There is nothing to calculate.');
  return sheet;
};

/** That every step gives what it states, and the last of them what the calculation is worth. */
const expectHolds = (root: Node, minor: bigint): Worksheet => {
  const sheet = sheetOf(root);
  const values = done(sheet);
  expect(sheet.steps.map(({ number }) => number)).toEqual(sheet.steps.map((_, index) => index + 1));
  expect(values.map(([num, den]) => ({ num, den }))).toEqual(sheet.steps.map(({ value }) => value));
  expect(values[sheet.result - 1]).toEqual(reduced(minor, 100n));
  return sheet;
};

const money = (minor: bigint, name?: 'payment'): Node => fact(eur(minor), [], name);
const rate = (written: string): Node => param(rateOf(written), ref, `/${written}`);
const idOf = (node: Node): string => toGraph(node).root;

describe('a worksheet', () => {
  test('shares an amount by largest remainder, whatever its sign, its weights and the place', () => {
    const weight = fc.integer({ min: 0, max: 9 });
    const weights = fc.array(weight, { minLength: 1, maxLength: 5 }).filter((all) => all.some((each) => each > 0));
    fc.assert(
      fc.property(fc.bigInt(-999n, 999n), weights, fc.nat(4), (minor, of, at) => {
        const place = at % of.length;
        const shares = of.map((each, index) => param(rateOf(`${each}`), ref, `/${index}`));
        const node = split(money(minor), fact(text(`${place + 1}`), []), shares);
        if (node.value._tag !== 'money') throw new Error('A share is money.');
        const { steps, result } = expectHolds(node, node.value.money.minor);
        expect(steps[result - 1]).toMatchObject({ of: idOf(node) });
      }),
      { numRuns: 300 },
    );
  });

  test('takes a share that nobody else has from nothing, and one below zero from nothing less', () => {
    const whole = (minor: bigint) => sheetOf(split(money(minor), fact(text('1'), []), [rate('1')]));
    const { steps } = whole(101n);
    expect(steps.at(-1)).toMatchObject({ op: 'div' });
    expect(steps.filter(({ op }) => op === 'sub')).toHaveLength(2);
    expect(whole(-101n).steps.at(-1)).toMatchObject({ op: 'sub' });
    expect(whole(0n).steps.at(-1)).toMatchObject({ op: 'div' });
    expect(steps.filter(({ what }) => what === 'constant').map(({ value }) => value.num)).toEqual([100n, 0n]);
    expect(steps.filter(({ what }) => what === 'units')).toHaveLength(1);
  });

  test('adds up many in subtotals of forty, each of which is told as one', () => {
    const many = (count: number): Node => sum(Array.from({ length: count }, (_, index) => money(BigInt(index))));
    const total = (count: number): bigint => BigInt((count * (count - 1)) / 2);
    for (const [count, subtotals] of [
      [40, 0],
      [41, 2],
      [80, 2],
      [81, 3],
      [1700, 45],
    ] as const) {
      const { steps, result } = expectHolds(many(count), total(count));
      const adding = steps.filter(({ op }) => op === 'sum');
      expect(adding.filter(({ what }) => what === 'subtotal')).toHaveLength(subtotals);
      expect(adding.every((step) => step.op !== 'sum' || step.args.length <= 40)).toBe(true);
      expect(steps[result - 1]).toMatchObject({ op: 'sum', of: idOf(many(count)) });
    }
  });

  test('takes the smallest and the largest in pairs, of which the last is the answer', () => {
    const three = [money(300n), money(100n), money(200n)];
    for (const [node, minor] of [
      [min(three), 100n],
      [max(three), 300n],
      [min(three.toReversed()), 100n],
      [max(three.toReversed()), 300n],
      [min([money(5n), money(5n)]), 5n],
    ] as const) {
      const { steps } = expectHolds(node, minor);
      const pairs = steps.filter(({ op }) => op === 'min' || op === 'max');
      expect(pairs.slice(0, -1).every(({ what, of }) => what === 'part' && of === undefined)).toBe(true);
      expect(pairs.at(-1)).toMatchObject({ of: idOf(node) });
    }
    const one = max([money(7n)]);
    expect(expectHolds(one, 7n).steps).toHaveLength(1);
  });

  test('does each step once, and tells which node it is', () => {
    const base = money(10_005n, 'payment');
    const part = mul(base, rate('0.1'));
    const node = sum([roundNode(part, 'down'), roundNode(sub(div(part, rate('2')), exactEur2()), 'down'), base]);
    const { steps } = expectHolds(node, 1000n + 400n + 10_005n);
    expect(new Set(steps.map(({ of }) => of)).size).toBe(steps.length);
    expect(steps.find(({ op }) => op === 'round')).toMatchObject({ units: 100n, mode: 'down', of: expect.any(String) });
  });

  const exactEur2 = (): Node => fact(exactEur('1'), []);

  test('converts by multiplying, and takes months, absence and choices as they are given', () => {
    const dates = [fact(text('2026-01-31'), []), fact(text('2026-04-30'), [])] as const;
    const count = months(dates[0], dates[1]);
    const euros = convert(money(200n), rate('0.5'), fact(text('EUR'), []));
    const nothing = absent(eur(0n), 'D-1', []);
    const open = guard('eq', [dates[0], dates[0]]);
    const chosen = choice(euros, [[open]], []);
    const node = roundNode(sum([mul(count, chosen), nothing]), 'down');
    const { steps } = expectHolds(node, 300n);
    expect(steps.filter(({ op }) => op === 'given').map(({ of }) => of)).toEqual(
      expect.arrayContaining([idOf(count), idOf(nothing)]),
    );
    expect(steps.some(({ of }) => of === idOf(open))).toBe(false);
  });

  test('tests every condition on numbers, as it turned out', () => {
    const [a, b] = [money(100n), money(200n)];
    const both = (of: Comparison) => [guard(of, [a, b]), guard(of, [b, a]), guard(of, [a, a])];
    const guards = (['lt', 'le', 'eq', 'ne', 'ge', 'gt'] as const).flatMap(both);
    const lists = [
      guard('in', [a, b, a]),
      guard('in', [b, a, b, a]),
      guard('in', [a, a]),
      guard('not-in', [a, b, b]),
      guard('not-in', [a, b]),
      guard('in', [a, b]),
      guard('not-in', [a, b, a]),
    ];
    for (const each of [...guards, ...lists]) {
      if (each.kind !== 'guard') throw new Error('It is a condition.');
      const given = each.pass
        ? { because: [[each]], rejected: [] }
        : { because: [], rejected: [{ rule: ref, failed: [each] }] };
      const { steps } = expectHolds(sum([choice(a, given.because, given.rejected), b]), 300n);
      const last = steps.at(-1);
      expect(last).toMatchObject({ op: 'test', of: idOf(each), value: { num: each.pass ? 1n : 0n, den: 1n } });
    }
    const [single] = [sheetOf(choice(a, [[guard('in', [a, a])]], []))];
    expect(single.steps.filter(({ op }) => op === 'max')).toEqual([]);
  });

  test('is none of a text, and a sum of what is no number is none either', () => {
    expect(worksheet(toGraph(fact(text('x'), [])))).toBeUndefined();
    const broken: Node = { kind: 'op', op: 'sum', value: eur(1n), args: [fact(text('x'), [])] };
    expect(worksheet(toGraph(broken))).toBeUndefined();
    for (const op of ['sub', 'mul', 'div', 'min', 'max', 'convert'] as const)
      expect(worksheet(toGraph({ ...broken, op, args: [money(1n), fact(text('x'), [])] }))).toBeUndefined();
    const rounded = { ...roundNode(money(1n), 'down'), arg: fact(text('x'), []) };
    expect(worksheet(toGraph(rounded))).toBeUndefined();
    const shared = (whole: Node, place: string, weight: Node): Node => ({
      ...broken,
      op: 'split',
      args: [whole, fact(text(place), []), weight],
    });
    for (const none of [
      shared(fact(text('x'), []), '1', rate('1')),
      shared(money(1n), '1', fact(text('x'), [])),
      shared(money(1n), '2', rate('1')),
      shared(money(1n), '0', rate('1')),
      shared(fact(exactEur('1'), []), '1', rate('1')),
    ])
      expect(worksheet(toGraph(none))).toBeUndefined();
    expect(worksheet({ root: '0123456789abcdef', nodes: {} })).toBeUndefined();
  });
});
