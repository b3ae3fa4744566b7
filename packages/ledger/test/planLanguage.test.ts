import type { EventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import { describe, expect, it } from 'vitest';
import { accrualIdOf } from '../src/index.ts';
import { planWith, ruleOf, settleWith, worldWith } from './languagePlan.ts';
import { eur, eventsOf, historyOf, newLedger, ok, paid, planOf, refunded, refused, won } from './world.ts';

/** Every entry in the order of the history: who, how much, and under which rule. */
const entriesOf = async (store: EventStore): Promise<readonly string[]> =>
  (await historyOf(store)).flatMap((event) => {
    if (event.type === 'AccrualPosted' || event.type === 'TrueUpPosted')
      return [`${event.data.partner} ${format(event.data.amount)} ${event.data.rule.rule}`];
    return event.type === 'AccrualReversed' ? [`${event.data.partner} ${format(event.data.amount)} back`] : [];
  });

const parkedIn = async (store: EventStore): Promise<readonly string[]> =>
  (await eventsOf(store, 'CauseParked')).map(({ data }) => data.reason);

describe('what a cause carries', () => {
  it('is read by name: amounts and numbers of the payment and of the deal', async () => {
    const plan = planWith(
      [
        ruleOf('margin', { pay: { percent: { of: 'margin', rate: '0.5' } } }),
        ruleOf('seats', { pay: { each: '0.25', of: 'seats' } }),
      ],
      {
        measures: {
          tax: { amount: 'tax', of: 'payment', ifMissing: '0' },
          cost: { amount: 'cost', of: 'deal' },
          seats: { quantity: 'seats', of: 'payment', ifMissing: '0' },
          margin: { sum: ['payment'], less: ['tax', 'cost'] },
        },
        examples: [
          {
            title: { en: 'Margin' },
            given: { payment: '10.00', amounts: { tax: '2.00', cost: '4.00' }, quantities: { seats: '3' } },
            expect: { margin: '2.00', seats: '0.75' },
          },
        ],
      },
    );
    const { store, ledger } = await worldWith([plan]);
    await ok(ledger.winDeal(won('d1', { amounts: { cost: eur('4.00') } })));
    await ok(
      ledger.recordPayment({ ...paid('d1', 'p1', '10.00'), amounts: { tax: eur('2.00') }, quantities: { seats: '3' } }),
    );
    await ok(ledger.recordPayment(paid('d1', 'p2', '5.00')));
    expect(await entriesOf(store)).toEqual(['bob 2.00 margin', 'bob 0.75 seats', 'bob 0.50 margin']);
    await ok(ledger.winDeal(won('d2')));
    await ok(ledger.recordPayment(paid('d2', 'p1', '5.00')));
    expect(await parkedIn(store)).toHaveLength(1);
  });

  it('is counted in months from the first payment on the deal', async () => {
    const plan = planWith(
      [
        ruleOf('own', {
          when: { measure: 'month', lessThan: '2' },
        }),
      ],
      { measures: { month: { elapsed: 'months', since: 'first-payment' } } },
    );
    const { store, ledger } = await worldWith([plan]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '1.00', '2024-01-31T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '2.00', '2024-02-29T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p3', '3.00', '2024-03-30T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p4', '4.00', '2024-03-31T12:00:00Z')));
    expect(await entriesOf(store)).toEqual(['bob 0.10 own', 'bob 0.20 own', 'bob 0.30 own']);
  });
});

it('a win moves the counters that payments are paid by, also where no rule pays for wins', async () => {
  const when = { counter: 'deals', at: 'before', atLeast: '2' } as const;
  const plan = planWith([ruleOf('own', { when })], {
    counters: [{ id: 'deals', measure: 'count', window: 'year', on: 'win', refunds: 'keep' }],
  });
  const { store, ledger } = await worldWith([plan]);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '1.00')));
  await ok(ledger.winDeal(won('d2')));
  await ok(ledger.recordPayment(paid('d2', 'p1', '1.00')));
  expect(await entriesOf(store)).toEqual(['bob 0.10 own']);
});

