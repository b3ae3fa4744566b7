import { expect, it } from 'vitest';
import {
  atTime,
  businessCalendar,
  describeCalendarRefusal,
  instant,
  localDate,
  parsePeriod,
  timeZone,
} from '../src/index.ts';
import { day, left, zone } from './generators.ts';

const paris = zone('Europe/Paris');

it.each([
  [left(localDate('2026-02-30')), '"2026-02-30" is not a date here (no such date).'],
  [left(instant('2026-02-03T00:00:00')), '"2026-02-03T00:00:00" is not a point in time (no offset).'],
  [left(parsePeriod('2026-Q5')), '"2026-Q5" is not a period.'],
  [left(atTime(day('2026-03-29'), '9:30', paris, 'refuse')), '"9:30" is not a time of day.'],
  [left(businessCalendar({ weekend: [1, 2, 3, 4, 5, 6, 7], holidays: [] })), 'Every day of the week is a weekend.'],
  [left(atTime(day('2026-10-25'), '02:30', paris, 'refuse')), 'Clocks in Europe/Paris show 02:30 twice on 2026-10-25.'],
  [left(atTime(day('2026-03-29'), '02:30', paris, 'refuse')), 'Clocks in Europe/Paris skip 02:30 on 2026-03-29.'],
  [left(timeZone('+02:00')), '"+02:00" is not a time zone here.'],
])('%j says what is wrong and then what to do', (refusal, wrong) => {
  const [first, advice] = describeCalendarRefusal(refusal).split(/(?<=\.) (?=[A-Z])/);
  expect(first).toBe(wrong);
  expect(advice).toMatch(/^(Write|Leave|Say|Choose) .*\.$/);
});
