import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { add, format, subtract } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, Rerate } from '../../src/index.ts';
import { planWith, ruleOf, settleWith } from '../languagePlan.ts';
import { eventsOf, framesOf, historyOf, ledgerOn, ok, refunded } from '../world.ts';
import { netsIn } from './netsIn.ts';
import { type Told, firstVersion, secondVersion, someHistory, tell } from './someHistory.ts';

const other = planWith([ruleOf('own')], { plan: 'other' });

const request = (change: Partial<Rerate> = {}): Rerate => ({
  rerating: 'R-1',
  plan: 'flat',
  version: 2,
  from: '2024-01-01',
  reason: 'agreed in March',
  author: 'ann',
  approver: 'ben',
  ...change,
});

/** A ledger that was told all this, and then of the second version, which begins after all of it. */
const published = async (history: readonly Told[], store: EventStore): Promise<Ledger> => {
  const ledger = ledgerOn(store);
  await settleWith(ledger, [firstVersion(), other]);
  for (const each of history) await tell(ledger, each);
  await ok(ledger.publishPlan({ document: secondVersion({ effectiveFrom: '2024-05-01' }) }));
  return ledger;
};

/** Causes that are set aside, which no re-rating touches, and refunds that do not fit their payment. */
const setAsideIn = async (store: EventStore): Promise<ReadonlySet<string>> => {
  const aside = new Set<string>();
  for (const { type, data } of await historyOf(store)) {
    if (type === 'CauseParked') aside.add(`${data.deal} ${data.cause.kind}/${data.cause.id}`);
    if (type === 'CauseResolved') aside.delete(`${data.deal} ${data.cause.kind}/${data.cause.id}`);
  }
  return aside;
};

/** What a ledger books that had the second version from the start. */
const freshNets = async (history: readonly Told[], aside: ReadonlySet<string>) => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settleWith(ledger, [secondVersion({ version: 1 }), other]);
  for (const each of history) await tell(ledger, each);
  await ok(ledger.catchUpAccruals());
  const nets = await netsIn(store, 'flat');
  return Object.fromEntries(Object.entries(nets).filter(([key]) => !aside.has(key.slice(key.indexOf(' ') + 1))));
};

/** Everything that is not refunded yet is. */
const refundAll = async (store: EventStore, ledger: Ledger): Promise<void> => {
  const aside = await setAsideIn(store);
  const told = await eventsOf(store, 'PaymentRefunded');
  const refunds = told.filter(({ data }) => !aside.has(`${data.deal} refund/${data.refund}`));
  for (const { data } of await eventsOf(store, 'PaymentReceived')) {
    const before = refunds.filter((refund) => refund.data.deal === data.deal && refund.data.payment === data.payment);
    const [first, ...others] = before.map((refund) => refund.data.amount);
    const left = first === undefined ? data.amount : subtract(data.amount, others.reduce(add, first));
    if (left.minor > 0n)
      await ok(
        ledger.recordRefund(
          refunded(data.deal, data.payment, `all-${data.payment}`, format(left), '2024-06-01T10:00:00Z'),
        ),
      );
  }
};

/** Paid before the win and rated with it, while its partner was in the other plan. */
const earlyUnderOther: readonly Told[] = [
  { kind: 'enrol', partner: 'bob', plan: 'other', day: 1 },
  { kind: 'pay', deal: 'd1', payment: 'p1', minor: 5, day: 2 },
  { kind: 'win', deal: 'd1', minor: 1, attribution: 0, day: 2 },
  { kind: 'enrol', partner: 'bob', plan: 'flat', day: 2 },
];

describe('a re-rating', () => {
  it('leaves every partner and cause with what a ledger books that had the version from the start', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const store = memoryEventStore();
        const ledger = await published(history, store);
        await ok(ledger.rerate(request()));
        expect(await netsIn(store, 'flat')).toEqual(await freshNets(history, await setAsideIn(store)));
      }),
      { examples: [[earlyUnderOther]] },
    );
  });

  it('posts differences and nothing else, and nothing when it is sent again', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const store = memoryEventStore();
        const ledger = await published(history, store);
        await ok(ledger.catchUpAccruals());
        const before = await framesOf(store);
        const { trueUps } = await ok(ledger.rerate(request()));
        const after = await framesOf(store);
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.length).toBe(before.length + trueUps.length);
        for (const { data } of trueUps) expect(data.amount.minor).not.toBe(0n);
        expect((await ok(ledger.rerate(request()))).trueUps).toEqual([]);
        expect(await framesOf(store)).toEqual(after);
      }),
    );
  });

  it('that was interrupted is finished by sending it again', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, fc.integer({ min: 1, max: 4 }), async (history, appends) => {
        const [whole, broken] = [memoryEventStore(), memoryEventStore()];
        await ok((await published(history, whole)).rerate(request()));
        await ok((await published(history, broken)).catchUpAccruals());
        let left = appends;
        const failing: EventStore = {
          ...broken,
          append: async (...args) => {
            left -= 1;
            if (left < 0) throw new Error('The power went off.');
            return broken.append(...args);
          },
        };
        await ledgerOn(failing).rerate(request()).catch(String);
        await ok(ledgerOn(broken).rerate(request()));
        expect(await netsIn(broken, 'flat')).toEqual(await netsIn(whole, 'flat'));
      }),
    );
  });

  it('is taken back with what it corrects when everything is refunded', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const store = memoryEventStore();
        const ledger = await published(history, store);
        await ok(ledger.rerate(request()));
        await refundAll(store, ledger);
        const nets = Object.keys(await netsIn(store, 'flat'));
        expect(nets.filter((key) => key.includes(' payment/'))).toEqual([]);
      }),
    );
  });

  it('leaves nothing for a preview of the same version to tell', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const store = memoryEventStore();
        const ledger = await published(history, store);
        await ok(ledger.rerate(request()));
        const aside = await setAsideIn(store);
        const { changed } = await ok(ledger.previewPlan({ document: secondVersion(), from: '2024-01-01' }));
        expect(changed.filter(({ deal, cause }) => !aside.has(`${deal} ${cause}`))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
