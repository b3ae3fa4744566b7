import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMsOf, instant, instantAt, InstantCodec } from '../src/index.ts';
import { left, right, someInstant } from './generators.ts';

describe('reading an instant', () => {
  it.each([
    ['2017-03-01T00:00:00Z', '2017-03-01T00:00:00.000Z'],
    ['2017-03-01T00:00Z', '2017-03-01T00:00:00.000Z'],
    ['2017-03-01T00:00:00.5Z', '2017-03-01T00:00:00.500Z'],
    ['2017-03-01T00:00:00.123999999Z', '2017-03-01T00:00:00.123Z'],
    ['2017-03-01T00:30:00+02:00', '2017-02-28T22:30:00.000Z'],
    ['2016-12-31T23:30:00-03:30', '2017-01-01T03:00:00.000Z'],
    ['2017-03-01T00:00:00-00:00', '2017-03-01T00:00:00.000Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    ['2999-12-31T23:59:59.999Z', '2999-12-31T23:59:59.999Z'],
  ])('%s is %s', (input, expected) => {
    expect(right(instant(input))).toBe(expected);
    expect(right(InstantCodec.decode(input))).toBe(expected);
  });

  it.each([
    ['2026-02-30T00:00:00Z', 'no such date'],
    ['2026-13-01T00:00:00Z', 'no such date'],
    ['2026-02-03T00:00:00', 'no offset'],
    ['2026-02-03T00:00', 'no offset'],
    ['2026-02-03T24:00:00Z', 'no such time'],
    ['2026-02-03T23:60:00Z', 'no such time'],
    ['2026-02-03T23:59:61Z', 'no such time'],
    ['2026-02-03T00:00:00+24:00', 'no such time'],
    ['2026-02-03T00:00:00+02:60', 'no such time'],
    ['2016-12-31T23:59:60Z', 'leap second'],
    ['1900-01-01T00:00:00+00:01', 'outside 1900-2999'],
    ['2999-12-31T23:59:00-00:01', 'outside 1900-2999'],
    ['0001-01-01T00:00:00Z', 'outside 1900-2999'],
    ['0099-01-01T00:00:00Z', 'outside 1900-2999'],
    ['-000001-01-01T00:00:00Z', 'not RFC 3339'],
    ['+275761-01-01T00:00:00Z', 'not RFC 3339'],
    ['2026-02-03', 'not RFC 3339'],
    ['2026-02-03 00:00:00Z', 'not RFC 3339'],
    ['2026-02-03t00:00:00z', 'not RFC 3339'],
    ['2026-02-03T00:00:00+0200', 'not RFC 3339'],
    ['2026-02-03T00:00:00.Z', 'not RFC 3339'],
    ['2026-02-03T00:00:00.1234567890Z', 'not RFC 3339'],
    ['2026-02-03T00:00:00Z\n', 'not RFC 3339'],
    ['Tue, 03 Feb 2026 00:00:00 GMT', 'not RFC 3339'],
    ['1770076800', 'not RFC 3339'],
    [`2026-02-03T00:00:00.${'0'.repeat(1_000_000)}Z`, 'not RFC 3339'],
    ['', 'not RFC 3339'],
    [1_770_076_800, 'not a string'],
    [1_770_076_800_000, 'not a string'],
    [new Date(0), 'not a string'],
    [undefined, 'not a string'],
  ])('refuses %j: %s', (input, reason) => {
    const refused = left(instant(input));
    expect(refused).toMatchObject({ _tag: 'InvalidInstant', reason });
    expect(refused.input.length).toBeLessThanOrEqual(40);
  });

  it('is the same moment with any offset', () => {
    const offset = fc.tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59));
    fc.assert(
      fc.property(someInstant, offset, (moment, [sign, hours, minutes]) => {
        const ms = (hours * 60 + minutes) * 60_000 * (sign === '+' ? 1 : -1);
        const local = new Date(epochMsOf(moment) + ms).toISOString().slice(0, -1);
        const text = `${local}${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        expect(right(instant(text))).toBe(moment);
      }),
    );
  });

  it('sorts as text as it does in time', () => {
    fc.assert(
      fc.property(someInstant, someInstant, (a, b) => {
        expect(a < b).toBe(epochMsOf(a) < epochMsOf(b));
        expect(instantAt(epochMsOf(a))).toBe(a);
      }),
    );
  });

  it('is canonical only in UTC with milliseconds', () => {
    expect(InstantCodec.is('2017-03-01T00:00:00.000Z')).toBe(true);
    expect(InstantCodec.is('2017-03-01T00:00:00Z')).toBe(false);
    expect(InstantCodec.is('2017-03-01T00:00:00.000000Z')).toBe(false);
  });

  it('cannot be made of a clock that is far off', () => {
    expect(() => instantAt(Number.NaN)).toThrow(RangeError);
    expect(() => instantAt(8.64e15)).toThrow(RangeError);
    expect(() => instantAt(-8.64e15)).toThrow(RangeError);
  });
});
