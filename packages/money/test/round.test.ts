import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exactAdd,
  exactEquals,
  exactMul,
  exactNeg,
  exactOf,
  exactToJson,
  negate,
  ofMinor,
  ratio,
  round,
  RoundingModeJson,
  roundTo,
  scaleOf,
  toExact,
  type Exact,
  type RoundingMode,
} from '../src/index.ts';
import { roundAny } from '../src/round.ts';
import { code, right, someCurrency, someMinor, someQuotient } from './generators.ts';

const modes = ['half-even', 'half-up', 'down', 'up'] as const;
const someMode = fc.constantFrom(...modes);
const eur = code('EUR');

/** The oracle: rounds num/den to a whole number by comparing whole numbers only. */
const rounded = (num: bigint, den: bigint, mode: RoundingMode): bigint => {
  const size = num < 0n ? -num : num;
  const below = size / den;
  const twice = (size - below * den) * 2n;
  const nearest = { 'half-even': twice === den && below % 2n === 0n, 'half-up': false, down: true, up: twice === 0n };
  const isUp = mode === 'up' ? twice > 0n : mode !== 'down' && twice >= den && !nearest[mode];
  return (num < 0n ? -1n : 1n) * (below + (isUp ? 1n : 0n));
};

/** The first `count` amounts in cents of which `rate` thousandths end in exactly half a cent. */
const halfCentAmounts = (rate: bigint, count: number): readonly bigint[] => {
  const amounts: bigint[] = [];
  for (let cents = 1n; amounts.length < count; cents += 1n) if ((cents * rate) % 1000n === 500n) amounts.push(cents);
  return amounts;
};

/** The written form of a rounded number. */
const text = (value: Exact, decimals: number, mode: RoundingMode) => exactToJson(roundTo(value, decimals, mode));

