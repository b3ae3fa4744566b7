import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { currency, ofMinor } from '@commission-ledger/money';
import type { Transaction } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { postingsCsv, postingsParquet, trialBalanceCsv } from '../src/index.ts';
import { all, day } from './books.ts';
import { csvRows } from './csvRows.ts';
import { manyHistories } from './manyHistories.ts';

type Rows = readonly (readonly string[])[];

const inCurrency = (minor: bigint, code: string) => {
  const known = currency(code);
  if (E.isLeft(known)) throw new Error(`${code} is no currency.`);
  return ofMinor(minor, known.right);
};

/** A transaction of one amount, from one account to another. */
const moving = (minor: bigint, code: string, change: Partial<Transaction> = {}): Transaction => ({
  date: day('2026-02-03'),
  kind: 'accrual',
  id: 'acr-1',
  program: 'north',
  partner: 'ada',
  currency: code,
  postings: [
    { account: 'Expenses:Commission:north', amount: inCurrency(minor, code) },
    { account: 'Liabilities:Partner:ada:OnHold', amount: inCurrency(-minor, code) },
  ],
  event: { stream: `account-north.ada.${code}`, revision: 0, id: '0a1b' },
  ...change,
});

const csvOf = async (transactions: readonly Transaction[]): Promise<Rows> =>
  csvRows((await all(postingsCsv(transactions, { hashOf: ({ id }) => (id === '0a1b' ? undefined : id) }))).join(''));

const parquetOf = async (transactions: readonly Transaction[], rowGroup = 1000): Promise<ArrayBuffer> => {
  const hashOf = ({ id }: Transaction['event']) => (id === '0a1b' ? undefined : id);
  const pieces = await all(postingsParquet(transactions, { hashOf, rowGroup }));
  return new Uint8Array(Buffer.concat(pieces)).buffer;
};

/** The rows of a Parquet file, as the CSV has them but for decimals: four in every amount. */
const parquetRows = async (file: ArrayBuffer): Promise<Rows> =>
  (await parquetReadObjects({ file })).map((row) =>
    Object.values(row).map((value) => {
      if (value instanceof Date) return value.toISOString().slice(0, 10);
      if (typeof value === 'number') return value.toFixed(4);
      return value === null || value === undefined ? '' : String(value);
    }),
  );

const AMOUNTS: ReadonlySet<number> = new Set([6, 8]);

const withFourDecimals = (rows: Rows): Rows =>
  rows.map((row) =>
    row.map((cell, column) => {
      if (!AMOUNTS.has(column) || cell === '') return cell;
      const [whole = '', decimals = ''] = cell.split('.');
      return `${whole}.${decimals.padEnd(4, '0')}`;
    }),
  );

describe('the postings as CSV', () => {
  it('are a header, and a line for each posting with the event it comes from', async () => {
    const text = await all(postingsCsv([moving(1250n, 'EUR')], { hashOf: async () => 'f00d' }));
    expect(text.join('')).toBe(
      [
        'date,kind,id,program,partner,account,amount,currency,total,total_currency,event,stream,revision,hash',
        '2026-02-03,accrual,acr-1,north,ada,Expenses:Commission:north,12.50,EUR,,,0a1b,account-north.ada.EUR,0,f00d',
        '2026-02-03,accrual,acr-1,north,ada,Liabilities:Partner:ada:OnHold,-12.50,EUR,,,0a1b,account-north.ada.EUR,0,f00d',
        '',
      ].join('\r\n'),
    );
  });

  it('never have a cell that a spreadsheet takes for a formula; amounts stay numbers', async () => {
    const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.string({ unit: 'binary' }), async (start, rest) => {
        const id = start + rest;
        const [, ...rows] = await csvOf([moving(5n, 'EUR', { id, partner: id, program: id })]);
        expect(rows.map((row) => row.slice(2, 5))).toEqual([`'${id}`, `'${id}`].map((cell) => [cell, cell, cell]));
        expect(rows.map((row) => row[6])).toEqual(['0.05', '-0.05']);
      }),
    );
  });

  it('are of a trial balance, too', () => {
    const rows = [
      { account: 'Assets:Bank:EUR', currency: 'EUR', balance: inCurrency(-5n, 'EUR') },
      { account: '=1+1', currency: 'JPY', balance: inCurrency(1200n, 'JPY') },
    ];
    expect(trialBalanceCsv(rows, day('2026-02-03'))).toBe(
      [
        'date,account,currency,debit,credit,balance',
        '2026-02-03,Assets:Bank:EUR,EUR,,0.05,-0.05',
        "2026-02-03,'=1+1,JPY,1200,,1200",
        '',
      ].join('\r\n'),
    );
  });
});

