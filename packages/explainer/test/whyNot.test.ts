import { localDate } from '@commission-ledger/calendar';
import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import type { Reply, Row } from '../src/index.ts';
import {
  at,
  bookedOn,
  eur,
  explainerOf,
  gatesOf,
  openWorld,
  pay,
  payOut,
  refund,
  reseller,
  sell,
  shown,
  whyNotIn,
  win,
  type World,
} from './whyNotWorld.ts';
import { left, right } from './history.ts';
import { refinementProblems } from './refinement.ts';

const failedIn = (reply: Reply): readonly string[] =>
  gatesOf(reply).flatMap((gate) => (gate.startsWith('failed ') ? [gate.slice('failed '.length)] : []));

const rowOf = (reply: Reply, key: string): Row => {
  const inRows = (rows: readonly Row[]): Row | undefined =>
    rows.find(({ said }) => said.key === key) ??
    rows.map(({ rows: below = [] }) => inRows(below)).find((row) => row !== undefined);
  const found = inRows(reply.rows);
  if (found === undefined) throw new Error(`No row says ${key}:\n${shown(reply)}`);
  return found;
};

/** Everything of July in the mock-up of the year counter. */
const orionsJuly = async (): Promise<World> => {
  const world = await openWorld();
  await sell(world, { deal: 'D-2088', amount: '30000.00', on: '2026-06-10', leadOn: '2026-05-01' });
  await sell(world, { deal: 'D-2201', amount: '32000.00', on: '2026-07-03' });
  await sell(world, { deal: 'D-2207', amount: '9480.53', on: '2026-07-09' });
  const credited = [
    { partner: 'orion', share: '0.6' },
    { partner: 'lyra', share: '0.4' },
  ];
  await sell(world, { deal: 'D-2213', amount: '14250.00', on: '2026-07-11', credited });
  await refund(world, 'D-2088', '3560.00', '2026-07-18');
  return world;
};

it('a deal that was won after its protection had ended says so, what would have helped, and what it would have earned', async () => {
  const world = await orionsJuly();
  await sell(world, { deal: 'D-2219', amount: '18000.00', on: '2026-07-29', leadOn: '2026-04-02' });
  const reply = await whyNotIn(world, { subject: 'D-2219', in: '2026-07' });
  expect(gatesOf(reply)).toEqual([
    'passed whyNotWon',
    'passed whyNotPaymentCame',
    'passed whyNotYours',
    'passed whyNotEnrolled',
    'passed isNone',
    'failed atLeast',
    'passed whyNotInStatement',
    'not-reached whyNotNotReached',
  ]);
  expect(reply.verdict).toEqual([
    { key: 'whyNotVerdictTerm', holes: { clause: 'reseller@3 §2.2', until: '2026-07-01', on: '2026-07-29' } },
    { key: 'whyNotOnlyThis', holes: {} },
  ]);
  const changes = rowOf(reply, 'whyNotSmallestChange').rows ?? [];
  expect(changes.map(({ amount }) => amount)).toEqual([eur('1800.00'), eur('1800.00')]);
  const [earlier, extended] = changes;
  expect(earlier?.said).toEqual({ key: 'whyNotFlipPaidOn', holes: { on: '2026-07-01' } });
  expect(earlier?.rows?.map(({ amount }) => amount?.amount)).toEqual(['1440.00', '360.00']);
  expect(earlier?.rows?.[1]?.said).toEqual({
    key: 'whyNotEffectOther',
    holes: { deal: 'D-2201', now: eur('2800.00'), instead: eur('3160.00'), clause: 'reseller@4 §2.2' },
  });
  expect(extended?.said).toEqual({ key: 'whyNotFlipAttribute', holes: { attribute: 'protection', value: 'extended' } });
  expect(
    rowOf({ ...reply, rows: extended === undefined ? [] : [extended] }, 'whyNotCounterMoves').said.holes,
  ).toMatchObject({
    before: eur('80030.53'),
    after: eur('98030.53'),
  });
  const text = shown(reply);
  for (const said of ['1,440.00', '360.00', '3,160.00, not 2,800.00', 'until 1 July 2026'])
    expect(text).toContain(said);
  expect(shown(reply, 'ru').replaceAll(/[\u00A0\u202F]/g, ' ')).toContain('3 160,00, а не 2 800,00');
});

