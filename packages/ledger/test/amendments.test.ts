import { memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Ledger, RerateDeal } from '../src/index.ts';
import { planWith, ruleOf, worldWith } from './languagePlan.ts';
import { eur, eventsOf, framesOf, historyOf, ledgerOn, ok, paid, refused, refunded, won } from './world.ts';

type Amendment = Parameters<Ledger['amendDeal']>[0];

const amended = (amendment: string, change: Partial<Amendment>): Amendment => ({
  deal: 'd1',
  amendment,
  reason: 'agreed anew',
  author: 'ann',
  occurredAt: '2024-02-15T10:00:00Z',
  ...change,
});

const request = (change: Partial<RerateDeal> = {}): RerateDeal => ({
  rerating: 'R-1',
  deal: 'd1',
  reason: 'the deal was shared from the start',
  author: 'ann',
  approver: 'ben',
  ...change,
});

const toCat = [{ partner: 'cat', share: '1' }];
const shared = [
  { partner: 'bob', share: '0.6' },
  { partner: 'cat', share: '0.4' },
];

/** 10 % for the credited partner, 5 % for who stands above, 2 % for a helper; 3.00 more on deals of the product `pro`. */
const plan = planWith(
  [
    ruleOf('own'),
    ruleOf('team', { beneficiary: 'upline', pay: { percent: { of: 'payment', rate: '0.05' } } }),
    ruleOf('helper', { beneficiary: 'overlay-helper', pay: { percent: { of: 'payment', rate: '0.02' } } }),
    ruleOf('extra', { pay: { fixed: '3.00' }, when: { attribute: 'product', in: ['pro'] } }),
  ],
  { attributes: { product: { ifMissing: 'none' } } },
);

/** A deal of `bob`, and a payment of 10.00 on it. */
const world = async () => {
  const made = await worldWith([plan]);
  await ok(made.ledger.winDeal(won('d1')));
  await ok(made.ledger.recordPayment(paid('d1', 'p1', '10.00')));
  return made;
};

type World = Awaited<ReturnType<typeof world>>;

/** What each partner has, in cents. */
const balancesIn = async ({ store }: World): Promise<Readonly<Record<string, number>>> => {
  const balances: Record<string, number> = {};
  for (const { type, data } of await historyOf(store)) {
    if (type !== 'AccrualPosted' && type !== 'AccrualReversed' && type !== 'TrueUpPosted') continue;
    const minor = Number(data.amount.minor) * (type === 'AccrualReversed' ? -1 : 1);
    balances[data.partner] = (balances[data.partner] ?? 0) + minor;
  }
  return Object.fromEntries(Object.entries(balances).filter(([, minor]) => minor !== 0));
};

