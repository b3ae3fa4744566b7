import type { EventRef, NodeId, NodeJson } from '@commission-ledger/calculation';
import { restsOn } from '@commission-ledger/calculation';
import type { Explanation, Line } from '../explanation.ts';
import type { Said } from './templates.ts';

type Nodes = Explanation['nodes'];

/** What stands behind a line: the conditions that were met, from when on it is payable, and the records it was read from. */
export const evidenceOf = ({ nodes }: Explanation, line: Line): readonly Said[] => [
  ...conditionsOf(nodes, line.node),
  ...(line.kind === 'reversal' ? [{ key: 'original', holes: { accrual: line.accrual } } as const] : []),
  maturityOf(line),
  { key: 'records', holes: { list: recordsOf(nodes, line).join(', ') } },
];

const maturityOf = (line: Line): Said =>
  line.kind === 'accrual'
    ? { key: 'held', holes: { earned: line.earnedOn, days: line.holdDays, matures: line.maturesOn } }
    : { key: 'counts', holes: { matures: line.maturesOn } };

/** One reason is enough; the first is told. */
const conditionsOf = (nodes: Nodes, id: NodeId): readonly Said[] => {
  const node = nodes[id];
  if (node?.kind !== 'choice') return [];
  return (node.because[0] ?? []).flatMap((guard) => conditionOf(nodes, nodes[guard]));
};

const conditionOf = (nodes: Nodes, guard: NodeJson | undefined): readonly Said[] => {
  if (guard?.kind !== 'guard') return [];
  const [subject, ...others] = guard.args.flatMap((arg) => nodes[arg] ?? []);
  const [limit] = others;
  if (subject === undefined || limit === undefined) return [];
  const { value } = subject;
  if (typeof value !== 'string') {
    return [{ key: guard.test === 'ge' ? 'atLeast' : 'lessThan', holes: { value, limit: limit.value } }];
  }
  const name = subject.name?.replace(/^attribute:/, '') ?? '';
  const listed = others.map((other) => (typeof other.value === 'string' ? other.value : '')).join(', ');
  return [
    guard.test === 'in'
      ? { key: 'isOne', holes: { name, value } }
      : { key: 'isNone', holes: { name, value, others: listed } },
  ];
};

/** The events behind a line, as `stream#revision` with the beginning of their hashes, oldest first. */
const recordsOf = (nodes: Nodes, line: Line): readonly string[] => {
  const refs = [line.from, ...factsBelow(nodes, line.node)];
  const events = [...new Map(refs.map((ref) => [ref.event, ref])).values()];
  return events
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
    .map(({ stream, revision, hash }) => `${stream}#${revision} (${hash.slice(0, 8)})`);
};

const factsBelow = (nodes: Nodes, root: NodeId): readonly EventRef[] => {
  const reached = new Set([root]);
  for (const id of reached) {
    const node = nodes[id];
    for (const below of node === undefined ? [] : restsOn(node)) reached.add(below);
  }
  return [...reached].flatMap((id) => {
    const node = nodes[id];
    return node?.kind === 'fact' ? node.from : [];
  });
};
