import type { Node } from '@commission-ledger/calculation';
import type { Money } from '@commission-ledger/money';

/** The money of a node that is booked money. @throws TypeError for any other: what is booked has been rounded before */
export const moneyOf = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new TypeError('Only booked money can be posted.');
  return value.money;
};
