import type { EventStore } from '@commission-ledger/event-store';
import { exactToJson, format } from '@commission-ledger/money';
import type { Counter, Pay } from '@commission-ledger/plans';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { planWith, ruleOf, worldWith } from './languagePlan.ts';
import { eventsOf, historyOf, ok, paid, refunded, refused, won } from './world.ts';

/** Every entry in the order of the history: its kind, and its signed amount. */
const entriesOf = async (store: EventStore): Promise<readonly string[]> =>
  (await historyOf(store)).flatMap((event) => {
    if (event.type === 'AccrualPosted') return [format(event.data.amount)];
    if (event.type === 'TrueUpPosted') return [`${format(event.data.amount)} true-up`];
    return event.type === 'AccrualReversed' ? [`${format(event.data.amount)} back`] : [];
  });

/** Where each counter stands in the end. */
const countersOf = async (store: EventStore): Promise<Readonly<Record<string, string>>> => {
  const counters: Record<string, string> = {};
  for (const event of await historyOf(store)) {
    if (!('counters' in event.data)) continue;
    for (const { counter, after } of event.data.counters)
      counters[counter] = 'minor' in after ? format(after) : shown(exactToJson(after));
  }
  return counters;
};

const shown = (number: ReturnType<typeof exactToJson>): string =>
  typeof number === 'string' ? number : `${number.num}/${number.den}`;

const cancelled = (deal: string, occurredAt: string) => ({ deal, reason: 'called off', occurredAt });

/** Wins d1 on 1 February 2024 and pays on it. */
const pay = async (ledger: Ledger, ...amounts: readonly string[]): Promise<void> => {
  await ok(ledger.winDeal(won('d1')));
  for (const [index, amount] of amounts.entries()) await ok(ledger.recordPayment(paid('d1', `p${index + 1}`, amount)));
};

describe('a refund', () => {
  it('takes nothing back of a rule that keeps, while its counters go back', async () => {
    const counter: Counter = { id: 'month', measure: 'payment', window: 'month' };
    const rule = ruleOf('own', { refunds: 'keep', when: { counter: 'month', at: 'before', lessThan: '100.00' } });
    const { store, ledger } = await worldWith([planWith([rule], { counters: [counter] })]);
    await pay(ledger, '10.00');
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.00')));
    expect(await entriesOf(store)).toEqual(['1.00']);
    expect(await countersOf(store)).toEqual({ month: '6.00' });
    const [, counted] = [...(await eventsOf(store, 'AccrualPosted')), ...(await eventsOf(store, 'AccrualEvaluated'))];
    expect(counted?.data).toMatchObject({ reason: 'refund-counted', refund: 'r1' });
  });

  it('leaves the total of what a rule earned that keeps', async () => {
    const counter: Counter = { id: 'earned', measure: { earned: ['own'] }, window: 'month' };
    const when = { counter: 'earned', at: 'before' as const, lessThan: '100.00' };
    const rule = ruleOf('own', { refunds: 'keep', when });
    const { store, ledger } = await worldWith([planWith([rule], { counters: [counter] })]);
    await pay(ledger, '10.00');
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00')));
    expect(await entriesOf(store)).toEqual(['1.00']);
    expect(await countersOf(store)).toEqual({ earned: '1.00' });
  });

  it('that comes too late takes nothing back and counts nothing', async () => {
    const plan = planWith([ruleOf('own')], { refunds: { counters: 'lower', within: 30 } });
    const { store, ledger } = await worldWith([plan]);
    await pay(ledger, '10.00', '20.00');
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00', '2024-03-02T22:59:59Z')));
    await ok(ledger.recordRefund(refunded('d1', 'p2', 'r2', '20.00', '2024-03-02T23:00:00Z')));
    expect(await entriesOf(store)).toEqual(['1.00', '2.00', '1.00 back']);
    expect((await eventsOf(store, 'AccrualPosted'))[0]?.data.onRefund).toMatchObject({ until: '2024-03-02' });
  });

  it('lowers each counter as the plan says for it', async () => {
    const counters: readonly Counter[] = [
      { id: 'deals', measure: 'count', window: 'ever', on: 'payment', refunds: 'whole' },
      { id: 'kept', measure: 'payment', window: 'ever', refunds: 'keep' },
      { id: 'lowered', measure: 'seats', window: 'ever', on: 'payment', refunds: 'lower' },
      { id: 'earned', measure: { earned: ['own'] }, window: 'ever' },
    ];
    const whens = counters.map(({ id }) =>
      ['kept', 'earned'].includes(id)
        ? ({ counter: id, at: 'before', lessThan: '1000.00' } as const)
        : ({ counter: id, at: 'before', lessThan: '1000' } as const),
    );
    const plan = planWith([ruleOf('own', { when: { all: whens } })], {
      counters,
      measures: { seats: { quantity: 'seats', of: 'payment', ifMissing: '1' } },
    });
    const { store, ledger } = await worldWith([plan]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment({ ...paid('d1', 'p1', '3.00'), quantities: { seats: '10' } }));
    expect(await countersOf(store)).toEqual({ deals: '1', kept: '3.00', lowered: '10', earned: '0.30' });
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '1.00')));
    expect(await countersOf(store)).toEqual({ deals: '1', kept: '3.00', lowered: '6.666666666667', earned: '0.20' });
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '2.00')));
    expect(await countersOf(store)).toEqual({ deals: '0', kept: '3.00', lowered: '0', earned: '0.00' });
  });
});

