import { sub, type Node } from '@commission-ledger/calculation';
import { isNegative, isZero, subtract, sum, type Money } from '@commission-ledger/money';
import type { EntryKind } from '../../document/explanation.ts';
import { entryKinds } from '@commission-ledger/projections';
import { amountOf } from '../../document/totals.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { lineDifferences, type LineDifference } from './lineDifferences.ts';
import { lineRows, nodeOf } from './lineRows.ts';
import { lessOf, nothingLike, totalOf } from './nodeAmounts.ts';
import type { Side } from './side.ts';
import { isSameEntry, linesOf, type SideLine } from './sideLines.ts';

/** What is added under the row of a kind of entries, such as what its difference is put down to. */
export type Below = (kind: EntryKind) => readonly DraftRow[];

/** Says a line that is different. */
export type LineWords = (difference: LineDifference<SideLine>) => Said;

/**
 * The difference of two sides by kinds of entries, line by line below: the rows add up to it. Kinds in which nothing is
 * different are left out, so nothing is left of two that are the same.
 */
export const groupRows = (a: Side, b: Side, below: Below, words: LineWords): readonly DraftRow[] => [
  ...entryKinds.flatMap((kind) => groupOf(kind, a, b, below, words)),
  ...chargesRow(a, b),
];

const groupOf = (kind: EntryKind, a: Side, b: Side, below: Below, words: LineWords): readonly DraftRow[] => {
  const [from, to] = [ofKind(a, kind), ofKind(b, kind)];
  const differences = lineDifferences(from, to, isSameEntry).filter(isDifferent);
  const [first] = differences;
  if (first === undefined) return [];
  const causes = below(kind);
  const amount = sum(
    first.amount.currency,
    differences.map((difference) => difference.amount),
  );
  const node = nodeOf({ a: from, b: to });
  const lines = lineRows(differences, words);
  if (causes.length === 0) return [{ said: saidOf(kind), amount, node, counts: true, rows: lines }];
  // One difference is told twice: what it is put down to, and where it is. Only the lines count.
  const rows: readonly DraftRow[] = [
    { said: { key: 'diffWhy', holes: {} }, rows: causes },
    { said: { key: 'diffWhere', holes: {} }, amount, node, counts: true, rows: lines },
  ];
  return [{ said: saidOf(kind), amount, node, counts: true, rows }];
};

/** A line that was booked anew, and comes to the same, tells nothing. */
const isDifferent = ({ change, amount }: LineDifference<SideLine>): boolean => change !== 'changed' || !isZero(amount);

const ofKind = ({ entries }: Side, kind: EntryKind): readonly SideLine[] =>
  linesOf(entries.filter(({ line }) => line.kind === kind));

const saidOf = (kind: EntryKind): Said => {
  switch (kind) {
    case 'accrual':
      return { key: 'diffEarned', holes: {} };
    case 'reversal':
      return { key: 'diffTakenBack', holes: {} };
    case 'true-up':
      return { key: 'diffRecalculated', holes: {} };
    case 'adjustment':
      return { key: 'diffCorrected', holes: {} };
    case 'draw-advance':
      return { key: 'diffAdvanced', holes: {} };
    case 'draw-recovery':
      return { key: 'diffRecovered', holes: {} };
    case 'write-off':
      return { key: 'diffWrittenOff', holes: {} };
    case 'unclaimed':
      return { key: 'diffUnclaimed', holes: {} };
  }
};

/** Tax and fees that payouts keep back, and VAT that they add: only what enters what arrives. */
const chargesRow = (a: Side, b: Side): readonly DraftRow[] => {
  const [from, to] = [chargesIn(a), chargesIn(b)];
  const [first] = [...to.amounts, ...from.amounts];
  if (first === undefined || a.subject.id === b.subject.id) return [];
  const amount = subtract(sum(first.currency, to.amounts), sum(first.currency, from.amounts));
  const node = lessOf(totalOf(to.nodes), totalOf(from.nodes));
  return [{ said: { key: 'diffCharges', holes: {} }, amount, node, counts: true }];
};

const chargesIn = ({ charges }: Side): Readonly<{ amounts: readonly Money[]; nodes: readonly Node[] }> => {
  const own = charges.filter(({ line }) => line.bornBy === 'partner');
  const amounts = own.map(({ line }) => amountOf(line));
  const nodes = own.map(({ root, line }) => (isNegative(amountOf(line)) ? turned(root) : root));
  return { amounts, nodes };
};

const turned = (node: Node): Node => sub(nothingLike(node), node);