it('each of the changes that are named, made in a real ledger, earns exactly what is said, and nothing earns without one', async () => {
  const told = async (leadOn: string, on: string, attributes: Record<string, string>): Promise<World> => {
    const world = await openWorld();
    const sales = [
      { deal: 'D-1', amount: '30000.00', on: '2026-06-10', leadOn: '2026-05-01' },
      { deal: 'D-2', amount: '32000.00', on: '2026-07-03' },
      { deal: 'D-3', amount: '18000.00', on, leadOn, more: { attributes } },
    ];
    for (const sale of sales.toSorted((a, b) => (a.on < b.on ? -1 : 1))) await sell(world, sale);
    return world;
  };
  const real = await told('2026-04-02', '2026-07-29', {});
  expect(await bookedOn(real, 'orion', 'D-3')).toEqual([]);
  const changes = rowOf(await whyNotIn(real, { subject: 'D-3' }), 'whyNotSmallestChange').rows ?? [];
  const effects = changes.map(({ amount, rows = [] }) => [amount?.amount, ...rows.map((row) => row.amount?.amount)]);
  const earlier = await told('2026-04-02', '2026-07-01', {});
  const extended = await told('2026-04-02', '2026-07-29', { protection: 'extended' });
  expect(await bookedOn(earlier, 'orion', 'D-3')).toEqual(['1440.00']);
  expect(await bookedOn(earlier, 'orion', 'D-2')).toEqual(['3160.00']);
  expect(await bookedOn(extended, 'orion', 'D-3')).toEqual(['1800.00']);
  expect(await bookedOn(extended, 'orion', 'D-2')).toEqual(['2800.00']);
  expect(effects).toEqual([
    ['1800.00', '1440.00', '360.00'],
    ['1800.00', '1800.00'],
  ]);
});

it('where two conditions are not met, only both changes together earn', async () => {
  const told = async (on: string, attributes: Record<string, string>): Promise<World> => {
    const world = await openWorld();
    await sell(world, { deal: 'D-1', amount: '100.00', on, leadOn: '2026-04-02', more: { attributes } });
    return world;
  };
  const world = await told('2026-07-29', { product: 'Basic' });
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(failedIn(reply)).toHaveLength(2);
  expect(reply.verdict[1]).toEqual({ key: 'whyNotMore', holes: {} });
  const [change, ...others] = rowOf(reply, 'whyNotSmallestChange').rows ?? [];
  expect(others).toEqual([]);
  expect(change?.said.key).toBe('whyNotFlipTogether');
  expect(change?.amount).toEqual(eur('8.00'));
  expect(await bookedOn(await told('2026-07-01', { product: 'Basic' }), 'orion', 'D-1')).toEqual([]);
  expect(await bookedOn(await told('2026-07-29', { product: 'Pro' }), 'orion', 'D-1')).toEqual([]);
  expect(await bookedOn(await told('2026-07-01', { product: 'Pro' }), 'orion', 'D-1')).toEqual(['8.00']);
});

it('an excluded product names the clause and the value that it leaves out', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01', more: { attributes: { product: 'Basic' } } });
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(reply.verdict[0]).toEqual({
    key: 'whyNotVerdictExcluded',
    holes: { clause: 'reseller@4 §2.2', attribute: 'product', value: 'Basic' },
  });
  const guard = reply.nodes[rowOf(reply, 'isOne').node ?? ''];
  expect(guard).toMatchObject({ kind: 'guard', test: 'not-in', pass: false });
  expect(rowOf(reply, 'whyNotFlipAttribute').amount).toEqual(eur('8.00'));
});

