import { memoryEventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import { faultyEventStore } from '@commission-ledger/testing';
import { describe, expect, it } from 'vitest';
import { type Ledger, LedgerError, type PayoutPreview, type RunResult, orThrow } from '../../src/index.ts';
import {
  eur,
  eventsOf,
  flatPlan,
  framesOf,
  ledgerOn,
  newLedger,
  ok,
  paid,
  planOf,
  refused,
  settle,
  won,
} from '../world.ts';

const march = { program: 'acme', date: '2024-03-05' };
const april = { program: 'acme', date: '2024-04-05' };

const drawn = (draw: object = {}): PlanDocument => ({
  ...planOf(),
  payout: {
    ...planOf().payout,
    draw: { amount: '5.00', kind: 'recoverable', from: '2024-01-01', until: '2024-12-31', ...draw },
  },
});

const shown = ({ issued, deferred }: RunResult): readonly string[] => [
  ...issued.map(({ data }) => `${data.partner} ${format(data.amount)}`),
  ...deferred.map(({ data }) => `${data.partner} ${format(data.amount)} ${data.reason}`),
];

const previewed = ({ account, amount, matured, advanced, recovered, net, deferral }: PayoutPreview): string =>
  [account.partner, ...[matured, advanced, recovered, amount, net].map(format), deferral ?? 'pays'].join(' ');

describe('a run under a plan with a draw', () => {
  it('pays every partner in the plan, also those with whom nothing happened', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { plans: [drawn()], partners: ['bob', 'cat'] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const before = await framesOf(store);
    expect((await ok(ledger.previewPayouts(march))).map(previewed)).toEqual([
      'bob 1.00 4.00 0.00 5.00 5.00 pays',
      'cat 0.00 5.00 0.00 5.00 5.00 pays',
    ]);
    expect(await framesOf(store)).toEqual(before);
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 5.00', 'cat 5.00']);
    expect((await eventsOf(store, 'DrawAdvanced')).map(({ data }) => [data.partner, format(data.debt)])).toEqual([
      ['bob', '4.00'],
      ['cat', '5.00'],
    ]);
    const paidAlready = await framesOf(store);
    expect(await ok(ledgerOn(store).issuePayouts(march))).toMatchObject({ repeated: true });
    expect(await framesOf(store)).toEqual(paidAlready);
    await ok(ledger.recordPayment(paid('d1', 'p2', '60.00', '2024-03-02T11:00:00Z')));
    expect((await ok(ledger.previewPayouts(april))).map(previewed)).toEqual([
      'bob 12.00 0.00 4.00 8.00 8.00 pays',
      'cat 0.00 5.00 0.00 5.00 5.00 pays',
    ]);
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['bob 8.00', 'cat 5.00']);
  });

  it.each([
    ['in another plan is paid by the terms of that plan', 'flat', 'flat'],
    ['in no plan is paid by its terms without the draw', undefined, 'standard'],
  ])('guarantees nothing to an upline: one %s', async (_, plan, paidBy) => {
    const { store, ledger } = newLedger();
    await settle(ledger, { plans: [drawn(), flatPlan('0.1')], partners: ['bob'] });
    const at = { occurredAt: '2024-01-01T00:00:00Z' };
    await ok(ledger.joinPartner({ partner: 'dan', name: 'dan', ...at }));
    if (plan !== undefined)
      await ok(ledger.enrolPartner({ partner: 'dan', program: 'acme', plan, from: '2024-01-01', ...at }));
    await ok(ledger.assignUpline({ partner: 'bob', program: 'acme', upline: 'dan', from: '2024-01-01', ...at }));
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '40.00')));
    expect((await ok(ledger.previewPayouts(march))).map(previewed)).toEqual([
      'bob 7.00 0.00 0.00 7.00 7.00 pays',
      'dan 2.00 0.00 0.00 2.00 2.00 pays',
    ]);
    await ok(ledger.issuePayouts(march));
    expect((await eventsOf(store, 'PayoutIssued')).map(({ data }) => data.terms.plan)).toEqual(['standard', paidBy]);
  });

  it('interrupted at any append and done again draws once for each account', async () => {
    for (let onAppend = 1; onAppend <= 4; onAppend += 1) {
      const store = memoryEventStore();
      await settle(ledgerOn(store), { plans: [drawn()], partners: ['bob', 'cat'] });
      const gone = [0, 1, 2].map((more) => ({ kind: 'failBefore' as const, onAppend: onAppend + more }));
      const failed = orThrow(ledgerOn(faultyEventStore(store, gone)).issuePayouts(march));
      await expect(failed).rejects.toThrow(LedgerError);
      expect(shown(await ok(ledgerOn(store).issuePayouts(march)))).toEqual(['bob 5.00', 'cat 5.00']);
      expect(await eventsOf(store, 'DrawAdvanced')).toHaveLength(2);
      expect(await eventsOf(store, 'PayoutIssued')).toHaveLength(2);
    }
  });

  it('pays a failed draw again and draws no second one for the date', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { plans: [drawn({ until: '2024-03-31' })] });
    const { issued } = await ok(ledger.issuePayouts(march));
    const payout = issued[0]?.data.payout ?? '';
    await ok(ledger.failPayout({ program: 'acme', partner: 'bob', payout, amount: eur('5.00'), reason: 'closed' }));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 5.00']);
    expect(await eventsOf(store, 'DrawAdvanced')).toHaveLength(1);
    // The time of the draw is over: what it advanced is there to pay it back.
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['bob 0.00 below-minimum']);
  });
});

