import { type EventStore, StoreFailure } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { type Ledger, accrualIdOf } from '../src/index.ts';
import { attributionOf } from './commands.ts';
import {
  eventsOf,
  flatPlan,
  framesOf,
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

const occurredAt = '2024-01-01T00:00:00Z';
const enrolment = { partner: 'bob', program: 'acme', plan: 'standard', from: '2024-01-01', occurredAt };

/** Who got how much, in the order of the history; what was taken back is negative. */
const entriesOf = async (store: EventStore): Promise<readonly string[]> => [
  ...(await eventsOf(store, 'AccrualPosted')).map(({ data }) => `${data.partner} ${format(data.amount)}`),
  ...(await eventsOf(store, 'AccrualReversed')).map(({ data }) => `${data.partner} -${format(data.amount)}`),
];

const worldOf = async (options: Parameters<typeof settle>[1] = {}): Promise<{ store: EventStore; ledger: Ledger }> => {
  const { store, ledger } = newLedger();
  await settle(ledger, { partners: ['bob', 'cat', 'dan'], ...options });
  return { store, ledger };
};

describe('a payment', () => {
  it('earns along the counter of the quarter', async () => {
    const { store, ledger } = await worldOf();
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '8.00')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '4.00')));
    await ok(ledger.recordPayment(paid('d1', 'p3', '8.00', '2024-04-01T00:00:00+02:00')));
    expect(await entriesOf(store)).toEqual(['bob 0.80', 'bob 0.60', 'bob 0.80']);
    const [, second, third] = await eventsOf(store, 'AccrualPosted');
    expect(second?.data.counters).toMatchObject([
      { window: '2024-Q1', before: { minor: 800n }, after: { minor: 1200n }, since: 0 },
    ]);
    expect(third?.data.counters).toMatchObject([{ window: '2024-Q2', before: { minor: 0n }, since: null }]);
    const bob = { program: 'acme', partner: 'bob', currency: 'EUR' };
    const cause = { kind: 'payment', id: 'p2' };
    expect(second?.data.accrual).toBe(accrualIdOf(bob, { cause, deal: 'd1', referrer: 'bob' }, 'standard', 'own'));
    expect(second?.data).toMatchObject({ earnedOn: '2024-02-01', maturesOn: '2024-02-11' });
    expect(third?.data).toMatchObject({ earnedOn: '2024-04-01', maturesOn: '2024-04-11' });
  });

  it('of nothing is evaluated, counted and told', async () => {
    const { store, ledger } = await worldOf();
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '0.00')));
    expect(await entriesOf(store)).toEqual([]);
    expect((await eventsOf(store, 'AccrualEvaluated')).map(({ data }) => data.reason)).toEqual(['amount-is-zero']);
  });

  it('is shared out before it is rated, to the last cent', async () => {
    const { store, ledger } = await worldOf({ plans: [flatPlan('1')] });
    await ok(ledger.winDeal(won('d1', { attribution: attributionOf('bob-60-cat-40') })));
    await ok(ledger.winDeal(won('d2', { attribution: attributionOf('thirds') })));
    await ok(ledger.recordPayment(paid('d1', 'p1', '0.04')));
    await ok(ledger.recordPayment(paid('d2', 'p1', '0.01')));
    await ok(ledger.recordPayment(paid('d2', 'p2', '0.02')));
    expect(await entriesOf(store)).toEqual(['bob 0.02', 'cat 0.02', 'bob 0.01', 'bob 0.01', 'cat 0.01']);
    expect((await eventsOf(store, 'AccrualEvaluated')).map(({ data }) => data.partner)).toEqual(['cat', 'dan', 'dan']);
  });

  it('earns for the upline of its day', async () => {
    const { store, ledger } = await worldOf();
    const upline = { partner: 'bob', program: 'acme', occurredAt };
    await ok(ledger.assignUpline({ ...upline, upline: 'cat', from: '2024-02-01' }));
    await ok(ledger.assignUpline({ ...upline, upline: 'dan', from: '2024-03-01' }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '2.00', '2024-01-31T12:00:00+01:00')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '2.00', '2024-02-29T23:59:59+01:00')));
    await ok(ledger.recordPayment(paid('d1', 'p3', '2.00', '2024-03-01T00:00:00+01:00')));
    expect(await entriesOf(store)).toEqual(['bob 0.20', 'bob 0.20', 'cat 0.10', 'bob 0.20', 'dan 0.10']);
  });

  it('goes by the plan the partner is in on its day, and by the version in force', async () => {
    const second = flatPlan('0.5', { version: 2, effectiveFrom: '2024-03-01' });
    const { store, ledger } = await worldOf({ plans: [planOf(), flatPlan('0.3'), second] });
    await ok(ledger.enrolPartner({ ...enrolment, plan: 'flat', from: '2024-02-15' }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '1.00', '2024-02-14T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '1.00', '2024-02-15T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p3', '1.00', '2024-03-01T12:00:00Z')));
    expect(await entriesOf(store)).toEqual(['bob 0.10', 'bob 0.30', 'bob 0.50']);
  });

  it('goes by the date of the lead or of the win where the plan says so', async () => {
    for (const [selectedBy, expected] of [
      ['lead', ['bob 0.10']],
      ['win', ['bob 0.20']],
      ['payment', ['bob 0.30']],
    ] as const) {
      const version = (number: number, rate: string, effectiveFrom: string) =>
        flatPlan(rate, { version: number, effectiveFrom, selectedBy });
      const plans = [version(1, '0.1', '2024-01-01'), version(2, '0.2', '2024-02-01'), version(3, '0.3', '2024-03-01')];
      const { store, ledger } = await worldOf({ plans });
      const lead = { lead: 'l1', program: 'acme', partner: 'bob', prospect: { reference: 'x' }, attributes: {} };
      await ok(ledger.submitLead({ ...lead, occurredAt: '2024-01-31T22:59:59Z' }));
      await ok(ledger.winDeal(won('d1', { lead: 'l1', occurredAt: '2024-02-10T00:00:00Z' })));
      await ok(ledger.recordPayment(paid('d1', 'p1', '1.00', '2024-03-10T00:00:00Z')));
      expect(await entriesOf(store)).toEqual(expected);
    }
  });
});

