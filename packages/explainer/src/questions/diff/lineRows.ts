import { sum as sumNode, valueToJson } from '@commission-ledger/calculation';
import { sum } from '@commission-ledger/money';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import type { LineDifference } from './lineDifferences.ts';
import { lessOf, totalOf } from './nodeAmounts.ts';
import { type SideLine, subjectOf } from './sideLines.ts';
import { takenBackRows } from './takenBackRows.ts';

type Difference = LineDifference<SideLine>;

/** So many lines are shown one by one; the others stand below one row, so that every screen adds up. */
const MOST = 10;

/** What is different line by line: the largest differences, in their order, and the others below their sum. */
export const lineRows = (
  differences: readonly Difference[],
  saidOf: (difference: Difference) => Said,
): readonly DraftRow[] => {
  const isShort = differences.length <= MOST + 1;
  const shown = new Set(isShort ? differences : differences.toSorted(bySize).slice(0, MOST));
  const others = differences.filter((difference) => !shown.has(difference));
  const rows = differences.filter((difference) => shown.has(difference)).map((one) => rowOf(one, saidOf));
  const [first] = others;
  if (first === undefined) return rows;
  const amount = sum(
    first.amount.currency,
    others.map((other) => other.amount),
  );
  const node = sumNode(others.map(nodeOf));
  const said: Said = { key: 'diffOthers', holes: { count: others.length } };
  return [...rows, { said, amount, node, counts: true, rows: others.map((one) => rowOf(one, saidOf)) }];
};

const rowOf = (difference: Difference, saidOf: (difference: Difference) => Said): DraftRow => {
  const { a, b, amount } = difference;
  const lines = b.length > 0 ? b : a;
  const [only, ...more] = lines;
  return {
    said: saidOf(difference),
    amount,
    node: nodeOf(difference),
    counts: true,
    ...(only !== undefined && more.length === 0 ? { proof: only.entry, rows: takenBackRows(only) } : {}),
    from: [...a, ...b].map(({ from }) => from),
  };
};

/** What lines of `b` come to, less what those of `a` do. */
export const nodeOf = ({ a, b }: Readonly<{ a: readonly SideLine[]; b: readonly SideLine[] }>) =>
  lessOf(totalOf(b.map(({ root }) => root)), totalOf(a.map(({ root }) => root)));

const bySize = (a: Difference, b: Difference): number => {
  const [first, second] = [sizeOf(a), sizeOf(b)];
  if (first === second) return a.key < b.key ? -1 : 1;
  return first > second ? -1 : 1;
};

const sizeOf = ({ amount: { minor } }: Difference): bigint => (minor < 0n ? -minor : minor);

/** Of two alike things: what each of them has. */
export const pairedSaid = (difference: Difference): Said => {
  const { change, a, b } = difference;
  const line = (b[0] ?? a[0])?.line;
  if (change === 'changed' || line === undefined) return lineSaid(difference);
  const holes = { subject: subjectOf(line) };
  return change === 'added' ? { key: 'diffLineOf', holes } : { key: 'diffLineLess', holes };
};

/** What a line that is different is about. */
export const lineSaid = ({ change, a, b }: Difference): Said => {
  const line = (b[0] ?? a[0])?.line;
  if (line === undefined) throw new RangeError('A difference has lines.');
  const subject = subjectOf(line);
  switch (change) {
    case 'added':
      return line.kind === 'reversal' && line.refundedOn !== undefined
        ? { key: 'diffRefund', holes: { subject, date: line.refundedOn } }
        : { key: 'diffLineAdded', holes: { subject } };
    case 'removed':
      return { key: 'diffLineRemoved', holes: { subject } };
    case 'changed': {
      const amounts = { before: amountIn(a), after: amountIn(b) };
      return { key: 'diffLineChanged', holes: { subject, ...amounts } };
    }
  }
};

const amountIn = (lines: readonly SideLine[]) => {
  const total = totalOf(lines.map(({ root }) => root));
  if (total === undefined) throw new RangeError('A line that changed is on both sides.');
  return valueToJson(total.value);
};
