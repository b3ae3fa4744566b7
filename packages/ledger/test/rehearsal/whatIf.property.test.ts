import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, SupposedDeal, WhatIf } from '../../src/index.ts';
import { planWith, ruleOf, settleWith, worldWith } from '../languagePlan.ts';
import { cents, eventsOf, framesOf, ledgerOn, ok, paid, refused, won } from '../world.ts';
import { type Told, firstVersion, secondVersion, someHistory, tell } from './someHistory.ts';

const other = planWith([ruleOf('own')], { plan: 'other' });

const told = async (
  history: readonly Told[],
  version: 1 | 2,
): Promise<Readonly<{ store: EventStore; ledger: Ledger }>> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settleWith(ledger, [version === 1 ? firstVersion() : secondVersion({ version: 1 }), other]);
  for (const each of history) await tell(ledger, each);
  return { store, ledger };
};

const someDeal: fc.Arbitrary<SupposedDeal> = fc
  .record({
    partner: fc.constantFrom('bob', 'cat', 'dan'),
    deal: fc.integer({ min: 1, max: 3000 }),
    payment: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
    product: fc.constantFrom('basic', 'pro'),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ partner, deal, payment, product, day }) => ({
    program: 'acme',
    partner,
    currency: 'EUR',
    date: `2024-03-${`${day}`.padStart(2, '0')}`,
    deal: cents(deal).amount,
    ...(payment === undefined ? {} : { payment: cents(payment).amount }),
    attributes: { product },
  }));

/** Really brings a supposed deal, under another id, at the first moment of its day in Berlin. */
const bring = async (
  ledger: Ledger,
  { partner, deal = '', payment, attributes = {}, date }: SupposedDeal,
  id: string,
) => {
  const occurredAt = new Date(Date.parse(`${date}T00:00:00+01:00`)).toISOString();
  const amount = { amount: deal, currency: 'EUR' };
  await ok(ledger.winDeal(won(id, { amount, attribution: [{ partner, share: '1' }], attributes, occurredAt })));
  if (payment !== undefined) await ok(ledger.recordPayment(paid(id, 'paid', payment, occurredAt)));
};

/** What was earned on a deal, rule by rule as it was booked. */
const earnedOn = async (store: EventStore, deal: string) =>
  (await eventsOf(store, 'AccrualPosted'))
    .filter(({ data }) => data.deal === deal)
    .map(({ data: { partner, rule, amount, maturesOn, cause } }) => ({
      partner,
      earnedOn: cause.kind,
      rule: rule.rule,
      clause: rule.clause,
      version: rule.version,
      amount: format(amount),
      maturesOn: [maturesOn],
    }));

const toldBy = ({ commissions }: WhatIf) =>
  commissions.map(({ partner, earnedOn: kind, rule, clause, version, amount, maturesOn }) => ({
    partner,
    earnedOn: kind,
    rule,
    clause,
    version,
    amount: format(amount),
    maturesOn,
  }));

/** Accounts are written side by side: only the order within each is certain. */
const byPartner = <Earned extends Readonly<{ partner: string }>>(earned: readonly Earned[]): readonly Earned[] =>
  earned.toSorted((a, b) => (a.partner < b.partner ? -1 : Number(a.partner > b.partner)));

const totalOf = (earned: readonly Readonly<{ partner: string; amount: string }>[], partner: string): number =>
  Math.round(earned.reduce((sum, each) => sum + (each.partner === partner ? Number(each.amount) * 100 : 0), 0));

