import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, atTime, dateOf, epochMsOf, instantAt, RecordedInstantCodec, startOfDay } from '../src/index.ts';
import { at, day, left, right, someDate, someInstant, someZone, zone } from './generators.ts';

/** The oracle: the runtime's own clock face. */
const wallClock = (moment: string, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return parts.format(new Date(moment));
};

describe('the date of a moment', () => {
  it('is the one on the clocks of the runtime', () => {
    fc.assert(
      fc.property(someInstant, someZone, (moment, place) => {
        expect(dateOf(moment, place)).toBe(wallClock(moment, place).slice(0, 10));
      }),
      { numRuns: 3000 },
    );
  });

  it('is right in every hour around clock changes', () => {
    const changes = [
      ['America/St_Johns', '2006-10-29T00:00:00Z'],
      ['America/Sao_Paulo', '2018-02-17T12:00:00Z'],
      ['America/Sao_Paulo', '2018-11-03T12:00:00Z'],
      ['Pacific/Apia', '2011-12-29T12:00:00Z'],
      ['Pacific/Kwajalein', '1993-08-20T12:00:00Z'],
      ['Africa/Casablanca', '2023-03-18T12:00:00Z'],
      ['Africa/Monrovia', '1972-01-06T12:00:00Z'],
    ] as const;
    for (const [name, start] of changes) {
      for (let minute = 0; minute < 2 * 24 * 60; minute += 10) {
        const moment = instantAt(Date.parse(start) + minute * 60_000);
        expect(dateOf(moment, zone(name))).toBe(wallClock(moment, name).slice(0, 10));
      }
    }
  });

  it('depends on the zone', () => {
    const moment = at('2026-01-31T12:00:00Z');
    expect(dateOf(moment, zone('UTC'))).toBe('2026-01-31');
    expect(dateOf(moment, zone('Pacific/Kiritimati'))).toBe('2026-02-01');
    expect(dateOf(at('2017-04-01T02:00:00Z'), zone('America/St_Johns'))).toBe('2017-03-31');
    expect(dateOf(at('1950-01-01T00:30:00Z'), zone('Africa/Monrovia'))).toBe('1949-12-31');
  });

  it.each([
    ['Africa/Monrovia', '1972-01-01T00:30:00Z', '1971-12-31'], // -00:44:30
    ['Europe/Dublin', '1916-01-01T00:20:00Z', '1915-12-31'], // -00:25:21
    ['Europe/Lisbon', '1911-01-01T00:30:00Z', '1910-12-31'], // -00:36:45
    ['Europe/Paris', '1911-01-01T23:55:00Z', '1911-01-02'], // +00:09:21
  ])('is right in %s, less than an hour from UTC', (place, moment, expected) => {
    expect(dateOf(at(moment), zone(place))).toBe(expected);
  });

  it('is known of recorded times too', () => {
    const recorded = right(RecordedInstantCodec.decode('2026-01-31T23:59:59.999999Z'));
    expect(dateOf(recorded, zone('UTC'))).toBe('2026-01-31');
    expect(dateOf(recorded, zone('Europe/Paris'))).toBe('2026-02-01');
  });
});

/** The dates that a zone moved over when it crossed the date line. */
const skipped = new Set(['Pacific/Apia 2011-12-30', 'Pacific/Kwajalein 1993-08-21', 'Pacific/Kiritimati 1994-12-31']);

describe('the start of a day', () => {
  it('is its first moment: the one before belongs to an earlier date', () => {
    fc.assert(
      fc.property(someDate, someZone, (date, place) => {
        const start = startOfDay(date, place);
        const before = instantAt(epochMsOf(start) - 1);
        expect(dateOf(start, place)).toBe(skipped.has(`${place} ${date}`) ? addDays(date, 1) : date);
        expect(dateOf(before, place) < date).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['2017-03-01', 'UTC', '2017-03-01T00:00:00.000Z'],
    ['2017-03-01', 'America/St_Johns', '2017-03-01T03:30:00.000Z'],
    ['2017-07-01', 'America/St_Johns', '2017-07-01T02:30:00.000Z'],
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'], // 00:00 does not exist, 01:00 does
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'], // 23:00 on the 17th comes twice
    ['2006-10-29', 'America/St_Johns', '2006-10-29T02:30:00.000Z'], // the day begins, goes back, begins again
    ['1919-03-31', 'America/Toronto', '1919-03-31T04:30:00.000Z'], // 23:30 to 00:30 does not exist
    ['1972-01-07', 'Africa/Monrovia', '1972-01-07T00:44:30.000Z'], // 00:00:00 to 00:44:30 does not exist
    ['2011-12-29', 'Pacific/Apia', '2011-12-29T10:00:00.000Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'], // skipped
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('of %s in %s is %s', (date, place, expected) => {
    expect(startOfDay(day(date), zone(place))).toBe(expected);
  });
});

describe('a time on a date', () => {
  it('is shown by the clocks at that moment', () => {
    fc.assert(
      fc.property(someDate, fc.nat(86_399), someZone, (date, second, place) => {
        const time = new Date(second * 1000).toISOString().slice(11, 19);
        const moment = atTime(date, time, place, 'refuse');
        fc.pre(moment._tag === 'Right');
        expect(wallClock(right(moment), place)).toBe(`${date} ${time}`);
      }),
      { numRuns: 1000 },
    );
  });

  const paris = zone('Europe/Paris');
  const [spring, autumn] = [day('2026-03-29'), day('2026-10-25')];

  it('that is skipped is read with the offset after or before the change', () => {
    expect(right(atTime(spring, '02:30', paris, 'earlier'))).toBe('2026-03-29T00:30:00.000Z'); // 01:30
    expect(right(atTime(spring, '02:30', paris, 'later'))).toBe('2026-03-29T01:30:00.000Z'); // 03:30
    expect(left(atTime(spring, '02:30', paris, 'refuse'))).toEqual({
      _tag: 'SkippedTime',
      date: spring,
      time: '02:30',
      zone: paris,
    });
  });

  it('that comes twice is the first or the second', () => {
    expect(right(atTime(autumn, '02:30', paris, 'earlier'))).toBe('2026-10-25T00:30:00.000Z');
    expect(right(atTime(autumn, '02:30', paris, 'later'))).toBe('2026-10-25T01:30:00.000Z');
    expect(left(atTime(autumn, '02:30', paris, 'refuse'))).toMatchObject({ _tag: 'RepeatedTime' });
  });

  it('needs no rule on other days', () => {
    expect(right(atTime(day('2026-07-01'), '23:59:59', paris, 'refuse'))).toBe('2026-07-01T21:59:59.000Z');
    expect(right(atTime(spring, '01:59:59', paris, 'refuse'))).toBe('2026-03-29T00:59:59.000Z');
    expect(right(atTime(spring, '03:00', paris, 'refuse'))).toBe('2026-03-29T01:00:00.000Z');
  });

  it.each(['24:00', '2:30', '02:60', '02:30:60', '02:30:00.5', '02:30Z', '', '0230'])('is not "%s"', (time) => {
    expect(left(atTime(autumn, time, paris, 'earlier'))).toEqual({ _tag: 'InvalidTime', input: time });
  });
});
