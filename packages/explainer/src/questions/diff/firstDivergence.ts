import { operandsOf, valueToJson, type Node } from '@commission-ledger/calculation';
import canonicalize from 'canonicalize';

/** Where two calculations are first not alike, read from the bottom: what enters them, or what is done with it. */
export type Divergence = Readonly<{ a: Node; b: Node }>;

/**
 * Walks two calculations side by side, arguments before what is made of them, and stops at the first that differ. Facts
 * are alike when their values are, whichever events they come from. `undefined` for calculations that are alike.
 */
export const firstDivergence = (a: Node, b: Node): Divergence | undefined => {
  if (a === b) return undefined;
  const [of, from] = [operandsOf(a), operandsOf(b)];
  if (a.kind !== b.kind || operationOf(a) !== operationOf(b) || of.length !== from.length) return { a, b };
  for (const [index, arg] of of.entries()) {
    const other = from[index];
    const below = other === undefined ? undefined : firstDivergence(arg, other);
    if (below !== undefined) return below;
  }
  return canonicalize(valueToJson(a.value)) === canonicalize(valueToJson(b.value)) ? undefined : { a, b };
};

const operationOf = (node: Node): string => (node.kind === 'op' ? node.op : '');
