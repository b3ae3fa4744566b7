import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

/** Writes another digit into the amount of the first accrual of each account, past every rule of the file. */
const flipAmounts = (file: string): void => {
  const body =
    /\{"actor":(?:(?!"v":1\}|\{"actor":).)*"revision":0,"schema":\d+,"stream":"account-[^"]*","type":"AccrualPosted","v":1\}/gs;
  const text = readFileSync(file, 'latin1');
  const changed = text.replace(body, (found) =>
    found.replace(/"amount":"(\d)/, (_, digit) => `"amount":"${digit === '9' ? '8' : '9'}`),
  );
  if (changed === text) throw new Error('There is no accrual.');
  writeFileSync(file, changed, 'latin1');
};

/** A ledger whose read models are up to date, and in which an amount was changed afterwards. */
const changedLedger = async () => {
  const line = await settled();
  clean.push(line.remove);
  expect((await line.said('balance')).code).toBe(0);
  const kept = path.join(line.folder, 'ledger.db');
  flipAmounts(kept);
  return { ...line, kept };
};

const found = { code: 1, err: expect.stringMatching(/The history was changed: event 1 of account-/) };
const payout = ['payout', 'issue', '--date', '2026-09-07'];

describe('an amount that was changed in the ledger file', () => {
  it('ends a rebuild with 1, and every payout', async () => {
    const { said } = await changedLedger();
    expect(await said('rebuild')).toMatchObject(found);
    expect(await said('rebuild', 'balances')).toMatchObject(found);
    expect(await said(...payout)).toMatchObject(found);
  });

  it('ends whatever folds the history anew', async () => {
    const { said } = await changedLedger();
    for (const command of [['balance'], ['status', '--catch-up'], payout])
      expect(await said(...command, '--read-models', 'memory:')).toMatchObject(found);
    // Where what was changed is the last event of all, the read models themselves are seen not to fit.
    const ended = await said('balance', '--as-of', '2026-09-01');
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/The history was changed: event 1 of account-|another history: event 0 of account-/);
  });

  it('ends a rebuild in several processes with 1', async () => {
    const { kept, said } = await changedLedger();
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', main];
    const env = { ...process.env, COMMISSION_LEDGER_STORE: `sqlite:${kept}` };
    const rebuild = promisify(execFile)(process.execPath, [...node, 'rebuild', 'balances', '--workers', '2'], { env });
    await expect(rebuild).rejects.toMatchObject({ code: 1, stderr: found.err });
    expect(await said('rebuild')).toMatchObject(found);
  });
});
