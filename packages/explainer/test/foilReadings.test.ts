import { orThrow } from '@commission-ledger/ledger';
import { describe, expect, it } from 'vitest';
import {
  accrualOf,
  changes,
  eur,
  foilIn,
  openWorld,
  payOut,
  payoutOf,
  planOf,
  refund,
  ruleOf,
  sell,
  shared,
  tiers,
  type World,
} from './foilWorld.ts';

/** The keys of what is said of a figure for the payout of February, where that is exact. */
const readAs = async (
  world: World,
  payout: string,
  expected: string,
): Promise<readonly (readonly [string, string])[]> => changes(await foilIn(world, { subject: payout, expected }));

const percent = (rate: string, of = 'payment') => ({ percent: { of, rate } });

describe('tiers', () => {
  const tiered = async (pay: unknown, counters: unknown = counted.slice(0, 1)): Promise<readonly [World, string]> => {
    const world = await openWorld([planOf({ rules: [ruleOf(pay)], counters })]);
    await sell(world, { deal: 'D-1', amount: '40000.00', on: '2026-01-10' });
    await sell(world, { deal: 'D-2', amount: '30000.00', on: '2026-01-11' });
    return [world, await payOut(world, '2026-02-05')];
  };
  const counted = [
    { id: 'sales', measure: 'payment', window: 'year' },
    { id: 'given', measure: { earned: ['tiers'] }, window: 'year' },
  ];

  it('the tier reached taken for the whole amount: 30,000.00 × 10 % instead of 10,000.00 × 8 % + 20,000.00 × 10 %', async () => {
    const [world, payout] = await tiered(tiers);
    // 3,200.00 + 800.00 + 2,000.00
    expect(await readAs(world, payout, '6000.00')).toEqual([]);
    expect(await readAs(world, payout, '6200.00')).toEqual([['foilOneTier', '-200.00']]);
  });

  it('the first tier taken for the whole amount: 30,000.00 × 8 %', async () => {
    const [world, payout] = await tiered(tiers);
    expect(await readAs(world, payout, '5600.00')).toEqual([['foilOneTier', '400.00']]);
  });

  it('a tier that was not reached: 40,000.00 × 10 %', async () => {
    const [world, payout] = await tiered(tiers);
    expect(await readAs(world, payout, '6800.00')).toEqual([['foilOtherRate', '-800.00']]);
  });

  const slab = {
    slab: { counter: 'sales', already: 'given', bands: [{ upTo: '50000.00', rate: '0.08' }, { rate: '0.10' }] },
  };

  it('a slab read by parts: 10,000.00 × 8 % + 20,000.00 × 10 % instead of 70,000.00 × 10 % − 3,200.00', async () => {
    const [world, payout] = await tiered(slab, counted);
    // 3,200.00 + 3,800.00
    expect(await readAs(world, payout, '7000.00')).toEqual([]);
    expect(await readAs(world, payout, '6000.00')).toEqual([['foilSlabByParts', '1000.00']]);
  });

  it('a slab without its catch-up: 30,000.00 × 10 %', async () => {
    const [world, payout] = await tiered(slab, counted);
    expect(await readAs(world, payout, '6200.00')).toEqual([['foilCatchUpForgotten', '800.00']]);
  });

  it('a slab without what was earned before: 70,000.00 × 10 %', async () => {
    const [world, payout] = await tiered(slab, counted);
    expect(await readAs(world, payout, '10200.00')).toEqual([['foilAlreadyForgotten', '-3200.00']]);
  });
});

