import {
  text,
  toNamedGraph,
  type EventRef,
  type Node,
  type NodeId,
  type NodeJson,
} from '@commission-ledger/calculation';
import { equals, sum, toJson, zero, type Money } from '@commission-ledger/money';
import { engine } from '../document/engine.ts';
import { knownThroughRefs } from '../document/eventRefs.ts';
import type { Reply, Row } from '../document/reply.ts';
import { Unexplained } from '../reading/explainFailure.ts';

/** A row before it has a number, with the calculation itself in the place of its id. */
export type DraftRow = Omit<Row, 'number' | 'amount' | 'node' | 'rows'> &
  Readonly<{ amount?: Money; node?: Node; rows?: readonly DraftRow[] }>;

/** An answer before its rows are numbered and its calculations are written as one graph. */
export type Draft = Pick<
  Reply,
  'question' | 'subject' | 'asked' | 'partner' | 'program' | 'title' | 'verdict' | 'searched' | 'plans'
> &
  Readonly<{
    amount?: Money;
    /** The calculation that ends in the amount. */
    root?: Node;
    rows: readonly DraftRow[];
    /** The day that the answer is about. */
    effective: string;
  }>;

/**
 * The answer as a document.
 * @throws Unexplained when the rows that count do not add up to their amount, or a node has another amount or another
 * outcome than its row: a defect
 */
export const composeReply = (draft: Draft): Reply => {
  const { question, subject, asked, partner, program, title, verdict, amount, root, searched, plans, effective } =
    draft;
  const { nodes, idOf } = writtenAsOne([...(root === undefined ? [] : [root]), ...nodesIn(draft.rows)]);
  requireSum(subject.id, amount, draft.rows);
  if (root !== undefined && amount !== undefined) requireAmount(subject.id, root, amount);
  const rootId = root === undefined ? {} : { root: idOf(root) };
  const rows = numbered(draft.rows, '', idOf);
  const counted = amount !== undefined && draft.rows.some(({ counts }) => counts);
  const cited = [program.from, ...plans.map(({ from }) => from), ...refsIn(draft.rows), ...factsIn(nodes.values())];
  return {
    schema: 'reply/1',
    question,
    subject,
    asked,
    ...(partner === undefined ? {} : { partner }),
    program,
    title,
    ...(amount === undefined ? {} : { amount: toJson(amount) }),
    verdict,
    rows,
    ...rootId,
    nodes: Object.fromEntries(nodes),
    ...(counted ? { unexplained: toJson(zero(amount.currency)) } : {}),
    searched,
    plans,
    ...knownThroughRefs(cited, program.from, effective),
    engine,
  };
};

/** All calculations of an answer in one graph: what several of them have in common is written, and hashed, once. */
const writtenAsOne = (
  roots: readonly Node[],
): Readonly<{ nodes: ReadonlyMap<NodeId, NodeJson>; idOf: (node: Node) => NodeId }> => {
  const whole: Node = { kind: 'op', op: 'sum', value: text(''), args: roots };
  const { graph, idOf } = toNamedGraph(whole);
  const nodes = new Map(Object.entries(graph.nodes));
  nodes.delete(graph.root);
  return {
    nodes,
    idOf: (node) => {
      const id = idOf(node);
      if (id === undefined) throw new RangeError('Every calculation of an answer is written.');
      return id;
    },
  };
};

const nodesIn = (rows: readonly DraftRow[]): readonly Node[] =>
  rows.flatMap(({ node, rows: below = [] }) => [...(node === undefined ? [] : [node]), ...nodesIn(below)]);

const numbered = (rows: readonly DraftRow[], above: string, idOf: (node: Node) => NodeId): readonly Row[] =>
  rows.map(({ amount, node, rows: below, ...row }, index) => {
    const number = `${above}${index + 1}`;
    return {
      number,
      ...row,
      ...(amount === undefined ? {} : { amount: toJson(amount) }),
      ...(node === undefined ? {} : { node: idOf(node) }),
      ...(below === undefined || below.length === 0 ? {} : { rows: numbered(below, `${number}.`, idOf) }),
    };
  });

/** @throws Unexplained */
const requireSum = (subject: string, whole: Money | undefined, rows: readonly DraftRow[]): void => {
  const counted = rows.flatMap(({ counts, amount }) => (counts === true && amount !== undefined ? [amount] : []));
  if (whole !== undefined && counted.length > 0 && !equals(sum(whole.currency, counted), whole))
    throw new Unexplained(`The rows of an answer about ${JSON.stringify(subject)} do not add up to its amount.`);
  for (const row of rows) {
    if (row.node !== undefined && row.amount !== undefined) requireAmount(subject, row.node, row.amount);
    requireGate(subject, row);
    if (row.rows !== undefined) requireSum(subject, row.amount, row.rows);
  }
};

/** @throws Unexplained */
const requireAmount = (subject: string, { value }: Node, amount: Money): void => {
  if (value._tag !== 'money' || !equals(value.money, amount))
    throw new Unexplained(`A calculation in an answer about ${JSON.stringify(subject)} does not give its amount.`);
};

/** @throws Unexplained */
const requireGate = (subject: string, { gate, node }: DraftRow): void => {
  if (node?.kind !== 'guard' || (gate !== 'passed' && gate !== 'failed') || node.pass === (gate === 'passed')) return;
  throw new Unexplained(`A condition in an answer about ${JSON.stringify(subject)} did not turn out as it says.`);
};

const refsIn = (rows: readonly DraftRow[]): readonly EventRef[] =>
  rows.flatMap(({ from = [], rows: below = [] }) => [...from, ...refsIn(below)]);

const factsIn = (nodes: Iterable<NodeJson>): readonly EventRef[] =>
  [...nodes].flatMap((node) => (node.kind === 'fact' ? node.from : []));