describe('a slab that trues up', () => {
  const slab: Pay = {
    slab: { counter: 'month', already: 'earned', bands: [{ upTo: '100.00', rate: '0.1' }, { rate: '0.2' }] },
  };
  const plan = planWith([ruleOf('own', { pay: slab, refunds: 'true-up' })], {
    counters: [
      { id: 'month', measure: 'payment', window: 'month' },
      { id: 'earned', measure: { earned: ['own'] }, window: 'month' },
    ],
  });

  it('settles what earlier payments had gained by the band they no longer reach', async () => {
    const { store, ledger } = await worldWith([plan]);
    await pay(ledger, '90.00', '20.00');
    expect(await entriesOf(store)).toEqual(['9.00', '13.00']);
    await ok(ledger.recordRefund(refunded('d1', 'p2', 'r1', '20.00')));
    // 13.00 back leaves 9.00 of 90.00: the rate of the first band, so nothing more is owed.
    expect((await entriesOf(store)).slice(2)).toEqual(['13.00 back']);
    expect(await countersOf(store)).toEqual({ month: '90.00', earned: '9.00' });
  });

  it('is settled once for each refund, in the same command, and its counters go on', async () => {
    const { store, ledger } = await worldWith([plan]);
    await pay(ledger, '90.00', '20.00');
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '30.00')));
    // 3.00 of 9.00 back; 80.00 are worth 8.00, booked are 19.00.
    expect((await entriesOf(store)).slice(2)).toEqual(['3.00 back', '-11.00 true-up']);
    expect(await countersOf(store)).toEqual({ month: '80.00', earned: '8.00' });
    const [reversal] = await eventsOf(store, 'AccrualReversed');
    const [trueUp] = await eventsOf(store, 'TrueUpPosted');
    expect(trueUp?.commandKey).toBe(reversal?.commandKey);
    expect(trueUp?.data).toMatchObject({
      refund: 'r1',
      cause: { kind: 'payment', id: 'p1' },
      earnedOn: '2024-02-02',
      maturesOn: '2024-02-11',
      counters: [{ counter: 'earned', since: reversal?.revision }],
    });
    // What it was computed from is the counters as the reversal left them.
    expect(trueUp?.data.receipt['sources']).toContain(reversal?.id);
    await ok(ledger.recordPayment(paid('d1', 'p3', '40.00')));
    expect((await entriesOf(store)).slice(4)).toEqual(['16.00']);
    expect(await countersOf(store)).toEqual({ month: '120.00', earned: '24.00' });
    await ok(ledger.catchUpAccruals());
    expect(await entriesOf(store)).toHaveLength(5);
  });
});

