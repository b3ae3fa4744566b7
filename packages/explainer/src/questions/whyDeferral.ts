import type { LocalDate } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { equals } from '@commission-ledger/money';
import { deferrals, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import type { Answer } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { composeReply, type DraftRow } from './composeReply.ts';
import { accountBookOf, type AccountBook } from './standing/accountBook.ts';
import { deferralReasonOf, dueNode } from './standing/deferralReason.ts';
import { lineRow, lineRows } from './standing/lineRow.ts';
import { accountKeyOf, readAccount } from './standing/readAccount.ts';
import { openPartsOf, totalOf } from './standing/whereRows.ts';

/** Which payout that was not made: `<account>/<date>`. */
export type DeferralQuestion = Readonly<{ id: string; on?: LocalDate }>;

type Deferred = RecordedEvent<'PayoutDeferred'>;

const MOST_LINES = 12;

/** Why a due payout was not made on a date, what was due, and what became of it. */
export const whyDeferral = async (asking: Asking, { id, on }: DeferralQuestion): Answer<Reply> => {
  const [accountId = '', date = '', ...more] = id.split('/');
  const read = await readAccount(asking, { id: accountId, on, asked: id });
  if (E.isLeft(read)) return read;
  const { account, program, book, balance } = read.right;
  const document = await readDocument(asking.documents, deferrals, `${accountKeyOf(account)}/${date}`);
  if (document === undefined || more.length > 0) return E.left({ _tag: 'UnknownSubject', subject: id });
  const found = await asking.sources.events.read('PayoutDeferred', document.event);
  if (E.isLeft(found)) return found;
  const deferred = found.right;
  const reason = await deferralReasonOf(asking.sources, program, deferred);
  if (E.isLeft(reason)) return reason;
  const { said, rows, plans, searched } = reason.right;
  const { amount, cutOff } = deferred.data;
  const lines = book === undefined ? [] : dueRows(book, deferred, (move) => lineRow(move, program));
  const node = dueNode(deferred);
  return E.right(
    composeReply({
      question: 'why',
      subject: { kind: 'deferral', id },
      asked: on === undefined ? {} : { on },
      partner: account.partner,
      program: program.source,
      title: { key: 'deferralTitle', holes: { date, partner: account.partner, account: accountId } },
      amount,
      root: node,
      verdict: [said, { key: 'deferralKept', holes: {} }],
      rows: [
        {
          said: { key: 'deferralDue', holes: { cutOff } },
          amount,
          node,
          from: [eventRef(deferred, '/amount')],
          rows: lines,
        },
        ...rows,
        { said: { key: 'deferralCarried', holes: {} }, amount, node, from: [eventRef(deferred, '/reason')] },
        ...(book === undefined ? [] : thenRow(book, deferred)),
      ],
      searched: [
        { source: deferred.stream, from: '0', to: `${balance.revision}`, watermark: `${balance.revision}` },
        ...searched,
      ],
      plans,
      effective: date,
    }),
  );
};

/** The lines that were due, where they come to what the deferral says. */
const dueRows = (
  book: AccountBook,
  deferred: Deferred,
  rowOf: (move: AccountBook['moves'][number]) => DraftRow,
): readonly DraftRow[] => {
  const before = accountBookOf(book.events.filter(({ revision }) => revision < deferred.revision));
  const { amount, cutOff } = deferred.data;
  const { matured, disputed } = openPartsOf(before, cutOff);
  const due = [matured, [...matured, ...disputed]]
    .map((entries) => entries.filter(({ maturesOn }) => maturesOn < cutOff))
    .find((entries) => entries.length > 0 && equals(totalOf(amount.currency, entries), amount));
  return due === undefined
    ? []
    : lineRows(
        due.map(({ move }) => move),
        MOST_LINES,
        rowOf,
      );
};

/** What the next run made of it. */
const thenRow = ({ events }: AccountBook, deferred: Deferred): readonly DraftRow[] => {
  const next = events.find(
    ({ type, revision }) => revision > deferred.revision && (type === 'PayoutIssued' || type === 'PayoutDeferred'),
  );
  if (next?.type === 'PayoutIssued') {
    const { payout, date } = next.data;
    const said = { key: 'deferralThenPaid', holes: { payout, date } } as const;
    return [{ said, proof: payout, from: [eventRef(next, '/date')] }];
  }
  if (next?.type !== 'PayoutDeferred') return [];
  return [
    { said: { key: 'deferralThenDeferred', holes: { date: next.data.date } }, from: [eventRef(next, '/reason')] },
  ];
};
