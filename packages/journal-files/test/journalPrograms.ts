import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JournalFormat } from '../src/index.ts';

/** What a journal program made of a journal. */
export type Verdict = Readonly<{ accepted: boolean; said: string }>;

/** Sums by `account currency`, as decimal text; accounts that stand at nothing are left out. */
export type Sums = ReadonlyMap<string, string>;

/** A program that is installed here, or the reason why it is not asked. */
export type JournalProgram = Readonly<{
  format: JournalFormat;
  missing: string | undefined;
  /** For tests: the format, and why they are skipped. */
  title: string;
  /** Whether it takes the journal, as strictly as it can be asked to. */
  check: (text: string) => Verdict;
  /** What it says that the accounts come to. The journal must be one that it takes. */
  sums: (text: string) => Sums;
}>;

const inFile = <Result>(format: JournalFormat, text: string, use: (file: string) => Result): Result => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-journal-'));
  try {
    const file = path.join(folder, `books.${format}`);
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 120_000,
    env: { PATH: process.env['PATH'], HOME: tmpdir(), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  });

const presence = (format: JournalFormat, command: string): Pick<JournalProgram, 'missing' | 'title'> => {
  if (run(command, ['--version']).status === 0) return { missing: undefined, title: format };
  const missing = `${command} is not installed`;
  return { missing, title: `${format} (skipped: ${missing})` };
};

const program = (
  format: JournalFormat,
  checks: (file: string) => readonly string[],
  sums: (file: string) => readonly string[],
  /** The account and the amounts of one line of the answer. */
  row: (line: string) => readonly [account: string, amounts: readonly string[]] | undefined,
): JournalProgram => ({
  format,
  ...presence(format, checks('')[0] ?? ''),
  check: (text) =>
    inFile(format, text, (file) => {
      const [command = '', ...args] = checks(file);
      const { status, stdout, stderr } = run(command, args);
      return { accepted: status === 0, said: stdout + stderr };
    }),
  sums: (text) =>
    inFile(format, text, (file) => {
      const [command = '', ...args] = sums(file);
      const { status, stdout, stderr } = run(command, args);
      if (status !== 0) throw new Error(stderr);
      const found = new Map<string, string>();
      for (const line of stdout.split('\n')) {
        const [account, amounts = []] = row(line) ?? [];
        for (const amount of amounts) {
          const [, number, currency] = /^(-?[\d.]+) ([A-Z]{3})$/.exec(amount.trim()) ?? [];
          if (account === undefined || number === undefined) throw new Error(`What is ${line}?`);
          if (/[1-9]/.test(number)) found.set(`${account} ${currency}`, number);
        }
      }
      return found;
    }),
});

/** The three programs, as Debian has them or newer. */
export const journalPrograms: readonly JournalProgram[] = [
  program(
    'hledger',
    (file) => ['hledger', '-f', file, 'check', '--strict', 'ordereddates'],
    (file) => ['hledger', '-f', file, 'bal', '--flat', '--no-total', '-O', 'csv'],
    (line) => {
      const [, account, amounts] = /^"([^"]+)","([^"]+)"$/.exec(line) ?? [];
      if (account === undefined || amounts === undefined || account === 'account') return undefined;
      return [account, amounts.split(', ').filter((amount) => amount !== '0')];
    },
  ),
  program(
    'ledger',
    (file) => ['ledger', '--strict', '--pedantic', '-f', file, 'bal'],
    (file) => [
      'ledger',
      '--strict',
      '--pedantic',
      '-f',
      file,
      'bal',
      '--flat',
      '--no-total',
      '--format',
      '%(account)|%(join(strip(amount)))\n',
    ],
    (line) => {
      const [account, amounts] = line.split('|');
      if (account === undefined || amounts === undefined) return undefined;
      return [account, amounts.split(String.raw`\n`).filter((amount) => amount !== '0')];
    },
  ),
  program(
    'beancount',
    (file) => ['bean-check', '--no-cache', file],
    (file) => ['bean-query', '-f', 'csv', file, 'select account, currency, sum(number) group by account, currency'],
    (line) => {
      const [account, currency, number] = line.split(',').map((cell) => cell.trim());
      if (account === undefined || number === undefined || account === 'account') return undefined;
      return [account, [`${number} ${currency}`]];
    },
  ),
];
