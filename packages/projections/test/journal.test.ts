import { exactFromJson, money, toJson } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { journalOf, type Posting, trialBalance } from '../src/index.ts';
import { collected, documentsOf } from './documentsOf.ts';
import {
  accrued,
  adjusted,
  advanced,
  forgiven,
  held,
  issued,
  opened,
  recovered,
  released,
  reversed,
  settled,
  told,
  truedUp,
  voided,
  writtenOff,
} from './facts.ts';
import { at, cents, date, type Fact, right } from './history.ts';

const until = date('2026-12-31');

/** The journal as a person writes it: a date, what it is, and the postings. */
const written = async (facts: readonly Fact[]): Promise<readonly string[]> => {
  const transactions = await collected(journalOf(await documentsOf([opened(), ...facts]), { program: 'north', until }));
  return transactions.map((transaction) =>
    [`${transaction.date} ${transaction.kind} ${transaction.id}`, ...transaction.postings.map(shown)].join('\n'),
  );
};

const shown = ({ account, amount, total }: Posting): string => {
  const price = total === undefined ? '' : ` @@ ${toJson(total).amount} ${total.currency}`;
  return `  ${account} ${toJson(amount).amount} ${amount.currency}${price}`;
};

const noon = (day: string): string => `${day}T12:00:00Z`;

const line = (entry: string, amount: number, maturesOn: string) => ({
  entry,
  kind: 'accrual' as const,
  amount,
  maturesOn,
});

const earned = accrued({ id: 'a1', amount: 1000, maturesOn: '2026-02-01', occurredAt: noon('2026-01-05') });

const paid = issued({
  payout: 'p1',
  date: '2026-02-05',
  lines: [line('a1', 1000, '2026-02-01')],
  charges: { withheld: 300, fee: 10, programFee: 7, vat: 50 },
  occurredAt: noon('2026-02-05'),
});

