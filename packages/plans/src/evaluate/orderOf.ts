import type { Node } from '@commission-ledger/calculation';
import { exactCompare, exactOf, toExact, type Exact } from '@commission-ledger/money';

/** −1, 0 or 1: how two amounts of one currency, or two numbers, are ordered. */
export const orderOf = (a: Node, b: Node): number => {
  if (a.value._tag === 'money' && b.value._tag === 'money') {
    const [x, y] = [a.value.money.minor, b.value.money.minor];
    return x === y ? 0 : x < y ? -1 : 1;
  }
  return exactCompare(numberOf(a), numberOf(b));
};

/** −1, 0 or 1: whether an amount or a number is below, at or above zero. */
export const signOf = ({ value }: Node): number => {
  switch (value._tag) {
    case 'money':
      return value.money.minor === 0n ? 0 : value.money.minor < 0n ? -1 : 1;
    case 'unrounded':
      return exactCompare(value.amount, zero);
    case 'ratio':
      return exactCompare(value.ratio, zero);
    case 'text':
      throw new TypeError('A text has no sign.');
  }
};

const zero = exactOf(0n);

const numberOf = ({ value }: Node): Exact => {
  switch (value._tag) {
    case 'money':
      return toExact(value.money);
    case 'unrounded':
      return value.amount;
    case 'ratio':
      return value.ratio;
    case 'text':
      throw new TypeError('A text cannot be compared with a number.');
  }
};
