import { type Instant, type RecordedInstant, timeZone } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allProjections, asOf, balancesOf, endOfDay, leadOf, payoutsOf, scheduleOf, storedName } from '../src/index.ts';
import { rebuilt } from './dump.ts';
import {
  accrued,
  advanced,
  held,
  issued,
  opened,
  published,
  released,
  reversed,
  settled,
  told,
  truedUp,
} from './facts.ts';
import { at, cents, date, type Fact, recorded, right, storeWith, utc } from './history.ts';
import { wholeHistory } from './wholeHistory.ts';

const viewOf = async (facts: readonly Fact[], bounds: Readonly<{ effective?: Instant; known?: RecordedInstant }>) =>
  right(await asOf({ store: await storeWith(facts), projections: allProjections, batchSize: 3, ...bounds }));

const line = { entry: 'a1', kind: 'accrual' as const, amount: 150, maturesOn: '2026-01-31' };

describe('a view of the past', () => {
  it('by what was recorded is the fold of the history up to then', async () => {
    await fc.assert(
      fc.asyncProperty(wholeHistory(), fc.nat({ max: 40 }), async (facts, length) => {
        const events = await recorded(facts);
        const last = events[Math.min(length, events.length - 1)];
        const known = last?.recordedAt as RecordedInstant;
        const view = await viewOf(facts, { known });
        const truncated = await rebuilt(await storeWith(facts.slice(0, length + 1)));
        for (const projection of allProjections) {
          const name = storedName(projection);
          expect(await view.list(name, {})).toEqual(await truncated.list(name, {}));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('by what had happened is the fold of the entries that had', async () => {
    const entry = fc.record({ day: fc.integer({ min: 1, max: 28 }), amount: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 12 }), fc.integer({ min: 1, max: 28 }), async (rows, day) => {
        const on = (number: number): string => `2026-01-${String(number).padStart(2, '0')}`;
        const facts = rows.map((row, index) =>
          accrued({
            id: `a${index}`,
            amount: row.amount,
            maturesOn: '2026-03-01',
            occurredAt: `${on(row.day)}T23:59:59.999Z`,
          }),
        );
        const view = await viewOf(facts, { effective: endOfDay(date(on(day)), utc) });
        const [row] = await balancesOf(view, { asOf: date(on(day)) });
        const happened = rows.filter((one) => one.day <= day).reduce((sum, { amount }) => sum + amount, 0);
        expect(row?.accrued.minor ?? 0n).toBe(BigInt(happened));
      }),
      { numRuns: 40 },
    );
  });

  it('ends with the last moment of the day in the zone of the program', () => {
    expect(endOfDay(date('2026-01-31'), utc)).toBe('2026-02-01T00:00:00.000Z');
    expect(endOfDay(date('2026-01-31'), right(timeZone('America/New_York')))).toBe('2026-02-01T05:00:00.000Z');
  });

  it('leaves out what happened on the bound itself and keeps what was recorded on it', async () => {
    const facts = [accrued({ id: 'a1', amount: 5, maturesOn: '2026-03-01', occurredAt: '2026-01-10T00:00:00Z' })];
    const after = await viewOf(facts, { effective: at('2026-01-10T00:00:00Z') });
    expect(await balancesOf(after, { asOf: date('2026-01-10') })).toEqual([]);
    const [event] = await recorded(facts);
    const known = await viewOf(facts, { known: event?.recordedAt as RecordedInstant });
    expect(await balancesOf(known, { asOf: date('2026-01-10') })).toHaveLength(1);
  });

  it('shows a late fact at the time it happened', async () => {
    const facts = [
      accrued({ id: 'a1', amount: 5, maturesOn: '2026-03-01', occurredAt: '2026-01-20T00:00:00Z' }),
      accrued({ id: 'late', amount: 7, maturesOn: '2026-03-01', occurredAt: '2026-01-10T00:00:00Z' }),
    ];
    const view = await viewOf(facts, { effective: at('2026-01-15T00:00:00Z') });
    const [row] = await balancesOf(view, { asOf: date('2026-01-15') });
    expect(row?.accrued).toEqual(cents(7));
  });

  it('knows the terms of a history that was imported later', async () => {
    const later = { occurredAt: at('2026-11-01T00:00:00Z') };
    const facts = [opened(later), published(), accrued({ id: 'a1', amount: 150, maturesOn: '2026-01-31' })];
    const view = await viewOf(facts, { effective: at('2026-01-02T00:00:00Z') });
    const [schedule] = await scheduleOf(view, { asOf: date('2026-01-02') });
    expect(schedule).toMatchObject({
      programName: 'North',
      dates: [{ date: '2026-02-05', outcome: { _tag: 'pays' } }],
    });
  });

  it('counts a payout only once its lines, and a settlement only once its payout, had happened', async () => {
    const facts = [
      accrued({ id: 'a1', amount: 150, maturesOn: '2026-01-31', occurredAt: '2026-02-10T00:00:00Z' }),
      reversed({ id: 'r1', accrual: 'a1', amount: 5, maturesOn: '2026-03-01', occurredAt: '2026-02-01T00:00:00Z' }),
      issued({ payout: 'p1', date: '2026-02-05', lines: [line], occurredAt: '2026-02-05T00:00:00Z' }),
      settled({ payout: 'p1', amount: 150, occurredAt: '2026-02-06T00:00:00Z' }),
    ];
    const before = await viewOf(facts, { effective: at('2026-02-08T00:00:00Z') });
    expect(await balancesOf(before, { asOf: date('2026-02-08') })).toEqual([]);
    const after = await viewOf(facts, { effective: at('2026-02-11T00:00:00Z') });
    expect((await payoutsOf(after)).map(({ status }) => status)).toEqual(['settled']);
  });

  it('counts a dispute only once its accrual, and its end only once its beginning, had happened', async () => {
    const facts = [
      accrued({ id: 'a1', amount: 150, maturesOn: '2026-01-31', occurredAt: '2026-01-10T00:00:00Z' }),
      accrued({ id: 'a2', amount: 7, maturesOn: '2026-01-31', occurredAt: '2026-01-01T00:00:00Z' }),
      held({ accrual: 'a1', occurredAt: '2026-01-02T00:00:00Z' }),
      held({ accrual: 'a2', occurredAt: '2026-01-12T00:00:00Z' }),
      released({ accrual: 'a2', occurredAt: '2026-01-03T00:00:00Z' }),
    ];
    const disputedOn = async (end: string) => {
      const [row] = await balancesOf(await viewOf(facts, { effective: at(end) }), { asOf: date('2026-02-05') });
      return row?.disputed;
    };
    expect(await disputedOn('2026-01-05T00:00:00Z')).toEqual(cents(0));
    expect(await disputedOn('2026-01-11T00:00:00Z')).toEqual(cents(150));
    expect(await disputedOn('2026-01-13T00:00:00Z')).toEqual(cents(150));
  });

  it('counts a re-rating only once the accrual had happened, and a draw on its own date', async () => {
    const facts = [
      accrued({ id: 'a1', amount: 10, maturesOn: '2026-01-31', occurredAt: '2026-01-10T00:00:00Z' }),
      truedUp({ id: 't1', amount: 5, maturesOn: '2026-01-31', occurredAt: '2026-01-01T00:00:00Z', accrual: 'a1' }),
      truedUp({ id: 't2', amount: 3, maturesOn: '2026-01-31', occurredAt: '2026-01-01T00:00:00Z' }),
      advanced({ id: 'd1', amount: 100, debt: 100, date: '2026-01-08', occurredAt: '2026-01-08T00:00:00Z' }),
    ];
    const adjustedOn = async (end: string) => {
      const [row] = await balancesOf(await viewOf(facts, { effective: at(end) }), { asOf: date('2026-02-05') });
      return row?.adjusted;
    };
    expect(await adjustedOn('2026-01-05T00:00:00Z')).toEqual(cents(3));
    expect(await adjustedOn('2026-01-09T00:00:00Z')).toEqual(cents(103));
    expect(await adjustedOn('2026-01-11T00:00:00Z')).toEqual(cents(108));
  });

  it('tells a lead step by step even where its dates are not in order', async () => {
    const facts = [
      told('lead-l1', 'LeadSubmitted', {
        lead: 'l1',
        program: 'north',
        partner: 'ada',
        prospect: { reference: 'crm/1' },
        attributes: {},
        occurredAt: at('2026-01-10T00:00:00Z'),
      }),
      told('lead-l1', 'LeadAccepted', { lead: 'l1', occurredAt: at('2026-01-05T00:00:00Z') }),
    ];
    expect(await leadOf(await viewOf(facts, { effective: at('2026-01-07T00:00:00Z') }), 'l1')).toBeUndefined();
    expect(await leadOf(await viewOf(facts, { effective: at('2026-01-11T00:00:00Z') }), 'l1')).toMatchObject({
      state: 'accepted',
    });
  });
});
