import { format, isZero } from '@commission-ledger/money';
import { type Liability, liabilityOn } from '@commission-ledger/projections';
import { booksWords } from '../booksWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localDay } from '@commission-ledger/locale';
import { localAmount } from '../moneyText.ts';
import { asOfDay, programFor } from '../session.ts';
import { shownSafely } from '../table.ts';
import { tellParked } from '../tellParked.ts';

/** Which program, and as of the end of which day. */
export type ProgramAsOf = Readonly<{ program?: string; asOf?: string }>;

const figures = [
  'onHold',
  'disputed',
  'payable',
  'inFlight',
  'receivable',
  'owed',
  'taxDue',
  'unclaimed',
  'total',
  'drawDebt',
] as const satisfies readonly (keyof Liability)[];

/** These are there even when they are nothing. */
const always: ReadonlySet<string> = new Set(['onHold', 'payable', 'inFlight', 'owed', 'total']);

/** What a program owes on a date, by currency. */
export const liability = async (context: CommandContext, read: ProgramAsOf): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, read.program);
  const { documents, date } = await asOfDay(session, read.asOf, program, terminal);
  const rows = await liabilityOn(documents, { program: program.program, asOf: date });
  if (options.json === true)
    writeJson(
      terminal,
      rows.map((row) => flat(row, date)),
    );
  else if (rows.length === 0) terminal.out(`${words.nothing}\n`);
  else terminal.out(rows.map((row) => liabilityText(row, localDay(date, options.locale), options.locale)).join('\n'));
  await tellParked(context);
  return exitCode.done;
};

const liabilityText = (row: Liability, date: string, locale: 'en' | 'ru'): string => {
  const say = booksWords[locale];
  const shown = figures.filter((figure) => always.has(figure) || !isZero(row[figure]));
  const lines = shown.map((figure): readonly [string, string] => [
    say.liabilities[figure],
    `${figure === 'receivable' ? '−' : ''}${localAmount(row[figure], locale)}`,
  ]);
  const labels = Math.max(...lines.map(([label]) => label.length));
  const digits = Math.max(...lines.map(([, amount]) => amount.length));
  const title = shownSafely(say.liability(row.programName, date, row.currency, row.accounts));
  return `${title}\n${lines.map(([label, amount]) => `${label.padEnd(labels)}  ${amount.padStart(digits)}\n`).join('')}`;
};

const flat = ({ program, programName, currency, accounts, ...row }: Liability, asOf: string) => ({
  program,
  programName,
  currency,
  asOf,
  accounts,
  ...Object.fromEntries(figures.map((figure): [string, string] => [figure, format(row[figure])])),
});
