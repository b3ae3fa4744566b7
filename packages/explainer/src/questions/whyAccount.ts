import type { LocalDate } from '@commission-ledger/calendar';
import { sum as sumNode } from '@commission-ledger/calculation';
import { accountStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { sum } from '@commission-ledger/money';
import { currencyIn } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import type { Answer } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { composeReply, type DraftRow } from './composeReply.ts';
import { accountVerdict, type AccountDraft } from './standing/accountVerdict.ts';
import type { AccountBook } from './standing/accountBook.ts';
import { belowZeroRow } from './standing/belowZeroRow.ts';
import { kindRows } from './standing/kindRows.ts';
import { monthRows } from './standing/monthRows.ts';
import { readAccount, type AccountRead } from './standing/readAccount.ts';
import { summedAccount } from './standing/summedAccount.ts';
import { openPartsOf, totalOf, whereRows } from './standing/whereRows.ts';

/** Which account, and on which day. */
export type AccountQuestion = Readonly<{ id: string; on?: LocalDate }>;

/** Why a balance is what it is: what was earned, taken back, corrected and paid out, and where what is left of it is. */
export const whyAccount = async (asking: Asking, { id, on }: AccountQuestion): Answer<Reply> => {
  const read = await readAccount(asking, { id, on });
  if (E.isLeft(read)) return read;
  const { book } = read.right;
  const draft =
    book === undefined ? await summedAccount(asking, read.right) : await bookedAccount(asking, read.right, book);
  if (E.isLeft(draft)) return draft;
  const { account, program, balance } = read.right;
  const stream = accountStream(account);
  return E.right(
    composeReply({
      question: 'why',
      subject: { kind: 'account', id },
      asked: on === undefined ? {} : { on },
      partner: account.partner,
      program: program.source,
      title: { key: 'accountTitle', holes: { account: id, partner: account.partner, date: read.right.on } },
      searched: [{ source: stream, from: '0', to: `${balance.revision}`, watermark: `${balance.revision}` }],
      effective: read.right.on,
      ...draft.right,
    }),
  );
};

const bookedAccount = async (
  { sources }: Asking,
  { account, program, on }: AccountRead,
  book: AccountBook,
): Answer<AccountDraft> => {
  const currency = currencyIn(account.currency);
  const { moves } = book;
  const kinds = await kindRows(sources, program, moves, book.payouts);
  if (E.isLeft(kinds)) return kinds;
  const amount = sum(
    currency,
    moves.map((move) => move.amount),
  );
  const parts = openPartsOf(book, on);
  const where = whereRows(book, parts, currency);
  const onItsWay = [...book.payouts.values()].flatMap(({ issued, settled, returned }) =>
    settled === undefined && returned === undefined ? [issued.data.amount] : [],
  );
  const whole: Pick<DraftRow, 'amount' | 'node'> =
    moves.length === 0 ? { amount } : { amount, node: sumNode(moves.map(({ node }) => node)) };
  return E.right({
    verdict: accountVerdict({
      owed: amount,
      payable: totalOf(currency, parts.matured),
      onHold: totalOf(currency, [...parts.waiting, ...parts.disputed]),
      onItsWay: sum(currency, onItsWay),
    }),
    amount,
    ...(whole.node === undefined ? {} : { root: whole.node }),
    rows: [
      ...kinds.right.rows,
      ...(where.length === 0 ? [] : [{ said: { key: 'whereTitle', holes: {} }, ...whole, rows: where } as const]),
      ...belowZeroRow(book, parts, program, currency),
      ...monthRows(book, program, currency),
      ...wholeRow(book),
    ],
    plans: kinds.right.plans,
  });
};

/** That no record is missing: as of an earlier day some are left out, and then it is not said. */
const wholeRow = ({ events }: AccountBook): readonly DraftRow[] => {
  const last = events.at(-1);
  if (last === undefined || events.some(({ revision }, index) => revision !== index)) return [];
  const holes = { records: events.length, first: '0', last: `${last.revision}`, hash: last.hash.slice(0, 16) };
  return [{ said: { key: 'standingWhole', holes }, gate: 'passed', from: [eventRef(last, '')] }];
};
