import { parsePeriod, type LocalDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import type { Answer } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { composeReply } from './composeReply.ts';
import { readAccount } from './standing/readAccount.ts';
import { bookedStatement } from './standing/bookedStatement.ts';
import { statementDraft } from './standing/statementDraft.ts';
import { summedStatement } from './standing/summedStatement.ts';

/** Which statement: `<account>/<period>`, the period as `2026-07`, `2026-Q3` or `2026`. */
export type StatementQuestion = Readonly<{ id: string; on?: LocalDate }>;

/**
 * Why a statement is what it is: what was owed before, what moved, what is owed; why a closed one stays, what reached us
 * too late for it, and why something that happened earlier is in it.
 */
export const whyStatement = async (asking: Asking, { id, on }: StatementQuestion): Answer<Reply> => {
  const [account = '', key = '', ...more] = id.split('/');
  const period = parsePeriod(key);
  if (E.isLeft(period) || more.length > 0) return E.left({ _tag: 'UnknownSubject', subject: id });
  const read = await readAccount(asking, { id: account, on, asked: id });
  if (E.isLeft(read)) return read;
  const { program, account: ref, balance } = read.right;
  const { book } = read.right;
  const parts =
    book === undefined
      ? await summedStatement(asking, read.right, period.right)
      : E.right(bookedStatement(read.right, book, period.right));
  if (E.isLeft(parts)) return parts;
  const draft = await statementDraft(asking, read.right, parts.right);
  if (E.isLeft(draft)) return draft;
  const upTo = `${balance.revision}`;
  return E.right(
    composeReply({
      question: 'why',
      subject: { kind: 'statement', id },
      asked: on === undefined ? {} : { on },
      partner: ref.partner,
      program: program.source,
      title: { key: 'statementTitle', holes: { period: key, partner: ref.partner, account } },
      searched: [{ source: `account-${account}`, from: '0', to: upTo, watermark: upTo }],
      effective: period.right.start,
      ...draft.right,
    }),
  );
};
