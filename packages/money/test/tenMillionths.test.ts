import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratio } from '../src/index.ts';
import { ofTenMillionths, tenMillionthsIn } from '../src/decimal.ts';

const safe = BigInt(Number.MAX_SAFE_INTEGER);

describe('the ten-millionths of a decimal', () => {
  it('are counted where they are whole and few enough, and only there', () => {
    const around = fc.tuple(fc.constantFrom(0n, safe, -safe, 10n ** 14n), fc.bigInt(-3n, 3n)).map(([a, b]) => a + b);
    const someCoefficient = fc.oneof(around, fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.maxSafeInteger().map(BigInt));
    fc.assert(
      fc.property(someCoefficient, fc.integer({ min: -300, max: 300 }), fc.nat(9), (coefficient, far, near) => {
        for (const power of [far, near]) {
          const [num, den] =
            power < 0 ? [coefficient * 10n ** BigInt(-power), 1n] : [coefficient, 10n ** BigInt(power)];
          const [count, rest] = [(num * 10n ** 7n) / den, (num * 10n ** 7n) % den];
          const isCounted = rest === 0n && count <= safe && count >= -safe;
          expect(tenMillionthsIn(ratio(num, den).num)).toBe(isCounted ? Number(count) : undefined);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('make the decimal that they were counted in', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (count) => {
        const decimal = ofTenMillionths(count);
        expect(decimal).toEqual(ratio(BigInt(count), 10n ** 7n).num);
        expect(tenMillionthsIn(decimal)).toBe(count);
      }),
    );
  });
});
