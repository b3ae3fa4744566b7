import { guard, sum, type Node } from '@commission-ledger/calculation';
import {
  currency as currencyCode,
  isNegative,
  isZero,
  negate,
  subtract,
  toJson,
  zero,
  type Money,
  type MoneyRecord,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { DraftRow } from '../composeReply.ts';
import { bookedIn, lessOf } from './nodeAmounts.ts';
import type { Side } from './side.ts';

/** What a side comes to. */
const amountOf = ({ root, currency }: Pick<Side, 'root' | 'currency'>): Money => {
  if (root !== undefined) return bookedIn(root);
  const code = currencyCode(currency);
  if (E.isLeft(code)) throw new TypeError('An account has a known currency.');
  return zero(code.right);
};

/** Both amounts, what they differ by, and how far and in which direction that is. */
export type Size = Readonly<{
  before: MoneyRecord;
  after: MoneyRecord;
  difference: Money;
  sign: -1 | 0 | 1;
  /** Without its sign. */
  size: MoneyRecord;
}>;

/** How `b` differs from `a`. */
export const sizeOf = (a: Side, b: Side): Size => {
  const [before, after] = [amountOf(a), amountOf(b)];
  const difference = subtract(after, before);
  return { before: toJson(before), after: toJson(after), difference, ...moneySize(difference) };
};

/** The direction of an amount, and the amount without its sign. */
export const moneySize = (amount: Money): Pick<Size, 'sign' | 'size'> => {
  if (isZero(amount)) return { sign: 0, size: toJson(amount) };
  return isNegative(amount) ? { sign: -1, size: toJson(negate(amount)) } : { sign: 1, size: toJson(amount) };
};

/** The difference; that the rows are all of it is among the reasons. `undefined` where neither side has anything. */
export const rootOf = (a: Side, b: Side, rows: readonly DraftRow[]): Node | undefined => {
  if (a.root === undefined && b.root === undefined) return undefined;
  const difference = lessOf(b.root, a.root);
  const counted = rows.flatMap(({ node, counts }) => (counts === true && node !== undefined ? [node] : []));
  return counted.length === 0 ? difference : { ...difference, given: [guard('eq', [difference, sum(counted)])] };
};
