import { currency, sum, toJson, type Money } from '@commission-ledger/money';
import { orThrow } from '@commission-ledger/ledger';
import { marginal, type PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeExplainFailure, renderTree, type Reply } from '../src/index.ts';
import { say } from '../src/render/say.ts';
import { eventsOf, left, right } from './history.ts';
import { money, openWorld, refund, reseller, sell, type World } from './diffWorld.ts';
import { expectProved, explainerOf } from './proved.ts';

const eur = right(currency('EUR'));

const better: Partial<PlanDocument> = {
  rules: [
    {
      id: 'tiers',
      clause: '3.1',
      title: { en: 'Tiers' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: marginal({ of: 'payment', along: 'sales' }).upTo('50000.00', '0.09').upTo('150000.00', '0.10').above('0.12'),
    },
  ],
  examples: [{ title: { en: 'Small' }, given: { payment: '100.00' }, expect: { tiers: '9.00' } }],
};

const publish = async ({ ledger, today }: World, on: string, version = 4): Promise<void> => {
  today(on);
  const document = reseller(version, better);
  await orThrow(ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt: `${on}T00:00:00Z` }));
};

const versions = { a: { kind: 'plan', id: 'reseller/3' }, b: { kind: 'plan', id: 'reseller/4' } } as const;

const effectIn = async (world: World, of: Readonly<{ partner?: string; asker?: string }> = {}): Promise<Reply> => {
  const reply = right(await (await explainerOf(world)).diff({ ...versions, ...of }));
  await expectProved(world, reply);
  return reply;
};

const movedRow = ({ rows }: Reply) => rows.find(({ said }) => said.key === 'diffEffectMoved');

/** What accounts have in all. */
const bookedBy = async ({ store }: World, partner?: string): Promise<Money> =>
  sum(
    eur,
    (await eventsOf(store)).flatMap(({ type, data }): readonly Money[] => {
      if (type === 'AccrualPosted' && (partner === undefined || data.partner === partner)) return [data.amount];
      return type === 'AccrualReversed' && (partner === undefined || data.partner === partner)
        ? [{ ...data.amount, minor: -data.amount.minor }]
        : [];
    }),
  );

