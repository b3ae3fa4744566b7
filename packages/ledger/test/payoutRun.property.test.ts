import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultyEventStore } from '@commission-ledger/testing';
import { type Ledger, LedgerError, type RunResult, orThrow } from '../src/index.ts';
import { eventsOf, ledgerOn, ok, paid, settle, won } from './world.ts';

const march = { program: 'acme', date: '2024-03-05' };
const partners = ['bob', 'cat', 'dan', 'eve'];

/** Three accounts that are due, one below the minimum; prepared and approved. */
const approved = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settle(ledger, { partners, program: { approval: 'two-person' } });
  for (const [index, partner] of partners.entries()) {
    await ok(ledger.winDeal(won(`d${index}`, { attribution: [{ partner, share: '1' }] })));
    await ok(ledger.recordPayment(paid(`d${index}`, 'p1', index === 2 ? '5.00' : '10.00')));
  }
  await ok(ledger.preparePayouts(march));
  await ok(ledger.approvePayouts(march, { actor: 'max' }));
  return store;
};

const expectPaidOnce = async (store: EventStore): Promise<void> => {
  const issued = await eventsOf(store, 'PayoutIssued');
  expect(issued.map(({ data }) => `${data.partner} ${format(data.amount)}`).toSorted()).toEqual([
    'bob 1.00',
    'cat 1.00',
    'eve 1.00',
  ]);
  const lines = issued.flatMap(({ data }) => data.lines.map(({ entry }) => entry));
  expect(new Set(lines).size).toBe(lines.length);
  expect((await eventsOf(store, 'PayoutDeferred')).map(({ data }) => data.reason)).toEqual(['below-minimum']);
  const completed = await eventsOf(store, 'PayoutRunCompleted');
  expect(completed.map(({ data }) => [data.issued, data.deferred, data.totals.map(format)])).toEqual([
    [3, 1, ['3.00']],
  ]);
};

const summaryOf = ({ issued, deferred }: RunResult) => [issued.length, deferred.length];

describe('issuing', () => {
  it('interrupted at any append and done again pays every account once', async () => {
    for (let onAppend = 1; onAppend <= 5; onAppend += 1) {
      const store = await approved();
      const gone = [0, 1, 2].map((more) => ({ kind: 'failBefore' as const, onAppend: onAppend + more }));
      const failed = orThrow(ledgerOn(faultyEventStore(store, gone)).issuePayouts(march));
      await expect(failed).rejects.toThrow(LedgerError);
      expect(await eventsOf(store, 'PayoutRunCompleted')).toEqual([]);
      expect(summaryOf(await ok(ledgerOn(store).issuePayouts(march)))).toEqual([3, 1]);
      await expectPaidOnce(store);
    }
  });

  it('with every answer lost pays every account once', async () => {
    const store = await approved();
    const deaf = faultyEventStore(store, [{ kind: 'acknowledgementLost', onAppend: 'every' }]);
    expect(summaryOf(await ok(ledgerOn(deaf).issuePayouts(march)))).toEqual([3, 1]);
    await expectPaidOnce(store);
  });

  it('by several ledgers at once pays every account once and tells each the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 4 }), fc.scheduler(), async (count, scheduler) => {
        const inner = await approved();
        const store: EventStore = {
          ...inner,
          append: async (...append) => {
            await scheduler.schedule(Promise.resolve(), 'append');
            return inner.append(...append);
          },
          async *readStream(...read) {
            await scheduler.schedule(Promise.resolve(), 'read');
            yield* inner.readStream(...read);
          },
        };
        const runs = Array.from({ length: count }, () => ok(ledgerOn(store).issuePayouts(march)));
        await scheduler.waitFor(Promise.all(runs));
        for (const run of runs) expect(summaryOf(await run)).toEqual([3, 1]);
        await expectPaidOnce(inner);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('by two ledgers on two dates pays nothing twice', async () => {
    const store = await approved();
    const inApril = { program: 'acme', date: '2024-04-05' };
    await ok(ledgerOn(store).preparePayouts(inApril));
    await ok(ledgerOn(store).approvePayouts(inApril, { actor: 'max' }));
    const issue = (ledger: Ledger, run: typeof march) => ok(ledger.issuePayouts(run));
    await Promise.all([issue(ledgerOn(store), march), issue(ledgerOn(store), inApril)]);
    const issued = await eventsOf(store, 'PayoutIssued');
    const lines = issued.flatMap(({ data }) => data.lines.map(({ entry }) => entry));
    expect(lines).toHaveLength(3);
    expect(new Set(lines).size).toBe(3);
  });
});
