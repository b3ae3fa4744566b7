import { type EventStore, StoreFailure } from '@commission-ledger/event-store';
import { faultyEventStore } from '@commission-ledger/testing';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, Result } from '../src/index.ts';
import { adjust, close, expectStatements, openedProgram } from './closingWorld.ts';
import { starts } from './accountModel.ts';
import { eventsOf, framesOf, ledgerOn, ok } from './world.ts';

/** A store whose answers come in whatever order the scheduler likes. */
const scheduledStore = (scheduler: fc.Scheduler, store: EventStore): EventStore => ({
  ...store,
  append: async (stream, events, expected) => {
    await scheduler.schedule(Promise.resolve(), `before appending to ${stream}`);
    const result = await store.append(stream, events, expected);
    await scheduler.schedule(Promise.resolve(), `after appending to ${stream}`);
    return result;
  },
  async *readStream(stream, options) {
    await scheduler.schedule(Promise.resolve(), `before reading ${stream}`);
    yield* store.readStream(stream, options);
  },
});

/** What somebody does: closes a month, or tells of a movement, perhaps late. */
type Act = Readonly<{ month: number } | { partner: string; at: string; minor: number }>;

const actIn = (zone: string): fc.Arbitrary<Act> =>
  fc.oneof(
    fc.record({ month: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      partner: fc.constantFrom('bob', 'cat', 'dan'),
      minor: fc.constantFrom(-7, 3, 11),
      at: fc
        .record({ month: fc.integer({ min: 0, max: 3 }), ms: fc.constantFrom(0, 1, 86_400_000 * 28 - 1) })
        .map(({ month, ms }) => new Date(Date.parse(starts[zone]?.[month] ?? '') + ms).toISOString()),
    }),
  );

const acts = fc.constantFrom(...Object.keys(starts)).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    before: fc.array(actIn(zone), { maxLength: 6 }),
    ours: fc.array(actIn(zone), { maxLength: 5 }),
    theirs: fc.array(actIn(zone), { maxLength: 5 }),
    after: fc.array(actIn(zone), { maxLength: 6 }),
  }),
);

const perform = (ledger: Ledger, act: Act, adjustment: string, closedBy: string): Result<unknown> =>
  'month' in act ? close(ledger, `2024-0${act.month}`, closedBy) : adjust(ledger, { ...act, adjustment });

describe('two ledgers that close months and record at once', () => {
  it('leave every movement in one statement, and every statement as it was closed', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.scheduler(), async ({ zone, before, ours, theirs, after }, scheduler) => {
        const inner = await openedProgram(zone);
        for (const [index, act] of before.entries()) await perform(ledgerOn(inner), act, `b${index}`, 'fin');
        const store = scheduledStore(scheduler, inner);
        const [a, b] = [ledgerOn(store), ledgerOn(store, { clock: () => Date.UTC(2024, 5, 2) })];
        const sent = [
          ...ours.map((act, index) => perform(a, act, `o${index}`, 'fin')),
          ...theirs.map((act, index) => perform(b, act, `t${index}`, 'eve')),
        ];
        await scheduler.waitFor(Promise.all(sent));
        for (const outcome of await Promise.all(sent))
          if (E.isLeft(outcome)) expect(outcome.left._tag).toBe('EarlierPeriodOpen');
        for (const [index, act] of after.entries()) await perform(ledgerOn(inner), act, `z${index}`, 'fin');
        await expectStatements(inner, zone);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('close a month once for each account, and both answer with all of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const inner = await moved();
        const store = scheduledStore(scheduler, inner);
        const sent = [close(ledgerOn(store), '2024-01', 'fin'), close(ledgerOn(store), '2024-01', 'eve')];
        await scheduler.waitFor(Promise.all(sent));
        const [one, other] = await Promise.all(sent.map(ok));
        expect(await eventsOf(inner, 'PeriodClosed')).toHaveLength(3);
        expect(one?.closed).toEqual(other?.closed);
        expect(one?.closed.map(({ data }) => data.partner)).toEqual(['bob', 'cat', 'dan']);
      }),
      { numRuns: 60 },
    );
  });
});

/** Three accounts with movements in January and February. */
const moved = async (): Promise<EventStore> => {
  const store = await openedProgram();
  const ledger = ledgerOn(store);
  for (const [index, partner] of ['bob', 'cat', 'dan'].entries()) {
    await ok(adjust(ledger, { partner, adjustment: `j${index}`, minor: index + 1, at: '2024-01-10T00:00:00Z' }));
    await ok(adjust(ledger, { partner, adjustment: `f${index}`, minor: 10, at: '2024-02-10T00:00:00Z' }));
  }
  return store;
};

class Crash extends Error {}

/** A store whose process dies at an append: before it is written, or right after. */
const dyingAt = (store: EventStore, append: number, isWritten: boolean): EventStore => {
  let appends = 0;
  return {
    ...store,
    append: async (stream, events, expected) => {
      appends += 1;
      if (appends < append) return store.append(stream, events, expected);
      if (appends === append && isWritten) await store.append(stream, events, expected);
      throw new Crash();
    },
  };
};

describe('a closing that is cut off', () => {
  it.each([1, 2, 3].flatMap((append) => [[append, false] as const, [append, true] as const]))(
    'at append %i, written: %s, is completed when it is sent again, and the next month waits for it',
    async (append, isWritten) => {
      const whole = await moved();
      await ok(close(ledgerOn(whole), '2024-01'));
      const store = await moved();
      await expect(close(ledgerOn(dyingAt(store, append, isWritten)), '2024-01')).rejects.toThrow(Crash);
      const closed = append - (isWritten ? 0 : 1);
      expect(await eventsOf(store, 'PeriodClosed')).toHaveLength(closed);
      if (closed < 3)
        expect(await close(ledgerOn(store), '2024-02')).toMatchObject(
          E.left({ _tag: 'EarlierPeriodOpen', earlier: '2024-01' }),
        );
      const again = await ok(close(ledgerOn(store), '2024-01'));
      expect(again.repeated).toBe(closed === 3);
      expect(again.closed).toHaveLength(3);
      expect(await framesOf(store)).toEqual(await framesOf(whole));
    },
  );

  it('whose answer is lost is not written twice', async () => {
    const store = await moved();
    const faulty = faultyEventStore(store, [{ kind: 'acknowledgementLost', onAppend: 'every' }]);
    expect((await ok(close(ledgerOn(faulty), '2024-01'))).closed).toHaveLength(3);
    expect(faulty.trips().length).toBeGreaterThan(2);
    expect(await eventsOf(store, 'PeriodClosed')).toHaveLength(3);
    expect(await expectStatements(store)).toBe(3);
  });
});

it('a directory that cannot be read is told as a failure of the store', async () => {
  const ledger = ledgerOn(await moved(), {
    accounts: () => {
      throw new StoreFailure({ _tag: 'Busy' }, 'busy');
    },
  });
  expect(await close(ledger, '2024-01')).toEqual(E.left({ _tag: 'StoreBusy' }));
});
