import { describe, expect, it } from 'vitest';
import type { Ledger, Result } from '../src/index.ts';
import { payoutIdOf } from '../src/index.ts';
import { account, byPolicy, at } from './accountSteps.ts';
import { cents, eur, eventsOf, flatPlan, framesOf, newLedger, ok, paid, refused, settle, won } from './world.ts';

const occurredAt = '2024-02-20T12:00:00.000Z';
const of = { program: 'acme', partner: 'bob' };
const adjustment = {
  ...of,
  adjustment: 'a1',
  amount: eur('-3.00'),
  reason: 'paid twice',
  author: 'ann',
  maturesOn: '2024-02-01',
  occurredAt,
};
const byTwo = { ...of, date: '2024-02-20', reason: 'long ago', author: 'ann', approver: 'max', occurredAt };
const writeOff = { ...byTwo, writeOff: 'w1', amount: eur('1.00') };
const unclaimed = { ...byTwo, unclaimed: 'u1', amount: eur('1.00') };

const withholding = [{ status: 'none', rate: '0.1', from: '2024-01-01' }];
const terms = { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.00', withholding } as const;

const opened = async () => {
  const world = newLedger();
  const plan = flatPlan('0.1', { hold: { days: 0 }, payout: terms });
  await settle(world.ledger, { plans: [plan], partners: ['bob', 'cat'], program: { currencies: ['EUR', 'USD'] } });
  return world;
};

/** Each payment earns a tenth; the accruals, in the order of the payments. */
const earned = async (...amounts: readonly string[]) => {
  const world = await opened();
  await ok(world.ledger.winDeal(won('d1')));
  for (const [index, amount] of amounts.entries())
    await ok(world.ledger.recordPayment(paid('d1', `p${index}`, amount)));
  const accruals = (await eventsOf(world.store, 'AccrualPosted')).map(({ data }) => data.accrual);
  const hold = (id: string, ...which: readonly number[]) =>
    ok(
      byPolicy(
        world.store,
        {
          type: 'HoldByPolicy',
          account,
          by: { kind: 'inquiry', id },
          accruals: which.map((index) => accruals[index] ?? 'ghost'),
          reason: `inquiry ${id}`,
          occurredAt: at(occurredAt),
        },
        `inquiry/${id}/hold`,
      ),
    );
  const release = (id: string) =>
    ok(
      byPolicy(
        world.store,
        { type: 'ReleaseByPolicy', account, by: { kind: 'inquiry', id }, outcome: 'done', occurredAt: at(occurredAt) },
        `inquiry/${id}/release`,
      ),
    );
  const issued = async (date: string) =>
    (await ok(world.ledger.issuePayouts({ program: 'acme', date }))).issued.map(({ data }) => data.amount.minor);
  return { ...world, accruals, hold, release, issued };
};

describe('holds', () => {
  it('last until everybody who holds has released', async () => {
    const { ledger, accruals, hold, release, issued } = await earned('10.00', '30.00');
    const byHand = { ...of, accrual: accruals[0] ?? '', occurredAt };
    await hold('i1', 0);
    await hold('i2', 0);
    await ok(ledger.holdAccrual({ ...byHand, reason: 'not theirs' }));
    await release('i1');
    expect(await issued('2024-03-05')).toEqual([300n]);
    await release('i2');
    expect(await issued('2024-04-05')).toEqual([]);
    await ok(ledger.releaseAccrual({ ...byHand, outcome: 'theirs' }));
    expect(await issued('2024-05-06')).toEqual([100n]);
  });

  it('of a policy on what is in a payout take effect when the payout gives it back', async () => {
    const { ledger, hold, release, issued } = await earned('10.00', '30.00');
    expect(await issued('2024-03-05')).toEqual([400n]);
    await hold('i1', 0);
    const payout = payoutIdOf(account, '2024-03-05');
    await ok(ledger.failPayout({ ...of, payout, amount: eur('4.00'), reason: 'account closed' }));
    expect(await issued('2024-04-05')).toEqual([300n]);
    await release('i1');
    expect(await issued('2024-05-06')).toEqual([100n]);
  });

  it('of a policy pass over what is unknown, paid, or held by it already', async () => {
    const { store, ledger, hold, issued, accruals } = await earned('10.00', '30.00', '50.00');
    await hold('i1', 0, 1);
    expect(await issued('2024-03-05')).toEqual([500n]);
    const payout = payoutIdOf(account, '2024-03-05');
    await ok(ledger.settlePayout({ ...of, payout, amount: eur('5.00'), reference: 'bank 7' }));
    const first = await hold('i2', 0, 2, 9);
    expect(first.events.map(({ data }) => ('accrual' in data ? data.accrual : ''))).toEqual([accruals[0]]);
    const events = await eventsOf(store, 'AccrualHeld');
    expect(events.map(({ data }) => [data.accrual, data.by?.id])).toEqual([
      [accruals[0], 'i1'],
      [accruals[1], 'i1'],
      [accruals[0], 'i2'],
    ]);
  });

  it('of a policy end together, and only those of that holder', async () => {
    const { hold, release, accruals } = await earned('10.00', '30.00');
    await hold('i1', 0, 1);
    await hold('i2', 1);
    const ended = await release('i1');
    expect(
      ended.events.map(({ type, data }) => [type, 'accrual' in data ? data.accrual : '', 'by' in data && data.by]),
    ).toEqual([
      ['AccrualReleased', accruals[0], { kind: 'inquiry', id: 'i1' }],
      ['AccrualReleased', accruals[1], { kind: 'inquiry', id: 'i1' }],
    ]);
    expect(await release('i3')).toEqual({ repeated: true, events: [] });
  });

  it('by hand do not end what a policy holds', async () => {
    const { store, ledger, accruals, hold } = await earned('10.00');
    await hold('i1', 0);
    const frames = await framesOf(store);
    const release = { ...of, accrual: accruals[0] ?? '', outcome: 'theirs', occurredAt };
    expect(await refused(ledger.releaseAccrual(release))).toMatchObject({ _tag: 'AccrualNotHeld' });
    const by = { kind: 'inquiry' as const, id: 'i1' };
    expect(await refused(ledger.releaseAccrual({ ...release, by } as typeof release))).toEqual({
      _tag: 'InvalidInput',
      problems: [{ path: '/by', message: 'is no field of a hold by hand' }],
    });
    expect(await framesOf(store)).toEqual(frames);
  });

  it('by a policy are no holds by hand: to release them by hand in its words is nothing that was done', async () => {
    const { ledger, accruals, hold, release } = await earned('10.00');
    await hold('i1', 0);
    await release('i1');
    const again = { ...of, accrual: accruals[0] ?? '', outcome: 'done', occurredAt };
    expect(await refused(ledger.releaseAccrual(again))).toMatchObject({ _tag: 'AccrualNotHeld' });
  });
});

describe('a proposed adjustment', () => {
  it('counts only once another person approved it, exactly as proposed', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.proposeAdjustment(adjustment));
    const close = (period: string) => ok(ledger.closePeriod({ program: 'acme', period, closedBy: 'fin' }));
    expect((await close('2024-01')).closed.map(({ data }) => data.lines)).toEqual([0, 0]);
    const { events } = await ok(ledger.approveAdjustment({ ...of, adjustment: 'a1', approver: 'max', occurredAt }));
    const { amount, ...rest } = adjustment;
    expect(events.map(({ type, json }) => [type, json])).toEqual([
      ['AdjustmentPosted', { ...rest, amount, approver: 'max' }],
    ]);
    expect((await close('2024-02')).closed.map(({ data }) => [data.lines, data.closing.minor])).toEqual([
      [1, -300n],
      [0, 0n],
    ]);
    expect(await eventsOf(store, 'AdjustmentPosted')).toHaveLength(1);
  });

  it('is found in whatever currency of the program it is, or in the one that is named', async () => {
    const { ledger } = await opened();
    await ok(ledger.proposeAdjustment({ ...adjustment, amount: { amount: '5.00', currency: 'USD' } }));
    const approval = { ...of, adjustment: 'a1', approver: 'max' };
    expect(await refused(ledger.approveAdjustment({ ...approval, currency: 'EUR' }))).toEqual({
      _tag: 'UnknownProposal',
      adjustment: 'a1',
    });
    const { events } = await ok(ledger.approveAdjustment(approval));
    expect(events[0]?.stream).toBe('account-acme.bob.USD');
  });

  it('is approved once, also when two people do it', async () => {
    const { store, ledger } = await opened();
    await ok(ledger.proposeAdjustment(adjustment));
    const approve = (approver: string) => ledger.approveAdjustment({ ...of, adjustment: 'a1', approver });
    const [one, other] = await Promise.all([approve('max'), approve('eve')]);
    expect([one._tag, other._tag].toSorted()).toEqual(['Left', 'Right']);
    expect(await refused(Promise.resolve([one, other].find(({ _tag }) => _tag === 'Left') ?? one))).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'approver' }],
    });
    expect(await ok(approve(one._tag === 'Right' ? 'max' : 'eve'))).toMatchObject({ repeated: true });
    expect(await eventsOf(store, 'AdjustmentPosted')).toHaveLength(1);
  });

  it.each([{ amount: eur('-3.01') }, { reason: 'other' }, { author: 'eve' }, { maturesOn: '2024-02-02' }])(
    'is not posted with %j instead',
    async (change) => {
      const { ledger } = await opened();
      await ok(ledger.proposeAdjustment(adjustment));
      const other = { ...adjustment, approver: 'max', ...change };
      expect(await refused(ledger.postAdjustment(other))).toEqual({ _tag: 'NotAsProposed', adjustment: 'a1' });
      await ok(ledger.postAdjustment({ ...adjustment, approver: 'max' }));
    },
  );

  it('is not declined once it is posted, nor posted once it is declined', async () => {
    const { ledger } = await opened();
    const decline = { ...of, adjustment: 'a1', by: 'max', reason: 'no' };
    await ok(ledger.proposeAdjustment(adjustment));
    await ok(ledger.approveAdjustment({ ...of, adjustment: 'a1', approver: 'max' }));
    expect(await refused(ledger.declineAdjustment(decline))).toMatchObject({ status: 'posted' });
    await ok(ledger.proposeAdjustment({ ...adjustment, adjustment: 'a2' }));
    const declined = await ok(ledger.declineAdjustment({ ...decline, adjustment: 'a2' }));
    expect(await ok(ledger.declineAdjustment({ ...decline, adjustment: 'a2' }))).toEqual({
      ...declined,
      repeated: true,
    });
    const post = { ...adjustment, adjustment: 'a2', approver: 'max' };
    expect(await refused(ledger.postAdjustment(post))).toMatchObject({ status: 'declined' });
  });

  it('of one id in two accounts is posted in one of them only', async () => {
    const { ledger } = await opened();
    await ok(ledger.postAdjustment({ ...adjustment, partner: 'cat', approver: 'max' }));
    await ok(ledger.proposeAdjustment(adjustment));
    expect(await refused(ledger.approveAdjustment({ ...of, adjustment: 'a1', approver: 'max' }))).toMatchObject({
      _tag: 'KeyConflict',
    });
  });
});

