import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type Ledger, type Result } from '../src/index.ts';
import { historyOf, ledgerOn, ok, planOf, settle } from './world.ts';

/** Notes how many events each append brings. */
const noting = (store: EventStore, sizes: number[]): EventStore => ({
  ...store,
  append: (stream, events, expected) => {
    sizes.push(events.length);
    return store.append(stream, events, expected);
  },
});

const amount = (text: string) => ({ amount: text, currency: 'EUR' });

const opened = async (): Promise<{ store: EventStore; ledger: Ledger; sizes: number[] }> => {
  const store = memoryEventStore();
  await settle(ledgerOn(store), { partners: ['bob'], plans: [planOf({})] });
  const sizes: number[] = [];
  const ledger = ledgerOn(noting(store, sizes), { accruals: 'deferred' });
  await ok(
    ledger.winDeal({
      deal: 'd1',
      program: 'acme',
      amount: amount('100.00'),
      attribution: [{ partner: 'bob', share: '1' }],
      attributes: {},
      occurredAt: '2024-03-01T00:00:00Z',
    }),
  );
  sizes.length = 0;
  return { store, ledger, sizes };
};

const pay = (ledger: Ledger, payment: string, text: string): Result =>
  ledger.recordPayment({ deal: 'd1', payment, amount: amount(text), occurredAt: '2024-03-02T00:00:00Z' });

describe('commands that wait for one stream', () => {
  it('are recorded in one append, in the order in which they came', async () => {
    const { store, ledger, sizes } = await opened();
    const sent = ['p1', 'p2', 'p3', 'p4', 'p5'].map((payment) => pay(ledger, payment, '1.00'));
    const recorded = await Promise.all(sent.map(ok));
    // The first goes at once; the others wait for it, and then go together.
    expect(sizes).toEqual([1, 4]);
    const stored = (await historyOf(store)).filter(({ type }) => type === 'PaymentReceived');
    expect(recorded.flatMap(({ events }) => events)).toEqual(stored);
  });

  it('are answered each for itself, with those refused, known and in conflict between them', async () => {
    const { store, ledger } = await opened();
    await ok(pay(ledger, 'p0', '1.00'));
    const outcomes = await Promise.all([
      pay(ledger, 'p1', '1.00'),
      pay(ledger, 'p2', '-1.00'),
      pay(ledger, 'p0', '1.00'),
      pay(ledger, 'p0', '2.00'),
      pay(ledger, 'p3', '3.00'),
      pay(ledger, 'p3', '3.00'),
      pay(ledger, 'p3', '4.00'),
    ]);
    const told = outcomes.map((outcome) => (E.isLeft(outcome) ? outcome.left._tag : outcome.right.repeated));
    expect(told).toEqual([false, 'NegativeAmount', true, 'KeyConflict', false, true, 'KeyConflict']);
    const paid = (await historyOf(store)).flatMap((event) => (event.type === 'PaymentReceived' ? [event.data] : []));
    expect(paid.map(({ payment }) => payment)).toEqual(['p0', 'p1', 'p3']);
  });

  it('decide on what those before them say', async () => {
    const { ledger } = await opened();
    await ok(pay(ledger, 'p1', '10.00'));
    const refund = (id: string, text: string): Result =>
      ledger.recordRefund({ deal: 'd1', payment: 'p1', refund: id, amount: amount(text), reason: 'sent back' });
    const outcomes = await Promise.all([refund('r0', '1.00'), refund('r1', '6.00'), refund('r2', '6.00')]);
    expect(outcomes.map((outcome) => (E.isLeft(outcome) ? outcome.left._tag : 'recorded'))).toEqual([
      'recorded',
      'recorded',
      'RefundTooLarge',
    ]);
  });

  it('are all recorded when somebody else wrote to the stream meanwhile', async () => {
    const { store, ledger } = await opened();
    const other = ledgerOn(store, { accruals: 'deferred' });
    const sent = [ledger, other, ledger, other, ledger, other].map((each, index) => pay(each, `p${index}`, '1.00'));
    await Promise.all(sent.map(ok));
    const paid = (await historyOf(store)).filter(({ type }) => type === 'PaymentReceived');
    expect(paid.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
