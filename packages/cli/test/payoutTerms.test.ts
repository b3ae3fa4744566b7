import { afterEach, describe, expect, it } from 'vitest';
import { commandLine, plan, program } from './commandLine.ts';

type Row = Readonly<Record<string, unknown>>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const payout = {
  day: 5,
  convention: 'following',
  cutOff: 'start-of-month',
  minimum: '0.00',
  draw: { amount: '100.00', kind: 'recoverable', from: '2026-01-01' },
  withholding: [
    { status: 'none', rate: '0.3', from: '2026-01-01' },
    { status: 'company', rate: '0.1', from: '2026-01-01' },
  ],
};

const ada = {
  partner: 'ada',
  name: 'Ada Byron',
  occurredAt: '2026-01-01T00:00:00Z',
  enrolments: [{ plan: 'referral', from: '2026-01-01', version: 1, parameters: { rate: '0.2' } }],
  taxStatuses: [{ status: 'company', from: '2026-09-01' }],
};

/** A ledger with one partner in a plan with a draw and withholding; nothing has happened with her. */
const opened = async (partners: unknown = [ada]) => {
  const line = commandLine();
  clean.push(line.remove);
  const document = plan({
    payout,
    parameters: { rate: { rate: '0.1' } },
    rules: plan().rules.map((rule) => ({
      ...rule,
      pay: { percent: { of: 'payment', rate: { parameter: 'rate' } } },
    })),
  });
  const settings = line.file('program.json', program({ partners }));
  const init = () => line.said('init', '--program', settings, '--plan', line.file('plan.json', document));
  return { line, init };
};

describe('init', () => {
  it('takes in the partners of the program file with their terms, once', async () => {
    const { line, init } = await opened();
    const first = await init();
    expect([first.err, first.out]).toEqual(['', expect.stringContaining('1 partner taken in.\n')]);
    expect((await init()).out).toContain('1 partner taken in. Known before');
    const again = await line.json<readonly Row[]>(
      'init',
      '--program',
      line.file('p.json', program({ partners: [ada] })),
    );
    expect(again.map(({ event, known }) => [event, known])).toEqual([
      ['ProgramOpened', true],
      ['PartnerJoined', true],
      ['PartnerEnrolled', true],
      ['TaxStatusRecorded', true],
    ]);
  });

  it('says what is wrong with them', async () => {
    for (const partners of [
      {},
      [{ name: 'Ada' }],
      [{ partner: 'ada', plans: [] }],
      [{ partner: 'ada', enrolments: [1] }],
    ]) {
      const { init } = await opened(partners);
      expect(await init()).toMatchObject({ code: 2, err: expect.stringContaining('partners must be a list like') });
    }
    const { init } = await opened([{ ...ada, taxStatuses: [{ status: 'company', from: 'soon' }] }]);
    expect(await init()).toMatchObject({ code: 1, err: expect.stringContaining('/from') });
  });
});

describe('a run under a draw and withholding', () => {
  it('shows what is advanced and kept back before it is paid, and after', async () => {
    const { line, init } = await opened();
    await init();
    const [preview] = await line.json<readonly Row[]>('payout', 'preview', '--date', '2026-09-07');
    expect(preview).toMatchObject({
      partner: 'ada',
      amount: '100.00',
      matured: '0.00',
      writtenOff: '0.00',
      advanced: '100.00',
      recovered: '0.00',
      withheld: '10.00',
      fees: '0.00',
      vat: '0.00',
      net: '90.00',
      drawDebt: '100.00',
      charges: [{ kind: 'withholding', id: 'company', amount: '10.00', bornBy: 'partner' }],
      lines: 1,
      deferral: null,
    });
    const table = (await line.said('payout', 'preview', '--date', '2026-09-07')).out;
    expect(table).toMatch(/Partner +Amount +Advanced +Withheld +Net +Currency/);
    expect(table).toMatch(/Ada Byron +100\.00 +100\.00 +10\.00 +90\.00 +EUR/);
    expect(await line.json('payout', 'issue', '--date', '2026-09-07')).toMatchObject({
      issued: [{ partner: 'ada', amount: '100.00', net: '90.00' }],
    });
    expect(await line.json('payouts')).toMatchObject([
      { amount: '100.00', advanced: '100.00', withheld: '10.00', net: '90.00', taxStatus: 'company', lines: 1 },
    ]);
    expect((await line.said('payouts', '--locale', 'ru')).out).toMatch(/Аванс +Удержано +На руки/);
    expect(await line.json('balance')).toMatchObject([
      { adjusted: '100.00', inFlight: '90.00', withheld: '10.00', drawDebt: '100.00', disputed: '0.00' },
    ]);
    expect((await line.said('balance')).out).toContain('Draw debt');
    expect((await line.said('schedule')).out).toMatch(
      /2026-10-05 +0\.00 +EUR +0 +will be paid, with a draw of 100\.00 EUR, 90\.00 EUR arrives\n/,
    );
  });
});