describe('an amendment', () => {
  it('holds for payments after it, and leaves those before it as they were', async () => {
    const made = await world();
    const { ledger, store } = made;
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.recordPayment(paid('d1', 'p2', '10.00')));
    expect(await balancesIn(made)).toEqual({ bob: 160, cat: 40, dan: 100 });
    const [, , own] = await eventsOf(store, 'AccrualPosted');
    expect(own?.data.receipt).toMatchObject({
      sources: expect.arrayContaining([(await eventsOf(store, 'DealAmended'))[0]?.id]),
    });
  });

  it('replaces what it says and nothing else', async () => {
    const made = await world();
    const { ledger } = made;
    await ok(ledger.amendDeal(amended('a1', { attribution: toCat })));
    await ok(ledger.amendDeal(amended('a2', { attributes: { product: 'pro' } })));
    await ok(ledger.amendDeal(amended('a3', { overlays: [{ partner: 'fay', role: 'helper' }] })));
    await ok(ledger.recordPayment(paid('d1', 'p2', '10.00')));
    expect(await balancesIn(made)).toEqual({ bob: 100, cat: 400, dan: 100, fay: 20 });
  });

  it('that changes nothing says nothing new', async () => {
    const { ledger, store } = await world();
    const before = await framesOf(store);
    const same = {
      amount: eur('100.00'),
      attribution: [{ partner: 'bob', share: '1.0' }],
      overlays: [],
      quantities: {},
    };
    expect(await ok(ledger.amendDeal(amended('a1', same)))).toEqual({ repeated: true, events: [] });
    expect(await framesOf(store)).toEqual(before);
  });

  it('said again is the same amendment, and said otherwise is a conflict', async () => {
    const { ledger, store } = await world();
    const first = await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    expect(first.repeated).toBe(false);
    expect(await ok(ledger.amendDeal(amended('a1', { attribution: shared })))).toMatchObject({ repeated: true });
    expect(await refused(ledger.amendDeal(amended('a1', { attribution: toCat })))).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'attribution' }],
    });
    expect(await eventsOf(store, 'DealAmended')).toHaveLength(1);
  });

  it.each<[string, Partial<Amendment>, object]>([
    ['another currency', { amount: { amount: '1.00', currency: 'USD' } }, { _tag: 'OtherCurrency', expected: 'EUR' }],
    ['an amount below zero', { amount: eur('-1.00') }, { _tag: 'NegativeAmount' }],
    [
      'amounts in another currency',
      { amounts: { cost: { amount: '1.00', currency: 'USD' } } },
      { _tag: 'OtherCurrency' },
    ],
    ['numbers below zero', { quantities: { seats: '-1' } }, { _tag: 'NegativeQuantity', quantity: 'seats' }],
    ['shares that do not add up', { attribution: [{ partner: 'cat', share: '0.9' }] }, { _tag: 'SharesDoNotAddUp' }],
    ['nobody who is credited', { attribution: [] }, { _tag: 'SharesDoNotAddUp' }],
    [
      'a partner twice',
      { attribution: [...shared.slice(0, 1), { partner: 'bob', share: '0.4' }] },
      { _tag: 'PartnerTwiceInAttribution', partner: 'bob' },
    ],
    [
      'too large a share beside',
      { overlays: [{ partner: 'fay', role: 'helper', share: '1.1' }] },
      { _tag: 'OverlayShareOutOfRange' },
    ],
    ['a partner nobody knows', { attribution: [{ partner: 'zoe', share: '1' }] }, { _tag: 'UnknownPartner' }],
    ['a helper nobody knows', { overlays: [{ partner: 'zoe', role: 'helper' }] }, { _tag: 'UnknownPartner' }],
    ['a deal nobody knows', { deal: 'd9', attribution: toCat }, { _tag: 'UnknownDeal', deal: 'd9' }],
  ])('with %s is refused, and nothing is written', async (_what, change, refusal) => {
    const { ledger, store } = await world();
    const before = await framesOf(store);
    expect(await refused(ledger.amendDeal(amended('a1', change)))).toMatchObject(refusal);
    expect(await framesOf(store)).toEqual(before);
  });

  it('of a deal that was called off is refused, and so is one whose id is taken', async () => {
    const { ledger, store } = await world();
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    expect(await refused(ledger.amendDeal(amended('a1', { attribution: toCat }), { key: 'my own' }))).toEqual({
      _tag: 'AmendmentExists',
      amendment: 'a1',
    });
    await ok(ledger.cancelDeal({ deal: 'd1', reason: 'called off', occurredAt: '2024-02-16T10:00:00Z' }));
    const before = await framesOf(store);
    expect(await refused(ledger.amendDeal(amended('a2', { attribution: toCat })))).toEqual({
      _tag: 'DealCancelledAlready',
      deal: 'd1',
    });
    expect(await framesOf(store)).toEqual(before);
  });
});

