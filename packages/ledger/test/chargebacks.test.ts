import type { EventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
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
  planOf,
  refunded,
  refused,
  settle,
  won,
} from './world.ts';

const occurredAt = '2024-02-03T10:00:00Z';
const march = { program: 'acme', date: '2024-03-05' };
const april = { program: 'acme', date: '2024-04-05' };
const chargeback = {
  deal: 'd1',
  payment: 'p1',
  chargeback: 'c1',
  amount: eur('5.00'),
  reason: 'not ordered',
  occurredAt,
};
const decision = { deal: 'd1', chargeback: 'c1', occurredAt: '2024-03-10T10:00:00Z' };

/** Two payments of 10.00, of which bob earns 10 %. */
const opened = async (): Promise<Readonly<{ store: EventStore; ledger: Ledger }>> => {
  const world = newLedger();
  await settle(world.ledger, { plans: [flatPlan('0.1')] });
  await ok(world.ledger.winDeal(won('d1')));
  for (const payment of ['p1', 'p2']) await ok(world.ledger.recordPayment(paid('d1', payment, '10.00')));
  return world;
};

const paidOn = async (ledger: Ledger, run: typeof march): Promise<readonly string[]> =>
  (await ok(ledger.issuePayouts(run))).issued.map(({ data }) => format(data.amount));

/** What was recorded in accounts, in order. */
const bookedIn = async (store: EventStore): Promise<readonly string[]> =>
  (await historyOf(store)).flatMap(({ type, data }) => {
    if (type === 'AccrualPosted') return [`${data.cause.id} ${format(data.amount)}`];
    if (type === 'AccrualReversed') return [`back ${format(data.amount)}`];
    if (type === 'AccrualHeld') return [`held by ${data.by?.kind}`];
    return type === 'AccrualReleased' ? [`released: ${data.outcome}`] : [];
  });

