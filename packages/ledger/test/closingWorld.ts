import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, accountOfStream } from '@commission-ledger/events';
import { expect } from 'vitest';
import type { Ledger, Result } from '../src/index.ts';
import { type Told, starts, statementIn } from './accountModel.ts';
import { acme, cents, historyOf, ledgerOn, ok } from './world.ts';

/** A program in the zone with three partners who joined long ago; nothing was earned. */
export const openedProgram = async (zone = 'UTC'): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  const occurredAt = '1990-01-01T00:00:00Z';
  await ok(ledger.openProgram({ ...acme, timeZone: zone, occurredAt }));
  for (const partner of ['bob', 'cat', 'dan']) await ok(ledger.joinPartner({ partner, name: partner, occurredAt }));
  return store;
};

/** A correction by hand, the plainest of movements. */
export const adjust = (
  ledger: Ledger,
  { partner = 'bob', adjustment, minor = 10, at }: { partner?: string; adjustment: string; minor?: number; at: string },
): Result =>
  ledger.postAdjustment({
    program: 'acme',
    partner,
    adjustment,
    amount: cents(minor),
    reason: 'by hand',
    author: 'ann',
    approver: 'max',
    maturesOn: '2024-01-01',
    occurredAt: at,
  });

/** Closes a month of the program. */
export const close = (ledger: Ledger, period: string, closedBy = 'fin'): ReturnType<Ledger['closePeriod']> =>
  ledger.closePeriod({ program: 'acme', period, closedBy });

/** Every account's statements are those of a naive reader, whoever closed them and when. Gives how many there are. */
export const expectStatements = async (store: EventStore, zone = 'UTC'): Promise<number> => {
  const history = await historyOf(store);
  let closings = 0;
  for (const stream of new Set(history.map((event) => event.stream))) {
    if (accountOfStream(stream) === undefined) continue;
    const events = history.filter((event) => event.stream === stream);
    const told = events.map(toldBy);
    let owed = 0n;
    for (const { type, data } of events) {
      if (type !== 'PeriodClosed') continue;
      const lines = statementIn(told, zone, monthOf(data.period));
      const moved = lines.reduce((sum, { minor }) => sum + minor, 0n);
      expect(data).toMatchObject({
        until: starts[zone]?.[monthOf(data.period) + 1],
        opening: { minor: owed },
        closing: { minor: owed + moved },
        lines: lines.length,
      });
      owed += moved;
      closings += 1;
    }
    const months = events.flatMap(({ type, data }) => (type === 'PeriodClosed' ? [data.period] : []));
    expect(months).toEqual([...new Set(months)].toSorted());
  }
  return closings;
};

const toldBy = ({ type, data }: RecordedEvent): Told => {
  if (type === 'PeriodClosed') return { what: 'closed', month: monthOf(data.period) };
  if (type !== 'AdjustmentPosted') throw new Error(`${type} is not expected here.`);
  const { adjustment: id, amount, maturesOn: matures, occurredAt: at } = data;
  return { what: 'entry', kind: 'adjustment', id, minor: amount.minor, matures, at, of: '' };
};

const monthOf = (period: string): number => Number(period.slice(5)) - 1;