it('a slab is trued up in the plan’s currency and with the numbers of the enrolment', async () => {
  const slab: Pay = {
    slab: {
      counter: 'month',
      already: 'earned',
      bands: [{ upTo: { parameter: 'edge' }, rate: '0.1' }, { rate: '0.2' }],
    },
  };
  const plan = planWith([ruleOf('own', { pay: slab, refunds: 'true-up', hold: { days: 0, months: 3 } })], {
    converts: ['USD'],
    parameters: { edge: { amount: '100.00' } },
    counters: [
      { id: 'month', measure: 'payment', window: 'month' },
      { id: 'earned', measure: { earned: ['own'] }, window: 'month' },
    ],
  });
  const { store, ledger } = await worldWith([plan], { currencies: ['USD', 'EUR'] });
  const occurredAt = '2024-01-01T00:00:00Z';
  const enrolment = { partner: 'bob', program: 'acme', plan: 'flat', from: '2024-01-02', occurredAt };
  await ok(ledger.enrolPartner({ ...enrolment, parameters: { edge: '50.00' } }));
  await ok(ledger.recordFxRate({ from: 'USD', to: 'EUR', rate: '0.5', date: '2024-02-01', source: 'bank' }));
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  await ok(ledger.winDeal(won('d1', { amount: usd('100.00') })));
  await ok(ledger.recordPayment({ ...paid('d1', 'p1', '0.00'), amount: usd('40.00') }));
  await ok(ledger.recordPayment({ ...paid('d1', 'p2', '0.00'), amount: usd('120.00') }));
  await ok(ledger.recordRefund({ ...refunded('d1', 'p1', 'r1', '0.00'), amount: usd('40.00') }));
  // 80.00 euros earned 16.00; 20.00 of them and 2.00 are back; 60.00 are above 50.00 and worth 12.00.
  expect(await entriesOf(store)).toEqual(['2.00', '14.00', '2.00 back', '-2.00 true-up']);
  expect((await eventsOf(store, 'TrueUpPosted'))[0]?.data.maturesOn).toBe('2024-05-01');
});

it('slabs that a refund trues up are settled one after the other', async () => {
  const slabOf = (already: string, rate: string): Pay => ({
    slab: { counter: 'month', already, bands: [{ upTo: '100.00', rate }, { rate: '0.5' }] },
  });
  const when = { counter: 'all', at: 'before', atLeast: '10000.00' } as const;
  const plan = planWith(
    [
      ruleOf('one', { pay: slabOf('one', '0.1'), refunds: 'true-up' }),
      ruleOf('two', { pay: slabOf('two', '0.2'), refunds: 'true-up' }),
      ruleOf('never', { when }),
    ],
    {
      counters: [
        { id: 'month', measure: 'payment', window: 'month' },
        { id: 'one', measure: { earned: ['one'] }, window: 'month' },
        { id: 'two', measure: { earned: ['two'] }, window: 'month' },
        { id: 'all', measure: { earned: ['one', 'two'] }, window: 'month' },
      ],
    },
  );
  const { store, ledger } = await worldWith([plan]);
  await pay(ledger, '90.00', '20.00');
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '30.00')));
  expect((await entriesOf(store)).slice(4)).toEqual(['3.00 back', '6.00 back', '-44.00 true-up', '-33.00 true-up']);
  expect(await countersOf(store)).toEqual({ month: '80.00', one: '8.00', two: '16.00', all: '24.00' });
  const [first, second] = await eventsOf(store, 'TrueUpPosted');
  const all = second?.data.counters.find(({ counter }) => counter === 'all');
  expect(all?.since).toBe(first?.revision);
  await ok(ledger.catchUpAccruals());
  expect(await entriesOf(store)).toHaveLength(8);
});

it('what would have been paid without a limit stays counted after a refund', async () => {
  const floor: Pay = {
    floor: { pay: { percent: { of: 'payment', rate: '0.1' } }, at: '5.00', counter: 'unlimited' },
  };
  const plan = planWith([ruleOf('own', { pay: floor })], {
    counters: [{ id: 'unlimited', measure: { unlimited: 'own' }, window: 'month' }],
  });
  const { store, ledger } = await worldWith([plan]);
  await pay(ledger, '10.00');
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00')));
  expect(await entriesOf(store)).toEqual(['5.00', '5.00 back']);
  expect(await countersOf(store)).toEqual({ unlimited: '1.00' });
});