describe('a cause that cannot be rated', () => {
  it('is parked while its partner is in no plan, and resolved with its refunds later', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { partners: [] });
    await ok(ledger.joinPartner({ partner: 'bob', name: 'Bob', occurredAt }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.00')));
    expect((await eventsOf(store, 'CauseParked')).map(({ data }) => [data.cause, data.reason])).toEqual([
      [{ kind: 'win', id: 'd1' }, 'bob is in no plan of acme on 2024-02-01'],
      [{ kind: 'payment', id: 'p1' }, 'bob is in no plan of acme on 2024-02-01'],
    ]);
    const before = await framesOf(store);
    await ok(ledger.catchUpAccruals());
    expect(await framesOf(store)).toEqual(before);
    await ok(ledger.enrolPartner(enrolment));
    await ok(ledger.accrueFor([{ kind: 'payment', deal: 'd1', payment: 'p1' }]));
    expect(await entriesOf(store)).toEqual(['bob 1.00', 'bob -0.40']);
    await ok(ledger.catchUpAccruals());
    const resolved = await eventsOf(store, 'CauseResolved');
    expect(resolved.map(({ data }) => data.cause.kind)).toEqual(['payment', 'win']);
    const after = await framesOf(store);
    await ok(ledger.catchUpAccruals());
    expect(await framesOf(store)).toEqual(after);
  });

  it('is parked on each deal, even where payments have the same id', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { partners: [] });
    await ok(ledger.joinPartner({ partner: 'bob', name: 'Bob', occurredAt }));
    for (const deal of ['d1', 'd2']) {
      await ok(ledger.winDeal(won(deal)));
      await ok(ledger.recordPayment(paid(deal, 'p1', '10.00')));
    }
    expect((await eventsOf(store, 'CauseParked')).map(({ data }) => `${data.deal} ${data.cause.kind}`)).toEqual([
      'd1 win',
      'd1 payment',
      'd2 win',
      'd2 payment',
    ]);
  });

  it('is parked before the first version, and while an attribute is missing that the plan asks for', async () => {
    const [rule] = flatPlan('0.1').rules;
    if (rule === undefined) throw new Error('The plan has a rule.');
    const asking = (change: object) =>
      flatPlan('0.1', {
        attributes: { product: {} },
        rules: [{ ...rule, when: { attribute: 'product', in: ['A'] } }],
        examples: [
          { title: { en: 'A' }, given: { payment: '1.00', attributes: { product: 'A' } }, expect: { own: '0.10' } },
        ],
        ...change,
      });
    const { store, ledger } = await worldOf({ plans: [asking({ effectiveFrom: '2024-02-01' })] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '1.00', '2024-01-31T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '1.00')));
    expect((await eventsOf(store, 'CauseParked')).map(({ data }) => data.reason)).toEqual([
      'no version of plan flat is in force on 2024-01-31',
      expect.stringContaining('product'),
    ]);
    const forgiving = asking({ version: 2, effectiveFrom: '2024-02-01', attributes: { product: { ifMissing: 'A' } } });
    await ok(ledger.publishPlan({ document: forgiving }));
    await ok(ledger.catchUpAccruals());
    expect(await entriesOf(store)).toEqual(['bob 0.10']);
    expect((await eventsOf(store, 'CauseResolved')).map(({ data }) => data.cause.id)).toEqual(['p2']);
  });

  it('is not taken for parked while the store fails for another account it concerns', async () => {
    const asking = flatPlan('0.1', {
      attributes: { product: {} },
      rules: flatPlan('0.1').rules.map((rule) => ({ ...rule, when: { attribute: 'product', in: ['A'] } })),
      examples: [
        { title: { en: 'A' }, given: { payment: '1.00', attributes: { product: 'A' } }, expect: { own: '0.10' } },
      ],
    });
    const { store, ledger } = await worldOf({ plans: [planOf(), asking] });
    await ok(ledger.enrolPartner({ ...enrolment, plan: 'flat', from: '2024-01-02' }));
    await ok(ledger.winDeal(won('d1', { attribution: attributionOf('bob-60-cat-40') })));
    const append: EventStore['append'] = (stream, ...rest) => {
      if (!stream.startsWith('account-')) return store.append(stream, ...rest);
      throw new StoreFailure({ _tag: 'Unavailable', cause: 'a planned fault' }, 'The store cannot be reached.');
    };
    const failing = ledgerOn({ ...store, append });
    expect(await refused(failing.recordPayment(paid('d1', 'p1', '1.00')))).toMatchObject({ _tag: 'StoreUnavailable' });
    expect(await eventsOf(store, 'CauseParked')).toEqual([]);
    await ok(ledger.recordPayment(paid('d1', 'p1', '1.00')));
    expect((await eventsOf(store, 'CauseParked')).map(({ data }) => data.cause.id)).toEqual(['p1']);
    expect(await entriesOf(store)).toEqual(['cat 0.04']);
  });

  it('is parked in a currency that is not the plan’s', async () => {
    const { store, ledger } = await worldOf({ program: { currencies: ['EUR', 'USD'] } });
    await ok(ledger.winDeal(won('d1', { amount: { amount: '1.00', currency: 'USD' } })));
    await ok(ledger.recordPayment({ ...paid('d1', 'p1', '1.00'), amount: { amount: '1.00', currency: 'USD' } }));
    expect((await eventsOf(store, 'CauseParked')).map(({ data }) => data.reason)).toEqual([
      expect.stringContaining('USD'),
    ]);
  });
});

