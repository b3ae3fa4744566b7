import { ledgerAccounts } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountName, accountOfName } from '../src/index.ts';
import { oneLine } from '../src/oneLine.ts';

const idOfLedger = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
/** Ids and texts that look like what the encodings make. */
const anything = fc.oneof(
  idOfLedger,
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[-_~0bcCuhxX:]{0,12}$/),
  fc.constantFrom('', '-', '--', '--c', 'Ada--c', '0--b', '0--b-', '~~', '~3a~', 'x\r\ny', '\u2028', '\ud800'),
);
const accountsOf = (id: string): readonly string[] => [
  ledgerAccounts.commission(id),
  ledgerAccounts.onHold(id),
  ledgerAccounts.vatInFlight(id),
  ledgerAccounts.receivable(id),
  ledgerAccounts.draws(id),
];

const FORMATS = ['hledger', 'ledger', 'beancount'] as const;

describe('the name of an account', () => {
  it('tells which account it is, so that no two have one name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FORMATS), anything, (format, id) => {
        for (const account of accountsOf(id)) expect(accountOfName(format, accountName(format, account))).toBe(account);
      }),
      { numRuns: 500 },
    );
  });

  it('is in the grammar of the program, whatever the id is', () => {
    const plain = /^[A-Z][A-Za-z]*(?::[\w~-]+)+$/;
    const beancount = /^[A-Z][A-Za-z0-9-]*(?::[A-Z0-9][A-Za-z0-9-]*)+$/;
    fc.assert(
      fc.property(anything, (id) => {
        for (const account of accountsOf(id)) {
          expect(accountName('hledger', account)).toMatch(plain);
          expect(accountName('ledger', account)).toBe(accountName('hledger', account));
          expect(accountName('beancount', account)).toMatch(beancount);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the account itself in hledger and ledger-cli, where the ids are those of a ledger', () => {
    fc.assert(
      fc.property(idOfLedger, (id) => {
        for (const account of accountsOf(id)) expect(accountName('hledger', account)).toBe(account);
      }),
    );
  });

  it.each([
    ['ada', 'Ada'],
    ['darcel-schlecht', 'Darcel-schlecht'],
    ['p_1', 'P--u1'],
    ['P001', 'P001--c'],
    ['7days', '7days'],
    ['a--b', 'A--h-b'],
    ['a-', 'A--h'],
    ['_x', '0--b--ux'],
    ['é', '0--b--xe9x'],
  ])('has the id %s as %s in beancount', (id, text) => {
    expect(accountName('beancount', ledgerAccounts.payable(id))).toBe(`Liabilities:Partner:${text}:Payable`);
  });

  it('is of an account of the books, and no other', () => {
    for (const account of [
      '',
      'assets:bank',
      'Assets',
      'Assets:Bank:EUR\n',
      'Assets:Bank ; x',
      'Liabilities:Partner:ada',
    ])
      for (const format of FORMATS) expect(() => accountName(format, account)).toThrow(RangeError);
  });
});

describe('a line of free text', () => {
  it('has no sign that ends it, begins a comment or closes quotes, and no two spaces in a row', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ ;|"\\\t\r\na]{0,20}$/)), (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(/[\p{C};|"\\]|\s\s|^\s|\s$|[^\S ]/u);
        expect(oneLine(line)).toBe(line);
      }),
    );
  });

  it('leaves names as people write them', () => {
    for (const name of ["Smith & Sons (UK), O'Brien", 'Команда №1', 'Zoë GmbH', '株式会社'])
      expect(oneLine(name)).toBe(name);
  });
});
