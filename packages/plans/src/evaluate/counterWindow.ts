import { addDays, parsePeriod, periodOf, type LocalDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { Counter } from '../document/planDocument.ts';

/**
 * The window of a counter that a date is in, such as `2017-Q1`; of a counter for each deal or each value of an
 * attribute, with that after a stroke: `2017-Q1/deal-7`.
 * @param per the deal's id or the attribute's value, for a counter that is kept for each
 */
export const windowOf = ({ window, per: kept }: Counter, date: LocalDate, per?: string): string => {
  const period = window === 'ever' ? 'ever' : periodOf(date, window).key;
  return kept === undefined ? period : `${period}/${per ?? ''}`;
};

/** The key of the window before, of the same deal or value; `ever` has none, nor has what is no window of the counter. */
export const previousWindow = (counter: Counter, windowKey: string): string | undefined => {
  if (counter.window === 'ever') return undefined;
  const [period, per] = partsOf(windowKey);
  const read = parsePeriod(period);
  if (E.isLeft(read) || read.right.unit !== counter.window) return undefined;
  return `${periodOf(addDays(read.right.start, -1), counter.window).key}${per}`;
};

/** The windows of the same year before this one, the last first; none for a window of a year, and for `ever`. */
export const earlierWindows = (counter: Counter, windowKey: string): readonly string[] => {
  const year = windowKey.slice(0, 5);
  const windows: string[] = [];
  if (counter.window === 'year') return windows;
  let earlier = previousWindow(counter, windowKey);
  while (earlier?.startsWith(year) === true) {
    windows.push(earlier);
    earlier = previousWindow(counter, earlier);
  }
  return windows;
};

/** Keys of periods have no stroke, so the first one ends them. */
const partsOf = (windowKey: string): readonly [period: string, per: string] => {
  const stroke = windowKey.indexOf('/');
  return stroke < 0 ? [windowKey, ''] : [windowKey.slice(0, stroke), windowKey.slice(stroke)];
};
