import type { NodeJson, ValueJson } from '@commission-ledger/calculation';
import { openedOp, type Op, type Opened } from './openedOp.ts';
import type { Said } from './templates.ts';

/** Time that went by, and the end of a term. What a share is made of is told with the share. */
export const elapsedOf = ({ node, arg, value }: Opened): Said | undefined => {
  if (node.op === 'add-months') return { key: 'termEnds', holes: { date: textOf(node.value) } };
  const [from, to] = [textOf(value(0)), textOf(value(1))];
  if (isOfTerm(arg(0)) || isOfTerm(arg(1))) return undefined;
  return node.op === 'months'
    ? { key: 'elapsedMonths', holes: { from, to, months: wholeOf(node.value) } }
    : { key: 'elapsedDays', holes: { from, to, days: wholeOf(node.value) } };
};

/** The share of the term that was not served, and what it takes back of what was left. */
export const cancelledOf = ({ nodes, node, value }: Opened, share: Op): Said => {
  const of = openedOp(nodes, share);
  const [unserved, term] = [of.value(0), of.value(1)];
  if (node.op === 'mul') return { key: 'unservedPart', holes: { left: value(0), unserved, term, amount: node.value } };
  return { key: of.arg(1)?.name === 'term' ? 'unservedMonths' : 'unservedDays', holes: { unserved, term } };
};

const isOfTerm = (node: NodeJson | undefined): boolean => node?.name === 'cancelled-on' || node?.name === 'term-end';

const textOf = (value: ValueJson): string => (typeof value === 'string' ? value : '');

const wholeOf = (value: ValueJson): number => (typeof value === 'object' && 'rate' in value ? Number(value.rate) : 0);
