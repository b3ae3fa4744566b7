import type { Reply } from '@commission-ledger/explainer';
import { afterEach, describe, expect, it } from 'vitest';
import { commandLine, plan, program } from './commandLine.ts';

type Line = ReturnType<typeof commandLine>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const [clause] = plan().rules;

/** Ten percent of the payments of a quarter up to 1,000.00 and twenty above. */
const tiered = plan({
  refunds: { counters: 'lower', within: 60 },
  attributes: { product: { ifMissing: 'Basic' } },
  counters: [{ id: 'quarter', title: { en: 'payments of the quarter' }, measure: 'payment', window: 'quarter' }],
  rules: [
    {
      ...clause,
      pay: {
        marginal: { of: 'payment', counter: 'quarter', bands: [{ upTo: '1000.00', rate: '0.1' }, { rate: '0.2' }] },
      },
    },
  ],
});

/** Orion has sold for 900.00 and then for 400.00, and the second customer got 100.00 back. */
const ready = async (): Promise<Line> => {
  const line = commandLine('2026-02-01T10:00:00Z');
  clean.push(line.remove);
  const setUp = ['--program', line.file('program.json', program()), '--plan', line.file('plan.json', tiered)];
  expect(await line.said('init', ...setUp)).toMatchObject({ code: 0 });
  const since = '2026-01-01T00:00:00Z';
  for (const partner of ['orion', 'lyra']) {
    await line.record('joinPartner', { partner, name: partner, occurredAt: since });
    await line.record('enrolPartner', {
      partner,
      program: 'acme',
      plan: 'referral',
      from: '2026-01-01',
      occurredAt: since,
    });
  }
  const sold = async (deal: string, amount: string, occurredAt: string): Promise<void> => {
    const money = { amount, currency: 'EUR' };
    const attribution = [{ partner: 'orion', share: '1' }];
    await line.record(
      'winDeal',
      { deal, program: 'acme', amount: money, attribution, attributes: {}, occurredAt },
      occurredAt,
    );
    await line.record('recordPayment', { deal, payment: `${deal}-p`, amount: money, occurredAt }, occurredAt);
  };
  await sold('d-1', '900.00', '2026-02-10T10:00:00Z');
  await sold('d-2', '400.00', '2026-02-20T10:00:00Z');
  const back = { deal: 'd-2', payment: 'd-2-p', refund: 'r-1', amount: { amount: '100.00', currency: 'EUR' } };
  const returned = '2026-03-01T10:00:00Z';
  await line.record('recordRefund', { ...back, reason: 'returned', occurredAt: returned }, returned);
  line.clock('2026-03-20T10:00:00Z');
  return line;
};

