import type { EventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { type Ledger, type RunResult, payoutIdOf } from '../src/index.ts';
import { eur, eventsOf, framesOf, ledgerOn, newLedger, ok, paid, refunded, refused, settle, won } from './world.ts';

const march = { program: 'acme', date: '2024-03-05' };
const april = { program: 'acme', date: '2024-04-05' };
const may = { program: 'acme', date: '2024-05-06' };

/** What a run did, as text: `bob 1.00`, `cat 0.20 below-minimum`. */
const shown = ({ issued, deferred }: RunResult): readonly string[] => [
  ...issued.map(({ data }) => `${data.partner} ${format(data.amount)}`),
  ...deferred.map(({ data }) => `${data.partner} ${format(data.amount)} ${data.reason}`),
];

const worldOf = async (program: object = {}): Promise<{ store: EventStore; ledger: Ledger }> => {
  const { store, ledger } = newLedger();
  await settle(ledger, { partners: ['bob', 'cat'], program });
  for (const partner of ['bob', 'cat'])
    await ok(ledger.winDeal(won(`of-${partner}`, { attribution: [{ partner, share: '1' }] })));
  return { store, ledger };
};

const adjustment = (partner: string, id: string, amount: string, maturesOn: string) => ({
  program: 'acme',
  partner,
  adjustment: id,
  amount: eur(amount),
  reason: 'agreed by phone',
  author: 'ann',
  approver: 'max',
  maturesOn,
});

describe('a preview', () => {
  it('tells what a run would do and writes nothing', async () => {
    const { store, ledger } = await worldOf({ destinations: 'required' });
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    await ok(ledger.recordPayment(paid('of-cat', 'p1', '9.00')));
    const before = await framesOf(store);
    const previews = await ok(ledger.previewPayouts(march));
    expect(
      previews.map(({ account, amount, lines, deferral, cutOff }) => [
        account.partner,
        format(amount),
        lines,
        deferral,
        cutOff,
      ]),
    ).toEqual([
      ['bob', '1.00', 1, 'no-destination', '2024-03-01'],
      ['cat', '0.90', 1, 'below-minimum', '2024-03-01'],
    ]);
    expect(previews[0]?.payout).toBe(payoutIdOf({ program: 'acme', partner: 'bob', currency: 'EUR' }, '2024-03-05'));
    expect(await framesOf(store)).toEqual(before);
  });
});

describe('a run of a program without approval', () => {
  it('pays what matured before the first of the month', async () => {
    const { store, ledger } = await worldOf();
    // Ten days of hold: 20 February matures on 1 March.
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00', '2024-02-19T12:00:00Z')));
    await ok(ledger.recordPayment(paid('of-bob', 'p2', '10.00', '2024-02-20T12:00:00Z')));
    const run = await ok(ledger.issuePayouts(march));
    expect(shown(run)).toEqual(['bob 1.00']);
    expect(run.issued[0]?.data.lines).toHaveLength(1);
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['bob 2.00']);
    const completed = await eventsOf(store, 'PayoutRunCompleted');
    expect(completed.map(({ data }) => [data.issued, data.deferred, data.totals.map(format)])).toEqual([
      [1, 0, ['1.00']],
      [1, 0, ['2.00']],
    ]);
  });

  it('carries over what is below the minimum, and pays it later', async () => {
    const { ledger } = await worldOf();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '9.90')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 0.99 below-minimum']);
    await ok(ledger.recordPayment(paid('of-bob', 'p2', '0.10', '2024-03-01T12:00:00Z')));
    const run = await ok(ledger.issuePayouts(april));
    expect(shown(run)).toEqual(['bob 1.00']);
    expect(run.issued[0]?.data.lines.map(({ amount }) => format(amount))).toEqual(['0.99', '0.01']);
  });

  it('waits for a destination where one is required', async () => {
    const { ledger } = await worldOf({ destinations: 'required' });
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00 no-destination']);
    await ok(ledger.changePayoutDestination({ partner: 'bob', reference: 'bank-1' }));
    const run = await ok(ledger.issuePayouts(april));
    expect(run.issued.map(({ data }) => data.destination)).toEqual(['bank-1']);
  });

  it('nets what was taken back after it was paid, and pays again when the balance allows', async () => {
    const { ledger } = await worldOf();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '30.00')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 5.00']);
    await ok(ledger.recordRefund(refunded('of-bob', 'p1', 'r1', '30.00', '2024-03-10T12:00:00Z')));
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['bob -5.00 negative-balance']);
    await ok(ledger.recordPayment(paid('of-bob', 'p2', '35.00', '2024-04-02T12:00:00Z')));
    const run = await ok(ledger.issuePayouts(may));
    expect(shown(run)).toEqual(['bob 1.00']);
    expect(run.issued[0]?.data.lines.map(({ kind }) => kind)).toEqual(['reversal', 'accrual']);
  });

  it('pays an account that has only adjustments by the terms of its partner’s plan', async () => {
    const { ledger } = await worldOf();
    await ok(ledger.postAdjustment(adjustment('cat', 'a1', '3.00', '2024-02-01')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['cat 3.00']);
  });

  it('issues nothing for accounts in which nothing matured', async () => {
    const { store, ledger } = await worldOf();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00', '2024-02-25T12:00:00Z')));
    expect(await ok(ledger.issuePayouts(march))).toEqual({
      run: '2024-03-05-acme',
      repeated: false,
      issued: [],
      deferred: [],
    });
    expect((await eventsOf(store, 'PayoutRunCompleted')).map(({ data }) => data.totals)).toEqual([[]]);
  });

  it('issued again gives the first result, also after more became due', async () => {
    const { store, ledger } = await worldOf();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    const first = await ok(ledger.issuePayouts(march));
    await ok(ledger.recordPayment(paid('of-cat', 'p1', '10.00')));
    const before = await framesOf(store);
    expect(await ok(ledgerOn(store, { actor: 'somebody else' }).issuePayouts(march))).toEqual({
      ...first,
      repeated: true,
    });
    expect(await framesOf(store)).toEqual(before);
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['cat 1.00']);
  });

  it('refuses a date that is none and names the nearest ones', async () => {
    const { store, ledger } = await worldOf();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    const before = await framesOf(store);
    for (const command of [ledger.previewPayouts, ledger.preparePayouts, ledger.issuePayouts])
      expect(await refused(command({ program: 'acme', date: '2024-05-05' }))).toEqual({
        _tag: 'NotAPayoutDate',
        date: '2024-05-05',
        before: '2024-04-05',
        after: '2024-05-06',
      });
    expect(await framesOf(store)).toEqual(before);
  });
});