it('what another partner has names the claims with their times, and the rule', async () => {
  const plan = reseller(1, { attribution: { model: 'first-registration', days: 90 } });
  const world = await openWorld([plan]);
  const { ledger, today } = world;
  const customer = 'c'.repeat(64);
  const lead = async (id: string, partner: string, on: string): Promise<void> => {
    today(on);
    const prospect = { reference: `crm/${id}` };
    await orThrow(
      ledger.submitLead({ lead: id, program: 'resale', partner, prospect, attributes: {}, customer, occurredAt: on }),
    );
  };
  await lead('L-1', 'lyra', '2026-06-20T08:15:00Z');
  await lead('L-2', 'orion', '2026-06-21T09:00:00Z');
  const credited = [{ partner: 'lyra', share: '1' }];
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01', credited, more: { lead: 'L-1' } });
  const reply = await whyNotIn(world, { subject: 'D-1', partner: 'orion' });
  expect(failedIn(reply)[0]).toBe('whyNotNotYours');
  expect(reply.verdict[0]).toEqual({ key: 'whyNotVerdictNotYours', holes: { other: 'lyra' } });
  const claims = rowOf(reply, 'whyNotNotYours').rows ?? [];
  expect(claims.map(({ said }) => said.key)).toEqual([
    'whyNotClaimGrantedUntil',
    'whyNotClaimProtected',
    'whyNotFirstRegistration',
    'whyNotCreditedBy',
  ]);
  expect(claims[0]?.said.holes).toEqual({
    lead: 'L-1',
    partner: 'lyra',
    on: '2026-06-20',
    time: '10:15',
    until: '2026-09-18',
  });
  const changed = rowOf(reply, 'whyNotFlipCredited');
  expect(changed.amount).toEqual(eur('8.00'));
  const duplicate = await whyNotIn(world, { subject: 'L-2' });
  expect(failedIn(duplicate)).toEqual(['whyNotLeadDuplicate']);
  expect(rowOf(duplicate, 'whyNotFirstLead').said.holes).toMatchObject({ lead: 'L-1', time: '10:15' });
  expect(rowOf(duplicate, 'whyNotSecondLead').said.holes).toMatchObject({ lead: 'L-2', time: '11:00' });
  expect(rowOf(duplicate, 'whyNotSameCustomer').said.holes).toEqual({ customer });
});

it('a lead that was declined names the decision, who took it, and the reason', async () => {
  const world = await openWorld();
  const { ledger, today } = world;
  today('2026-07-01');
  const prospect = { reference: 'crm/L-1' };
  const submitted = { lead: 'L-1', program: 'resale', partner: 'orion', prospect, attributes: {} };
  await orThrow(ledger.submitLead({ ...submitted, foreignKey: 'CRM/4711', occurredAt: at('2026-07-01') }));
  await orThrow(
    ledger.rejectLead(
      { lead: 'L-1', reason: 'outside of the territory', occurredAt: at('2026-07-02') },
      { actor: 'desk' },
    ),
  );
  const reply = await whyNotIn(world, { subject: 'CRM/4711' });
  expect(reply.subject).toEqual({ kind: 'lead', id: 'L-1' });
  expect(reply.verdict).toEqual([
    { key: 'whyNotLeadRejected', holes: { on: '2026-07-02', reason: 'outside of the territory', actor: 'desk' } },
  ]);
  expect(rowOf(reply, 'whyNotLeadRejected').from?.[0]).toMatchObject({
    stream: 'lead-L-1',
    revision: 1,
    path: '/reason',
  });
});

it('what was never recorded is proved absent, with every place that was searched and how far', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01' });
  const reply = await whyNotIn(world, { subject: 'INV/2026/001', partner: 'orion' });
  expect(reply.verdict).toEqual([{ key: 'whyNotNotRecorded', holes: { subject: 'INV/2026/001' } }]);
  expect(reply.searched.map(({ source, watermark }) => [source, watermark])).toEqual([
    ['deal-x_INV_2F2026_2F001', 'no-stream'],
    ['lead-x_INV_2F2026_2F001', 'no-stream'],
    ['known-keys', expect.stringMatching(/^\d+$/)],
  ]);
  const absent = reply.nodes[rowOf(reply, 'whyNotNotRecorded').node ?? ''];
  expect(absent).toMatchObject({ kind: 'absent', key: 'INV/2026/001' });
});

