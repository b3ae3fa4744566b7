import { localDate, type LocalDate } from '@commission-ledger/calendar';
import { renderTree, type Reply } from '../../src/index.ts';
import { add, ofMinor, subtract, sum, toJson, zero, type Money } from '@commission-ledger/money';
import { orThrow } from '@commission-ledger/ledger';
import { balancesOf, balances, currencyIn, readDocument, type DocumentStore } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryStory, play } from '../arbitraryHistory.ts';
import { eventsOf, left, openHistory, refund, right, sell } from '../history.ts';
import { refinementProblems } from '../refinement.ts';
import { answering, linesOf, verified } from './explainerIn.ts';
import { account, accountId, eur, juneAndLateRefund, openResale, resalePlan } from './resaleStory.ts';

const day = (text: string): LocalDate => right(localDate(text));

/** What the read models say is owed, and where it is. */
const figuresOf = async (documents: DocumentStore, partner: string, asOf: LocalDate) => {
  const document = await readDocument(documents, balances, `crm-2017/${partner}/USD`);
  const [row] = await balancesOf(documents, { program: 'crm-2017', partner, asOf });
  if (row === undefined || document === undefined) return undefined;
  const usd = currencyIn('USD');
  const total = (amounts: readonly Money[]): Money => sum(usd, amounts);
  const onItsWay = total(document.inFlight.map(({ minor }) => ofMinor(BigInt(minor), usd)));
  return { ...row, onItsWay, owed: add(subtract(total([row.payable, row.onHold]), row.receivable), onItsWay) };
};

const whereIn = (reply: Reply): ReadonlyMap<string, string> =>
  new Map(
    (reply.rows.find(({ said }) => said.key === 'whereTitle')?.rows ?? []).map((row) => [
      row.said.key,
      row.amount?.amount ?? '',
    ]),
  );

