import { dateOf, type LocalDate } from '@commission-ledger/calendar';
import { accountOfStream, accountStream, readEvent, type AccountRef } from '@commission-ledger/events';
import { type BalanceDocument, balances, instantIn, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { accountBookOf, type AccountBook } from './accountBook.ts';

/** An account that somebody asks about. */
export type AccountRead = Readonly<{
  id: string;
  account: AccountRef;
  program: ProgramZone;
  /** Its sums. */
  balance: BalanceDocument;
  /** The day that the answer is for. */
  on: LocalDate;
  /** Everything that was recorded of it; absent where that is too much to read for one answer. */
  book: AccountBook | undefined;
}>;

/** Accounts with more records are answered from their sums. */
const MOST_RECORDS = 500;

/** The account whose id is `<program>.<partner>.<currency>`. */
export const accountWithId = (id: string): AccountRef | undefined => accountOfStream(`account-${id}`);

/** Its id. */
export const accountIdOf = ({ program, partner, currency }: AccountRef): string => `${program}.${partner}.${currency}`;

/** How the documents of an account begin. */
export const accountKeyOf = ({ program, partner, currency }: AccountRef): string => `${program}/${partner}/${currency}`;

/** Reads an account. @param asked the whole subject, for the failure */
export const readAccount = async (
  asking: Asking,
  { id, on, asked = id }: Readonly<{ id: string; on: LocalDate | undefined; asked?: string }>,
): Answer<AccountRead> => {
  const account = accountWithId(id);
  const balance = account && (await readDocument(asking.documents, balances, accountKeyOf(account)));
  if (account === undefined || balance === undefined) return E.left({ _tag: 'UnknownSubject', subject: asked });
  const program = await programZoneOf(asking.sources, account.program);
  if (E.isLeft(program)) return program;
  const day = await dayOfAnswer(asking, program.right, on);
  if (E.isLeft(day)) return day;
  const found = { id, account, program: program.right, balance, on: day.right };
  if (balance.revision >= MOST_RECORDS) return E.right({ ...found, book: undefined });
  const events = await asking.sources.events.readRange(accountStream(account), 0, balance.revision);
  return E.isLeft(events) ? events : E.right({ ...found, book: accountBookOf(events.right) });
};

/** The day asked for; else, in the zone of the program, that of the newest record in the history, since no clock is read. */
export const dayOfAnswer = async (
  { store }: Asking,
  { zone }: ProgramZone,
  on: LocalDate | undefined,
): Answer<LocalDate> => {
  if (on !== undefined) return E.right(on);
  const head = await store.head();
  if (head === undefined) throw new Error('There is a read model of a history without events.');
  const newest = readEvent(head);
  if (E.isLeft(newest)) return newest;
  return E.right(dateOf(instantIn(newest.right.recordedAt), zone));
};