describe('what-if of a recorded deal', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      'tells another price: of the deal, and of the payment that paid it in full',
      ['d-1', '--amount', '1000.00'],
      [
        'The commission that this concerns would be 160.00 instead of 142.50: 17.50 more.',
        'Supposed: deal d-1 at 1,000.00 instead of 900.00',
        'Supposed: payment d-1-p on deal d-1 of 1,000.00 instead of 900.00',
        'payment of 10 February 2026 on deal d-1: 100.00 instead of 90.00',
        'payment of 20 February 2026 on deal d-2: 80.00 instead of 70.00, because the running total in Q1 2026 then starts at 1,000.00, not at 900.00',
        'taken back on 1 March 2026 on deal d-2: 20.00 instead of 17.50',
        'Sum 10.00 + 10.00 − 2.50',
      ],
    ],
    [
      'moves what was paid with the win',
      ['d-2', '--won-on', '2026-02-05'],
      [
        'The commission that this concerns would be 150.00 instead of 142.50: 7.50 more.',
        'Supposed: deal d-2 won on 5 February 2026 instead of 20 February 2026',
        'Supposed: payment d-2-p on deal d-2 made on 5 February 2026 instead of 20 February 2026',
        'payment of 10 February 2026 on deal d-1: 120.00 instead of 90.00, because the running total in Q1 2026 then starts at 400.00, not at 0.00',
      ],
    ],
    [
      'moves a payment alone',
      ['d-2', '--paid-on', '2026-04-02'],
      ['The commission that this concerns would be 30.00 instead of 52.50: 22.50 less.'],
    ],
    [
      'takes a refund that has not happened',
      ['d-1', '--refund', '450.00'],
      [
        '45.00 of commission would be taken back.',
        'Supposed: the customer gets 450.00 of payment d-1-p on deal d-1 back on 20 March 2026',
        '✓ A refund takes commission on payment d-1-p back if it comes by 11 April 2026.',
      ],
    ],
    [
      'tells that a refund comes too late',
      ['d-1', '--refund', '450.00', '--date', '2026-05-01'],
      [
        'Nothing would change for orion.',
        '✗ By then it is too late: a refund takes commission on payment d-1-p back only by 11 April 2026.',
      ],
    ],
    [
      'leaves a refund out',
      ['d-2', '--without-refund', 'r-1'],
      [
        '17.50 of commission would not have been taken back.',
        'Supposed: refund r-1 of 100.00 on deal d-2 had not been',
        '17.50 on deal d-2 would not be taken back',
      ],
    ],
    [
      'takes a payment that has not happened',
      ['d-1', '--payment', '500.00'],
      ['There would be 100.00 more commission.', 'Supposed: the customer pays 500.00 on deal d-1 on 20 March 2026'],
    ],
    [
      'credits others, in the account of one of them',
      ['d-2', '--credit', 'lyra=1', '--partner', 'lyra'],
      [
        'What if: deal d-2, lyra',
        'Supposed: deal d-2 credited otherwise',
        'lyra: 100%',
        'payment of 20 February 2026 on deal d-2: 40.00, which is not there now',
        'taken back on 1 March 2026 on deal d-2: 10.00',
        'Sum 40.00 − 10.00',
      ],
    ],
    [
      'changes nothing where nothing reads it',
      ['d-2', '--attribute', 'product=Pro', '--locale', 'ru'],
      ['Для партнёра orion ничего бы не изменилось.', 'Допустим: product сделки d-2: Pro'],
    ],
    [
      'answers as of an earlier day',
      ['d-1', '--amount', '1000.00', '--known-at', '2026-02-15'],
      ['The commission that this concerns would be 100.00 instead of 90.00: 10.00 more.'],
    ],
  ];
  it.each(cases)('%s', async (_, asked, expected) => {
    const line = await ready();
    const told = await line.said('what-if', ...asked);
    expect(told).toMatchObject({ code: 0, err: '' });
    const said = withoutAmounts(told.out)
      .replaceAll(/\s*\n[│ ]*/g, ' ')
      .replaceAll(/\s+/g, ' ');
    for (const sentence of expected) expect(said).toContain(sentence);
  });

  it('says what the plan pays on where another price changes nothing, and takes another payment', async () => {
    const line = await ready();
    const amount = { amount: '50.00', currency: 'EUR' };
    await line.record('recordPayment', { deal: 'd-1', payment: 'd-1-q', amount }, '2026-03-20T10:00:00Z');
    const { out } = await line.said('what-if', 'd-1', '--amount', '300.00');
    expect(out).toContain('Nothing would change for orion.');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('pays on what the customer pays, not on the price of the deal.');
    expect(out.trimEnd().split('\n').at(-1)).toBe('To suppose another payment, say --payment.');
    const other = await line.said('what-if', 'd-1', '--payment', '80.00', '--of', 'd-1-q');
    expect(other.out).toContain('Supposed: payment d-1-q on deal d-1 of 80.00 instead of 50.00');
    expect(await line.said('what-if', 'd-1', '--amount', '300.00', '--of', 'd-1-q')).toMatchObject({ code: 2 });
  });

  it('supposes of the past only what was known then', async () => {
    const line = await ready();
    line.clock('2026-05-01T10:00:00Z');
    const asked = async (...more: readonly string[]) => {
      const { out, err } = await line.said('what-if', ...more);
      return (out + err).replaceAll(/\s*\n[│ ]*/g, ' ').replaceAll(/\s+/g, ' ');
    };
    const cut = {
      deal: 'd-1',
      amendment: 'a-1',
      reason: 'less',
      author: 'ann',
      amount: { amount: '700.00', currency: 'EUR' },
    };
    await line.record('amendDeal', { ...cut, occurredAt: '2026-03-10T10:00:00Z' }, '2026-03-10T10:00:00Z');
    await line.record(
      'recordPayment',
      {
        deal: 'd-1',
        payment: 'd-1-later',
        amount: { amount: '50.00', currency: 'EUR' },
        occurredAt: '2026-03-12T10:00:00Z',
      },
      '2026-03-12T10:00:00Z',
    );
    line.clock('2026-05-01T10:00:00Z');
    // One payment had paid it in full: at another price it would have been another payment.
    for (const then of [
      ['--known-at', '2026-02-15'],
      ['--as-of', '2026-02-15'],
    ])
      expect(await asked('d-1', '--amount', '1000.00', ...then)).toContain('100.00 instead of 90.00');
    expect(await asked('d-1', '--refund', '10.00', '--of', 'd-1-later', '--known-at', '2026-02-15')).toContain(
      'Payments on this deal: d-1-p.',
    );
    expect(await asked('d-2', '--without-refund', 'r-1', '--as-of', '2026-02-25')).toContain('Nothing was refunded');
    expect(await asked('d-2', '--payment', '10.00', '--known-at', '2026-02-15')).toContain('No deal d-2 is recorded');
    expect(await asked('d-1', '--payment', '10.00', '--known-at', '2026-02-15')).toContain('on 15 February 2026');
    expect(await asked('d-1', '--payment', '10.00', '--known-at', '2026-02-15T23:30:00Z')).toContain(
      'on 16 February 2026',
    );
  });

  it('tells how far the next tier is, and what the next sale would earn', async () => {
    const line = await ready();
    const told = await line.said('what-if', '--partner', 'lyra', '--next', '1500.00');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('The next 1,500.00 would earn 200.00. 1,000.00 are left in the present tier.');
    expect(told.out).toContain('a deal without attributes');
    const own = await line.said('what-if', '--partner', 'orion', '--next', '100.00', '--date', '2026-03-20');
    expect(own.out).toContain('The next 100.00 would earn 20.00.');
    expect(own.out).toContain('a deal like d-2');
    expect(await line.said('what-if', '--next', '1.00')).toMatchObject({ code: 2 });
    expect(await line.said('what-if', '--next', 'x', '--partner', 'orion')).toMatchObject({ code: 1 });
  });

  it('is data with the same question in it, so that it can be asked again', async () => {
    const line = await ready();
    const reply = await line.json<Reply>('what-if', 'd-1', '--amount', '1000.00');
    expect(reply).toMatchObject({
      question: 'what-if',
      subject: { kind: 'deal', id: 'd-1' },
      asked: { partner: 'orion' },
      amount: { amount: '17.50', currency: 'EUR' },
      unexplained: { amount: '0.00', currency: 'EUR' },
    });
  });

  it('says what is missing, and what cannot be', async () => {
    const line = await ready();
    const refused = async (...asked: readonly string[]) => line.said('what-if', ...asked);
    expect(await refused('d-1')).toMatchObject({ code: 2, err: expect.stringContaining('--won-on') });
    expect(await refused('d-9', '--amount', '1.00')).toMatchObject({ code: 1, err: expect.stringContaining('d-9') });
    expect(await refused('d-1', '--won-on', 'May')).toMatchObject({
      code: 2,
      err: expect.stringContaining('YYYY-MM-DD'),
    });
    expect(await refused('d-1', '--refund', '1.00', '--of', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('d-1-p'),
    });
    expect(await refused('d-1', '--without-refund', 'r-9')).toMatchObject({
      code: 2,
      err: expect.stringContaining('r-9'),
    });
    expect(await refused('d-1', '--amount', 'many')).toMatchObject({
      code: 1,
      err: expect.stringContaining('/amount'),
    });
    expect(await refused()).toMatchObject({ code: 2, err: expect.stringContaining('--partner') });
  });
});

/** A row that is broken over lines has its amount at the end of the first. */
const withoutAmounts = (out: string): string => out.replaceAll(/ {2,}−?[\d,]+\.\d\d$/gm, '');
