import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, exact, negate, ofMinor, ratio, sum } from '../src/index.ts';
import { code, exactly, right, someMoney } from './generators.ts';

const eur = code('EUR');
const shares = (minor: bigint, ...weights: readonly bigint[]) =>
  allocate(
    ofMinor(minor, eur),
    weights.map((weight) => exactly(weight)),
  ).map((part) => part.minor);

/** Weights as fractions of 84, so that thirds, quarters and sevenths mix. */
const someWeights = fc
  .array(fc.bigInt(0n, 84n), { minLength: 1, maxLength: 50 })
  .filter((weights) => weights.some((weight) => weight > 0n));
const ofFractions = (weights: readonly bigint[]) => weights.map((weight) => ratio(weight, 84n));

describe('sharing an amount', () => {
  it('adds up to the whole', () => {
    fc.assert(
      fc.property(someMoney, someWeights, (whole, weights) => {
        expect(sum(whole.currency, allocate(whole, ofFractions(weights)))).toEqual(whole);
      }),
    );
  });

  it('gives each within one unit of the exact share, and nothing for no weight', () => {
    fc.assert(
      fc.property(someMoney, someWeights, (whole, weights) => {
        const total = weights.reduce((a, b) => a + b, 0n);
        allocate(whole, ofFractions(weights)).forEach(({ minor }, index) => {
          const [weight = 0n] = [weights[index]];
          const error = minor * total - whole.minor * weight;
          expect(error < total && error > -total).toBe(true);
          if (weight === 0n) expect(minor).toBe(0n);
        });
      }),
    );
  });

  it('gives the spare units to the largest remainders, earlier first among equals', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 1000n), someWeights, (minor, weights) => {
        const total = weights.reduce((a, b) => a + b, 0n);
        const parts = shares(minor, ...weights);
        const lines = weights.map((weight, index) => ({
          index,
          remainder: (minor * weight) % total,
          won: (parts[index] ?? 0n) > (minor * weight) / total,
        }));
        for (const winner of lines.filter(({ won }) => won)) {
          for (const loser of lines.filter(({ won }) => !won)) {
            const isFirst = winner.remainder === loser.remainder && winner.index < loser.index;
            expect(winner.remainder > loser.remainder || isFirst).toBe(true);
          }
        }
      }),
    );
  });

  it('takes back exactly what it gave', () => {
    fc.assert(
      fc.property(someMoney, someWeights, (whole, weights) => {
        const given = allocate(whole, ofFractions(weights));
        expect(allocate(negate(whole), ofFractions(weights))).toEqual(given.map(negate));
      }),
    );
  });

  it('does not depend on the size of the weights', () => {
    fc.assert(
      fc.property(someMoney, someWeights, fc.bigInt(1n, 99n), (whole, weights, factor) => {
        const scaled = weights.map((weight) => exactly(weight * factor));
        expect(allocate(whole, scaled)).toEqual(allocate(whole, ofFractions(weights)));
      }),
    );
  });

  it('gives one cent among three to the first', () => {
    expect(shares(1n, 1n, 1n, 1n)).toEqual([1n, 0n, 0n]);
    expect(shares(-1n, 1n, 1n, 1n)).toEqual([-1n, 0n, 0n]);
  });

  it('adds up where rounding each part would not', () => {
    expect(shares(100_001n, 1n, 1n, 1n)).toEqual([33_334n, 33_334n, 33_333n]);
    expect(shares(100n, 50n, 25n, 25n)).toEqual([50n, 25n, 25n]);
  });

  it('takes weights with decimals', () => {
    const weights = ['0.7', '0.2', '0.1'].map((text) => right(exact(text)));
    expect(allocate(ofMinor(10n, eur), weights).map(({ minor }) => minor)).toEqual([7n, 2n, 1n]);
  });

  it('shares nothing as nothing', () => {
    expect(shares(0n, 1n, 2n)).toEqual([0n, 0n]);
  });

  it.each(['', '0', '0 0', '1 -1', '2 -1', '-1'])('refuses the weights "%s"', (list) => {
    const weights = list.split(' ').filter(Boolean).map(BigInt);
    expect(() => shares(1n, ...weights)).toThrow(RangeError);
  });
});
