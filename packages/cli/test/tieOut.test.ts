import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { mapping, settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const imported = async () => {
  const line = await settled();
  clean.push(line.remove);
  return { ...line, map: line.file('mapping.json', mapping) };
};

type Payout = Readonly<{ payoutId: string; partner: string; amount: string }>;

describe('tie-out crm', () => {
  it('says that the export and the ledger agree, and ends with 0', async () => {
    const { said, folder, map } = await imported();
    const { code, out, err } = await said('tie-out', 'crm', folder, '--mapping', map);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^The export and the ledger agree: 3 deals\.\n/);
  });

  it('names what differs, in either language and as JSON, and ends with 1', async () => {
    const { said, folder, map } = await imported();
    const deals = `${folder}/deals.csv`;
    writeFileSync(
      deals,
      readFileSync(deals, 'utf8')
        .replace('948.50', '948.51')
        .replace(/d-3.*\n/, ''),
    );
    const asked = ['tie-out', 'crm', folder, '--mapping', map];
    const english = await said(...asked);
    expect([english.code, english.err]).toEqual([1, '']);
    expect(english.out).toContain('The same: 1, different: 1, only in the export: 0, only in the ledger: 1.');
    expect(english.out).toMatch(/d-1 +another amount +948\.51 +948\.50 +row deals\.csv:2, event /);
    expect(english.out).toMatch(/d-3 +only in the ledger +no row of the export tells of it +100\.00 EUR/);
    expect((await said(...asked, '--locale', 'ru')).out).toMatch(/d-1 +другая сумма +948\.51/);
    const json = await said(...asked, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ schema: 'tie-out/1', kind: 'deals', verdict: 'different' });
  });

  it('leaves out what happened after a day', async () => {
    const { said, folder, map } = await imported();
    const deals = `${folder}/deals.csv`;
    writeFileSync(deals, readFileSync(deals, 'utf8').replace(/d-3.*\n/, ''));
    const asked = ['tie-out', 'crm', folder, '--mapping', map, '--until'];
    expect((await said(...asked, '2026-07-19')).out).toContain('agree: 2 deals');
    expect((await said(...asked, '2026-07-20')).code).toBe(1);
    expect((await said(...asked, 'July')).code).toBe(2);
  });
});

describe('tie-out bank', () => {
  const header = 'day,amount,reference\n';
  const bank = {
    schema: 'bank-csv/1',
    currency: 'EUR',
    dates: 'yyyy-MM-dd',
    columns: { booked: 'day', amount: 'amount', references: ['reference'] },
  };

  it('holds payouts against a statement', async () => {
    const line = await imported();
    await line.said('payout', 'issue', '--date', '2026-09-07');
    const rows = await line.json<readonly Payout[]>('payouts');
    expect(rows.length).toBeGreaterThan(0);
    const results = rows.map(({ payoutId, amount }) => `${payoutId},settled,${amount},EUR,T-${payoutId},,,2026-09-07`);
    line.file('results.csv', `payout,status,amount,currency,reference,reason,fee,date\n${results.join('\n')}\n`);
    expect((await line.said('payout', 'results', `${line.folder}/results.csv`)).err).toBe('');
    const debits = rows.map(({ payoutId, amount }) => `2026-09-08,-${amount},${payoutId}`);
    const asked = ['--format', 'csv', '--mapping', line.file('bank.json', bank)];
    const whole = line.file('bank.csv', `${header}2026-09-01,5000.00,\n${debits.join('\n')}\n`);
    const good = await line.said('tie-out', 'bank', whole, ...asked);
    expect([good.code, good.err]).toEqual([0, '']);
    expect(good.out).toContain(`The bank and the ledger agree: ${rows.length} payout`);
    const twice = line.file('twice.csv', `${header}${[...debits, debits[0]].join('\n')}\n2026-09-01,5000.00,\n`);
    const bad = await line.said('tie-out', 'bank', twice, ...asked);
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('paid more than once');
    expect((await line.said('tie-out', 'bank', twice, ...asked, '--locale', 'ru')).out).toContain(
      'выплачено больше одного раза',
    );
  });

  it('says what is wrong with the file or the options', async () => {
    const { said, file } = await imported();
    const csv = file('bank.csv', header);
    expect(await said('tie-out', 'bank', csv)).toMatchObject({ code: 1, err: expect.stringContaining('no XML') });
    expect(await said('tie-out', 'bank', csv, '--format', 'csv')).toMatchObject({ code: 2 });
    expect(await said('tie-out', 'bank', csv, '--mapping', csv)).toMatchObject({ code: 2 });
    expect(await said('tie-out', 'bank', `${csv}.none`)).toMatchObject({ code: 2 });
  });
});
