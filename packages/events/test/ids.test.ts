import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ForeignKey,
  accountOfStream,
  accountStream,
  categoryOf,
  claimStream,
  dealStream,
  derivedId,
  eventIdOf,
  foreignKeyOfId,
  idOfForeignKey,
  inquiryStream,
  isId,
  leadStream,
  partnerStream,
  payoutRunStream,
  planStream,
  programStream,
  slugOfName,
  subjectStream,
} from '../src/index.ts';
import { id } from './arbitraries.ts';

/** Keys that could be taken for encoded ones stand beside any text. */
const key = fc.oneof(
  fc.string({ unit: fc.constantFrom('x', 'h', '_', '2', 'F', '5', '-', '/', 'é'), minLength: 1, maxLength: 8 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
);

describe('the id of a foreign key', () => {
  it('is an id, and leads back to the key unless the key is too long', () => {
    fc.assert(
      fc.property(key, (text) => {
        const made = idOfForeignKey(text);
        expect(isId(made)).toBe(true);
        expect(foreignKeyOfId(made)).toBe(made.startsWith('h_') ? undefined : text);
      }),
      { numRuns: 500 },
    );
  });

  it('is never that of another key', () => {
    fc.assert(
      fc.property(key, (text) => {
        const made = idOfForeignKey(text);
        // The id itself, as a key, is another key unless nothing was encoded.
        expect(idOfForeignKey(made) === made).toBe(made === text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['INV-2026-001', 'INV-2026-001'],
    ['INV/2026/001', 'x_INV_2F2026_2F001'],
    ['x_INV_2F2026_2F001', 'x_x_5FINV_5F2F2026_5F2F001'],
    ['x_', 'x_x_5F'],
    ['h_1', 'x_h_5F1'],
    ['-1', 'x_-1'],
    ['é', 'x__C3_A9'],
    ['e\u0301', 'x_e_CC_81'],
  ])('of %s is %s', (text, made) => {
    expect(idOfForeignKey(text)).toBe(made);
    expect(foreignKeyOfId(made)).toBe(text);
  });

  it('of a long key is a hash, and differs with the key', () => {
    const [one, other] = [idOfForeignKey('a'.repeat(65)), idOfForeignKey('a'.repeat(66))];
    expect(one).toMatch(/^h_[0-9a-f]{62}$/);
    expect(one).not.toBe(other);
  });

  it.each(['', '\ud800', 'a\udc00b'])('is refused for %j, at the boundary too', (text) => {
    expect(() => idOfForeignKey(text)).toThrow(RangeError);
    expect(ForeignKey.is(text)).toBe(false);
  });

  it.each(['x_', 'x_a', 'x__C3', 'x__2f', 'x__41', 'x_a_', 'h_0', 'no id', ''])('leads nowhere from %j', (made) => {
    expect(foreignKeyOfId(made)).toBeUndefined();
  });
});

describe('the slug of a name', () => {
  it.each([
    ['Darcel Schlecht', 'darcel-schlecht'],
    ['Mei-Mei Johns', 'mei-mei-johns'],
    ['José', 'jose'],
    ['Jose\u0301', 'jose'],
    ['Łukasz Groß & Søn', 'lukasz-gross-son'],
    ['İstanbul IŞIK', 'istanbul-isik'],
    ['  Orion  Consulting, Ltd. ', 'orion-consulting-ltd'],
    ['7 Helix', '7-helix'],
  ])('of %s is %s', (name, slug) => {
    expect(slugOfName(name)).toBe(slug);
  });

  it.each(['Гелиос', 'Helix Гелиос', '北京', 'Team ٢', '—'])('of %s is the whole name, encoded', (name) => {
    expect(slugOfName(name)).toBe(idOfForeignKey(name));
    expect(slugOfName(name)).toMatch(/^[xh]_/);
  });

  it('is the same for a name however its accents are written', () => {
    for (const name of ['José', 'Гелйос'])
      expect(slugOfName(name.normalize('NFD'))).toBe(slugOfName(name.normalize('NFC')));
  });

  it('is always an id', () => {
    fc.assert(
      fc.property(key, (name) => {
        expect(isId(slugOfName(name))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused for an empty name and for half a character', () => {
    for (const name of ['', 'Orion \ud800']) expect(() => slugOfName(name)).toThrow(RangeError);
  });
});

describe('a derived id', () => {
  it('is the same for the same parts and differs with any part and with where they are cut', () => {
    expect(derivedId('accrual', 'a', 'b')).toBe(derivedId('accrual', 'a', 'b'));
    const ids = [
      derivedId('accrual', 'a', 'b'),
      derivedId('accrual', 'ab'),
      derivedId('accrual', 'b', 'a'),
      derivedId('payout', 'a', 'b'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(ids.every(isId)).toBe(true);
  });

  it('refuses a prefix that makes no id', () => {
    expect(() => derivedId('a/b', 'c')).toThrow(RangeError);
  });
});

describe('the id of an event', () => {
  const of = fc.tuple(
    fc.constantFrom('helix', 'orion'),
    fc.string({ unit: fc.constantFrom('0', '1', ':', 'é'), maxLength: 3 }),
    fc.nat({ max: 12 }),
  );

  it('is the same for the same command and index, and only for them', () => {
    fc.assert(
      fc.property(of, of, (one, other) => {
        expect(eventIdOf(...one) === eventIdOf(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 1000 },
    );
  });

  it('is a UUID of version 5 that never changes from release to release', () => {
    expect(eventIdOf('helix', 'lead:1', 0)).toBe('c28e3694-f938-51d9-8839-45c60feb31d7');
  });
});

describe('a stream', () => {
  it('is named by its category and ids', () => {
    expect(
      [programStream, planStream, partnerStream, leadStream, dealStream, payoutRunStream].map((of) => of('a-1')),
    ).toEqual(['program-a-1', 'plan-a-1', 'partner-a-1', 'lead-a-1', 'deal-a-1', 'payoutrun-a-1']);
    expect([inquiryStream, subjectStream].map((of) => of('a-1'))).toEqual(['inquiry-a-1', 'subject-a-1']);
    expect(claimStream('a-1', 'b')).toBe('claim-a-1.b');
    expect(['payoutrun-a-1', 'claim-a-1.b', 'subject-a-1'].map(categoryOf)).toEqual(['payoutrun', 'claim', 'subject']);
  });

  it('of an account leads back to the account', () => {
    fc.assert(
      fc.property(fc.record({ program: id, partner: id, currency: fc.constantFrom('USD', 'JPY') }), (account) => {
        expect(accountOfStream(accountStream(account))).toEqual(account);
      }),
    );
  });

  it('of another category is no account', () => {
    for (const stream of ['lead-a.b.USD', 'account-a.b', 'account-a.b.usd', 'account-a.b.c.USD', 'account--.b.USD'])
      expect(accountOfStream(stream)).toBeUndefined();
  });

  it('is not named by what is no id, for two accounts would share it', () => {
    expect(() => accountStream({ program: 'a.b', partner: 'c', currency: 'USD' })).toThrow(RangeError);
    for (const of of [leadStream, inquiryStream, subjectStream]) expect(() => of('')).toThrow(RangeError);
    expect(() => claimStream('a', 'b.c')).toThrow(RangeError);
    expect(() => claimStream('a.b', 'c')).toThrow(RangeError);
  });
});
