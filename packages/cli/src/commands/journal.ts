import { type LocalDate, dateOf, instantAt } from '@commission-ledger/calendar';
import { type Money, add, format, isNegative, isZero, negate } from '@commission-ledger/money';
import {
  type JournalQuery,
  type ProgramDocument,
  type Transaction,
  type TrialBalanceRow,
  journalOf,
  trialBalance,
} from '@commission-ledger/projections';
import { booksWords } from '../booksWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localAmount, moneyText } from '../moneyText.ts';
import { dayOf, programFor, scopeFor, zoneOf } from '../session.ts';
import { table } from '../table.ts';
import { tellParked } from '../tellParked.ts';

/** Which journal, from which day, up to and including which. */
export type JournalOptions = Readonly<{ program?: string; partner?: string; from?: string; until?: string }>;

/** Every event that moves money, in double entry, as plain-text accounting programs read it. */
export const journal = async (context: CommandContext, asked: JournalOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  const query = await queryOf(context, asked);
  const all: object[] = [];
  let count = 0;
  for await (const transaction of journalOf(session.documents, query)) {
    if (options.json === true) all.push(flat(transaction));
    else terminal.out(`${count === 0 ? '' : '\n'}${transactionText(transaction)}`);
    count += 1;
  }
  if (options.json === true) writeJson(terminal, all);
  else if (count === 0) terminal.out(`${words.nothing}\n`);
  await tellParked(context);
  return exitCode.done;
};

/** What every account of the books comes to at the end of a day. */
export const trialBalances = async (context: CommandContext, asked: Omit<JournalOptions, 'from'>): Promise<number> => {
  const { session, terminal, options, words } = context;
  const rows = await trialBalance(session.documents, await queryOf(context, asked));
  if (options.json === true)
    writeJson(
      terminal,
      rows.map((row) => ({ ...row, balance: format(row.balance) })),
    );
  else if (rows.length === 0) terminal.out(`${words.nothing}\n`);
  else terminal.out(balanceText(rows, context));
  await tellParked(context);
  return exitCode.done;
};

/** Accounts that stand at nothing are left out; in each currency both sides come to the same. */
const balanceText = (rows: readonly TrialBalanceRow[], { terminal, options: { locale } }: CommandContext): string => {
  const say = booksWords[locale];
  const columns = [
    { heading: say.account },
    { heading: say.debit, amounts: true },
    { heading: say.credit, amounts: true },
    { heading: say.currency },
  ];
  const told = rows.filter(({ balance }) => !isZero(balance));
  const sideText = (amounts: readonly Money[]): string =>
    amounts.length === 0 ? '' : localAmount(amounts.reduce(add), locale);
  const line = (name: string, same: readonly TrialBalanceRow[]): readonly string[] => {
    const [debits, credits] = [same.filter(isDebit), same.filter((row) => !isDebit(row))];
    const [debit, credit] = [debits.map(balanceOf), credits.map((row) => negate(row.balance))];
    return [name, sideText(debit), sideText(credit), same[0]?.currency ?? ''];
  };
  const currencies = [...new Set(told.map(({ currency }) => currency))];
  const totals = currencies.map((code) =>
    line(
      say.together,
      told.filter(({ currency }) => currency === code),
    ),
  );
  return table(columns, [...told.map((row) => line(row.account, [row])), ...totals], terminal);
};

const isDebit = ({ balance }: TrialBalanceRow): boolean => !isNegative(balance);

const balanceOf = ({ balance }: TrialBalanceRow): Money => balance;

const queryOf = async (
  { session, terminal }: CommandContext,
  { program: asked, partner, from, until }: JournalOptions,
): Promise<JournalQuery> => {
  await session.catchUp();
  const program = await programFor(session, asked);
  return {
    ...(await scopeFor(session, { program, partner })),
    ...(from === undefined ? {} : { from: dayOf(from) }),
    until: until === undefined ? todayIn(program, terminal.clock()) : dayOf(until),
  };
};

const todayIn = (program: ProgramDocument, now: number): LocalDate => dateOf(instantAt(now), zoneOf(program));

const transactionText = ({ date, kind, id, partner, postings }: Transaction): string => {
  const accounts = Math.max(...postings.map(({ account }) => account.length));
  const digits = Math.max(...postings.map(({ amount }) => format(amount).length));
  const lines = postings.map(({ account, amount, total }) => {
    const paid = total === undefined ? '' : ` @@ ${moneyText(total)}`;
    return `    ${account.padEnd(accounts)}  ${format(amount).padStart(digits)} ${amount.currency}${paid}\n`;
  });
  return `${date} ${kind} ${id}  ; ${partner}\n${lines.join('')}`;
};

const flat = ({ postings, ...transaction }: Transaction) => ({
  ...transaction,
  postings: postings.map(({ account, amount, total }) => ({
    account,
    ...amountOf(amount),
    total: total && amountOf(total),
  })),
});

const amountOf = (amount: Money) => ({ amount: format(amount), currency: amount.currency });
