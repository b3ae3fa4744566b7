import { currency, ofMinor } from '@commission-ledger/money';
import type { BalanceRow, Transaction } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { journalText, type JournalTextOptions } from '../src/index.ts';
import { all, day } from './books.ts';

const inCurrency = (minor: bigint, code: string) => {
  const known = currency(code);
  if (E.isLeft(known)) throw new Error(`${code} is no currency.`);
  return ofMinor(minor, known.right);
};

const event = { stream: 'account-north.ada.EUR', revision: 4, id: '0a1b' };
const about = { kind: 'payout', program: 'north', partner: 'ada', currency: 'EUR', event } as const;

/** A payout of 20.00 EUR that arrived as 21.01 USD. */
const paid: Transaction = {
  ...about,
  date: day('2026-02-07'),
  id: 'po-1',
  postings: [
    { account: 'Liabilities:Partner:ada:InFlight', amount: inCurrency(2000n, 'EUR') },
    { account: 'Equity:Conversion', amount: inCurrency(-2000n, 'EUR'), total: inCurrency(-2101n, 'USD') },
    { account: 'Equity:Conversion', amount: inCurrency(2101n, 'USD') },
    { account: 'Assets:Bank:USD', amount: inCurrency(-2101n, 'USD') },
  ],
};

const textOf = async (
  transactions: readonly Transaction[],
  options: Pick<JournalTextOptions, 'format'> & Partial<JournalTextOptions>,
): Promise<string> =>
  (await all(journalText(transactions, { program: 'north', until: day('2026-02-28'), balances: [], ...options }))).join(
    '',
  );

