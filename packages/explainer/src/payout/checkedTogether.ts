import { add, MoneyJson, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { CheckedPayout } from './checkPayout.ts';

/**
 * The whole that parts of a payout are, each checked on its own; `undefined` where they are not the same payout, not all of
 * its lines, or do not add up to what it pays. That no line is in two parts is for whoever cut them.
 */
export const checkedTogether = (parts: readonly CheckedPayout[]): CheckedPayout | undefined => {
  const [first] = parts;
  if (first === undefined || parts.some(({ digest }) => digest !== first.digest)) return undefined;
  const { payout, digest, paid } = first;
  const lines = parts.reduce((count, part) => count + part.lines, 0);
  const amounts = E.sequenceArray(parts.map(({ amount }) => MoneyJson.decode(amount)));
  if (E.isLeft(amounts) || amounts.right[0] === undefined) return undefined;
  const amount = toJson(amounts.right.slice(1).reduce(add, amounts.right[0]));
  const isAll = lines === paid.lines && amount.amount === paid.amount.amount;
  return isAll ? { payout, lines, amount, digest, paid } : undefined;
};
