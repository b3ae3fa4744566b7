import type { EventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import {
  eventsOf,
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

const occurredAt = '2024-01-01T00:00:00Z';
const suspension = { partner: 'bob', program: 'acme', from: '2024-02-10', reason: 'under review', occurredAt };

/** bob's deals, with dan above him. */
const opened = async (): Promise<Readonly<{ store: EventStore; ledger: Ledger }>> => {
  const world = newLedger();
  const overlay = {
    id: 'help',
    clause: '1.3',
    title: { en: 'Help' },
    earnedOn: 'payment',
    beneficiary: 'overlay-helper',
    pay: { percent: { of: 'payment', rate: '0.01' } },
  } as const;
  const examples = [
    { title: { en: 'Small' }, given: { payment: '10.00' }, expect: { own: '1.00', team: '0.50', help: '0.10' } },
  ];
  await settle(world.ledger, {
    plans: [planOf({ rules: [...planOf().rules, overlay], examples })],
    partners: ['bob', 'cat', 'dan'],
  });
  const upline = { partner: 'bob', program: 'acme', upline: 'dan', from: '2024-01-01', occurredAt };
  await ok(world.ledger.assignUpline(upline));
  await ok(world.ledger.winDeal(won('d1', { overlays: [{ partner: 'cat', role: 'helper' }] })));
  return world;
};

/** What each partner earned of each payment, or why nothing. */
const earnedIn = async (store: EventStore): Promise<readonly string[]> =>
  (await historyOf(store)).flatMap(({ type, data }) => {
    if (type === 'AccrualPosted') return [`${data.cause.id} ${data.partner} ${format(data.amount)}`];
    return type === 'AccrualEvaluated' ? [`${data.cause.id} ${data.partner} ${data.reason}`] : [];
  });

/** On the last local day before, the first and the last of, and the first after a time from 10 to 20 February. */
const aroundIt = [
  ['p1', '2024-02-09T22:59:59Z'],
  ['p2', '2024-02-09T23:00:00Z'],
  ['p3', '2024-02-19T22:59:59Z'],
  ['p4', '2024-02-19T23:00:00Z'],
] as const;

describe('a suspension', () => {
  it('lets the partner earn nothing on its local days, and counts nothing, where earning stops', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.suspendPartner({ ...suspension, earning: 'stops' }));
    await ok(ledger.reinstatePartner({ ...suspension, from: '2024-02-20' }));
    for (const [payment, at] of aroundIt) await ok(ledger.recordPayment(paid('d1', payment, '10.00', at)));
    expect((await earnedIn(store)).filter((line) => line.includes(' bob '))).toEqual([
      'p1 bob 1.00',
      'p2 bob suspended',
      'p3 bob suspended',
      // 20 % above 10.00: only the first payment was counted.
      'p4 bob 2.00',
    ]);
    const [first] = await eventsOf(store, 'AccrualEvaluated');
    expect(first?.data).toMatchObject({ counters: [], refund: null });
  });

  it('is as if there were none where earning continues', async () => {
    const [one, other] = [await opened(), await opened()];
    await ok(one.ledger.suspendPartner({ ...suspension, earning: 'continues' }));
    for (const { ledger } of [one, other])
      for (const [payment, at] of aroundIt) await ok(ledger.recordPayment(paid('d1', payment, '10.00', at)));
    expect(await earnedIn(one.store)).toEqual(await earnedIn(other.store));
    expect(await earnedIn(one.store)).toContain('p2 bob 2.00');
  });

  it.each([
    ['the level above', 'dan', ['p1 bob 1.00', 'p1 cat 0.10', 'p1 dan suspended']],
    ['who is credited beside', 'cat', ['p1 bob 1.00', 'p1 cat suspended', 'p1 dan 0.50']],
    ['who brought the deal', 'bob', ['p1 bob suspended', 'p1 cat 0.10', 'p1 dan 0.50']],
  ])('concerns %s alone', async (_, partner, expected) => {
    const { store, ledger } = await opened();
    await ok(ledger.suspendPartner({ ...suspension, partner, earning: 'stops' }));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00', '2024-02-15T12:00:00Z')));
    expect(await earnedIn(store)).toEqual(expected);
  });

  it('is known to whoever asks what a deal would earn', async () => {
    const { ledger } = await opened();
    await ok(ledger.suspendPartner({ ...suspension, earning: 'stops' }));
    const deal = { program: 'acme', partner: 'bob', currency: 'EUR', payment: '10.00' };
    const seen = await ok(ledger.whatIf({ ...deal, date: '2024-02-10' }));
    expect(seen.commissions.map(({ partner }) => partner)).toEqual(['dan']);
    const before = await ok(ledger.whatIf({ ...deal, date: '2024-02-09' }));
    expect(before.commissions.map(({ partner }) => partner)).toEqual(['bob', 'dan']);
  });

  it('in another program concerns that one', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.openProgram({ ...otherProgram }));
    await ok(ledger.suspendPartner({ ...suspension, program: 'other', earning: 'stops' }));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00', '2024-02-15T12:00:00Z')));
    expect(await earnedIn(store)).toContain('p1 bob 1.00');
  });

  it('leaves a refund nothing to take back of what it let nobody earn', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.suspendPartner({ ...suspension, earning: 'stops' }));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00', '2024-02-15T12:00:00Z')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00', '2024-02-16T12:00:00Z')));
    expect((await eventsOf(store, 'AccrualReversed')).map(({ data }) => data.partner)).toEqual(['cat', 'dan']);
  });

  it('keeps the partner from submitting leads on its local days', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.suspendPartner({ ...suspension, earning: 'continues' }));
    const lead = { program: 'acme', partner: 'bob', prospect: { reference: 'crm-1' }, attributes: {} };
    await ok(ledger.submitLead({ ...lead, lead: 'l1', occurredAt: '2024-02-09T22:59:59Z' }));
    const frames = await framesOf(store);
    const refusal = await refused(ledger.submitLead({ ...lead, lead: 'l2', occurredAt: '2024-02-09T23:00:00Z' }));
    expect(refusal).toMatchObject({ _tag: 'PartnerIsSuspended', partner: 'bob', program: 'acme' });
    expect(await framesOf(store)).toEqual(frames);
  });

  it('is known to a process that has seen the partner before another one suspended them', async () => {
    const { store, ledger } = await opened();
    const other = ledgerOn(store);
    const lead = { program: 'acme', partner: 'bob', prospect: { reference: 'x' }, attributes: {} };
    const of = { ...lead, occurredAt: '2024-02-10T12:00:00Z' };
    await ok(other.submitLead({ ...of, lead: 'l1' }));
    await ok(ledger.suspendPartner({ ...suspension, earning: 'continues' }));
    const before = await framesOf(store);
    expect(await refused(other.submitLead({ ...of, lead: 'l2' }))).toMatchObject({ _tag: 'PartnerIsSuspended' });
    expect(await framesOf(store)).toEqual(before);
  });

  it('begins no earlier than the last one of the program', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.suspendPartner({ ...suspension, earning: 'stops' }));
    const frames = await framesOf(store);
    const outOfOrder = { _tag: 'AssignmentOutOfOrder', partner: 'bob', from: '2024-02-09', latest: '2024-02-10' };
    const earlier = { ...suspension, from: '2024-02-09' };
    expect(await refused(ledger.suspendPartner({ ...earlier, earning: 'stops' }))).toEqual(outOfOrder);
    expect(await refused(ledger.reinstatePartner(earlier))).toEqual(outOfOrder);
    expect(await framesOf(store)).toEqual(frames);
  });

  it('of an unknown program is refused', async () => {
    const { store, ledger } = await opened();
    const frames = await framesOf(store);
    const refusal = await refused(ledger.suspendPartner({ ...suspension, program: 'ghost', earning: 'stops' }));
    expect(refusal).toEqual({ _tag: 'UnknownProgram', program: 'ghost' });
    expect(await framesOf(store)).toEqual(frames);
  });

  it('can change what is earned while it lasts', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.suspendPartner({ ...suspension, earning: 'stops' }));
    await ok(ledger.suspendPartner({ ...suspension, from: '2024-02-15', earning: 'continues' }));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00', '2024-02-14T12:00:00Z')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '10.00', '2024-02-15T12:00:00Z')));
    expect((await earnedIn(store)).filter((line) => line.includes(' bob '))).toEqual([
      'p1 bob suspended',
      'p2 bob 1.00',
    ]);
  });
});

const otherProgram = {
  program: 'other',
  name: 'Other',
  timeZone: 'Europe/Berlin',
  currencies: ['EUR'],
  businessCalendar: { weekend: [6, 7], holidays: [] },
  approval: 'none',
  destinations: 'kept-by-host',
  occurredAt,
} satisfies Parameters<Ledger['openProgram']>[0];