describe('why a balance is what it is', () => {
  it('is what the read models say, and holds, over histories of all kinds', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, fc.constantFrom('2017-01-15', '2017-02-20', '2017-12-31'), async (story, on) => {
        const { store } = await play(story);
        const { explainer, documents } = await answering(store);
        for (const partner of ['darcel', 'moses', 'melvin']) {
          const figures = await figuresOf(documents, partner, day(on));
          const asked = { kind: 'account', id: `crm-2017.${partner}.USD`, on: day(on) } as const;
          if (figures === undefined) {
            expect(left(await explainer.whyOf(asked))).toEqual({ _tag: 'UnknownSubject', subject: asked.id });
            continue;
          }
          const reply = right(await explainer.whyOf(asked));
          expect(reply.amount).toEqual(toJson(figures.owed));
          const kept = (key: string): Money => {
            const text = whereIn(reply).get(key);
            return text === undefined
              ? zero(currencyIn('USD'))
              : ofMinor(BigInt(text.replace('.', '')), currencyIn('USD'));
          };
          const payable = add(kept('wherePayable'), kept('whereOwed'));
          const waiting = add(kept('whereOnHold'), kept('whereDisputed'));
          expect(subtract(figures.payable, figures.receivable)).toEqual(
            subtract(add(payable, waiting), figures.onHold),
          );
          await verified(explainer, store, reply);
          expect(right(await explainer.whyOf(asked))).toEqual(reply);
        }
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 60_000);

  it('counts every kind, shows the largest lines, and says that no record is missing', async () => {
    const history = await openHistory();
    for (let index = 1; index <= 16; index += 1)
      await sell(history, { deal: `D-${index}`, amount: `${index}00.00`, on: '2017-01-10' });
    await refund(history, 'D-16', 'R-1', '800.00', '2017-01-20');
    const { explainer } = await answering(history.store);
    const reply = right(await explainer.whyOf({ kind: 'account', id: 'crm-2017.darcel.USD', on: day('2017-01-25') }));
    const matured = await explainer.whyOf({ kind: 'account', id: 'crm-2017.darcel.USD', on: day('2017-02-09') });
    expect([...whereIn(reply).keys()]).toEqual(['whereOnHold']);
    expect([...whereIn(right(matured))]).toEqual([['wherePayable', '640.00']]);
    const [earned, takenBack] = reply.rows;
    expect(earned?.said).toEqual({ key: 'standingAccrual', holes: { count: 16 } });
    expect(earned?.amount?.amount).toBe('680.00');
    expect(earned?.rows).toHaveLength(13);
    expect(earned?.rows?.at(-1)).toMatchObject({
      said: { key: 'lineOthers', holes: { count: 4 } },
      amount: { amount: '50.00' },
      counts: true,
    });
    expect(earned?.rows?.[0]?.proof).toMatch(/^acr-/);
    expect(takenBack).toMatchObject({ said: { key: 'standingReversal' }, amount: { amount: '-40.00' } });
    const whole = reply.rows.at(-1);
    const events = (await eventsOf(history.store)).filter(({ stream }) => stream === 'account-crm-2017.darcel.USD');
    expect(whole).toMatchObject({
      said: {
        key: 'standingWhole',
        holes: { records: 17, first: '0', last: '16', hash: events.at(-1)?.hash.slice(0, 16) },
      },
      gate: 'passed',
      from: [{ revision: 16, hash: events.at(-1)?.hash }],
    });
    expect(reply.unexplained).toEqual({ amount: '0.00', currency: 'USD' });
  });

  it('tells of a balance below zero which payout had paid it, what was earned since, and what is left', async () => {
    const { store, at, sell: sellTo } = await juneAndLateRefund();
    at('2026-08-10T08:00:00Z');
    await sellTo('D-3000', '1000.00', '2026-08-09');
    const { explainer } = await answering(store);
    const reply = right(await explainer.whyOf({ kind: 'account', id: accountId }));
    expect(reply.amount).toEqual(eur('-204.80'));
    expect(reply.verdict[0]).toEqual({ key: 'accountBelowZero', holes: { owed: eur('204.80'), currency: 'EUR' } });
    const row = reply.rows.find(({ said }) => said.key === 'belowZeroTitle');
    expect(row?.amount).toEqual(eur('-204.80'));
    expect(row?.rows?.map(({ said, amount }) => [said, amount?.amount])).toEqual([
      [
        {
          key: 'belowZeroPaid',
          holes: {
            deal: 'D-2088',
            date: '2026-06-20',
            payout: expect.stringMatching(/^PO-2026-07-06-/),
            paid: '2026-07-06',
          },
        },
        '-284.80',
      ],
      [{ key: 'belowZeroRecovered', holes: { count: 1 } }, '80.00'],
    ]);
    await verified(explainer, store, reply);
  });

  it('does not say that a payout on its way has paid what was taken back', async () => {
    const { store, at, sell: sellTo, refund: giveBack, payOut, settle } = await openResale();
    at('2026-06-10T08:00:00Z');
    await sellTo('D-1', '1000.00', '2026-06-09');
    at('2026-07-06T08:00:00Z');
    const [payout = ''] = await payOut('2026-07-06');
    at('2026-07-07T08:00:00Z');
    await giveBack('D-1', 'R-1', '500.00', '2026-07-07');
    const { explainer } = await answering(store);
    const reply = right(await explainer.whyOf({ kind: 'account', id: accountId }));
    expect(reply.amount).toEqual(eur('40.00'));
    const row = reply.rows.find(({ said }) => said.key === 'belowZeroOpenTitle');
    const holes = { deal: 'D-1', date: '2026-07-07', payout, paid: '2026-07-06' };
    expect([row?.amount?.amount, row?.rows?.[0]?.said]).toEqual(['-40.00', { key: 'belowZeroOnItsWay', holes }]);
    expect(refinementProblems(reply)).toEqual([]);
    await verified(explainer, store, reply);
    at('2026-07-08T08:00:00Z');
    await settle(payout, '80.00');
    const settled = await answering(store);
    const after = right(await settled.explainer.whyOf({ kind: 'account', id: accountId }));
    const below = after.rows.find(({ said }) => said.key === 'belowZeroTitle');
    expect(below?.rows?.[0]?.said).toEqual({ key: 'belowZeroPaid', holes });
  });

  it('tells of a payout what was booked, kept back, sent, and what the transfer cost', async () => {
    const payout = {
      ...resalePlan().payout,
      withholding: [{ status: 'none', rate: '0.15', from: '2026-01-01' }],
      fees: [
        { id: 'wire', title: { en: 'Wire' }, fixed: '2.00', bornBy: 'partner' as const },
        { id: 'handling', title: { en: 'Handling' }, fixed: '5.00', bornBy: 'program' as const },
      ],
      vat: [{ status: 'none', rate: '0.19', from: '2026-01-01' }],
    };
    const resale = await openResale(resalePlan({ payout }));
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '5123.45', '2026-06-09');
    resale.at('2026-07-06T08:00:00Z');
    const [paid = ''] = await resale.payOut('2026-07-06');
    resale.at('2026-07-08T08:00:00Z');
    await resale.settle(paid, '409.88', { fee: eur('1.25'), reference: 'B-77' });
    const { explainer } = await answering(resale.store);
    const reply = right(await explainer.whyOf({ kind: 'account', id: accountId }));
    expect(linesOf(reply).filter((line) => line.startsWith('2'))).toEqual([
      '2 paid out, 1 line  -409.88',
      `2.1 payout ${paid}, arrived 8 July 2026  -409.88`,
      '2.1.1 sent, bank reference B-77  -424.28',
      '2.1.2 tax withheld (none on 6 July 2026): 409.88 × 15%  -61.48',
      '2.1.3 VAT on top (none on 6 July 2026): 409.88 × 19%  77.88',
      '2.1.4 fee: wire  -2.00',
      '2.1.5 fee: handling',
      '2.1.6 the transfer cost the program 1.25; none of it was kept from the partner',
    ]);
    await verified(explainer, resale.store, reply);
  });

  it('keeps what is disputed out of what is payable', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    await resale.sell('D-2', '500.00', '2026-06-09');
    const [accrual = ''] = (await eventsOf(resale.store)).flatMap((event) =>
      event.type === 'AccrualPosted' ? [event.data.accrual] : [],
    );
    await orThrow(resale.ledger.holdAccrual({ ...account, accrual, reason: 'The customer complains' }));
    await resale.refund('D-1', 'R-1', '100.00', '2026-06-10');
    const { explainer } = await answering(resale.store);
    const reply = right(await explainer.whyOf({ kind: 'account', id: accountId }));
    expect([...whereIn(reply)]).toEqual([
      ['wherePayable', '40.00'],
      ['whereDisputed', '72.00'],
    ]);
    expect(reply.verdict).toEqual([
      { key: 'accountOwes', holes: { amount: eur('112.00'), currency: 'EUR' } },
      { key: 'accountPayable', holes: { amount: eur('40.00') } },
      { key: 'accountOnHold', holes: { amount: eur('72.00') } },
    ]);
    await orThrow(resale.ledger.releaseAccrual({ ...account, accrual, outcome: 'Settled' }));
    const released = await answering(resale.store);
    const after = right(await released.explainer.whyOf({ kind: 'account', id: accountId }));
    expect([...whereIn(after)]).toEqual([['wherePayable', '112.00']]);
  });

  it('is said in both languages with the same numbers', async () => {
    const { store } = await juneAndLateRefund();
    const { explainer } = await answering(store);
    const reply = right(await explainer.whyOf({ kind: 'account', id: accountId }));
    const options = { names: () => 'Orion Consulting', width: 100 };
    expect(renderTree(reply, { ...options, locale: 'en' })).toContain('284.80');
    expect(renderTree(reply, { ...options, locale: 'ru' })).toContain('284,80');
  });

  it('knows no account that is not there', async () => {
    const { store } = await juneAndLateRefund();
    const { explainer } = await answering(store);
    for (const id of ['resale.vega.EUR', 'resale.orion', '', 'resale.orion.EUR.EUR', '../x.y.EUR'])
      expect(left(await explainer.whyOf({ kind: 'account', id }))).toEqual({ _tag: 'UnknownSubject', subject: id });
  });
});
