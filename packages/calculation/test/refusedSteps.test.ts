import { ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  booked,
  fact,
  frontier,
  guard,
  max,
  operate,
  passes,
  sum,
  text,
  unexplained,
  valueToJson,
  type Operation,
  type Test,
  type Value,
  type ValueJson,
} from '../src/index.ts';
import { currencyOf, eur, exactEur, rateOf, right } from './arbitraryCalculation.ts';

const one = eur(100n);
const part = exactEur('0.5');
const half = rateOf('0.5');
const yen = booked(ofMinor(5n, currencyOf('JPY')));
const word = text('1');

const reasonOf = (result: E.Either<Readonly<{ reason: string }>, unknown>): string =>
  E.isLeft(result) ? result.left.reason : '';

/** What is done to which values, as a title. */
const titled = <Step extends string, Result>(
  rows: readonly (readonly [step: Step, args: readonly Value[], result: Result])[],
) =>
  rows.map(([step, args, result]) => {
    const shown = args.map((value) => JSON.stringify(valueToJson(value))).join(' and ');
    return [`${step} of ${shown === '' ? 'nothing' : shown}`, step, args, result] as const;
  });

describe('an operation says why it cannot be done:', () => {
  it.each(
    titled<Operation, string>([
      ['sum', [], 'at least one argument is needed'],
      ['sum', [word], 'a text is no number'],
      ['sum', [one, yen], 'amounts of two currencies'],
      ['sum', [part, yen], 'amounts of two currencies'],
      ['sum', [one, part, yen], 'amounts of two currencies'],
      ['sum', [one, half], 'money with something that is not money'],
      ['sum', [part, word], 'money with something that is not money'],
      ['sum', [half, one], 'a ratio with something that is no ratio'],
      ['sub', [one], 'two arguments are needed'],
      ['sub', [one, one, one], 'two arguments are needed'],
      ['mul', [half], 'two arguments are needed'],
      ['mul', [half, half, half], 'two arguments are needed'],
      ['mul', [one, one], 'money times a ratio, or a ratio times a ratio'],
      ['mul', [half, word], 'money times a ratio, or a ratio times a ratio'],
      ['mul', [word, one], 'money times a ratio, or a ratio times a ratio'],
      ['div', [], 'two arguments are needed'],
      ['div', [one, word], 'division by money or by a ratio'],
      ['div', [one, rateOf('0')], 'division by zero'],
      ['div', [half, one], 'a ratio can only be divided by a ratio'],
      ['div', [word, half], 'a ratio can only be divided by a ratio'],
      ['div', [one, yen], 'amounts of two currencies'],
      ['split', [part, word, half], 'booked money, a place, and weights'],
      ['split', [one, half, half], 'booked money, a place, and weights'],
      ['split', [], 'booked money, a place, and weights'],
      ['split', [one, word, half, one], 'weights are ratios'],
      ['split', [one, word, half, rateOf('-0.5')], 'weights are not negative, and one is positive'],
      ['split', [one, word], 'weights are not negative, and one is positive'],
      ['split', [one, text('01'), half], 'a place among the weights, counted from 1'],
      ['split', [one, text('1x'), half], 'a place among the weights, counted from 1'],
      ['split', [one, text('x1'), half], 'a place among the weights, counted from 1'],
      ['split', [one, text('2'), half], 'a place among the weights, counted from 1'],
      ['convert', [one, half], 'money, a rate and a currency'],
      ['convert', [one, half, text('USD'), word], 'money, a rate and a currency'],
      ['convert', [half, half, text('USD')], 'money, a rate and a currency'],
      ['convert', [one, one, text('USD')], 'money, a rate and a currency'],
      ['convert', [], 'money, a rate and a currency'],
      ['convert', [one, half, text('usd')], 'a known currency'],
    ]),
  )('%s', (_, operation, args, reason) => {
    expect(reasonOf(operate(operation, args))).toBe(reason);
  });

  it.each(
    titled<Test, string>([
      ['eq', [], 'a value and something to compare it with'],
      ['in', [one], 'a value and something to compare it with'],
      ['eq', [one, one, one], 'two arguments are needed'],
      ['eq', [one, half], 'values of two kinds'],
      ['eq', [half, one], 'values of two kinds'],
      ['eq', [word, half], 'values of two kinds'],
      ['eq', [half, word], 'values of two kinds'],
      ['eq', [one, word], 'values of two kinds'],
      ['lt', [one, yen], 'amounts of two currencies'],
      ['lt', [part, yen], 'amounts of two currencies'],
      ['in', [one, one, yen], 'amounts of two currencies'],
      ['not-in', [word, word, one], 'values of two kinds'],
    ]),
  )('%s', (_, test, args, reason) => {
    expect(reasonOf(passes(test, args))).toBe(reason);
  });
});

