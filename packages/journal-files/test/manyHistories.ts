import { add } from '@commission-ledger/money';
import { allProjections, type Transaction, type TrialBalanceRow } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { rebuilt } from '../../projections/test/dump.ts';
import { storeWith } from '../../projections/test/history.ts';
import { moneyHistory } from '../../projections/test/moneyHistory.ts';
import { type Books, booksOf, day } from './books.ts';

const UNTIL = day('2031-01-01');

/**
 * The books of several small histories put together as of one program: holds, disputes, taking back after a payout,
 * conversion, tax, fees, write-offs, draws, months that were closed. A program is then asked once about all of them.
 */
export const manyHistories = async (count: number, seed: number): Promise<Books> => {
  const histories = fc.sample(moneyHistory(), { numRuns: count, seed });
  const books = await Promise.all(
    histories.map(async ({ facts }, index) =>
      renamed(await booksOf(await rebuilt(await storeWith(facts), allProjections), 'north', UNTIL), `${index}`),
    ),
  );
  return {
    program: 'north',
    until: UNTIL,
    transactions: books.flatMap(({ transactions }) => transactions).toSorted((a, b) => a.date.localeCompare(b.date)),
    balances: books.flatMap(({ balances }) => balances),
    trial: together(books.flatMap(({ trial }) => trial)),
  };
};

/** Histories have accounts in common, such as that of the bank. */
const together = (rows: readonly TrialBalanceRow[]): readonly TrialBalanceRow[] => {
  const sums = new Map<string, TrialBalanceRow>();
  for (const row of rows) {
    const key = `${row.account} ${row.currency}`;
    const before = sums.get(key);
    sums.set(key, before === undefined ? row : { ...row, balance: add(before.balance, row.balance) });
  }
  return [...sums.values()];
};

/** Every account of the history is one of its own. */
const renamed = ({ transactions, balances, trial, ...books }: Books, history: string): Books => {
  const account = (name: string): string => name.replace(/^((?:Liabilities|Assets):Partner:\w+)/, `$1_${history}`);
  const partner = (id: string): string => `${id}_${history}`;
  return {
    ...books,
    transactions: transactions.map((each): Transaction => ({
      ...each,
      partner: partner(each.partner),
      postings: each.postings.map((posting) => ({ ...posting, account: account(posting.account) })),
    })),
    balances: balances.map((row) => ({ ...row, partner: partner(row.partner) })),
    trial: trial.map((row) => ({ ...row, account: account(row.account) })),
  };
};
