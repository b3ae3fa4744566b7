import { memoryEventStore } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOON, framesOf, historyOf, ledgerOn, ok, paid, refunded, settle, won } from './world.ts';
import type { Ledger } from '../src/index.ts';

const tell = async (ledger: Ledger): Promise<void> => {
  await settle(ledger, { partners: ['bob', 'cat'] });
  await ok(ledger.assignUpline({ partner: 'bob', program: 'acme', upline: 'cat', from: '2024-01-01' }));
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '15.00')));
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '3.33')));
  await ok(ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
};

describe('the time an event is recorded at', () => {
  it('is later than that of every event before it, whatever the clock does, also after a restart', async () => {
    const jump = fc.constantFrom(0, 1, -1, 3600_000, -3600_000, 10 * 365 * 86_400_000, -10 * 86_400_000);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(jump), fc.infiniteStream(jump), async (jumps, more) => {
        const store = memoryEventStore();
        let now = NOON;
        const jumping = (steps: fc.Stream<number>) => () => {
          now += steps.next().value ?? 0;
          return Math.min(Math.max(now, Date.UTC(2024, 6)), Date.UTC(2900, 0));
        };
        await tell(ledgerOn(store, { clock: jumping(jumps) }));
        await ok(ledgerOn(store, { clock: jumping(more) }).joinPartner({ partner: 'eve', name: 'Eve' }));
        const times = (await historyOf(store)).map(({ recordedAt }) => recordedAt);
        expect(times.length).toBeGreaterThan(10);
        expect(times).toEqual([...new Set(times)].toSorted());
      }),
      { numRuns: 25 },
    );
  });

  it('is later than that of the events before it in its stream, whoever wrote those by whatever clock', async () => {
    const store = memoryEventStore();
    const ahead = ledgerOn(store, { clock: () => NOON + 3600_000 });
    const behind = ledgerOn(store);
    await tell(behind);
    await ok(ahead.changePayoutDestination({ partner: 'bob', reference: 'bank-1' }));
    await ok(behind.changePayoutDestination({ partner: 'bob', reference: 'bank-2' }));
    const bob = (await historyOf(store)).filter(({ stream }) => stream === 'partner-bob');
    const times = bob.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([...new Set(times)].toSorted());
  });

  it('leaves the time it happened at alone', async () => {
    const store = memoryEventStore();
    await tell(ledgerOn(store, { clock: () => Date.UTC(2031, 0, 1) }));
    const payment = (await historyOf(store)).find(({ type }) => type === 'PaymentReceived');
    expect(payment?.data.occurredAt).toBe('2024-02-01T11:00:00.000Z');
    expect(payment?.recordedAt).toMatch(/^2031-01-01T00:00:00\.\d{6}Z$/);
  });
});

describe('the same commands', () => {
  it('write the same bytes on another store', async () => {
    const [first, second] = [memoryEventStore(), memoryEventStore()];
    await tell(ledgerOn(first));
    await tell(ledgerOn(second, { cachedStreams: 1 }));
    expect(await framesOf(second)).toEqual(await framesOf(first));
  });

  it('have other ids in a ledger of another name', async () => {
    const [first, second] = [memoryEventStore(), memoryEventStore()];
    await tell(ledgerOn(first));
    await tell(ledgerOn(second, { ledger: 'another' }));
    const ids = new Set((await historyOf(first)).map(({ id }) => id));
    expect((await historyOf(second)).some(({ id }) => ids.has(id))).toBe(false);
  });
});
