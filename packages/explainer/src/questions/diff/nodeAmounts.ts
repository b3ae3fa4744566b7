import { sub, sum, type Node } from '@commission-ledger/calculation';
import { exactIsZero, exactSub, toExact, type Exact, type Money } from '@commission-ledger/money';

/** What a calculation is worth as a number: of money in major units. @throws TypeError for a text */
export const numberOf = ({ value }: Node): Exact => {
  switch (value._tag) {
    case 'money':
      return toExact(value.money);
    case 'unrounded':
      return value.amount;
    case 'ratio':
      return value.ratio;
    case 'text':
      throw new TypeError('A text is no number.');
  }
};

/** What a calculation is worth as booked money. @throws TypeError for anything else */
export const bookedIn = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new TypeError('What is compared is booked money.');
  return value.money;
};

/** The currency of an amount, booked or not; `undefined` for anything else. */
export const currencyOf = ({ value }: Node): string | undefined => {
  if (value._tag === 'money') return value.money.currency;
  return value._tag === 'unrounded' ? value.currency : undefined;
};

/** Whether a calculation comes to nothing. */
export const isNil = (node: Node): boolean => exactIsZero(numberOf(node));

/** Whether two calculations come to the same number. */
export const isEven = (a: Node, b: Node): boolean => a === b || exactIsZero(exactSub(numberOf(a), numberOf(b)));

/** All of them added up: one is itself. `undefined` without any. */
export const totalOf = (nodes: readonly Node[]): Node | undefined => (nodes.length < 2 ? nodes[0] : sum(nodes));

/** Nothing, in the kind of an amount. */
export const nothingLike = (node: Node): Node => sub(node, node, { name: 'nothing' });

/** `b` less `a`, where one of them may not be there. @throws TypeError where neither is */
export const lessOf = (b: Node | undefined, a: Node | undefined): Node => {
  if (a === undefined) {
    if (b === undefined) throw new TypeError('There is nothing to compare.');
    return b;
  }
  return sub(b ?? nothingLike(a), a);
};