describe('a run of a program whose plans pay on other days', () => {
  const weekly = (): PlanDocument =>
    flatPlan('0.1', {
      plan: 'weekly',
      payout: { weekday: 'friday', convention: 'none', cutOff: { daysBefore: 3 }, minimum: '0.10' },
    });
  const twice = (): PlanDocument =>
    flatPlan('0.1', {
      plan: 'twice',
      payout: { days: [8, 22], convention: 'none', cutOff: { daysBefore: 0 }, minimum: '0.10' },
    });

  const world = async (): Promise<Ledger> => {
    const { ledger } = newLedger();
    const plans = [weekly(), twice(), flatPlan('0.1', { plan: 'monthly' })];
    await settle(ledger, { plans, partners: [] });
    const at = { occurredAt: '2024-01-01T00:00:00Z' };
    for (const { plan } of plans) {
      await ok(ledger.joinPartner({ partner: plan, name: plan, ...at }));
      await ok(ledger.enrolPartner({ partner: plan, program: 'acme', plan, from: '2024-01-01', ...at }));
      await ok(ledger.winDeal(won(plan, { attribution: [{ partner: plan, share: '1' }] })));
      await ok(ledger.recordPayment(paid(plan, 'p1', '10.00')));
    }
    return ledger;
  };

  it('takes only the accounts that are paid on the date', async () => {
    const ledger = await world();
    // Ten days of hold: 1 February matures on the 11th. 16 February is a Friday.
    const paidOn = async (date: string) => shown(await ok(ledger.issuePayouts({ program: 'acme', date })));
    expect(await paidOn('2024-02-09')).toEqual([]);
    expect(await paidOn('2024-02-16')).toEqual(['weekly 1.00']);
    expect(await paidOn('2024-02-22')).toEqual(['twice 1.00']);
    expect(await paidOn('2024-03-05')).toEqual(['monthly 1.00']);
    expect(await paidOn('2024-03-08')).toEqual([]);
  });

  it('refuses a date on which no plan pays', async () => {
    const ledger = await world();
    expect(await refused(ledger.previewPayouts({ program: 'acme', date: '2024-02-21' }))).toMatchObject({
      _tag: 'NotAPayoutDate',
    });
  });
});

describe('a run under a plan that withholds', () => {
  const taxing = (): PlanDocument =>
    flatPlan('0.1', {
      payout: {
        ...planOf().payout,
        withholding: [
          { status: 'none', rate: '0.30', from: '2024-01-01' },
          { status: 'treaty', rate: '0.10', from: '2024-01-01' },
        ],
        fees: [{ id: 'transfer', title: { en: 'Transfer' }, fixed: '0.25', bornBy: 'partner' }],
      },
    });

  it('goes by the tax status on the payout date, and tells where it was recorded', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { plans: [taxing()] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '100.00')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '100.00', '2024-03-01T11:00:00Z')));
    await ok(ledger.recordTaxStatus({ partner: 'bob', status: 'treaty', from: '2024-03-06' }));
    expect(
      (await ok(ledger.previewPayouts(march))).map(({ net, withheld, fees }) => [net, withheld, fees].map(format)),
    ).toEqual([['6.75', '3.00', '0.25']]);
    await ok(ledger.issuePayouts(march));
    await ok(ledger.issuePayouts(april));
    const issued = await eventsOf(store, 'PayoutIssued');
    const [recorded] = await eventsOf(store, 'TaxStatusRecorded');
    expect(issued.map(({ data }) => [format(data.amount), data.net && format(data.net), data.taxStatus])).toEqual([
      ['10.00', '6.75', { status: 'none', from: null }],
      [
        '10.00',
        '8.75',
        { status: 'treaty', from: { stream: 'partner-bob', revision: recorded?.revision, id: recorded?.id } },
      ],
    ]);
  });
});

describe('a payout', () => {
  it('under a plan without draws and charges has nothing of them in its events', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordTaxStatus({ partner: 'bob', status: 'treaty', from: '2024-01-01' }));
    await ok(ledger.issuePayouts(march));
    const [issued] = await eventsOf(store, 'PayoutIssued');
    expect(Object.keys(issued?.data ?? {}).toSorted()).toEqual(
      [
        'program',
        'partner',
        'payout',
        'run',
        'date',
        'cutOff',
        'amount',
        'lines',
        'terms',
        'destination',
        'occurredAt',
      ].toSorted(),
    );
  });
});