it('what is recorded later does not change from when a payment counts', async () => {
  const plan = planWith([ruleOf('own', { when: { measure: 'month', lessThan: '1' } })], {
    measures: { month: { elapsed: 'months', since: 'first-payment' } },
  });
  const { store, ledger } = newLedger({ accruals: 'deferred' });
  await settleWith(ledger, [plan]);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '1.00', '2024-03-31T12:00:00Z')));
  await ok(ledger.recordPayment(paid('d1', 'p0', '2.00', '2024-01-31T12:00:00Z')));
  await ok(ledger.recordPayment(paid('d1', 'p2', '4.00', '2024-03-31T12:00:00Z')));
  await ok(ledger.catchUpAccruals());
  expect(await entriesOf(store)).toEqual(['bob 0.10 own', 'bob 0.20 own']);
});

describe('a cause in another currency', () => {
  const plan = planWith([ruleOf('own', { pay: { percent: { of: 'payment', rate: '0.5' } } })], { converts: ['USD'] });
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const inDollars = won('d1', { amount: usd('100.00') });
  const payment = { ...paid('d1', 'p1', '0.00'), amount: usd('33.33') };
  const rate = { from: 'USD', to: 'EUR', rate: '0.95', date: '2024-02-01', source: 'bank' };

  it('is parked without a rate, and then booked at the rate of its day', async () => {
    const { store, ledger } = await worldWith([plan], { currencies: ['EUR', 'USD'] });
    await ok(ledger.winDeal(inDollars));
    await ok(ledger.recordPayment(payment));
    expect(await parkedIn(store)).toEqual(['no rate from USD to EUR is recorded for 2024-02-01']);
    await ok(ledger.recordFxRate({ ...rate, date: '2024-01-31', rate: '7' }));
    await ok(ledger.recordFxRate(rate));
    await ok(ledger.accrueFor([{ kind: 'payment', deal: 'd1', payment: 'p1' }]));
    // 33.33 × 0.95 = 31.6635, booked as 31.66.
    expect(await entriesOf(store)).toEqual(['bob 15.83 own']);
    const [accrual] = await eventsOf(store, 'AccrualPosted');
    expect(accrual?.stream).toBe('account-acme.bob.EUR');
    expect(await eventsOf(store, 'CauseResolved')).toHaveLength(1);
    await ok(ledger.recordRefund({ ...refunded('d1', 'p1', 'r1', '0.00'), amount: usd('33.33') }));
    expect(await entriesOf(store)).toEqual(['bob 15.83 own', 'bob 15.83 back']);
  });

  it('has the rate that was told first; another for the day is a conflict', async () => {
    const { ledger } = await worldWith([plan], { currencies: ['EUR', 'USD'] });
    await ok(ledger.recordFxRate(rate));
    expect(await ok(ledger.recordFxRate(rate))).toMatchObject({ repeated: true });
    const conflict = await refused(ledger.recordFxRate({ ...rate, rate: '0.96' }));
    expect(conflict).toMatchObject({ _tag: 'KeyConflict', differing: [{ field: 'rate' }] });
  });

  it('that the plan does not convert is parked', async () => {
    const { store, ledger } = await worldWith([planWith([ruleOf('own')])], { currencies: ['EUR', 'USD'] });
    await ok(ledger.recordFxRate(rate));
    await ok(ledger.winDeal(inDollars));
    await ok(ledger.recordPayment(payment));
    expect(await parkedIn(store)).toHaveLength(1);
    expect(await entriesOf(store)).toEqual([]);
  });
});

