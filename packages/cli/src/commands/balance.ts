import { type Money, equals, format, isZero } from '@commission-ledger/money';
import { type BalanceRow, balanceFigures, balancesOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { asOfDay, programFor, scopeFor } from '../session.ts';
import { table } from '../table.ts';
import { tellParked } from '../tellParked.ts';

/** Which accounts, and as of the end of which day. */
export type ReadOptions = Readonly<{ program?: string; partner?: string; asOf?: string }>;

/** What each account earned, and where that money is now. */
export const balance = async (context: CommandContext, read: ReadOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, read.program);
  const { documents, date } = await asOfDay(session, read.asOf, program, terminal);
  const scope = await scopeFor(session, { program, partner: read.partner });
  const rows = await balancesOf(documents, { ...scope, asOf: date });
  if (options.json === true) writeJson(terminal, rows.map(flat));
  else if (rows.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    const shown = balanceFigures.filter((part) => isShown(part, rows));
    const columns = [
      { heading: words.partner },
      { heading: words.currency },
      ...shown.map((part) => ({ heading: words[part], amounts: true })),
    ];
    terminal.out(`${words.asOf(date)}\n`);
    terminal.out(
      table(
        columns,
        rows.map((row) => [row.partnerName, row.currency, ...shown.map((part) => format(row[part]))]),
        terminal,
      ),
    );
  }
  await tellParked(context);
  return exitCode.done;
};

/** What is nothing for everybody is left out, and the tax due while it is all that was withheld. */
const isShown = (part: (typeof balanceFigures)[number], rows: readonly BalanceRow[]): boolean => {
  if (part === 'payable') return true;
  if (part === 'taxDue') return rows.some(({ taxDue, withheld }) => !equals(taxDue, withheld));
  return rows.some((row) => !isZero(row[part]));
};

/** A balance as one flat record; amounts as text with the currency beside. */
const flat = (row: BalanceRow): Readonly<Record<string, string>> => ({
  program: row.program,
  programName: row.programName,
  partner: row.partner,
  partnerName: row.partnerName,
  currency: row.currency,
  ...Object.fromEntries(balanceFigures.map((part): [string, string] => [part, format(row[part] satisfies Money)])),
});
