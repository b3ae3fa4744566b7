import { type Money, format, subtract, sum } from '@commission-ledger/money';
import type { ProgramStatements, StatementSum } from '@commission-ledger/projections';
import { booksWords } from '../booksWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localPeriod } from '../localPeriod.ts';
import { localAmount } from '../moneyText.ts';
import { monthOf, programFor, valueOf } from '../session.ts';
import { table } from '../table.ts';
import { tellParked } from '../tellParked.ts';

/** Which month of which program. */
export type PeriodOptions = Readonly<{ program?: string; period: string }>;

/** The statements of every account of a program over a month, and what they come to together. */
export const statements = async (context: CommandContext, asked: PeriodOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const { program } = await programFor(session, asked.program);
  const period = monthOf(asked.period);
  const found = valueOf(await session.ledger.statements({ program, period }));
  if (options.json === true) writeJson(terminal, { program, period: period.key, ...flat(found) });
  else if (found.rows.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    terminal.out(`${booksWords[options.locale].statements(localPeriod(period, options.locale))}\n`);
    terminal.out(rowsText(found, context));
  }
  await tellParked(context);
  return exitCode.done;
};

type Row = Pick<ProgramStatements['totals'][number], 'opening' | 'sums' | 'closing' | 'lines'>;

const rowsText = ({ rows, totals }: ProgramStatements, { terminal, options: { locale } }: CommandContext): string => {
  const say = booksWords[locale];
  const columns = [
    { heading: say.partner },
    ...[say.start, say.earned, say.takenBack, say.other, say.paidOut, say.end].map((heading) => ({
      heading,
      amounts: true,
    })),
    { heading: say.currency },
    { heading: say.lines, amounts: true },
    { heading: say.closed },
  ];
  const figures = (row: Row): readonly string[] => figuresOf(row).map((amount) => localAmount(amount, locale));
  const told = rows.map((row) => [
    row.partnerName,
    ...figures(row),
    row.opening.currency,
    `${row.lines}`,
    row.closed === null ? say.no : say.yes,
  ]);
  const sums = totals.map((total) => [
    say.together,
    ...figures(total),
    total.currency,
    `${total.lines}`,
    `${total.closed} / ${total.accounts}`,
  ]);
  return table(columns, [...told, ...sums], terminal);
};

/** Opening, what came in and went out, closing: the first five add up to the last. */
const figuresOf = ({ opening, sums, closing }: Row): readonly Money[] => {
  const of = (kind: StatementSum['kind']): Money =>
    sum(
      opening.currency,
      sums.filter((each) => each.kind === kind).map(({ amount }) => amount),
    );
  const [earned, takenBack, paid] = [of('accrual'), of('reversal'), of('payout')];
  const other = [earned, takenBack, paid].reduce(subtract, subtract(closing, opening));
  return [opening, earned, takenBack, other, paid, closing];
};

const flat = ({ rows, totals }: ProgramStatements) => ({
  statements: rows.map((row) => ({ ...row, ...figuresAsText(row) })),
  totals: totals.map((total) => ({ ...total, ...figuresAsText(total) })),
});

const figuresAsText = ({ opening, sums, closing }: Row) => ({
  opening: format(opening),
  sums: sums.map((each) => ({ ...each, amount: format(each.amount) })),
  closing: format(closing),
});
