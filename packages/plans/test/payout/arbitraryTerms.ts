import { addDays, localDate, type BusinessCalendar, type LocalDate } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import type { PayoutDays, PayoutTerms } from '../../src/index.ts';

const first = localDate('2016-12-15');

/** A date within four years. */
export const someDate: fc.Arbitrary<LocalDate> = fc.integer({ min: 0, max: 1500 }).map((days) => {
  if (E.isLeft(first)) throw new Error('not a date');
  return addDays(first.right, days);
});

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const dayOfMonth = fc.integer({ min: 1, max: 28 });

/** Every form of payout days. */
export const somePayoutDays: fc.Arbitrary<PayoutDays> = fc.oneof(
  dayOfMonth.map((day) => ({ day })),
  fc.record({
    day: dayOfMonth,
    months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.uniqueArray(dayOfMonth, { minLength: 1, maxLength: 4 }).map((days) => ({ days })),
  fc.constantFrom(...weekdays).map((weekday) => ({ weekday })),
);

/** Terms with any days, convention and cut-off. */
export const someTerms: fc.Arbitrary<PayoutTerms> = fc
  .tuple(
    somePayoutDays,
    fc.constantFrom<PayoutTerms['convention'][]>('none', 'following', 'modified-following', 'preceding'),
    fc.oneof(
      fc.constant<PayoutTerms['cutOff']>('start-of-month'),
      fc.integer({ min: 0, max: 40 }).map((daysBefore) => ({ daysBefore })),
    ),
  )
  .map(([days, convention, cutOff]) => ({ ...days, convention, cutOff, minimum: '0' }));

/** Weekends, and a few days on which nobody works, some of them in a row. */
export const someCalendar: fc.Arbitrary<BusinessCalendar> = fc
  .array(fc.tuple(someDate, fc.integer({ min: 1, max: 5 })), { maxLength: 3 })
  .map((closed) => ({
    weekend: [6, 7],
    holidays: closed.flatMap(([from, days]) => Array.from({ length: days }, (_, index) => addDays(from, index))),
  }));