describe('the postings as Parquet', () => {
  it('are those of the CSV, over as many row groups as it takes', async () => {
    const others = ['JPY', 'KWD', 'CLF'].map((code) => moving(1237n, code));
    const transactions = [...(await manyHistories(14, 11)).transactions, ...others];
    const [, ...expected] = await csvOf(transactions);
    for (const rowGroup of [7, 50, 1_000_000]) {
      const file = await parquetOf(transactions, rowGroup);
      expect(await parquetRows(file)).toEqual(withFourDecimals(expected));
      expect(parquetMetadata(file).row_groups).toHaveLength(Math.ceil(expected.length / rowGroup));
    }
    expect(expected.some((row) => row[9] === 'EUR')).toBe(true);
  });

  it('have dates that are dates, and amounts that are exact decimals', async () => {
    const file = await parquetOf([moving(5n, 'EUR')]);
    const types = parquetSchema(parquetMetadata(file)).children.map(({ element }) => element);
    expect(types.find(({ name }) => name === 'date')).toMatchObject({ type: 'INT32', converted_type: 'DATE' });
    expect(types.find(({ name }) => name === 'amount')).toMatchObject({
      converted_type: 'DECIMAL',
      precision: 38,
      scale: 4,
    });
  });

  it('are a file also where there is none', async () => {
    const file = await parquetOf([]);
    expect(await parquetReadObjects({ file })).toEqual([]);
    expect((await csvOf([])).length).toBe(1);
  });

  const duckDb = process.env['COMMISSION_LEDGER_TEST_DUCKDB'];
  const title = duckDb === undefined ? ' (skipped: COMMISSION_LEDGER_TEST_DUCKDB names no folder with it)' : '';
  it.skipIf(duckDb === undefined)(`are read by DuckDB to the last digit${title}`, async () => {
    const huge = 123_456_789_012_345_678_901_234_567_890n;
    const { transactions } = await manyHistories(14, 15);
    const journal = [...transactions, moving(huge, 'EUR'), moving(7n, 'JPY'), moving(-1n, 'KWD'), moving(1n, 'CLF')];
    const rows = askDuckDb(duckDb ?? '', await parquetOf(journal, 100), 'select * from postings');
    const [, ...expected] = await csvOf(journal);
    expect(rows).toEqual(withFourDecimals(expected));
    expect(expected.some((row) => row[6] === '1234567890123456789012345678.90')).toBe(true);
  });
});

/** The rows that a query gives, each value as DuckDB writes it; the file is the table `postings`. */
const askDuckDb = (folder: string, file: ArrayBuffer, query: string): Rows => {
  const place = mkdtempSync(path.join(tmpdir(), 'commission-ledger-parquet-'));
  try {
    const parquet = path.join(place, 'postings.parquet');
    writeFileSync(parquet, new Uint8Array(file));
    const script = `
      const { DuckDBInstance } = require('@duckdb/node-api');
      (async () => {
        const connection = await (await DuckDBInstance.create(':memory:')).connect();
        await connection.run("create view postings as select * from read_parquet('" + process.argv[1] + "')");
        const rows = await connection.runAndReadAll(process.argv[2]);
        const text = rows.getRows().map((row) => row.map((value) => (value === null ? '' : String(value))));
        process.stdout.write(JSON.stringify(text));
      })();`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, parquet, query], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 60_000,
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Rows;
  } finally {
    rmSync(place, { recursive: true });
  }
};
