import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessHours,
  businessMinutesBetween,
  instantAt,
  type BusinessTime,
  type Instant,
  type LocalDate,
  type Weekday,
} from '../src/index.ts';
import { at, day, zone } from './generators.ts';

const MINUTE = 60_000;

type Shown = Readonly<{ date: string; weekday: number; time: string }>;

const HORIZON = 21 * 24 * 60;

/**
 * The oracle: a watch that is read every minute and never goes back, so what clocks show twice it shows once for long,
 * and what they skip it jumps over.
 */
const readWatch = (from: number, timeZone: string): readonly Shown[] => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  // It was on before: what clocks showed in the days before counts too.
  const before = 2 * 24 * 60;
  let watch = '';
  const shown: Shown[] = [];
  for (let minute = -before; minute < HORIZON; minute += 1) {
    const now = clock.format(from + minute * MINUTE);
    if (now > watch) watch = now;
    const [date = '', time = ''] = watch.split(' ');
    if (minute >= 0) shown.push({ date, time, weekday: ((Date.parse(date) / (24 * 60 * MINUTE) + 3) % 7) + 1 });
  }
  return shown;
};

const watches = new Map<string, readonly Shown[]>();

/** Of each minute from `from` on, whether people work. */
const workedMinutes = (from: number, { zone: timeZone, calendar, hours }: BusinessTime): readonly boolean[] => {
  const key = `${timeZone} ${from}`;
  const watch = watches.get(key) ?? readWatch(from, timeZone);
  watches.set(key, watch);
  return watch.map(({ date, weekday, time }) => {
    const isOff = calendar.weekend.some((off) => off === weekday) || calendar.holidays.some((off) => off === date);
    return !isOff && time >= hours.opens && time < hours.closes;
  });
};

/** Around clock changes: at two, at midnight, one minute after midnight, of half an hour, and across the date line. */
const changes = [
  ['Europe/Berlin', '2026-03-27T00:00:00Z'],
  ['Europe/Berlin', '2026-10-23T00:00:00Z'],
  ['America/St_Johns', '2026-03-06T00:00:00Z'],
  ['America/St_Johns', '2026-10-30T00:00:00Z'],
  ['America/St_Johns', '2006-10-27T00:00:00Z'],
  ['America/St_Johns', '2006-03-31T00:00:00Z'],
  ['America/Sao_Paulo', '2018-11-02T00:00:00Z'],
  ['America/Sao_Paulo', '2018-02-16T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-03T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-02T00:00:00Z'],
  ['Pacific/Kiritimati', '2026-05-01T00:00:00Z'],
  ['Pacific/Kiritimati', '1994-12-29T00:00:00Z'],
  ['Pacific/Apia', '2011-12-28T00:00:00Z'],
] as const;

const someTime = fc
  .tuple(fc.integer({ min: 0, max: 24 * 4 }), fc.integer({ min: 1, max: 24 * 4 }))
  .filter(([opens, closes]) => opens < closes)
  .map(([opens, closes]) => ({ opens: quarterOf(opens), closes: quarterOf(closes) }));

const quarterOf = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

const someWeekend = fc.constantFrom<readonly Weekday[]>([], [6, 7], [5, 6], [7], [1, 2, 3, 4, 6]);

/** Business time around a change of clocks, with the first of its minutes. */
const someSetting = fc
  .tuple(fc.constantFrom(...changes), someTime, someWeekend, fc.array(fc.nat(5), { maxLength: 2 }))
  .map(([[name, start], hours, weekend, off]) => {
    const from = Date.parse(start);
    const holidays = off.map((days): LocalDate =>
      day(new Date(from + days * 24 * 60 * MINUTE).toISOString().slice(0, 10)),
    );
    const time: BusinessTime = { zone: zone(name), calendar: { weekend, holidays }, hours };
    return { from, time };
  });

const DAYS = 6;
const someMinute = fc.nat(DAYS * 24 * 60 - 1);

const countOf = (worked: readonly boolean[]): number => worked.filter(Boolean).length;

