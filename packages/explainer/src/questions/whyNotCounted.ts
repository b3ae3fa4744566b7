import { sum as sumNode, type Node } from '@commission-ledger/calculation';
import { sum, toJson, type Money } from '@commission-ledger/money';
import type { Said } from '../render/templates.ts';
import type { DraftRow } from './composeReply.ts';
import type { CauseStanding, EarnedPart, Standing } from './gates/focusOf.ts';

/** How the payments of a deal stand: counted in a sentence or more, and the rows with the sums that these name. */
export type Counted = Readonly<{ said: readonly Said[]; rows: readonly DraftRow[]; isAllPaid: boolean }>;

/** Counts the payments that may earn; nothing is said of one alone, or of the win. */
export const countedOf = (standings: readonly CauseStanding[]): Counted => {
  const payments = standings.filter(({ cause }) => cause.kind === 'payment');
  const isAllPaid = standings.length > 0 && standings.every(({ standing }) => standing === 'paid');
  if (payments.length < 2) return { said: [], rows: [], isAllPaid };
  const number = (wanted: Standing): number => payments.filter(({ standing }) => standing === wanted).length;
  const parts = payments.flatMap((each) => each.parts);
  const waits = sumsOf(parts.filter(({ standing }) => standing === 'open'));
  const paid = number('paid');
  const earned = paid === payments.length ? sumsOf(parts) : [];
  const others: readonly (readonly [Counting, Standing])[] = [
    ['whyNotCountedOnItsWay', 'on-its-way'],
    ['whyNotCountedTakenBack', 'taken-back'],
    ['whyNotCountedNothing', 'nothing'],
  ];
  const [first, ...more] = waits;
  return {
    said: [
      firstSaid({ payments: payments.length, paid, waiting: number('open') }, first),
      ...more.map((each): Said => ({ key: 'whyNotCountedAlso', holes: amountIn(each) })),
      ...others.flatMap(([key, standing]): readonly Said[] =>
        number(standing) === 0 ? [] : [{ key, holes: { number: `${number(standing)}` } }],
      ),
      ...earned.map((each): Said => ({ key: 'whyNotCountedEarned', holes: amountIn(each) })),
    ],
    rows: [
      ...waits.map((each) => sumRow({ key: 'whyNotWaitsInAll', holes: {} }, each)),
      ...earned.map((each) => sumRow({ key: 'whyNotEarnedInAll', holes: {} }, each)),
    ],
    isAllPaid,
  };
};

type Counting = 'whyNotCountedOnItsWay' | 'whyNotCountedTakenBack' | 'whyNotCountedNothing';

type Counts = Readonly<{ payments: number; paid: number; waiting: number }>;

const firstSaid = ({ payments, paid, waiting }: Counts, waits: SumOfParts | undefined): Said => {
  if (waits === undefined || waiting === 0)
    return paid === 0
      ? { key: 'whyNotCounted', holes: { payments } }
      : { key: 'whyNotCountedPaid', holes: { payments, paid: `${paid}` } };
  const holes = { payments, waiting, ...amountIn(waits) };
  return paid === 0
    ? { key: 'whyNotCountedWaiting', holes }
    : { key: 'whyNotCountedBoth', holes: { ...holes, paid: `${paid}` } };
};

type SumOfParts = Readonly<{ amount: Money; node: Node }>;

/** What is left of entries, in each currency. */
const sumsOf = (parts: readonly EarnedPart[]): readonly SumOfParts[] =>
  [...new Set(parts.map(({ left }) => left.currency))].map((currency) => {
    const own = parts.filter(({ left }) => left.currency === currency);
    const amounts = own.map(({ left }) => left);
    return { amount: sum(currency, amounts), node: sumNode(own.map(({ rest }) => rest)) };
  });

const amountIn = ({ amount }: SumOfParts) => ({ amount: toJson(amount), currency: amount.currency });

const sumRow = (said: Said, { amount, node }: SumOfParts): DraftRow => ({ said, amount, node });

/** Which payment the sentences after it are about. */
export const aboutSaid = ({ cause: { kind, id, date } }: CauseStanding): Said =>
  kind === 'win'
    ? { key: 'whyNotOfWin', holes: { on: date } }
    : { key: 'whyNotOfPayment', holes: { payment: id, on: date } };

/** Whether a sentence only counts payments, or says which one is meant: the reason comes after it. */
export const isCount = ({ key }: Said): boolean => key.startsWith('whyNotCounted') || key.startsWith('whyNotOf');
