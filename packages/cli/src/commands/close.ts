import { format } from '@commission-ledger/money';
import { booksWords } from '../booksWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localPeriod } from '../localPeriod.ts';
import { monthOf, programFor, valueOf } from '../session.ts';
import { tellParked } from '../tellParked.ts';
import type { PeriodOptions } from './statements.ts';

/** Closes a month in every account of a program; closing it again changes nothing. */
export const close = async (context: CommandContext, asked: PeriodOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  await tellParked(context);
  const { program } = await programFor(session, asked.program);
  const period = monthOf(asked.period);
  const { until, repeated, closed } = valueOf(
    await session.ledger.closePeriod({ program, period: period.key, closedBy: session.actor }),
  );
  if (options.json === true) {
    const accounts = closed.map(({ data: { partner, opening, closing, lines, statementHash, closedBy } }) => ({
      partner,
      currency: closing.currency,
      opening: format(opening),
      closing: format(closing),
      lines,
      statementHash,
      closedBy,
    }));
    writeJson(terminal, { program, period: period.key, until, known: repeated, accounts });
  } else {
    const said = booksWords[options.locale].closedPeriod(localPeriod(period, options.locale), closed.length);
    terminal.out(`${said}${repeated ? ` ${words.known}` : ''}\n`);
  }
  return exitCode.done;
};
