import type { StoredEvent } from '@commission-ledger/event-store';
import { accountOfStream, categoryOf, parseFrame } from '@commission-ledger/events';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { recompute } from '../src/index.ts';
import { dataOf, isOfBooks, moneyIn, raised } from './alteredField.ts';
import { eventsOf, linkedAgain, storeOf, withData } from './alteredHistory.ts';
import { recomputed } from './recomputed.ts';
import { simulatedHistory } from './simulatedHistory.ts';

let events: readonly StoredEvent[] = [];
beforeAll(async () => {
  events = await eventsOf(await simulatedHistory({ seed: 5, leads: 70 }));
});

const BOOKED = new Set([
  'AccrualPosted',
  'AccrualReversed',
  'TrueUpPosted',
  'PayoutIssued',
  'PayoutDeferred',
  'PeriodClosed',
  'PayoutSettled',
]);
const booked = (): readonly StoredEvent[] =>
  events.filter(({ stream, type }) => accountOfStream(stream) !== undefined && BOOKED.has(type));

describe('recomputing a history', () => {
  it('finds no difference in what the ledger booked itself', async () => {
    for (const seed of [3, 8]) {
      const told = await recomputed(await simulatedHistory({ seed, leads: 120, months: 6 }));
      expect(told.differences).toEqual([]);
      expect(told.verdict).toBe('agrees');
      expect(told.counts.find(({ type }) => type === 'AccrualPosted')?.posted).toBeGreaterThan(50);
      for (const { posted, recomputed: again } of told.sums) expect(again).toEqual(posted);
    }
  });

  it('names exactly the event in which any amount of money was changed, linked again or not', async () => {
    const places = events
      .filter(isOfBooks)
      .flatMap((stored) => moneyIn(dataOf(stored)).map((path) => ({ stored, path })));
    expect(places.length).toBeGreaterThan(200);
    await fc.assert(
      fc.asyncProperty(fc.nat(places.length - 1), fc.boolean(), async (index, links) => {
        const place = places[index];
        if (place === undefined) return;
        const changed = events.map((stored) =>
          stored === place.stored ? withData(stored, (data) => raised(data, place.path)) : stored,
        );
        const told = await recomputed(storeOf(links ? linkedAgain(changed) : changed));
        expect(told.differences.map(({ event }) => event)).toEqual([place.stored.id]);
        expect(told.found).toBe(1);
      }),
      { numRuns: 25 },
    );
  });

  it('finds an entry that was taken out, whether or not the rest was numbered again', async () => {
    const entries = booked().filter(({ type }) => type === 'AccrualPosted' || type === 'AccrualReversed');
    for (const links of [true, false]) {
      for (const dropped of [entries[2], entries.findLast(({ type }) => type === 'AccrualReversed'), entries.at(-1)]) {
        const left = events.filter((stored) => stored !== dropped);
        const told = await recomputed(storeOf(links ? linkedAgain(left) : left));
        expect(told.differences.map(({ event, reason }) => ({ event, reason }))).toEqual([
          { event: dropped?.id, reason: 'missing' },
        ]);
      }
    }
  });

  it('finds a payout and a deferral that were taken out', async () => {
    for (const type of ['PayoutIssued', 'PayoutDeferred']) {
      const dropped = booked().findLast((stored) => stored.type === type);
      const told = await recomputed(storeOf(linkedAgain(events.filter((stored) => stored !== dropped))));
      expect(told.differences.map((each) => [each.reason, each.type, each.event])).toEqual([
        ['missing', type, dropped?.id],
      ]);
    }
  });

  it('finds an entry that nothing leads to', async () => {
    const [first] = booked();
    if (first === undefined) throw new Error('nothing is booked');
    const forged = {
      ...withData(first, (data) => Object.assign(data, { accrual: 'acr-forged' })),
      position: first.position,
    };
    const at = events.indexOf(first);
    const told = await recomputed(storeOf(linkedAgain([...events.slice(0, at + 1), forged, ...events.slice(at + 1)])));
    expect(told.differences.map(({ reason, type }) => ({ reason, type }))).toEqual([
      { reason: 'no-cause', type: 'AccrualPosted' },
    ]);
  });

  it('finds an accrual that names another plan version than the one in force', async () => {
    const accrual = booked().find(({ type }) => type === 'AccrualPosted');
    const changed = events.map((stored) =>
      stored === accrual ? withData(stored, (data) => Object.assign(Object(data['rule']), { version: 2 })) : stored,
    );
    const told = await recomputed(storeOf(changed));
    expect(told.differences).toHaveLength(1);
    expect(told.differences[0]).toMatchObject({
      event: accrual?.id,
      reason: 'other-plan',
      firstDivergent: { path: '/rule/version', posted: '2', recomputed: '1' },
    });
  });

  it('names the number that the calculation began with where a fact was changed', async () => {
    const payment = events.find(({ type }) => type === 'PaymentReceived');
    const changed = events.map((stored) =>
      stored === payment ? withData(stored, (data) => raised(data, ['amount'])) : stored,
    );
    const told = await recomputed(storeOf(changed));
    expect(told.differences.map(({ firstDivergent }) => firstDivergent?.path)).toContain(
      '/receipt/operands/payment/amount',
    );
  });

  it('lists what people decided, with who did, and calculates nothing of it', async () => {
    const told = await recomputed(storeOf(events));
    const adjustment = told.notRecomputed.decided.find(({ type }) => type === 'AdjustmentPosted');
    expect(adjustment).toMatchObject({ author: 'sales-1', approver: 'finance-2' });
    expect(told.notRecomputed.sums[0]?.amount).toEqual(adjustment?.amount);
  });

  it('looks only at the accounts of the partner asked for, and only since then', async () => {
    const all = await recomputed(storeOf(events));
    const account = accountOfStream(booked()[0]?.stream ?? '');
    const one = await recomputed(storeOf(events), { partner: account?.partner ?? '' });
    expect(one.history.accounts).toBe(1);
    expect(one.counts[0]?.posted).toBeLessThan(all.counts[0]?.posted ?? 0);
    const late = await recomputed(storeOf(events), { from: '2026-03-01T00:00:00.000000Z' });
    expect(late.verdict).toBe('agrees');
    expect(late.counts[0]?.posted).toBeLessThan(all.counts[0]?.posted ?? 0);
    expect(all.sums.map(({ type }) => type)).not.toContain('PeriodClosed');
    expect(all.counts.map(({ type }) => type)).toContain('PeriodClosed');
  });

  it('looks at the books as they stood at any moment of their past, which agree too', async () => {
    const frame = parseFrame(events[Math.trunc(events.length / 2)]?.body ?? '');
    if (typeof frame === 'string') throw new Error(frame);
    const { recordedAt: until } = frame;
    const then = await recomputed(storeOf(events), { until });
    const isThere = ({ body }: StoredEvent): boolean => {
      const read = parseFrame(body);
      return typeof read !== 'string' && read.recordedAt <= until;
    };
    expect(then).toEqual({
      ...(await recomputed(storeOf(events.filter(isThere)))),
      scope: { program: null, partner: null, from: null, until },
    });
    expect(then.history.events).toBeLessThan(events.length);
    expect(then.verdict).toBe('agrees');
    const never = await recomputed(storeOf(events), { until: '2001-01-01T00:00:00.000000Z' });
    expect(never).toMatchObject({ history: { events: 0, accounts: 0 }, counts: [] });
  });

  it('tells what cannot be read, and stops when it is told to', async () => {
    const broken = events.map((stored) => (categoryOf(stored.stream) === 'deal' ? { ...stored, body: '{}' } : stored));
    expect(await recompute({ store: storeOf(broken) })).toMatchObject({ left: { _tag: 'Unreadable' } });
    await expect(recompute({ store: storeOf(events), signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});
