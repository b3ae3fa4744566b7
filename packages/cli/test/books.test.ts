import { afterEach, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

type Row = Readonly<Record<string, unknown>>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const withBooks = async () => {
  const line = await settled();
  clean.push(line.remove);
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

describe('statement', () => {
  const orion = ['--partner', 'orion-consulting'];

  it('leads from what was owed to what is owed, line by line', async () => {
    const line = await withBooks();
    const { out } = await line.said('statement', ...orion, '--period', '2026-07');
    const id = 'acr-[0-9a-f]{16}';
    expect(out).toMatch(
      new RegExp(
        [
          '^Statement of Orion Consulting, July 2026, EUR',
          '',
          'Date        What                   Deal  Id                    Amount    Owed',
          '2026-07-01  Owed at the beginning                                        0.00',
          `2026-07-01  commission             d-1   ${id}   94.85   94.85`,
          `2026-07-15  commission             d-2   ${id}  100.00  194.85`,
          '2026-07-31  Owed at the end                                            194.85',
          '',
          'Not closed yet: more can come into it.\n$',
        ].join('\n'),
      ),
    );
  });

  it('puts what comes after the closing into the next one, and says so', async () => {
    const line = await withBooks();
    expect((await line.said('close', '--period', '2026-07')).out).toBe('July 2026: 2 accounts closed.\n');
    await line.record('recordRefund', refund);
    const july = await line.said('statement', ...orion, '--period', '2026-07');
    expect(july.out).not.toContain('taken back');
    expect(july.out).toContain('Closed on 7 September 2026 by ana: nothing can come into it any more.');
    const august = await line.said('statement', ...orion, '--period', '2026-08');
    expect(august.out).toMatch(/2026-07-20 +taken back \(for 2026-07\) +d-1 +rev-\w+ +−94\.85 +100\.00\n/);
    const russian = await line.said('statement', ...orion, '--period', '2026-08', '--locale', 'ru');
    expect(russian.out).toMatch(/2026-07-20 +сторно \(за 2026-07\) +d-1 +rev-\w+ +−94,85 +100,00\n/);
    expect(russian.out).toContain('Месяц ещё не закрыт');
    expect(await line.json('statement', ...orion, '--period', '2026-08')).toMatchObject([
      {
        partnerName: 'Orion Consulting',
        period: '2026-08',
        opening: '194.85',
        closing: '100.00',
        closed: null,
        lines: [{ kind: 'reversal', amount: '-94.85', balance: '100.00', correctionOf: '2026-07' }],
      },
    ]);
  });

  it('shows a payout on its way apart, and what arrived in the sum', async () => {
    const line = await withBooks();
    await line.said('payout', 'issue', '--date', '2026-09-07');
    const issued = await line.said('statement', ...orion, '--period', '2026-09');
    expect(issued.out).toMatch(/On the way.*\n.*\n2026-09-07 +payout issued +PO-\S+ +194\.85\n/);
    const [payout] = await line.json<readonly Row[]>('payouts');
    await line.said('payout', 'settle', String(payout?.['payoutId']), '--reference', 'SEPA 1', '--date', '2026-09-08');
    const paid = await line.said('statement', ...orion, '--period', '2026-09');
    expect(paid.out).toMatch(/2026-09-08 +paid out +PO-\S+ +−194\.85 +0\.00\n/);
  });

  it('is of months, currencies and partners that there are', async () => {
    const line = await withBooks();
    for (const period of ['2026-13', '2026', '2026-Q3', 'July'])
      expect(await line.said('statement', ...orion, '--period', period)).toMatchObject({
        code: 2,
        err: expect.stringContaining('Give it as YYYY-MM'),
      });
    expect(await line.said('statement', '--partner', 'nobody', '--period', '2026-07')).toMatchObject({ code: 1 });
    const dollars = await line.said('statement', ...orion, '--period', '2026-07', '--currency', 'USD');
    expect([dollars.code, dollars.out]).toEqual([0, 'Nothing to show.\n']);
  });
});

describe('statements', () => {
  it('add up, in both languages', async () => {
    const line = await withBooks();
    expect((await line.said('statements', '--period', '2026-07')).out).toBe(
      [
        'Statements, July 2026',
        'Partner           Start  Commission  Taken back  Other  Paid out     End  Currency  Lines  Closed',
        'Orion Consulting   0.00      194.85        0.00   0.00      0.00  194.85  EUR           2  no',
        'Vega Partners      0.00       10.00        0.00   0.00      0.00   10.00  EUR           1  no',
        'Together           0.00      204.85        0.00   0.00      0.00  204.85  EUR           3  0 / 2',
        '',
      ].join('\n'),
    );
    expect((await line.said('statements', '--period', '2026-07', '--locale', 'ru')).out).toMatch(
      /Вместе .* 204,85 +EUR/,
    );
    expect(await line.json('statements', '--period', '2026-07')).toMatchObject({
      period: '2026-07',
      statements: [
        { partner: 'orion-consulting', closing: '194.85' },
        { partner: 'vega-partners', closing: '10.00' },
      ],
      totals: [{ currency: 'EUR', accounts: 2, closed: 0, closing: '204.85' }],
    });
  });
});

describe('close', () => {
  it('closes a month once', async () => {
    const line = await withBooks();
    expect(await line.json('close', '--period', '2026-07')).toMatchObject({
      period: '2026-07',
      known: false,
      accounts: [
        { partner: 'orion-consulting', opening: '0.00', closing: '194.85', lines: 2, closedBy: 'ana' },
        { partner: 'vega-partners', closing: '10.00' },
      ],
    });
    expect((await line.said('close', '--period', '2026-07', '--actor', 'ben')).out).toBe(
      'July 2026: 2 accounts closed. Known before; nothing was written.\n',
    );
    expect((await line.said('close', '--period', '2026-08', '--locale', 'ru')).out).toBe(
      'август 2026: закрыто, 2 счёта.\n',
    );
  });

  it('waits until the month is over and earlier ones are closed', async () => {
    const line = await withBooks();
    for (const [period, why] of [
      ['2026-09', 'over'],
      ['2026-08', '2026-07'],
    ] as const)
      expect(await line.said('close', '--period', period)).toMatchObject({
        code: 1,
        err: expect.stringContaining(why),
      });
    expect((await line.json<{ totals: readonly Row[] }>('statements', '--period', '2026-08')).totals).toMatchObject([
      { closed: 0 },
    ]);
  });
});

describe('liability and forecast', () => {
  it('say what is owed on a day', async () => {
    const line = await withBooks();
    expect((await line.said('liability', '--as-of', '2026-08-05')).out).toBe(
      [
        'What Acme owes as of 5 August 2026, EUR, 2 accounts',
        'On hold                      110.00',
        'Payable                       94.85',
        'In payouts on their way        0.00',
        'Owed to partners on balance  204.85',
        'Owed in all                  204.85',
        '',
      ].join('\n'),
    );
    expect((await line.said('liability', '--locale', 'ru')).out).toMatch(/К выплате +204,85\n/);
    expect(await line.json('liability')).toMatchObject([
      {
        program: 'acme',
        currency: 'EUR',
        asOf: '2026-09-07',
        accounts: 2,
        payable: '204.85',
        total: '204.85',
        unclaimed: '0.00',
      },
    ]);
  });

  it('say what leaves the bank when, and what waits', async () => {
    const line = await withBooks();
    const { out } = await line.said('forecast');
    expect(out).toMatch(/2026-09-07 +1 +194\.85 +194\.85 +EUR\n/);
    expect(out).toMatch(/below the minimum +1 +10\.00 +EUR\n/);
    expect((await line.said('forecast', '--locale', 'ru')).out).toMatch(/меньше минимума +1 +10,00 +EUR\n/);
    expect(await line.json('forecast')).toEqual({
      program: 'acme',
      asOf: '2026-09-07',
      dates: [{ date: '2026-09-07', currency: 'EUR', payouts: 1, due: '194.85', net: '194.85' }],
      waiting: [{ reason: 'below-minimum', currency: 'EUR', accounts: 1, amount: '10.00' }],
    });
  });
});

type Transaction = Readonly<{ date: string; kind: string; postings: readonly Readonly<{ amount: string }>[] }>;

describe('the books', () => {
  it('balance in every transaction', async () => {
    const line = await withBooks();
    const all = await line.json<readonly Transaction[]>('journal');
    expect(all.map(({ date, kind }) => `${date} ${kind}`)).toEqual([
      '2026-07-01 accrual',
      '2026-07-15 accrual',
      '2026-07-20 accrual',
      '2026-07-31 maturity',
      '2026-08-14 maturity',
      '2026-08-19 maturity',
    ]);
    for (const { postings } of all)
      expect(postings.reduce((sum, { amount }) => sum + Number(amount.replace('.', '')), 0)).toBe(0);
  });

  it('are written as plain-text accounting reads them', async () => {
    const line = await withBooks();
    const { out } = await line.said(
      'journal',
      '--partner',
      'vega-partners',
      '--from',
      '2026-07-20',
      '--until',
      '2026-07-20',
    );
    expect(out).toMatch(
      /^2026-07-20 accrual acr-\w+ {2}; vega-partners\n {4}Expenses:Commission:acme +10\.00 EUR\n {4}Liabilities:Partner:vega-partners:OnHold +-10\.00 EUR\n$/,
    );
  });

  it('come to the same on both sides', async () => {
    const line = await withBooks();
    const { out } = await line.said('trial-balance', '--until', '2026-07-31');
    expect(out).toMatch(/Expenses:Commission:acme +204\.85 +EUR\n/);
    expect(out).toMatch(/orion-consulting:Payable +94\.85 +EUR\n/);
    expect(out).toMatch(/\nTogether +204\.85 +204\.85 +EUR\n$/);
    expect((await line.said('trial-balance', '--locale', 'ru')).out).toMatch(/Счёт +Дебет +Кредит/);
    expect(await line.json('trial-balance')).toContainEqual({
      account: 'Expenses:Commission:acme',
      currency: 'EUR',
      balance: '204.85',
    });
  });

  it('are empty before anything happened, and have days', async () => {
    const line = await withBooks();
    expect((await line.said('journal', '--until', '2026-06-30')).out).toBe('Nothing to show.\n');
    expect(await line.said('journal', '--from', 'May')).toMatchObject({ code: 2 });
  });
});

describe('adjustments', () => {
  it('wait for another person', async () => {
    const line = await withBooks();
    expect((await line.said('adjustments')).out).toBe('No adjustment waits for approval.\n');
    const about = { program: 'acme', partner: 'vega-partners', adjustment: 'adj-1' };
    const amount = { amount: '-5.00', currency: 'EUR' };
    await line.record('proposeAdjustment', {
      ...about,
      amount,
      reason: 'paid twice',
      author: 'ana',
      maturesOn: '2026-09-07',
    });
    expect((await line.said('adjustments')).out).toMatch(
      /adj-1 +Vega Partners +−5\.00 +EUR +2026-09-07 +ana +paid twice\n/,
    );
    expect(await line.json('adjustments', '--partner', 'vega-partners')).toMatchObject([
      { adjustment: 'adj-1', partnerName: 'Vega Partners', amount: '-5.00', author: 'ana' },
    ]);
    line.type(JSON.stringify({ ...about, approver: 'ana' }));
    expect(await line.said('record', 'approveAdjustment', '-')).toMatchObject({ code: 1 });
    await line.record('approveAdjustment', { ...about, approver: 'ben' });
    expect((await line.said('adjustments', '--locale', 'ru')).out).toBe('Корректировок на утверждении нет.\n');
    expect(await line.json('balance', '--partner', 'vega-partners')).toMatchObject([{ adjusted: '-5.00' }]);
  });
});
