import { sum as sumNode } from '@commission-ledger/calculation';
import { statementAt, statementPeriodOf } from '@commission-ledger/events';
import { sum, type CurrencyCode } from '@commission-ledger/money';
import type { ProgramZone } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';
import type { AccountBook } from './accountBook.ts';
import type { AccountMove } from './accountMove.ts';

/** How many months are shown one by one. */
const MOST_MONTHS = 12;

/** The movements of an account by the month whose statement has them, the latest first; none for a single month. */
export const monthRows = (book: AccountBook, { zone }: ProgramZone, currency: CurrencyCode): readonly DraftRow[] => {
  const byMonth = new Map<string, AccountMove[]>();
  for (const move of book.moves) {
    const month = statementPeriodOf(placeOf(book, move), zone).key;
    byMonth.set(month, [...(byMonth.get(month) ?? []), move]);
  }
  if (byMonth.size < 2) return [];
  const months = [...byMonth].toSorted(([a], [b]) => (a < b ? 1 : -1));
  const shown = months.length <= MOST_MONTHS + 1 ? months : months.slice(0, MOST_MONTHS);
  const earlier = months.slice(shown.length);
  const inAll = (moves: readonly AccountMove[]) => ({
    amount: sum(
      currency,
      moves.map(({ amount }) => amount),
    ),
    node: sumNode(moves.map(({ node }) => node)),
  });
  const row = (said: DraftRow['said'], moves: readonly AccountMove[]): DraftRow => ({
    said,
    ...inAll(moves),
    counts: true,
  });
  const before = earlier.flatMap(([, moves]) => moves);
  return [
    {
      said: { key: 'monthsTitle', holes: {} },
      ...inAll(book.moves),
      rows: [
        ...shown.map(([month, moves]) => row({ key: 'monthRow', holes: { month, count: moves.length } }, moves)),
        ...(earlier.length === 0 ? [] : [row({ key: 'monthsEarlier', holes: { count: earlier.length } }, before)]),
      ],
    },
  ];
};

/** The instant that decides in which statement a movement is. */
export const placeOf = ({ closed }: AccountBook, { occurredAt, event }: AccountMove): AccountMove['occurredAt'] =>
  statementAt(occurredAt, closed.findLast(({ revision }) => revision < event.revision)?.data.until);
