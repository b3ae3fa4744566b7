import { dateOf, type LocalDate, type Period, periodOf, type TimeZone } from '@commission-ledger/calendar';
import type { DocumentStore } from '../../documentStore.ts';
import { accountDocuments } from '../accountDocuments.ts';
import { programOf } from '../directory.ts';
import { dateIn } from '../documentValues.ts';
import { type AccountMovements, movementsOf } from '../statements/accountMovements.ts';
import { accountJournal } from './accountJournal.ts';
import type { Transaction } from './transaction.ts';
import { instantIn, zoneIn } from '../timeValues.ts';

/** Which journal: of a program, or of one partner in it; up to a date, and from one on (from the beginning without it). */
export type JournalQuery = Readonly<{ program: string; partner?: string; from?: LocalDate; until: LocalDate }>;

/**
 * The journal in double entry: every event that moves money as a balanced transaction, in the order of dates, and on one
 * date by partner and currency, then as recorded. What matures is a transaction of its own on the day it matures.
 *
 * The whole history of the accounts is gone through, a month at a time; only that month and what is on hold are kept.
 */
export async function* journalOf(
  documents: DocumentStore,
  { program, partner, from, until }: JournalQuery,
): AsyncGenerator<Transaction, void, undefined> {
  const settings = await programOf(documents, program);
  if (settings === undefined) return;
  const zone = zoneIn(settings.timeZone);
  const accounts: AccountMovements[] = [];
  for (const { currency, partner: owner } of await accountDocuments(documents, {
    program,
    ...(partner === undefined ? {} : { partner }),
  }))
    accounts.push(await movementsOf(documents, { program, partner: owner, currency }));
  const journals = await Promise.all(accounts.map((where) => accountJournal(documents, where, zone)));
  for (const period of monthsOf(accounts, until, zone)) {
    const found: Transaction[] = [];
    for (const { month } of journals) found.push(...(await month(period)));
    for (const transaction of found.toSorted(byDate))
      if (transaction.date <= until && (from === undefined || transaction.date >= from)) yield transaction;
  }
}

const byDate = (a: Transaction, b: Transaction): number => {
  if (a.date === b.date) return 0;
  return a.date < b.date ? -1 : 1;
};

/** Every month from the first in which something happened up to that of the date. */
const monthsOf = function* (
  accounts: readonly AccountMovements[],
  until: LocalDate,
  zone: TimeZone,
): Generator<Period, void, undefined> {
  const [first] = accounts.flatMap(({ months }) => months.slice(0, 1).map(({ month }) => month)).toSorted();
  if (first === undefined) return;
  // The month of UTC may begin in the month before.
  let period = periodOf(dateOf(instantIn(`${first}-01T00:00:00.000Z`), zone), 'month');
  for (; period.start <= until; period = periodOf(dateIn(period.end), 'month')) yield period;
};
