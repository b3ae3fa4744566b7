import { describe, expect, it } from 'vitest';
import { type Change, counterfactual } from '../../src/index.ts';
import { planWith, ruleOf } from '../languagePlan.ts';
import { eur, flatPlan, historyOf, newLedger, ok, paid, refunded, refused, settle, won } from '../world.ts';

const concern = { program: 'acme', partner: 'bob' };

describe('what would be', () => {
  it('leaves out a refund of more than would have been paid, and says so', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '8.00')));
    const smaller: Change = { _tag: 'payment', deal: 'd1', payment: 'p1', amount: eur('5.00') };
    const answer = await ok(counterfactual(store, concern, [smaller]));
    expect(answer.refused).toMatchObject([{ stream: 'deal-d1', type: 'PaymentRefunded' }]);
    expect(answer.entries.map(({ kind, before, after }) => [kind, before?.amount.minor, after?.amount.minor])).toEqual([
      ['accrual', 100n, 50n],
      ['reversal', -80n, undefined],
    ]);
  });

  it('takes a lost chargeback and its refund together: left out, moved, and refused once', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordPayment(paid('d1', 'p2', '20.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p2', 'r1', '20.00')));
    const dispute = { deal: 'd1', payment: 'p1', chargeback: 'c1', amount: eur('8.00'), reason: 'unknown charge' };
    await ok(ledger.openChargeback(dispute));
    await ok(ledger.decideChargeback({ deal: 'd1', chargeback: 'c1', outcome: 'lost' }));
    const history = await historyOf(store);
    const at = (type: string, id: string) => {
      const found = history.find(({ type: is, data }) => is === type && Object.values(data).includes(id));
      return { stream: found?.stream ?? '', revision: found?.revision ?? -1 };
    };
    const reversals = async (change: Change) => {
      const { entries, refused: left } = await ok(counterfactual(store, concern, [change]));
      const taken = entries.filter(({ kind }) => kind === 'reversal');
      return [taken.map(({ after }) => after && [after.amount.minor, after.earnedOn]), left.map(({ type }) => type)];
    };
    const kept = expect.any(String);
    expect(await reversals({ _tag: 'without', event: at('PaymentRefunded', 'r1') })).toEqual([
      [undefined, [-80n, kept]],
      [],
    ]);
    expect(await reversals({ _tag: 'without', event: at('ChargebackDecided', 'c1') })).toEqual([
      [[-400n, kept], undefined],
      [],
    ]);
    const moved: Change = { _tag: 'happened', event: at('ChargebackDecided', 'c1'), occurredAt: '2099-01-15' };
    expect(await reversals(moved)).toEqual([
      [
        [-400n, kept],
        [-80n, '2099-01-15'],
      ],
      [],
    ]);
    // Of the second payment 5.00 then stays in the lower band.
    const smaller: Change = { _tag: 'payment', deal: 'd1', payment: 'p1', amount: eur('5.00') };
    expect(await reversals(smaller)).toEqual([
      [[-350n, kept], undefined],
      ['ChargebackOpened', 'ChargebackDecided'],
    ]);
  });

  it('calculates a second refund from what the first has taken back', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '3.00')));
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r2', '2.00')));
    const half: Change = { _tag: 'refunded', deal: 'd1', payment: 'p1', amount: eur('5.00'), on: '2024-03-01' };
    const { entries } = await ok(counterfactual(store, concern, [half]));
    const roots = entries.map(({ after }) =>
      after?.root.value._tag === 'money' ? after.root.value.money.minor : 'none',
    );
    expect(roots).toEqual([100n, -30n, -20n, -50n]);
    expect(entries.map(({ after }) => after?.amount.minor)).toEqual(roots);
  });

  it('names what was rated again since, which is in neither', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { plans: [flatPlan('0.1')] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const occurredAt = '2024-06-01T00:00:00Z';
    const document = flatPlan('0.3', { version: 2, effectiveFrom: '2025-01-01' });
    await ok(ledger.publishPlan({ document, author: 'ann', approver: 'eve', occurredAt }));
    const decision = { rerating: 'again', reason: 'agreed', author: 'ann', approver: 'eve' };
    const { trueUps } = await ok(ledger.rerate({ ...decision, plan: 'flat', version: 2, from: '2024-01-01' }));
    expect(trueUps).toHaveLength(1);
    const answer = await ok(counterfactual(store, concern, []));
    expect(answer.differs).toMatchObject([{ kind: 'true-up', booked: { minor: 200n }, replayed: undefined }]);
  });

  it('tells why a cause could not have been rated', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
    const enrolment = { stream: 'partner-bob', revision: 1 };
    const answer = await ok(counterfactual(store, concern, [{ _tag: 'without', event: enrolment }]));
    expect(answer.entries).toMatchObject([{ before: { amount: { minor: 100n } }, after: undefined }]);
    expect(answer.setAside.map(({ cause }) => cause)).toEqual(['win/d1', 'payment/p1']);
  });

  it('knows what whoever stands below sold before, where that decides about an override', async () => {
    const { store, ledger } = newLedger();
    const slab = { counter: 'quarter', already: 'earned', bands: [{ upTo: '10.00', rate: '0.1' }, { rate: '0.2' }] };
    const plan = planWith(
      [
        ruleOf('own', { pay: { slab } }),
        ruleOf('team', { beneficiary: 'upline', pay: { percent: { of: 'given', rate: '0.5' } } }),
      ],
      {
        counters: [
          { id: 'quarter', measure: 'payment', window: 'quarter' },
          { id: 'earned', measure: { earned: ['own'] }, window: 'quarter' },
        ],
        measures: { given: { commission: ['own'] } },
      },
    );
    await settle(ledger, { plans: [plan], partners: ['bob', 'dan'] });
    await ok(ledger.winDeal(won('d1')));
    await ok(ledger.recordPayment(paid('d1', 'p1', '8.00')));
    const occurredAt = '2024-02-10T00:00:00Z';
    await ok(ledger.assignUpline({ partner: 'bob', upline: 'dan', program: 'acme', from: '2024-02-10', occurredAt }));
    await ok(ledger.winDeal(won('d2', { occurredAt: '2024-02-11T10:00:00Z' })));
    await ok(ledger.recordPayment(paid('d2', 'p2', '5.00', '2024-02-11T10:00:00Z')));
    const less: Change = { _tag: 'payment', deal: 'd1', payment: 'p1', amount: eur('1.00') };
    const answer = await ok(counterfactual(store, { program: 'acme', partner: 'dan' }, [less]));
    expect(answer.differs).toEqual([]);
    const unchanged = await ok(counterfactual(store, { program: 'acme', partner: 'dan' }, []));
    expect(unchanged.differs).toEqual([]);
    // 20 % of 13.00 less 0.80, or 10 % of 6.00 less 0.10; half of it.
    expect(answer.entries.map(({ before, after }) => [before?.amount.minor, after?.amount.minor])).toEqual([
      [90n, 25n],
    ]);
  });

  it('refuses a change of what is not there, and what cannot be read', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.winDeal(won('d1')));
    const of = async (change: Change, about = concern) => (await refused(counterfactual(store, about, [change])))._tag;
    const amount = eur('1.00');
    expect(await of({ _tag: 'amount', deal: 'd9', amount })).toBe('UnknownDeal');
    expect(await of({ _tag: 'payment', deal: 'd1', payment: 'p9', amount })).toBe('UnknownPayment');
    expect(await of({ _tag: 'refunded', deal: 'd1', payment: 'p9', amount, on: '2024-03-01' })).toBe('UnknownPayment');
    expect(await of({ _tag: 'paid', deal: 'd1', payment: 'p1', amount, on: 'May' })).toBe('InvalidInput');
    expect(await of({ _tag: 'without', event: { stream: 'deal-d1', revision: 7 } })).toBe('InvalidInput');
    expect(await of({ _tag: 'amount', deal: 'd1', amount: eur('1.001') })).toBe('InvalidInput');
    expect(await of({ _tag: 'amount', deal: 'no id!', amount })).toBe('InvalidInput');
    expect(await of({ _tag: 'amount', deal: 'd1', amount }, { program: 'other', partner: 'bob' })).toBe(
      'UnknownProgram',
    );
    expect(await of({ _tag: 'amount', deal: 'd1', amount }, { program: 'acme', partner: 'zoe' })).toBe(
      'UnknownPartner',
    );
  });
});