describe('what a version of a plan came to', () => {
  const soldBefore = async (world: World) => {
    await sell(world, { deal: 'D-1', amount: money('10000.00'), on: '2026-06-10' });
    await sell(world, { deal: 'D-2', amount: money('30000.00'), on: '2026-06-20' });
  };

  it('says how many accruals it gave another amount, the largest of them, and how much in all', async () => {
    const world = await openWorld();
    await soldBefore(world);
    await publish(world, '2026-06-25');
    await sell(world, { deal: 'D-3', amount: money('8000.00'), on: '2026-07-02' });
    await sell(world, { deal: 'D-4', amount: money('5000.00'), on: '2026-07-03' });
    await sell(world, {
      deal: 'D-5',
      amount: money('1000.00'),
      on: '2026-07-04',
      attribution: [{ partner: 'lyra', share: '1' }],
    });
    const reply = await effectIn(world);
    expect(reply.verdict.at(-1)).toEqual({
      key: 'diffEffect',
      holes: { to: 'reseller@4', count: 3, amount: money('110.00'), currency: 'EUR' },
    });
    expect(movedRow(reply)).toMatchObject({
      amount: money('110.00'),
      rows: [
        { said: { holes: { deal: 'D-3', before: money('640.00'), after: money('720.00') } }, amount: money('80.00') },
        { said: { holes: { deal: 'D-4' } }, amount: money('20.00') },
        { said: { holes: { deal: 'D-5', partner: 'lyra' } }, amount: money('10.00') },
      ],
    });
    const [largest, ...others] = movedRow(reply)?.rows ?? [];
    expect(largest?.proof).toMatch(/^acr-/);
    // Of the largest both calculations are there, and their difference is its amount.
    expect(largest).toMatchObject({
      node: expect.any(String),
      rows: [
        { said: { key: 'diffEffectBy', holes: { plan: 'reseller@4' } }, amount: money('720.00') },
        { said: { key: 'diffEffectBy', holes: { plan: 'reseller@3' } }, amount: money('640.00') },
      ],
    });
    expect(renderTree(reply, { depth: 3 })).toMatch(/8,000\.00 .*× 9%[^]*8,000\.00 .*× 8%/);
    expect(others.some(({ rows }) => rows !== undefined)).toBe(false);
  });

  it('is told of one partner from their own history alone, and names nobody else', async () => {
    const world = await openWorld();
    await soldBefore(world);
    await publish(world, '2026-06-25');
    const shared = [
      { partner: 'orion', share: '0.6' },
      { partner: 'lyra', share: '0.4' },
    ];
    await sell(world, { deal: 'D-3', amount: money('5000.00'), on: '2026-07-02', attribution: shared });
    const own = await effectIn(world, { asker: 'orion' });
    expect(own.verdict.at(-1)?.holes).toMatchObject({ count: 1, amount: money('30.00'), partner: 'orion' });
    expect(JSON.stringify(own)).not.toContain('lyra');
    expect((await effectIn(world, { partner: 'lyra' })).verdict.at(-1)?.holes).toMatchObject({
      amount: money('20.00'),
    });
    expect((await effectIn(world)).verdict.at(-1)?.holes).toMatchObject({ count: 2, amount: money('50.00') });
  });

  it('shows five of many, and the others as one sum', async () => {
    const world = await openWorld();
    await publish(world, '2026-06-25');
    for (let day = 1; day <= 8; day += 1)
      await sell(world, { deal: `D-${day}`, amount: money(`${day}00.00`), on: `2026-07-0${day}` });
    const reply = await effectIn(world);
    const row = movedRow(reply);
    expect(row?.amount).toEqual(money('36.00'));
    expect(row?.rows?.map(({ amount }) => amount?.amount)).toEqual(['8.00', '7.00', '6.00', '5.00', '4.00', '6.00']);
    const others = row?.rows?.at(-1);
    expect(others?.said).toEqual({ key: 'diffOthers', holes: { count: 3 } });
    expect(others?.rows?.map(({ amount }) => amount?.amount)).toEqual(['3.00', '2.00', '1.00']);
    const shown = renderTree(reply, { all: true });
    expect(shown).toContain('deal D-1, payment D-1-p');
    expect(renderTree(reply)).not.toContain('deal D-1, payment D-1-p');
  });

  it('names two payments of one deal apart, and says less where it is less', async () => {
    const world = await openWorld();
    await publish(world, '2026-06-25');
    const won = { deal: 'D-1', program: 'resale', amount: money('1000.00'), attributes: {} };
    const attribution = [{ partner: 'orion', share: '1' }];
    world.today('2026-07-03');
    await orThrow(world.ledger.winDeal({ ...won, attribution, occurredAt: '2026-07-01T09:00:00Z' }));
    for (const [payment, day] of [
      ['first', '2026-07-01'],
      ['second', '2026-07-03'],
    ] as const)
      await orThrow(
        world.ledger.recordPayment({ deal: 'D-1', payment, amount: money('500.00'), occurredAt: `${day}T10:00:00Z` }),
      );
    const lines = movedRow(await effectIn(world))?.rows ?? [];
    const said = (locale: 'en' | 'ru') => lines.map((row) => say({ locale, outside: (text) => text }, row.said));
    expect(new Set(said('en')).size).toBe(2);
    expect(said('en').join('\n')).toContain('deal D-1, payment second, earned 3 July 2026, orion: ');
    expect(said('ru').join('\n')).toContain('сделка D-1, платёж second, начислено 3 июля 2026, orion: ');
  });

  it('says so where nothing was changed, and where an earlier version is asked for against a later one', async () => {
    const world = await openWorld();
    await soldBefore(world);
    await publish(world, '2026-06-25');
    expect((await effectIn(world)).verdict.at(-1)).toEqual({ key: 'diffEffectNone', holes: { to: 'reseller@4' } });
    const explainer = await explainerOf(world);
    const backwards = right(await explainer.diff({ a: versions.b, b: versions.a }));
    expect(backwards.verdict.at(-1)).toEqual({
      key: 'diffEffectTurned',
      holes: { a: 'reseller/3', b: 'reseller/4' },
    });
    const same = right(await explainer.diff({ a: versions.b, b: versions.b }));
    expect(same.verdict.at(-1)?.key).toBe('diffEffectUnknown');
    const missing = { kind: 'plan', id: 'reseller/9' } as const;
    expect(describeExplainFailure(left(await explainer.diff({ a: versions.a, b: missing })))).toBe(
      'Plan reseller has versions 1, 2, 3 and 4.',
    );
    const nowhere = { kind: 'plan', id: 'nothing/1' } as const;
    expect(left(await explainer.diff({ a: versions.a, b: nowhere }))._tag).toBe('UnknownSubject');
    expect(left(await explainer.diff({ ...versions, partner: 'nobody' }))._tag).toBe('UnknownSubject');
  });

  it('leaves what was rated before the version was published, though it governs from an earlier day', async () => {
    const world = await openWorld();
    await sell(world, { deal: 'D-1', amount: money('1000.00'), on: '2026-07-05' });
    await publish(world, '2026-07-10');
    await sell(world, { deal: 'D-2', amount: money('1000.00'), on: '2026-07-11' });
    expect((await effectIn(world)).verdict.at(-1)?.holes).toMatchObject({ count: 1, amount: money('10.00') });
  });

  const sales = fc.array(
    fc.record({
      amount: fc.integer({ min: 1, max: 6_000_000 }),
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.constantFrom('06', '07', '08'),
      partner: fc.constantFrom('orion', 'lyra'),
      refunded: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it('is what accounts have more than they would have if the version had never been published', async () => {
    await fc.assert(
      fc.asyncProperty(sales, async (told) => {
        const [withIt, without] = [await openWorld(), await openWorld()];
        await publish(withIt, '2026-06-05');
        const inOrder = told.toSorted((a, b) => (`${a.month}${a.day + 100}` < `${b.month}${b.day + 100}` ? -1 : 1));
        for (const world of [withIt, without])
          for (const [index, { amount, day, month, partner, refunded }] of inOrder.entries()) {
            const on = `2026-${month}-${`${day}`.padStart(2, '0')}`;
            const price = toJson({ minor: BigInt(amount), currency: eur });
            await sell(world, { deal: `D-${index}`, amount: price, on, attribution: [{ partner, share: '1' }] });
            if (refunded) await refund(world, `D-${index}`, price.amount, on);
          }
        const all = await effectIn(withIt);
        expect(movedRow(all)?.amount?.amount ?? '0.00').toBe(await difference(withIt, without));
        for (const partner of ['orion', 'lyra'])
          expect(movedRow(await effectIn(withIt, { partner }))?.amount?.amount ?? '0.00').toBe(
            await difference(withIt, without, partner),
          );
      }),
      { numRuns: 15 },
    );
  });

  const difference = async (a: World, b: World, partner?: string): Promise<string> => {
    const [more, less] = [await bookedBy(a, partner), await bookedBy(b, partner)];
    return toJson({ ...more, minor: more.minor - less.minor }).amount;
  };
});
