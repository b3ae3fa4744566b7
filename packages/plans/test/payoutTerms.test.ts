import { businessCalendar, type BusinessCalendar } from '@commission-ledger/calendar';
import { describe, expect, it } from 'vitest';
import {
  cutOffOf,
  maturesOn,
  payoutDateFor,
  payoutDateOf,
  payoutDaysIn,
  payoutOn,
  versionInForce,
  type PayoutTerms,
  type PlanDocument,
} from '../src/index.ts';
import { crmPlan } from './crmPlan.ts';
import { day, left, right } from './someFacts.ts';

const weekends: BusinessCalendar = right(businessCalendar({ weekend: [6, 7], holidays: [] }));
const terms = crmPlan.payout;
const fifths2017 = payoutDaysIn(terms, day('2017-01-01'), day('2017-12-31'));

describe('payouts on the 5th, moved to the next business day', () => {
  it('fall on these days of 2017', () => {
    expect(fifths2017.map((fifth) => payoutDateOf(terms, fifth, weekends))).toEqual([
      '2017-01-05',
      '2017-02-06',
      '2017-03-06',
      '2017-04-05',
      '2017-05-05',
      '2017-06-05',
      '2017-07-05',
      '2017-08-07',
      '2017-09-05',
      '2017-10-05',
      '2017-11-06',
      '2017-12-05',
    ]);
  });

  it('pay what matured before the first of the month', () => {
    expect(maturesOn(crmPlan.hold, day('2017-03-01'))).toBe('2017-03-31');
    expect(payoutDateFor(terms, day('2017-03-31'), weekends)).toEqual({ date: '2017-04-05', cutOff: '2017-04-01' });
    expect(payoutDateFor(terms, day('2017-04-01'), weekends)).toEqual({ date: '2017-05-05', cutOff: '2017-05-01' });
    expect(payoutDateFor(terms, day('2017-12-31'), weekends)).toEqual({ date: '2018-01-05', cutOff: '2018-01-01' });
    expect(cutOffOf(terms, day('2017-04-05'))).toBe('2017-04-01');
  });

  it('are made on no other day, and say which days are near', () => {
    expect(right(payoutOn(terms, day('2017-08-07'), weekends))).toEqual({ date: '2017-08-07', cutOff: '2017-08-01' });
    expect(left(payoutOn(terms, day('2017-08-05'), weekends))).toEqual({
      _tag: 'NotAPayoutDate',
      before: { date: '2017-07-05', cutOff: '2017-07-01' },
      after: { date: '2017-08-07', cutOff: '2017-08-01' },
    });
  });

  it('keep their cut-off when the convention moves them into the next month', () => {
    const late: PayoutTerms = { day: 28, convention: 'following', cutOff: 'start-of-month', minimum: '100.00' };
    const closed = right(businessCalendar({ weekend: [6, 7], holidays: [day('2017-02-28')] }));
    expect(right(payoutOn(late, day('2017-03-01'), closed))).toEqual({ date: '2017-03-01', cutOff: '2017-02-01' });
    const modified: PayoutTerms = { ...late, convention: 'modified-following' };
    expect(payoutDateOf(modified, day('2017-02-28'), closed)).toBe('2017-02-27');
  });
});

describe('the version in force', () => {
  const version = (number: number, effectiveFrom: string, selectedBy: PlanDocument['selectedBy']): PlanDocument => ({
    ...crmPlan,
    version: number,
    effectiveFrom,
    selectedBy,
  });
  const dates = { leadOn: day('2017-01-10'), wonOn: day('2017-03-10'), paidOn: day('2017-06-10') };
  const chosen = (...versions: readonly PlanDocument[]) => right(versionInForce(versions, dates)).version;

  it('is the latest that has begun on the date it looks at', () => {
    expect(chosen(version(1, '2016-01-01', 'payment'), version(2, '2017-06-10', 'payment'))).toBe(2);
    expect(chosen(version(1, '2016-01-01', 'payment'), version(2, '2017-06-11', 'payment'))).toBe(1);
    expect(chosen(version(1, '2016-01-01', 'lead'), version(2, '2017-03-10', 'win'))).toBe(2);
    expect(chosen(version(1, '2016-01-01', 'win'), version(2, '2017-03-01', 'lead'))).toBe(1);
  });

  it('is the same whatever the order of the list', () => {
    const versions = [
      version(3, '2017-02-01', 'win'),
      version(1, '2016-01-01', 'lead'),
      version(2, '2017-02-01', 'payment'),
    ];
    expect(chosen(...versions)).toBe(3);
    expect(chosen(...versions.toReversed())).toBe(3);
  });

  it('of a win looks at the day of the win where a payment would decide', () => {
    const { leadOn, wonOn } = dates;
    const versions = [version(1, '2016-01-01', 'payment'), version(2, '2017-04-01', 'payment')];
    expect(right(versionInForce(versions, { leadOn, wonOn })).version).toBe(1);
  });

  it('may not exist', () => {
    expect(left(versionInForce([version(1, '2017-01-11', 'lead')], dates))).toEqual({
      _tag: 'NoVersionInForce',
      dates,
    });
    expect(left(versionInForce([], dates))._tag).toBe('NoVersionInForce');
  });
});
