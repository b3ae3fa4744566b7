import { createHash } from 'node:crypto';
import { currency, ofMinor } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SampleItem, samplePopulation } from '../../src/index.ts';
import { right } from './evidenceWorld.ts';

const codes = ['EUR', 'JPY', 'USD'].map((code) => right(currency(code)));

const item: fc.Arbitrary<SampleItem> = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
  stream: fc.constantFrom('account-a.b.EUR', 'account-a.c.EUR'),
  revision: fc.nat(100),
  amount: fc
    .record({
      minor: fc.oneof(fc.bigInt(-20n, 20n), fc.bigInt(-(10n ** 9n), 10n ** 9n)),
      code: fc.constantFrom(...codes),
    })
    .map(({ minor, code }) => ofMinor(minor, code)),
});
const population = fc.uniqueArray(item, { maxLength: 60, selector: ({ id }) => id });
const sampling = fc.record({
  method: fc.constantFrom('smallest-hash' as const, 'monetary-unit' as const),
  seed: fc.string({ maxLength: 12 }),
  size: fc.integer({ min: 1, max: 40 }),
});

const magnitude = ({ amount: { minor } }: SampleItem): bigint => (minor < 0n ? -minor : minor);
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

describe('a sample', () => {
  it('is the same whatever order the items come in, and no item is in it twice or made up', () => {
    fc.assert(
      fc.property(population, sampling, fc.infiniteStream(fc.nat()), (items, how, chance) => {
        const shuffled = items
          .map((each) => ({ each, at: chance.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ each }) => each);
        const chosen = samplePopulation(items, how);
        expect(samplePopulation(shuffled, how)).toEqual(chosen);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.every((each) => items.includes(each))).toBe(true);
      }),
    );
  });

  it('by hash has the items with the smallest hashes, as many as were asked for', () => {
    fc.assert(
      fc.property(population, sampling, (items, { seed, size }) => {
        const chosen = samplePopulation(items, { method: 'smallest-hash', seed, size });
        const hashOf = ({ id }: SampleItem): string => sha256(`${seed}:${id}`).toString('hex');
        const hashes = items.map(hashOf).toSorted();
        expect(chosen.map(hashOf)).toEqual(hashes.slice(0, size));
      }),
    );
  });

  it('by monetary unit has just the items that hold a unit start + k × interval', () => {
    fc.assert(
      fc.property(population, sampling, (items, { seed, size }) => {
        const chosen = new Set(samplePopulation(items, { method: 'monetary-unit', seed, size }));
        for (const code of codes) {
          const same = items
            .filter(({ amount }) => amount.currency === code)
            .toSorted((a, b) => (a.id < b.id ? -1 : 1));
          const total = same.reduce((sum, each) => sum + magnitude(each), 0n);
          const interval = total / BigInt(size) > 0n ? total / BigInt(size) : 1n;
          const start = sha256(`${seed}:${code}`).readBigUInt64BE(0) % interval;
          let first = 0n;
          for (const each of same) {
            const end = first + magnitude(each);
            // Whether a whole k exists with first ≤ start + k × interval < end.
            const k = first <= start ? 0n : (first - start + interval - 1n) / interval;
            const unit = start + k * interval;
            expect(chosen.has(each)).toBe(unit < end);
            first = end;
          }
        }
      }),
    );
  });

  it('by monetary unit has every item as large as the interval, and none of nothing', () => {
    fc.assert(
      fc.property(population, sampling, (items, { seed, size }) => {
        const chosen = new Set(samplePopulation(items, { method: 'monetary-unit', seed, size }));
        for (const each of items) {
          const total = items
            .filter(({ amount }) => amount.currency === each.amount.currency)
            .reduce((sum, other) => sum + magnitude(other), 0n);
          if (magnitude(each) > 0n && magnitude(each) >= total / BigInt(size)) expect(chosen.has(each)).toBe(true);
          if (magnitude(each) === 0n) expect(chosen.has(each)).toBe(false);
        }
      }),
    );
  });

  it('depends on the seed, and is of a whole number of items above nothing', () => {
    const items = Array.from({ length: 50 }, (_, n) => ({
      id: `PO-${n}`,
      stream: 'account-a.b.EUR',
      revision: n,
      amount: ofMinor(BigInt(100 * (n + 1)), right(currency('EUR'))),
    }));
    const ids = (seed: string): readonly string[] =>
      samplePopulation(items, { method: 'smallest-hash', seed, size: 5 }).map(({ id }) => id);
    expect(ids('2025')).not.toEqual(ids('2026'));
    for (const size of [0, -1, 1.5, Number.NaN])
      expect(() => samplePopulation(items, { method: 'smallest-hash', seed: '', size })).toThrow(RangeError);
  });

  it('of more items than are kept at once is still that of the smallest hashes', () => {
    const items = Array.from({ length: 5000 }, (_, n) => ({
      id: `acr-${n}`,
      stream: 'account-a.b.EUR',
      revision: n,
      amount: ofMinor(1n, right(currency('EUR'))),
    }));
    const chosen = samplePopulation(items, { method: 'smallest-hash', seed: 's', size: 3 });
    const expected = items
      .map(({ id }) => ({ id, hash: sha256(`s:${id}`).toString('hex') }))
      .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
      .slice(0, 3);
    expect(chosen.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });
});