describe('a chain of partners', () => {
  const chain = planWith(
    [
      ruleOf('own', { pay: { percent: { of: 'payment', rate: '0.2' } } }),
      ruleOf('up', { beneficiary: 'upline', pay: { percent: { of: 'own-commission', rate: '0.5' } } }),
      ruleOf('top', { beneficiary: 'upline-2', pay: { percent: { of: 'up-commission', rate: '0.5' } } }),
    ],
    { measures: { 'own-commission': { commission: ['own'] }, 'up-commission': { commission: ['up'] } } },
  );

  it('earns on what the level below was given, and gives it back with a refund', async () => {
    const { store, ledger } = await worldWith([chain]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    expect(await entriesOf(store)).toEqual(['bob 2.00 own', 'dan 1.00 up', 'eve 0.50 top']);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00')));
    expect((await entriesOf(store)).slice(3)).toEqual(['bob 2.00 back', 'dan 1.00 back', 'eve 0.50 back']);
  });

  it('ends where nobody stands above, and is that of the day of the cause', async () => {
    const { store, ledger } = await worldWith([chain]);
    await ok(ledger.winDeal(won('d1', { attribution: [{ partner: 'dan', share: '1' }] })));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    expect(await entriesOf(store)).toEqual(['dan 2.00 own', 'eve 1.00 up']);
    const from = { program: 'acme', from: '2024-03-01', occurredAt: '2024-03-01T00:00:00Z' };
    await ok(ledger.assignUpline({ partner: 'dan', upline: 'fay', ...from }));
    await ok(ledger.recordPayment(paid('d1', 'p2', '10.00', '2024-03-01T12:00:00Z')));
    expect((await entriesOf(store)).slice(2)).toEqual(['dan 2.00 own', 'fay 1.00 up']);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00')));
    expect((await entriesOf(store)).slice(4)).toEqual(['dan 2.00 back', 'eve 1.00 back']);
  });

  it('skips a level that the plan does not pay', async () => {
    const plan = planWith([
      ruleOf('own'),
      ruleOf('top', { beneficiary: 'upline-2', pay: { percent: { of: 'payment', rate: '0.05' } } }),
    ]);
    const { store, ledger } = await worldWith([plan]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    expect(await entriesOf(store)).toEqual(['bob 1.00 own', 'eve 0.50 top']);
    expect(await eventsOf(store, 'AccrualEvaluated')).toEqual([]);
  });
});

describe('who is credited beside the shares', () => {
  it('earns once on the whole deal or the share of it, whoever shares the deal', async () => {
    const plan = planWith([
      ruleOf('own'),
      ruleOf('helper', { beneficiary: 'overlay-helper', pay: { percent: { of: 'payment', rate: '0.1' } } }),
    ]);
    const { store, ledger } = await worldWith([plan]);
    const overlays = [
      { partner: 'eve', role: 'helper' },
      { partner: 'fay', role: 'helper', share: { num: '1', den: '3' } },
      { partner: 'fay', role: 'onlooker' },
    ];
    const attribution = [
      { partner: 'bob', share: '0.6' },
      { partner: 'cat', share: '0.4' },
    ];
    await ok(ledger.winDeal(won('d1', { overlays, attribution })));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const earned = ['bob 0.60 own', 'cat 0.40 own', 'eve 1.00 helper', 'fay 0.33 helper'];
    expect(await entriesOf(store)).toEqual(earned);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00')));
    expect((await entriesOf(store)).slice(4)).toEqual([
      'bob 0.60 back',
      'cat 0.40 back',
      'eve 1.00 back',
      'fay 0.33 back',
    ]);
    await ok(ledger.catchUpAccruals());
    expect(await entriesOf(store)).toHaveLength(8);
  });
});

describe('a shared deal', () => {
  it('shares the commission on the whole where the plan says so', async () => {
    const pay = { percent: { of: 'payment', rate: '0.5' } } as const;
    const shares = [
      { partner: 'bob', share: { num: '1', den: '3' } },
      { partner: 'cat', share: { num: '2', den: '3' } },
    ];
    for (const [sharing, expected] of [
      ['base', ['bob 0.02 own', 'cat 0.04 own']],
      ['commission', ['bob 0.02 own', 'cat 0.03 own']],
    ] as const) {
      const { store, ledger } = await worldWith([
        planWith([ruleOf('own', { pay })], { sharing, rounding: { mode: 'half-up' } }),
      ]);
      await ok(ledger.winDeal(won('d1', { attribution: shares })));
      await ok(ledger.recordPayment(paid('d1', 'p1', '0.10')));
      expect(await entriesOf(store)).toEqual(expected);
    }
  });
});

it('numbers of a shared deal are shared out as its amounts are', async () => {
  const plan = planWith([ruleOf('seats', { pay: { each: '0.25', of: 'seats' } })], {
    measures: { seats: { quantity: 'seats', of: 'deal', ifMissing: '0' } },
  });
  const { store, ledger } = await worldWith([plan]);
  const attribution = [
    { partner: 'bob', share: '0.6' },
    { partner: 'cat', share: '0.4' },
  ];
  await ok(ledger.winDeal(won('d1', { attribution, quantities: { seats: '10' } })));
  await ok(ledger.recordPayment(paid('d1', 'p1', '1.00')));
  expect(await entriesOf(store)).toEqual(['bob 1.50 seats', 'cat 1.00 seats']);
});

describe('what is paid in parts', () => {
  const plan = planWith([
    ruleOf('own', {
      installments: [
        { share: '0.7', hold: { days: 0 } },
        { share: '0.3', hold: { days: 0, months: 6 } },
      ],
    }),
  ]);

  it('is booked in parts, each with its own id and maturity, and taken back part by part', async () => {
    const { store, ledger } = await worldWith([plan]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '1.50')));
    const bob = { program: 'acme', partner: 'bob', currency: 'EUR' };
    const source = { cause: { kind: 'payment', id: 'p1' }, deal: 'd1', referrer: 'bob' };
    expect((await eventsOf(store, 'AccrualPosted')).map(({ data }) => data)).toMatchObject([
      { accrual: accrualIdOf(bob, source, 'flat', 'own', 1), part: { number: 1, of: 2 }, maturesOn: '2024-02-01' },
      { accrual: accrualIdOf(bob, source, 'flat', 'own', 2), part: { number: 2, of: 2 }, maturesOn: '2024-08-01' },
    ]);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '0.75')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '0.75')));
    expect((await entriesOf(store)).slice(2)).toEqual([
      'bob 0.06 back',
      'bob 0.02 back',
      'bob 0.05 back',
      'bob 0.02 back',
    ]);
    expect((await eventsOf(store, 'AccrualReversed')).map(({ data }) => data.maturesOn)).toEqual([
      '2024-02-02',
      '2024-08-01',
      '2024-02-02',
      '2024-08-01',
    ]);
  });
});

