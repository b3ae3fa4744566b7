import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { inPortions } from '../src/inPortions.ts';
import { afterPrefix } from '../src/prefix.ts';

const historyOf = (sizes: readonly number[]) =>
  sizes.map((size, revision) => ({
    id: `id-${revision}`,
    type: 'Written',
    body: 'x'.repeat(size),
    stream: 'a-1',
    revision,
    position: BigInt(revision + 1),
  }));

it('reads events in portions as if in one go, and stops early only when they are large', () => {
  const sizes = fc.array(fc.constantFrom(0, 300, 1_000_000), { maxLength: 200, size: 'max' });
  let stoppedEarly = 0;
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 250 }), (lengths, count) => {
      const history = historyOf(lengths);
      const { events, atEnd } = inPortions(count, (last, portion) => {
        const from = last === undefined ? 0 : last.revision + 1;
        return history.slice(from, from + portion);
      });
      expect(events).toEqual(history.slice(0, events.length));
      const characters = events.reduce((sum, { body }) => sum + body.length, 0);
      if (events.length < Math.min(count, history.length)) {
        stoppedEarly += 1;
        expect(characters).toBeGreaterThanOrEqual(4 * 1024 * 1024);
      }
      if (atEnd) expect(events).toHaveLength(history.length);
      if (events.length === 0) expect(atEnd).toBe(true);
    }),
    { numRuns: 100 },
  );
  expect(stoppedEarly).toBeGreaterThan(0);
});

it('stays within memory when huge events come after small ones', () => {
  const history = historyOf([...Array<number>(64).fill(2), ...Array<number>(600).fill(1024 * 1024)]);
  const portions: number[] = [];
  const { events } = inPortions(4_096, (last, portion) => {
    portions.push(portion);
    const from = last === undefined ? 0 : last.revision + 1;
    return history.slice(from, from + portion);
  });
  expect(portions).toEqual([64, 64]);
  expect(events).toHaveLength(128);
});

it('finds the first string after all that start with a prefix, by UTF-8 bytes', () => {
  const character = fc.constantFrom('a', 'b', '\u{7f}', '\u{d7ff}', '\u{e000}', '\u{ffff}', '\u{10000}', '\u{10ffff}');
  const text = fc.array(character, { maxLength: 4 }).map((characters) => characters.join(''));
  const compare = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));
  fc.assert(
    fc.property(text, text, (prefix, other) => {
      const end = afterPrefix(prefix);
      const inRange = compare(other, prefix) >= 0 && (end === undefined || compare(other, end) < 0);
      expect(inRange).toBe(other.startsWith(prefix));
    }),
    { numRuns: 500 },
  );
});
