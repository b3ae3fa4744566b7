import { addDays, dateOf } from '@commission-ledger/calendar';
import { localDay } from '@commission-ledger/locale';
import { type Money, format } from '@commission-ledger/money';
import { type Statement, type StatementLine, balancesOf, instantIn } from '@commission-ledger/projections';
import { newestSeal, type RecordedSeal } from '@commission-ledger/seals';
import { fingerprintOf } from '../audit/sealNamed.ts';
import { sealWords } from '../audit/sealWords.ts';
import { type BooksWords, booksWords } from '../booksWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localPeriod } from '../localPeriod.ts';
import { localAmount } from '../moneyText.ts';
import { asOfDay, monthOf, partnerFor, programFor, valueOf, zoneOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';
import { sealedOr } from '../audit/sealedOr.ts';

/** Whose statement, of which month, in which currency; without one, in every currency of the partner. */
export type StatementOptions = Readonly<{ program?: string; partner: string; period: string; currency?: string }>;

/** What a program and a partner owed each other over a month. */
export const statement = async (context: CommandContext, asked: StatementOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, asked.program);
  const { partner } = await partnerFor(session, asked.partner);
  const period = monthOf(asked.period);
  const { documents, date } = await asOfDay(session, undefined, program, terminal);
  const accounts = await balancesOf(documents, { program: program.program, partner, asOf: date });
  const statements: Statement[] = [];
  for (const { currency } of accounts) {
    if (asked.currency !== undefined && asked.currency !== currency) continue;
    const found = await wholeStatement(context, { program: program.program, partner, currency, period });
    if (found !== undefined) statements.push(found);
  }
  const seal = sealedOr(await newestSeal(session.events, options.ledger));
  if (options.json === true)
    writeJson(
      terminal,
      statements.map((each) => ({ ...flat(each), ...sealIn(seal) })),
    );
  else if (statements.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    terminal.out(statements.map((each) => statementText(each, context, zoneOf(program))).join('\n'));
    if (seal !== undefined) terminal.out(`\n${sealText(seal, context, zoneOf(program))}\n`);
  }
  return exitCode.done;
};

/** So that whoever has the statement can tell whether the ledger was changed since. */
const sealText = (
  { size, sealedAt, root }: RecordedSeal,
  { options: { locale } }: CommandContext,
  zone: ReturnType<typeof zoneOf>,
): string => sealWords[locale].newest(size, localDay(dateOf(instantIn(sealedAt), zone), locale), fingerprintOf(root));

const sealIn = (seal: RecordedSeal | undefined) =>
  seal === undefined
    ? {}
    : { seal: { size: seal.size, sealedAt: seal.sealedAt, fingerprint: fingerprintOf(seal.root), root: seal.root } };

type Query = Parameters<CommandContext['session']['ledger']['statement']>[0];

/** All pages of a statement as one. */
const wholeStatement = async ({ session }: CommandContext, query: Query): Promise<Statement | undefined> => {
  const first = valueOf(await session.ledger.statement(query));
  if (first === undefined) return undefined;
  const lines = [...first.lines];
  for (let { next } = first; next !== undefined;) {
    const page = valueOf(await session.ledger.statement({ ...query, after: next }));
    lines.push(...(page?.lines ?? []));
    next = page?.next;
  }
  return { ...first, lines, next: undefined };
};

const statementText = (
  found: Statement,
  { terminal, options: { locale } }: CommandContext,
  zone: ReturnType<typeof zoneOf>,
): string => {
  const say = booksWords[locale];
  const title = say.statement(found.partnerName, localPeriod(found.period, locale), found.currency);
  const amount = (money: Money): string => localAmount(money, locale);
  const day = (at: string): string => dateOf(instantIn(at), zone);
  const columns = [
    { heading: say.date },
    { heading: say.what },
    { heading: say.deal },
    { heading: say.entry },
    { heading: say.amount, amounts: true },
    { heading: say.owed, amounts: true },
  ];
  const rows = [
    [found.period.start, say.opening, '', '', '', amount(found.opening)],
    ...found.lines.map((line) => [
      day(line.occurredAt),
      lineText(line, say),
      line.deal ?? '',
      line.id,
      amount(line.amount),
      amount(line.balance),
    ]),
    [addDays(found.period.end, -1), say.closing, '', '', '', amount(found.closing)],
  ];
  const steps = found.steps.map(({ occurredAt, kind, id, amount: moved }) => [
    day(occurredAt),
    stepText(kind, say),
    id,
    amount(moved),
  ]);
  const { closed } = found;
  return [
    `${shownSafely(title)}\n\n`,
    table(columns, rows, terminal),
    ...(found.sums.length < 2 ? [] : [`\n${say.altogether}\n`, sumsText(found, locale, terminal)]),
    ...(steps.length === 0 ? [] : [`\n${say.onTheWay}\n`, table(columnsOfSteps(say), steps, terminal)]),
    `\n${closed === null ? say.stillOpen : shownSafely(say.closedBy(localDay(day(closed.closedAt), locale), closed.closedBy))}\n`,
  ].join('');
};

const sumsText = (
  { sums, currency }: Statement,
  locale: keyof typeof booksWords,
  terminal: CommandContext['terminal'],
): string => {
  const say = booksWords[locale];
  const columns = [
    { heading: say.what },
    { heading: say.lines, amounts: true },
    { heading: `${say.amount}, ${currency}`, amounts: true },
  ];
  const rows = sums.map(({ kind, lines, amount }) => [say.kinds[kind], `${lines}`, localAmount(amount, locale)]);
  return table(columns, rows, terminal);
};

const columnsOfSteps = (say: BooksWords) => [
  { heading: say.date },
  { heading: say.what },
  { heading: say.entry },
  { heading: say.amount, amounts: true },
];

const lineText = ({ kind, correctionOf }: StatementLine, say: BooksWords): string =>
  correctionOf === null ? say.kinds[kind] : `${say.kinds[kind]} ${say.correctionOf(correctionOf)}`;

const stepText = (kind: Statement['steps'][number]['kind'], say: BooksWords): string => {
  const all: Readonly<Record<typeof kind, string>> = { ...say.kinds, ...say.steps };
  return all[kind];
};

const flat = ({ period, opening, closing, sums, lines, steps, ...row }: Statement) => ({
  ...row,
  period: period.key,
  opening: format(opening),
  sums: sums.map((each) => ({ ...each, amount: format(each.amount) })),
  closing: format(closing),
  lines: lines.map((line) => ({ ...line, amount: format(line.amount), balance: format(line.balance) })),
  steps: steps.map((step) => ({ ...step, amount: format(step.amount) })),
});
