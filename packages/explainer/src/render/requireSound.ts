import { verifyGraph, type NodeId, type ValueJson } from '@commission-ledger/calculation';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Explanation, Line } from '../document/explanation.ts';
import { Unexplained } from '../reading/explainFailure.ts';
import { sumOf } from '../document/totals.ts';
import { isCharged } from './chargeSentences.ts';
import { isNothing, withoutSign } from './numbers.ts';

/**
 * Does every step again, and adds up: what does not hold is never shown.
 * @throws Unexplained when the document does not hold in itself
 */
export const requireSound = ({ subject, root, nodes, unexplained, about, lines, charges = [] }: Explanation): void => {
  const graph = verifyGraph({ root, nodes });
  const gross = sumOf(lines);
  const total = sumOf([...lines, ...charges.filter(isCharged)]);
  const isWhole =
    gross !== undefined &&
    total !== undefined &&
    sameAmount(toJson(gross), about.gross ?? about.amount) &&
    sameAmount(toJson(total), about.amount) &&
    sameAmount(nodes[root]?.value, about.amount);
  const hold = lines.every((line) => sameAmount(nodes[line.node]?.value, line.amount));
  const arrives =
    about.converted === undefined || sameAmount(nodes[about.converted.node]?.value, about.converted.amount);
  const charged = charges.every(({ node, amount }) => sameAmount(withoutSign(amount), bookedAt(nodes, node)));
  if (E.isRight(graph) && isNothing(unexplained) && isWhole && hold && charged && arrives) return;
  throw new Unexplained(
    `The document about ${JSON.stringify(subject.slice(0, 80))} does not add up. Verify it before it is shown.`,
  );
};

const bookedAt = (nodes: Explanation['nodes'], node: NodeId): Line['amount'] => {
  const value = nodes[node]?.value;
  return typeof value === 'object' && 'amount' in value ? value : { amount: '', currency: '' };
};

const sameAmount = (a: ValueJson | undefined, b: Line['amount']): boolean =>
  typeof a === 'object' && 'amount' in a && a.amount === b.amount && a.currency === b.currency;