describe('an enrolment', () => {
  const withQuota = planWith([ruleOf('bonus', { pay: { fixed: { parameter: 'bonus' } } })], {
    parameters: { bonus: { amount: '1.00' } },
    examples: [{ title: { en: 'One' }, given: { payment: '0.00' }, expect: { bonus: '1.00' } }],
  });
  const seven = (change: Partial<PlanDocument>): PlanDocument =>
    planWith([ruleOf('own', { pay: { fixed: '7.00' } })], {
      version: 2,
      effectiveFrom: '2024-02-01',
      examples: [{ title: { en: 'One' }, given: { payment: '0.00' }, expect: { own: '7.00' } }],
      ...change,
    });
  const enrolment = {
    partner: 'bob',
    program: 'acme',
    plan: 'flat',
    from: '2024-02-01',
    occurredAt: '2024-02-01T00:00:00Z',
  };

  it('sets the numbers of its own partner from its first day on', async () => {
    const { store, ledger } = await worldWith([withQuota]);
    await ok(ledger.enrolPartner({ ...enrolment, parameters: { bonus: '2.50' } }));
    for (const partner of ['bob', 'cat'])
      await ok(ledger.winDeal(won(`d-${partner}`, { attribution: [{ partner, share: '1' }] })));
    await ok(ledger.recordPayment(paid('d-bob', 'p1', '9.00', '2024-01-31T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d-bob', 'p2', '9.00')));
    await ok(ledger.recordPayment(paid('d-cat', 'p1', '9.00')));
    expect(await entriesOf(store)).toEqual(['bob 1.00 bonus', 'bob 2.50 bonus', 'cat 1.00 bonus']);
  });

  it('sets nothing for an upline who is enrolled in another plan', async () => {
    const rules = [ruleOf('own'), ruleOf('up', { beneficiary: 'upline', pay: { fixed: { parameter: 'bonus' } } })];
    const examples = [{ title: { en: 'One' }, given: { payment: '0.00' }, expect: { up: '1.00' } }];
    const { store, ledger } = await worldWith([
      { ...withQuota, rules: planWith(rules).rules, examples },
      { ...withQuota, plan: 'other' },
    ]);
    await ok(ledger.enrolPartner({ ...enrolment, partner: 'dan', plan: 'other', parameters: { bonus: '9.00' } }));
    await ok(ledger.enrolPartner({ ...enrolment, partner: 'eve', parameters: { bonus: '5.00' } }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.winDeal(won('d2', { attribution: [{ partner: 'dan', share: '1' }] })));
    await ok(ledger.enrolPartner({ ...enrolment, partner: 'dan', from: '2024-03-01' }));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordPayment(paid('d2', 'p1', '10.00', '2024-03-01T12:00:00Z')));
    expect(await entriesOf(store)).toEqual(['bob 1.00 own', 'dan 1.00 up', 'dan 1.00 own', 'eve 5.00 up']);
  });

  it('keeps the partner on the version it names', async () => {
    const { store, ledger } = await worldWith([withQuota, seven({})]);
    await ok(ledger.enrolPartner({ ...enrolment, version: 1 }));
    for (const partner of ['bob', 'cat'])
      await ok(ledger.winDeal(won(`d-${partner}`, { attribution: [{ partner, share: '1' }] })));
    await ok(ledger.recordPayment(paid('d-bob', 'p1', '9.00')));
    await ok(ledger.recordPayment(paid('d-cat', 'p1', '9.00')));
    expect(await entriesOf(store)).toEqual(['bob 1.00 bonus', 'cat 7.00 own']);
  });

  it('stays on the version before one that is for new partners only, also when it is renewed', async () => {
    const { store, ledger } = await worldWith([withQuota, seven({ existingPartners: 'stay' })]);
    await ok(ledger.enrolPartner({ ...enrolment, from: '2024-02-15' }));
    await ok(ledger.joinPartner({ partner: 'new', name: 'New', occurredAt: '2024-02-01T00:00:00Z' }));
    await ok(ledger.enrolPartner({ ...enrolment, partner: 'new' }));
    for (const partner of ['bob', 'new'])
      await ok(ledger.winDeal(won(`d-${partner}`, { attribution: [{ partner, share: '1' }] })));
    await ok(ledger.recordPayment(paid('d-bob', 'p1', '9.00', '2024-02-20T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d-new', 'p1', '9.00', '2024-02-20T12:00:00Z')));
    expect(await entriesOf(store)).toEqual(['bob 1.00 bonus', 'new 7.00 own']);
  });

  it('whose numbers a later version cannot take parks the causes', async () => {
    const second = {
      ...withQuota,
      version: 2,
      effectiveFrom: '2024-02-01',
      parameters: { bonus: { rate: '0.5' } },
      rules: [ruleOf('bonus', { pay: { percent: { of: 'payment', rate: { parameter: 'bonus' } } } })],
      examples: [{ title: { en: 'Nothing' }, given: { payment: '0.00' }, expect: {} }],
    };
    const { store, ledger } = await worldWith([withQuota]);
    await ok(ledger.enrolPartner({ ...enrolment, from: '2024-01-15', parameters: { bonus: '2.50' } }));
    await ok(ledger.publishPlan({ document: second, occurredAt: '2024-02-01T00:00:00Z' }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '9.00')));
    expect(await parkedIn(store)).toEqual([expect.stringContaining('version 2 of plan flat')]);
  });
});

