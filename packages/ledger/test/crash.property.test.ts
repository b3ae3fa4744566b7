import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, accountOfStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { type Fact, fact, sendFact } from './commands.ts';
import { historyOf, ledgerOn, ok, planOf, settle } from './world.ts';

class Crash extends Error {}

/** A store whose process dies just before the append after so many. */
const dying = (store: EventStore, appends: number): EventStore => {
  let left = appends;
  return {
    ...store,
    append: (stream, events, expected) => {
      left -= 1;
      if (left < 0) throw new Crash();
      return store.append(stream, events, expected);
    },
  };
};

/** How many appends the work takes on the store. */
const appendsOf = async (store: EventStore, work: (counting: EventStore) => Promise<unknown>): Promise<number> => {
  let appends = 0;
  await work({
    ...store,
    append: (stream, events, expected) => {
      appends += 1;
      return store.append(stream, events, expected);
    },
  });
  return appends;
};

const survive = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
};

const opened = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  const cancellation = { takeBack: 'unserved', term: 6, by: 'days' } as const;
  const plan = planOf({ rounding: { mode: 'half-up' }, cancellation });
  await settle(ledger, { partners: ['bob', 'cat', 'dan'], plans: [plan] });
  const upline = { program: 'acme', from: '2024-01-01', occurredAt: '2024-01-01T00:00:00Z' };
  await ok(ledger.assignUpline({ partner: 'bob', upline: 'dan', ...upline }));
  await ok(ledger.assignUpline({ partner: 'cat', upline: 'dan', ...upline }));
  return store;
};

const sendAll = async (ledger: Ledger, facts: readonly Fact[]): Promise<void> => {
  for (const each of facts) await sendFact(ledger, each);
};

/** Sends all, and gives those that were recorded: another try of the others might fare better. */
const accepted = async (ledger: Ledger, facts: readonly Fact[]): Promise<readonly Fact[]> => {
  const recorded: Fact[] = [];
  for (const each of facts) if (E.isRight(await sendFact(ledger, each))) recorded.push(each);
  return recorded;
};

/**
 * What stands in every account: all but when it was recorded, and so the hashes; and where on its deal the cause stands, which
 * may be before or behind what says that another is not set aside any more.
 */
const accountsIn = async (store: EventStore): Promise<ReadonlyMap<string, readonly unknown[]>> => {
  const accounts = new Map<string, unknown[]>();
  for (const { stream, revision, id, type, data, commandKey, actor } of await historyOf(store)) {
    if (accountOfStream(stream) === undefined) continue;
    accounts.set(stream, [
      ...(accounts.get(stream) ?? []),
      { revision, id, type, data: timeless(data), commandKey, actor },
    ]);
  }
  return accounts;
};

const timeless = (data: RecordedEvent['data']): unknown =>
  JSON.parse(
    JSON.stringify('causeEvent' in data ? { ...data, causeEvent: data.causeEvent.id } : data, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    ),
  );

const scenario: readonly Fact[] = [
  { kind: 'win', deal: 'd1', split: 'bob-60-cat-40' },
  { kind: 'pay', deal: 'd1', payment: 'p1', minor: 1501, day: 10 },
  { kind: 'win', deal: 'd2', split: 'thirds' },
  { kind: 'pay', deal: 'd2', payment: 'p1', minor: 1000, day: 11 },
  { kind: 'refund', deal: 'd1', payment: 'p1', refund: 'r1', minor: 333, day: 12 },
  { kind: 'pay', deal: 'd1', payment: 'p2', minor: 2200, day: 100 },
  { kind: 'cancel', deal: 'd1', day: 100 },
  { kind: 'refund', deal: 'd1', payment: 'p1', refund: 'r2', minor: 1168, day: 101 },
  { kind: 'pay', deal: 'd1', payment: 'p3', minor: 500, day: 102 },
];

describe('a process that dies', () => {
  it('at any append loses nothing and doubles nothing, once the rest was caught up', async () => {
    const whole = await opened();
    const appends = await appendsOf(whole, (store) => sendAll(ledgerOn(store), scenario));
    const expected = await accountsIn(whole);
    expect(appends).toBeGreaterThan(18);
    for (let crash = 0; crash < appends; crash += 1) {
      const store = await opened();
      expect(await survive(sendAll(ledgerOn(dying(store, crash)), scenario))).toBe(false);
      await ok(ledgerOn(store).catchUpAccruals());
      await sendAll(ledgerOn(store), scenario);
      expect(await accountsIn(store)).toEqual(expected);
    }
  });

  it('in the middle of catching up leaves the rest to the next catch-up', async () => {
    const whole = await opened();
    await sendAll(ledgerOn(whole), scenario);
    const expected = await accountsIn(whole);
    for (let crash = 0; crash < 14; crash += 1) {
      const store = await opened();
      await sendAll(ledgerOn(store, { accruals: 'deferred' }), scenario);
      expect(await survive(ledgerOn(dying(store, crash)).catchUpAccruals())).toBe(false);
      await ok(ledgerOn(store).catchUpAccruals());
      expect(await accountsIn(store)).toEqual(expected);
    }
  });

  it('anywhere in any history changes nothing in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 12 }), fc.nat(30), async (told, crash) => {
        const whole = await opened();
        const facts = await accepted(ledgerOn(whole), told);
        const store = await opened();
        await survive(sendAll(ledgerOn(dying(store, crash)), facts));
        await ok(ledgerOn(store).catchUpAccruals());
        await sendAll(ledgerOn(store), facts);
        expect(await accountsIn(store)).toEqual(await accountsIn(whole));
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});

const paidBeforeTheCancellationToldLater: Fact[] = [
  { kind: 'win', deal: 'd1', split: 'bob' },
  { kind: 'cancel', deal: 'd1', day: 1 },
  { kind: 'pay', deal: 'd1', payment: 'p1', minor: 0, day: 1 },
  { kind: 'pay', deal: 'd1', payment: 'p2', minor: 0, day: 0 },
];

describe('accruing', () => {
  it('twice, late or at once is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 12 }), async (facts) => {
        const inline = await opened();
        await sendAll(ledgerOn(inline), facts);
        const expected = await accountsIn(inline);
        const { through } = await ok(ledgerOn(inline).catchUpAccruals());
        expect(await accountsIn(inline)).toEqual(expected);
        expect(await ok(ledgerOn(inline).catchUpAccruals(through))).toEqual({ through, events: 0 });

        const late = await opened();
        await sendAll(ledgerOn(late, { accruals: 'deferred' }), facts);
        await Promise.all([ok(ledgerOn(late).catchUpAccruals()), ok(ledgerOn(late).catchUpAccruals())]);
        expect(await accountsIn(late)).toEqual(expected);
      }),
      { numRuns: 50, examples: [[paidBeforeTheCancellationToldLater]] },
    );
  }, 60_000);
});
