import { toJson } from '@commission-ledger/money';
import { verifyGraph, type NodeId, type RuleRef, type ValueJson } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { AccrualLine, Earned, Explanation, Line, Total } from '../explanation.ts';
import { Unexplained } from '../explainFailure.ts';
import { amountOf, sumOf } from '../totals.ts';
import { evidenceOf } from './evidence.ts';
import { isBelowZero, isNothing, withoutSign } from './numbers.ts';
import type { RenderSettings } from './renderer.ts';
import { stepsTo, type Step } from './steps.ts';
import type { Said } from './templates.ts';

/** Everything a renderer says about a document, in the order in which it is said, and in no language yet. */
export type Outline = Readonly<{
  title: Said;
  amount: Explanation['about']['amount'];
  /** The answer as one sentence made of parts. */
  answer: readonly Said[];
  due: Said | undefined;
  items: readonly Item[];
  /** The lines that are not shown, as their number and sum. */
  others: Readonly<{ said: Said; amount: Line['amount'] }> | undefined;
  proof: Said;
}>;

/** One line: what it is about, its amount, and what it rests on, as deep as was asked. */
export type Item = Readonly<{
  number: string;
  /** Text from outside that says which deal it is: its id, its product. */
  subject: readonly string[];
  heading: readonly Said[];
  amount: Line['amount'];
  counters: readonly Said[];
  steps: readonly Readonly<{ number: string | undefined; step: Step; clause: string | undefined }>[];
  evidence: readonly Said[];
}>;

/**
 * The outline of a document. Every step is done again first: what does not add up is not shown.
 * @throws Unexplained when the document does not hold in itself
 */
export const outlineOf = (explanation: Explanation, settings: RenderSettings): Outline => {
  requireSound(explanation);
  const { about, lines, unexplained, log, nodes } = explanation;
  const shown = settings.depth === 0 ? [] : linesToShow(lines, settings.all);
  const hidden = settings.depth === 0 ? [] : lines.filter((line) => !shown.includes(line));
  const rest = sumOf(hidden);
  return {
    title: titleOf(explanation, settings),
    amount: about.amount,
    answer: answerOf(explanation, settings),
    due: dueOf(explanation),
    items: shown.map((line) => itemOf(explanation, line, settings)),
    others:
      rest === undefined
        ? undefined
        : { said: { key: 'others', holes: { others: hidden.length } }, amount: toJson(rest) },
    proof: {
      key: 'proof',
      holes: { rest: unexplained, steps: Object.keys(nodes).length, records: log.events },
    },
  };
};

const requireSound = ({ subject, root, nodes, unexplained, about, lines }: Explanation): void => {
  const graph = verifyGraph({ root, nodes });
  const total = sumOf(lines);
  const isWhole =
    total !== undefined && sameAmount(toJson(total), about.amount) && sameAmount(nodes[root]?.value, about.amount);
  const hold = lines.every((line) => sameAmount(nodes[line.node]?.value, line.amount));
  if (E.isRight(graph) && isNothing(unexplained) && isWhole && hold) return;
  throw new Unexplained(
    `The document about ${JSON.stringify(subject.slice(0, 80))} does not add up. Verify it before it is shown.`,
  );
};

const sameAmount = (a: ValueJson | undefined, b: Line['amount']): boolean =>
  typeof a === 'object' && 'amount' in a && a.amount === b.amount && a.currency === b.currency;

/** More lines than this are not read at a glance: the largest stay, and the sum of the others. */
const atAGlance = 10;

const linesToShow = (lines: readonly Line[], all: boolean): readonly Line[] => {
  if (all || lines.length <= atAGlance) return lines;
  const largest = new Set(lines.toSorted((a, b) => bySize(sizeOf(a), sizeOf(b))).slice(0, atAGlance));
  return lines.filter((line) => largest.has(line));
};

const bySize = (a: bigint, b: bigint): number => (a === b ? 0 : a > b ? -1 : 1);

const sizeOf = (line: Line): bigint => {
  const { minor } = amountOf(line);
  return minor < 0n ? -minor : minor;
};

const titles = {
  payout: 'payoutTitle',
  accrual: 'accrualTitle',
  reversal: 'reversalTitle',
  adjustment: 'adjustmentTitle',
} as const;

const titleOf = ({ subject, about }: Explanation, { names }: RenderSettings): Said => ({
  key: titles[about.kind],
  holes: { subject, partner: names(about.partner) ?? about.partner, date: about.date },
});

