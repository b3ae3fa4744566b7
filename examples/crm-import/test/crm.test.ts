import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCode, run, type Terminal } from '@commission-ledger/cli';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crmCommands, payoutDates, runAll, sampleFolder } from '../crmProgram.ts';
import { naiveProgram } from './naiveProgram.ts';

const fullExport = fileURLToPath(new URL('../../../../shared/data/crm', import.meta.url));

type Row = Readonly<Record<string, string>>;

/** A ledger in a folder of its own, asked by command lines. */
const workspace = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crm-import-'));
  const store = `sqlite:${path.join(folder, 'crm.db')}`;
  let printed = '';
  const terminal: Terminal = {
    out: (text) => void (printed += text),
    err: (text) => void (printed += text),
    interactive: false,
    color: false,
    columns: 100,
    env: {},
    clock: Date.now,
  };
  const ask = async <Answer>(...command: readonly string[]): Promise<Answer> => {
    printed = '';
    const code = await run([...command, '--store', store, '--json'], terminal);
    if (code !== exitCode.done) throw new Error(printed);
    return JSON.parse(printed) as Answer;
  };
  const carryOut = async (data: string): Promise<string> => {
    printed = '';
    const code = await runAll(crmCommands(data, store, payoutDates), terminal);
    if (code !== exitCode.done) throw new Error(printed);
    return printed;
  };
  return { ask, carryOut, remove: () => rmSync(folder, { recursive: true }) };
};

const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
const naiveOrder = (rows: readonly Row[]): readonly string[] =>
  rows.map(({ date, partnerName, amount = '' }) => `${date} ${partnerName} ${cents(amount)}`).toSorted();

describe.each([
  { name: 'the sample', data: sampleFolder, rowsRead: 168, leads: 148 },
  { name: 'the full export', data: fullExport, rowsRead: 8835, leads: 8300 },
])('the reference program on $name', ({ data, rowsRead, leads }) => {
  const isThere = existsSync(data);
  const ledger = workspace();
  let summary = '';
  beforeAll(async () => {
    if (isThere) summary = await ledger.carryOut(data);
  }, 600_000);
  afterAll(ledger.remove);

  it.runIf(isThere)('reads every row and refuses none', async () => {
    expect(summary).toMatch(new RegExp(`rows read: +${rowsRead}\\b`));
    expect(summary).toMatch(/rows refused: +0\n/);
    expect(await ledger.ask<readonly unknown[]>('leads')).toHaveLength(leads);
  });

  it.runIf(isThere)('accrues, pays and defers to the cent what a naive calculation says', async () => {
    const expected = naiveProgram(data, payoutDates);
    const balances = await ledger.ask<readonly Row[]>('balance');
    const accrued = balances.map(({ partnerName = '', accrued: amount = '' }) => [partnerName, cents(amount)] as const);
    expect(new Map(accrued)).toEqual(expected.accrued);
    expect(naiveOrder(await ledger.ask('payouts'))).toEqual(expected.payouts);
    expect(naiveOrder(await ledger.ask('payouts', '--deferred'))).toEqual(expected.deferred);
  });

  it.runIf(isThere)('keeps every balance whole', async () => {
    for (const row of await ledger.ask<readonly Row[]>('balance')) {
      const at = (part: string): bigint => cents(row[part] ?? '');
      expect(at('accrued') - at('reversed') + at('adjusted')).toBe(
        at('onHold') + at('payable') + at('inFlight') + at('paid') + at('withheld') - at('receivable'),
      );
    }
  });

  it.runIf(isThere)(
    'changes nothing when all of it is done again',
    async () => {
      const before = await ledger.ask('balance');
      const again = await ledger.carryOut(data);
      expect(again).toMatch(/events written: +0\n/);
      expect(await ledger.ask('balance')).toEqual(before);
    },
    600_000,
  );
});

describe('the sample', () => {
  const ledger = workspace();
  beforeAll(async () => void (await ledger.carryOut(sampleFolder)), 120_000);
  afterAll(ledger.remove);

  it('books a tie to the even cent', async () => {
    const explained = new Map<string, string>();
    for (const { payoutId = '' } of await ledger.ask<readonly Row[]>('payouts')) {
      const { nodes } = await ledger.ask<{ nodes: Readonly<Record<string, TieNode>> }>('explain', payoutId);
      for (const node of Object.values(nodes)) {
        const exact = node.kind === 'round' ? nodes[node.arg ?? '']?.value?.exact : undefined;
        if (exact !== undefined) explained.set(exact, node.value?.amount ?? '');
      }
    }
    expect(explained.get('52.725')).toBe('52.72');
    expect(explained.get('52.735')).toBe('52.74');
  });
});

type TieNode = Readonly<{ kind: string; arg?: string; value?: Readonly<{ exact?: string; amount?: string }> }>;
