import { orThrow } from '@commission-ledger/ledger';
import { describe, expect, it } from 'vitest';
import { renderTree, type Reply, type Row } from '../src/index.ts';
import { money, openWorld, reseller, sell, type World } from './diffWorld.ts';
import { left, right } from './history.ts';
import { expectProved, explainerOf } from './proved.ts';

const account = (partner = 'orion') => ({ kind: 'account', id: `resale.${partner}.EUR` }) as const;

const termsIn = async (world: World, partner?: string): Promise<Reply> => {
  const reply = right(await (await explainerOf(world)).terms({ subject: account(partner) }));
  await expectProved(world, reply);
  return reply;
};

const keysOf = (rows: readonly Row[] = []): readonly string[] => rows.map(({ said }) => said.key);

describe('how commission is calculated in general', () => {
  it('is the plan in force, its tiers with those of my last amount marked, and that amount step by step', async () => {
    const world = await openWorld();
    await sell(world, { deal: 'D-1', amount: money('40000.00'), on: '2026-06-10' });
    await sell(world, { deal: 'D-2', amount: money('20000.00'), on: '2026-06-11' });
    const reply = await termsIn(world);
    expect(reply.verdict).toEqual([
      { key: 'termsInForce', holes: { plan: 'reseller@3', from: '2026-01-01' } },
      { key: 'termsLastLine', holes: { amount: money('1800.00'), currency: 'EUR', deal: 'D-2' } },
    ]);
    expect(keysOf(reply.rows)).toEqual(['termsTiersYear', 'termsApproved', 'termsWorked']);
    expect(reply.rows[0]?.rows?.map(({ said }) => said)).toEqual([
      { key: 'termsBandOwn', holes: { edge: money('50000.00'), currency: 'EUR', rate: { rate: '0.08' } } },
      { key: 'termsBandOwn', holes: { edge: money('150000.00'), currency: 'EUR', rate: { rate: '0.1' } } },
      { key: 'termsLastBand', holes: { rate: { rate: '0.12' } } },
    ]);
    const shown = renderTree(reply, { locale: 'en' });
    expect(shown).toMatch(/For example deal D-2, earned 11 June 2026 .*1,800\.00/);
    expect(shown).toContain('10,000.00 (up to 50,000.00) × 8% = 800.00');
    expect(shown).toContain('10,000.00 (from 50,000.00 to 150,000.00) × 10% = 1,000.00');
  });

  it('says so where nothing was earned yet, and where no plan applies', async () => {
    const world = await openWorld();
    const fresh = await termsIn(world);
    expect(fresh.verdict.at(-1)?.key).toBe('termsNothingYet');
    expect(keysOf(fresh.rows[0]?.rows)).toEqual(['termsBand', 'termsBand', 'termsLastBand']);
    await orThrow(world.ledger.joinPartner({ partner: 'vega', name: 'Vega' }));
    const none = await termsIn(world, 'vega');
    expect(none.verdict.map(({ key }) => key)).toEqual(['termsNoPlan', 'termsNothingYet']);
    expect(none.rows).toEqual([]);
    const explainer = await explainerOf(world);
    for (const id of ['nowhere.orion.EUR', 'orion'])
      expect(left(await explainer.terms({ subject: { kind: 'account', id } }))._tag).toBe('UnknownSubject');
  });

  it('shows the version of today though the last amount was earned under the one before it', async () => {
    const world = await openWorld();
    await sell(world, { deal: 'D-1', amount: money('1000.00'), on: '2026-06-10' });
    world.today('2026-07-02');
    await orThrow(world.ledger.publishPlan({ document: reseller(4), author: 'ann', approver: 'bob' }));
    const reply = await termsIn(world);
    expect(reply.verdict.map(({ key }) => key)).toEqual(['termsInForce', 'termsLastLine', 'termsEarnedUnder']);
    expect(reply.verdict[0]?.holes).toMatchObject({ plan: 'reseller@4', from: '2026-07-01' });
    expect(reply.verdict[2]?.holes).toEqual({ plan: 'reseller@3' });
    expect(keysOf(reply.rows[0]?.rows)).toEqual(['termsBand', 'termsBand', 'termsLastBand']);
  });

  it('lists single rates, amounts, limits, and tiers along a number', async () => {
    const rule = { title: { en: 'Sales' }, earnedOn: 'payment', beneficiary: 'referrer' } as const;
    const world = await openWorld({
      counters: [{ id: 'number', measure: 'count', on: 'payment', window: 'year', refunds: 'keep' }],
      rules: [
        { ...rule, id: 'a', clause: '1', pay: { percent: { of: 'payment', rate: '0.05' } } },
        { ...rule, id: 'b', clause: '2', pay: { fixed: '25.00' } },
        {
          ...rule,
          id: 'c',
          clause: '3',
          pay: { cap: { pay: { percent: { of: 'payment', rate: '0.02' } }, at: '9.00' } },
        },
        {
          ...rule,
          id: 'd',
          clause: '4',
          pay: {
            lookup: {
              of: 'payment',
              by: { counter: 'number', at: 'before' },
              bands: [{ below: '10', rate: '0.01' }, { rate: '0.02' }],
            },
          },
        },
      ],
      examples: [
        {
          title: { en: 'Small' },
          given: { payment: '100.00' },
          expect: { a: '5.00', b: '25.00', c: '2.00', d: '1.00' },
        },
      ],
    });
    await sell(world, { deal: 'D-1', amount: money('100.00'), on: '2026-06-10' });
    const { rows } = await termsIn(world);
    expect(rows.slice(0, -2).map(({ said }) => said.key.replace('Own', ''))).toEqual([
      'termsRate',
      'termsFixed',
      'termsRate',
      'termsAtMost',
      'termsTiersYear',
    ]);
    expect(rows[4]?.rows?.[0]?.said.holes).toEqual({ edge: '10', rate: { rate: '0.01' } });
  });
});
