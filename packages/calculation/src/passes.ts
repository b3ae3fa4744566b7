import { compare, exactCompare } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Test } from './node.ts';
import { fault, type Fault } from './fault.ts';
import { amountOf } from './operations.ts';
import type { Value } from './value.ts';

/**
 * Whether a test holds. Money is compared by amount in the same currency, ratios by size, texts (dates, attributes)
 * by UTF-16 code units. `in` and `not-in` look for the first argument among the others.
 */
export const passes = (test: Test, args: readonly Value[]): E.Either<Fault, boolean> => {
  const [first, second] = [args[0], args[1]];
  if (first === undefined || second === undefined) return fault('a value and something to compare it with');
  if (test === 'in' || test === 'not-in') {
    return E.map((orders: readonly number[]) => orders.includes(0) === (test === 'in'))(
      E.traverseArray((other: Value) => order(first, other))(args.slice(1)),
    );
  }
  if (args.length > 2) return fault('two arguments are needed');
  const found = order(first, second);
  return E.isLeft(found) ? found : E.right(holds[test](found.right));
};

const holds: Readonly<Record<Exclude<Test, 'in' | 'not-in'>, (order: number) => boolean>> = {
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  ge: (order) => order >= 0,
  gt: (order) => order > 0,
};

const order = (a: Value, b: Value): E.Either<Fault, number> => {
  if (a._tag === 'text' && b._tag === 'text') return E.right(a.text === b.text ? 0 : a.text < b.text ? -1 : 1);
  if (a._tag === 'ratio' && b._tag === 'ratio') return E.right(exactCompare(a.ratio, b.ratio));
  if (a._tag === 'money' && b._tag === 'money' && a.money.currency === b.money.currency) {
    return E.right(compare(a.money, b.money));
  }
  const [left, right] = [amountOf(a), amountOf(b)];
  if (left === undefined || right === undefined) return fault('values of two kinds');
  if (left.currency !== right.currency) return fault('amounts of two currencies');
  return E.right(exactCompare(left.amount, right.amount));
};
