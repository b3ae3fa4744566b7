import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, accountOfStream } from '@commission-ledger/events';
import type { PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { planWith, ruleOf, settleWith } from './languagePlan.ts';
import { cents, historyOf, ledgerOn, ok, paid, refunded, won } from './world.ts';

const third = { num: '1', den: '3' } as const;

/** A plan that pays three levels and two helpers out of one payment, in parts and in shares, along all kinds of counters. */
const planOfAll = (change: Partial<PlanDocument>): PlanDocument =>
  planWith(
    [
      ruleOf('own', {
        pay: { percent: { of: 'payment', rate: '0.17' } },
        when: {
          all: [
            { counter: 'paid', at: 'before', lessThan: '100000.00' },
            { counter: 'payments', at: 'before', lessThan: '100000' },
            { counter: 'seats', at: 'before', lessThan: '100000' },
            { counter: 'earned', at: 'before', lessThan: '100000.00' },
          ],
        },
        installments: [
          { share: '0.5', hold: { days: 0 } },
          { share: '0.3', hold: { days: 0, months: 1, from: 'end-of-month' } },
          { share: '0.2', hold: { days: 90 } },
        ],
      }),
      ruleOf('seats', { pay: { each: '0.07', of: 'seats' } }),
      ruleOf('up', { beneficiary: 'upline', pay: { percent: { of: 'own-commission', rate: '0.33' } } }),
      ruleOf('top', { beneficiary: 'upline-2', pay: { percent: { of: 'up-commission', rate: '0.5' } } }),
      ruleOf('helper', { beneficiary: 'overlay-helper', pay: { percent: { of: 'payment', rate: '0.1' } } }),
    ],
    {
      measures: {
        seats: { quantity: 'seats', of: 'payment', ifMissing: '0' },
        'own-commission': { commission: ['own', 'seats'] },
        'up-commission': { commission: ['up'] },
      },
      counters: [
        { id: 'paid', measure: 'payment', window: 'month' },
        { id: 'payments', measure: 'count', window: 'month', on: 'payment', refunds: 'whole' },
        { id: 'seats', measure: 'seats', window: 'month', per: 'deal', refunds: 'lower' },
        { id: 'earned', measure: { earned: ['own', 'seats'] }, window: 'ever' },
      ],
      cancellation: { takeBack: 'all', term: 12, by: 'months' },
      ...change,
    },
  );

const attributions = [
  [{ partner: 'bob', share: '1' }],
  [
    { partner: 'bob', share: '0.6' },
    { partner: 'cat', share: '0.4' },
  ],
  ['bob', 'cat', 'dan'].map((partner) => ({ partner, share: third })),
];

const overlays = [
  { partner: 'fay', role: 'helper' },
  { partner: 'bob', role: 'helper', share: third },
];

type Told = Readonly<{ mode: PlanDocument['rounding']['mode']; sharing: 'base' | 'commission'; attribution: number }>;

const told: fc.Arbitrary<Told> = fc.record({
  mode: fc.constantFrom('half-even', 'half-up', 'down', 'up'),
  sharing: fc.constantFrom('base', 'commission'),
  attribution: fc.nat({ max: 2 }),
});

const opened = async ({ mode, sharing, attribution }: Told, store: EventStore): Promise<Ledger> => {
  const ledger = ledgerOn(store);
  await settleWith(ledger, [planOfAll({ rounding: { mode }, sharing })]);
  await ok(ledger.winDeal(won('d1', { attribution: attributions[attribution] ?? [], overlays })));
  return ledger;
};

const pay = (ledger: Ledger, payment: string, minor: number, seats: number, occurredAt?: string) =>
  ok(
    ledger.recordPayment({
      ...paid('d1', payment, cents(minor).amount, occurredAt),
      quantities: { seats: `${seats}` },
    }),
  );

/** What is left of every accrual of a payment, and of all it ever was. */
const leftOf = (history: readonly RecordedEvent[], payment: string) => {
  const left = new Map<string, bigint>();
  let earned = 0n;
  for (const { type, data } of history) {
    if (type === 'AccrualPosted' && data.cause.id === payment) {
      left.set(data.accrual, data.amount.minor);
      earned += data.amount.minor;
    }
    const before = type === 'AccrualReversed' ? left.get(data.accrual) : undefined;
    if (type === 'AccrualReversed' && before !== undefined) left.set(data.accrual, before - data.amount.minor);
  }
  return { left: [...left.values()], earned };
};

/** Where every counter of every account stands in the end. */
const countersIn = (history: readonly RecordedEvent[]): Readonly<Record<string, string>> => {
  const counters: Record<string, string> = {};
  for (const { stream, data } of history) {
    if (!('counters' in data)) continue;
    for (const { counter, window, after } of data.counters)
      counters[`${stream} ${counter} ${window}`] =
        'minor' in after ? `${after.minor}` : `${after.num.toFixed()}/${after.den.toFixed()}`;
  }
  return counters;
};

const parts = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 });

