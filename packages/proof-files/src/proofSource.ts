import type { NodeId, NodeJson, ValueJson } from '@commission-ledger/calculation';
import type { Locale } from '@commission-ledger/locale';
import * as E from 'fp-ts/lib/Either.js';
import { textOf } from './fraction.ts';
import { wordsOfHelp, wordsOfKind, wordsOfName } from './stepWords.ts';
import { type Step, type Worksheet, worksheet } from './worksheet.ts';

/** An answer with a calculation: an explanation, a reply, or any other document with such a graph. */
export type Provable = Readonly<{
  subject: string | Readonly<{ id: string }>;
  /** The node whose value is the answer. */
  root?: NodeId;
  nodes: Readonly<Record<NodeId, NodeJson>>;
  /** What people cite parts of it by. */
  lines?: readonly Readonly<{ number: string; node: NodeId }>[];
}>;

/** Why there is no file. */
export type NoProofFile =
  /** The answer is no amount, or one that is not calculated. */
  | Readonly<{ _tag: 'NothingToCalculate'; subject: string }>
  /** A number of a step is longer than the program calculates exactly; another form of file takes any length. */
  | Readonly<{ _tag: 'NumberTooLong'; step: number; digits: number; most: number }>;

/** One sentence for what is wrong, one for what to do. */
export const describeNoProofFile = (failure: NoProofFile): string => {
  switch (failure._tag) {
    case 'NothingToCalculate':
      return `The answer about ${JSON.stringify(failure.subject)} is not calculated, so there is nothing to calculate again. Ask for a payout or an entry of an account.`;
    case 'NumberTooLong':
      return `Step ${failure.step} needs ${failure.digits} digits, and this kind of file is exact to ${failure.most}. Use a bc file, which takes any length.`;
  }
};

/** A calculation with what people are told of it. */
export type ProofSource = Readonly<{
  title: string;
  /** Minor units to a major one of the answer's currency. */
  units: bigint;
  currency: string;
  sheet: Worksheet;
  /** What a step is. */
  what: (step: Step) => string;
  /** The unit of what it gives: a currency, or nothing for a number. */
  unit: (step: Step) => string;
  /** Where a given number stands: the event, or the clause of the plan. */
  source: (step: Step) => string;
  /** What was stated. */
  stated: (step: Step) => string;
}>;

/** Reads the calculation of an answer. */
export const proofSource = (answer: Provable, locale: Locale): E.Either<NoProofFile, ProofSource> => {
  const { nodes, root, subject, lines: cited = [] } = answer;
  const title = typeof subject === 'string' ? subject : subject.id;
  const sheet = root === undefined ? undefined : worksheet({ root, nodes });
  const amount = root === undefined ? undefined : nodes[root]?.value;
  if (sheet === undefined || typeof amount !== 'object' || !('amount' in amount))
    return E.left({ _tag: 'NothingToCalculate', subject: title });
  const lines = new Map(cited.map(({ node, number }) => [node, number]));
  const nodeOf = ({ of }: Step): NodeJson | undefined => (of === undefined ? undefined : nodes[of]);
  return E.right({
    title: `${title}, ${amount.amount} ${amount.currency}`,
    units: 10n ** BigInt(amount.amount.split('.')[1]?.length ?? 0),
    currency: amount.currency,
    sheet,
    what: (step) => whatOf(step, nodeOf(step), lines, locale),
    unit: (step) => unitOf(nodeOf(step)?.value),
    source: (step) => sourceOf(nodeOf(step)),
    stated: ({ value }) => textOf(value),
  });
};

const whatOf = (
  { of, what }: Step,
  node: NodeJson | undefined,
  lines: ReadonlyMap<NodeId, string>,
  locale: Locale,
): string => {
  const number = of === undefined ? undefined : lines.get(of);
  const words = what === undefined ? wordsOfNode(node, locale) : wordsOfHelp[locale][what];
  return number === undefined ? words : `${number} ${words}`;
};

const wordsOfNode = (node: NodeJson | undefined, locale: Locale): string => {
  if (node === undefined) return '';
  return node.name === undefined ? wordsOfKind[locale][node.kind] : wordsOfName(node.name, locale);
};

const unitOf = (value: ValueJson | undefined): string =>
  typeof value === 'object' && 'currency' in value ? value.currency : '';

const sourceOf = (node: NodeJson | undefined): string => {
  if (node?.kind === 'fact')
    return node.from.map(({ event, stream, revision, path }) => `${stream} ${revision} ${path} (${event})`).join('; ');
  if (node?.kind === 'param') {
    const { plan, version, clause } = node.rule;
    return `${plan}@${version}${clause === undefined ? '' : ` §${clause}`} ${node.path}`;
  }
  return node?.kind === 'absent' ? node.key : '';
};
