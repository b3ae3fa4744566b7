import { toJson } from '@commission-ledger/money';
import type { RuleRef } from '@commission-ledger/calculation';
import type { Explanation, Line } from '../document/explanation.ts';
import { amountOf, sumOf } from '../document/totals.ts';
import { answerOf, dueOf, titleOf } from './answerSentences.ts';
import { chargeOf } from './chargeSentences.ts';
import { evidenceOf } from './evidence.ts';
import { counterOf, headingOf, subjectOf } from './lineSentences.ts';
import type { RenderSettings } from './renderer.ts';
import { requireSound } from './requireSound.ts';
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
  /** The sum of the lines; not that of a payout with charges, which is what arrives. */
  sum: Explanation['about']['amount'];
  /** What is kept back from the sum of the lines, or added to it. */
  charges: readonly Readonly<{ said: Said; amount: Line['amount'] }>[];
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
    title: titleOf(explanation),
    amount: about.amount,
    answer: answerOf(explanation),
    due: dueOf(explanation),
    items: shown.map((line) => itemOf(explanation, line, settings)),
    others:
      rest === undefined
        ? undefined
        : { said: { key: 'others', holes: { others: hidden.length } }, amount: toJson(rest) },
    sum: about.gross ?? about.amount,
    charges: (explanation.charges ?? []).map((charge) => ({
      said: chargeOf(nodes, charge, settings.locale),
      amount: charge.amount,
    })),
    proof:
      settings.depth < 2
        ? { key: 'checked', holes: {} }
        : {
            key: 'proof',
            holes: { rest: unexplained, steps: Object.keys(nodes).length, records: log.events },
          },
  };
};

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

const itemOf = (explanation: Explanation, line: Line, settings: RenderSettings): Item => {
  const steps = settings.depth < 2 ? [] : stepsTo(explanation.nodes, line.node);
  return {
    number: line.number,
    subject: subjectOf(line, settings),
    heading: headingOf(line),
    amount: line.amount,
    counters:
      settings.depth < 2 || (line.kind !== 'accrual' && line.kind !== 'true-up')
        ? []
        : line.counters.flatMap(counterOf),
    steps: steps.map((step, index) => ({
      number: steps.length > 1 ? `${line.number}.${index + 1}` : undefined,
      step,
      clause: step.rule && clauseOf(step.rule),
    })),
    evidence: settings.depth < 3 ? [] : evidenceOf(explanation, line),
  };
};

/** How people find the clause: `reseller@4 §3.1`, in one row. */
export const clauseOf = ({ plan, version, clause }: RuleRef): string =>
  clause === undefined ? `${plan}@${version}` : `${plan}@${version}\u00A0§${clause}`;