it.each([
  ['the plan says so', undefined, 'lower', '0.20'],
  ['the counter says so', 'lower', 'keep', '0.20'],
  ['neither does', undefined, 'keep', '0.50'],
  ['the counter says otherwise', 'keep', 'lower', '0.50'],
] as const)('what a cap carries over goes down with a refund where %s', async (_, refunds, counters, left) => {
  const cap: Pay = { cap: { pay: ruleOf('own').pay, at: '1.00', counter: 'earned', carry: 'excess' } };
  const plan = planWith([ruleOf('own', { pay: cap })], {
    refunds: { counters },
    counters: [
      { id: 'earned', measure: { earned: ['own'] }, window: 'month' },
      { id: 'excess', measure: { excess: 'own' }, window: 'ever', ...(refunds === undefined ? {} : { refunds }) },
    ],
  });
  const { store, ledger } = await worldWith([plan]);
  await pay(ledger, '15.00');
  expect(await countersOf(store)).toMatchObject({ excess: '0.50' });
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '9.00')));
  expect(await countersOf(store)).toMatchObject({ excess: left });
});

it('a refund and a cancellation also take back what a re-rating has added', async () => {
  const plan = planWith([ruleOf('own')], { cancellation: { takeBack: 'unserved', term: 2, by: 'months' } });
  const second = planWith([ruleOf('own', { pay: { percent: { of: 'payment', rate: '0.2' } } })], {
    version: 2,
    effectiveFrom: '2025-01-01',
  });
  const { store, ledger } = await worldWith([plan, second]);
  await pay(ledger, '10.00', '20.00');
  const said = { reason: 'mistyped', author: 'ann', approver: 'max' };
  await ok(ledger.rerate({ rerating: 'fix', plan: 'flat', version: 2, from: '2024-02-01', ...said }));
  expect((await entriesOf(store)).slice(2)).toEqual(['1.00 true-up', '2.00 true-up']);
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00')));
  expect((await entriesOf(store)).slice(4)).toEqual(['1.00 back', '1.00 back']);
  await ok(ledger.cancelDeal(cancelled('d1', '2024-03-01T12:00:00Z')));
  expect((await entriesOf(store)).slice(6)).toEqual(['1.00 back', '1.00 back']);
});

