import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { accountName } from '@commission-ledger/journal-files';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { crmCommands, payoutDates, sampleFolder } from '../../../examples/crm-import/crmProgram.ts';
import { journalPrograms } from '../../journal-files/test/journalPrograms.ts';
import { commandLine, settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

type Row = Readonly<Record<'account' | 'currency' | 'balance', string>>;

const kept = <Line extends Readonly<{ remove: () => void }>>(line: Line): Line => {
  clean.push(line.remove);
  return line;
};

/** Three deals of two partners, of which one was paid. */
const withBooks = async () => {
  const line = kept(await settled());
  await line.said('payout', 'issue', '--date', '2026-09-07');
  return line;
};

const refund = {
  deal: 'd-1',
  payment: 'd-1',
  refund: 'r-1',
  amount: { amount: '948.50', currency: 'EUR' },
  reason: 'returned',
  occurredAt: '2026-07-20T00:00:00Z',
};

describe.each(journalPrograms.map((program) => [program.title, program] as const))(
  'export for %s',
  (_title, program) => {
    const { format, missing, check, sums } = program;
    const asked = ['export', '--format', format] as const;
    const taken = { accepted: true };

    it.skipIf(missing)('comes to what the trial balance says, and has the names of partners', async () => {
      const line = await withBooks();
      const { out, err, code } = await line.said(...asked);
      expect([code, err]).toEqual([0, '']);
      expect(check(out)).toMatchObject(taken);
      const rows = await line.json<readonly Row[]>('trial-balance');
      const ours = rows.filter(({ balance }) => /[1-9]/.test(balance));
      expect(ours.length).toBeGreaterThan(2);
      expect(new Map(ours.map((row) => [`${accountName(format, row.account)} ${row.currency}`, row.balance]))).toEqual(
        sums(out),
      );
      expect(out).toContain('Orion Consulting');
      expect(out).toMatch(/hash: "?[0-9a-f]{64}/);
    });

    it.skipIf(missing)('may end on any day, begin on any, and be of one partner', async () => {
      const line = await withBooks();
      for (const scope of [
        ['--until', '2026-07-31'],
        ['--until', '2026-08-20'],
        ['--from', '2026-08-01'],
        ['--from', '2026-07-16', '--until', '2026-08-20', '--partner', 'orion-consulting'],
        ['--until', '2026-06-01'],
        ['--until', '2027-01-01'],
      ]) {
        const { out, err } = await line.said(...asked, ...scope);
        expect([scope, err, check(out)]).toMatchObject([scope, '', taken]);
      }
      const { out } = await line.said(...asked, '--from', '2026-08-01');
      expect(out).toContain('Opening balances');
    });

    it.skipIf(missing)(
      'does not check, and says so, what was recorded late and is booked after the last day',
      async () => {
        const line = await withBooks();
        await line.said('close', '--period', '2026-07');
        const closed = await line.said(...asked, '--until', '2026-07-31');
        expect([closed.err, check(closed.out)]).toMatchObject(['', taken]);
        await line.record('recordRefund', refund);
        const late = await line.said(...asked, '--until', '2026-07-31');
        expect(late.err).toMatch(/^1 account is not held against the balances on 2026-07-31/);
        expect(late.out).toContain('; orion-consulting EUR: 1 account is not held');
        expect(check(late.out)).toMatchObject(taken);
        const now = await line.said(...asked);
        expect([now.err, check(now.out)]).toMatchObject(['', taken]);
      },
    );
  },
);

describe('export of the sample of a CRM', () => {
  const line = commandLine();
  let rows: readonly Row[] = [];
  beforeAll(async () => {
    for (const [command = '', ...rest] of crmCommands(sampleFolder, 'none', payoutDates)) {
      const words = rest.filter((word) => word !== '--store' && word !== 'none');
      expect(await line.said(command, ...words)).toMatchObject({ code: 0 });
    }
    rows = (await line.json<readonly Row[]>('trial-balance')).filter(({ balance }) => /[1-9]/.test(balance));
  }, 60_000);
  afterAll(line.remove);

  for (const { title, format, missing, check, sums } of journalPrograms)
    it.skipIf(missing)(`is taken by ${title}, which comes to the same`, async () => {
      const { out } = await line.said('export', '--format', format, '--assertions', 'every-transaction');
      expect(check(out)).toMatchObject({ accepted: true });
      const oneCentMore = (_: string, digit: string): string => `${(Number(digit) + 1) % 10} USD\n`;
      expect(check(out.replace(/(\d) USD\n/, oneCentMore)).accepted).toBe(false);
      expect(rows.length).toBeGreaterThan(10);
      expect(sums(out)).toEqual(
        new Map(rows.map((row) => [`${accountName(format, row.account)} ${row.currency}`, row.balance])),
      );
    });
});

describe('export', () => {
  it('writes a file whole, and never over another unless it is told to', async () => {
    const line = await withBooks();
    const out = path.join(line.folder, 'books.ledger');
    const asked = ['export', '--format', 'ledger', '--out', out];
    const text = (await line.said('export', '--format', 'ledger')).out;
    expect(await line.json(...asked)).toEqual({
      schema: 'export/1',
      what: 'journal',
      format: 'ledger',
      out,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    });
    expect(readFileSync(out, 'utf8')).toBe(text);
    writeFileSync(out, 'mine');
    expect(await line.said(...asked)).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await line.said(...asked, '--force', '--locale', 'ru')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Журнал записан в .*books\.ledger, байт: \d+\.\nSHA-256 [0-9a-f]{64}\n$/),
    });
    expect(readFileSync(out, 'utf8')).toBe(text);
    expect(readdirSync(line.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('never takes the place of what is no plain file, and says where nothing can be written', async () => {
    const line = await withBooks();
    const [folder, alias] = [path.join(line.folder, 'folder'), path.join(line.folder, 'alias')];
    mkdirSync(folder);
    symlinkSync(path.join(line.folder, 'plan.json'), alias);
    for (const out of [folder, alias])
      expect(await line.said('export', '--format', 'csv', '--out', out, '--force')).toMatchObject({
        code: 1,
        err: expect.stringContaining('is no plain file'),
      });
    const nowhere = path.join(line.folder, 'none', 'books.csv');
    expect(await line.said('export', '--format', 'csv', '--out', nowhere)).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be written'),
    });
  });

  it('has the journal, the trial balance and the balances as csv', async () => {
    const line = await withBooks();
    const csv = ['export', '--format', 'csv'] as const;
    const journal = (await line.said(...csv)).out.split('\r\n');
    expect(journal[0]).toBe(
      'date,kind,id,program,partner,account,amount,currency,total,total_currency,event,stream,revision,hash',
    );
    expect(journal[1]).toMatch(
      /^2026-07-01,accrual,acr-\w+,acme,orion-consulting,Expenses:Commission:acme,94\.85,EUR,,,/,
    );
    const rows = await line.json<readonly Row[]>('trial-balance');
    const trial = rows.map(({ account, currency, balance }) => {
      const sides = balance?.startsWith('-') ? `,${balance.slice(1)}` : `${balance},`;
      return `2026-09-07,${account},${currency},${sides},${balance}\r\n`;
    });
    expect((await line.said(...csv, '--what', 'trial-balance')).out).toBe(
      `date,account,currency,debit,credit,balance\r\n${trial.join('')}`,
    );
    const july = await line.said(...csv, '--what', 'balances', '--until', '2026-07-31');
    expect(july.out).toMatch(
      /\r\n2026-07-31,acme,Acme,orion-consulting,Orion Consulting,EUR,194\.85,0\.00,0\.00,100\.00,94\.85,/,
    );
  });

  it('has the journal as Parquet, in a file', async () => {
    const line = await withBooks();
    const out = path.join(line.folder, 'books.parquet');
    expect(await line.said('export', '--format', 'parquet', '--out', out)).toMatchObject({ code: 0 });
    const bytes = readFileSync(out);
    expect([bytes.subarray(0, 4), bytes.subarray(-4)].map(String)).toEqual(['PAR1', 'PAR1']);
  });

  it('says at its beginning what it is, and how it was made', async () => {
    const line = await withBooks();
    const asked = ['--partner', 'orion-consulting', '--from', '2026-07-16', '--until', '2026-08-20'];
    const heading = [
      '; Journal of acme, up to and including 2026-08-20',
      '; Of the partner Orion Consulting (orion-consulting) only',
      '; From 2026-07-16 on',
      '; Days are those of the time zone Europe/Berlin',
      '; From the ledger ledger. It has no seal yet',
      '; Made with: commission-ledger export --format ledger --program acme --partner orion-consulting --from 2026-07-16 --until 2026-08-20 --assertions end',
    ];
    const { out } = await line.said('export', '--format', 'ledger', ...asked);
    expect(out.split('\n').slice(0, heading.length)).toEqual(heading);
    // What stands in each account that is in it.
    for (const [, account = ''] of out.matchAll(/^account (\S+)$/gm))
      expect(out).toContain(`; - ${account.replace(/orion-consulting|(?<=Commission:)acme/, '…')}: `);
    const key = path.join(line.folder, 'seal.key');
    expect(await line.said('seal', 'keygen', '--name', 'acme', '--out', key)).toMatchObject({ code: 0 });
    const seal = await line.json<Readonly<{ size: number; root: string }>>('seal', '--key', key);
    const sealed = await line.said('export', '--format', 'beancount');
    expect(sealed.out).toContain(`; From the ledger ledger. Its newest seal is over ${seal.size} events, made on `);
    expect(sealed.out).toContain(`fingerprint ${seal.root.slice(0, 16)}\n`);
    expect(sealed.out).toContain('; Of all partners\n; From the beginning\n');
  });

  it('says what cannot be written how', async () => {
    const line = await withBooks();
    for (const wrong of [
      ['--format', 'parquet'],
      ['--format', 'csv', '--json'],
      ['--format', 'parquet', '--what', 'balances', '--out', 'x'],
      ['--format', 'hledger', '--what', 'trial-balance'],
      ['--format', 'csv', '--what', 'balances', '--from', '2026-07-01'],
      ['--format', 'gnucash'],
      ['--format', 'csv', '--until', 'soon'],
      ['--format', 'csv', '--from', '2026-08-02', '--until', '2026-08-01'],
      ['--format', 'csv', '--partner', 'nobody'],
      ['--format', 'csv', '--program', 'nope'],
      [],
    ])
      expect([wrong, (await line.said('export', ...wrong)).code]).toEqual([wrong, 2]);
  });
});