describe('a refund after an amendment', () => {
  it('takes back of everybody who was ever credited what they got for the payment', async () => {
    const made = await world();
    const { ledger } = made;
    await ok(ledger.amendDeal(amended('a1', { attribution: toCat, overlays: [{ partner: 'fay', role: 'helper' }] })));
    await ok(ledger.recordPayment(paid('d1', 'p2', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '5.00')));
    expect(await balancesIn(made)).toEqual({ bob: 50, cat: 100, dan: 75, fay: 20 });
    await ok(ledger.recordRefund(refunded('d1', 'p2', 'r2', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r3', '5.00')));
    expect(await balancesIn(made)).toEqual({});
  });
});

describe('a deal that is rated again', () => {
  it('gives each partner what they would have if the deal had been so from the start', async () => {
    const made = await world();
    const { ledger, store } = made;
    await ok(ledger.amendDeal(amended('a1', { attribution: shared, overlays: [{ partner: 'fay', role: 'helper' }] })));
    const { trueUps, accruals } = await ok(ledger.rerateDeal(request()));
    expect(await balancesIn(made)).toEqual({ bob: 60, cat: 40, dan: 50, fay: 20 });
    const [amendment] = await eventsOf(store, 'DealAmended');
    const { stream, revision, id } = amendment ?? { stream: '', revision: 0, id: '' };
    expect(trueUps.map(({ data }) => data)).toMatchObject([
      {
        partner: 'bob',
        amount: { minor: -40n },
        rerating: { id: 'R-1', author: 'ann', approver: 'ben', reason: 'the deal was shared from the start' },
        causeEvent: { stream, revision, id },
      },
      { partner: 'dan', amount: { minor: -20n }, referrer: 'bob' },
    ]);
    expect(accruals.map(({ data }) => [data.partner, data.referrer, data.beneficiary, data.amount.minor])).toEqual([
      ['cat', 'cat', 'referrer', 40n],
      ['fay', 'bob', 'overlay-helper', 20n],
      ['dan', 'cat', 'upline', 20n],
    ]);
    expect(accruals[0]?.data).toMatchObject({ causeEvent: { id }, earnedOn: '2024-02-01', maturesOn: '2024-02-11' });
  });

  it('is rated so once: sent again, or under another name, nothing is posted', async () => {
    const { ledger, store } = await world();
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.rerateDeal(request()));
    const after = await framesOf(store);
    for (const again of [request(), request({ rerating: 'R-2' })])
      expect(await ok(ledger.rerateDeal(again))).toMatchObject({ trueUps: [], accruals: [] });
    expect(await framesOf(store)).toEqual(after);
    await ok(ledger.catchUpAccruals());
    expect(await framesOf(store)).toEqual(after);
  });

  it('gives a rule its due that did not apply before', async () => {
    const made = await world();
    const { ledger } = made;
    await ok(ledger.amendDeal(amended('a1', { attributes: { product: 'pro' } })));
    const { trueUps, accruals } = await ok(ledger.rerateDeal(request()));
    expect([trueUps.map(({ data }) => data.rule.rule), accruals]).toEqual([['extra'], []]);
    expect(await balancesIn(made)).toEqual({ bob: 400, dan: 50 });
  });

  it('by two at once gives nobody anything twice', async () => {
    const made = await world();
    const { ledger, store } = made;
    await ok(ledger.amendDeal(amended('a1', { overlays: [{ partner: 'fay', role: 'helper' }] })));
    const both = await Promise.all(
      ['R-1', 'R-2'].map((rerating) => ok(ledgerOn(store).rerateDeal(request({ rerating })))),
    );
    expect(both.flatMap(({ accruals }) => accruals)).toHaveLength(1);
    expect(await balancesIn(made)).toEqual({ bob: 100, dan: 50, fay: 20 });
  });

  it('without amendments stays as it is', async () => {
    const { ledger, store } = await world();
    const before = await framesOf(store);
    expect(await ok(ledger.rerateDeal(request()))).toEqual({ rerating: 'R-1', trueUps: [], accruals: [] });
    expect(await framesOf(store)).toEqual(before);
  });

  it('takes account of what was refunded meanwhile, and of what is refunded after it', async () => {
    const made = await world();
    const { ledger } = made;
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '5.00')));
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.rerateDeal(request()));
    expect(await balancesIn(made)).toEqual({ bob: 30, cat: 20, dan: 25 });
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '5.00')));
    expect(await balancesIn(made)).toEqual({});
  });

  it.each<[string, Partial<RerateDeal>, object]>([
    ['by one person', { approver: 'ann' }, { _tag: 'SamePerson', person: 'ann' }],
    ['without a reason', { reason: ' ' }, { _tag: 'InvalidInput', problems: [{ path: '/reason' }] }],
    ['under no id', { rerating: '' }, { _tag: 'InvalidInput', problems: [{ path: '/rerating' }] }],
    ['that nobody knows', { deal: 'd9' }, { _tag: 'UnknownDeal', deal: 'd9' }],
  ])('%s is refused, and nothing is written', async (_what, change, refusal) => {
    const { ledger, store } = await world();
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    const before = await framesOf(store);
    expect(await refused(ledger.rerateDeal(request(change)))).toMatchObject(refusal);
    expect(await framesOf(store)).toEqual(before);
  });

  it('under the id of a re-rating that others decided is a conflict', async () => {
    const { ledger, store } = await world();
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.rerateDeal(request()));
    const before = await framesOf(store);
    expect(await refused(ledger.rerateDeal(request({ approver: 'cyd' })))).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'approver', recorded: 'ben', requested: 'cyd' }],
    });
    expect(await framesOf(store)).toEqual(before);
  });

  it('with a partner who was in no plan then is refused, and nothing is written', async () => {
    const { ledger, store } = await world();
    const joined = { partner: 'gil', occurredAt: '2024-01-01T00:00:00Z' };
    await ok(ledger.joinPartner({ ...joined, name: 'Gil' }));
    await ok(ledger.enrolPartner({ ...joined, program: 'acme', plan: 'flat', from: '2024-03-01' }));
    await ok(ledger.amendDeal(amended('a1', { attribution: [{ partner: 'gil', share: '1' }] })));
    const before = await framesOf(store);
    expect(await refused(ledger.rerateDeal(request()))).toEqual({
      _tag: 'CauseNotRatable',
      deal: 'd1',
      cause: 'payment/p1',
      reason: 'gil is in no plan of acme on 2024-02-01',
    });
    expect(await framesOf(store)).toEqual(before);
  });

  it('counts for a manager what the deal is now, not who brought it before', async () => {
    const bands = [{ upTo: '10.00', rate: '0.05' }, { rate: '0.1' }];
    const team = ruleOf('team', {
      beneficiary: 'upline',
      pay: { marginal: { of: 'payment', counter: 'team', bands } },
    });
    const counters = [{ id: 'team', measure: 'payment' as const, window: 'quarter' as const, of: 'upline' as const }];
    const made = await worldWith([planWith([team], { counters })]);
    const { ledger } = made;
    const halves = ['bob', 'cat'].map((partner) => ({ partner, share: '0.5' }));
    await ok(ledger.winDeal(won('d1', { attribution: halves })));
    for (const payment of ['p1', 'p2']) await ok(ledger.recordPayment(paid('d1', payment, '10.00')));
    expect(await balancesIn(made)).toEqual({ dan: 150 });
    await ok(ledger.amendDeal(amended('a1', { attribution: toCat })));
    await ok(ledger.rerateDeal(request()));
    expect(await balancesIn(made)).toEqual({ dan: 150 });
  });

  it('leaves what was earned after an earlier re-rating under a cap as it was', async () => {
    const cap = ruleOf('own', {
      pay: { cap: { pay: { percent: { of: 'payment', rate: '0.1' } }, at: '1.20', counter: 'earned' } },
    });
    const counters = [{ id: 'earned', measure: { earned: ['own'] }, window: 'quarter' as const }];
    const made = await worldWith([planWith([cap], { counters })]);
    const { ledger } = made;
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.rerateDeal(request()));
    await ok(ledger.recordPayment(paid('d1', 'p2', '20.00')));
    expect(await balancesIn(made)).toEqual({ bob: 120, cat: 120 });
    expect(await ok(ledger.rerateDeal(request({ rerating: 'R-2' })))).toMatchObject({ trueUps: [], accruals: [] });
  });

  it('under the same id after another amendment is a conflict, and another id does all of it', async () => {
    const made = await world();
    const { ledger, store } = made;
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.rerateDeal(request()));
    const thirds = [...shared.map(({ partner }) => partner), 'fay'];
    const attribution = thirds.map((partner, index) => ({ partner, share: index === 0 ? '0.2' : '0.4' }));
    await ok(ledger.amendDeal(amended('a2', { attribution })));
    const before = await framesOf(store);
    const [first, second] = (await eventsOf(store, 'DealAmended')).map(({ id }) => id);
    expect(await refused(ledger.rerateDeal(request()))).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'amendment', recorded: first, requested: second }],
    });
    expect(await framesOf(store)).toEqual(before);
    await ok(ledger.rerateDeal(request({ rerating: 'R-2' })));
    expect(await balancesIn(made)).toMatchObject({ bob: 20, cat: 40, fay: 40 });
  });

  it('after a re-rating under another plan version is refused, and what that added stays', async () => {
    const made = await world();
    const { ledger, store } = made;
    const raised = planWith([ruleOf('own', { pay: { percent: { of: 'payment', rate: '0.3' } } })], { version: 2 });
    await ok(ledger.publishPlan({ document: { ...raised, effectiveFrom: '2025-01-01' } }));
    const { rerating, deal, ...decision } = request({ rerating: 'raise' });
    await ok(ledger.rerate({ rerating, ...decision, plan: 'flat', version: 2, from: '2024-01-01' }));
    await ok(ledger.amendDeal(amended('a1', { attributes: { note: 'corrected' } })));
    const before = await framesOf(store);
    expect(await refused(ledger.rerateDeal(request()))).toEqual({ _tag: 'RatedAgainUnderPlan', deal, rerating });
    expect(await framesOf(store)).toEqual(before);
    expect(await balancesIn(made)).toMatchObject({ bob: 300 });
  });

  it('goes by the plan version that governed then, though another one was published for that time since', async () => {
    const made = await world();
    const { ledger } = made;
    const raised = planWith([ruleOf('own', { pay: { percent: { of: 'payment', rate: '0.5' } } })], { version: 2 });
    await ok(ledger.publishPlan({ document: { ...raised, effectiveFrom: '2024-01-15' } }));
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.rerateDeal(request()));
    expect(await balancesIn(made)).toEqual({ bob: 60, cat: 40, dan: 50 });
  });

  it('stays so when its plan is rated again under the same version', async () => {
    const { ledger, store } = await world();
    await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
    await ok(ledger.recordPayment(paid('d1', 'p2', '7.77')));
    await ok(ledger.rerateDeal(request()));
    const before = await framesOf(store);
    const { trueUps } = await ok(
      ledger.rerate({
        rerating: 'R-9',
        plan: 'flat',
        version: 1,
        from: '2024-01-01',
        reason: 'to be sure',
        author: 'ann',
        approver: 'ben',
      }),
    );
    expect(trueUps).toEqual([]);
    expect(await framesOf(store)).toEqual(before);
    expect((await ok(ledger.previewPlan({ document: plan }))).changed).toEqual([]);
  });
});

it('an amended deal is the same on a store that was closed and opened', async () => {
  const { ledger, store } = await world();
  await ok(ledger.amendDeal(amended('a1', { attribution: shared })));
  const copy = memoryEventStore();
  for (const { id, type, body, stream, revision } of (await store.readAll({ after: undefined, limit: 1000 })).events)
    await copy.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
  for (const opened of [ledger, ledgerOn(copy)]) {
    const recorded = await opened.recordPayment(paid('d1', 'p2', '10.00'));
    expect(E.isRight(recorded) && recorded.right.events.map(({ type }) => type)).toEqual([
      'PaymentReceived',
      ...Array.from({ length: 4 }, () => 'AccrualPosted'),
    ]);
  }
});
