import { parsePeriod } from '@commission-ledger/calendar';
import { toJson } from '@commission-ledger/money';
import { statementOf } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explainer, Reply } from '../../src/index.ts';
import { arbitraryStory, play } from '../arbitraryHistory.ts';
import { eventsOf, left, right } from '../history.ts';
import { numbersIn } from '../numbersIn.ts';
import { answering, linesOf, verified } from './explainerIn.ts';
import { accountId, eur, juneAndLateRefund, openResale, resalePlan } from './resaleStory.ts';

const statement = async (explainer: Explainer, period: string): Promise<Reply> =>
  right(await explainer.whyOf({ kind: 'statement', id: `${accountId}/${period}` }));

describe('why a statement is what it is', () => {
  it('keeps a closed month as it was closed, and shows beside it what reached us later', async () => {
    const { store } = await juneAndLateRefund();
    const { explainer } = await answering(store);
    const june = await statement(explainer, '2026-06');
    expect(june.amount).toEqual(eur('2400.00'));
    expect(june.verdict).toEqual([
      { key: 'statementClosed', holes: { amount: eur('2400.00'), currency: 'EUR', closed: '2026-07-03' } },
      { key: 'statementLate', holes: { count: 1, amount: eur('-284.80'), now: eur('2115.20') } },
    ]);
    const lateRow = june.rows.find(({ said }) => said.key === 'statementLateRow');
    expect(lateRow?.rows?.[0]?.rows?.[0]).toMatchObject({
      said: {
        key: 'statementTakenIn',
        holes: { happened: '2026-06-20', recorded: '2026-07-18', closed: '2026-07-03', period: '2026-07' },
      },
      from: [{ path: '/amount', occurredAt: '2026-06-20T09:00:00.000Z' }, { path: '/until' }],
    });
    expect(june.rows.find(({ said }) => said.key === 'statementNow')?.amount).toEqual(eur('2115.20'));
    const closed = (await eventsOf(store)).find(({ type }) => type === 'PeriodClosed');
    expect(june.rows.find(({ gate }) => gate === 'passed')).toMatchObject({
      said: {
        key: 'statementClosedRow',
        holes: { by: 'ann', hash: closed?.type === 'PeriodClosed' ? closed.data.statementHash.slice(0, 16) : '' },
      },
      from: [{ revision: closed?.revision }, { revision: closed?.revision }],
    });
    await verified(explainer, store, june);
  });

  it('says of a line that happened before why it is in the next statement', async () => {
    const { store } = await juneAndLateRefund();
    const { explainer } = await answering(store);
    const july = await statement(explainer, '2026-07');
    expect(july.verdict[1]).toEqual({ key: 'statementBrought', holes: { count: 1, from: '2026-07-01' } });
    const refunded = july.rows.find(({ said }) => said.key === 'standingReversal')?.rows?.[0];
    expect(refunded?.rows?.[0]?.said).toEqual({
      key: 'statementTakenIn',
      holes: { happened: '2026-06-20', recorded: '2026-07-18', closed: '2026-07-03', period: '2026-07' },
    });
    expect(july.rows.at(-1)?.said).toEqual({
      key: 'statementWindow',
      holes: { from: '2026-07-01', last: '2026-07-31', zone: 'Europe/Berlin' },
    });
    expect(linesOf(july).slice(2, 6)).toEqual([
      '1 owed when 1 July 2026 began  2400.00',
      '2 commission taken back, 1 line  -284.80',
      '2.1 deal D-2088: the customer got money back 20 June 2026  -284.80',
      '2.1.1 happened 20 June 2026, reached us 18 July 2026, after that month had been closed 3 July 2026; it is in statement 2026-07',
    ]);
    await verified(explainer, store, july);
  });

  it('counts the days of a month in the time zone of the program', async () => {
    const resale = await openResale();
    resale.at('2026-07-02T08:00:00Z');
    await resale.sell('D-1', '100.00', '2026-06-30');
    const occurredAt = '2026-06-30T22:30:00Z';
    const sale = { deal: 'D-2', amount: eur('200.00'), occurredAt };
    const attribution = [{ partner: 'orion', share: '1' }];
    right(await resale.ledger.winDeal({ ...sale, program: 'resale', attribution, attributes: {} }));
    right(await resale.ledger.recordPayment({ ...sale, payment: 'P-2' }));
    const { explainer } = await answering(resale.store);
    expect((await statement(explainer, '2026-06')).amount).toEqual(eur('8.00'));
    const july = await statement(explainer, '2026-07');
    expect(july.rows[0]?.amount).toEqual(eur('8.00'));
    expect(july.rows.find(({ said }) => said.key === 'statementDeals')?.said).toEqual({
      key: 'statementDeals',
      holes: { count: 1, list: 'D-2' },
    });
  });

  it('lists the payments of a year by the day on which they arrived, gross, tax and net', async () => {
    const payout = {
      ...resalePlan().payout,
      withholding: [{ status: 'none', rate: '0.15', from: '2026-01-01' }],
      fees: [{ id: 'wire', title: { en: 'Wire' }, fixed: '2.00', bornBy: 'partner' as const }],
    };
    const resale = await openResale(resalePlan({ payout }));
    for (const [deal, month, next, arrives] of [
      ['D-1', '05', '2026-06-05', '2026-06-09T08:00:00Z'],
      ['D-2', '11', '2026-12-07', '2027-01-04T08:00:00Z'],
    ] as const) {
      resale.at(`2026-${month}-10T10:00:00Z`);
      await resale.sell(deal, '1000.00', `2026-${month}-10`);
      resale.at(`${next}T08:00:00Z`);
      const [paid = ''] = await resale.payOut(next);
      resale.at(arrives);
      await resale.settle(paid, '80.00', { reference: deal });
    }
    const { explainer } = await answering(resale.store);
    const inYear = async (year: string) => {
      const reply = await statement(explainer, year);
      await verified(explainer, resale.store, reply);
      const row = reply.rows.find(({ said }) => said.key === 'statementPayments');
      return [row?.said.holes, row?.amount?.amount, row?.rows?.map(({ said, amount }) => [said.key, amount?.amount])];
    };
    const one = [
      { count: 1 },
      '80.00',
      [
        ['statementNet', '66.00'],
        ['statementTax', '12.00'],
        ['statementFees', '2.00'],
      ],
    ];
    expect(await inYear('2026')).toEqual(one);
    expect(await inYear('2027')).toEqual(one);
    expect(await inYear('2025')).toEqual([undefined, undefined, undefined]);
  });

  it('is what the statements of the read models say, over histories of all kinds', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, fc.constantFrom('2017-01', '2017-02', '2017-Q1', '2017'), async (story, key) => {
        const { store } = await play(story);
        const { explainer, documents } = await answering(store);
        for (const partner of ['darcel', 'moses', 'melvin']) {
          const query = { program: 'crm-2017', partner, currency: 'USD', period: right(parsePeriod(key)) };
          const found = await statementOf(documents, query);
          if (found === undefined) continue;
          const reply = right(await explainer.whyOf({ kind: 'statement', id: `crm-2017.${partner}.USD/${key}` }));
          expect(reply.amount).toEqual(toJson(found.closing));
          expect(reply.rows[0]?.amount).toEqual(toJson(found.opening));
          expect(
            reply.rows.flatMap(({ counts, amount }) => (counts === true ? [amount?.amount] : [])).slice(1),
          ).toEqual(found.sums.map(({ amount }) => toJson(amount).amount));
          await verified(explainer, store, reply);
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 60_000);

  it('says the same numbers in both languages', async () => {
    const { store } = await juneAndLateRefund();
    const { explainer } = await answering(store);
    const june = await statement(explainer, '2026-06');
    const [en, ru] = [linesOf(june, 'en').slice(1, 2), linesOf(june, 'ru').slice(1, 2)];
    expect(numbersIn(en.join(' '), 'en')).toEqual(numbersIn(ru.join(' '), 'ru'));
  });

  it('knows no statement of something else', async () => {
    const { store } = await juneAndLateRefund();
    const { explainer } = await answering(store);
    for (const id of [accountId, `${accountId}/`, `${accountId}/2026-13`, `${accountId}/2026-06/1`, 'a.b.EUR/2026-06'])
      expect(left(await explainer.whyOf({ kind: 'statement', id }))).toEqual({ _tag: 'UnknownSubject', subject: id });
  });
});
