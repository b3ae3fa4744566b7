import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type BankStatement, describeStatementFailure, readBankCsv } from '../src/index.ts';

const german = {
  schema: 'bank-csv/1',
  delimiter: ';',
  currency: 'EUR',
  dates: 'dd.MM.yyyy',
  decimal: ',',
  thousands: '.',
  columns: {
    booked: 'Buchung',
    valued: 'Wert',
    amount: 'Betrag',
    references: ['Ende-zu-Ende'],
    text: 'Zweck',
    party: 'Name',
    balance: 'Saldo',
  },
};
const header = 'Buchung;Wert;Name;Zweck;Ende-zu-Ende;Betrag;Saldo';
const lines = ['06.03.2024;07.03.2024;Ada;Provision;R1;-1.010,50;-10,50', '08.03.2024;;Bob;;R2;25,00;14,50'];
const csv = (rows: readonly string[]) => Buffer.from([header, ...rows].join('\r\n'));

const statement = (bytes: Buffer, mapping: unknown = german): BankStatement => {
  const read = readBankCsv(bytes, mapping);
  if (E.isLeft(read)) throw new Error(describeStatementFailure(read.left));
  return read.right;
};

const failure = (bytes: Buffer, mapping: unknown = german) => {
  const read = readBankCsv(bytes, mapping);
  if (E.isRight(read)) throw new Error('It was read.');
  expect(describeStatementFailure(read.left)).toMatch(/\.$/);
  return read.left;
};

describe('a bank statement as CSV', () => {
  it('is read as its mapping says', () => {
    const read = statement(csv(lines));
    expect(read).toMatchObject({ currency: 'EUR', from: '2024-03-06', until: '2024-03-08' });
    expect([read.opening?.minor, read.closing?.minor]).toEqual([100_000n, 1450n]);
    expect(read.movements).toMatchObject([
      {
        at: '2',
        direction: 'debit',
        amount: { minor: 101_050n },
        booked: '2024-03-06',
        valued: '2024-03-07',
        references: ['R1'],
        text: 'Provision',
        party: 'Ada',
      },
      { at: '3', direction: 'credit', amount: { minor: 2500n }, valued: '2024-03-08', text: null },
    ]);
  });

  it('is read with the newest line first, too, also within one day', () => {
    const turned = statement(csv(lines.toReversed()));
    expect([turned.opening?.minor, turned.closing?.minor]).toEqual([100_000n, 1450n]);
    const day = ['06.03.2024;;B;;R2;25,00;14,50', '06.03.2024;;A;;R1;-1.010,50;-10,50'];
    const sameDay = statement(csv(day));
    expect([sameDay.opening?.minor, sameDay.closing?.minor]).toEqual([100_000n, 1450n]);
  });

  it('takes debits and credits in columns of their own', () => {
    const mapping = {
      schema: 'bank-csv/1',
      currency: { column: 'cur' },
      dates: 'yyyy-MM-dd',
      columns: { booked: 'day', debit: 'out', credit: 'in' },
    };
    const read = statement(Buffer.from('day,out,in,cur\n2024-03-06,10.00,,USD\n2024-03-07,,5,USD\n'), mapping);
    expect(read.movements.map(({ direction, amount }) => [direction, amount.minor])).toEqual([
      ['debit', 1000n],
      ['credit', 500n],
    ]);
    expect(read.opening).toBeNull();
    expect(failure(Buffer.from('day,out,in,cur\n2024-03-06,10.00,5,USD\n'), mapping)._tag).toBe('BadStatementRows');
    expect(failure(Buffer.from('day,out,in,cur\n2024-03-06,-10.00,,USD\n'), mapping)._tag).toBe('BadStatementRows');
  });

  it('takes the direction from words', () => {
    const direction = { column: 'way', debit: ['D'], credit: ['C'] };
    const mapping = {
      schema: 'bank-csv/1',
      currency: 'EUR',
      dates: 'yyyy-MM-dd',
      columns: { booked: 'day', amount: 'sum', direction },
    };
    const read = statement(Buffer.from('day,sum,way\n2024-03-06,10.00,D\n2024-03-06,10.00,C\n'), mapping);
    expect(read.movements.map((movement) => movement.direction)).toEqual(['debit', 'credit']);
    expect(failure(Buffer.from('day,sum,way\n2024-03-06,10.00,X\n'), mapping)._tag).toBe('BadStatementRows');
  });

  it('names every bad cell, and reads nothing', () => {
    expect(failure(csv([lines[0]!, '8.3.24;;Bob;;R2;25.00;x']))).toMatchObject({
      _tag: 'BadStatementRows',
      rows: [{ line: 3, problems: [{ column: 'Buchung' }, { column: 'Betrag', value: '25.00' }, { column: 'Saldo' }] }],
    });
  });

  it('refuses what it cannot be sure of', () => {
    expect(failure(Buffer.from(''))._tag).toBe('NotAStatementCsv');
    expect(failure(csv([]))._tag).toBe('EmptyStatement');
    expect(failure(Buffer.from('a;b\n1;2\n'))._tag).toBe('MissingBankColumns');
    const mapping = {
      schema: 'bank-csv/1',
      currency: { column: 'cur' },
      dates: 'yyyy-MM-dd',
      columns: { booked: 'day', amount: 'sum' },
    };
    expect(failure(Buffer.from('day,sum,cur\n2024-03-06,1,EUR\n2024-03-06,1,USD\n'), mapping)).toEqual({
      _tag: 'MixedStatementCurrencies',
      currencies: ['EUR', 'USD'],
    });
  });

  it.each([
    ['/columns', { columns: { booked: 'a', amount: 'b', debit: 'c' } }],
    ['/columns', { columns: { booked: 'a', debit: 'c' } }],
    ['/columns/amout', { columns: { booked: 'a', amount: 'b', amout: 'c' } }],
    ['/dates', { dates: 'dd.MM.yy' }],
    ['/currency', { currency: 'EURO' }],
    ['/thousands', { thousands: ',', decimal: ',' }],
    ['/schema', { schema: 'import/1' }],
    ['/delimiter', { delimiter: '#' }],
  ])('names the mistake at %s of a mapping', (path, change) => {
    const read = failure(csv(lines), { ...german, ...change });
    expect(read).toMatchObject({ _tag: 'InvalidBankMapping', problems: [{ path }] });
  });
});