describe('an open chargeback', () => {
  it('keeps what its payment earned out of payouts, and nothing else', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openChargeback(chargeback));
    expect(await bookedIn(store)).toEqual(['p1 1.00', 'p2 1.00', 'held by chargeback']);
    expect(await paidOn(ledger, march)).toEqual(['1.00']);
  });

  it('holds what is on its way as soon as its payout gives it back', async () => {
    const { store, ledger } = await opened();
    expect(await paidOn(ledger, march)).toEqual(['2.00']);
    const [issued] = await eventsOf(store, 'PayoutIssued');
    await ok(ledger.openChargeback(chargeback));
    const payout = issued?.data.payout ?? '';
    await ok(ledger.failPayout({ program: 'acme', partner: 'bob', payout, amount: eur('2.00'), reason: 'closed' }));
    expect(await paidOn(ledger, { ...march, date: '2024-04-05' })).toEqual(['1.00']);
  });

  it('leaves alone what arrived', async () => {
    const { store, ledger } = await opened();
    expect(await paidOn(ledger, march)).toEqual(['2.00']);
    const [issued] = await eventsOf(store, 'PayoutIssued');
    const payout = issued?.data.payout ?? '';
    await ok(
      ledger.settlePayout({ program: 'acme', partner: 'bob', payout, amount: eur('2.00'), reference: 'bank 7' }),
    );
    await ok(ledger.openChargeback(chargeback));
    expect(await eventsOf(store, 'AccrualHeld')).toEqual([]);
    await ok(ledger.decideChargeback({ ...decision, outcome: 'lost' }));
    expect(await bookedIn(store)).toEqual(['p1 1.00', 'p2 1.00', 'back 0.50']);
  });

  it('counts against what can still be refunded or disputed', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openChargeback(chargeback));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '3.00')));
    const frames = await framesOf(store);
    const tooMuch = { payment: 'p1', left: { minor: 200n }, requested: { minor: 201n } };
    expect(await refused(ledger.recordRefund(refunded('d1', 'p1', 'r2', '2.01')))).toMatchObject({
      _tag: 'RefundTooLarge',
      ...tooMuch,
    });
    const another = ledger.openChargeback({ ...chargeback, chargeback: 'c2', amount: cents(201) });
    expect(await refused(another)).toMatchObject({ _tag: 'ChargebackTooLarge', ...tooMuch });
    expect(await framesOf(store)).toEqual(frames);
    await ok(ledger.decideChargeback({ ...decision, outcome: 'won' }));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '7.00')));
  });

  it.each([
    ['in another currency', { amount: { amount: '5.00', currency: 'USD' } }, 'OtherCurrency'],
    ['about nothing', { amount: cents(0) }, 'AmountIsZero'],
    ['about less than nothing', { amount: cents(-1) }, 'NegativeAmount'],
    ['about a payment of an unknown deal', { deal: 'ghost' }, 'UnknownDeal'],
    ['under the id of a refund', { chargeback: 'r1' }, 'RefundExists'],
  ])('%s is refused', async (_, change, tag) => {
    const { store, ledger } = await opened();
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '1.00')));
    const frames = await framesOf(store);
    expect(await refused(ledger.openChargeback({ ...chargeback, ...change }))).toMatchObject({ _tag: tag });
    expect(await framesOf(store)).toEqual(frames);
  });

  it('keeps its id for the refund that it may become', async () => {
    const { ledger } = await opened();
    await ok(ledger.openChargeback(chargeback));
    const refund = ledger.recordRefund(refunded('d1', 'p2', 'c1', '1.00'));
    expect(await refused(refund)).toEqual({ _tag: 'ChargebackExists', chargeback: 'c1' });
  });

  it('of another deal under the same id is another one', async () => {
    const { ledger } = await opened();
    await ok(ledger.winDeal(won('d2')));
    await ok(ledger.recordPayment(paid('d2', 'p1', '10.00')));
    await ok(ledger.openChargeback(chargeback));
    await ok(ledger.openChargeback({ ...chargeback, deal: 'd2' }));
    await ok(ledger.decideChargeback({ ...decision, outcome: 'won' }));
    expect(await paidOn(ledger, march)).toEqual(['2.00']);
    await ok(ledger.decideChargeback({ ...decision, deal: 'd2', outcome: 'won' }));
    expect(await paidOn(ledger, april)).toEqual(['1.00']);
  });

  it('holds what the levels above earned too', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { plans: [planOf()], partners: ['bob', 'dan'] });
    const upline = { partner: 'bob', program: 'acme', upline: 'dan', from: '2024-01-01' };
    await ok(ledger.assignUpline({ ...upline, occurredAt: '2024-01-01T00:00:00Z' }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '40.00')));
    await ok(ledger.openChargeback(chargeback));
    expect((await eventsOf(store, 'AccrualHeld')).map(({ data }) => data.partner)).toEqual(['bob', 'dan']);
    await ok(ledger.decideChargeback({ ...decision, outcome: 'won' }));
    expect((await eventsOf(store, 'AccrualReleased')).map(({ data }) => data.partner)).toEqual(['bob', 'dan']);
  });

  it('rates first what a crash has left unrated, so that it is held', async () => {
    const { store, ledger } = newLedger({ accruals: 'deferred' });
    await settle(ledger, { plans: [flatPlan('0.1')] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.openChargeback(chargeback));
    expect(await bookedIn(store)).toEqual([]);
    await ok(ledger.accrueFor([{ kind: 'chargeback', deal: 'd1', chargeback: 'c1' }]));
    expect(await bookedIn(store)).toEqual(['p1 1.00', 'held by chargeback']);
  });
});

describe('a chargeback that is won', () => {
  it('leaves the balances as if it had never happened', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openChargeback(chargeback));
    expect(await paidOn(ledger, march)).toEqual(['1.00']);
    await ok(ledger.decideChargeback({ ...decision, outcome: 'won' }));
    expect(await bookedIn(store)).toEqual(['p1 1.00', 'p2 1.00', 'held by chargeback', 'released: won']);
    expect(await paidOn(ledger, april)).toEqual(['1.00']);
    expect(await eventsOf(store, 'PaymentRefunded')).toEqual([]);
  });
});

