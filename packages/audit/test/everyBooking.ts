import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { createLedger, totalsOf, type Ledger } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { planWith, ruleOf, settleWith } from '../../ledger/test/languagePlan.ts';
import { cents, eur, eventsOf, ok, paid, refunded, won } from '../../ledger/test/world.ts';

const of = { program: 'acme', partner: 'bob' };
const byTwo = { ...of, author: 'ann', approver: 'max' };
const helper = [{ partner: 'fay', role: 'helper' }];

/** Terms with everything that a payout can keep back, add, advance or write off. */
const payout = {
  day: 5,
  convention: 'following',
  cutOff: 'start-of-month',
  minimum: '1.00',
  negative: 'write-off',
  withholding: [{ status: 'none', rate: '0.15', from: '2024-01-01', title: { en: 'Tax kept back' } }],
  vat: [{ status: 'none', rate: '0.20', from: '2024-01-01', title: { en: 'Tax added' } }],
  fees: [
    { id: 'transfer', title: { en: 'Transfer' }, fixed: '0.30', bornBy: 'partner' },
    { id: 'bank', title: { en: 'Bank' }, fixed: '0.25', bornBy: 'program' },
  ],
} as const;

const planOf = (version: number, rate: string) =>
  planWith(
    [
      ruleOf('own', {
        pay: { marginal: { of: 'payment', counter: 'paid', bands: [{ upTo: '100.00', rate }, { rate: '0.2' }] } },
      }),
      ruleOf('up', { beneficiary: 'upline', pay: { percent: { of: 'payment', rate: '0.05' } } }),
      ruleOf('helper', { beneficiary: 'overlay-helper', pay: { percent: { of: 'payment', rate: '0.02' } } }),
    ],
    {
      version,
      effectiveFrom: version === 1 ? '2024-01-01' : '2024-12-01',
      counters: [{ id: 'paid', measure: 'payment', window: 'month' }],
      cancellation: { takeBack: 'unserved', term: 12, by: 'days' },
      payout,
    },
  );

/** Both sides of a run: one person draws it up, another approves it. */
const payOut = async (ledger: Ledger, date: string) => {
  const run = { program: 'acme', date };
  await ok(ledger.preparePayouts(run, { actor: 'fin-1' }));
  await ok(ledger.approvePayouts(run, { actor: 'fin-2' }));
  return (await ok(ledger.issuePayouts(run, { actor: 'fin-1' }))).issued.map(({ data }) => data);
};

/**
 * A history in which everything is booked that people decide on, and what a run adds, holds, re-ratings, amendments and
 * cancellations lead to. Its clock follows what happens.
 */
