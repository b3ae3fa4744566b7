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

  it('tells names apart of which one begins another', () => {
    const ends = chainEnds();
    const streams = Array.from({ length: 760 }, (_, length) => 'a'.repeat(length + 1));
    for (const [number, stream] of streams.entries()) ends.set(stream, number, hash(number));
    for (const [number, stream] of streams.entries()) expect(ends.endsWith(stream, number, hash(number))).toBe(true);
  });

  it('forgets those that were not met for long, and only them', () => {
    const ends = chainEnds(6);
    for (let number = 0; number < 30; number += 1) {
      ends.set('busy', number, hash(number));
      ends.set(`lead-${number}`, 0, hash(number));
      for (const stream of ['busy', `lead-${number}`, `lead-${number - 1}`, `lead-${number - 2}`].slice(0, number + 2))
        expect(ends.endsWith(stream, stream === 'busy' ? number : 0, hash(Number(stream.slice(5) || number)))).toBe(
          true,
        );
      expect(ends.endsWith(`lead-${number - 6}`, 0, hash(number - 6))).toBeUndefined();
    }
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