describe('a chargeback that is lost', () => {
  it('is a refund, told together with the decision', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openChargeback(chargeback));
    const { events } = await ok(ledger.decideChargeback({ ...decision, outcome: 'lost' }));
    expect(events.map(({ type }) => type)).toEqual([
      'ChargebackDecided',
      'PaymentRefunded',
      'AccrualReversed',
      'AccrualReleased',
    ]);
    const [refund] = await eventsOf(store, 'PaymentRefunded');
    expect(refund?.data).toMatchObject({ refund: 'c1', payment: 'p1', amount: { minor: 500n }, reason: 'not ordered' });
    expect(await paidOn(ledger, april)).toEqual(['1.50']);
  });

  it('sent again is the same result, and another outcome is a conflict', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openChargeback(chargeback));
    await ok(ledger.decideChargeback({ ...decision, outcome: 'lost' }));
    const frames = await framesOf(store);
    expect(await ok(ledger.decideChargeback({ ...decision, outcome: 'lost' }))).toMatchObject({ repeated: true });
    expect(await refused(ledger.decideChargeback({ ...decision, outcome: 'won' }))).toMatchObject({
      _tag: 'KeyConflict',
    });
    await ok(ledger.openChargeback(chargeback));
    expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
    expect(await framesOf(store)).toEqual(frames);
  });
});

/** A store on which something happens right before the first append of an event of a type. */
const interrupted = (store: EventStore, type: string, happens: () => Promise<unknown>): EventStore => {
  let isDone = false;
  return {
    ...store,
    append: async (...told) => {
      if (!isDone && told[1].some((event) => event.type === type)) {
        isDone = true;
        await happens();
      }
      return store.append(...told);
    },
  };
};

describe('a chargeback that one process reacts to', () => {
  it('and loses is taken back before a payout run of another can pay it', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openChargeback({ ...chargeback, amount: eur('10.00') }));
    let first: readonly string[] = [];
    const slow = ledgerOn(interrupted(store, 'AccrualReversed', async () => (first = await paidOn(ledger, march))));
    await ok(slow.decideChargeback({ ...decision, outcome: 'lost' }));
    expect(first).toEqual(['1.00']);
    expect(await bookedIn(store)).toEqual(['p1 1.00', 'p2 1.00', 'held by chargeback', 'back 1.00', 'released: lost']);
    expect(await paidOn(ledger, april)).toEqual([]);
  });

  it('and loses, with a crash before it is taken back, stays held until that is caught up', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openChargeback({ ...chargeback, amount: eur('10.00') }));
    const crash = () => Promise.reject(new Error('killed'));
    const dying = ledgerOn(interrupted(store, 'AccrualReversed', crash));
    await expect(dying.decideChargeback({ ...decision, outcome: 'lost' })).rejects.toThrow('killed');
    expect(await paidOn(ledger, march)).toEqual(['1.00']);
    await ok(ledger.catchUpAccruals());
    expect((await bookedIn(store)).slice(-2)).toEqual(['back 1.00', 'released: lost']);
  });

  it.each(['won', 'lost'] as const)(
    'and that another decides as %s before it is held, is released',
    async (outcome) => {
      const { store, ledger } = await opened();
      const decide = () => ok(ledger.decideChargeback({ ...decision, outcome }));
      await ok(ledgerOn(interrupted(store, 'AccrualHeld', decide)).openChargeback(chargeback));
      const back = outcome === 'lost' ? ['back 0.50'] : [];
      const booked = await bookedIn(store);
      expect(booked).toEqual(['p1 1.00', 'p2 1.00', ...back, 'held by chargeback', `released: ${outcome}`]);
      expect(await paidOn(ledger, april)).toEqual([outcome === 'won' ? '2.00' : '1.50']);
      expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
    },
  );
});