export const everyBooking = async (store: EventStore = memoryEventStore()): Promise<EventStore> => {
  let now = Date.UTC(2024, 0, 1);
  const ledger = createLedger({ store, clock: () => (now += 1000), actor: 'ann' });
  const on = (day: string): string => {
    now = Math.max(now, Date.parse(`${day}T12:00:00Z`));
    return `${day}T12:00:00Z`;
  };
  await settleWith(ledger, [planOf(1, '0.1')], { approval: 'two-person', currencies: ['EUR', 'USD'] });

  // February: three deals, a chargeback that is won, one that is lost, an objection, and a hold by hand.
  on('2024-02-01');
  const shared = [
    { partner: 'bob', share: '0.6' },
    { partner: 'cat', share: '0.4' },
  ];
  await ok(ledger.winDeal(won('d1', { overlays: helper, attribution: shared, occurredAt: on('2024-02-01') })));
  for (const deal of ['d2', 'd3']) await ok(ledger.winDeal(won(deal, { occurredAt: on('2024-02-01') })));
  for (const [deal, payment, minor] of [
    ['d1', 'p1', 123_45],
    ['d1', 'p2', 77_77],
    ['d2', 'p3', 250_00],
    ['d2', 'p4', 99_99],
    ['d3', 'p5', 410_10],
  ] as const)
    await ok(ledger.recordPayment(paid(deal, payment, cents(minor).amount, on('2024-02-02'))));
  await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '23.45', on('2024-02-03'))));
  for (const [chargeback, payment, outcome] of [
    ['c1', 'p3', 'won'],
    ['c2', 'p4', 'lost'],
  ] as const) {
    const amount = eur('12.34');
    const opened = { deal: 'd2', payment, chargeback, amount, reason: 'not ordered', occurredAt: on('2024-02-04') };
    await ok(ledger.openChargeback(opened));
    await ok(ledger.decideChargeback({ deal: 'd2', chargeback, outcome, occurredAt: on('2024-02-10') }));
  }
  const accruals = await eventsOf(store, 'AccrualPosted');
  const accrual = accruals.find(({ data }) => data.partner === 'bob' && data.deal === 'd3')?.data.accrual ?? '';
  const about = { kind: 'accrual', id: accrual } as const;
  const inquiry = { ...of, inquiry: 'q1', kind: 'objection', about, text: 'Too small.' } as const;
  await ok(ledger.openInquiry({ ...inquiry, occurredAt: on('2024-02-11') }));
  await ok(ledger.holdAccrual({ ...of, accrual, reason: 'not theirs', occurredAt: on('2024-02-11') }));
  const answer = { inquiry: 'q1', outcome: 'declined', text: 'It is right.', by: 'kim' } as const;
  await ok(ledger.resolveInquiry({ ...answer, occurredAt: on('2024-02-12') }));
  await ok(ledger.releaseAccrual({ ...of, accrual, outcome: 'theirs', occurredAt: on('2024-02-12') }));

  // Corrections by hand, in each way.
  const correction = { ...of, reason: 'agreed', author: 'ann', maturesOn: '2024-02-20' };
  for (const adjustment of ['a1', 'a2'])
    await ok(
      ledger.proposeAdjustment({ ...correction, adjustment, amount: eur('5.55'), occurredAt: on('2024-02-20') }),
    );
  await ok(ledger.approveAdjustment({ ...of, adjustment: 'a1', approver: 'max' }));
  await ok(ledger.declineAdjustment({ ...of, adjustment: 'a2', by: 'max', reason: 'no' }));
  await ok(ledger.postAdjustment({ ...correction, adjustment: 'a3', amount: eur('-1.11'), approver: 'max' }));

  // March: one run is dropped and drawn up again; its payouts settle, fail and are called off.
  const destination = { partner: 'bob', reference: 'bank-1', currency: 'USD', occurredAt: on('2024-02-21') };
  await ok(ledger.changePayoutDestination(destination));
  const rate = { from: 'EUR', to: 'USD', rate: '1.0833', date: '2024-03-05', source: 'ECB' } as const;
  await ok(ledger.recordFxRate({ ...rate, occurredAt: on('2024-03-05') }));
  await ok(ledger.preparePayouts({ program: 'acme', date: '2024-03-05' }, { actor: 'fin-1' }));
  await ok(ledger.discardPayouts({ program: 'acme', date: '2024-03-05', reason: 'too early' }, { actor: 'fin-1' }));
  const march = await payOut(ledger, '2024-03-05');
  const [first, second, third, fourth] = march;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined)
    throw new Error('four are paid in March');
  const inFile = [first, second];
  await ok(
    ledger.recordPayoutFile({
      run: first.run,
      file: 'f1',
      format: 'csv',
      payouts: inFile.map((each) => each.payout),
      totals: totalsOf(inFile.map(({ amount, net = amount, conversion }) => conversion?.amount ?? net)).map(toJson),
      fileHash: 'a'.repeat(64),
      by: 'fin-1',
      occurredAt: on('2024-03-06'),
    }),
  );
  const ended = ({ program, partner, payout: id, amount }: (typeof march)[number]) =>
    ({ program, partner, payout: id, amount: cents(amount.minor), occurredAt: on('2024-03-07') }) as const;
  await ok(ledger.settlePayout({ ...ended(first), reference: 'bank 1', fee: eur('0.07') }));
  await ok(ledger.failPayout({ ...ended(second), reason: 'closed' }));
  await ok(ledger.voidPayout({ ...ended(third), reason: 'wrong' }));
  await ok(ledger.remitTax({ ...of, remittance: 't1', amount: eur('0.90'), reference: 'tax office' }));
  await ok(ledger.closePeriod({ program: 'acme', period: '2024-02', closedBy: 'ann' }));

  // April: what was paid is taken back; a run writes it off, and so do two people.
  on('2024-03-10');
  await ok(ledger.recordRefund(refunded('d3', 'p5', 'r2', '410.10', on('2024-03-10'))));
  const owed = { ...byTwo, reason: 'gone', date: '2024-03-20', occurredAt: on('2024-03-20') };
  await ok(ledger.writeOffReceivable({ ...owed, writeOff: 'w1', amount: eur('2.22') }));
  on('2024-04-05');
  await payOut(ledger, '2024-04-05');

  // What nobody claims, and what is rated again: under another version, and on an amended deal.
  on('2024-04-10');
  await ok(ledger.recordPayment(paid('d2', 'p6', '333.33', on('2024-04-10'))));
  await ok(ledger.recordPayment(paid('d1', 'p7', '55.55', on('2024-04-10'))));
  const unclaimed = { ...byTwo, unclaimed: 'u1', amount: eur('3.33'), date: '2024-05-02', reason: 'unclaimed' };
  await ok(ledger.setApartUnclaimed({ ...unclaimed, occurredAt: on('2024-05-02') }));
  await ok(ledger.cancelDeal({ deal: 'd2', reason: 'left', occurredAt: on('2024-05-03') }));
  on('2024-05-06');
  await payOut(ledger, '2024-05-06');
  const decision = { reason: 'agreed', author: 'ann', approver: 'max' };
  const attribution = [
    { partner: 'bob', share: '0.5' },
    { partner: 'dan', share: '0.5' },
  ];
  const amendment = { deal: 'd1', amendment: 'm1', reason: 'anew', author: 'ann', attribution };
  await ok(ledger.amendDeal({ ...amendment, occurredAt: on('2024-05-10') }));
  await ok(ledger.rerateDeal({ ...decision, rerating: 'R-1', deal: 'd1' }));
  on('2024-05-20');
  await ok(ledger.publishPlan({ document: planOf(2, '0.13'), occurredAt: on('2024-05-20') }));
  const rerated = { ...decision, rerating: 'R-2', plan: 'flat', version: 2, from: '2024-02-01' };
  await ok(ledger.rerate({ ...rerated, partner: 'bob' }));
  on('2024-06-05');
  await payOut(ledger, '2024-06-05');
  for (const period of ['2024-03', '2024-04', '2024-05'])
    await ok(ledger.closePeriod({ program: 'acme', period, closedBy: 'ann' }));
  return store;
};