describe('a cancellation', () => {
  const ofTerm = (by: 'months' | 'days') =>
    planWith([ruleOf('own'), ruleOf('final', { refunds: 'keep' })], {
      cancellation: { takeBack: 'unserved', term: 12, by },
    });

  it('takes back the share of the term that was not served, of everything earned before, once', async () => {
    const { store, ledger } = await worldWith([ofTerm('months')]);
    await pay(ledger, '12.00');
    await ok(ledger.cancelDeal(cancelled('d1', '2024-08-01T11:00:00Z')));
    expect(await entriesOf(store)).toEqual(['1.20', '1.20', '0.60 back']);
    const [reversal] = await eventsOf(store, 'AccrualReversed');
    expect(reversal?.data).toMatchObject({
      cancellation: { wonOn: '2024-02-01', cancelledOn: '2024-08-01' },
      maturesOn: '2024-08-01',
    });
    expect(await ok(ledger.cancelDeal(cancelled('d1', '2024-08-01T11:00:00Z')))).toMatchObject({ repeated: true });
    await ok(ledger.catchUpAccruals());
    expect(await entriesOf(store)).toHaveLength(3);
    expect(await refused(ledger.cancelDeal(cancelled('d1', '2024-08-02T11:00:00Z')))).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'occurredAt' }],
    });
  });

  it('counts served time in days where the plan says so', async () => {
    const { store, ledger } = await worldWith([ofTerm('days')]);
    await pay(ledger, '36.60');
    await ok(ledger.cancelDeal(cancelled('d1', '2024-02-02T11:00:00Z')));
    expect((await entriesOf(store)).slice(2)).toEqual(['3.65 back']);
  });

  it('takes all that is left where the plan says so, and a refund after it nothing more', async () => {
    const plan = planWith([ruleOf('own')], { cancellation: { takeBack: 'all', term: 12, by: 'months' } });
    const { store, ledger } = await worldWith([plan]);
    await pay(ledger, '10.00');
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '3.00')));
    await ok(ledger.cancelDeal(cancelled('d1', '2025-05-01T11:00:00Z')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '5.00', '2025-05-02T11:00:00Z')));
    expect(await entriesOf(store)).toEqual(['1.00', '0.30 back', '0.70 back']);
  });

  it('leaves every counter where it is', async () => {
    const counters: readonly Counter[] = [
      { id: 'month', measure: 'payment', window: 'month' },
      { id: 'earned', measure: { earned: ['own'] }, window: 'month' },
      { id: 'kept', measure: { earned: ['own'] }, window: 'month', refunds: 'keep' },
    ];
    const when = { all: counters.map(({ id }) => ({ counter: id, at: 'before' as const, lessThan: '1000.00' })) };
    const plan = planWith([ruleOf('own', { when })], {
      counters,
      cancellation: { takeBack: 'all', term: 1, by: 'days' },
    });
    const { store, ledger } = await worldWith([plan]);
    await pay(ledger, '10.00');
    await ok(ledger.cancelDeal(cancelled('d1', '2024-02-01T23:30:00Z')));
    expect(await countersOf(store)).toEqual({ month: '10.00', earned: '1.00', kept: '1.00' });
  });

  it('of everything, and a full refund after it, leave an account that rates like an empty one', async () => {
    const capped = planWith(
      [ruleOf('own', { pay: { cap: { pay: ruleOf('own').pay, at: '1.50', counter: 'earned' } } })],
      {
        counters: [{ id: 'earned', measure: { earned: ['own'] }, window: 'month' }],
        cancellation: { takeBack: 'all', term: 12, by: 'months' },
      },
    );
    const { store, ledger } = await worldWith([capped]);
    await pay(ledger, '10.00');
    await ok(ledger.cancelDeal(cancelled('d1', '2024-02-02T12:00:00Z')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.00', '2024-02-03T12:00:00Z')));
    expect(await countersOf(store)).toEqual({ earned: '0.60' });
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '6.00', '2024-02-03T13:00:00Z')));
    expect(await countersOf(store)).toEqual({ earned: '0.00' });
    await ok(ledger.winDeal(won('d2')));
    await ok(ledger.recordPayment(paid('d2', 'p1', '20.00')));
    expect(await entriesOf(store)).toEqual(['1.00', '1.00 back', '1.50']);
    expect(await countersOf(store)).toEqual({ earned: '1.50' });
  });

  it('does not touch what is paid after it: that is rated as ever', async () => {
    const { store, ledger } = await worldWith([ofTerm('months')]);
    await pay(ledger, '12.00');
    await ok(ledger.cancelDeal(cancelled('d1', '2024-02-01T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p9', '5.00', '2024-02-01T13:00:00Z')));
    expect((await entriesOf(store)).slice(2)).toEqual(['1.20 back', '0.50', '0.50']);
    await ok(ledger.catchUpAccruals());
    expect(await entriesOf(store)).toHaveLength(5);
  });

  it.each([
    ['told before it', ['pay', 'cancel']],
    ['told after it', ['cancel', 'pay']],
  ])('takes back of what was paid before it, %s', async (_told, order) => {
    const { store, ledger } = await worldWith([ofTerm('months')]);
    await ok(ledger.winDeal(won('d1')));
    const tell = {
      pay: () => ok(ledger.recordPayment(paid('d1', 'p1', '12.00', '2024-02-03T12:00:00Z'))),
      cancel: () => ok(ledger.cancelDeal(cancelled('d1', '2024-08-01T11:00:00Z'))),
    };
    for (const each of order) await (each === 'pay' ? tell.pay() : tell.cancel());
    const took = await entriesOf(store);
    expect(took.slice(-1)).toEqual(['0.60 back']);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '12.00', '2024-08-02T11:00:00Z')));
    expect((await entriesOf(store)).slice(took.length)).toEqual(['0.60 back']);
    expect((await ok(ledger.catchUpAccruals())).events).toBe(0);
  });

  it('does not touch what was paid after it and told before it', async () => {
    const { store, ledger } = await worldWith([ofTerm('months')]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '12.00', '2024-08-02T12:00:00Z')));
    const before = await entriesOf(store);
    await ok(ledger.cancelDeal(cancelled('d1', '2024-08-01T11:00:00Z')));
    expect(await entriesOf(store)).toEqual(before);
  });

  it('is found again by a re-rating of the deal, also of what was told after it', async () => {
    const { store, ledger } = await worldWith([ofTerm('months')]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.amendDeal({ deal: 'd1', amendment: 'a1', reason: 'x', author: 'ann', attributes: { note: 'x' } }));
    await ok(ledger.cancelDeal(cancelled('d1', '2024-08-01T11:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '12.00', '2024-02-03T12:00:00Z')));
    const before = await entriesOf(store);
    const decision = { reason: 'to be sure', author: 'ann', approver: 'ben' };
    expect(await ok(ledger.rerateDeal({ rerating: 'R-1', deal: 'd1', ...decision }))).toMatchObject({ trueUps: [] });
    expect(await entriesOf(store)).toEqual(before);
  });

  it('also takes back of a payment that was parked then and is rated later', async () => {
    const plan = planWith([ruleOf('own')], {
      converts: ['USD'],
      cancellation: { takeBack: 'all', term: 12, by: 'months' },
    });
    const { store, ledger } = await worldWith([plan], { currencies: ['EUR', 'USD'] });
    const usd = { amount: '10.00', currency: 'USD' };
    await ok(ledger.winDeal(won('d1', { amount: usd })));
    await ok(ledger.recordPayment({ ...paid('d1', 'p1', '0.00'), amount: usd }));
    await ok(ledger.cancelDeal(cancelled('d1', '2024-02-03T12:00:00Z')));
    await ok(ledger.recordFxRate({ from: 'USD', to: 'EUR', rate: '1', date: '2024-02-01', source: 'bank' }));
    await ok(ledger.accrueFor([{ kind: 'payment', deal: 'd1', payment: 'p1' }]));
    expect(await entriesOf(store)).toEqual(['1.00', '1.00 back']);
  });

  it('takes nothing back where the plan does not say so', async () => {
    const { store, ledger } = await worldWith([planWith([ruleOf('own')])]);
    await pay(ledger, '10.00');
    await ok(ledger.cancelDeal(cancelled('d1', '2024-02-02T12:00:00Z')));
    expect(await entriesOf(store)).toEqual(['1.00']);
  });
});

describe('a dispute', () => {
  const march = { program: 'acme', date: '2024-03-05' };
  const settled = async () => {
    const { store, ledger } = await worldWith([planWith([ruleOf('own')])]);
    await pay(ledger, '20.00', '30.00');
    const [accrual] = await eventsOf(store, 'AccrualPosted');
    const of = { program: 'acme', partner: 'bob', accrual: accrual?.data.accrual ?? '' };
    return { ledger, of };
  };

  it('keeps its line out of payouts until it is released', async () => {
    const { ledger, of } = await settled();
    await ok(ledger.holdAccrual({ ...of, reason: 'not theirs', occurredAt: '2024-02-20T10:00:00Z' }));
    const repeated = await ok(ledger.holdAccrual({ ...of, reason: 'not theirs' }));
    expect(repeated).toMatchObject({ repeated: true, events: [] });
    expect((await ok(ledger.issuePayouts(march))).issued.map(({ data }) => format(data.amount))).toEqual(['3.00']);
    await ok(ledger.releaseAccrual({ ...of, outcome: 'theirs', occurredAt: '2024-03-10T10:00:00Z' }));
    expect(await ok(ledger.releaseAccrual({ ...of, outcome: 'theirs' }))).toMatchObject({ repeated: true, events: [] });
    const april = await ok(ledger.issuePayouts({ ...march, date: '2024-04-05' }));
    expect(april.issued.map(({ data }) => format(data.amount))).toEqual(['2.00']);
  });

  it('may come back', async () => {
    const { ledger, of } = await settled();
    await ok(ledger.holdAccrual({ ...of, reason: 'not theirs', occurredAt: '2024-02-20T10:00:00Z' }));
    await ok(ledger.releaseAccrual({ ...of, outcome: 'theirs', occurredAt: '2024-02-21T10:00:00Z' }));
    await ok(ledger.holdAccrual({ ...of, reason: 'not theirs', occurredAt: '2024-02-22T10:00:00Z' }));
    expect(await refused(ledger.holdAccrual({ ...of, reason: 'again' }))).toMatchObject({ _tag: 'AccrualAlreadyHeld' });
  });
});

it('a tax status is recorded for a partner, in the order of the dates', async () => {
  const { ledger } = await worldWith([planWith([ruleOf('own')])]);
  const status = { partner: 'bob', status: 'abroad', from: '2024-02-01', occurredAt: '2024-02-01T00:00:00Z' };
  await ok(ledger.recordTaxStatus(status));
  expect(await ok(ledger.recordTaxStatus(status))).toMatchObject({ repeated: true });
  expect(await refused(ledger.recordTaxStatus({ ...status, from: '2024-01-31' }))).toMatchObject({
    _tag: 'AssignmentOutOfOrder',
  });
});