it('a plan of the first release leaves the same in the accounts: no field is added that it did not say', async () => {
  const { store, ledger } = await worldWith([planOf()]);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '5.00')));
  const [accrual] = await eventsOf(store, 'AccrualPosted');
  const [reversal] = await eventsOf(store, 'AccrualReversed');
  const keys =
    'accrual amount beneficiary cause causeEvent counters deal earnedOn maturesOn occurredAt onRefund partner';
  expect(fieldsOf(accrual?.data)).toBe(`${keys} program receipt receiptHash referrer rule`);
  expect(accrual?.data.onRefund).toEqual({ rounding: 'half-even', counters: 'lower' });
  expect(fieldsOf(accrual?.data.counters[0])).toBe('after before counter plan since window');
  expect(fieldsOf(reversal?.data)).toBe(
    'accrual amount causeEvent counters deal maturesOn occurredAt paid partner program refund refundedSoFar reversal',
  );
});

const fieldsOf = (data: object = {}): string => Object.keys(data).toSorted().join(' ');

it('amounts beside the main one are in its currency, on the deal and on the payment', async () => {
  const { ledger } = await worldWith([planOf()]);
  const amounts = { tax: { amount: '1.00', currency: 'USD' } };
  const foreign = { _tag: 'OtherCurrency', expected: 'EUR', got: 'USD' };
  expect(await refused(ledger.winDeal(won('d1', { amounts })))).toEqual(foreign);
  await ok(ledger.winDeal(won('d1')));
  expect(await refused(ledger.recordPayment({ ...paid('d1', 'p1', '1.00'), amounts }))).toEqual(foreign);
});
