import { exactAdd, exactNeg, type Exact } from '@commission-ledger/money';
import type { Node } from './node.ts';
import { amountOf } from './operations.ts';
import { ratioOf, unrounded, type Value } from './value.ts';

/** One addend of a total, with the sign it enters with. */
export type Addend = Readonly<{ sign: 1 | -1; node: Node }>;

/** The addends of a total, in order: what is left when sums and differences are opened all the way down. */
export const frontier = (root: Node): readonly Addend[] => opened({ sign: 1, node: root });

const opened = ({ sign, node }: Addend): readonly Addend[] => {
  if (node.kind !== 'op' || (node.op !== 'sum' && node.op !== 'sub')) return [{ sign, node }];
  const turned = sign === 1 ? -1 : 1;
  return node.args.flatMap((arg, index) => opened({ sign: node.op === 'sub' && index > 0 ? turned : sign, node: arg }));
};

/**
 * What the addends of a total leave unexplained. Always zero for a calculation that was built here; anything else is
 * a defect, and whoever shows the total has to refuse to.
 * @throws RangeError when `root` is no number
 */
export const unexplained = (root: Node): Value => {
  const rest = frontier(root).reduce(
    (left, { sign, node }) => exactAdd(left, sign === 1 ? exactNeg(numberOf(node.value)) : numberOf(node.value)),
    numberOf(root.value),
  );
  const amount = amountOf(root.value);
  return amount === undefined ? ratioOf(rest) : unrounded(rest, amount.currency);
};

const numberOf = (value: Value): Exact => {
  const number = value._tag === 'ratio' ? value.ratio : amountOf(value)?.amount;
  if (number === undefined) throw new RangeError('A text has no addends.');
  return number;
};