it('a payment is found by the key of the host’s own system', async () => {
  const world = await openWorld();
  await win(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01' });
  world.today('2026-07-02');
  await orThrow(
    world.ledger.recordPayment({
      deal: 'D-1',
      payment: 'P-1',
      foreignKey: 'BANK 2026/7',
      amount: eur('100.00'),
      occurredAt: at('2026-07-02'),
    }),
  );
  for (const subject of ['BANK 2026/7', 'P-1'])
    expect((await whyNotIn(world, { subject })).subject).toEqual({ kind: 'payment', id: 'P-1' });
});

it('a deal on which the customer has not paid says so, and what a payment would earn', async () => {
  const world = await openWorld();
  await win(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(failedIn(reply)).toEqual(['whyNotNoPayment']);
  expect(reply.searched).toMatchObject([{ source: 'deal-D-1', watermark: '0' }]);
  expect(rowOf(reply, 'whyNotFlipPaid').amount).toEqual(eur('80.00'));
});

it('what is of a day before the enrolment says from when on it would count', async () => {
  const world = await openWorld();
  world.today('2026-07-10');
  const enrolment = { partner: 'vega', program: 'resale', plan: 'reseller', occurredAt: at('2026-07-10') };
  await orThrow(world.ledger.enrolPartner({ ...enrolment, from: '2026-07-05' }));
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01', credited: [{ partner: 'vega', share: '1' }] });
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(failedIn(reply)).toEqual(['whyNotEnrolledLater']);
  expect(rowOf(reply, 'whyNotFlipPaidOn').said.holes).toEqual({ on: '2026-07-05' });
  expect(rowOf(reply, 'whyNotFlipPaidOn').amount).toEqual(eur('8.00'));
});

it('who was suspended and earned nothing is told since when and why', async () => {
  const world = await openWorld();
  world.today('2026-06-30');
  const suspension = { partner: 'orion', program: 'resale', reason: 'audit', earning: 'stops' as const };
  await orThrow(world.ledger.suspendPartner({ ...suspension, from: '2026-07-01', occurredAt: at('2026-06-30') }));
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-02' });
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(failedIn(reply)).toEqual(['whyNotSuspended']);
  expect(reply.verdict[0]).toMatchObject({ holes: { from: '2026-07-01', reason: 'audit' } });
});

it('what waits for an exchange rate says which', async () => {
  const world = await openWorld();
  const dollars = { amount: { amount: '100.00', currency: 'USD' } };
  await win(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01', more: dollars });
  const payment = { deal: 'D-1', payment: 'P-1', ...dollars, occurredAt: at('2026-07-02') };
  await orThrow(world.ledger.recordPayment(payment));
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(failedIn(reply)).toEqual(['whyNotNoRate']);
  expect(reply.verdict[0]?.holes).toEqual({ from: 'USD', to: 'EUR', on: '2026-07-02' });
});

it('a bonus that was not reached names the threshold, where the total stood, and what was missing', async () => {
  const bonus = {
    id: 'bonus',
    clause: '4.1',
    title: { en: 'Bonus' },
    earnedOn: 'payment',
    beneficiary: 'referrer',
    when: { counter: 'sales', at: 'after', atLeast: '50000.00' },
    pay: { fixed: '500.00' },
  } as const;
  const plan = reseller(1, { rules: [...reseller(1).rules, bonus] });
  const world = await openWorld([plan]);
  await sell(world, { deal: 'D-1', amount: '30000.00', on: '2026-07-01' });
  const reply = await whyNotIn(world, { subject: 'D-1' });
  const missed = rowOf(reply, 'whyNotClause');
  expect(missed.said.holes).toEqual({ clause: 'reseller@1 §4.1' });
  expect(missed.rows?.[0]).toMatchObject({ gate: 'failed', said: { key: 'lessThan' } });
  expect(rowOf(reply, 'whyNotMissing').amount).toEqual(eur('20000.00'));
  expect(rowOf(reply, 'whyNotNextTier')).toMatchObject({
    amount: eur('20000.00'),
    said: { holes: { at: eur('30000.00'), edge: eur('50000.00'), window: '2026' } },
  });
});

it('a limit that is used up says how much of it was', async () => {
  const capped = {
    id: 'capped',
    clause: '5.1',
    title: { en: 'Capped' },
    earnedOn: 'payment',
    beneficiary: 'referrer',
    pay: { cap: { pay: { percent: { of: 'payment', rate: '0.1' } }, at: '100.00', counter: 'given' } },
  } as const;
  const plan = reseller(1, {
    rules: [capped],
    counters: [{ id: 'given', measure: { earned: ['capped'] }, window: 'year' }],
    examples: [{ title: { en: 'Small' }, given: { payment: '100.00' }, expect: { capped: '10.00' } }],
  });
  const world = await openWorld([plan]);
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
  await sell(world, { deal: 'D-2', amount: '500.00', on: '2026-07-02' });
  const reply = await whyNotIn(world, { subject: 'D-2' });
  expect(failedIn(reply)).toEqual(['whyNotCapReached']);
  expect(reply.verdict[0]?.holes).toEqual({ clause: 'reseller@1 §5.1', limit: eur('100.00'), used: eur('100.00') });
});

it('what was taken back, disputed, too small or on its way is told one by one on its way to the bank', async () => {
  const world = await openWorld();
  const { ledger, today } = world;
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01' });
  await payOut(world, '2026-08-05');
  const small = await whyNotIn(world, { subject: 'D-1', on: right(localDate('2026-08-06')) });
  expect(failedIn(small)).toEqual(['whyNotBelowMinimum']);
  expect(rowOf(small, 'whyNotMissing').amount).toEqual(eur('42.00'));
  await sell(world, { deal: 'D-2', amount: '1000.00', on: '2026-08-07' });
  await sell(world, { deal: 'D-3', amount: '2000.00', on: '2026-08-08' });
  await refund(world, 'D-3', '2000.00', '2026-08-20');
  const back = await whyNotIn(world, { subject: 'D-3' });
  expect(failedIn(back)[0]).toBe('whyNotTakenBack');
  expect(rowOf(back, 'whyNotRefunded').said.holes).toMatchObject({ reason: 'returned', on: '2026-08-20' });
  const accrual = rowOf(await whyNotIn(world, { subject: 'D-2' }), 'whyNotEarned').proof ?? '';
  today('2026-08-21');
  const dispute = { program: 'resale', partner: 'orion', accrual, occurredAt: at('2026-08-21') };
  await orThrow(ledger.holdAccrual({ ...dispute, reason: 'Whose deal is it?' }));
  const held = await whyNotIn(world, { subject: accrual });
  expect(failedIn(held)[0]).toBe('whyNotHeld');
  today('2026-08-22');
  await orThrow(ledger.releaseAccrual({ ...dispute, outcome: 'Theirs', occurredAt: at('2026-08-22') }));
  const [payout = ''] = await payOut(world, '2026-09-07');
  expect(gatesOf(await whyNotIn(world, { subject: 'D-2' }))).toContain('open whyNotOnItsWay');
  await sell(world, { deal: 'D-4', amount: '1000.00', on: '2026-08-30' });
  const late = await whyNotIn(world, { subject: 'D-4', in: payout });
  expect(failedIn(late)).toContain('whyNotRecordedLater');
  await sell(world, { deal: 'D-5', amount: '1000.00', on: '2026-09-02' });
  expect(failedIn(await whyNotIn(world, { subject: 'D-5', in: payout }))[0]).toBe('whyNotAfterCutOff');
  today('2026-09-09');
  const about = { program: 'resale', partner: 'orion', payout, amount: eur('88.00') };
  await orThrow(ledger.settlePayout({ ...about, reference: 'bank-1', occurredAt: at('2026-09-09') }));
  const paid = await whyNotIn(world, { subject: 'D-2' });
  expect(failedIn(paid)).toEqual([]);
  expect(paid.verdict).toEqual([{ key: 'whyNotIsPaid', holes: { amount: eur('80.00'), currency: 'EUR' } }]);
});

it('what happened in one month and reached us after its statement was closed says both days', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-0', amount: '100.00', on: '2026-06-20' });
  await win(world, { deal: 'D-1', amount: '100.00', on: '2026-06-25' });
  world.today('2026-07-03');
  await orThrow(world.ledger.closePeriod({ program: 'resale', period: '2026-06', closedBy: 'ann' }));
  await pay(world, 'D-1', '100.00', '2026-06-26', { recorded: '2026-07-18' });
  const reply = await whyNotIn(world, { subject: 'D-1', in: '2026-06' });
  expect(failedIn(reply)).toContain('whyNotClosedBefore');
  expect(rowOf(reply, 'whyNotClosedBefore').said.holes).toMatchObject({
    on: '2026-06-26',
    recorded: '2026-07-18',
    closed: '2026-07-03',
    instead: '2026-07',
    zone: 'Europe/Berlin',
  });
});

it('a payout in which nothing is known is an unknown subject', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-06-20' });
  const explainer = await explainerOf(world);
  expect(left(await explainer.whyNot({ subject: 'D-1', in: 'PO-1' }))).toEqual({
    _tag: 'UnknownSubject',
    subject: 'PO-1',
  });
});

it('a payment before its win is recorded, also where there are several programs', async () => {
  const world = await openWorld();
  const { ledger } = world;
  for (const [program, currency, zone] of [
    ['apart', 'USD', 'Asia/Tokyo'],
    ['beside', 'EUR', 'UTC'],
  ] as const)
    await orThrow(
      ledger.openProgram({
        program,
        name: program,
        timeZone: zone,
        currencies: [currency],
        businessCalendar: { weekend: [6, 7], holidays: [] },
        approval: 'none',
        destinations: 'kept-by-host',
      }),
    );
  await pay(world, 'E-1', '100.00', '2026-06-20');
  for (const subject of ['E-1', 'E-1-p']) {
    const reply = await whyNotIn(world, { subject });
    expect(reply.verdict).toEqual([{ key: 'whyNotNotWon', holes: { deal: 'E-1' } }]);
    expect(rowOf(reply, 'whyNotCameEarly').from).toMatchObject([{ stream: 'deal-E-1' }]);
    // Its own program is not told yet: the first that pays in the currency of the payment.
    expect(reply.program.program).toBe('beside');
    expect((await whyNotIn(world, { subject, partner: 'orion' })).program.program).toBe('resale');
  }
  const explainer = await explainerOf(world);
  expect(left(await explainer.whyNot({ subject: 'E-2' }))).toEqual({ _tag: 'UnknownSubject', subject: 'E-2' });
});

it('after a payout that failed or was voided, where the line is now decides', async () => {
  for (const end of ['failPayout', 'voidPayout'] as const) {
    const world = await openWorld();
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
    const [first = ''] = await payOut(world, '2026-08-05');
    world.today('2026-08-07');
    const about = { program: 'resale', partner: 'orion', amount: eur('80.00') };
    const returned = { ...about, payout: first, reason: 'bad iban', occurredAt: at('2026-08-07') };
    await orThrow(world.ledger[end](returned));
    const asked = { subject: 'D-1', in: first };
    const waiting = await whyNotIn(world, asked);
    expect(failedIn(waiting)).toEqual([end === 'failPayout' ? 'whyNotPayoutFailed' : 'whyNotPayoutVoided']);
    const [second = ''] = await payOut(world, '2026-09-07');
    const instead = { payout: first, instead: second, date: '2026-09-07' };
    const underWay = await whyNotIn(world, asked);
    expect(underWay.verdict.at(-1)).toEqual({ key: 'whyNotOnItsWayInstead', holes: instead });
    world.today('2026-09-09');
    const settled = { ...about, payout: second, reference: 'bank-2', occurredAt: at('2026-09-09') };
    await orThrow(world.ledger.settlePayout(settled));
    const paid = await whyNotIn(world, asked);
    expect(failedIn(paid)).toEqual([]);
    expect(paid.verdict.at(-1)).toEqual({ key: 'whyNotPaidInstead', holes: instead });
    const then = end === 'failPayout' ? 'whyNotPayoutFailedThen' : 'whyNotPayoutVoidedThen';
    expect(rowOf(paid, then).said.holes).toEqual({ payout: first, on: '2026-08-07', reason: 'bad iban' });
    expect(rowOf(paid, 'whyNotArrived').said.holes).toMatchObject({ payout: second });
    for (const reply of [waiting, underWay, paid]) expect(refinementProblems(reply)).toEqual([]);
  }
});

it('a dispute is told in a whole sentence, and a clause once', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
  const accrual = rowOf(await whyNotIn(world, { subject: 'D-1' }), 'whyNotEarned').proof ?? '';
  const dispute = { program: 'resale', partner: 'orion', accrual, occurredAt: at('2026-07-02') };
  await orThrow(world.ledger.holdAccrual({ ...dispute, reason: 'fraud' }));
  const held = shown(await whyNotIn(world, { subject: 'D-1' }));
  expect(held).toContain('(fraud) and is in no payout until that is settled. That is all');
  const other = [{ partner: 'lyra', share: '1' }];
  await sell(world, { deal: 'D-2', amount: '100.00', on: '2026-07-03', credited: other });
  const effect = shown(await whyNotIn(world, { subject: 'D-2', partner: 'orion' }))
    .split('\n')
    .find((line) => line.includes('For itself'));
  expect(effect?.match(/reseller@4/g)).toHaveLength(1);
});