describe('the journal', () => {
  it('books what is earned on hold until it matures', async () => {
    expect(await written([earned])).toEqual([
      '2026-01-05 accrual a1\n  Expenses:Commission:north 10.00 EUR\n  Liabilities:Partner:ada:OnHold -10.00 EUR',
      '2026-02-01 maturity a1\n  Liabilities:Partner:ada:OnHold 10.00 EUR\n  Liabilities:Partner:ada:Payable -10.00 EUR',
    ]);
  });

  it('books what has matured already as payable at once', async () => {
    const late = adjusted({ id: 'j1', amount: 5, maturesOn: '2026-01-05', occurredAt: noon('2026-01-05') });
    expect(await written([late])).toEqual([
      '2026-01-05 adjustment j1\n  Expenses:Commission:north 0.05 EUR\n  Liabilities:Partner:ada:Payable -0.05 EUR',
    ]);
  });

  it('moves a payout on its way, what it keeps back and what comes on top, and the bank when it arrives', async () => {
    const arrived = settled({ payout: 'p1', amount: 1000, occurredAt: noon('2026-02-07') });
    expect((await written([earned, paid, arrived])).slice(2)).toEqual([
      [
        '2026-02-05 payout-issued p1',
        '  Liabilities:Partner:ada:InFlight -6.90 EUR',
        '  Liabilities:Tax:Withholding -3.00 EUR',
        '  Expenses:PayoutFees -0.10 EUR',
        '  Assets:Tax:Vat 0.50 EUR',
        '  Liabilities:Partner:ada:VatInFlight -0.50 EUR',
        '  Liabilities:Partner:ada:Payable 10.00 EUR',
      ].join('\n'),
      [
        '2026-02-07 payout p1',
        '  Liabilities:Partner:ada:InFlight 6.90 EUR',
        '  Liabilities:Partner:ada:VatInFlight 0.50 EUR',
        '  Assets:Bank:EUR -7.40 EUR',
      ].join('\n'),
    ]);
  });

  it('turns the postings of a payout round when it is voided', async () => {
    const called = voided({ payout: 'p1', amount: 1000, occurredAt: noon('2026-02-09') });
    const [issue = '', back = ''] = (await written([earned, paid, called])).slice(2);
    const turned = (text: string): readonly string[] =>
      text
        .split('\n')
        .slice(1)
        .map((row) =>
          row.replace(
            / (-?)([\d.]+) EUR/,
            (_, sign: string, digits: string) => ` ${sign === '' ? '-' : ''}${digits} EUR`,
          ),
        );
    expect(back.split('\n').slice(1)).toEqual(turned(issue));
    expect(back).toContain('2026-02-09 payout-voided p1');
  });

  it('posts both amounts of a payout in another currency, and the fee of the bank', async () => {
    const { event, stream } = paid;
    if (event.type !== 'PayoutIssued') throw new Error('A payout is issued.');
    const conversion = {
      amount: right(money('8.11', 'USD')),
      rate: right(exactFromJson('1.0959')),
      date: date('2026-02-05'),
      from: { stream: 'fx-EUR.USD', revision: 0, id: 'rate' },
    };
    const arrived = told(stream, 'PayoutSettled', {
      program: 'north',
      partner: 'ada',
      payout: 'p1',
      amount: cents(1000),
      reference: 'bank 77',
      fee: cents(25),
      occurredAt: at(noon('2026-02-07')),
    });
    const facts = [earned, told(stream, 'PayoutIssued', { ...event.data, conversion }), arrived];
    expect((await written(facts)).at(-1)).toBe(
      [
        '2026-02-07 payout p1',
        '  Liabilities:Partner:ada:InFlight 6.90 EUR',
        '  Liabilities:Partner:ada:VatInFlight 0.50 EUR',
        '  Equity:Conversion -7.40 EUR @@ -8.11 USD',
        '  Equity:Conversion 8.11 USD',
        '  Assets:Bank:USD -8.11 USD',
        '  Expenses:PayoutFees 0.25 EUR',
        '  Assets:Bank:EUR -0.25 EUR',
      ].join('\n'),
    );
  });

  it('books what is taken back after it was paid as a receivable, which later earnings meet or a write-off ends', async () => {
    const plain = issued({
      payout: 'p1',
      date: '2026-02-05',
      lines: [line('a1', 1000, '2026-02-01')],
      occurredAt: noon('2026-02-05'),
    });
    const back = reversed({
      id: 'r1',
      accrual: 'a1',
      amount: 300,
      maturesOn: '2026-02-20',
      occurredAt: noon('2026-02-20'),
    });
    const more = adjusted({ id: 'j1', amount: 100, maturesOn: '2026-02-25', occurredAt: noon('2026-02-25') });
    const off = writtenOff({ id: 'w1', amount: 200, date: '2026-03-31', occurredAt: noon('2026-03-31') });
    expect((await written([earned, plain, back, more, off])).slice(3)).toEqual([
      '2026-02-20 reversal r1\n  Expenses:Commission:north -3.00 EUR\n  Assets:Partner:ada:Receivable 3.00 EUR',
      '2026-02-25 adjustment j1\n  Expenses:Commission:north 1.00 EUR\n  Assets:Partner:ada:Receivable -1.00 EUR',
      '2026-03-31 write-off w1\n  Expenses:BadDebt 2.00 EUR\n  Assets:Partner:ada:Receivable -2.00 EUR',
    ]);
  });

  it('books a draw that is owed back as an asset, and one that is not as commission', async () => {
    const on = (day: string) => ({ date: day, occurredAt: noon(day) });
    const facts = [
      advanced({ id: 'd1', amount: 500, debt: 500, ...on('2026-02-05') }),
      recovered({ id: 'd2', amount: 200, debt: 300, ...on('2026-03-05') }),
      forgiven({ amount: 300, ...on('2026-03-06') }),
      advanced({ id: 'd3', amount: 40, debt: 0, recoverable: false, ...on('2026-03-07') }),
    ];
    const texts = await written(facts);
    expect(texts.map((text) => text.replace(/forgiven \S+/, 'forgiven'))).toEqual([
      '2026-02-05 draw-advance d1\n  Assets:Partner:ada:Draws 5.00 EUR\n  Liabilities:Partner:ada:Payable -5.00 EUR',
      '2026-03-05 draw-recovery d2\n  Assets:Partner:ada:Draws -2.00 EUR\n  Liabilities:Partner:ada:Payable 2.00 EUR',
      '2026-03-06 draw-forgiven\n  Expenses:BadDebt 3.00 EUR\n  Assets:Partner:ada:Draws -3.00 EUR',
      '2026-03-07 draw-advance d3\n  Expenses:Commission:north 0.40 EUR\n  Liabilities:Partner:ada:Payable -0.40 EUR',
    ]);
  });

  it('puts what is disputed on hold again when it matures, and lets it go with the release', async () => {
    const facts = [
      earned,
      held({ accrual: 'a1', occurredAt: noon('2026-01-20') }),
      released({ accrual: 'a1', occurredAt: noon('2026-02-10') }),
    ];
    expect((await written(facts)).slice(1)).toEqual([
      '2026-02-01 maturity a1\n  Liabilities:Partner:ada:OnHold 10.00 EUR\n  Liabilities:Partner:ada:Payable -10.00 EUR',
      '2026-02-01 hold a1\n  Liabilities:Partner:ada:OnHold -10.00 EUR\n  Liabilities:Partner:ada:Payable 10.00 EUR',
      '2026-02-10 release a1\n  Liabilities:Partner:ada:OnHold 10.00 EUR\n  Liabilities:Partner:ada:Payable -10.00 EUR',
    ]);
  });

  it('leaves what is in a payout alone when its accrual is disputed, until it comes back', async () => {
    const taken = reversed({
      id: 'r1',
      accrual: 'a1',
      amount: 300,
      maturesOn: '2026-01-10',
      occurredAt: noon('2026-01-10'),
    });
    const other = adjusted({ id: 'j1', amount: 500, maturesOn: '2026-01-10', occurredAt: noon('2026-01-10') });
    const more = truedUp({
      id: 't1',
      accrual: 'a1',
      amount: 40,
      maturesOn: '2026-01-10',
      occurredAt: noon('2026-01-10'),
    });
    const lines = [
      { entry: 't1', kind: 'true-up' as const, amount: 40, maturesOn: '2026-01-10' },
      { entry: 'r1', kind: 'reversal' as const, amount: -300, maturesOn: '2026-01-10' },
      { entry: 'j1', kind: 'adjustment' as const, amount: 500, maturesOn: '2026-01-10' },
    ];
    const facts = [
      earned,
      taken,
      other,
      more,
      issued({ payout: 'p1', date: '2026-01-12', lines, occurredAt: noon('2026-01-12') }),
      held({ accrual: 'a1', occurredAt: noon('2026-01-20') }),
      voided({ payout: 'p1', amount: 240, occurredAt: noon('2026-01-25') }),
    ];
    expect((await written(facts)).slice(5, 8)).toEqual([
      '2026-01-25 hold t1\n  Liabilities:Partner:ada:OnHold -0.40 EUR\n  Assets:Partner:ada:Receivable 0.40 EUR',
      '2026-01-25 hold r1\n  Liabilities:Partner:ada:OnHold 3.00 EUR\n  Liabilities:Partner:ada:Payable -2.60 EUR\n  Assets:Partner:ada:Receivable -0.40 EUR',
      '2026-01-25 payout-voided p1\n  Liabilities:Partner:ada:InFlight 2.40 EUR\n  Liabilities:Partner:ada:Payable -2.40 EUR',
    ]);
  });

  it('says nothing of a dispute that is over before its entry matures', async () => {
    const over = [held({ occurredAt: noon('2026-01-20') }), released({ occurredAt: noon('2026-01-25') })];
    expect(await written([earned, ...over])).toEqual(await written([earned]));
  });

  it('is empty for a program that is not there, and before anything happened', async () => {
    const documents = await documentsOf([opened(), earned]);
    expect(await collected(journalOf(documents, { program: 'south', until }))).toEqual([]);
    expect(await collected(journalOf(documents, { program: 'north', until: date('2026-01-04') }))).toEqual([]);
  });

  it('adds up to a trial balance', async () => {
    const documents = await documentsOf([opened(), earned, paid]);
    const rows = await trialBalance(documents, { program: 'north', until });
    expect(rows.map(({ account, balance }) => `${account} ${toJson(balance).amount}`)).toEqual([
      'Assets:Tax:Vat 0.50',
      'Expenses:Commission:north 10.00',
      'Expenses:PayoutFees -0.10',
      'Liabilities:Partner:ada:InFlight -6.90',
      'Liabilities:Partner:ada:OnHold 0.00',
      'Liabilities:Partner:ada:Payable 0.00',
      'Liabilities:Partner:ada:VatInFlight -0.50',
      'Liabilities:Tax:Withholding -3.00',
    ]);
  });
});
