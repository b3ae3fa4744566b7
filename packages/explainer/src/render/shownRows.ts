import { MoneyJson, sum, toJson, type Money, type MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Row } from '../document/reply.ts';

/** The rows that are shown, and those that are not: how many, and their sum where they count. */
export type ShownRows = Readonly<{
  rows: readonly Row[];
  others: readonly Readonly<{ rows: number; amount?: MoneyRecord }>[];
}>;

/**
 * The five rows of a paragraph, in their order. What decides the answer stays: conditions that failed, then those that
 * are open, then the largest of the amounts that count.
 */
export const paragraphRows = (rows: readonly Row[]): ShownRows =>
  keeping(rows, rows.length <= 5 ? rows : rows.toSorted(byWeight).slice(0, 5));

/**
 * The rows of a screen: of amounts that count the ten largest, since more are not read at a glance; all other rows.
 * `keepsNegative`: also every amount below zero, where the sum of the others would hide what is taken off.
 */
export const largestRows = (
  rows: readonly Row[],
  { keepsNegative = false }: Readonly<{ keepsNegative?: boolean }> = {},
): ShownRows => {
  const counted = rows.filter((row) => row.counts === true && leftOutIn(row) === undefined);
  if (counted.length <= 10) return { rows, others: [] };
  const largest = counted.toSorted((a, b) => bySize(sizeOf(a), sizeOf(b))).slice(0, 10);
  const negative = keepsNegative ? counted.filter((row) => (moneyOf(row.amount)?.minor ?? 0n) < 0n) : [];
  return keeping(rows, [...rows.filter(({ counts }) => counts !== true), ...largest, ...negative]);
};

/** Whether the rows below this one are those that the answer sums up: they are shown where every line is asked for. */
export const isFolded = (row: Row): boolean =>
  row.said.key === 'whenOtherDates' || (row.counts === true && leftOutIn(row) !== undefined);

/** Where rows are left out, so is the row of lines that the answer itself leaves out: one row says how many. */
const keeping = (rows: readonly Row[], list: readonly Row[]): ShownRows => {
  const cuts = rows.some((row) => row.counts === true && !list.includes(row));
  const kept = new Set(cuts ? list.filter((row) => leftOutIn(row) === undefined) : list);
  const hidden = rows.filter((row) => !kept.has(row));
  return { rows: rows.filter((row) => kept.has(row)), others: [...countedIn(hidden), ...uncountedIn(hidden)] };
};

const byWeight = (a: Row, b: Row): number => rankOf(a) - rankOf(b) || bySize(sizeOf(a), sizeOf(b));

const rankOf = ({ gate, counts }: Row): number => {
  if (gate === 'failed') return 0;
  if (gate === 'open') return 1;
  return counts === true ? 2 : 3;
};

const bySize = (a: bigint, b: bigint): number => (a === b ? 0 : a > b ? -1 : 1);

const sizeOf = ({ amount, counts }: Row): bigint => {
  const { minor } = (counts === true ? moneyOf(amount) : undefined) ?? { minor: 0n };
  return minor < 0n ? -minor : minor;
};

/** One sum for each currency: where the answer is no amount, there may be several. */
const countedIn = (rows: readonly Row[]): ShownRows['others'] => {
  const amounts = rows.flatMap((row) => {
    const money = row.counts === true ? moneyOf(row.amount) : undefined;
    return money === undefined ? [] : [{ money, lines: leftOutIn(row) ?? linesOf(row) }];
  });
  return [...new Set(amounts.map(({ money: { currency } }) => currency))].map((currency) => {
    const same = amounts.filter(({ money }) => money.currency === currency);
    return {
      rows: linesIn(same),
      amount: toJson(
        sum(
          currency,
          same.map(({ money }) => money),
        ),
      ),
    };
  });
};

const linesIn = (rows: readonly Readonly<{ lines: number }>[]): number =>
  rows.reduce((count, { lines }) => count + lines, 0);

/** A commission, and what was taken back of it, are several lines. */
const linesOf = ({ said, rows = [] }: Row): number => (said.key === 'whenRemains' ? rows.length : 1);

/** How many lines a row stands for that the answer itself does not name; nothing for any other row. */
const leftOutIn = ({ said }: Row): number | undefined => {
  if (said.key === 'diffOthers' || said.key === 'lineOthers') return said.holes.count;
  return said.key === 'payoutOthers' ? said.holes.others : undefined;
};

const uncountedIn = (rows: readonly Row[]): ShownRows['others'] => {
  const count = rows.filter(({ counts }) => counts !== true).length;
  return count === 0 ? [] : [{ rows: count }];
};

const moneyOf = (amount: MoneyRecord | undefined): Money | undefined => {
  const money = MoneyJson.decode(amount);
  return E.isRight(money) ? money.right : undefined;
};
