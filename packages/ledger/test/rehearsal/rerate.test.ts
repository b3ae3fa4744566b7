import { describe, expect, it } from 'vitest';
import { accountDecider } from '../../src/account/accountDecider.ts';
import { rerateAccrual } from '../../src/account/rerateAccrual.ts';
import type { Rerate } from '../../src/index.ts';
import { planWith, ruleOf, worldWith } from '../languagePlan.ts';
import { NOON, eventsOf, ledgerOn, ok, paid, refused, refunded, won } from '../world.ts';

const request = (change: Partial<Rerate> = {}): Rerate => ({
  rerating: 'R-1',
  plan: 'flat',
  version: 2,
  from: '2024-01-01',
  reason: 'agreed in March',
  author: 'ann',
  approver: 'ben',
  ...change,
});

const flat = (version: number, rate: string, change: object = {}) =>
  planWith([ruleOf('own', { pay: { percent: { of: 'payment', rate } }, ...change })], {
    version,
    effectiveFrom: version === 1 ? '2024-01-01' : '2024-05-01',
  });

/** Payments of 10.00 in February and in March; 10 % in the first version, 15 % in the second. */
const world = async (second = flat(2, '0.15')) => {
  const made = await worldWith([flat(1, '0.1'), second]);
  const { ledger } = made;
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00', '2024-02-10T11:00:00Z')));
  await ok(ledger.recordPayment(paid('d1', 'p2', '10.00', '2024-03-10T11:00:00Z')));
  return made;
};

const amountsOf = (trueUps: readonly Readonly<{ data: Readonly<{ amount: Readonly<{ minor: bigint }> }> }>[]) =>
  trueUps.map(({ data }) => Number(data.amount.minor));

describe('a re-rating', () => {
  it('posts a difference for each accrual, with who decided it and why', async () => {
    const { ledger } = await world();
    const { trueUps } = await ok(ledger.rerate(request()));
    expect(amountsOf(trueUps)).toEqual([50, 50]);
    expect(trueUps[0]?.data).toMatchObject({
      partner: 'bob',
      rule: { version: 2, clause: '1.1' },
      rerating: { id: 'R-1', reason: 'agreed in March', author: 'ann', approver: 'ben' },
      earnedOn: '2025-06-01',
    });
  });

  it('touches only what was earned in its time, both days included, and only the partner asked for', async () => {
    const { ledger } = await world();
    expect(amountsOf((await ok(ledger.rerate(request({ partner: 'cat' })))).trueUps)).toEqual([]);
    expect(amountsOf((await ok(ledger.rerate(request({ to: '2024-02-09' })))).trueUps)).toEqual([]);
    expect(amountsOf((await ok(ledger.rerate(request({ to: '2024-02-10' })))).trueUps)).toEqual([50]);
    expect(amountsOf((await ok(ledger.rerate(request({ from: '2024-03-11' })))).trueUps)).toEqual([]);
    expect(amountsOf((await ok(ledger.rerate(request({ from: '2024-03-10' })))).trueUps)).toEqual([50]);
  });

  it('takes back where the version gives less, or nothing', async () => {
    const small = { measure: 'payment', lessThan: '11.00' } as const;
    const { ledger } = await world(flat(2, '0.05', { when: small }));
    await ok(ledger.recordPayment(paid('d1', 'p3', '20.00', '2024-03-11T11:00:00Z')));
    expect(amountsOf((await ok(ledger.rerate(request()))).trueUps)).toEqual([-50, -50, -200]);
  });

  it('lets the running total of earned commission follow', async () => {
    const capped = (version: number, rate: string) =>
      planWith(
        [ruleOf('own', { pay: { cap: { pay: { percent: { of: 'payment', rate } }, at: '4.00', counter: 'earned' } } })],
        {
          version,
          effectiveFrom: version === 1 ? '2024-01-01' : '2024-05-01',
          counters: [{ id: 'earned', measure: { earned: ['own'] }, window: 'ever' }],
        },
      );
    const { ledger, store } = await worldWith([capped(1, '0.1'), capped(2, '0.15')]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '20.00', '2024-02-10T11:00:00Z')));
    await ok(ledger.rerate(request()));
    await ok(ledger.recordPayment(paid('d1', 'p2', '20.00', '2024-03-10T11:00:00Z')));
    // 3.00 are earned after the re-rating, so the second payment has room for 1.00 only.
    expect(amountsOf(await eventsOf(store, 'AccrualPosted'))).toEqual([200, 100]);
  });

  it('is refunded in proportion, with what it corrects', async () => {
    const { ledger, store } = await world();
    await ok(ledger.rerate(request()));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '5.00', '2024-04-01T11:00:00Z')));
    expect(amountsOf(await eventsOf(store, 'AccrualReversed'))).toEqual([50, 25]);
  });

  it('is not taken back by a refund that it knew of, also when that is reacted to again', async () => {
    const two = (version: number, rules: Parameters<typeof planWith>[0]) =>
      planWith(rules, { version, effectiveFrom: version === 1 ? '2024-01-01' : '2024-05-01' });
    const team = ruleOf('team', { beneficiary: 'upline' });
    const { ledger, store } = await worldWith([two(1, [ruleOf('own')]), two(2, [ruleOf('own'), team])]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '5.00')));
    expect(amountsOf((await ok(ledger.rerate(request()))).trueUps)).toEqual([50]);
    await ok(ledger.catchUpAccruals());
    expect(amountsOf(await eventsOf(store, 'AccrualReversed'))).toEqual([50]);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '5.00', '2024-06-02T11:00:00Z')));
    expect(amountsOf(await eventsOf(store, 'AccrualReversed'))).toEqual([50, 50, 50]);
  });

  it.each([
    ['fast', 10],
    ['slow', -10],
  ])('is taken back by a refund after it, also when the clock that re-rated was %s', async (_clock, minutes) => {
    const { ledger, store } = await world();
    const other = ledgerOn(store, { clock: () => NOON + minutes * 60_000 });
    const { trueUps } = await ok(other.rerate(request({ to: '2024-02-28' })));
    expect(trueUps).toMatchObject([{ data: { rerating: { dealRevision: 2 } } }]);
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '10.00')));
    expect(amountsOf(await eventsOf(store, 'AccrualReversed'))).toEqual([100, 50]);
  });

  it('rates first what was never rated, so that nothing is paid twice', async () => {
    const { ledger, store } = await worldWith([flat(1, '0.1'), flat(2, '0.15')]);
    const deferred = ledgerOn(store, { accruals: 'deferred' });
    await ok(deferred.winDeal(won('d1')));
    await ok(deferred.recordPayment(paid('d1', 'p1', '10.00')));
    expect(amountsOf((await ok(ledger.rerate(request()))).trueUps)).toEqual([50]);
    await ok(ledger.catchUpAccruals());
    expect(amountsOf(await eventsOf(store, 'AccrualPosted'))).toEqual([100]);
  });

  it('leaves alone what is set aside, which is rated when the reason is gone', async () => {
    const conditional = flat(1, '0.1', { when: { attribute: 'product', in: ['pro'] } });
    const { ledger, store } = await worldWith([
      {
        ...conditional,
        attributes: { product: {} },
        examples: [
          { title: { en: 'Basic' }, given: { payment: '1.00', attributes: { product: 'basic' } }, expect: {} },
        ],
      },
      flat(2, '0.15'),
    ]);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    expect(await eventsOf(store, 'CauseParked')).toHaveLength(1);
    expect((await ok(ledger.rerate(request()))).trueUps).toEqual([]);
  });
});