describe('business minutes between two moments', () => {
  it('are those that a watch that never goes back counts', () => {
    fc.assert(
      fc.property(someSetting, someMinute, someMinute, ({ from, time }, one, other) => {
        const [a, b] = [Math.min(one, other), Math.max(one, other)];
        const expected = countOf(workedMinutes(from, time).slice(a, b));
        const [start, end] = [instantAt(from + a * MINUTE), instantAt(from + b * MINUTE)];
        expect(businessMinutesBetween(start, end, time)).toBe(expected);
        expect(businessMinutesBetween(end, start, time)).toBe(0 - expected);
      }),
      { numRuns: 300 },
    );
  });

  it('add up, and none is lost between', () => {
    fc.assert(
      fc.property(someSetting, fc.array(someMinute, { minLength: 3, maxLength: 3 }), ({ from, time }, minutes) => {
        const [a, b, c] = minutes.map((minute) => instantAt(from + minute * MINUTE));
        if (a === undefined || b === undefined || c === undefined) throw new Error('Three moments were drawn.');
        const between = (start: Instant, end: Instant) => businessMinutesBetween(start, end, time);
        expect(between(a, b) + between(b, c) - between(a, c)).toBe(0);
      }),
    );
  });

  it('have a fraction where a moment is not at a whole minute', () => {
    expect(businessMinutesBetween(at('2026-06-01T08:59:30Z'), at('2026-06-01T09:01:15Z'), office)).toBe(1.25);
  });
});

const office: BusinessTime = {
  zone: zone('UTC'),
  calendar: { weekend: [6, 7], holidays: [day('2026-06-03')] },
  hours: { opens: '09:00', closes: '17:00' },
};

describe('the end of so many business hours', () => {
  it('is the first moment before which a watch that never goes back counts them', () => {
    fc.assert(
      fc.property(someSetting, someMinute, fc.integer({ min: 1, max: 12 }), ({ from, time }, minute, hours) => {
        const worked = workedMinutes(from, time);
        let left = hours * 60;
        const ran = worked.findIndex((isWorked, index) => index >= minute && isWorked && (left -= 1) === 0);
        fc.pre(ran >= 0);
        const end = addBusinessHours(instantAt(from + minute * MINUTE), hours, time);
        expect(end).toBe(instantAt(from + (ran + 1) * MINUTE));
      }),
      { numRuns: 300 },
    );
  });

  it('is that many business hours after the start, adds up, and is later for a later start', () => {
    const someHours = fc.nat(60);
    const someMs = fc.nat(DAYS * 24 * 60 * MINUTE);
    fc.assert(
      fc.property(someSetting, someMs, someMs, someHours, someHours, ({ from, time }, one, other, few, more) => {
        const start = instantAt(from + Math.min(one, other));
        const later = instantAt(from + Math.max(one, other));
        const end = addBusinessHours(start, few, time);
        expect(businessMinutesBetween(start, end, time)).toBe(few * 60);
        expect(addBusinessHours(end, more, time)).toBe(addBusinessHours(start, few + more, time));
        expect(addBusinessHours(later, few, time) >= end).toBe(true);
        expect(few === 0 ? end : start < end).toBe(few === 0 ? start : true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-06-01T09:00:00Z', 8, '2026-06-01T17:00:00.000Z'], // runs out when the office closes
    ['2026-06-01T09:00:00Z', 9, '2026-06-02T10:00:00.000Z'],
    ['2026-06-01T20:00:00Z', 1, '2026-06-02T10:00:00.000Z'], // starts on the next morning
    ['2026-06-02T16:30:00Z', 1, '2026-06-04T09:30:00.000Z'], // over a holiday
    ['2026-06-05T16:59:59.999Z', 1, '2026-06-08T09:59:59.999Z'], // over a weekend
    ['2026-06-06T12:00:00Z', 0, '2026-06-06T12:00:00.000Z'], // nothing has to pass
  ] as const)('from %s, %i hours, is %s', (start, hours, end) => {
    expect(addBusinessHours(at(start), hours, office)).toBe(end);
  });

  it('counts an hour that comes twice twice, and one that is skipped not at all', () => {
    const night: BusinessTime = {
      zone: zone('Europe/Berlin'),
      calendar: { weekend: [], holidays: [] },
      hours: { opens: '00:00', closes: '24:00' },
    };
    expect(businessMinutesBetween(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'), night)).toBe(25 * 60);
    expect(businessMinutesBetween(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'), night)).toBe(23 * 60);
    expect(addBusinessHours(at('2026-10-24T22:00:00Z'), 25, night)).toBe('2026-10-25T23:00:00.000Z');
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is not known for %d hours', (hours) => {
    expect(() => addBusinessHours(at('2026-06-01T09:00:00Z'), hours, office)).toThrow(RangeError);
  });

  it.each([
    ['17:00', '09:00'],
    ['09:00', '09:00'],
    ['9:00', '17:00'],
    ['09:00', '24:30'],
  ])('is not known for an office open from %s to %s', (opens, closes) => {
    const time = { ...office, hours: { opens, closes } };
    expect(() => addBusinessHours(at('2026-06-01T09:00:00Z'), 1, time)).toThrow(RangeError);
    expect(() => businessMinutesBetween(at('2026-06-01T09:00:00Z'), at('2026-06-02T09:00:00Z'), time)).toThrow(
      RangeError,
    );
  });
});
