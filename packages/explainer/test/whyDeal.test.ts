import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import { left } from './history.ts';
import { whyIn } from './whyIn.ts';
import { refinementProblems } from './refinement.ts';
import {
  at,
  eur,
  explainerOf,
  openWorld,
  pay,
  payOut,
  refund,
  reseller,
  sell,
  shown,
  win,
  type World,
} from './whyNotWorld.ts';

it('a deal adds up what it earned, by payment and clause, what was taken back, and when it was paid', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
  await pay(world, 'D-1', '500.00', '2026-07-10', { payment: 'D-1-q' });
  const [payout = ''] = await payOut(world, '2026-08-05');
  world.today('2026-08-07');
  const about = { program: 'resale', partner: 'orion', payout, amount: eur('120.00') };
  await orThrow(world.ledger.settlePayout({ ...about, reference: 'bank-1', occurredAt: at('2026-08-07') }));
  await refund(world, 'D-1', '250.00', '2026-08-10');
  const reply = await whyIn(world, { kind: 'deal', id: 'D-1' });
  expect(reply.amount).toEqual(eur('100.00'));
  expect(reply.verdict.map(({ key }) => key)).toEqual(['dealInAll', 'dealSomeTakenBack']);
  expect(reply.rows.map(({ amount, said }) => [said.key, amount?.amount])).toEqual([
    ['dealByPayment', '60.00'],
    ['dealByPayment', '40.00'],
  ]);
  const [first] = reply.rows;
  expect(
    first?.rows?.map(({ amount, proof, rows }) => [amount?.amount, proof?.slice(0, 4), rows?.[0]?.said.key]),
  ).toEqual([
    ['80.00', 'acr-', 'dealPaid'],
    ['-20.00', 'rev-', 'dealNotPaidYet'],
  ]);
  expect(first?.rows?.[0]?.rows?.[0]?.said.holes).toEqual({ payout, on: '2026-08-07' });
});

it('a deal that earned nothing for a partner says so; an unknown one is unknown', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
  const reply = await whyIn(world, { kind: 'deal', id: 'D-1', partner: 'lyra' });
  expect(reply.verdict).toEqual([{ key: 'dealNothing', holes: { deal: 'D-1' } }]);
  expect(reply.amount).toBeUndefined();
  const explainer = await explainerOf(world);
  expect(left(await explainer.whyOf({ kind: 'deal', id: 'D-9' }))).toEqual({ _tag: 'UnknownSubject', subject: 'D-9' });
});

const dollarExamples = [{ title: { en: 'Small' }, given: { payment: '100.00' }, expect: { tiers: '8.00' } }];

const credited = [
  { partner: 'orion', share: '0.6' },
  { partner: 'lyra', share: '0.4' },
];

const shared = async (): Promise<World> => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01', credited });
  return world;
};

it('a deal of several partners adds up what each of them earned on it', async () => {
  const reply = await whyIn(await shared(), { kind: 'deal', id: 'D-1' });
  expect(reply.amount).toEqual(eur('80.00'));
  expect(reply.partner).toBeUndefined();
  expect(reply.verdict).toEqual([{ key: 'dealInAll', holes: { deal: 'D-1', amount: eur('80.00'), currency: 'EUR' } }]);
  expect(reply.rows.map(({ said, amount, counts }) => [said, amount?.amount, counts])).toEqual([
    [{ key: 'dealOfPartner', holes: { partner: 'orion' } }, '48.00', true],
    [{ key: 'dealOfPartner', holes: { partner: 'lyra' } }, '32.00', true],
  ]);
  expect(reply.rows[1]?.rows?.map(({ said }) => said.key)).toEqual(['dealByPayment']);
  expect(refinementProblems(reply)).toEqual([]);
});

it('of a deal of several partners, the part of one is said to be that of this one', async () => {
  const world = await shared();
  const reply = await whyIn(world, { kind: 'deal', id: 'D-1', partner: 'lyra' });
  expect(reply.amount).toEqual(eur('32.00'));
  expect(reply.verdict.map(({ key }) => key)).toEqual(['dealEarnedBy']);
  expect(shown(reply)).toContain('The deal D-1, earned by lyra: 32.00 EUR.');
  expect(refinementProblems(reply)).toEqual([]);
});

it('what several partners earned in several currencies has rows and no total', async () => {
  const rules = reseller(1).rules.map(({ id, clause, title, earnedOn, beneficiary, pay: paying }) => {
    return { id, clause, title, earnedOn, beneficiary, pay: paying };
  });
  const dollars = { plan: 'dollars', currency: 'USD', converts: ['EUR'], selectedBy: 'payment' as const };
  const world = await openWorld();
  const { ledger } = world;
  const occurredAt = '2026-01-01T00:00:00Z';
  const document = reseller(1, { ...dollars, rules, measures: {}, attributes: {}, examples: dollarExamples });
  await orThrow(ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt }));
  await orThrow(
    ledger.enrolPartner({ partner: 'vega', program: 'resale', plan: 'dollars', from: '2026-01-01', occurredAt }),
  );
  const rate = { from: 'EUR', to: 'USD', rate: '1.5', date: '2026-07-01', source: 'a bank' };
  await orThrow(ledger.recordFxRate({ ...rate, occurredAt }));
  const three = [...credited.slice(0, 1), { partner: 'vega', share: '0.4' }];
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01', credited: three });
  const reply = await whyIn(world, { kind: 'deal', id: 'D-1' });
  expect(reply.amount).toBeUndefined();
  expect(reply.verdict.map(({ key, holes }) => [key, holes])).toEqual([
    ['dealInAll', { deal: 'D-1', amount: eur('48.00'), currency: 'EUR' }],
    ['dealInAll', { deal: 'D-1', amount: { amount: '48.00', currency: 'USD' }, currency: 'USD' }],
  ]);
  expect(reply.rows.map(({ said, rows }) => [said.key, rows?.map((row) => row.said.holes)])).toEqual([
    ['dealInCurrency', [{ partner: 'orion' }]],
    ['dealInCurrency', [{ partner: 'vega' }]],
  ]);
  expect(refinementProblems(reply)).toEqual([]);
});

it('a deal on which nobody earned names no one of several partners', async () => {
  const world = await openWorld();
  await win(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01', credited });
  const reply = await whyIn(world, { kind: 'deal', id: 'D-1' });
  expect([reply.title.key, reply.partner, reply.verdict[0]?.key]).toEqual(['dealTitleOfAll', undefined, 'dealNothing']);
});
