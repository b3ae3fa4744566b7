import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import { changes, foilIn, openWorld, payOut, planOf, refund, ruleOf, sell, type World } from './foilWorld.ts';

const rules = [ruleOf({ percent: { of: 'payment', rate: '0.1' } })];
const payout = { day: 5, convention: 'none', cutOff: 'start-of-month', minimum: '0.00' };

/** 1,000.00 and 333.33 at 10 %: 100.00 + 33.33, paid under terms. */
const paidUnder = async (
  terms: Readonly<Record<string, unknown>>,
  status?: string,
): Promise<readonly [World, string]> => {
  const world = await openWorld([planOf({ counters: [], rules, payout: { ...payout, ...terms } })]);
  const occurredAt = '2026-01-02T00:00:00Z';
  if (status !== undefined)
    await orThrow(world.ledger.recordTaxStatus({ partner: 'orion', status, from: '2026-01-01', occurredAt }));
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
  await sell(world, { deal: 'D-2', amount: '333.33', on: '2026-01-11' });
  return [world, await payOut(world, '2026-02-05')];
};

const readAs = async ([world, subject]: readonly [World, string], expected: string) =>
  changes(await foilIn(world, { subject, expected }));

const withholding = [
  { status: 'abroad', rate: '0.2', from: '2026-01-01' },
  { status: 'company', rate: '0.1', from: '2026-01-01' },
];
const vat = [{ status: 'abroad', rate: '0.19', from: '2026-01-01' }];
const fees = [{ id: 'wire', title: { en: 'Wire' }, fixed: '2.50', bornBy: 'partner' }];

it('tax withheld forgotten, or that of another status: 133.33 − 26.67', async () => {
  const paid = await paidUnder({ withholding }, 'abroad');
  expect(await readAs(paid, '133.33')).toEqual([['foilTaxForgotten', '-26.67']]);
  // 133.33 × 10 % = 13.333 → 13.33: 120.00
  expect(await readAs(paid, '120.00')).toEqual([['foilOtherStatus', '-13.34']]);
});

it('tax taken off where none is withheld: 133.33 × 20 %', async () => {
  const paid = await paidUnder({ withholding });
  expect(await readAs(paid, '106.66')).toEqual([['foilOtherStatus', '26.67']]);
});

it('VAT and fees forgotten: 133.33 + 25.33 − 2.50', async () => {
  const paid = await paidUnder({ vat, fees }, 'abroad');
  expect(await readAs(paid, '156.16')).toEqual([]);
  expect(await readAs(paid, '130.83')).toEqual([['foilVatForgotten', '25.33']]);
  expect(await readAs(paid, '158.66')).toEqual([['foilFeesForgotten', '-2.50']]);
  expect(await readAs(paid, '133.33')).toEqual([
    ['foilVatForgotten', '25.33'],
    ['foilFeesForgotten', '-2.50'],
  ]);
});

it('what a line comes to is told after the tax on it: 33.33 forgotten are 26.66 less', async () => {
  const paid = await paidUnder({ withholding }, 'abroad');
  // 100.00 − 20.00, and without the tax too 100.00
  expect(await readAs(paid, '80.00')).toEqual([['foilDealForgotten', '26.66']]);
  expect(await readAs(paid, '100.00')).toEqual([
    ['foilDealForgotten', '26.66'],
    ['foilTaxForgotten', '-20.00'],
  ]);
});

it('a draw left out: 133.33 and not the 500.00 that are guaranteed', async () => {
  const draw = { amount: '500.00', kind: 'recoverable', from: '2026-01-01' };
  const paid = await paidUnder({ draw });
  expect(await readAs(paid, '133.33')).toEqual([['foilDrawIgnored', '366.67']]);
});

it('what was given back of a draw left out: 600.00 earned, 100.00 of it goes back', async () => {
  const draw = { amount: '500.00', kind: 'recoverable', from: '2026-01-01' };
  const [world] = await paidUnder({ draw });
  await sell(world, { deal: 'D-3', amount: '6000.00', on: '2026-02-10' });
  const paid = await payOut(world, '2026-03-05');
  expect(await readAs([world, paid], '600.00')).toEqual([['foilDrawIgnored', '-100.00']]);
});

it('a true-up forgotten: a refund brings a slab back below its edge', async () => {
  const slab = {
    slab: { counter: 'sales', already: 'given', bands: [{ upTo: '1000.00', rate: '0.05' }, { rate: '0.10' }] },
  };
  const counters = [
    { id: 'sales', measure: 'payment', window: 'year' },
    { id: 'given', measure: { earned: ['tiers'] }, window: 'year' },
  ];
  const world = await openWorld([
    planOf({ counters, refunds: { counters: 'lower' }, rules: [ruleOf(slab, { refunds: 'true-up' })] }),
  ]);
  await sell(world, { deal: 'D-1', amount: '800.00', on: '2026-01-10' });
  await sell(world, { deal: 'D-2', amount: '400.00', on: '2026-01-11' });
  await refund(world, 'D-2', '300.00', '2026-01-20');
  // 40.00, then 120.00 − 40.00 = 80.00, then back 80.00 × 3/4 = 60.00, then 900.00 × 5 % = 45.00 − 60.00 = −15.00
  const paid = await payOut(world, '2026-02-05');
  expect(await readAs([world, paid], '45.00')).toEqual([]);
  expect(await readAs([world, paid], '60.00')).toEqual([['foilTrueUpForgotten', '-15.00']]);
});
