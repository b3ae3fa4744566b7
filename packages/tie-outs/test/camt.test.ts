import * as E from 'fp-ts/lib/Either.js';
import { format } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeStatementFailure, readCamt053 } from '../src/index.ts';
import { camt, statementsIn } from './bankWorld.ts';

const one = camt([{ amount: '10.00', reference: 'R1', payee: 'ada' }]);

const failure = (xml: string) => {
  const read = readCamt053(xml);
  if (E.isRight(read)) throw new Error('It was read.');
  expect(describeStatementFailure(read.left)).toMatch(/\. .+\.$|\.$/);
  return read.left;
};

/** A batch of version 02, whose parts have no direction of their own. */
const batch = (parts: readonly string[], total = '30.00', more = '') =>
  one
    .replace('.08"', '.02"')
    .replace(
      /<Ntry>.*<\/Ntry>/s,
      `<Ntry><Amt Ccy="EUR">${total}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2024-03-06T09:00:00+01:00</DtTm></BookgDt>${more}<NtryDtls><Btch><NbOfTxs>${parts.length}</NbOfTxs></Btch>${parts
        .map(
          (amount, index) =>
            `<TxDtls><Refs><EndToEndId>E${index}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls><RltdPties><Cdtr><Nm>P${index}</Nm></Cdtr></RltdPties></TxDtls>`,
        )
        .join('')}</NtryDtls></Ntry>`,
    );

describe('camt.053', () => {
  it.each(['02', '03', '04', '05', '06', '07', '08'])('is read in version 001.%s', (version) => {
    const [statement] = statementsIn(camt([{ amount: '10.00' }], { version }));
    expect(statement).toMatchObject({ account: 'DE02120300000000202051', currency: 'EUR', from: '2024-03-01' });
  });

  it.each(['01', '09', '10'])('is refused in version 001.%s', (version) => {
    expect(failure(camt([], { version }))._tag).toBe('NotCamt053');
  });

  it('is read under any prefix of its namespace', () => {
    const prefixed = one.replaceAll(/<(\/?)([A-Z])/g, '<$1c:$2').replace('xmlns=', 'xmlns:c=');
    expect(statementsIn(prefixed)).toEqual(statementsIn(one));
    expect(failure(one.replace('xmlns=', 'xmlns:c='))).toMatchObject({ _tag: 'NotCamt053', found: '' });
  });

  it('gives what a movement says', () => {
    const text = 'a &amp; b &#x41;';
    const [statement] = statementsIn(
      camt([{ amount: '10.5', reference: 'R1', payee: 'Ada &lt;1&gt;', text, charges: '0.50' }]),
    );
    expect(statement?.movements).toMatchObject([
      { at: '1', direction: 'debit', references: ['R1'], party: 'Ada <1>', text: 'a & b A', valued: '2024-03-06' },
    ]);
    expect([statement?.movements[0]?.amount, statement?.movements[0]?.charges].map((sum) => format(sum!))).toEqual([
      '10.50',
      '0.50',
    ]);
  });

  it('reads an amount as text, to the last cent that floating point would lose', () => {
    const [statement] = statementsIn(
      one.replace(
        '>10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>',
        '>90071992547409.93000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>',
      ),
    );
    expect(format(statement!.movements[0]!.amount)).toBe('90071992547409.93');
  });

  it('takes the parts of a batch, which come to its entry', () => {
    const [statement] = statementsIn(batch(['10.00', '20.00']));
    expect(statement?.movements.map(({ at, references, party }) => [at, references, party])).toEqual([
      ['1.1', ['E0'], 'P0'],
      ['1.2', ['E1'], 'P1'],
    ]);
    expect(failure(batch(['10.00', '20.01']))).toMatchObject({
      _tag: 'EntryDoesNotAddUp',
      entry: '30.00 EUR',
      details: '30.01 EUR',
    });
  });

  it('leaves out what is not booked yet', () => {
    expect(statementsIn(one.replace('BOOK', 'PDNG'))[0]?.movements).toEqual([]);
  });

  it('takes the previous closing for an opening that is not there, and an overdrawn account below zero', () => {
    const [statement] = statementsIn(one.replace('OPBD', 'PRCD'));
    expect(statement?.opening?.minor).toBe(100_000n);
    expect(statementsIn(camt([{ amount: '1000.01' }]))[0]?.closing?.minor).toBe(-1n);
  });

  it.each([
    ['a document type', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${one}`, 'DocumentTypeRefused'],
    ['a document type in small letters', one.replace('<Document', '<!doctype x><Document'), 'DocumentTypeRefused'],
    ['what is no XML', one.replace('</Stmt>', ''), 'NotXml'],
    ['nothing', '', 'NotXml'],
    ['another document', '<a xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>', 'NotCamt053'],
    ['no statement', one.replace(/<Stmt>.*<\/Stmt>/s, ''), 'EmptyStatement'],
    ['elements too deep', `<Document>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</Document>`, 'NotXml'],
  ])('refuses %s', (_, xml, problem) => {
    expect(failure(xml)._tag).toBe(problem);
  });

  it.each([
    ['an amount with a comma', ['>10.00</Amt>', '>10,00</Amt>'], 'Stmt/Ntry/Amt'],
    ['an amount below zero', ['>10.00</Amt>', '>-10.00</Amt>'], 'Stmt/Ntry/Amt'],
    ['an amount with an exponent', ['>10.00</Amt>', '>1e1</Amt>'], 'Stmt/Ntry/Amt'],
    ['too many decimals', ['>10.00</Amt>', '>10.005</Amt>'], 'Stmt/Ntry/Amt'],
    ['no currency', ['<Amt Ccy="EUR">10.00', '<Amt>10.00'], 'Stmt/Ntry/Amt'],
    ['another currency than the account', ['<Amt Ccy="EUR">10.00', '<Amt Ccy="USD">10.00'], 'Stmt'],
    ['no direction', ['<CdtDbtInd>DBIT</CdtDbtInd><Sts>', '<CdtDbtInd>OUT</CdtDbtInd><Sts>'], 'Stmt/Ntry/CdtDbtInd'],
    ['no date', ['<BookgDt><Dt>2024-03-06', '<BookgDt><Dt>2024-02-30'], 'Stmt/Ntry/BookgDt/Dt'],
  ])('names the place of %s', (_, [from, to], at) => {
    const changed = one.replace(from!, to!);
    expect(changed).not.toBe(one);
    expect(failure(changed)).toMatchObject({ _tag: 'BadCamtElement', at: `BkToCstmrStmt/${at}` });
  });

  it('never throws, whatever is cut out of it or put in', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: one.length }),
        fc.nat({ max: 40 }),
        fc.constantFrom('', '<', '&', ']]>', '<!--', '\u0000', '__proto__'),
        (at, length, put) => {
          const read = readCamt053(one.slice(0, at) + put + one.slice(at + length));
          expect(['Left', 'Right']).toContain(read._tag);
        },
      ),
      { numRuns: 400 },
    );
  });
});