const answerOf = (explanation: Explanation, settings: RenderSettings): readonly Said[] => {
  const { about, lines, totals } = explanation;
  const [line] = lines;
  const { amount } = about;
  const { currency } = amount;
  if (about.kind === 'payout' || line === undefined) {
    return totals.map(partOf);
  }
  switch (line.kind) {
    case 'accrual':
      return [
        { key: 'accrualAnswer', holes: { deal: line.deal.deal, amount, currency, matures: line.maturesOn } },
        ...broughtBy(line, settings),
      ];
    case 'reversal': {
      const earned = earnedBefore(explanation, line.node);
      return [{ key: 'reversalAnswer', holes: { deal: line.earned.deal.deal, amount: withoutSign(amount), earned } }];
    }
    case 'adjustment':
      return [
        { key: 'adjustmentAnswer', holes: { reason: line.reason, author: line.author, approver: line.approver } },
      ];
  }
};

const partOf = ({ kind, causes, amount }: Total): Said => {
  switch (kind) {
    case 'accrual':
      return { key: 'earnedInAll', holes: { amount, deals: causes } };
    case 'reversal':
      return { key: 'takenBackInAll', holes: { amount: withoutSign(amount), refunds: causes } };
    case 'adjustment':
      return {
        key: isBelowZero(amount) ? 'takenOffInAll' : 'addedInAll',
        holes: { amount: withoutSign(amount), corrections: causes },
      };
  }
};

/** What the accrual was that a reversal takes back: the amount that is multiplied by the refunded share. */
const earnedBefore = ({ nodes }: Explanation, reversal: NodeId): ValueJson => {
  const open = (id: NodeId | undefined) => (id === undefined ? undefined : nodes[id]);
  const root = open(reversal);
  const round = root?.kind === 'op' ? open(root.args[1]) : undefined;
  const product = round?.kind === 'round' ? open(round.arg) : undefined;
  return (product?.kind === 'op' ? open(product.args[0])?.value : undefined) ?? '';
};

/** Only payouts are due: when, and from which amount on. */
const dueOf = ({ about, nodes, root }: Explanation): Said | undefined => {
  const minimum = (nodes[root]?.given ?? [])
    .flatMap((id) => nodes[id] ?? [])
    .flatMap((guard) => (guard.kind === 'guard' ? guard.args : []))
    .map((id) => nodes[id])
    .find((node) => node?.kind === 'param' && node.name === 'minimum');
  if (about.cutOff === undefined || minimum === undefined) return undefined;
  return { key: 'due', holes: { cutOff: about.cutOff, minimum: minimum.value } };
};

const itemOf = (explanation: Explanation, line: Line, settings: RenderSettings): Item => {
  const steps = settings.depth < 2 ? [] : stepsTo(explanation.nodes, line.node);
  return {
    number: line.number,
    subject: subjectOf(line, settings),
    heading: headingOf(line, settings),
    amount: line.amount,
    counters: settings.depth < 2 || line.kind !== 'accrual' ? [] : line.counters.flatMap(counterOf),
    steps: steps.map((step, index) => ({
      number: steps.length > 1 ? `${line.number}.${index + 1}` : undefined,
      step,
      clause: step.rule && clauseOf(step.rule),
    })),
    evidence: settings.depth < 3 ? [] : evidenceOf(explanation, line),
  };
};

const subjectOf = (line: Line, { attributes }: RenderSettings): readonly string[] => {
  if (line.kind === 'adjustment') return [line.entry];
  const { deal } = line.kind === 'accrual' ? line : line.earned;
  return [
    deal.deal,
    ...attributes.flatMap((name) => (Object.hasOwn(deal.attributes, name) ? (deal.attributes[name] ?? []) : [])),
  ];
};

const headingOf = (line: Line, settings: RenderSettings): readonly Said[] => {
  switch (line.kind) {
    case 'accrual': {
      const key = line.cause.kind === 'payment' ? 'paidOn' : 'wonOn';
      return [...broughtBy(line, settings), { key, holes: { date: line.earnedOn } }];
    }
    case 'reversal':
      return [...broughtBy(line.earned, settings), { key: 'refundedOn', holes: { date: line.refundedOn } }];
    case 'adjustment':
      return [{ key: 'correctedOn', holes: { date: line.correctedOn, reason: line.reason } }];
  }
};

const broughtBy = (
  { beneficiary, referrer }: Pick<AccrualLine | Earned, 'beneficiary' | 'referrer'>,
  { names }: RenderSettings,
): readonly Said[] =>
  beneficiary === 'referrer' ? [] : [{ key: 'broughtBy', holes: { partner: names(referrer) ?? referrer } }];

const counterOf = ({ window, before, after, overtakenBy }: Earned['counters'][number]): readonly Said[] => [
  { key: 'counter', holes: { window, before, after } },
  ...(overtakenBy === undefined ? [] : [{ key: 'overtaken' as const, holes: { date: overtakenBy.on } }]),
];

/** How people find the clause: `reseller@4 §3.1`, in one row. */
const clauseOf = ({ plan, version, clause }: RuleRef): string =>
  clause === undefined ? `${plan}@${version}` : `${plan}@${version}\u00A0§${clause}`;
