import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versionInForce, type CauseDates, type EnrolledUnder, type PlanDocument } from '../../src/index.ts';
import { crmPlan } from '../crmPlan.ts';
import { day, left, right } from '../someFacts.ts';

const versionOf = (
  version: number,
  effectiveFrom: string,
  change: Partial<Pick<PlanDocument, 'selectedBy' | 'existingPartners'>> = {},
): PlanDocument => ({ ...crmPlan, version, effectiveFrom, selectedBy: 'win', ...change });

const on = (date: string): CauseDates => ({ leadOn: day(date), wonOn: day(date), paidOn: day(date) });

const inForce = (versions: readonly PlanDocument[], dates: CauseDates, enrolled?: EnrolledUnder): number =>
  right(versionInForce(versions, dates, enrolled)).version;

describe('the version in force', () => {
  const two = [versionOf(1, '2017-01-01'), versionOf(2, '2017-07-01')];

  it('is the latest that has begun, from its first day on', () => {
    expect(inForce(two, on('2017-06-30'))).toBe(1);
    expect(inForce(two, on('2017-07-01'))).toBe(2);
  });

  it('is the correction, of two that begin on one day', () => {
    expect(inForce([versionOf(3, '2017-07-01'), ...two], on('2017-07-01'))).toBe(3);
  });

  it('looks at the date that each version says', () => {
    const dates = { leadOn: day('2017-06-30'), wonOn: day('2017-07-01'), paidOn: day('2017-07-02') };
    const by = (selectedBy: PlanDocument['selectedBy'], from: string): number =>
      inForce([versionOf(1, '2017-01-01'), versionOf(2, from, { selectedBy })], dates);
    expect([by('lead', '2017-06-30'), by('lead', '2017-07-01')]).toEqual([2, 1]);
    expect([by('win', '2017-07-01'), by('win', '2017-07-02')]).toEqual([2, 1]);
    expect([by('payment', '2017-07-02'), by('payment', '2017-07-03')]).toEqual([2, 1]);
  });

  it('goes by the win when nobody has paid', () => {
    const dates = { leadOn: day('2017-01-01'), wonOn: day('2017-07-01') };
    expect(inForce([versionOf(1, '2017-01-01'), versionOf(2, '2017-07-01', { selectedBy: 'payment' })], dates)).toBe(2);
  });

  it('is none before the first', () => {
    expect(left(versionInForce(two, on('2016-12-31')))).toEqual({ _tag: 'NoVersionInForce', dates: on('2016-12-31') });
  });

  it('leaves partners where they are, when the new one says so', () => {
    const versions = [versionOf(1, '2017-01-01'), versionOf(2, '2017-07-01', { existingPartners: 'stay' })];
    const enrolled = (date: string): EnrolledUnder => ({ enrolledOn: day(date) });
    expect(inForce(versions, on('2018-01-01'), enrolled('2017-06-30'))).toBe(1);
    expect(inForce(versions, on('2018-01-01'), enrolled('2017-07-01'))).toBe(2);
    expect(inForce([...versions, versionOf(3, '2018-01-01')], on('2018-01-01'), enrolled('2017-06-30'))).toBe(3);
    expect(inForce(versions, on('2018-01-01'))).toBe(2);
  });

  it('moves partners on, when the new one says so or says nothing', () => {
    const enrolled = { enrolledOn: day('2017-01-01') };
    expect(
      inForce(
        [versionOf(1, '2017-01-01'), versionOf(2, '2017-07-01', { existingPartners: 'move' })],
        on('2017-07-01'),
        enrolled,
      ),
    ).toBe(2);
    expect(inForce(two, on('2017-07-01'), enrolled)).toBe(2);
  });

  it('is the one that was agreed, whatever came later', () => {
    expect(inForce(two, on('2018-01-01'), { enrolledOn: day('2017-01-01'), version: 1 })).toBe(1);
    const stay = [versionOf(1, '2017-01-01'), versionOf(2, '2017-07-01', { existingPartners: 'stay' })];
    expect(inForce(stay, on('2018-01-01'), { enrolledOn: day('2017-01-01'), version: 2 })).toBe(2);
  });

  it('is none before the one agreed begins, or when there is none such', () => {
    expect(left(versionInForce(two, on('2017-06-30'), { enrolledOn: day('2017-01-01'), version: 2 }))._tag).toBe(
      'NoVersionInForce',
    );
    expect(left(versionInForce(two, on('2018-01-01'), { enrolledOn: day('2017-01-01'), version: 9 }))._tag).toBe(
      'NoVersionInForce',
    );
  });

  it('does not depend on the order of publication', () => {
    const dates = fc.constantFrom('2017-01-01', '2017-02-01', '2017-03-01', '2017-04-01');
    const versions = fc
      .array(fc.record({ from: dates, existingPartners: fc.constantFrom('move' as const, 'stay' as const) }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((list) => list.map(({ from, ...change }, index) => versionOf(index + 1, from, change)));
    fc.assert(
      fc.property(
        versions.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        dates,
        dates,
        ([list, shuffled], date, since) => {
          const enrolled = { enrolledOn: day(since) };
          expect(versionInForce(shuffled, on(date), enrolled)).toEqual(versionInForce(list, on(date), enrolled));
        },
      ),
    );
  });
});
