import { restsOn, verifyGraph, type GraphProblem, type NodeId, type ValueJson } from '@commission-ledger/calculation';
import { MoneyJson, sum, toJson, type Money, type MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Row } from '../document/reply.ts';
import type { ReplyProblem } from './replyProblem.ts';

/**
 * What does not hold in an answer by itself: every step is done again, amounts have to be those of their nodes, rows
 * that count have to add up, and conditions have to have turned out as their guards did.
 */
export const problemsWithin = (reply: Reply): readonly ReplyProblem[] => [
  ...problemsOfGraph(reply),
  ...problemsOfNumbers(reply.rows, ''),
  ...problemsOfAmount('', reply.amount, reply.root, reply),
  ...problemsOfSum('', reply.amount, reply.rows),
  ...problemsOfRest(reply),
  ...reply.rows.flatMap((row) => problemsOfRow(row, reply)),
];

/** An answer has several calculations in one graph: it may begin at any row. */
const problemsOfGraph = ({ root, rows, nodes }: Reply): readonly GraphProblem[] => {
  const roots = [...(root === undefined ? [] : [root]), ...rootsIn(rows)];
  const missing = roots.filter((id) => !Object.hasOwn(nodes, id));
  const [first] = roots;
  const graph = first === undefined ? E.right(undefined) : verifyGraph({ root: first, nodes });
  const problems = E.isLeft(graph) ? graph.left : [];
  const reached = new Set(roots);
  for (const id of reached) {
    const node = nodes[id];
    for (const below of node === undefined ? [] : restsOn(node)) reached.add(below);
  }
  return [
    ...problems.filter(({ _tag }) => _tag !== 'Unreachable' && _tag !== 'MissingRoot'),
    ...missing.map((node) => ({ _tag: 'MissingRoot', node }) as const),
    ...Object.keys(nodes).flatMap((node) => (reached.has(node) ? [] : [{ _tag: 'Unreachable', node } as const])),
  ];
};

const rootsIn = (rows: readonly Row[]): readonly NodeId[] =>
  rows.flatMap(({ node, rows: below = [] }) => [...(node === undefined ? [] : [node]), ...rootsIn(below)]);

const problemsOfNumbers = (rows: readonly Row[], above: string): readonly ReplyProblem[] =>
  rows.flatMap(({ number, rows: below = [] }, index) => {
    const expected = `${above}${index + 1}`;
    const wrong: readonly ReplyProblem[] = number === expected ? [] : [{ _tag: 'WrongNumber', row: number, expected }];
    return [...wrong, ...problemsOfNumbers(below, `${expected}.`)];
  });

const problemsOfRow = (row: Row, reply: Reply): readonly ReplyProblem[] => [
  ...problemsOfAmount(row.number, row.amount, row.node, reply),
  ...problemsOfGate(row, reply),
  ...problemsOfSum(row.number, row.amount, row.rows ?? []),
  ...(row.rows ?? []).flatMap((below) => problemsOfRow(below, reply)),
];

const problemsOfAmount = (
  row: string,
  amount: MoneyRecord | undefined,
  node: NodeId | undefined,
  { nodes }: Reply,
): readonly ReplyProblem[] => {
  if (amount === undefined || node === undefined) return [];
  const value = nodes[node]?.value;
  if (typeof value === 'object' && 'amount' in value && shown(value) === shown(amount)) return [];
  return [{ _tag: 'WrongAmount', row, node, stated: shown(amount), found: value === undefined ? '' : shown(value) }];
};

const problemsOfGate = ({ number: row, gate, node }: Row, { nodes }: Reply): readonly ReplyProblem[] => {
  const guard = node === undefined ? undefined : nodes[node];
  if (node === undefined || guard?.kind !== 'guard' || (gate !== 'passed' && gate !== 'failed')) return [];
  const found = guard.pass ? 'passed' : 'failed';
  return gate === found ? [] : [{ _tag: 'WrongGate', row, node, stated: gate, found }];
};

const problemsOfSum = (row: string, whole: MoneyRecord | undefined, rows: readonly Row[]): readonly ReplyProblem[] => {
  const counted = rows.filter(({ counts }) => counts === true);
  if (whole === undefined || counted.length === 0) return [];
  const total = sumOf(whole, counted);
  if (total !== undefined && shown(total) === shown(whole)) return [];
  return [{ _tag: 'DoesNotAddUp', row, stated: shown(whole), found: total === undefined ? '' : shown(total) }];
};

/** The sum of the rows in the currency of the whole; nothing where one of them has no amount in it. */
const sumOf = (whole: MoneyRecord, rows: readonly Row[]): MoneyRecord | undefined => {
  const unit = moneyOf(whole)?.currency;
  const amounts = rows.flatMap(({ amount }) => moneyOf(amount) ?? []).filter(({ currency }) => currency === unit);
  return unit === undefined || amounts.length < rows.length ? undefined : toJson(sum(unit, amounts));
};

/** What is left unexplained is said where there is something to add up, and is nothing. */
const problemsOfRest = ({ amount, rows, unexplained }: Reply): readonly ReplyProblem[] => {
  const whole = moneyOf(amount);
  const isSum = whole !== undefined && rows.some(({ counts }) => counts === true);
  const rest = isSum ? toJson(sum(whole.currency, [])) : undefined;
  const [stated, found] = [unexplained, rest].map((each) => (each === undefined ? 'nothing' : shown(each)));
  if (stated === undefined || found === undefined || stated === found) return [];
  return [{ _tag: 'ReadsDifferently', path: '/unexplained', stated, found }];
};

const moneyOf = (amount: MoneyRecord | undefined): Money | undefined => {
  const money = MoneyJson.decode(amount);
  return E.isRight(money) ? money.right : undefined;
};

const shown = (value: ValueJson): string => {
  if (typeof value === 'string') return value;
  return Object.values(value).join(' ');
};
