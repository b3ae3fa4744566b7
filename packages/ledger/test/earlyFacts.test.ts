import type { EventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import {
  cents,
  eur,
  eventsOf,
  flatPlan,
  framesOf,
  historyOf,
  ledgerOn,
  newLedger,
  ok,
  paid,
  refunded,
  refused,
  settle,
  won,
} from './world.ts';

const opened = async (): Promise<Readonly<{ store: EventStore; ledger: Ledger }>> => {
  const world = newLedger();
  await settle(world.ledger, { plans: [flatPlan('0.1')], program: { currencies: ['EUR', 'USD'] } });
  return world;
};

/** What is set aside in the end, with the reasons in the order in which they were told. */
const asideIn = async (store: EventStore): Promise<Readonly<Record<string, readonly string[]>>> => {
  const aside: Record<string, readonly string[]> = {};
  for (const { type, data } of await historyOf(store)) {
    if (type === 'CauseParked') {
      const key = `${data.cause.kind} ${data.cause.id}`;
      aside[key] = [...(aside[key] ?? []), data.reason];
    }
    if (type === 'CauseResolved') delete aside[`${data.cause.kind} ${data.cause.id}`];
  }
  return aside;
};

/** Every entry in the order of the history, signed. */
const entriesOf = async (store: EventStore): Promise<readonly string[]> =>
  (await historyOf(store)).flatMap(({ type, data }) => {
    if (type === 'AccrualPosted') return [format(data.amount)];
    return type === 'AccrualReversed' ? [`-${format(data.amount)}`] : [];
  });

const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('a payment before its win', () => {
  it('is recorded and set aside in one append, and rated when the win comes', async () => {
    const { store, ledger } = await opened();
    const { events } = await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    expect(events.map(({ type }) => type)).toEqual(['PaymentReceived', 'CauseParked']);
    expect(await asideIn(store)).toEqual({ 'payment p1': ['the win of its deal is not recorded yet'] });
    expect(await entriesOf(store)).toEqual([]);
    const win = await ok(ledger.winDeal(won('d1')));
    expect(win.events.map(({ type }) => type)).toEqual(['DealWon', 'AccrualPosted', 'CauseResolved']);
    expect(await asideIn(store)).toEqual({});
    expect(await entriesOf(store)).toEqual(['1.00']);
  });

  it('stays set aside for another reason when that is known, and is rated once that is gone', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.joinPartner({ partner: 'eve', name: 'Eve', occurredAt: '2024-01-01T00:00:00Z' }));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.00')));
    await ok(ledger.winDeal(won('d1', { attribution: [{ partner: 'eve', share: '1' }] })));
    const inNoPlan = 'eve is in no plan of acme on 2024-02-01';
    expect(await asideIn(store)).toEqual({
      'payment p1': ['the win of its deal is not recorded yet', inNoPlan],
      'win d1': [inNoPlan],
    });
    const enrolment = { partner: 'eve', program: 'acme', plan: 'flat', from: '2024-01-01' };
    await ok(ledger.enrolPartner({ ...enrolment, occurredAt: '2024-01-01T00:00:00Z' }));
    await ok(ledger.catchUpAccruals());
    expect(await asideIn(store)).toEqual({});
    expect(await entriesOf(store)).toEqual(['1.00', '-0.40']);
  });

  it('in another currency than its deal stays set aside, and the others are rated', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.recordPayment({ ...paid('d1', 'p1', '10.00'), amount: usd('10.00') }));
    await ok(ledger.recordPayment(paid('d1', 'p2', '20.00')));
    await ok(ledger.recordRefund({ ...refunded('d1', 'p1', 'r1', '1.00'), amount: usd('1.00') }));
    await ok(ledger.winDeal(won('d1')));
    const frames = await framesOf(store);
    await ok(ledger.recordPayment({ ...paid('d1', 'p1', '10.00'), amount: usd('10.00') }));
    expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
    expect(await framesOf(store)).toEqual(frames);
    expect(await asideIn(store)).toEqual({
      'payment p1': ['the win of its deal is not recorded yet', 'the payment is in USD, its deal in EUR'],
    });
    expect(await entriesOf(store)).toEqual(['2.00']);
  });

  it('that is negative is refused at once', async () => {
    const { store, ledger } = await opened();
    const before = await framesOf(store);
    expect(await refused(ledger.recordPayment(paid('d1', 'p1', '-1.00')))).toMatchObject({ _tag: 'NegativeAmount' });
    expect(await framesOf(store)).toEqual(before);
  });
});