describe('what can be done is done with every form of a number:', () => {
  const share = (place: number, weights: number) =>
    valueToJson(right(operate('split', [eur(-100_000n), text(`${place}`), ...Array<Value>(weights).fill(half)])));

  it('a place has as many digits as are needed', () => {
    expect(share(10, 10)).toEqual({ amount: '-100.00', currency: 'EUR' });
    expect(share(101, 125)).toEqual({ amount: '-8.00', currency: 'EUR' });
  });

  it('one weight may be zero', () => {
    const of = (place: string) => valueToJson(right(operate('split', [one, text(place), rateOf('0'), half])));
    expect([of('1'), of('2')]).toEqual([
      { amount: '0.00', currency: 'EUR' },
      { amount: '1.00', currency: 'EUR' },
    ]);
  });

  it.each(
    titled<Operation, ValueJson>([
      ['min', [half, rateOf('0.4'), rateOf('0.6')], { rate: '0.4' }],
      ['max', [half, rateOf('0.4'), rateOf('0.6')], { rate: '0.6' }],
      ['min', [one, part], { exact: '0.5', currency: 'EUR' }],
      ['sum', [half, half, half], { rate: '1.5' }],
      ['sub', [half, rateOf('0.4')], { rate: '0.1' }],
      ['mul', [half, part], { exact: '0.25', currency: 'EUR' }],
      ['div', [part, half], { exact: '1', currency: 'EUR' }],
      ['div', [part, one], { rate: '0.5' }],
      ['convert', [part, half, text('USD')], { exact: '0.25', currency: 'USD' }],
    ]),
  )('%s', (_, operation, args, expected) => {
    expect(valueToJson(right(operate(operation, args)))).toEqual(expected);
  });

  it.each(
    titled<Test, boolean>([
      ['lt', [text('a'), text('b')], true],
      ['lt', [text('b'), text('a')], false],
      ['gt', [text('b'), text('a')], true],
      ['eq', [text('a'), text('a')], true],
      ['ge', [half, half], true],
      ['gt', [half, half], false],
      ['ne', [half, half], false],
      ['lt', [yen, booked(ofMinor(6n, currencyOf('JPY')))], true],
      ['gt', [part, one], false],
      ['eq', [one, exactEur('1')], true],
      ['in', [half, rateOf('0.4'), half], true],
      ['in', [half, rateOf('0.4')], false],
    ]),
  )('%s', (_, test, args, expected) => {
    expect(passes(test, args)).toEqual(E.right(expected));
  });

  it('a comparison holds for what is less, alike and more as its name says', () => {
    const outcomes = [
      ['lt', '<'],
      ['le', '<='],
      ['eq', '='],
      ['ne', '<>'],
      ['ge', '=>'],
      ['gt', '>'],
    ] as const;
    const [less, more] = [rateOf('0.4'), rateOf('0.6')];
    for (const [test, held] of outcomes) {
      const found = [less, half, more].map((value) => passes(test, [value, half]));
      expect(found).toEqual(['<', '=', '>'].map((order) => E.right(held.includes(order))));
    }
  });

  it('a total is opened where it is a sum or a difference, and nowhere else', () => {
    const [a, b] = [fact(one, []), fact(eur(300n), [])];
    const largest = max([a, b]);
    expect(frontier(largest)).toEqual([{ sign: 1, node: largest }]);
    expect(frontier(sum([a, largest])).map(({ node }) => node)).toEqual([a, largest]);
    expect(valueToJson(unexplained(sum([a, largest])))).toEqual({ exact: '0', currency: 'EUR' });
    const compared = guard('eq', [a, b]);
    expect(frontier(compared)).toEqual([{ sign: 1, node: compared }]);
  });

  it('a total of ratios leaves a ratio unexplained, one of unrounded money unrounded money', () => {
    expect(valueToJson(unexplained(sum([fact(half, []), fact(half, [])])))).toEqual({ rate: '0' });
    expect(valueToJson(unexplained({ ...sum([fact(part, []), fact(part, [])]), value: half }))).toEqual({
      rate: '-0.5',
    });
    expect(valueToJson(unexplained(sum([fact(part, [])])))).toEqual({ exact: '0', currency: 'EUR' });
  });
});
