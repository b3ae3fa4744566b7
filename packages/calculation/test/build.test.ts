import { exactToJson } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import {
  absent,
  choice,
  convert,
  div,
  fact,
  guard,
  max,
  min,
  mul,
  roundNode,
  split,
  sub,
  sum,
  text,
  valueToJson,
  type Node,
} from '../src/index.ts';
import { currencyOf, eur, exactEur, rateOf, ref } from './arbitraryCalculation.ts';
import { booked } from '../src/index.ts';
import { ofMinor, ratio } from '@commission-ledger/money';

const node = (value: Node['value']): Node => fact(value, []);
const json = ({ value }: Node) => valueToJson(value);
const yen = node(booked(ofMinor(5n, currencyOf('JPY'))));

describe('an operation', () => {
  it('keeps booked money booked', () => {
    expect(json(sum([node(eur(100n)), node(eur(250n))]))).toEqual({ amount: '3.50', currency: 'EUR' });
    expect(json(sub(node(eur(100n)), node(eur(250n))))).toEqual({ amount: '-1.50', currency: 'EUR' });
    expect(json(min([node(eur(100n)), node(eur(250n))]))).toEqual({ amount: '1.00', currency: 'EUR' });
    expect(json(max([node(eur(100n)), node(eur(250n))]))).toEqual({ amount: '2.50', currency: 'EUR' });
  });

  it('is unrounded as soon as one argument is', () => {
    expect(json(sum([node(eur(100n)), node(exactEur('0.005'))]))).toEqual({ exact: '1.005', currency: 'EUR' });
    expect(json(sub(node(exactEur('1.5')), node(eur(100n))))).toEqual({ exact: '0.5', currency: 'EUR' });
    expect(json(max([node(eur(100n)), node(exactEur('0.5'))]))).toEqual({ exact: '1', currency: 'EUR' });
  });

  it('multiplies money by a ratio, in either order, to unrounded money', () => {
    expect(json(mul(node(eur(94_8053n)), node(rateOf('0.1'))))).toEqual({ exact: '948.053', currency: 'EUR' });
    expect(json(mul(node(rateOf('0.1')), node(eur(10n))))).toEqual({ exact: '0.01', currency: 'EUR' });
    expect(json(mul(node(rateOf('0.5')), node(rateOf('0.5'))))).toEqual({ rate: '0.25' });
  });

  it('divides money by money to a ratio, and by a ratio to unrounded money', () => {
    expect(json(div(node(eur(100n)), node(eur(300n))))).toEqual({ num: '1', den: '3' });
    expect(json(div(node(eur(100n)), node(rateOf('3'))))).toEqual({ num: '1', den: '3', currency: 'EUR' });
    expect(json(div(node(rateOf('1')), node(rateOf('4'))))).toEqual({ rate: '0.25' });
  });

  it('splits by largest remainder, and mirrors what is negative', () => {
    const weights = ['1', '1', '1'].map((weight) => node(rateOf(weight)));
    const parts = (whole: bigint) =>
      ['1', '2', '3'].map((place) => json(split(node(eur(whole)), node(text(place)), weights)));
    expect(parts(100n)).toEqual(['0.34', '0.33', '0.33'].map((amount) => ({ amount, currency: 'EUR' })));
    expect(parts(-100n)).toEqual(['-0.34', '-0.33', '-0.33'].map((amount) => ({ amount, currency: 'EUR' })));
  });

  it('converts to the currency that is named', () => {
    expect(json(convert(yen, node(rateOf('0.0061')), node(text('EUR'))))).toEqual({ exact: '0.0305', currency: 'EUR' });
  });
});

describe('what is said about a step', () => {
  const one = node(eur(1n));
  const name = 'base';
  const sayings = [
    ['nothing', {}],
    ['a name', { name }],
    ['what is given', { given: [one] }],
    ['a name and what is given', { name, given: [one] }],
  ] as const;
  const ruled = sayings.map(([words, said]) => [`${words}, under a rule`, { ...said, rule: ref }] as const);

  it.each([...sayings, ...ruled])('stands in the step as it was said: %s', (_, said) => {
    expect(sum([one, one], said)).toStrictEqual({ kind: 'op', op: 'sum', value: eur(2n), args: [one, one], ...said });
  });

  it.each(sayings)('stands in a rounding and a choice: %s', (_, said) => {
    const holds = guard('eq', [one, one]);
    expect(choice(one, [[holds]], [], said)).toStrictEqual({
      kind: 'choice',
      value: one.value,
      taken: one,
      because: [[holds]],
      rejected: [],
      ...said,
    });
    const residue = ratio(0n, 1n);
    expect(roundNode(one, 'down', said)).toStrictEqual({
      kind: 'round',
      value: one.value,
      arg: one,
      mode: 'down',
      decimals: 2,
      residue,
      ...said,
    });
  });
});

