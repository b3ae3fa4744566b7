import { localDay } from '@commission-ledger/locale';
import { format } from '@commission-ledger/money';
import { type CashForecast, cashForecast } from '@commission-ledger/projections';
import { booksWords } from '../booksWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localAmount } from '../moneyText.ts';
import { asOfDay, programFor } from '../session.ts';
import { table } from '../table.ts';
import { tellParked } from '../tellParked.ts';
import type { ProgramAsOf } from './liability.ts';

/** What leaves the bank when, if nothing else happens, and what waits. */
export const forecast = async (context: CommandContext, read: ProgramAsOf): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, read.program);
  const { documents, date } = await asOfDay(session, read.asOf, program, terminal);
  const found = await cashForecast(documents, { program: program.program, asOf: date });
  const isEmpty = found.dates.length + found.waiting.length === 0;
  if (options.json === true) writeJson(terminal, { program: program.program, asOf: date, ...flat(found) });
  else if (isEmpty) terminal.out(`${words.nothing}\n`);
  else {
    terminal.out(`${booksWords[options.locale].forecast(localDay(date, options.locale))}\n`);
    terminal.out(forecastText(found, context));
  }
  await tellParked(context);
  return exitCode.done;
};

const forecastText = ({ dates, waiting }: CashForecast, { terminal, options: { locale } }: CommandContext): string => {
  const say = booksWords[locale];
  const columns = [
    { heading: say.date },
    { heading: say.payouts, amounts: true },
    { heading: say.due, amounts: true },
    { heading: say.leaves, amounts: true },
    { heading: say.currency },
  ];
  const rows = dates.map(({ date, payouts, due, net, currency }) => [
    date,
    `${payouts}`,
    localAmount(due, locale),
    localAmount(net, locale),
    currency,
  ]);
  const waits = waiting.map(({ reason, accounts, amount, currency }) => [
    say.waits[reason],
    `${accounts}`,
    localAmount(amount, locale),
    currency,
  ]);
  const columnsOfWaits = [
    { heading: say.reason },
    { heading: say.accounts, amounts: true },
    { heading: say.amount, amounts: true },
    { heading: say.currency },
  ];
  return [
    ...(rows.length === 0 ? [] : [table(columns, rows, terminal)]),
    ...(waits.length === 0 ? [] : [`${say.waiting}\n${table(columnsOfWaits, waits, terminal)}`]),
  ].join('\n');
};

const flat = ({ dates, waiting }: CashForecast) => ({
  dates: dates.map((each) => ({ ...each, due: format(each.due), net: format(each.net) })),
  waiting: waiting.map((each) => ({ ...each, amount: format(each.amount) })),
});
