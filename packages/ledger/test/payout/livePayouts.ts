import type { EventStore } from '@commission-ledger/event-store';
import type { EventData } from '@commission-ledger/events';
import { expect } from 'vitest';
import { historyOf } from '../world.ts';

/** The payouts that were issued and did not fail and were not called off, counted from the events alone. */
export const livePayoutsIn = async (store: EventStore): Promise<readonly EventData<'PayoutIssued'>[]> => {
  const live = new Map<string, EventData<'PayoutIssued'>>();
  for (const { type, data } of await historyOf(store)) {
    if (type === 'PayoutIssued') {
      // An id that comes again would hide what was paid under it first.
      expect(live.has(data.payout)).toBe(false);
      live.set(data.payout, data);
    } else if (type === 'PayoutFailed' || type === 'PayoutVoided') live.delete(data.payout);
  }
  return [...live.values()];
};

/** No entry is in two live payouts, and each payout is the sum of entries that were posted. */
export const expectNobodyPaidTwice = async (store: EventStore): Promise<void> => {
  const posted = new Map<string, bigint>();
  for (const { type, data } of await historyOf(store))
    if (type === 'AccrualPosted') posted.set(data.accrual, data.amount.minor);
  const lines = (await livePayoutsIn(store)).flatMap((payout) => {
    const sum = payout.lines.reduce((total, { entry }) => total + (posted.get(entry) ?? 0n), 0n);
    expect(payout.amount.minor).toBe(sum);
    return payout.lines.map(({ entry }) => entry);
  });
  expect(new Set(lines).size).toBe(lines.length);
};
