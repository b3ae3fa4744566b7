import type { LocalDate } from '@commission-ledger/calendar';
import type { Money } from '@commission-ledger/money';
import type { BalanceRow, Transaction, TrialBalanceRow } from '@commission-ledger/projections';
import { beancountDialect, type BeancountVersion } from './beancountDialect.ts';
import { conversionTotals } from './conversionTotals.ts';
import type { Dialect, EntryLine } from './dialect.ts';
import { expectedStandings } from './expectedStandings.ts';
import type { HashOf } from './hashOf.ts';
import { plainId } from './idText.ts';
import { inChunks } from './inChunks.ts';
import type { JournalFormat } from './journalFormat.ts';
import { oneLine } from './oneLine.ts';
import { hledgerDialect, ledgerDialect } from './plainTextDialect.ts';
import { posted, type RunningAccount, runningStandings } from './runningStandings.ts';

/** What a journal says beside its transactions. */
export type JournalTextOptions = Readonly<{
  format: JournalFormat;
  program: string;
  /** The last day of the journal, at whose end accounts are checked. Not before any transaction. */
  until: LocalDate;
  /**
   * The balances at the end of `until` as the projections have them. The accounts of partners must come to these, so that
   * the program that reads the journal checks the projections; all other accounts must come to what was posted.
   */
  balances: readonly BalanceRow[];
  /** Whether `balances` has every account of the journal, so that what is withheld and unclaimed is checked too. Default: yes. */
  isWhole?: boolean;
  /** Lines for people below the title: what the journal is, where it comes from, why some balances are not there. */
  notes?: readonly string[];
  /** What stood in the accounts when the journal begins, if that is not the beginning of everything. */
  opening?: Readonly<{ date: LocalDate; rows: readonly TrialBalanceRow[] }>;
  /** The SHA-256 of the event's stored frame, in hexadecimal. Without it, the journal has none. */
  hashOf?: HashOf;
  /** Who a transaction is with, for people to read. Default: the id of the partner. */
  payeeOf?: (transaction: Transaction) => string;
  /**
   * `every-transaction` also checks accounts after each posting (in beancount, after each day): against what was posted
   * before, so that the place of a change is found, while the end is still that of the balances.
   */
  assertions?: 'end' | 'every-transaction';
  /** Which major version of beancount is to read it. Default: 2. */
  beancount?: BeancountVersion;
}>;

/**
 * A journal as text of hledger, ledger-cli or beancount, in pieces: every account and commodity declared, every
 * transaction with the event it comes from, and every account checked at the end. Only sums are kept in memory.
 *
 * @param transactions in the order of dates, as `journalOf` gives them.
 */
export const journalText = (
  transactions: AsyncIterable<Transaction> | Iterable<Transaction>,
  options: JournalTextOptions,
): AsyncGenerator<string, void, undefined> => inChunks(journalParts(transactions, options));

async function* journalParts(
  transactions: AsyncIterable<Transaction> | Iterable<Transaction>,
  options: JournalTextOptions,
): AsyncGenerator<string, void, undefined> {
  const { program, until, balances, isWhole = true, notes = [], opening, hashOf, payeeOf } = options;
  const dialect = dialectOf(options);
  const book = runningStandings(options.format);
  const everywhere = options.assertions === 'every-transaction';
  const declared = new Set<string>();
  const today = new Map<string, RunningAccount>();

  const currencies = (amounts: readonly Money[], date: LocalDate): string => {
    let text = '';
    for (const { currency } of amounts) {
      if (declared.has(currency)) continue;
      declared.add(currency);
      text += dialect.commodity(currency, date);
    }
    return text;
  };

  const line = (account: string, amount: Money, date: LocalDate): Readonly<{ before: string; line: EntryLine }> => {
    const { running, isNew } = book.of(account);
    const sum = posted(running, amount);
    if (everywhere) today.set(running.name, running);
    return {
      before: currencies([amount], date) + (isNew ? dialect.account(running.name, date) : ''),
      line: { account: running.name, amount, ...(everywhere && dialect.checksLines ? { after: sum } : {}) },
    };
  };

  /** A day is over: what only days can be checked by is checked. */
  const dayOver = (date: LocalDate): string => {
    const text = dialect.checksLines ? '' : [...today.values()].map((each) => checked(dialect, each, date)).join('');
    today.clear();
    return text;
  };

  yield dialect.header(`Journal of ${oneLine(program)}, up to and including ${until}`, notes.map(oneLine));
  let day = opening?.date;
  if (opening !== undefined && opening.rows.some(({ balance }) => balance.minor !== 0n)) {
    const lines = opening.rows
      .filter(({ balance }) => balance.minor !== 0n)
      .map(({ account, balance }) => line(account, balance, opening.date));
    yield lines.map(({ before }) => before).join('');
    const what = { id: 'opening', payee: 'Opening balances', kind: 'opening', facts: [] };
    yield dialect.entry({ ...what, date: opening.date, lines: lines.map((each) => each.line) });
  }
  for await (const transaction of transactions) {
    const { date, id, kind, partner, event, postings } = transaction;
    if (day !== undefined && date !== day && today.size > 0) yield dayOver(day);
    day = date;
    const totals = conversionTotals(postings);
    const lines = postings.map(({ account, amount }) => line(account, amount, date));
    const before = lines.map((each) => each.before).join('');
    const hash = await hashOf?.(event);
    const payee = payeeOf === undefined ? '' : oneLine(payeeOf(transaction));
    const text = dialect.entry({
      date,
      id: plainId.encode(id),
      kind,
      payee: payee === '' ? plainId.encode(partner) : payee,
      facts: [
        ['partner', plainId.encode(partner)],
        ['event', plainId.encode(event.id)],
        ['stream', streamText(event.stream)],
        ['revision', `${event.revision}`],
        ...(hash === undefined ? [] : [['hash', plainId.encode(hash)] as const]),
      ],
      lines: lines.map((each, index) => priced(each.line, totals[index])),
    });
    yield before + text;
  }
  if (day !== undefined) yield dayOver(day);
  const expected = expectedStandings(balances, isWhole);
  yield currencies(
    expected.map(({ amount }) => amount).filter(({ minor }) => minor !== 0n),
    until,
  );
  for (const { name } of book.expect(expected)) yield dialect.account(name, until);
  for (const each of book.all()) yield checked(dialect, each, until);
}

const dialectOf = ({ format, beancount = 2 }: JournalTextOptions): Dialect => {
  switch (format) {
    case 'hledger':
      return hledgerDialect;
    case 'ledger':
      return ledgerDialect;
    case 'beancount':
      return beancountDialect(beancount);
  }
};

const checked = (dialect: Dialect, { name, amounts }: RunningAccount, date: LocalDate): string =>
  dialect.assertion({ account: name, amounts: [...amounts.values()] }, date);

const priced = (line: EntryLine, total: Money | undefined): EntryLine =>
  total === undefined ? line : { ...line, total };

/** The name of a stream has dots between its ids. */
const streamText = (stream: string): string => stream.split('.').map(plainId.encode).join('.');
