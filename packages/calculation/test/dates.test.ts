import { ratio } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { addMonths, days, fact, InvalidStep, months, ratioOf, text, valueToJson, type Node } from '../src/index.ts';
import { eur, rateOf } from './arbitraryCalculation.ts';

const on = (date: string): Node => fact(text(date), []);
const count = (whole: number): Node => fact(rateOf(`${whole}`), []);
const json = ({ value }: Node) => valueToJson(value);
const dayOf = ({ value }: Node): string => (value._tag === 'text' ? value.text : '');

const date = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2900-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

describe('months, days and add-months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-11-15', 3, '2027-02-15'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %i months is %s', (from, whole, later) => {
    expect(json(addMonths(on(from), count(whole)))).toBe(later);
  });

  it.each([
    ['2026-01-31', '2026-02-27', '0'],
    ['2026-01-31', '2026-02-28', '1'],
    ['2026-01-31', '2026-03-30', '1'],
    ['2026-01-31', '2026-03-31', '2'],
    ['2026-03-31', '2026-01-31', '0'],
    ['2026-03-31', '2026-03-31', '0'],
    ['2024-02-29', '2025-02-28', '12'],
  ])('from %s to %s it is %s months', (from, to, whole) => {
    expect(json(months(on(from), on(to)))).toEqual({ rate: whole });
  });

  it.each([
    ['2026-02-28', '2026-03-01', '1'],
    ['2026-03-01', '2026-02-28', '-1'],
    ['2028-02-28', '2028-03-01', '2'],
    ['2026-03-29', '2026-03-29', '0'],
  ])('from %s to %s it is %s days', (from, to, whole) => {
    expect(json(days(on(from), on(to)))).toEqual({ rate: whole });
  });

  it('months count the most that fit: that many reach no further, one more passes the second date', () => {
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const n = months(on(from), on(to));
        const whole = n.value._tag === 'ratio' ? n.value.ratio.num.toNumber() : -1;
        expect(dayOf(addMonths(on(from), n)) <= to).toBe(true);
        expect(dayOf(addMonths(on(from), count(whole + 1))) > to).toBe(true);
      }),
    );
  });

  it.each([
    ['a day that is none', () => addMonths(on('2026-02-30'), count(1)), 'local date'],
    ['a day in another form', () => days(on('2026-1-5'), on('2026-01-06')), 'two local dates'],
    ['an amount for a date', () => months(on('2026-01-05'), fact(eur(1n), [])), 'two local dates'],
    ['half a month', () => addMonths(on('2026-01-05'), fact(rateOf('0.5'), [])), 'whole number'],
    ['a third of a month', () => addMonths(on('2026-01-05'), fact(ratioOf(ratio(1n, 3n)), [])), 'whole number'],
    ['months back', () => addMonths(on('2026-01-05'), fact(rateOf('-1'), [])), 'whole number'],
    ['more months than there are', () => addMonths(on('1900-01-01'), count(13_200)), 'whole number'],
    ['a result after 2999', () => addMonths(on('2999-12-31'), count(1)), '2999-12-31'],
  ])('refuses %s', (_, step, reason) => {
    expect(step).toThrow(InvalidStep);
    expect(step).toThrow(reason);
  });
});