describe('a journal', () => {
  it('is for hledger', async () => {
    expect(await textOf([paid], { format: 'hledger', hashOf: () => 'f00d', payeeOf: () => 'Ada "A." Byron' })).toBe(
      `; Journal of north, up to and including 2026-02-28
decimal-mark .

commodity EUR
account Liabilities:Partner:ada:InFlight
account Equity:Conversion
commodity USD
account Assets:Bank:USD
2026-02-07 * (po-1) Ada A. Byron | payout
    ; partner: ada
    ; event: 0a1b
    ; stream: account-north.ada.EUR
    ; revision: 4
    ; hash: f00d
    Liabilities:Partner:ada:InFlight   20.00 EUR
    Equity:Conversion                 -20.00 EUR
    Equity:Conversion                  21.01 USD @@ 20.00 EUR
    Assets:Bank:USD                   -21.01 USD @@ 20.00 EUR

2026-02-28 * balance
    Liabilities:Partner:ada:InFlight  0.00 EUR = 20.00 EUR

2026-02-28 * balance
    Equity:Conversion  0.00 EUR = -20.00 EUR
    Equity:Conversion  0.00 USD = 21.01 USD

2026-02-28 * balance
    Assets:Bank:USD  0.00 USD = -21.01 USD

`,
    );
  });

  it('declares to ledger-cli the tags that it has', async () => {
    const text = await textOf([paid], { format: 'ledger', hashOf: () => 'f00d' });
    const declared = new Set([...text.matchAll(/^tag (\w+)$/gm)].map(([, tag]) => tag));
    const used = new Set([...text.matchAll(/^ {4}; (\w+): /gm)].map(([, tag]) => tag));
    expect(used).toEqual(declared);
    expect(text).toContain('2026-02-07 * (po-1) ada\n    ; kind: payout\n');
  });

  it('is for beancount, where a balance is that of the next morning', async () => {
    const text = await textOf([paid], { format: 'beancount' });
    expect(text).toContain('option "inferred_tolerance_multiplier" "0.0"\n');
    expect(text).toContain('2026-02-07 open Liabilities:Partner:Ada:InFlight\n2026-02-07 open Equity:Conversion\n');
    expect(text).toContain('2026-02-07 * "ada" "payout po-1"\n  partner: "ada"\n');
    expect(text).toContain(
      '\n2026-03-01 balance Equity:Conversion  -20.00 EUR\n2026-03-01 balance Equity:Conversion  21.01 USD\n',
    );
  });

  it('names the tolerance as version 3 of beancount does when that is to read it', async () => {
    const text = await textOf([paid], { format: 'beancount', beancount: 3 });
    expect(text).toContain('\noption "tolerance_multiplier" "0.0"\n');
    expect(text).not.toContain('inferred');
  });

  it('has amounts with exactly the decimals of their currency', async () => {
    const moved = (code: string): Transaction => ({
      ...about,
      date: day('2026-02-08'),
      id: `acr-${code}`,
      postings: [
        { account: 'Expenses:Commission:north', amount: inCurrency(1200n, code) },
        { account: 'Liabilities:Partner:ada:OnHold', amount: inCurrency(-1200n, code) },
      ],
    });
    const text = await textOf([moved('JPY'), moved('KWD'), moved('EUR')], { format: 'hledger' });
    for (const amount of [
      ' -1200 JPY\n',
      ' -1.200 KWD\n',
      ' -12.00 EUR\n',
      '  0 JPY = -1200 JPY\n',
      ' 0.000 KWD = -1.200 KWD\n',
    ])
      expect(text).toContain(amount);
  });

  it('holds the accounts of partners against the balances, not against what was posted', async () => {
    const none = inCurrency(0n, 'EUR');
    const row: BalanceRow = {
      program: 'north',
      programName: 'North',
      partner: 'ada',
      partnerName: 'Ada',
      currency: 'EUR',
      accrued: none,
      reversed: none,
      adjusted: none,
      onHold: none,
      payable: none,
      inFlight: inCurrency(500n, 'EUR'),
      paid: none,
      withheld: none,
      taxDue: inCurrency(3n, 'EUR'),
      unclaimed: none,
      receivable: inCurrency(7n, 'EUR'),
      disputed: none,
      drawDebt: none,
    };
    const text = await textOf([paid], { format: 'hledger', balances: [row] });
    expect(text).toContain('\n    Liabilities:Partner:ada:InFlight  0.00 EUR = -5.00 EUR\n');
    expect(text).toContain('account Assets:Partner:ada:Receivable\n');
    expect(text).toContain('\n    Assets:Partner:ada:Receivable  0.00 EUR = 0.07 EUR\n');
    expect(text).toContain('\n    Liabilities:Tax:Withholding  0.00 EUR = -0.03 EUR\n');
    expect(text).not.toContain('OnHold');
    expect(await textOf([paid], { format: 'hledger', balances: [row], isWhole: false })).not.toContain('Withholding');
  });

  it('can say after each posting, or in beancount after each day, what an account comes to', async () => {
    const again = { ...paid, id: 'po-2', date: day('2026-02-09') };
    const plain = await textOf([paid, again], { format: 'ledger', assertions: 'every-transaction' });
    expect(plain).toContain('  20.00 EUR = 20.00 EUR\n');
    expect(plain).toContain('  20.00 EUR = 40.00 EUR\n');
    const beancount = await textOf([paid, again], { format: 'beancount', assertions: 'every-transaction' });
    expect(beancount).toContain('\n2026-02-08 balance Liabilities:Partner:Ada:InFlight  20.00 EUR\n');
    expect(beancount).toContain('\n2026-02-10 balance Liabilities:Partner:Ada:InFlight  40.00 EUR\n');
  });

  it('begins with notes for people, each one line', async () => {
    const text = await textOf([], { format: 'beancount', notes: ['one\ntwo; three'] });
    expect(text).toContain('\n; one two three\n');
  });

  it('comes in pieces, and ends with a line end', async () => {
    const many = Array.from({ length: 2000 }, (_, index): Transaction => ({ ...paid, id: `po-${index}` }));
    const pieces = await all(
      journalText(many, { format: 'hledger', program: 'north', until: day('2026-02-28'), balances: [] }),
    );
    expect(pieces.length).toBeGreaterThan(8);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(80_000);
    expect(pieces.join('').endsWith('\n')).toBe(true);
  });
});
