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
  it.each(['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'])(
    'is read in version 001.%s',
    (version) => {
      const [statement] = statementsIn(camt([{ amount: '10.00' }], { version }));
      expect(statement).toMatchObject({ account: 'DE02120300000000202051', currency: 'EUR', from: '2024-03-01' });
    },
  );

  it.each(['01', '14', '20', '081'])('is refused in version 001.%s', (version) => {
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

  describe('what the bank took for a batch', () => {
    const charged = (amount: string) => `<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">${amount}</TtlChrgsAndTaxAmt></Chrgs>`;
    const sumsIn = (xml: string) =>
      statementsIn(xml)[0]?.movements.map(({ at, direction, amount }) => [at, direction, format(amount)]);

    it('is a movement of its own where it is told of the whole', () => {
      expect(sumsIn(batch(['10.00', '20.00'], '30.50', charged('0.50')))).toEqual([
        ['1.1', 'debit', '10.00'],
        ['1.2', 'debit', '20.00'],
        ['1.3', 'debit', '0.50'],
      ]);
      expect(failure(batch(['10.00', '20.00'], '30.50', charged('0.51')))._tag).toBe('EntryDoesNotAddUp');
    });

    it('is in each part where it is told of each', () => {
      const parts = batch(['10.00', '20.00'], '31.00').replaceAll('</AmtDtls>', `</AmtDtls>${charged('0.50')}`);
      expect(sumsIn(parts)).toEqual([
        ['1.1', 'debit', '10.50'],
        ['1.2', 'debit', '20.50'],
      ]);
    });

    it('may be booked apart, and is then left as it is', () => {
      const apart = batch(['10.00', '20.00'], '30.00', charged('0.50'));
      expect(sumsIn(apart)).toEqual([
        ['1.1', 'debit', '10.00'],
        ['1.2', 'debit', '20.00'],
      ]);
    });

    it('lessens what came in', () => {
      const credit = batch(['10.00', '20.00'], '29.50', charged('0.50')).replace(
        '>DBIT</CdtDbtInd><Sts',
        '>CRDT</CdtDbtInd><Sts',
      );
      expect(sumsIn(credit)).toEqual([
        ['1.1', 'credit', '10.00'],
        ['1.2', 'credit', '20.00'],
        ['1.3', 'debit', '0.50'],
      ]);
    });
  });

  it('takes a batch without parts as one movement, called by its order', () => {
    const whole = batch([]).replace('<NbOfTxs>', '<PmtInfId>RUN-7</PmtInfId><NbOfTxs>');
    expect(statementsIn(whole)[0]?.movements).toMatchObject([{ at: '1', references: ['RUN-7'] }]);
  });

  it('tells what was sent in another currency, and takes what the account was charged', () => {
    const abroad = one.replace(
      '<Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RltdPties>',
      '<AmtDtls><InstdAmt><Amt Ccy="USD">10.85</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls><RltdPties>',
    );
    const [movement] = statementsIn(abroad)[0]!.movements;
    expect([format(movement!.amount), movement!.instructed?.currency, format(movement!.instructed!)]).toEqual([
      '10.00',
      'USD',
      '10.85',
    ]);
    const part = batch(['10.00', '20.00']).replace(
      '<TxAmt><Amt Ccy="EUR">20.00</Amt></TxAmt>',
      '<TxAmt><Amt Ccy="USD">21.70</Amt></TxAmt><CntrValAmt><Amt Ccy="EUR">20.00</Amt></CntrValAmt>',
    );
    expect(statementsIn(part)[0]?.movements[1]).toMatchObject({
      amount: { minor: 2000n },
      instructed: { minor: 2170n },
    });
    const only = batch(['10.00', '20.00']).replace('Ccy="EUR">20.00</Amt></TxAmt>', 'Ccy="USD">20.00</Amt></TxAmt>');
    expect(failure(only)).toMatchObject({ _tag: 'BadCamtElement', problem: 'it is not in EUR, as its entry is' });
  });

  it('tells that and why something came back, and which way a reversal goes', () => {
    const back = camt([{ amount: '10.00', way: 'CRDT', reference: 'R1', reversal: true }]).replace(
      '<RltdPties>',
      '<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account closed</AddtlInf></RtrInf><RltdPties>',
    );
    expect(statementsIn(back)[0]?.movements).toMatchObject([
      { direction: 'credit', references: ['R1'], returned: 'AC04, Account closed' },
    ]);
    expect(statementsIn(one)[0]?.movements[0]?.returned).toBeNull();
    expect(statementsIn(back.replace('<Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account closed</AddtlInf>', ''))).toMatchObject(
      [{ movements: [{ returned: '' }] }],
    );
  });

  it('takes the party behind the account, and the words of the entry, where there are no nearer ones', () => {
    const behind = one.replace('<Cdtr>', '<UltmtCdtr>').replace('</Cdtr>', '</UltmtCdtr>');
    expect(behind).not.toBe(one);
    expect(statementsIn(behind)[0]?.movements[0]?.party).toBe('ada');
    const noted = one.replace('</NtryDtls>', '</NtryDtls><AddtlNtryInf>SEPA transfer</AddtlNtryInf>');
    expect(statementsIn(noted)[0]?.movements[0]?.text).toBe('SEPA transfer');
  });

  describe('given as bytes', () => {
    const german = camt([{ amount: '10.00', payee: 'Müller & Söhne'.replace('&', '&amp;') }]);
    const partyIn = (bytes: Uint8Array) => {
      const read = readCamt053(bytes);
      return E.isRight(read) ? read.right[0]?.movements[0]?.party : read.left;
    };
    const declared = (encoding: string) => german.replace('UTF-8', encoding);

    it.each([
      ['UTF-8', Buffer.from(german)],
      ['UTF-8 with a mark', Buffer.from(`\uFEFF${german}`)],
      ['UTF-8 that nothing declares', Buffer.from(german.replace(/^<\?xml.*\?>\n/, ''))],
      ['ISO 8859-1', Buffer.from(declared('ISO-8859-1'), 'latin1')],
      ['Windows 1252', Buffer.from(declared('windows-1252'), 'latin1')],
      ['UTF-16', Buffer.from(`\uFEFF${declared('UTF-16')}`, 'utf16le')],
      ['UTF-16, the high byte first', Buffer.from(`\uFEFF${declared('UTF-16')}`, 'utf16le').swap16()],
    ])('is read in %s', (_, bytes) => {
      expect(partyIn(bytes)).toBe('Müller & Söhne');
    });

    it.each([
      ['another encoding than it declares', Buffer.from(german, 'latin1')],
      ['an encoding that there is not', Buffer.from(declared('klingon'))],
      ['UTF-16 without a mark', Buffer.from(german, 'utf16le')],
    ])('is refused in %s', (_, bytes) => {
      expect(partyIn(bytes)).toMatchObject({ _tag: 'NotXml' });
    });

    it('is refused when it is so large that memory would not do', () => {
      const large = readCamt053(new Uint8Array(17 * 1024 * 1024));
      if (E.isRight(large)) expect.fail();
      expect(describeStatementFailure(large.left)).toMatch(/larger than 16 MiB\. Ask the bank/);
    });
  });

  it('expands nothing: neither entities that it declares nor those that it only names', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
    const bomb = one
      .replace('<Document', `<!DOCTYPE lolz [<!ENTITY l0 "lol">${laughs}]><Document`)
      .replace('ada', '&l9;');
    expect(failure(bomb)._tag).toBe('DocumentTypeRefused');
    expect(statementsIn(one.replace('ada', '&l9;&l9;'))[0]?.movements[0]?.party).toBe('&l9;&l9;');
    const utf16 = readCamt053(Buffer.from(`\uFEFF${bomb}`, 'utf16le'));
    expect(utf16).toMatchObject({ left: { _tag: 'DocumentTypeRefused' } });
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
