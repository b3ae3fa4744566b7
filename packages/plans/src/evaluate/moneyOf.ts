import type { Node } from '@commission-ledger/calculation';
import type { Money } from '@commission-ledger/money';

/** Whole minor units of a node that is booked money. @throws TypeError for any other: facts and limits are always booked */
export const minorOf = (node: Node): bigint => moneyOf(node).minor;

/** The money of a node that is booked money. */
export const moneyOf = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new TypeError('Measures and counters are booked money.');
  return value.money;
};
