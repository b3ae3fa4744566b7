import { sum as sumNode } from '@commission-ledger/calculation';
import { isNegative, sum, toJson } from '@commission-ledger/money';
import type { ProgramZone } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';
import { bySize, type AccountMove } from '../standing/accountMove.ts';
import { lineRow } from '../standing/lineRow.ts';

/** More than so many are not shown one by one. */
const MOST_LINES = 12;

/**
 * The lines that come in together. What was taken back of a commission stands below it, since only what remains is paid.
 * The largest come first to be shown; the others are listed below one row, and what is below zero is never among them.
 */
export const dueLineRows = (moves: readonly AccountMove[], program: ProgramZone): readonly DraftRow[] => {
  const parts = partsOf(moves).map((part): Part => ({ moves: part, row: partRow(part, program) }));
  const isShort = parts.length <= MOST_LINES + 1;
  const largest = new Set(isShort ? parts : parts.toSorted(byRemainder).slice(0, MOST_LINES));
  const shown = parts.filter((part) => largest.has(part) || isNegative(totalOf(part.moves)));
  const others = parts.filter((part) => !shown.includes(part));
  const rows = shown.map(({ row }) => row);
  const hidden = others.flatMap((part) => part.moves);
  if (hidden.length === 0) return rows;
  return [
    ...rows,
    {
      said: { key: 'lineOthers', holes: { count: hidden.length } },
      amount: totalOf(hidden),
      node: sumNode(hidden.map(({ node }) => node)),
      counts: true,
      rows: others.map(({ row }) => row),
    },
  ];
};

type Moves = readonly [AccountMove, ...AccountMove[]];
type Part = Readonly<{ moves: Moves; row: DraftRow }>;

/** Each commission with what was taken back of it or calculated anew; everything else on its own. */
const partsOf = (moves: readonly AccountMove[]): readonly Moves[] => {
  const parts = new Map<string, Moves>();
  const accrualOfTrueUp = new Map<string, string>();
  for (const move of moves) {
    const own = `${move.kind}/${move.id}`;
    const { event } = move;
    if (event.type === 'TrueUpPosted' && 'rerating' in event.data)
      accrualOfTrueUp.set(event.data.trueUp, event.data.rerating.accrual);
    const accrual = accrualOf(move);
    const key = `accrual/${accrualOfTrueUp.get(accrual ?? '') ?? accrual ?? ''}`;
    const before = parts.get(key);
    if (before === undefined) parts.set(own, [move]);
    else parts.set(key, [...before, move]);
  }
  return [...parts.values()];
};

const accrualOf = ({ event }: AccountMove): string | undefined => {
  if (event.type === 'AccrualReversed') return event.data.accrual;
  return event.type === 'TrueUpPosted' && 'rerating' in event.data ? event.data.rerating.accrual : undefined;
};

const partRow = (moves: Moves, program: ProgramZone): DraftRow => {
  const [first, ...more] = moves;
  if (more.length === 0 || first.event.type !== 'AccrualPosted') return lineRow(first, program);
  const { deal, earnedOn: date } = first.event.data;
  return {
    said: { key: 'whenRemains', holes: { deal, date, earned: toJson(first.amount) } },
    amount: totalOf(moves),
    node: sumNode(moves.map(({ node }) => node)),
    counts: true,
    rows: moves.map((move) => lineRow(move, program)),
  };
};

const totalOf = (moves: readonly AccountMove[]) => {
  const [first] = moves;
  if (first === undefined) throw new RangeError('There is no total of no lines.');
  return sum(
    first.amount.currency,
    moves.map(({ amount }) => amount),
  );
};

/** The largest first, whatever their sign; of two alike, the earlier. */
const byRemainder = (a: Part, b: Part): number =>
  bySize({ ...a.moves[0], amount: totalOf(a.moves) }, { ...b.moves[0], amount: totalOf(b.moves) });
