import { sum as sumNode } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import { isNegative, sum, type CurrencyCode } from '@commission-ledger/money';
import type { ProgramZone } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';
import { isOpen, type AccountBook, type BookedEntry } from './accountBook.ts';
import type { AccountMove } from './accountMove.ts';
import { dayIn, lineRow, lineRows } from './lineRow.ts';
import { totalOf, type OpenParts } from './whereRows.ts';

const MOST_LINES = 12;

/**
 * Why an account is below zero, or what of it is in no payout yet: what was taken back and not made up for yet, with the payouts that had paid it, and what
 * was earned since. None when it is not.
 */
export const belowZeroRow = (
  book: AccountBook,
  { matured, waiting, disputed }: OpenParts,
  program: ProgramZone,
  currency: CurrencyCode,
): readonly DraftRow[] => {
  const open = [matured, [...matured, ...waiting, ...disputed]].find((entries) =>
    isNegative(totalOf(currency, entries)),
  );
  if (open === undefined) return [];
  const negative = open.filter(({ move }) => isNegative(move.amount));
  const others = open.filter((entry) => !negative.includes(entry));
  const rowOf = (move: AccountMove): DraftRow => paidBefore(book, move, program) ?? lineRow(move, program);
  const recovered: readonly DraftRow[] =
    others.length === 0
      ? []
      : [
          {
            said: { key: 'belowZeroRecovered', holes: { count: others.length } },
            amount: totalOf(currency, others),
            node: sumOf(others),
            counts: true,
          },
        ];
  const owed = sum(
    currency,
    book.moves.map(({ amount }) => amount),
  );
  return [
    {
      said: { key: isNegative(owed) ? 'belowZeroTitle' : 'belowZeroOpenTitle', holes: {} },
      amount: totalOf(currency, open),
      node: sumOf(open),
      rows: [
        ...lineRows(
          negative.map(({ move }) => move),
          MOST_LINES,
          rowOf,
        ),
        ...recovered,
      ],
    },
  ];
};

const sumOf = (entries: readonly BookedEntry[]) => sumNode(entries.map(({ move }) => move.node));

/** What is taken back, with the payout that had paid it already, or is on its way with it. */
const paidBefore = (book: AccountBook, move: AccountMove, program: ProgramZone): DraftRow | undefined => {
  const { event } = move;
  if (event.type !== 'AccrualReversed') return undefined;
  const earned = book.entries.find(({ move: { id, kind } }) => id === event.data.accrual && kind !== 'reversal');
  const paying = earned === undefined || isOpen(earned) ? undefined : earned.payouts.at(-1);
  if (paying === undefined) return undefined;
  const { payout, date: paid } = paying.issued.data;
  const date = dayIn(program, move.occurredAt);
  const holes = { deal: event.data.deal, date, payout, paid };
  return {
    ...lineRow(move, program),
    said: paying.settled === undefined ? { key: 'belowZeroOnItsWay', holes } : { key: 'belowZeroPaid', holes },
    from: [move.from, eventRef(paying.issued, '/date')],
  };
};
