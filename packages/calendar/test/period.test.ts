import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dateOf, instantsOf, parsePeriod, periodOf, PeriodUnitCodec } from '../src/index.ts';
import { countedWeek } from './countedDays.ts';
import { day, left, right, someDate, someInstant, someZone, zone } from './generators.ts';

const units = ['day', 'week', 'month', 'quarter', 'year'] as const;
const someUnit = fc.constantFrom(...units);

describe('a period', () => {
  it.each([
    ['2017-03-01', 'day', '2017-03-01', '2017-03-01', '2017-03-02'],
    ['2017-03-01', 'week', '2017-W09', '2017-02-27', '2017-03-06'],
    ['2017-03-31', 'month', '2017-03', '2017-03-01', '2017-04-01'],
    ['2017-03-31', 'quarter', '2017-Q1', '2017-01-01', '2017-04-01'],
    ['2017-04-01', 'quarter', '2017-Q2', '2017-04-01', '2017-07-01'],
    ['2017-12-31', 'quarter', '2017-Q4', '2017-10-01', '2018-01-01'],
    ['2017-12-31', 'year', '2017', '2017-01-01', '2018-01-01'],
    ['2024-02-29', 'month', '2024-02', '2024-02-01', '2024-03-01'],
    ['2021-01-03', 'week', '2020-W53', '2020-12-28', '2021-01-04'],
    ['2018-12-31', 'week', '2019-W01', '2018-12-31', '2019-01-07'],
  ] as const)('of %s by %s is %s', (date, unit, key, start, end) => {
    expect(periodOf(day(date), unit)).toEqual({ unit, key, start, end });
  });

  it('holds its date, and every date of it gives the same one', () => {
    fc.assert(
      fc.property(someDate, someUnit, (date, unit) => {
        const period = periodOf(date, unit);
        expect(period.start <= date && date < period.end).toBe(true);
        expect(periodOf(period.start, unit)).toEqual(period);
        expect(periodOf(addDays(period.end, -1), unit)).toEqual(period);
      }),
    );
  });

  it('cannot be changed, because whoever asks for it next gets the same', () => {
    expect(Object.isFrozen(periodOf(day('2017-03-01'), 'month'))).toBe(true);
  });

  it('is followed by another without a gap', () => {
    const length = { month: 1, quarter: 3, year: 12 };
    fc.assert(
      fc.property(someDate, fc.constantFrom('month', 'quarter', 'year'), (date, unit) => {
        const { start, end } = periodOf(date, unit);
        expect(periodOf(end, unit).start).toBe(end);
        expect(addMonths(start, length[unit])).toBe(end);
      }),
    );
  });

  it('by week agrees with weeks counted from a Monday', () => {
    fc.assert(
      fc.property(someDate, (date) => {
        const { key, start, end } = periodOf(date, 'week');
        expect({ key, start }).toEqual(countedWeek(date));
        expect(end).toBe(addDays(start, 7));
      }),
    );
  });

  it('is found by its key', () => {
    fc.assert(
      fc.property(someDate, someUnit, (date, unit) => {
        const period = periodOf(date, unit);
        expect(right(parsePeriod(period.key))).toEqual(period);
      }),
    );
  });

  it.each([
    '2017-Q5',
    '2017-Q0',
    '2017-13',
    '2017-W00',
    '2017-W53',
    '2017-q1',
    '17-Q1',
    '2017-02-30',
    '',
    '1066',
    '2017-Q1 ',
  ])('is not found by "%s"', (key) => {
    expect(left(parsePeriod(key))).toEqual({ _tag: 'InvalidPeriod', input: key });
  });

  it('reads the names of its units', () => {
    expect(units.map((unit) => right(PeriodUnitCodec.decode(unit)))).toEqual(units);
    expect(PeriodUnitCodec.decode('fortnight')).toMatchObject({ _tag: 'Left' });
  });
});

describe('the moments of a period', () => {
  it('hold every moment of its dates and no other', () => {
    fc.assert(
      fc.property(someInstant, someUnit, someZone, (moment, unit, place) => {
        // Once a year until 2011 St. John's went back over midnight, so that an hour belongs to neither order of dates.
        fc.pre(place !== 'America/St_Johns');
        const { from, to } = instantsOf(periodOf(dateOf(moment, place), unit), place);
        expect(from <= moment && moment < to).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('end where those of the next begin', () => {
    fc.assert(
      fc.property(someDate, someUnit, someZone, (date, unit, place) => {
        const period = periodOf(date, unit);
        const next = instantsOf(periodOf(period.end, unit), place);
        expect(instantsOf(period, place).to).toBe(next.from);
      }),
    );
  });

  it('are in the zone of the program', () => {
    expect(instantsOf(periodOf(day('2026-01-31'), 'month'), zone('Pacific/Kiritimati'))).toEqual({
      from: '2025-12-31T10:00:00.000Z',
      to: '2026-01-31T10:00:00.000Z',
    });
    expect(instantsOf(periodOf(day('2026-03-29'), 'day'), zone('Europe/Paris'))).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z', // 23 hours
    });
  });

  it('are none on a date that the zone skipped', () => {
    const { from, to } = instantsOf(periodOf(day('2011-12-30'), 'day'), zone('Pacific/Apia'));
    expect([from, to]).toEqual(['2011-12-30T10:00:00.000Z', '2011-12-30T10:00:00.000Z']);
  });
});
