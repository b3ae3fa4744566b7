import type { Node } from '@commission-ledger/calculation';
import { format, money, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';

/** Whether an amount is short enough to be written into an event, a receipt or an explanation, and read back. */
export const isWritable = (amount: Money): boolean =>
  (amount.minor < surelyShort && amount.minor > -surelyShort) || E.isRight(money(format(amount), amount.currency));

/** Minor units that fit with sign and point, whatever the decimals of the currency. */
const surelyShort = 10n ** 28n;

/** Whether every amount of booked money in these calculations can be written, the steps in between too. */
export const areWritable = (roots: Iterable<Node>): boolean => {
  const nodes = new Set<Node>(roots);
  // The set goes on to what is added while it is walked.
  for (const node of nodes) {
    if (node.value._tag === 'money' && !isWritable(node.value.money)) return false;
    switch (node.kind) {
      case 'op':
        for (const arg of node.args) nodes.add(arg);
        for (const arg of node.given ?? []) nodes.add(arg);
        break;
      case 'guard':
        for (const arg of node.args) nodes.add(arg);
        break;
      case 'round':
        nodes.add(node.arg);
        break;
      case 'choice':
        nodes.add(node.taken);
        for (const group of node.because) for (const guard of group) nodes.add(guard);
        for (const { failed } of node.rejected) for (const guard of failed) nodes.add(guard);
        break;
      case 'fact':
      case 'param':
      case 'absent':
    }
  }
  return true;
};
