import { describe, expect, it } from 'vitest';
import { issuedIn, payingAccount, shown, termsOf } from './payingAccount.ts';

const withholding = [
  { status: 'none', rate: '0.30', from: '2026-01-01' },
  { status: 'w8', rate: '0.10', from: '2026-01-01' },
  { status: 'w8', rate: '0.15', from: '2026-03-01' },
];
const vat = [{ status: 'company', rate: '0.20', from: '2026-01-01' }];
const fees = [
  { id: 'transfer', title: { en: 'Transfer' }, rate: '0.01', fixed: '1.00', waivedFrom: '100.00', bornBy: 'partner' },
  { id: 'bank', title: { en: 'Bank' }, fixed: '0.25', bornBy: 'program' },
];

const paying = (minor: number) => {
  const account = payingAccount();
  account.adjust('a', minor, '2026-01-15');
  return account;
};

describe('withholding', () => {
  const terms = termsOf({ withholding });

  it('goes by the tax status, and by the rate in force on the payout date', () => {
    expect(shown(paying(1000).pay({ month: '2026-02', terms }))).toBe('paid 1000, net 700');
    expect(shown(paying(1000).pay({ month: '2026-02', terms, status: 'w8' }))).toBe('paid 1000, net 900');
    expect(shown(paying(1000).pay({ month: '2026-03', terms, status: 'w8' }))).toBe('paid 1000, net 850');
  });

  it('is rounded by the plan, and says where the plan has it', () => {
    const events = paying(5).pay({ month: '2026-03', terms, status: 'none' });
    expect(issuedIn(events)).toMatchObject({
      amount: { minor: 5n },
      net: { minor: 3n },
      taxStatus: { status: 'none', from: null },
      charges: [
        { kind: 'withholding', id: 'none', amount: { minor: 2n }, path: '/payout/withholding/0', bornBy: 'partner' },
      ],
    });
  });

  it('of a status without a rate keeps nothing back, and the payout still tells the status', () => {
    const issued = issuedIn(paying(1000).pay({ month: '2026-02', terms, status: 'other' }));
    expect(issued).toMatchObject({ taxStatus: { status: 'other' } });
    expect(issued).not.toHaveProperty('net');
    expect(issued).not.toHaveProperty('charges');
  });
});

describe('charges', () => {
  it('add VAT on top, keep the partner’s fees back, and only tell the program’s', () => {
    const terms = termsOf({ vat, fees });
    const issued = issuedIn(paying(1000).pay({ month: '2026-02', terms, status: 'company' }));
    expect(issued.charges?.map(({ kind, id, amount, bornBy }) => [kind, id, amount.minor, bornBy])).toEqual([
      ['vat', 'company', 200n, 'program'],
      ['fee', 'transfer', 110n, 'partner'],
      ['fee', 'bank', 25n, 'program'],
    ]);
    expect(issued.net?.minor).toBe(1090n);
  });

  it('waive a fee from its amount on', () => {
    const terms = termsOf({ fees });
    expect(shown(paying(9999).pay({ month: '2026-02', terms }))).toBe('paid 9999, net 9799');
    expect(shown(paying(10_000).pay({ month: '2026-02', terms }))).toBe('paid 10000, net 10000');
  });

  it('take no more than there is', () => {
    const terms = termsOf({ withholding, fees });
    const issued = issuedIn(paying(100).pay({ month: '2026-02', terms }));
    expect(issued.charges?.map(({ amount }) => amount.minor)).toEqual([30n, 70n, 25n]);
    expect(issued.net?.minor).toBe(0n);
  });

  it('do not decide about the minimum', () => {
    const terms = termsOf({ withholding, minimum: '10.00' });
    expect(shown(paying(1000).pay({ month: '2026-02', terms }))).toBe('paid 1000, net 700');
    expect(shown(paying(999).pay({ month: '2026-02', terms }))).toBe('deferred 999 below-minimum');
  });

  it('are not mentioned where the terms have none', () => {
    const issued = issuedIn(paying(1000).pay({ month: '2026-02', status: 'company' }));
    for (const field of ['net', 'charges', 'taxStatus']) expect(issued).not.toHaveProperty(field);
  });
});
