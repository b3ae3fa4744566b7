import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, localDate } from '@commission-ledger/calendar';
import { currency, ofMinor } from '@commission-ledger/money';
import type { Transaction } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { journalText, postingsCsv, postingsParquet } from '../src/index.ts';

const right = <Value>(either: E.Either<unknown, Value>): Value => {
  if (E.isLeft(either)) throw new Error('A bench speaks of what there is.');
  return either.right;
};
const [EUR, start, until] = [right(currency('EUR')), right(localDate('2020-01-01')), right(localDate('2029-12-31'))];
const PARTNERS = 500;

/** Accruals, a thousand a day, and for every third one that matures: two postings each. */
function* journal(postings: number): Generator<Transaction, void, undefined> {
  for (let index = 0; index < postings / 2; index += 1) {
    const partner = `partner-${String(index % PARTNERS).padStart(6, '0')}`;
    const amount = ofMinor(BigInt(1000 + (index % 7919)), EUR);
    const credit = ofMinor(-amount.minor, EUR);
    const [onHold, payable] = ['OnHold', 'Payable'].map((name) => `Liabilities:Partner:${partner}:${name}`);
    const matures = index % 3 === 2;
    yield {
      date: addDays(start, Math.trunc(index / 1000)),
      kind: matures ? 'maturity' : 'accrual',
      id: `acr-${index.toString(16).padStart(16, '0')}`,
      program: 'acme',
      partner,
      currency: 'EUR',
      postings: [
        { account: matures ? (onHold ?? '') : 'Expenses:Commission:acme', amount },
        { account: matures ? (payable ?? '') : (onHold ?? ''), amount: credit },
      ],
      event: {
        stream: `account-acme.${partner}.EUR`,
        revision: Math.trunc(index / PARTNERS),
        id: `00000000-0000-5000-8000-${index.toString(16).padStart(12, '0')}`,
      },
    };
  }
}

const hash = 'ab'.repeat(32);
const hashOf = (): string => hash;
const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-bench-'));

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

const written = async (name: string, pieces: AsyncIterable<string | Uint8Array>) => {
  const file = path.join(folder, name);
  const took = await seconds(() => pipeline(Readable.from(pieces, { objectMode: true }), createWriteStream(file)));
  return { file, took, megabytes: statSync(file).size / 1e6 };
};

const READERS: Readonly<Record<string, (file: string) => readonly string[]>> = {
  ledger: (file) => ['ledger', '--strict', '--pedantic', '-f', file, 'bal'],
  hledger: (file) => ['hledger', '-f', file, 'check', '--strict', 'ordereddates'],
};

const fixed = (number: number | undefined): string => (number === undefined ? '–' : number.toFixed(1));

/** `BENCH_POSTINGS`: how many at most; a tenth and a half of it are measured, too. */
const most = Number(process.env['BENCH_POSTINGS'] ?? 1_000_000);
const rows: object[] = [];
try {
  for (const postings of [most / 10, most / 2, most])
    for (const format of ['ledger', 'hledger', 'beancount', 'csv', 'parquet'] as const) {
      const transactions = journal(postings);
      const text = format === 'csv' || format === 'parquet' ? undefined : format;
      const pieces =
        text === undefined
          ? (format === 'csv' ? postingsCsv : postingsParquet)(transactions, { hashOf })
          : journalText(transactions, { format: text, program: 'acme', until, balances: [], hashOf });
      const { file, took, megabytes } = await written(`books.${format}`, pieces);
      const reader = READERS[format]?.(file);
      let read: number | undefined;
      if (reader !== undefined) {
        const [command = '', ...args] = reader;
        let status: number | null = null;
        const wall = await seconds(async () => {
          status = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status;
        });
        if (status === 0) read = wall;
      }
      rows.push({
        postings,
        format,
        'written in s': fixed(took),
        MB: fixed(megabytes),
        'read by the program in s': fixed(read),
        'memory in MB': fixed(process.memoryUsage().rss / 1e6),
      });
    }
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true });
}
