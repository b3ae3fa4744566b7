import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRecordedAt, RecordedInstantCodec, type RecordedInstant } from '../src/index.ts';
import { right } from './generators.ts';

const recorded = (text: string): RecordedInstant => right(RecordedInstantCodec.decode(text));
const clockMs = Date.parse('2026-11-21T23:53:54.123Z');

describe('the time to record', () => {
  it('is the clock when the clock moves on', () => {
    expect(nextRecordedAt(clockMs, undefined)).toBe('2026-11-21T23:53:54.123000Z');
    expect(nextRecordedAt(clockMs + 0.25, undefined)).toBe('2026-11-21T23:53:54.123250Z');
    expect(nextRecordedAt(clockMs, recorded('2026-11-21T23:53:54.122999Z'))).toBe('2026-11-21T23:53:54.123000Z');
  });

  it.each([
    ['2026-11-21T23:53:54.123000Z', '2026-11-21T23:53:54.123001Z'],
    ['2026-11-21T23:53:54.123456Z', '2026-11-21T23:53:54.123457Z'],
    ['2026-11-21T23:53:54.123999Z', '2026-11-21T23:53:54.124000Z'],
    ['2026-12-31T23:59:59.999999Z', '2027-01-01T00:00:00.000000Z'],
  ])('is one microsecond after %s when the clock does not', (last, next) => {
    expect(nextRecordedAt(clockMs, recorded(last))).toBe(next);
    expect(nextRecordedAt(clockMs - 3_600_000, recorded(last))).toBe(next);
  });

  it('strictly increases whatever the clock does', () => {
    const ticks = fc.array(fc.oneof(fc.constantFrom(0, -1, 0.001), fc.integer({ min: -3_600_000, max: 1000 })));
    fc.assert(
      fc.property(ticks, (steps) => {
        let [clock, last] = [clockMs, nextRecordedAt(clockMs, undefined)];
        for (const step of steps) {
          clock += step;
          const next = nextRecordedAt(clock, last);
          expect(next > last && RecordedInstantCodec.is(next)).toBe(true);
          last = next;
        }
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -8.64e15, Date.UTC(3000, 0), -3e12])(
    'is not taken from a clock at %s',
    (broken) => {
      expect(() => nextRecordedAt(broken, undefined)).toThrow(RangeError);
    },
  );
});

describe('a recorded time', () => {
  it.each([
    '2026-11-21T23:53:54.123Z',
    '2026-11-21T23:53:54.1234567Z',
    '2026-11-21T23:53:54.123456+00:00',
    '2026-02-30T23:53:54.123456Z',
    '2026-11-21T23:53:60.123456Z',
    1_770_076_800,
  ])('is not %j', (input) => {
    expect(RecordedInstantCodec.decode(input)).toMatchObject({ _tag: 'Left' });
  });
});
