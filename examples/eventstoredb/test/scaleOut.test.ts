import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../scaleOut.ts', import.meta.url));

it('moves a ledger from a file to several processes, one of which is killed, without losing or doubling a cent', async () => {
  const { COMMISSION_LEDGER_STORE: _store, COMMISSION_LEDGER_READ_MODELS: _readModels, ...env } = process.env;
  const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', script];
  const { stdout } = await promisify(execFile)(process.execPath, node, { env, timeout: 240_000 });
  expect(stdout).toContain('A ledger in a file: 6 sales.\n');
  expect(stdout).toMatch(
    /The read models are in (?:PostgreSQL|a file: no PostgreSQL is named, and none is installed here)\.\n/,
  );
  expect(stdout).toMatch(/Moved to EventStoreDB: \d+ events, the same on both sides\.\n/);
  expect(stdout).toContain('One of three workers was killed in the middle of its work; another takes its place.\n');
  expect(stdout).toContain('Proved: 24 accruals of 2402.76 EUR together, one for each sale;\n');
  expect(stdout).toContain('each accrual is in one of 6 live payouts.\n');
}, 250_000);
