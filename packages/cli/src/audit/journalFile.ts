import { addDays } from '@commission-ledger/calendar';
import { type JournalTextOptions, journalText, postingsCsv, postingsParquet } from '@commission-ledger/journal-files';
import {
  type BalanceRow,
  type JournalQuery,
  type ProgramDocument,
  balancesOf,
  endOfDay,
  journalOf,
  trialBalance,
} from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { asOfDay, zoneOf } from '../session.ts';
import { bookedAfter } from './bookedAfter.ts';
import { exportWords } from './exportWords.ts';
import { frameHashes } from './frameHashes.ts';
import type { JournalFileOptions } from './journalFileOptions.ts';
import { journalNotes } from './journalNotes.ts';
import type { Pieces } from './writeOut.ts';

/** The journal as a file of the format, in pieces. */
export const journalFile = async (
  context: CommandContext,
  how: JournalFileOptions,
  program: ProgramDocument,
  query: JournalQuery,
): Promise<Pieces> => {
  const { format, assertions, beancount } = how;
  const { documents, events } = context.session;
  const transactions = journalOf(documents, query);
  const hashOf = frameHashes(events);
  if (format === 'csv') return postingsCsv(transactions, { hashOf });
  if (format === 'parquet') return postingsParquet(transactions, { hashOf });
  const checked = await checkedBalances(context, program, query);
  const names = new Map(checked.all.map(({ partner, partnerName }) => [partner, partnerName]));
  return journalText(transactions, {
    format,
    program: program.program,
    until: query.until,
    ...checked.options,
    notes: [...(await journalNotes(context, how, program, query)), ...checked.options.notes],
    ...(await openingOf(context, query)),
    hashOf,
    payeeOf: ({ partner }) => names.get(partner) ?? partner,
    assertions,
    beancount: beancount === '2' ? 2 : 3,
  });
};

type Checked = Readonly<{
  all: readonly BalanceRow[];
  options: Pick<JournalTextOptions, 'balances' | 'isWhole'> & Readonly<{ notes: readonly string[] }>;
}>;

/**
 * The balances at the end of the last day. Those of now are the same while nothing happened since; else the history is
 * read as of that day. Of an account in which something is booked later than it happened, neither is that of the journal.
 */
const checkedBalances = async (
  { session, terminal, options }: CommandContext,
  program: ProgramDocument,
  query: JournalQuery,
): Promise<Checked> => {
  const { until, program: id, partner } = query;
  const scope = { program: id, ...(partner === undefined ? {} : { partner }) };
  const now = await balancesOf(session.documents, { ...scope, asOf: until });
  const end = endOfDay(until, zoneOf(program));
  const late = new Set<string>();
  let isNow = true;
  for (const row of now) {
    const booked = await bookedAfter(session.documents, row, end);
    if (booked !== 'nothing') isNow = false;
    if (booked === 'late') late.add(accountOf(row));
  }
  const { documents } = isNow ? session : await asOfDay(session, until, program, terminal);
  const all = isNow ? now : await balancesOf(documents, { ...scope, asOf: until });
  const balances = all.filter((row) => !late.has(accountOf(row)));
  if (late.size > 0) terminal.err(`${exportWords[options.locale].notChecked(late.size, until)}\n`);
  const notes = [...late].map((account) => `${account}: ${exportWords.en.notChecked(1, until)}`);
  return { all: now, options: { balances, isWhole: late.size === 0, notes } };
};

const accountOf = ({ partner, currency }: BalanceRow): string => `${partner} ${currency}`;

const openingOf = async (
  { session }: CommandContext,
  { from, ...query }: JournalQuery,
): Promise<Pick<JournalTextOptions, 'opening'>> => {
  if (from === undefined) return {};
  return {
    opening: { date: from, rows: await trialBalance(session.documents, { ...query, until: addDays(from, -1) }) },
  };
};