describe('a step that cannot be taken throws', () => {
  const one = node(eur(1n));
  const half = node(rateOf('0.5'));
  it.each([
    ['a sum of nothing', () => sum([]), 'at least one'],
    ['two currencies', () => sum([one, yen]), 'two currencies'],
    ['two currencies, unrounded', () => sub(node(exactEur('1')), yen), 'two currencies'],
    ['money plus a ratio', () => sum([one, half]), 'money'],
    ['a ratio plus money', () => sum([half, one]), 'ratio'],
    ['a text', () => sum([node(text('1'))]), 'text'],
    ['money times money', () => mul(one, one), 'money times a ratio'],
    ['division by zero money', () => div(one, node(eur(0n))), 'zero'],
    ['division by zero', () => div(half, node(rateOf('0'))), 'zero'],
    ['a ratio by money', () => div(half, one), 'ratio'],
    ['money by a text', () => div(one, node(text('1'))), 'division'],
    ['amounts of two currencies divided', () => div(one, yen), 'two currencies'],
    ['a split of unrounded money', () => split(node(exactEur('1')), node(text('1')), [half]), 'booked'],
    ['a place that is not there', () => split(one, node(text('2')), [half]), 'place'],
    ['a place from zero', () => split(one, node(text('0')), [half]), 'place'],
    ['a negative weight', () => split(one, node(text('1')), [half, node(rateOf('-1'))]), 'weights'],
    ['weights of nothing', () => split(one, node(text('1')), [node(rateOf('0'))]), 'weights'],
    ['weights of money', () => split(one, node(text('1')), [one]), 'weights'],
    ['an unknown currency', () => convert(one, half, node(text('euro'))), 'known currency'],
    ['a conversion without a rate', () => convert(one, one, node(text('JPY'))), 'a rate'],
    ['rounding of a ratio', () => roundNode(half, 'down'), 'money'],
    ['a guard of one value', () => guard('in', [one]), 'compare'],
    ['a guard of three', () => guard('lt', [one, one, one]), 'two arguments'],
    ['a guard of two kinds', () => guard('lt', [one, half]), 'two kinds'],
    ['a guard of two currencies', () => guard('eq', [one, yen]), 'two currencies'],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});

describe('rounding', () => {
  it.each([
    ['half-even', '52.725', '52.72', '0.005'],
    ['half-even', '52.735', '52.74', '-0.005'],
    ['half-up', '52.725', '52.73', '-0.005'],
    ['half-up', '-52.725', '-52.73', '0.005'],
    ['down', '-0.019', '-0.01', '-0.009'],
    ['up', '0.011', '0.02', '-0.009'],
  ] as const)('%s takes %s to %s and keeps %s', (mode, from, to, residue) => {
    const rounded = roundNode(node(exactEur(from)), mode, { name: 'commission' });
    expect(json(rounded)).toEqual({ amount: to, currency: 'EUR' });
    expect(rounded.kind === 'round' && exactToJson(rounded.residue)).toBe(residue);
    expect(rounded.kind === 'round' && rounded.decimals).toBe(2);
  });
});

describe('a guard', () => {
  const [five, ten] = [node(eur(500n)), node(exactEur('10'))];
  it.each([
    ['lt', true],
    ['le', true],
    ['eq', false],
    ['ne', true],
    ['ge', false],
    ['gt', false],
  ] as const)('%s compares booked and unrounded money by amount: %s', (test, pass) => {
    expect(guard(test, [five, ten])).toMatchObject({ pass, value: text(String(pass)) });
  });

  it('is exact at the edge', () => {
    expect(guard('le', [five, five])).toMatchObject({ pass: true });
    expect(guard('lt', [five, five])).toMatchObject({ pass: false });
  });

  it('looks for the first argument among the others', () => {
    const [a, b] = [node(text('a')), node(text('b'))];
    expect(guard('in', [a, b, a])).toMatchObject({ pass: true });
    expect(guard('not-in', [a, b, a])).toMatchObject({ pass: false });
    expect(guard('not-in', [a, b])).toMatchObject({ pass: true });
  });

  it('compares dates as texts and ratios by size', () => {
    expect(guard('lt', [node(text('2026-02-28')), node(text('2026-03-01'))])).toMatchObject({ pass: true });
    expect(guard('gt', [node(rateOf('0.10')), node(rateOf('0.09'))])).toMatchObject({ pass: true });
  });
});

describe('a choice', () => {
  const [yes, no] = [guard('eq', [node(text('a')), node(text('a'))]), guard('eq', [node(text('a')), node(text('b'))])];
  const taken = node(eur(1n));

  it('is worth what was taken', () => {
    expect(json(choice(taken, [[yes]], [{ rule: ref, failed: [no] }]))).toEqual({ amount: '0.01', currency: 'EUR' });
  });

  it('needs a reason that holds, and rejections that do not', () => {
    expect(() => choice(taken, [], [])).toThrow('needs a reason');
    expect(() => choice(taken, [[]], [])).toThrow('guards that hold');
    expect(() => choice(taken, [[yes, no]], [])).toThrow('guards that hold');
    expect(() => choice(taken, [], [{ rule: ref, failed: [yes] }])).toThrow('do not hold');
    expect(() => choice(taken, [], [{ rule: ref, failed: [] }])).toThrow('do not hold');
  });
});

it('absence stands for a value and says where was looked', () => {
  const searched = [{ source: 'deals', from: '2026-01-01', to: '2026-02-01', watermark: '17' }];
  expect(absent(eur(0n), 'deal-9', searched, 'nothing')).toMatchObject({ kind: 'absent', key: 'deal-9', searched });
});
