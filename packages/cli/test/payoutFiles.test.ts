import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

type Row = Readonly<Record<string, unknown>>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const run = ['--date', '2026-09-07'];

/** Two partners with a destination each, of whom one is due 194.85 and the other 110.00; their run is issued. */
const issued = async (change: object = { destinations: 'required' }) => {
  const line = await settled(change);
  clean.push(line.remove);
  for (const partner of ['orion-consulting', 'vega-partners'])
    await line.record('changePayoutDestination', { partner, reference: `bank-of-${partner}` });
  line.file('deals.csv', 'deal,partner,date,paid\nd-4,Vega Partners,2026-07-20,1000.00\n');
  await line.said('import', line.folder, '--mapping', path.join(line.folder, 'mapping.json'));
  const ended = await line.said('payout', 'issue', ...run);
  if (ended.code !== 0) throw new Error(ended.err);
  const details = line.file('details.json', {
    'bank-of-orion-consulting': { name: 'Orion Consulting', account: 'DE89370400440532013000', bank: 'COBADEFFXXX' },
  });
  const out = path.join(line.folder, 'payouts.csv');
  const [orion, vega] = (await line.json<readonly Row[]>('payouts')).map(({ payoutId }) => String(payoutId));
  if (orion === undefined || vega === undefined) throw new Error('Two payouts were issued.');
  return { line, details, out, orion, vega };
};

describe('payout file', () => {
  it('holds what goes out and says why the others are not in it', async () => {
    const { line, details, out, orion, vega } = await issued();
    const making = ['payout', 'file', ...run, '--details', details, '--out', out];
    expect((await line.said(...making)).out).toBe(
      [
        `${out}: 1 payout, 194.85 EUR.`,
        '',
        'Payout                          Partner        Why not in the file',
        `${vega}  Vega Partners  the details file says nothing about its destination`,
        '',
      ].join('\n'),
    );
    const [head, row] = readFileSync(out, 'utf8').split('\r\n');
    expect(head).toBe('payout,run,date,partner,name,account,bank,amount,currency');
    expect(row).toBe(
      `${orion},2026-09-07-acme,2026-09-07,orion-consulting,Orion Consulting,DE89370400440532013000,COBADEFFXXX,194.85,EUR`,
    );
    expect((await line.said(...making, '--locale', 'ru')).out).toContain('1 выплата, 194,85 EUR.');
    expect(await line.json(...making)).toMatchObject({
      file: 'file-1',
      payouts: [orion],
      totals: [{ amount: '194.85', currency: 'EUR' }],
      leftOut: [{ payout: vega, partnerName: 'Vega Partners', reason: 'no-details' }],
    });
  });

  it('is never written over something else', async () => {
    const { line, details, out } = await issued();
    writeFileSync(out, 'sent yesterday');
    expect(await line.said('payout', 'file', ...run, '--details', details, '--out', out)).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds something else'),
    });
    expect(readFileSync(out, 'utf8')).toBe('sent yesterday');
  });

  it('does not send a payout twice', async () => {
    const { line, details, out } = await issued();
    await line.said('payout', 'file', ...run, '--details', details, '--out', out);
    const second = ['payout', 'file', ...run, '--details', details, '--out', `${out}.2`, '--file', 'file-2'];
    expect(await line.said(...second)).toMatchObject({ code: 1 });
    expect((await line.said(...second, '--replaces', 'file-1')).code).toBe(0);
  });

  it('needs details that can be read, and a run that is issued', async () => {
    const { line, out } = await issued();
    for (const content of ['{', '[]', '{"bank":1}', '{"bank":{"name":"Ada"}}'])
      expect(
        await line.said('payout', 'file', ...run, '--details', line.file('wrong.json', content), '--out', out),
      ).toMatchObject({ code: 2 });
    const empty = line.file('none.json', {});
    expect(await line.said('payout', 'file', '--date', '2026-10-05', '--details', empty, '--out', out)).toMatchObject({
      code: 1,
    });
  });
});