describe('a refund', () => {
  it('lowers the counter, so that the next payment earns as if the part had not been paid', async () => {
    const { store, ledger } = await worldOf();
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.00')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '4.00')));
    expect(await entriesOf(store)).toEqual(['bob 1.00', 'bob 0.40', 'bob -0.40']);
  });

  it('keeps the counter where the plan says so', async () => {
    const { store, ledger } = await worldOf({ plans: [planOf({ refunds: { counters: 'keep' } })] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '4.00')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '4.00')));
    expect(await entriesOf(store)).toEqual(['bob 1.00', 'bob 0.80', 'bob -0.40']);
  });

  it('takes back from whoever was the upline then, whoever is now said to have been', async () => {
    const { store, ledger } = await worldOf();
    const upline = { partner: 'bob', program: 'acme', occurredAt };
    await ok(ledger.assignUpline({ ...upline, upline: 'cat', from: '2024-01-01' }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '2.00')));
    await ok(ledger.assignUpline({ ...upline, upline: 'dan', from: '2024-01-15' }));
    await ok(ledger.catchUpAccruals());
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '2.00')));
    expect(await entriesOf(store)).toEqual(['bob 0.20', 'cat 0.10', 'bob -0.20', 'cat -0.10']);
  });

  it('is at the terms it was earned at, whatever version is in force now', async () => {
    const { store, ledger } = await worldOf({ plans: [flatPlan('0.5')] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '1.00')));
    await ok(ledger.publishPlan({ document: flatPlan('0.1', { version: 2, effectiveFrom: '2024-01-15' }) }));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '1.00')));
    expect(await entriesOf(store)).toEqual(['bob 0.50', 'bob -0.50']);
  });

  it('matures with what it takes back, or on its own day if that is later', async () => {
    const { store, ledger } = await worldOf();
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '1.00', '2024-02-10T12:00:00Z')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '1.00', '2024-02-12T12:00:00Z')));
    const reversals = await eventsOf(store, 'AccrualReversed');
    expect(reversals.map(({ data }) => data.maturesOn)).toEqual(['2024-02-11', '2024-02-12']);
  });
});

