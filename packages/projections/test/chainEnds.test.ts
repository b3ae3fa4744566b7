import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainEnds } from '../src/chainEnds.ts';

const hash = (seed: number): string => seed.toString(16).padStart(64, '0');

describe('the ends of chains', () => {
  it('knows the last event of each of many streams, and no other', () => {
    const ends = chainEnds();
    const streams = Array.from({ length: 9000 }, (_, number) => `lead-${number}`);
    for (const [number, stream] of streams.entries()) ends.set(stream, number, hash(number));
    for (const [number, stream] of streams.entries()) {
      expect(ends.endsWith(stream, number, hash(number))).toBe(true);
      expect(ends.endsWith(stream, number + 1, hash(number))).toBe(false);
      expect(ends.endsWith(stream, number, hash(number + 1))).toBe(false);
    }
    expect(ends.endsWith('lead-9000', 0, hash(0))).toBeUndefined();
  });

  it('goes on with a stream that grows', () => {
    const step = fc.tuple(fc.constantFrom('a-1', 'a-2', 'a-3'), fc.nat(9), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const ends = chainEnds();
        const plain = new Map<string, readonly [number, string]>();
        for (const [stream, revision, seed] of steps) {
          ends.set(stream, revision, hash(seed));
          plain.set(stream, [revision, hash(seed)]);
        }
        for (const [stream, [revision, last]] of plain) expect(ends.endsWith(stream, revision, last)).toBe(true);
      }),
    );
  });
});