describe('a write-off by hand', () => {
  const owing = async () => {
    const world = await opened();
    await ok(world.ledger.postAdjustment({ ...adjustment, approver: 'max' }));
    return world;
  };

  it('lowers what the partner owes, and goes into the next payout', async () => {
    const { ledger } = await owing();
    await ok(ledger.writeOffReceivable(writeOff));
    expect(
      await refused(ledger.writeOffReceivable({ ...writeOff, writeOff: 'w2', amount: eur('2.01') })),
    ).toMatchObject({
      _tag: 'MoreThanOwed',
      receivable: { minor: 200n },
    });
    await ok(ledger.writeOffReceivable({ ...writeOff, writeOff: 'w2', amount: eur('2.00') }));
    await ok(ledger.postAdjustment({ ...adjustment, adjustment: 'a2', amount: eur('4.00'), approver: 'max' }));
    const { issued } = await ok(ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
    expect(issued.map(({ data }) => [data.amount.minor, data.lines.length])).toEqual([[400n, 4]]);
  });

  it.each<readonly [string, object, string]>([
    ['without an author', { author: undefined }, '/author'],
    ['without an approver', { approver: undefined }, '/approver'],
    ['under an id that payouts give', { writeOff: 'WO-2024-03-05-x' }, '/writeOff'],
    ['on a day that comes later', { date: '2024-02-21' }, '/date'],
  ])('is refused %s', async (_, change, path) => {
    const { store, ledger } = await owing();
    const frames = await framesOf(store);
    const refusal = await refused(ledger.writeOffReceivable({ ...writeOff, ...change }));
    expect(refusal).toMatchObject({ _tag: 'InvalidInput', problems: [{ path }] });
    expect(await framesOf(store)).toEqual(frames);
  });
});

describe('what is set apart as unclaimed', () => {
  it('is neither held, nor still to mature, nor set apart already', async () => {
    const { ledger, hold } = await earned('10.00', '30.00');
    await hold('i1', 0);
    const later = { adjustment: 'a2', amount: eur('7.00'), maturesOn: '2024-02-21', approver: 'max' };
    await ok(ledger.postAdjustment({ ...adjustment, ...later }));
    const most = (change: object) =>
      refused(ledger.setApartUnclaimed({ ...unclaimed, unclaimed: 'x', amount: eur('99.00'), ...change }));
    expect(await most({})).toMatchObject({ _tag: 'MoreThanPayable', payable: { minor: 300n } });
    await ok(ledger.setApartUnclaimed(unclaimed));
    expect(await most({})).toMatchObject({ payable: { minor: 200n } });
    // Also on an earlier date: it cannot be set apart twice.
    expect(await most({ date: '2024-02-10' })).toMatchObject({ payable: { minor: 200n } });
    expect(await most({ date: '2024-01-31' })).toMatchObject({ payable: { minor: 0n } });
  });

  it('is taken by the next payout, whatever its cut-off', async () => {
    const { ledger, issued } = await earned('10.00');
    await ok(ledger.setApartUnclaimed({ ...unclaimed, date: '2024-03-04', occurredAt: '2024-03-04T12:00:00Z' }));
    await ok(ledger.postAdjustment({ ...adjustment, amount: eur('5.00'), approver: 'max' }));
    expect(await issued('2024-03-05')).toEqual([500n]);
  });
});

describe('tax that is handed over', () => {
  it('is at most what payouts kept back, less what was handed over, also after one failed', async () => {
    const { ledger, issued } = await earned('100.00');
    expect(await issued('2024-03-05')).toEqual([1000n]);
    const remit = (remittance: string, minor: number): Result =>
      ledger.remitTax({ ...of, remittance, amount: cents(minor), reference: 'tax office', occurredAt });
    expect(await refused(remit('t1', 101))).toMatchObject({ _tag: 'MoreThanWithheld', withheld: { minor: 100n } });
    await ok(remit('t1', 60));
    expect(await refused(remit('t2', 41))).toMatchObject({ withheld: { minor: 40n } });
    await fail(ledger);
    expect(await refused(remit('t2', 1))).toMatchObject({ withheld: { minor: 0n } });
    expect(await issued('2024-04-05')).toEqual([1000n]);
    await ok(remit('t2', 40));
  });
});

const fail = (ledger: Ledger) =>
  ok(
    ledger.failPayout({
      ...of,
      payout: payoutIdOf(account, '2024-03-05'),
      amount: eur('10.00'),
      reason: 'closed',
      occurredAt: '2024-03-06T00:00:00Z',
    }),
  );
