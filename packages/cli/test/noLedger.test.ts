import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { commandLine } from './commandLine.ts';

const line = commandLine();
afterAll(line.remove);

const bank = line.file('bank.csv', 'day,amount\n2026-09-07,1.00\n');
const columns = { booked: 'day', amount: 'amount' };
const mapping = line.file('bank.json', { schema: 'bank-csv/1', currency: 'EUR', dates: 'yyyy-MM-dd', columns });
const pack = path.join(line.folder, 'pack');

/** Commands that only read. */
const reading = [
  ['verify'],
  ['recompute'],
  ['replay'],
  ['evidence', '--out', pack],
  ['export', '--format', 'csv'],
  ['tie-out', 'bank', bank, '--format', 'csv', '--mapping', mapping],
  ['seals'],
  ['seal', 'export'],
  ['seal', '--text'],
  ['seal', 'prove', 'deal-d-1'],
  ['balance'],
  ['journal'],
  ['explain', 'PO-1'],
  ['statement', '--partner', 'orion', '--period', '2026-07'],
  ['status'],
];

it.each(reading.map((command) => [command.join(' ').replaceAll(line.folder, '…'), command] as const))(
  '%s makes no ledger where there is none, or only an empty file, and says so',
  async (_, command) => {
    const missing = path.join(line.folder, 'missing.db');
    const empty = line.file('empty.db', '');
    for (const file of [missing, empty])
      expect(await line.said(...command, '--store', `sqlite:${file}`)).toEqual({
        code: 1,
        out: '',
        err: `There is no ledger at ${file}. Check the path, or make one with commission-ledger init.\n`,
      });
    expect(existsSync(missing)).toBe(false);
    expect(statSync(empty).size).toBe(0);
    expect(readdirSync(line.folder).toSorted()).toEqual(['bank.csv', 'bank.json', 'empty.db']);
  },
);