describe('uplines', () => {
  const assign = (ledger: Ledger, partner: string, upline: string, from: string) =>
    ledger.assignUpline({ partner, program: 'acme', upline, from, occurredAt });

  it('may change places, as long as there is no circle on any day', async () => {
    const { ledger } = await worldOf();
    await ok(assign(ledger, 'bob', 'cat', '2024-01-01'));
    await ok(assign(ledger, 'bob', 'dan', '2024-03-01'));
    expect(await ok(assign(ledger, 'cat', 'bob', '2024-03-01'))).toMatchObject({ repeated: false });
  });

  it('make no circle by assignments that are never in force together', async () => {
    const { ledger } = await worldOf({ partners: ['bob', 'cat', 'dan', 'eve'] });
    await ok(assign(ledger, 'dan', 'bob', '2024-01-01'));
    await ok(assign(ledger, 'dan', 'eve', '2024-02-01'));
    await ok(assign(ledger, 'cat', 'dan', '2024-03-01'));
    expect(await ok(assign(ledger, 'bob', 'cat', '2024-01-01'))).toMatchObject({ repeated: false });
    expect(await assign(ledger, 'eve', 'bob', '2024-03-01')).toMatchObject({ left: { _tag: 'UplineCycle' } });
  });

  it('make no circle in the future by an assignment for the past', async () => {
    const { ledger } = await worldOf();
    await ok(assign(ledger, 'bob', 'cat', '2024-03-01'));
    expect(await assign(ledger, 'cat', 'bob', '2024-01-01')).toMatchObject({ left: { _tag: 'UplineCycle' } });
  });
});

it('a deferred ledger accrues when it is asked to, each account in the order given', async () => {
  const { store, ledger } = newLedger({ accruals: 'deferred' });
  await settle(ledger);
  await ok(ledger.winDeal(won('d1')));
  for (const payment of ['p1', 'p2']) await ok(ledger.recordPayment(paid('d1', payment, '10.00')));
  const recorded = await ok(
    ledger.accrueFor([
      { kind: 'payment', deal: 'd1', payment: 'p2' },
      { kind: 'payment', deal: 'd1', payment: 'p1' },
    ]),
  );
  expect(recorded.map(({ repeated }) => repeated)).toEqual([false, false]);
  const accruals = await eventsOf(store, 'AccrualPosted');
  expect(accruals.map(({ data }) => [data.cause.id, format(data.amount)])).toEqual([
    ['p2', '1.00'],
    ['p1', '2.00'],
  ]);
  const [first] = accruals;
  expect([first?.actor, first?.causation]).toEqual([
    'policy:accrual',
    (await eventsOf(store, 'PaymentReceived'))[1]?.id,
  ]);
  expect(await ok(ledgerOn(store).catchUpAccruals())).toMatchObject({ events: 0 });
});