it('a payment refunded in any parts leaves nothing at any level, in any share and part, and its counters where they were', async () => {
  await fc.assert(
    fc.asyncProperty(told, parts, fc.nat({ max: 9 }), fc.nat({ max: 900 }), async (of, refunds, seats, other) => {
      const store = memoryEventStore();
      const ledger = await opened(of, store);
      await pay(ledger, 'p0', other, 2);
      const before = countersIn(await historyOf(store));
      await pay(
        ledger,
        'p1',
        refunds.reduce((sum, part) => sum + part, 0),
        seats,
      );
      const earned = await historyOf(store);
      for (const [index, minor] of refunds.entries())
        await ok(ledger.recordRefund(refunded('d1', 'p1', `r${index}`, cents(minor).amount)));
      const history = await historyOf(store);
      expect(leftOf(history, 'p1').left.every((left) => left === 0n)).toBe(true);
      expect(leftOf(history, 'p0')).toEqual(leftOf(earned, 'p0'));
      const after = countersIn(history);
      for (const [key, value] of Object.entries(after))
        expect([key, value]).toEqual([key, before[key] ?? (value.includes('/') ? '0/1' : '0')]);
    }),
    { numRuns: 30 },
  );
}, 60_000);

it('a cancelled deal leaves nothing of what was paid before, after any refunds, and all of what is paid later', async () => {
  await fc.assert(
    fc.asyncProperty(told, parts, fc.nat({ max: 3 }), async (of, refunds, when) => {
      const store = memoryEventStore();
      const ledger = await opened(of, store);
      await pay(ledger, 'p1', refunds.reduce((sum, part) => sum + part, 0) + 300, 3);
      for (const [index, minor] of refunds.entries()) {
        if (index === when)
          await ok(ledger.cancelDeal({ deal: 'd1', reason: 'no', occurredAt: '2024-05-01T00:00:00Z' }));
        await ok(ledger.recordRefund(refunded('d1', 'p1', `r${index}`, cents(minor).amount)));
      }
      await ok(ledger.cancelDeal({ deal: 'd1', reason: 'no', occurredAt: '2024-05-01T00:00:00Z' }));
      await pay(ledger, 'p2', 500, 1, '2024-05-02T00:00:00Z');
      const history = await historyOf(store);
      expect(leftOf(history, 'p1').left.every((left) => left === 0n)).toBe(true);
      const later = leftOf(history, 'p2');
      expect(later.left.reduce((sum, left) => sum + left, 0n)).toBe(later.earned);
      expect(later.earned).toBeGreaterThan(0n);
      expect(await ok(ledger.catchUpAccruals())).toMatchObject({ events: 0 });
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('shares of a deal add up: of the base, or of the commission, to the last cent', async () => {
  await fc.assert(
    fc.asyncProperty(told, fc.nat({ max: 2500 }), async (of, minor) => {
      const store = memoryEventStore();
      const alone = memoryEventStore();
      await pay(await opened({ ...of, sharing: 'commission' }, store), 'p1', minor, 0);
      await pay(await opened({ ...of, sharing: 'commission', attribution: 0 }, alone), 'p1', minor, 0);
      const ofRule = async (from: EventStore, rule: string): Promise<bigint> =>
        (await historyOf(from)).reduce(
          (sum, { type, data }) => sum + (type === 'AccrualPosted' && data.rule.rule === rule ? data.amount.minor : 0n),
          0n,
        );
      expect(await ofRule(store, 'own')).toBe(await ofRule(alone, 'own'));
      expect(await ofRule(store, 'helper')).toBe(await ofRule(alone, 'helper'));
    }),
    { numRuns: 25 },
  );
}, 60_000);

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

/** What stands in every account, without what depends on when it was recorded. */
const accountsIn = async (store: EventStore): Promise<readonly string[]> =>
  (await historyOf(store))
    .flatMap(({ stream, revision, id, type, data }) =>
      accountOfStream(stream) === undefined
        ? []
        : [`${stream} ${`${revision}`.padStart(3, '0')} ${id} ${type} ${JSON.stringify(data, textOfBigInt)}`],
    )
    .toSorted();

const textOfBigInt = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

it('a process that dies at any append of a chain of levels leaves nothing undone and nothing done twice', async () => {
  const of: Told = { mode: 'half-up', sharing: 'commission', attribution: 2 };
  const work = async (ledger: Ledger): Promise<void> => {
    await pay(ledger, 'p1', 1234, 3);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.32')));
    await pay(ledger, 'p2', 777, 1);
    await ok(ledger.cancelDeal({ deal: 'd1', reason: 'no', occurredAt: '2024-05-01T00:00:00Z' }));
    await pay(ledger, 'p3', 100, 1, '2024-05-02T00:00:00Z');
  };
  const whole = memoryEventStore();
  await work(await opened(of, whole));
  const expected = await accountsIn(whole);
  let crashes = 0;
  for (let survived = false; !survived; crashes += 1) {
    const store = memoryEventStore();
    await opened(of, store);
    try {
      await work(ledgerOn(dying(store, crashes)));
      survived = true;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    await ok(ledgerOn(store).catchUpAccruals());
    await work(ledgerOn(store));
    expect(await accountsIn(store)).toEqual(expected);
  }
  expect(crashes).toBeGreaterThan(20);
}, 60_000);
