import {
  add,
  allocate,
  currency as currencyOf,
  exactAdd,
  exactDiv,
  exactIsZero,
  exactMax,
  exactMin,
  exactMul,
  exactSub,
  max,
  min,
  subtract,
  toExact,
  type CurrencyCode,
  type Exact,
  type Money,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { calendarDays, monthsLater, wholeMonths } from './dateOperations.ts';
import { fault, type Fault } from './fault.ts';
import type { Operation } from './node.ts';
import { booked, ratioOf, unrounded, type Value } from './value.ts';

type Result = E.Either<Fault, Value>;
type Apply = (args: readonly Value[]) => Result;

/**
 * What an operation does to values: the one definition, for those who build a calculation and for those who check it.
 * The reference page of `explain/1` says the same in words.
 */
export const operate = (operation: Operation, args: readonly Value[]): Result => operations[operation](args);

/** Money of either kind as a number of major units; nothing for other values. */
export const amountOf = (value: Value): Readonly<{ amount: Exact; currency: CurrencyCode }> | undefined => {
  switch (value._tag) {
    case 'money':
      return { amount: toExact(value.money), currency: value.money.currency };
    case 'unrounded':
      return value;
    case 'ratio':
    case 'text':
      return undefined;
  }
};

/** Booked money stays booked; one unrounded argument makes the result unrounded; ratios stay ratios. */
const folded =
  (onMoney: (a: Money, b: Money) => Money, onExact: (a: Exact, b: Exact) => Exact): Apply =>
  (args) => {
    const [first, rest] = [args[0], args.slice(1)];
    switch (first?._tag) {
      case undefined:
        return fault('at least one argument is needed');
      case 'text':
        return fault('a text is no number');
      case 'ratio':
        return foldRatios(first.ratio, rest, onExact);
      case 'unrounded':
        return foldAmounts(first.amount, first.currency, rest, onExact);
      case 'money':
        return rest.every(({ _tag }) => _tag === 'money')
          ? foldMoney(first.money, rest, onMoney)
          : foldAmounts(toExact(first.money), first.money.currency, rest, onExact);
    }
  };

const foldMoney = (first: Money, rest: readonly Value[], onMoney: (a: Money, b: Money) => Money): Result => {
  let total = first;
  for (const value of rest) {
    if (value._tag !== 'money' || value.money.currency !== first.currency) return fault('amounts of two currencies');
    total = onMoney(total, value.money);
  }
  return E.right(booked(total));
};

const foldAmounts = (
  first: Exact,
  currency: CurrencyCode,
  rest: readonly Value[],
  onExact: (a: Exact, b: Exact) => Exact,
): Result => {
  let total = first;
  for (const value of rest) {
    const next = amountOf(value);
    if (next === undefined) return fault('money with something that is not money');
    if (next.currency !== currency) return fault('amounts of two currencies');
    total = onExact(total, next.amount);
  }
  return E.right(unrounded(total, currency));
};

const foldRatios = (first: Exact, rest: readonly Value[], onExact: (a: Exact, b: Exact) => Exact): Result => {
  let total = first;
  for (const value of rest) {
    if (value._tag !== 'ratio') return fault('a ratio with something that is no ratio');
    total = onExact(total, value.ratio);
  }
  return E.right(ratioOf(total));
};

const pair =
  (apply: (a: Value, b: Value) => Result): Apply =>
  (args) => {
    const [a, b] = args;
    return a === undefined || b === undefined || args.length > 2 ? fault('two arguments are needed') : apply(a, b);
  };

const multiply = pair((a, b) => {
  if (a._tag === 'ratio' && b._tag === 'ratio') return E.right(ratioOf(exactMul(a.ratio, b.ratio)));
  const [factor, other] = a._tag === 'ratio' ? [a, b] : [b, a];
  const whole = amountOf(other);
  if (factor._tag !== 'ratio' || whole === undefined) return fault('money times a ratio, or a ratio times a ratio');
  return E.right(unrounded(exactMul(whole.amount, factor.ratio), whole.currency));
});

const divide = pair((a, b) => {
  const [whole, part] = [amountOf(a), amountOf(b)];
  const divisor = b._tag === 'ratio' ? b.ratio : part?.amount;
  if (divisor === undefined) return fault('division by money or by a ratio');
  if (exactIsZero(divisor)) return fault('division by zero');
  if (whole === undefined) {
    if (a._tag !== 'ratio' || b._tag !== 'ratio') return fault('a ratio can only be divided by a ratio');
    return E.right(ratioOf(exactDiv(a.ratio, divisor)));
  }
  if (part === undefined) return E.right(unrounded(exactDiv(whole.amount, divisor), whole.currency));
  if (part.currency !== whole.currency) return fault('amounts of two currencies');
  return E.right(ratioOf(exactDiv(whole.amount, divisor)));
});

/** The part at a place (`1` is the first) of booked money shared by weights: whole, place, weight, weight … */
const split: Apply = ([whole, place, ...weights]) => {
  if (whole?._tag !== 'money' || place?._tag !== 'text') return fault('booked money, a place, and weights');
  const shares = weights.flatMap((weight) => (weight._tag === 'ratio' ? [weight.ratio] : []));
  if (shares.length < weights.length) return fault('weights are ratios');
  const negative = shares.some(({ num }) => num.isNegative());
  if (negative || shares.every(exactIsZero)) return fault('weights are not negative, and one is positive');
  const part = /^[1-9][0-9]{0,5}$/.test(place.text) ? allocate(whole.money, shares)[Number(place.text) - 1] : undefined;
  return part === undefined ? fault('a place among the weights, counted from 1') : E.right(booked(part));
};

/** Money in another currency: amount, units of the new currency for one of the old, the new currency's code. */
const convert: Apply = ([source, rate, target, ...more]) => {
  const amount = source && amountOf(source);
  if (amount === undefined || rate?._tag !== 'ratio' || target?._tag !== 'text' || more.length > 0) {
    return fault('money, a rate and a currency');
  }
  const code = currencyOf(target.text);
  if (E.isLeft(code)) return fault('a known currency');
  return E.right(unrounded(exactMul(amount.amount, rate.ratio), code.right));
};

const operations: Readonly<Record<Operation, Apply>> = {
  sum: folded(add, exactAdd),
  sub: (args) => (args.length === 2 ? folded(subtract, exactSub)(args) : fault('two arguments are needed')),
  mul: multiply,
  div: divide,
  min: folded(min, exactMin),
  max: folded(max, exactMax),
  split,
  convert,
  months: wholeMonths,
  days: calendarDays,
  'add-months': monthsLater,
};