describe('a refund before its payment', () => {
  it('is set aside, and taken back when the payment comes', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.winDeal(won('d1')));
    const { events } = await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.00')));
    expect(events.map(({ type }) => type)).toEqual(['PaymentRefunded', 'CauseParked']);
    expect(await asideIn(store)).toEqual({ 'refund r1': ['the payment it refunds is not recorded yet'] });
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    expect(await asideIn(store)).toEqual({});
    expect(await entriesOf(store)).toEqual(['1.00', '-0.40']);
  });

  it('that is more than is left stays set aside with that reason, and takes nothing back', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.winDeal(won('d1')));
    for (const [refund, amount] of [
      ['r1', '6.00'],
      ['r2', '4.01'],
      ['r3', '4.00'],
    ] as const)
      await ok(ledger.recordRefund(refunded('d1', 'p1', refund, amount)));
    await ok(ledger.recordRefund({ ...refunded('d1', 'p1', 'r4', '1.00'), amount: usd('1.00') }));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const first = 'the payment it refunds is not recorded yet';
    expect(await asideIn(store)).toEqual({
      'refund r2': [first, 'the refund is more than the 4.00 EUR that are left of its payment'],
      'refund r4': [first, 'the refund is in USD, its payment in EUR'],
    });
    expect(await entriesOf(store)).toEqual(['1.00', '-0.60', '-0.40']);
    const none = await refused(ledger.recordRefund(refunded('d1', 'p1', 'r5', '0.01')));
    expect(none).toMatchObject({ _tag: 'RefundTooLarge', left: { minor: 0n } });
    const frames = await framesOf(store);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '4.01')));
    expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
    expect(await framesOf(store)).toEqual(frames);
  });

  it.each([
    ['that is nothing', cents(0), 'AmountIsZero'],
    ['that is negative', eur('-1.00'), 'NegativeAmount'],
  ])('%s is refused at once', async (_, amount, tag) => {
    const { store, ledger } = await opened();
    const before = await framesOf(store);
    const refusal = await refused(ledger.recordRefund({ ...refunded('d1', 'p1', 'r1', '1.00'), amount }));
    expect(refusal).toMatchObject({ _tag: tag });
    expect(await framesOf(store)).toEqual(before);
  });

  it('is refused under an id that a refund has already', async () => {
    const { ledger } = await opened();
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '1.00')));
    const again = ledger.recordRefund(refunded('d1', 'p2', 'r1', '1.00'), { key: 'again' });
    expect(await refused(again)).toEqual({ _tag: 'RefundExists', refund: 'r1' });
  });
});

describe('what is refunded', () => {
  it('is never more than was paid, in whatever order it is told', async () => {
    const told = fc.oneof(
      fc.record({ kind: fc.constant('pay' as const), id: fc.constantFrom('p1', 'p2') }),
      fc.record({
        kind: fc.constantFrom('refund' as const, 'dispute' as const),
        of: fc.constantFrom('p1', 'p2'),
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        minor: fc.integer({ min: 1, max: 9 }),
      }),
      fc.record({ kind: fc.constantFrom('won' as const, 'lost' as const), id: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ kind: fc.constant('win' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 14 }), async (facts) => {
        const { store, ledger } = await opened();
        const occurredAt = '2024-02-03T10:00:00Z';
        for (const each of facts) {
          if (each.kind === 'win') await ledger.winDeal(won('d1'));
          else if (each.kind === 'pay') await ledger.recordPayment(paid('d1', each.id, '0.10'));
          else if (each.kind === 'refund')
            await ledger.recordRefund(refunded('d1', each.of, each.id, cents(each.minor).amount));
          else if (each.kind === 'dispute') {
            const about = { deal: 'd1', payment: each.of, chargeback: each.id, amount: cents(each.minor) };
            await ledger.openChargeback({ ...about, reason: 'not ordered', occurredAt });
          } else await ledger.decideChargeback({ deal: 'd1', chargeback: each.id, outcome: each.kind, occurredAt });
        }
        const aside = new Set(Object.keys(await asideIn(store)));
        const refunds = (await eventsOf(store, 'PaymentRefunded')).filter(
          ({ data }) => !aside.has(`refund ${data.refund}`),
        );
        for (const payment of ['p1', 'p2']) {
          const parts = refunds.filter(({ data }) => data.payment === payment).map(({ data }) => data.amount.minor);
          expect(parts.reduce((sum, part) => sum + part, 0n) <= 10n).toBe(true);
          const isPaid = (await eventsOf(store, 'PaymentReceived')).some(({ data }) => data.payment === payment);
          if (!isPaid) expect(parts).toEqual([]);
        }
        expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('goes to one of two who refund the same at the same time; the other is told what is left', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const both = await Promise.all([
      ledger.recordRefund(refunded('d1', 'p1', 'r1', '6.00')),
      ledgerOn(store).recordRefund(refunded('d1', 'p1', 'r2', '6.00')),
    ]);
    expect(both.filter(E.isRight)).toHaveLength(1);
    expect(both.filter(E.isLeft).map(({ left }) => left)).toMatchObject([
      { _tag: 'RefundTooLarge', payment: 'p1', left: { minor: 400n }, requested: { minor: 600n } },
    ]);
    expect(await entriesOf(store)).toEqual(['1.00', '-0.60']);
  });
});
