import { type Instant, instant, instantsOf, timeZone } from '@commission-ledger/calendar';
import { ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { byStatement, statementAt, statementHashOf, statementPeriodOf } from '../src/index.ts';

const zones = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Europe/Berlin', 'Pacific/Apia', 'America/Havana'].map(
  (name) => {
    const zone = timeZone(name);
    if (E.isLeft(zone)) throw new Error(name);
    return zone.right;
  },
);

const at = (text: string): Instant => {
  const read = instant(text);
  if (E.isLeft(read)) throw new Error(text);
  return read.right;
};

const instants = fc
  .oneof(
    fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2030, 0) }),
    // Around the first of a month, where clocks change now and then.
    fc
      .tuple(
        fc.integer({ min: 0, max: 45 * 12 }),
        fc.integer({ min: -14 * 3600, max: 14 * 3600 }),
        fc.constantFrom(0, 1, 999),
      )
      .map(([month, seconds, ms]) => Date.UTC(1985, month) + seconds * 1000 + ms),
    // 00:01 on 1 November 2009 in St. John's, when it became 23:01 on 31 October.
    fc.integer({ min: Date.UTC(2009, 10, 1, 2, 29), max: Date.UTC(2009, 10, 1, 3, 31) }),
  )
  .map((ms) => at(new Date(ms).toISOString()));

describe('the month of a statement', () => {
  it('has every instant from its first up to the first of the next one, and no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, moment) => {
        const { from, to } = instantsOf(statementPeriodOf(moment, zone), zone);
        expect(from <= moment && moment < to).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('never goes back while time goes on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, instants, (zone, a, b) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(statementPeriodOf(first, zone).key <= statementPeriodOf(second, zone).key).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['America/St_Johns', '2009-11-01T02:29:59.999Z', '2009-10'],
    ['America/St_Johns', '2009-11-01T02:30:00.000Z', '2009-11'],
    ['America/St_Johns', '2009-11-01T03:00:00.000Z', '2009-11'],
    ['Pacific/Kiritimati', '1994-12-31T09:59:59.999Z', '1994-12'],
    ['Pacific/Kiritimati', '1994-12-31T10:00:00.000Z', '1995-01'],
  ])('in %s at %s is %s', (name, moment, key) => {
    const zone = zones.find((each) => each === name);
    expect(zone && statementPeriodOf(at(moment), zone).key).toBe(key);
  });
});

describe('a movement', () => {
  it('is in the statement of its own time, or of the first that is open', () => {
    const [january, february] = [at('2024-01-31T23:59:59.999Z'), at('2024-02-01T00:00:00.000Z')];
    expect(statementAt(january, undefined)).toBe(january);
    expect(statementAt(january, february)).toBe(february);
    expect(statementAt(february, february)).toBe(february);
    expect(statementAt(february, january)).toBe(february);
  });

  it('stands by its instant, then as it was recorded', () => {
    const [a, b] = [at('2024-01-01T00:00:00.000Z'), at('2024-01-02T00:00:00.000Z')];
    const placed = [
      { at: b, revision: 1 },
      { at: a, revision: 3 },
      { at: a, revision: 2 },
    ];
    expect(placed.toSorted(byStatement).map(({ revision }) => revision)).toEqual([2, 3, 1]);
  });
});

it('the hash of a statement is that of its canonical text', () => {
  const text =
    '[{"amount":{"amount":"1.50","currency":"EUR"},"id":"a","kind":"accrual"},' +
    '{"amount":{"amount":"-2","currency":"JPY"},"id":"p","kind":"payout"}]';
  const hash = statementHashOf([
    { kind: 'accrual', id: 'a', amount: ofMinor(150n, 'EUR' as never) },
    { kind: 'payout', id: 'p', amount: ofMinor(-2n, 'JPY' as never) },
  ]);
  expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
  expect(statementHashOf([])).toBe(createHash('sha256').update('[]').digest('hex'));
});