describe('a run of a program with two-person approval', () => {
  const twoPerson = () => worldOf({ approval: 'two-person' });
  const max = { actor: 'max' };

  it('is prepared by one, approved by another, and then issued', async () => {
    const { store, ledger } = await twoPerson();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    expect(await refused(ledger.issuePayouts(march))).toMatchObject({ _tag: 'RunNotPrepared' });
    const prepared = await ok(ledger.preparePayouts(march));
    expect(prepared.events.map(({ type }) => type)).toEqual(['PayoutRunPrepared']);
    const before = await framesOf(store);
    expect(await refused(ledger.approvePayouts(march))).toEqual({
      _tag: 'SamePerson',
      person: 'ann',
      roles: 'author and approver of a payout run',
    });
    expect(await refused(ledger.issuePayouts(march))).toMatchObject({ _tag: 'RunNotApproved' });
    expect(await framesOf(store)).toEqual(before);
    await ok(ledger.approvePayouts(march, max));
    expect(await ok(ledger.approvePayouts(march, { actor: 'eve' }))).toMatchObject({ repeated: true });
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00']);
    const [approved] = await eventsOf(store, 'PayoutRunApproved');
    const [run] = await eventsOf(store, 'PayoutRunPrepared');
    expect(approved?.data).toMatchObject({ approvedBy: 'max', proposalsHash: run?.data.proposalsHash });
  });

  it('pays nothing but what was approved', async () => {
    const { ledger } = await twoPerson();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    await ok(ledger.preparePayouts(march));
    await ok(ledger.approvePayouts(march, max));
    await ok(ledger.recordPayment(paid('of-bob', 'p2', '1.00')));
    await ok(ledger.recordPayment(paid('of-cat', 'p1', '10.00')));
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual([
      'bob 1.20 changed-since-prepared',
      'cat 1.00 changed-since-prepared',
    ]);
    await ok(ledger.preparePayouts(april));
    await ok(ledger.approvePayouts(april, max));
    expect(shown(await ok(ledger.issuePayouts(april)))).toEqual(['bob 1.20', 'cat 1.00']);
  });

  it('is prepared only once', async () => {
    const { store, ledger } = await twoPerson();
    await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    const first = await ok(ledger.preparePayouts(march));
    await ok(ledger.recordPayment(paid('of-cat', 'p1', '10.00')));
    expect(await ok(ledger.preparePayouts(march, max))).toEqual({ repeated: true, events: first.events });
    expect(await eventsOf(store, 'PayoutRunPrepared')).toHaveLength(1);
  });
});

describe('a payout', () => {
  const issuedWorld = async () => {
    const world = await worldOf();
    await ok(world.ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
    const { issued } = await ok(world.ledger.issuePayouts(march));
    const payout = issued[0]?.data.payout ?? '';
    return { ...world, of: { program: 'acme', partner: 'bob', payout, amount: eur('1.00') } };
  };

  it('is settled once, and told again as often as the bank likes', async () => {
    const { store, ledger, of } = await issuedWorld();
    const settled = await ok(ledger.settlePayout({ ...of, reference: 'bank-1' }));
    const before = await framesOf(store);
    expect(await ok(ledger.settlePayout({ ...of, reference: 'bank-1' }))).toEqual({ ...settled, repeated: true });
    expect(await refused(ledger.settlePayout({ ...of, reference: 'bank-2' }))).toMatchObject({ _tag: 'KeyConflict' });
    expect(await refused(ledger.voidPayout({ ...of, reason: 'too late' }))).toMatchObject({ status: 'settled' });
    expect(await refused(ledger.failPayout({ ...of, reason: 'too late' }))).toMatchObject({ status: 'settled' });
    expect(await framesOf(store)).toEqual(before);
  });

  it('of another amount is refused', async () => {
    const { store, ledger, of } = await issuedWorld();
    const before = await framesOf(store);
    for (const amount of ['0.99', '1.01', '-1.00'])
      expect(await refused(ledger.settlePayout({ ...of, amount: eur(amount), reference: 'bank-1' }))).toMatchObject({
        _tag: 'OtherPayoutAmount',
      });
    expect(await framesOf(store)).toEqual(before);
  });

  it.each(['fail', 'void'] as const)('gives its lines back to the next date: %s', async (how) => {
    const { ledger, of } = await issuedWorld();
    await ok(
      how === 'fail' ? ledger.failPayout({ ...of, reason: 'closed' }) : ledger.voidPayout({ ...of, reason: 'stop' }),
    );
    expect(shown(await ok(ledger.issuePayouts(march)))).toEqual(['bob 1.00']);
    const again = await ok(ledger.issuePayouts(april));
    expect(shown(again)).toEqual(['bob 1.00']);
    expect(again.issued[0]?.data.payout).not.toBe(of.payout);
    expect(shown(await ok(ledger.issuePayouts(may)))).toEqual([]);
  });
});