describe('rounding', () => {
  it('agrees with whole-number arithmetic on 168,000 half-cent ties', () => {
    let [ties, wrong] = [0, 0];
    for (const rate of [5n, 15n, 25n, 35n, 55n, 70n, 125n, 175n, 195n, 250n, 505n, 995n]) {
      for (const cents of halfCentAmounts(rate, 1750)) {
        for (const signed of [cents, -cents]) {
          const value = exactMul(toExact(ofMinor(signed, eur)), ratio(rate, 1000n));
          for (const mode of modes) {
            ties += 1;
            if (round(value, eur, mode).money.minor !== rounded(signed * rate, 1000n, mode)) wrong += 1;
          }
        }
      }
    }
    expect({ ties, wrong }).toEqual({ ties: 168_000, wrong: 0 });
  });

  it.each(modes)('%s meets a half cent as its name says', (mode) => {
    const expected = { 'half-even': [0n, 2n, 2n], 'half-up': [1n, 2n, 3n], down: [0n, 1n, 2n], up: [1n, 2n, 3n] };
    const halves = [5n, 15n, 25n].map((tenths) => round(ratio(tenths, 1000n), eur, mode).money.minor);
    expect(halves).toEqual(expected[mode]);
  });

  it('agrees with whole-number arithmetic for quotients, with each number of decimals', () => {
    fc.assert(
      fc.property(someQuotient, someCurrency, someMode, ({ value, num, den }, unit, mode) => {
        const expected = rounded(num * 10n ** BigInt(scaleOf(unit)), den, mode);
        expect(round(value, unit, mode).money).toEqual(ofMinor(expected, unit));
      }),
      { numRuns: 2000 },
    );
  });

  it('is never rounded twice: a third of a cent over a half is over a half', () => {
    const tie = ratio(5n, 1000n);
    const hair = ratio(1n, 3n * 10n ** 40n);
    expect(round(exactAdd(tie, hair), eur, 'half-even').money.minor).toBe(1n);
    expect(round(exactAdd(tie, exactNeg(hair)), eur, 'half-up').money.minor).toBe(0n);
    expect(round(exactAdd(tie, ratio(1n, 10n ** 40n)), eur, 'half-even').money.minor).toBe(1n);
  });

  it('gives the mirror image for the other sign', () => {
    fc.assert(
      fc.property(someQuotient, someCurrency, someMode, ({ value }, unit, mode) => {
        const [plus, minus] = [round(value, unit, mode), round(exactNeg(value), unit, mode)];
        expect(minus.money).toEqual(negate(plus.money));
        expect(minus.residue).toEqual(exactNeg(plus.residue));
      }),
    );
  });

  it('keeps what it took away', () => {
    fc.assert(
      fc.property(someQuotient, someCurrency, someMode, ({ value }, unit, mode) => {
        const { money, residue } = round(value, unit, mode);
        expect(exactEquals(exactAdd(toExact(money), residue), value)).toBe(true);
      }),
    );
  });

  it('leaves a written amount alone', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 40n), 10n ** 40n), someCurrency, someMode, (minor, unit, mode) => {
        expect(round(toExact(ofMinor(minor, unit)), unit, mode)).toEqual({
          money: ofMinor(minor, unit),
          residue: exactOf(0n),
        });
      }),
    );
  });

  it('is the same for few digits, which are counted in numbers, as for many', () => {
    // About the largest count, about half a unit, more decimals than are counted, and anything.
    const edge = fc
      .tuple(
        fc.constantFrom(2n ** 53n, 10n ** 14n, 10n ** 7n, 50_000n, 0n),
        fc.bigInt(-3n, 3n),
        fc.constantFrom(1n, -1n),
      )
      .map(([about, by, sign]) => sign * (about + by));
    const someCoefficient = fc.oneof(
      edge,
      fc.bigInt(-(10n ** 7n), 10n ** 7n),
      fc.maxSafeInteger().map(BigInt),
      someMinor,
    );
    const anyCurrency = fc.oneof(someCurrency, fc.constant(code('UYW')));
    fc.assert(
      fc.property(someCoefficient, fc.nat(16), anyCurrency, someMode, (coefficient, places, unit, mode) => {
        const value = ratio(coefficient, 10n ** BigInt(places));
        expect(round(value, unit, mode)).toEqual(roundAny(value, unit, mode));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes 0.7 % of 500 cents as 4 cents when halves go up, where floating point says 3', () => {
    expect(Math.round(500 * (0.7 / 100))).toBe(3);
    expect(round(exactMul(toExact(ofMinor(500n, eur)), ratio(7n, 1000n)), eur, 'half-up').money.minor).toBe(4n);
  });
});

describe('rounding to decimals', () => {
  it('keeps at most that many', () => {
    expect(text(ratio(1n, 3n), 4, 'half-even')).toBe('0.3333');
    expect(text(ratio(2n, 3n), 0, 'half-even')).toBe('1');
    expect(text(ratio(-1n, 1000n), 2, 'down')).toBe('0');
    expect(text(ratio(-1n, 3n), 0, 'down')).toBe('0');
    expect(text(ratio(-1n, 1000n), 2, 'up')).toBe('-0.01');
  });

  it('leaves no zero with a sign', () => {
    expect(roundTo(ratio(-1n, 1000n), 2, 'down')).toEqual(exactOf(0n));
    expect(roundTo(ratio(-1n, 3n), 0, 'down')).toEqual(exactOf(0n));
  });

  it.each([-1, 0.5, 101, Number.NaN])('refuses %s decimals', (decimals) => {
    expect(() => roundTo(exactOf(1n), decimals, 'down')).toThrow(RangeError);
  });

  it('reads the names of the modes', () => {
    expect(modes.map((mode) => right(RoundingModeJson.decode(mode)))).toEqual(modes);
    expect(RoundingModeJson.decode('ceiling')).toMatchObject({ _tag: 'Left' });
    expect(RoundingModeJson.decode('toString')).toMatchObject({ _tag: 'Left' });
  });
});
