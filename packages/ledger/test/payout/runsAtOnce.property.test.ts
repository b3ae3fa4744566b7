import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import { faultyEventStore } from '@commission-ledger/testing';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerFailure, RunResult } from '../../src/index.ts';
import { eventsOf, ledgerOn, ok, paid, settle, won } from '../world.ts';
import { expectNobodyPaidTwice, livePayoutsIn } from './livePayouts.ts';

const march = { program: 'acme', date: '2024-03-05' };
const april = { program: 'acme', date: '2024-04-05' };
const partners = ['bob', 'cat', 'dan', 'eve'];

/** Three partners who are due 1.00, 2.00 and 3.00, and one below the minimum; without approval. */
const dueIn = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settle(ledger, { partners });
  const amounts = ['10.00', '15.00', '5.00', '20.00'];
  for (const [index, partner] of partners.entries()) {
    await ok(ledger.winDeal(won(`d${index}`, { attribution: [{ partner, share: '1' }] })));
    await ok(ledger.recordPayment(paid(`d${index}`, 'p1', amounts[index] ?? '')));
  }
  return store;
};

const DUE = ['bob 1.00', 'cat 2.00', 'eve 3.00'];

const paidIn = async (store: EventStore): Promise<readonly string[]> =>
  (await livePayoutsIn(store)).map(({ partner, amount }) => `${partner} ${format(amount)}`).toSorted();

/** A store that lets others go first at every call, as the scheduler has it. */
const yielding = (inner: EventStore, scheduler: fc.Scheduler): EventStore => {
  const turn = (what: string): Promise<void> => scheduler.schedule(Promise.resolve(), what);
  return {
    ...inner,
    append: async (...append) => {
      await turn('append');
      const result = await inner.append(...append);
      await turn('appended');
      return result;
    },
    async *readStream(...read) {
      await turn('read');
      yield* inner.readStream(...read);
    },
    readAll: async (...read) => {
      await turn('read all');
      return inner.readAll(...read);
    },
    head: async () => {
      await turn('head');
      return inner.head();
    },
  };
};

/** What those may be told who come too late, or whom others keep interrupting. */
const forLosers: ReadonlySet<LedgerFailure['_tag']> = new Set(['WrittenMeanwhile', 'RunDiscarded', 'RunNotPrepared']);

describe('payout runs at once', () => {
  it('pay every accrual once, forget nobody, and all end with a result or a typed failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.scheduler(), async (count, scheduler) => {
        const inner = await dueIn();
        const store = yielding(inner, scheduler);
        const runs = Array.from({ length: count }, () => ledgerOn(store).issuePayouts(march));
        const results = await scheduler.waitFor(Promise.all(runs));
        for (const result of results)
          if (E.isLeft(result)) expect([...forLosers]).toContain(result.left._tag);
          else expect([result.right.issued.length, result.right.deferred.length]).toEqual([3, 1]);
        await ok(ledgerOn(inner).issuePayouts(march));
        expect(await paidIn(inner)).toEqual(DUE);
        expect(await eventsOf(inner, 'PayoutRunCompleted')).toHaveLength(1);
        await expectNobodyPaidTwice(inner);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('of two dates, with others who discard, settle and call off, pay nothing twice either', async () => {
    const other = fc.constantFrom('march', 'april', 'discard', 'settle', 'void');
    await fc.assert(
      fc.asyncProperty(fc.array(other, { minLength: 1, maxLength: 6 }), fc.scheduler(), async (others, scheduler) => {
        const inner = await dueIn();
        const store = yielding(inner, scheduler);
        const ended: Promise<E.Either<LedgerFailure, unknown>>[] = [];
        for (const what of ['march', ...others]) ended.push(act(store, what));
        await scheduler.waitFor(Promise.all(ended));
        const after = ledgerOn(inner);
        await ok(after.issuePayouts(march));
        const last: RunResult = await ok(after.issuePayouts(april));
        const [due, live] = [new Set(['bob', 'cat', 'eve']), await livePayoutsIn(inner)];
        // Whoever is due is paid, unless a payout of the last run was called off: then it waits for the next date.
        for (const partner of due) {
          const isLive = live.some((payout) => payout.partner === partner);
          const wasVoided = (await eventsOf(inner, 'PayoutVoided')).some(({ data }) => data.partner === partner);
          expect(isLive || wasVoided).toBe(true);
        }
        expect(last.run).toBe('2024-04-05-acme');
        await expectNobodyPaidTwice(inner);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

const act = async (store: EventStore, what: string): Promise<E.Either<LedgerFailure, unknown>> => {
  const ledger = ledgerOn(store);
  if (what === 'discard') return ledger.discardPayouts({ ...march, reason: 'a deal is missing' });
  const run = await ledger.issuePayouts(what === 'april' ? april : march);
  if (E.isLeft(run) || what === 'march' || what === 'april') return run;
  const [first] = run.right.issued;
  if (first === undefined) return run;
  const { partner, payout, amount } = first.data;
  const ending = { program: 'acme', partner, payout, amount: { amount: format(amount), currency: 'EUR' } };
  return what === 'settle'
    ? ledger.settlePayout({ ...ending, reference: 'bank 7' })
    : ledger.voidPayout({ ...ending, reason: 'by hand' });
};

describe('a run whose store fails', () => {
  it('at any append, before it or with its answer lost, is finished by sending it again', async () => {
    let trips = 0;
    for (const kind of ['failBefore', 'acknowledgementLost'] as const)
      for (let onAppend = 1; onAppend <= 6; onAppend += 1) {
        const inner = await dueIn();
        // Three in a row: more than the ledger tries by itself.
        const faults = [0, 1, 2].map((more) => ({ kind, onAppend: onAppend + more }));
        const faulty = faultyEventStore(inner, faults);
        await ledgerOn(faulty).issuePayouts(march);
        trips += faulty.trips().length;
        await ok(ledgerOn(inner).issuePayouts(march));
        expect(await paidIn(inner)).toEqual(DUE);
        const [completed, ...more] = await eventsOf(inner, 'PayoutRunCompleted');
        expect(more).toEqual([]);
        expect(completed && [completed.data.issued, completed.data.deferred]).toEqual([3, 1]);
        await expectNobodyPaidTwice(inner);
      }
    expect(trips).toBeGreaterThan(20);
  });

  it('while it is discarded and made again, loses nothing either', async () => {
    for (let onAppend = 1; onAppend <= 8; onAppend += 1) {
      const inner = await dueIn();
      const faults = [0, 1, 2].map((more) => ({ kind: 'failBefore' as const, onAppend: onAppend + more }));
      const faulty = ledgerOn(faultyEventStore(inner, faults));
      await faulty.preparePayouts(march);
      await faulty.discardPayouts({ ...march, reason: 'a deal is missing' });
      await faulty.issuePayouts(march);
      await ok(ledgerOn(inner).issuePayouts(march));
      expect(await paidIn(inner)).toEqual(DUE);
      await expectNobodyPaidTwice(inner);
    }
  });
});
