import { zero } from '@commission-ledger/money';
import type { Dialect, Entry } from './dialect.ts';
import { entryLines } from './entryLines.ts';

const INDENT = '    ';

const comment = (text: string): string => `; ${text}\n`;

const heading = (title: string, notes: readonly string[]): string => [title, ...notes].map(comment).join('');

const factLines = ({ facts }: Entry): string => facts.map(([key, value]) => `${INDENT}; ${key}: ${value}\n`).join('');

/** A transaction of nothing, whose line says what the account must come to. */
const assertion: Dialect['assertion'] = ({ account, amounts }, date) => {
  const lines = amounts.map((after) => ({ account, amount: zero(after.currency), after }));
  return `${date} * balance\n${entryLines(lines, INDENT)}\n`;
};

/**
 * As hledger reads it. Commodities are declared without a format: to ledger-cli, and to hledger before 1.50, a format also
 * says how exactly a transaction must balance.
 */
export const hledgerDialect: Dialect = {
  header: (title, notes) => `${heading(title, notes)}decimal-mark .\n\n`,
  comment,
  commodity: (currency) => `commodity ${currency}\n`,
  account: (account) => `account ${account}\n`,
  entry: (entry) =>
    `${entry.date} * (${entry.id}) ${entry.payee} | ${entry.kind}\n${factLines(entry)}${entryLines(entry.lines, INDENT)}\n`,
  assertion,
  checksLines: true,
};

/** As ledger-cli reads it, which wants to know every tag. */
export const ledgerDialect: Dialect = {
  ...hledgerDialect,
  header: (title, notes) => `${heading(title, notes)}${TAGS.map((tag) => `tag ${tag}\n`).join('')}\n`,
  entry: (entry) =>
    `${entry.date} * (${entry.id}) ${entry.payee}\n${INDENT}; kind: ${entry.kind}\n${factLines(entry)}${entryLines(entry.lines, INDENT)}\n`,
};

const TAGS = ['kind', 'partner', 'event', 'stream', 'revision', 'hash'];
