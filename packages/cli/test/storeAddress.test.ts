import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameStore, readModelsAddress, shownAddress, shownStore, storeAddress } from '../src/stores/storeAddress.ts';

describe('the address of a store', () => {
  it.each([
    ['memory:', { kind: 'memory' }],
    ['sqlite:a/b.db', { kind: 'sqlite', path: 'a/b.db' }],
    ['esdb://a:2113?tls=false', { kind: 'eventstoredb', connectionString: 'esdb://a:2113?tls=false' }],
    ['esdb+discover://a,b,c', { kind: 'eventstoredb', connectionString: 'esdb+discover://a,b,c' }],
    ['kurrentdb://u:p@a', { kind: 'eventstoredb', connectionString: 'kurrentdb://u:p@a' }],
    [
      'esdb://a?streamPrefix=acme.&tls=false',
      { kind: 'eventstoredb', connectionString: 'esdb://a?tls=false', streamPrefix: 'acme.' },
    ],
    ['esdb://a?streamPrefix=acme.', { kind: 'eventstoredb', connectionString: 'esdb://a', streamPrefix: 'acme.' }],
  ])('%s is understood', (written, address) => {
    expect(storeAddress(written)).toEqual(address);
  });

  it('of read models can be a server of PostgreSQL, and a schema there', () => {
    expect(readModelsAddress('postgres://u:p@a/b?sslmode=require')).toEqual({
      kind: 'postgres',
      connectionString: 'postgres://u:p@a/b?sslmode=require',
    });
    expect(readModelsAddress('postgresql://a/b?schema=books')).toEqual({
      kind: 'postgres',
      connectionString: 'postgresql://a/b',
      schema: 'books',
    });
  });

  it('has its prefix or schema found in any letter case', () => {
    const cased = fc
      .tuple(fc.constantFrom('streamPrefix', 'schema'), fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }))
      .map(
        ([name, upper]) =>
          [name, Array.from(name, (c, i) => (upper[i] === true ? c.toUpperCase() : c.toLowerCase())).join('')] as const,
      );
    fc.assert(
      fc.property(cased, ([name, written]) => {
        const found =
          name === 'schema'
            ? readModelsAddress(`postgres://a/b?${written}=books&sslmode=require`)
            : storeAddress(`esdb://a?${written}=books&tls=false`);
        expect(found).toMatchObject({ [name]: 'books' });
        expect('connectionString' in found && found.connectionString.toLowerCase()).not.toContain(name.toLowerCase());
      }),
    );
  });

  it.each([
    ['esdb://ana:hush@a?streamPrefix=a.&streamprefix=b.', 'twice'],
    ['esdb://ana:hush@a?streamPrefix=a.&streamPrefix=a.', 'twice'],
    ['esdb://ana:hush@a?streamPrefix', 'no value'],
    ['esdb://ana:hush@a?streamPrefix=&tls=false', 'no value'],
  ])('of %s is refused: its prefix is there %s', (written, problem) => {
    expect(() => storeAddress(written)).toThrow(problem);
    expect(() => storeAddress(written)).not.toThrow('hush');
  });

  it.each([
    ['esdb://ana:hush@a:2113', 'kurrentdb://A?tls=false', true],
    ['esdb://a,b,c', 'esdb://c:2113', true],
    ['esdb://a', 'esdb://b', false],
    ['esdb://a:2113', 'esdb://a:2114', false],
    ['esdb://a?streamPrefix=x.', 'esdb://a?streamprefix=x.', true],
    ['esdb://a?streamPrefix=x.', 'esdb://a', false],
    ['sqlite:a.db', 'sqlite:./b/../a.db', true],
    ['sqlite:a.db', 'sqlite:b.db', false],
    ['sqlite:a', 'esdb://a', false],
    [`sqlite:${import.meta.filename}/x.db`, 'sqlite:b.db', false],
    [`sqlite:${import.meta.dirname}/../package.json`, `sqlite:${import.meta.dirname}/../src/../package.json`, true],
  ])('of %s leads to the same store as %s: %s', (one, other, same) => {
    expect(isSameStore(storeAddress(one), storeAddress(other))).toBe(same);
    expect(isSameStore(storeAddress(other), storeAddress(one))).toBe(same);
  });

  it.each(['', 'sqlite:', 'memory', 'http://a', 'esdb:a', 'postgres://a'])('%s is none', (written) => {
    expect(() => storeAddress(written)).toThrow('is no store');
  });
});

describe('an address as it is shown', () => {
  it.each([
    ['esdb://ana:hush@a:2113,b:2113?tls=true&tlsCAFile=/x', 'esdb://a:2113,b:2113'],
    ['postgres://ana@[::1]:5432/books', 'postgres://[::1]:5432'],
    ['sqlite:ledger.db', 'sqlite:ledger.db'],
    ['memory:', 'memory:'],
    ['hush', '…'],
    ['esdb:hush', '…'],
    ['esdb://ana:h/ush@a', 'esdb://…'],
  ])('of %s is %s', (written, shown) => {
    expect(shownAddress(written)).toBe(shown);
  });

  it.each([
    ['esdb://ana:hush@a?streamPrefix=acme.&tls=false', 'esdb://a?streamPrefix=acme.'],
    ['esdb://ana:hush@a?tls=false', 'esdb://a'],
    ['esdb://ana:hu?streamPrefix=sh@a', 'esdb://…'],
    ['sqlite:a?streamPrefix=b', 'sqlite:a?streamPrefix=b'],
  ])('of the store %s is %s, with its prefix', (written, shown) => {
    expect(shownStore(written)).toBe(shown);
  });

  it('never has the password, whatever it is made of', () => {
    const password = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `HUSH${text}HUSH`);
    fc.assert(
      fc.property(fc.constantFrom('esdb', 'kurrentdb+discover', 'postgres', 'odd'), password, (scheme, secret) => {
        expect(shownAddress(`${scheme}://ana:${secret}@db:1/x?y=z`)).not.toContain('HUSH');
        expect(shownAddress(`${scheme}://db:1/x?password=${secret}`)).not.toContain('HUSH');
      }),
    );
  });
});