describe('rates and limits', () => {
  it('another rate of the plan: 1,000.00 × 3 % instead of 7 %', async () => {
    const world = await openWorld([
      planOf({
        counters: [],
        rules: [ruleOf(percent('0.07')), ruleOf(percent('0.03'), { id: 'none', clause: '3.2', when: never })],
      }),
    ]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
    expect(await readAs(world, await payOut(world, '2026-02-05'), '30.00')).toEqual([['foilOtherRate', '40.00']]);
  });

  it('the share of the partner above added: 1,000.00 × 7 % + 1,000.00 × 1 %', async () => {
    const world = await openWorld([
      planOf({
        counters: [],
        rules: [ruleOf(percent('0.07')), ruleOf(percent('0.01'), { id: 'up', clause: '3.2', beneficiary: 'upline' })],
      }),
    ]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
    const payout = await payOut(world, '2026-02-05');
    expect(await readAs(world, payout, '80.00')).toEqual([['foilOverrideAdded', '-10.00']]);
    const above = await payoutOf(world, 'vega');
    // 1,000.00 × 7 % taken for one's own, instead of 1 %
    expect(await readAs(world, above, '70.00')).toEqual([['foilOtherRate', '-60.00']]);
  });

  it('a cap left out: 1,000.00 × 7 % instead of at most 50.00', async () => {
    const world = await openWorld([
      planOf({ counters: [], rules: [ruleOf({ cap: { pay: percent('0.07'), at: '50.00' } })] }),
    ]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
    expect(await readAs(world, await payOut(world, '2026-02-05'), '70.00')).toEqual([['foilCapIgnored', '-20.00']]);
  });

  it('a floor left out: 1,000.00 × 7 % instead of at least 90.00', async () => {
    const world = await openWorld([
      planOf({ counters: [], rules: [ruleOf({ floor: { pay: percent('0.07'), at: '90.00' } })] }),
    ]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
    expect(await readAs(world, await payOut(world, '2026-02-05'), '70.00')).toEqual([['foilFloorIgnored', '20.00']]);
  });

  it('the whole counted where a part is paid: 70.00 instead of half of it', async () => {
    const installments = [
      { share: '0.5', hold: { days: 0 } },
      { share: '0.5', hold: { days: 90 } },
    ];
    const world = await openWorld([planOf({ counters: [], rules: [ruleOf(percent('0.07'), { installments })] })]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
    const reply = await foilIn(world, { subject: await payOut(world, '2026-02-05'), expected: '70.00' });
    // The other half, counted too soon, comes to the same.
    expect(changes(reply)).toEqual([['foilNotYetPayable', '-35.00']]);
    expect(reply.rows[1]?.rows?.map(({ said, amount }) => [said.key, amount?.amount])).toEqual([
      ['foilPartsIgnored', '-35.00'],
    ]);
  });

  const never = { measure: 'payment', atLeast: '1000000.00' };
});

describe('rounding', () => {
  const rounded = async (): Promise<readonly [World, string]> => {
    const world = await openWorld([planOf({ counters: [], rules: [ruleOf(percent('0.05'))] })]);
    // 0.505 → 0.50, 0.508 → 0.51, 0.508 → 0.51: 1.52; exactly 1.521
    await sell(world, { deal: 'D-1', amount: '10.10', on: '2026-01-10' });
    await sell(world, { deal: 'D-2', amount: '10.16', on: '2026-01-11' });
    await sell(world, { deal: 'D-3', amount: '10.16', on: '2026-01-12' });
    return [world, await payOut(world, '2026-02-05')];
  };

  it('half up: 0.505 becomes 0.51', async () => {
    const [world, payout] = await rounded();
    expect(await readAs(world, payout, '1.53')).toEqual([['foilRoundedOtherwise', '-0.01']]);
  });

  it('a line that is rounded otherwise than the others is no explanation: so any figure would come out', async () => {
    const world = await openWorld([planOf({ counters: [], rules: [ruleOf(percent('0.05'))] })]);
    // 0.505, 0.505 and 0.525: 0.50 + 0.50 + 0.52, half up 0.51 + 0.51 + 0.53, and once, at the end, 1.54
    for (const [deal, amount] of [
      ['D-1', '10.10'],
      ['D-2', '10.10'],
      ['D-3', '10.50'],
    ] as const) {
      await sell(world, { deal, amount, on: '2026-01-10' });
    }
    const payout = await payOut(world, '2026-02-05');
    expect(await readAs(world, payout, '1.53')).toEqual([]);
    expect(await readAs(world, payout, '1.55')).toEqual([['foilAlike', '-0.03']]);
  });

  it('down, in every line: 0.50 + 0.50 + 0.50', async () => {
    const [world, payout] = await rounded();
    const reply = await foilIn(world, { subject: payout, expected: '1.50' });
    expect(changes(reply)).toEqual([['foilAlike', '0.02']]);
    expect(reply.rows[0]?.rows?.map(({ amount }) => amount?.amount)).toEqual(['0.01', '0.01']);
  });

  it('once, at the end: 0.005 + 0.004 + 0.004 are 0.01 and not 0.00', async () => {
    const world = await openWorld([planOf({ counters: [], rules: [ruleOf(percent('0.01'))] })]);
    await sell(world, { deal: 'D-0', amount: '300.00', on: '2026-01-09' });
    for (const deal of ['D-1', 'D-2', 'D-3']) await sell(world, { deal, amount: '100.40', on: '2026-01-10' });
    // 3.00 + 3 × 1.004: 6.01 and not 6.00
    expect(await readAs(world, await payOut(world, '2026-02-05'), '6.01')).toEqual([['foilRoundedOnce', '-0.01']]);
  });
});

describe('facts', () => {
  it('the whole deal instead of the share: 1,000.00 × 7 % instead of 600.00 × 7 %', async () => {
    const world = await openWorld([planOf({ counters: [], rules: [ruleOf(percent('0.07'))] })]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10', attribution: shared });
    expect(await readAs(world, await payOut(world, '2026-02-05'), '70.00')).toEqual([['foilSplitIgnored', '-28.00']]);
  });

  it('the whole commission instead of the share, where the plan shares that', async () => {
    const world = await openWorld([planOf({ sharing: 'commission', counters: [], rules: [ruleOf(percent('0.07'))] })]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10', attribution: shared });
    expect(await readAs(world, await payOut(world, '2026-02-05'), '70.00')).toEqual([['foilSplitIgnored', '-28.00']]);
  });

  it('a whole deal that crosses a tier is rated by the tiers: 45,000.00 × 8 % + 15,000.00 × 10 %', async () => {
    const world = await openWorld([planOf()]);
    await sell(world, { deal: 'D-0', amount: '5000.00', on: '2026-01-09' });
    await sell(world, { deal: 'D-1', amount: '60000.00', on: '2026-01-10', attribution: shared });
    // 400.00 + 36,000.00 × 8 %; with the whole deal 400.00 + 3,600.00 + 1,500.00
    expect(await readAs(world, await payOut(world, '2026-02-05'), '5500.00')).toEqual([
      ['foilSplitIgnored', '-2220.00'],
    ]);
  });

  it('gross instead of net: 1,190.00 × 10 % and not (1,190.00 − 190.00) × 10 %', async () => {
    const measures = {
      tax: { amount: 'tax', of: 'payment', ifMissing: '0.00' },
      shipping: { amount: 'shipping', of: 'payment', ifMissing: '0.00' },
      net: { sum: ['payment'], less: ['tax', 'shipping'] },
    };
    const world = await openWorld([planOf({ measures, counters: [], rules: [ruleOf(percent('0.1', 'net'))] })]);
    const amounts = { tax: eur('190.00'), shipping: eur('20.00') };
    await sell(world, { deal: 'D-1', amount: '1190.00', on: '2026-01-10', amounts });
    const payout = await payOut(world, '2026-02-05');
    // 98.00; without tax 117.00, without shipping 100.00, without both 119.00
    expect(await readAs(world, payout, '117.00')).toEqual([['foilBeforeDeductions', '-19.00']]);
    expect(await readAs(world, payout, '100.00')).toEqual([['foilBeforeDeductions', '-2.00']]);
    expect(await readAs(world, payout, '119.00')).toEqual([['foilBeforeDeductions', '-21.00']]);
  });

  it('the version before: 1,000.00 × 5 % instead of 7 %', async () => {
    const version = (number: number, rate: string, effectiveFrom: string) =>
      planOf({ version: number, effectiveFrom, counters: [], rules: [ruleOf(percent(rate))] });
    const world = await openWorld([
      version(1, '0.05', '2026-01-01'),
      version(2, '0.07', '2026-01-08'),
      version(3, '0.11', '2026-03-01'),
    ]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
    const payout = await payOut(world, '2026-02-05');
    expect(await readAs(world, payout, '50.00')).toEqual([['foilOtherVersion', '20.00']]);
    expect(await readAs(world, payout, '110.00')).toEqual([['foilOtherVersion', '-40.00']]);
  });

  it('the rate of another day: of the win, of the payout, of the day before; and converting at the end', async () => {
    const world = await openWorld(
      [planOf({ converts: ['USD'], counters: [], rules: [ruleOf(percent('0.1'))] })],
      ['EUR', 'USD'],
    );
    const rate = { from: 'USD', to: 'EUR', source: 'a bank', occurredAt: '2026-01-01T00:00:00Z' };
    const told: readonly (readonly [string, string])[] = [
      ['2026-01-05', '0.8'],
      ['2026-01-09', '0.85'],
      ['2026-01-10', '0.91236'],
      ['2026-02-05', '0.95'],
    ];
    for (const [date, value] of told) await orThrow(world.ledger.recordFxRate({ ...rate, date, rate: value }));
    await sell(world, {
      deal: 'D-1',
      amount: { amount: '1000.40', currency: 'USD' },
      on: '2026-01-05',
      paidOn: '2026-01-10',
    });
    const payout = await payOut(world, '2026-02-05');
    // 1,000.40 × 0.91236 = 912.724944 → 912.72 × 10 % = 91.272 → 91.27
    expect(await readAs(world, payout, '80.03')).toEqual([['foilOtherDay', '11.24']]);
    expect(await readAs(world, payout, '95.04')).toEqual([['foilOtherDay', '-3.77']]);
    expect(await readAs(world, payout, '85.03')).toEqual([['foilOtherDay', '6.24']]);
  });

  it('converted at the end: 1.00 × 7 % × 0.6449 = 0.045143, and not 0.64 × 7 % = 0.0448', async () => {
    const world = await openWorld(
      [planOf({ converts: ['USD'], counters: [], rules: [ruleOf(percent('0.07'))] })],
      ['EUR', 'USD'],
    );
    const rate = { from: 'USD', to: 'EUR', source: 'a bank', occurredAt: '2026-01-01T00:00:00Z' };
    await orThrow(world.ledger.recordFxRate({ ...rate, date: '2026-01-10', rate: '0.6449' }));
    await sell(world, { deal: 'D-1', amount: { amount: '1.00', currency: 'USD' }, on: '2026-01-10' });
    const reply = await foilIn(world, { subject: await payOut(world, '2026-02-05'), expected: '0.05' });
    // Rounding up gives the same cent, and is the more usual.
    expect(changes(reply)).toEqual([['foilRoundedOtherwise', '-0.01']]);
    expect(reply.rows[1]?.rows?.map(({ said }) => said.key)).toEqual(['foilConvertedLate']);
  });
});

describe('lines', () => {
  const sold = async (): Promise<World> => {
    const world = await openWorld([planOf({ counters: [], rules: [ruleOf(percent('0.07'))] })]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10' });
    await sell(world, { deal: 'D-2', amount: '3000.00', on: '2026-01-11' });
    return world;
  };

  it('a refund forgotten, or counted twice: 500.00 × 7 %', async () => {
    const world = await sold();
    await refund(world, 'D-1', '500.00', '2026-01-20');
    const payout = await payOut(world, '2026-02-05');
    // 70.00 + 210.00 − 35.00
    expect(await readAs(world, payout, '280.00')).toEqual([['foilRefundForgotten', '-35.00']]);
    expect(await readAs(world, payout, '210.00')).toEqual([['foilRefundTwice', '35.00']]);
  });

  it('a deal forgotten', async () => {
    const world = await sold();
    const payout = await payOut(world, '2026-02-05');
    expect(await readAs(world, payout, '210.00')).toEqual([['foilDealForgotten', '70.00']]);
  });

  it('a correction forgotten', async () => {
    const world = await sold();
    await orThrow(
      world.ledger.postAdjustment({
        program: 'resale',
        partner: 'orion',
        adjustment: 'fix-1',
        amount: eur('-13.00'),
        reason: 'typo',
        author: 'ann',
        approver: 'bob',
        maturesOn: '2026-01-20',
        occurredAt: '2026-01-20T09:00:00Z',
      }),
    );
    const payout = await payOut(world, '2026-02-05');
    expect(await readAs(world, payout, '280.00')).toEqual([['foilCorrectionForgotten', '-13.00']]);
  });

  it('what is payable later, and what another payout paid, counted in', async () => {
    const world = await sold();
    const january = await payOut(world, '2026-02-05');
    // Payable from the very day before which the first payout pays.
    await sell(world, { deal: 'D-3', amount: '500.00', on: '2026-02-01' });
    const february = await payOut(world, '2026-03-05');
    expect(await readAs(world, january, '315.00')).toEqual([['foilNotYetPayable', '-35.00']]);
    expect(await readAs(world, february, '245.00')).toEqual([['foilOtherPayout', '-210.00']]);
    expect(await readAs(world, february, '315.00')).toEqual([['foilAlike', '-280.00']]);
  });

  it('an entry by itself', async () => {
    const world = await openWorld([planOf({ counters: [], rules: [ruleOf(percent('0.07'))] })]);
    await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-01-10', attribution: shared });
    const entry = await accrualOf(world);
    expect(await readAs(world, entry, '70.00')).toEqual([['foilSplitIgnored', '-28.00']]);
  });
});