describe('what a supposed deal would earn', () => {
  it('is what is booked when it is brought', async () => {
    await fc.assert(
      fc.asyncProperty(
        someHistory,
        someDeal,
        fc.constantFrom(1 as const, 2 as const),
        async (history, deal, version) => {
          const { store, ledger } = await told(history, version);
          const before = await framesOf(store);
          const seen = await ok(ledger.whatIf(deal));
          expect(await framesOf(store)).toEqual(before);
          await bring(ledger, deal, 'x1');
          expect(byPartner(toldBy(seen))).toEqual(byPartner(await earnedOn(store, 'x1')));
          const parked = (await eventsOf(store, 'CauseParked')).filter(({ data }) => data.deal === 'x1');
          expect(seen.setAside).toEqual([...new Set(parked.map(({ data }) => data.reason))]);
        },
      ),
    );
  });

  it('is worth beyond the next edge what is booked when the deals are brought one after another', async () => {
    let crossings = 0;
    await fc.assert(
      fc.asyncProperty(someHistory, someDeal, async (history, deal) => {
        const { ledger } = await told(history, 1);
        const { tiers } = await ok(ledger.whatIf(deal));
        for (const { next, worth, partner } of tiers) {
          if (worth === undefined || next?.missing._tag !== 'money') continue;
          crossings += 1;
          const missing = format(next.missing.money);
          const [again, beyond] = [await told(history, 1), await told(history, 1)];
          for (const id of ['x1', 'x2']) await bring(again.ledger, deal, id);
          await bring(beyond.ledger, deal, 'x1');
          const crossing = { ...deal, deal: missing, ...(deal.payment === undefined ? {} : { payment: missing }) };
          await bring(beyond.ledger, crossing, 'x2');
          await bring(beyond.ledger, deal, 'x3');
          expect(Number(worth.onceMore.minor)).toBe(totalOf(await earnedOn(again.store, 'x2'), partner));
          expect(Number(worth.crossing.minor)).toBe(totalOf(await earnedOn(beyond.store, 'x2'), partner));
          expect(Number(worth.onceMoreBeyond.minor)).toBe(totalOf(await earnedOn(beyond.store, 'x3'), partner));
        }
      }),
    );
    expect(crossings).toBeGreaterThan(5);
  });

  it('does not mistake a deal of the ledger for the supposed one', async () => {
    const { ledger, store } = await told([], 1);
    const deal = { program: 'acme', partner: 'bob', currency: 'EUR', date: '2024-03-01', payment: '4.00' };
    for (const id of ['what-if-1', 'what-if-2']) {
      await ok(ledger.winDeal(won(id, { attributes: { product: 'basic' } })));
      await ok(ledger.recordPayment(paid(id, `${id}-paid`, '1.00')));
    }
    const seen = await ok(ledger.whatIf({ ...deal, attributes: { product: 'basic' } }));
    expect(toldBy(seen).map(({ partner, amount }) => [partner, amount])).toEqual([
      ['bob', '0.40'],
      ['dan', '0.20'],
    ]);
    await bring(ledger, { ...deal, deal: '4.00', attributes: { product: 'basic' } }, 'x1');
    expect(toldBy(seen)).toEqual(await earnedOn(store, 'x1'));
  });

  it('names the parts that mature apart, and every step of the calculation', async () => {
    const parts = ruleOf('own', {
      installments: [
        { share: '0.5', hold: { days: 0 } },
        { share: '0.5', hold: { days: 0, months: 6 } },
      ],
    });
    const { ledger } = await worldWith([planWith([parts])]);
    const deal = { program: 'acme', partner: 'bob', currency: 'EUR', date: '2024-03-01', payment: '4.00' };
    const [own] = (await ok(ledger.whatIf(deal))).commissions;
    expect(own?.maturesOn).toEqual(['2024-03-01', '2024-09-01']);
    expect(own?.steps.join('\n')).toContain('4.00 × 10 % = 0.4');
    expect(own?.root.value).toMatchObject({ money: own?.amount });
  });

  it('says why it could not be rated', async () => {
    const { ledger } = await told([], 1);
    const seen = await ok(
      ledger.whatIf({ program: 'acme', partner: 'bob', currency: 'EUR', date: '2024-03-01', payment: '4.00' }),
    );
    expect(seen.setAside.join()).toContain('product');
  });

  it('is refused with the place that is wrong', async () => {
    const { ledger } = await told([], 1);
    const deal = { program: 'acme', partner: 'bob', currency: 'EUR', date: '2024-03-01', payment: '4.00' };
    expect(await refused(ledger.whatIf({ ...deal, date: '2024-02-30' }))).toMatchObject({
      problems: [{ path: '/date' }],
    });
    const { payment: _none, ...nothing } = deal;
    expect(await refused(ledger.whatIf(nothing))).toMatchObject({ problems: [{ path: '/deal' }] });
    expect(await refused(ledger.whatIf({ ...deal, payment: '4.001' }))).toMatchObject({ _tag: 'InvalidInput' });
    expect(await refused(ledger.whatIf({ ...deal, payment: '-4.00' }))).toMatchObject({ _tag: 'NegativeAmount' });
    expect(await refused(ledger.whatIf({ ...deal, program: 'none' }))).toEqual({
      _tag: 'UnknownProgram',
      program: 'none',
    });
    expect(await refused(ledger.whatIf({ ...deal, partner: 'zoe' }))).toEqual({
      _tag: 'UnknownPartner',
      partner: 'zoe',
    });
    expect(await refused(ledger.whatIf({ ...deal, program: 'no such' }))).toMatchObject({ _tag: 'InvalidInput' });
  });
});
