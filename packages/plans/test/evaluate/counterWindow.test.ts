import { addDays } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previousWindow, windowOf, type Counter } from '../../src/index.ts';
import { earlierWindows } from '../../src/evaluate/counterWindow.ts';
import { day } from '../someFacts.ts';
import { counting } from './smallPlan.ts';

const windows: readonly Counter['window'][] = ['day', 'week', 'month', 'quarter', 'year', 'ever'];
const counter = fc
  .tuple(fc.constantFrom(...windows), fc.constantFrom<Counter['per']>(undefined, 'deal', { attribute: 'customer' }))
  .map(([window, per]) => counting('c', { window, ...(per === undefined ? {} : { per }) }));
const date = fc.nat(3000).map((days) => addDays(day('2014-01-01'), days));

describe('the window of a counter', () => {
  it.each([
    ['day', '2017-03-01', '2017-02-28'],
    ['week', '2017-W09', '2017-W08'],
    ['month', '2017-03', '2017-02'],
    ['quarter', '2017-Q1', '2016-Q4'],
    ['year', '2017', '2016'],
    ['ever', 'ever', undefined],
  ] as const)('of a %s is %s, after %s', (window, key, before) => {
    const kept = counting('c', { window, per: 'deal' });
    expect(windowOf(counting('c', { window }), day('2017-03-01'))).toBe(key);
    expect(windowOf(kept, day('2017-03-01'), 'd/1')).toBe(`${key}/d/1`);
    expect(previousWindow(counting('c', { window }), key)).toBe(before);
    expect(previousWindow(kept, `${key}/d/1`)).toBe(before === undefined ? undefined : `${before}/d/1`);
  });

  it('has before it the window that was in force until it began', () => {
    fc.assert(
      fc.property(counter, date, (one, today) => {
        const key = windowOf(one, today, 'x');
        const before = previousWindow(one, key);
        let last = today;
        while (one.window !== 'ever' && windowOf(one, last, 'x') === key) last = addDays(last, -1);
        expect(before).toBe(one.window === 'ever' ? undefined : windowOf(one, last, 'x'));
      }),
    );
  });

  it('has as earlier windows of its year all those before it, which begin with the year', () => {
    fc.assert(
      fc.property(counter, date, (one, today) => {
        const key = windowOf(one, today, 'x');
        const earlier = earlierWindows(one, key);
        if (one.window === 'year' || one.window === 'ever') expect(earlier).toEqual([]);
        expect(earlier.every((window) => window.startsWith(key.slice(0, 5)) && window < key)).toBe(true);
        const beforeThem = earlier.length === 0 ? undefined : previousWindow(one, earlier.at(-1) ?? '');
        expect(beforeThem?.startsWith(key.slice(0, 5)) ?? false).toBe(false);
      }),
    );
  });

  it('is not found before something that is no window of the counter', () => {
    expect(previousWindow(counting('c'), '2017-03')).toBeUndefined();
    expect(previousWindow(counting('c'), 'soon')).toBeUndefined();
  });
});