describe('a re-rating is refused', () => {
  it('when it names what is not there', async () => {
    const { ledger } = await world();
    expect(await refused(ledger.rerate(request({ plan: 'none' })))).toEqual({ _tag: 'UnknownPlan', plan: 'none' });
    expect(await refused(ledger.rerate(request({ version: 3 })))).toEqual({
      _tag: 'UnknownPlanVersion',
      plan: 'flat',
      version: 3,
    });
  });

  it('when one person decides it alone', async () => {
    const { ledger } = await world();
    expect(await refused(ledger.rerate(request({ approver: 'ann' })))).toMatchObject({
      _tag: 'SamePerson',
      person: 'ann',
    });
  });

  it('with every field that cannot be', async () => {
    const { ledger } = await world();
    const wrong = request({ rerating: 'R/1', plan: 'a b', partner: '', from: '1 May', to: '2024-02-30', reason: ' ' });
    const failure = await refused(ledger.rerate(wrong));
    const paths = failure._tag === 'InvalidInput' ? failure.problems.map(({ path }) => path) : [];
    expect(paths.toSorted()).toEqual(['/from', '/partner', '/plan', '/reason', '/rerating', '/to']);
  });

  it('with nothing said of who decided it and why, or with what is no text', async () => {
    const { ledger } = await world();
    const untyped = { plan: 'flat', version: 2, from: '2024-01-01', reason: 7, author: 'a\u0000' } as never;
    expect(await refused(ledger.rerate(untyped))).toMatchObject({
      _tag: 'InvalidInput',
      problems: [{ path: '/rerating' }, { path: '/reason' }, { path: '/author' }, { path: '/approver' }],
    });
  });

  it('when its id stands for one that was decided otherwise', async () => {
    const { ledger } = await world();
    await ok(ledger.rerate(request({ to: '2024-02-28' })));
    expect(await refused(ledger.rerate(request({ reason: 'another', approver: 'cem' })))).toMatchObject({
      _tag: 'KeyConflict',
      differing: [{ field: 'reason' }, { field: 'approver' }],
    });
  });

  it('when the account has moved on since it was calculated', async () => {
    const { store } = await world();
    const [first] = await eventsOf(store, 'AccrualPosted');
    if (first === undefined) throw new Error('Nothing was accrued.');
    const state = accountDecider.evolve(accountDecider.initial(), first);
    const posted = first.data;
    const outcome = rerateAccrual(
      {
        type: 'RerateAccrual',
        account: { program: 'acme', partner: 'bob', currency: 'EUR' },
        rerating: { id: 'R-1', reason: 'agreed', author: 'ann', approver: 'ben' },
        posted,
        becomes: posted.amount,
        was: { ...posted.amount, minor: posted.amount.minor - 1n },
        dealRevision: 1,
        date: posted.earnedOn,
        occurredAt: posted.occurredAt,
      },
      state,
    );
    expect(outcome).toMatchObject({ left: { _tag: 'ChangedSinceRerated', accrual: posted.accrual } });
  });
});
