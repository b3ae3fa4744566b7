import type { EventRef, NodeId, NodeJson, Test } from '@commission-ledger/calculation';
import { restsOn } from '@commission-ledger/calculation';
import type { Explanation, Line } from '../document/explanation.ts';
import { positionOf } from './positionSentences.ts';
import type { Said } from './templates.ts';

type Nodes = Explanation['nodes'];

/** What stands behind a line: the conditions that were met, from when on it is payable, and the records it was read from. */
export const evidenceOf = ({ nodes }: Explanation, line: Line): readonly Said[] => [
  ...conditionsOf(nodes, line.node),
  ...(line.kind === 'reversal' ? [{ key: 'original', holes: { accrual: line.accrual } } as const] : []),
  maturityOf(line),
  recordsSaid([line.from, ...factsBelow(nodes, line.node)]),
];

const maturityOf = (line: Line): Said => {
  if (line.kind !== 'accrual') return { key: 'counts', holes: { matures: line.maturesOn } };
  const { earnedOn: earned, holdDays: days, holdMonths, holdFrom, maturesOn: matures } = line;
  return holdMonths === undefined && holdFrom === undefined
    ? { key: 'held', holes: { earned, days, matures } }
    : { key: 'heldOtherwise', holes: { earned, matures } };
};

/** The conditions that chose a node. One reason is enough; the first is told. */
export const conditionsOf = (nodes: Nodes, id: NodeId): readonly Said[] => {
  const node = nodes[id];
  if (node?.kind !== 'choice') return [];
  return (node.because[0] ?? []).flatMap((guard) => conditionOf(nodes, nodes[guard]));
};

/** What a guard found: where it failed, that the contrary holds. */
export const conditionOf = (nodes: Nodes, guard: NodeJson | undefined): readonly Said[] => {
  if (guard?.kind !== 'guard') return [];
  const [subject, ...others] = guard.args.flatMap((arg) => nodes[arg] ?? []);
  const [limit] = others;
  if (subject === undefined || limit === undefined) return [];
  const { value } = subject;
  const test = guard.pass ? guard.test : contrary[guard.test];
  if (typeof value !== 'string') {
    return isOrder(test)
      ? [{ key: amounts[test], holes: { what: positionOf(nodes, subject), value, limit: limit.value } }]
      : [];
  }
  if (isOrder(test) && typeof limit.value === 'string') {
    return [{ key: days[test], holes: { value, limit: limit.value } }];
  }
  const name = attributeOf(subject);
  const listed = others.map((other) => (typeof other.value === 'string' ? other.value : '')).join(', ');
  return [
    test === 'in'
      ? { key: 'isOne', holes: { name, value } }
      : { key: 'isNone', holes: { name, value, others: listed } },
  ];
};

/** An attribute that a deal does not have stands in the plan with what it counts as. */
const attributeOf = (subject: NodeJson): string =>
  subject.kind === 'param' && subject.name === 'attribute-default'
    ? (subject.path.split('/')[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
    : (subject.name?.replace(/^attribute:/, '') ?? '');

const contrary = {
  lt: 'ge',
  le: 'gt',
  eq: 'ne',
  ne: 'eq',
  ge: 'lt',
  gt: 'le',
  in: 'not-in',
  'not-in': 'in',
} as const satisfies Readonly<Record<Test, Test>>;

const amounts = { ge: 'atLeast', gt: 'moreThan', le: 'atMost', lt: 'lessThan' } as const;
const days = { ge: 'onOrAfter', gt: 'after', le: 'onOrBefore', lt: 'before' } as const;

const isOrder = (test: string): test is keyof typeof amounts => Object.hasOwn(amounts, test);

/** Events as `stream#revision` with the beginning of their hashes, oldest first. */
export const recordsSaid = (refs: readonly EventRef[]): Said => {
  const events = [...new Map(refs.map((ref) => [ref.event, ref])).values()];
  const list = events
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
    .map(({ stream, revision, hash }) => `${withoutDoubling(stream)}#${revision} (${hash.slice(0, 8)})`);
  return { key: 'records', holes: { list: list.join(', ') } };
};

/** Of a deal that is called `deal-7`, the stream is `deal-deal-7`: who reads needs its kind once. */
const withoutDoubling = (stream: string): string => stream.replace(/^([a-z]+)-(?=\1-)/, '');

/** What stands behind a single step: the conditions that chose it, and the records it was read from. */
export const behind = (nodes: Nodes, node: NodeId): readonly Said[] => {
  const refs = factsBelow(nodes, node);
  return [...conditionsOf(nodes, node), ...(refs.length === 0 ? [] : [recordsSaid(refs)])];
};

/** Every citation of an event that a node rests on. */
export const factsBelow = (nodes: Nodes, root: NodeId): readonly EventRef[] => {
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
