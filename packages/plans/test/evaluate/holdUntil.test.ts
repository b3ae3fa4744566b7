import * as fc from 'fast-check';
import { addDays } from '@commission-ledger/calendar';
import { expect, it } from 'vitest';
import { maturesOn, type Hold } from '../../src/index.ts';
import { day } from '../someFacts.ts';

it.each<[Hold, string, string]>([
  [{ days: 0 }, '2017-03-31', '2017-03-31'],
  [{ days: 60 }, '2017-03-20', '2017-05-19'],
  [{ days: 0, months: 1 }, '2017-01-31', '2017-02-28'],
  [{ days: 1, months: 1 }, '2016-01-31', '2016-03-01'],
  [{ days: 0, from: 'end-of-month' }, '2017-02-03', '2017-02-28'],
  [{ days: 15, months: 1, from: 'end-of-month' }, '2017-01-05', '2017-03-15'],
])('%o from %s matures on %s', (hold, date, matures) => {
  expect(maturesOn(hold, day(date))).toBe(matures);
});

it('a longer hold never matures earlier, and none before the cause', () => {
  const hold = fc.record({ days: fc.nat(40), months: fc.nat(15), from: fc.constantFrom('cause', 'end-of-month') });
  fc.assert(
    fc.property(hold, fc.nat(800), fc.nat(5), (base, after, more) => {
      const date = addDays(day('2015-12-01'), after);
      expect(maturesOn(base, date) >= date).toBe(true);
      expect(maturesOn({ ...base, days: base.days + more }, date) >= maturesOn(base, date)).toBe(true);
      expect(maturesOn({ ...base, months: base.months + more }, date) >= maturesOn(base, date)).toBe(true);
    }),
  );
});