describe('payout results', () => {
  const head = 'payout,status,amount,currency,reference,reason,fee,date';

  it('are recorded row by row, once', async () => {
    const { line, orion, vega } = await issued();
    const rows = [head, `${orion},settled,194.85,EUR,SEPA 7,,0.20,2026-09-08`, `${vega},failed,110.00,EUR,,closed,,`];
    const file = line.file('results.csv', `${rows.join('\n')}\n`);
    expect(await line.said('payout', 'results', file)).toMatchObject({
      code: 0,
      out: '2 recorded, 0 known before, 0 refused.\n',
    });
    expect((await line.said('payout', 'results', file, '--locale', 'ru')).out).toBe(
      'Записано: 0, уже известно: 2, отклонено: 0.\n',
    );
    expect(await line.json('payouts')).toMatchObject([{ status: 'settled', fee: '0.20' }, { status: 'failed' }]);
    expect((await line.said('payouts')).out).toMatch(/Bank fee +Status\n/);
  });

  it('name the rows that were refused, and end with 4', async () => {
    const { line, orion, vega } = await issued();
    const rows = [
      head,
      `${orion},settled,194.86,EUR,SEPA 7,,,`,
      `${vega},settled,110.00,EUR,,,,`,
      'PO-none,settled,1.00,EUR,SEPA 8,,,',
      `${vega},settled,110.00,EUR,SEPA 9,,,`,
    ];
    const file = line.file('results.csv', `${rows.join('\n')}\n`);
    const { code, out } = await line.said('payout', 'results', file);
    expect(code).toBe(4);
    expect(out).toMatch(/ 2 {2}PO-\S+ +refused +194\.85 EUR was sent, the row says 194\.86 EUR\.\n/);
    expect(out).toMatch(/ 3 {2}PO-\S+ +refused +reference: a payout that arrived needs the reference/);
    expect(out).toMatch(/ 4 {2}PO-none +unknown +There is no such payout\.\n/);
    expect(out).toMatch(/\n1 recorded, 0 known before, 3 refused\.\n$/);
    const again = await line.said('payout', 'results', file, '--json');
    expect(again.code).toBe(4);
    expect(JSON.parse(again.out)).toMatchObject([
      { line: 2, outcome: 'refused', failure: 'OtherResultAmount' },
      { line: 3, outcome: 'refused', failure: 'UnreadableRow' },
      { line: 4, outcome: 'unknown' },
      { line: 5, outcome: 'already-known', status: 'settled' },
    ]);
  });

  it('are a file with columns', async () => {
    const { line } = await issued();
    expect(await line.said('payout', 'results', line.file('r.csv', 'payout,status\n'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('has no column amount, currency'),
    });
    expect(await line.said('payout', 'results', path.join(line.folder, 'none.csv'))).toMatchObject({ code: 2 });
  });
});

describe('the end of a payout', () => {
  it('has a day of its own, and what it cost', async () => {
    const { line, orion, vega } = await issued();
    const settling = ['payout', 'settle', orion, '--reference', 'SEPA 1', '--date', '2026-09-07', '--fee', '0.35'];
    expect((await line.said(...settling)).out).toBe(`${orion}: settled.\n`);
    expect((await line.said(...settling)).out).toContain('Known before');
    expect(await line.json('payouts', '--partner', 'orion-consulting')).toMatchObject([{ fee: '0.35' }]);
    expect(await line.said('payout', 'void', vega, '--reason', 'wrong', '--date', 'today')).toMatchObject({ code: 2 });
    expect(await line.said('payout', 'settle', vega, '--reference', 'x', '--fee', 'much')).toMatchObject({ code: 1 });
    expect((await line.said('payout', 'void', vega, '--reason', 'wrong', '--date', '2026-09-07')).code).toBe(0);
  });
});

describe('payout discard', () => {
  it('drops a prepared run, which can be prepared again', async () => {
    const line = await settled({ approval: 'two-person' });
    clean.push(line.remove);
    await line.said('payout', 'prepare', ...run);
    const discard = ['payout', 'discard', ...run, '--reason', 'a refund came in'];
    expect((await line.said(...discard)).out).toBe('Run 2026-09-07-acme: discarded; it can be prepared again.\n');
    expect(await line.said('payout', 'approve', ...run, '--actor', 'ben')).toMatchObject({ code: 1 });
    expect((await line.said('payout', 'prepare', ...run)).code).toBe(0);
    expect(await line.json(...discard)).toMatchObject({ run: '2026-09-07-acme', discarded: true, known: false });
    expect(await line.said('payout', 'discard', ...run)).toMatchObject({ code: 2 });
  });
});

describe('why something is not paid', () => {
  it('is told until when, of a destination that changed lately', async () => {
    const line = await settled({ destinations: 'required', destinationCoolOff: { days: 14 } }, '2026-07-31T10:00:00Z');
    clean.push(line.remove);
    const to = (reference: string) => ({ partner: 'orion-consulting', reference });
    await line.record('changePayoutDestination', to('bank-1'), '2026-08-01T10:00:00Z');
    await line.record('changePayoutDestination', to('bank-2'), '2026-09-01T10:00:00Z');
    line.clock('2026-09-07T10:00:00Z');
    const until = 'the payout destination changed: nothing is paid until after 2026-09-15';
    expect((await line.said('payout', 'preview', ...run)).out).toContain(until);
    expect((await line.said('schedule')).out).toContain(until);
    await line.said('payout', 'issue', ...run);
    expect((await line.said('payouts', '--deferred')).out).toContain(until);
    expect((await line.said('payouts', '--deferred', '--locale', 'ru')).out).toContain('до 2026-09-15 включительно');
    expect(await line.json('payouts', '--deferred', '--partner', 'orion-consulting')).toMatchObject([
      { reason: 'destination-changed', until: '2026-09-15' },
    ]);
  });

  it('is told of a partner who is suspended', async () => {
    const line = await settled();
    clean.push(line.remove);
    const suspension = {
      partner: 'orion-consulting',
      program: 'acme',
      from: '2026-09-01',
      reason: 'x',
      earning: 'stops',
    };
    await line.record('suspendPartner', suspension);
    expect((await line.said('payout', 'preview', ...run)).out).toMatch(
      /Orion Consulting .* the partner is suspended\n/,
    );
    expect((await line.said('forecast')).out).toMatch(/the partner is suspended +1 +194\.85 +EUR\n/);
  });

  it('names the amount that arrives in another currency', async () => {
    const line = await settled({ destinations: 'required' });
    clean.push(line.remove);
    const to = { partner: 'orion-consulting', reference: 'bank-1', currency: 'USD' };
    await line.record('changePayoutDestination', to);
    expect((await line.said('payout', 'preview', ...run)).out).toContain('no rate of exchange for the date');
    await line.record('recordFxRate', { from: 'EUR', to: 'USD', date: '2026-09-07', rate: '1.1', source: 'ecb' });
    expect((await line.said('payout', 'preview', ...run)).out).toContain('will be paid, converted into 214.34 USD');
    await line.said('payout', 'issue', ...run);
    expect((await line.said('payouts')).out).toMatch(/Arrives as +Status\n.* 214\.34 USD +issued\n/);
    expect(await line.json('payouts')).toMatchObject([
      { conversion: { amount: '214.34', currency: 'USD', rate: '1.1' } },
    ]);
  });
});
