import type { Change } from '@commission-ledger/ledger';
import { orThrow } from '@commission-ledger/ledger';
import { describe, expect, it } from 'vitest';
import type { EventStore } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import * as fc from 'fast-check';
import {
  askAgain,
  changesFromText,
  createExplainer,
  storedEventIn,
  verifyReply,
  type Reply,
  type WhatIfQuestion,
} from '../src/index.ts';
import { changesAsText } from '../src/questions/whatIf/changesAsked.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { money, openWorld, readModels, sell, told, type World } from './diffWorld.ts';
import { eventsOf, left, right } from './history.ts';
import { refinementProblems } from './refinement.ts';

/** July of the mock-ups: 30,000.00 before it, then three deals; a fourth was won on the 29th, and is not paid. */
const july = async (terms: Parameters<typeof openWorld>[0] = {}): Promise<World> => {
  const world = await openWorld(terms);
  await sell(world, { deal: 'D-2088', amount: money('30000.00'), on: '2026-03-10' });
  await sell(world, { deal: 'D-2201', amount: money('32000.00'), on: '2026-07-05' });
  await sell(world, { deal: 'D-2207', amount: money('9480.53'), on: '2026-07-09' });
  const shared = [
    { partner: 'orion', share: '0.6' },
    { partner: 'lyra', share: '0.4' },
  ];
  await sell(world, { deal: 'D-2213', amount: money('14250.00'), on: '2026-07-11', attribution: shared });
  world.today('2026-07-29');
  await orThrow(
    world.ledger.winDeal({
      deal: 'D-2219',
      program: 'resale',
      amount: money('18000.00'),
      attribution: [{ partner: 'orion', share: '1' }],
      attributes: { product: 'Tessel' },
      occurredAt: '2026-07-29T08:02:00Z',
    }),
  );
  return world;
};

const ask = async (world: World, deal: string, changes: readonly Change[], partner?: string): Promise<Reply> =>
  right(
    await createExplainer({ store: world.store, documents: await readModels(world) }).whatWouldBe({
      subject: { kind: 'deal', id: deal },
      changes,
      ...(partner === undefined ? {} : { partner }),
    }),
  );

const winOf = (deal: string) => ({ stream: `deal-${deal}`, revision: 0 });

describe('what would be if', () => {
  it('a deal had been won and paid before another: that one starts elsewhere', async () => {
    const reply = await ask(await july(), 'D-2219', [
      { _tag: 'happened', event: winOf('D-2219'), occurredAt: '2026-07-01' },
      { _tag: 'paid', deal: 'D-2219', payment: 'P-9', amount: money('18000.00'), on: '2026-07-01T12:00:00Z' },
    ]);
    expect(told(reply)).toEqual([
      'What if: deal D-2219, orion',
      'The commission that this concerns would be 4,600.00 instead of 2,800.00: 1,800.00 more.',
      '1 Supposed: deal D-2219 won on 1 July 2026 instead of 29 July 2026',
      '2 Supposed: the customer pays 18,000.00 on deal D-2219 on 1 July 2026',
      '3 payment of 1 July 2026 on deal D-2219: 1,440.00, which is not there now | 1440.00',
      '4 payment of 5 July 2026 on deal D-2201: 3,160.00 instead of 2,800.00, because the running total in 2026 then starts at 48,000.00, not at 30,000.00 | 360.00',
    ]);
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('the same deal is paid after the others', async () => {
    const reply = await ask(await july(), 'D-2219', [
      { _tag: 'paid', deal: 'D-2219', payment: 'P-9', amount: money('18000.00'), on: '2026-08-02' },
    ]);
    expect(told(reply)).toEqual([
      'What if: deal D-2219, orion',
      'There would be 1,800.00 more commission.',
      '1 Supposed: the customer pays 18,000.00 on deal D-2219 on 2 August 2026',
      '2 payment of 2 August 2026 on deal D-2219: 1,800.00, which is not there now | 1800.00',
    ]);
  });

  it('a payment had been larger', async () => {
    const reply = await ask(await july(), 'D-2201', [
      { _tag: 'amount', deal: 'D-2201', amount: money('40000.00') },
      { _tag: 'payment', deal: 'D-2201', payment: 'D-2201-p', amount: money('40000.00') },
    ]);
    expect(told(reply)).toEqual([
      'What if: deal D-2201, orion',
      'The commission that this concerns would be 3,600.00 instead of 2,800.00: 800.00 more.',
      '1 Supposed: deal D-2201 at 40,000.00 instead of 32,000.00',
      '2 Supposed: payment D-2201-p on deal D-2201 of 40,000.00 instead of 32,000.00',
      '3 payment of 5 July 2026 on deal D-2201: 3,600.00 instead of 2,800.00 | 800.00',
    ]);
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('a refund larger than its payment is said to be left out', async () => {
    const reply = await ask(await july(), 'D-2207', [
      { _tag: 'refunded', deal: 'D-2207', payment: 'D-2207-p', amount: money('99999.00'), on: '2026-08-01' },
    ]);
    expect(reply.verdict.map(({ key }) => key)).toEqual(['whatIfLeftOut', 'whatIfSame']);
    expect(reply.rows.map(({ said }) => said.key)).toContain('whatIfRefusedRefund');
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('is asked, unless said, for the partner who is credited now', async () => {
    const world = await july();
    const change: Change = { _tag: 'payment', deal: 'D-2300', payment: 'D-2300-p', amount: money('500.00') };
    const deal = { deal: 'D-2300', amount: money('1000.00'), occurredAt: '2026-07-30T08:00:00Z' };
    const attribution = [{ partner: 'orion', share: '1' }];
    await orThrow(world.ledger.winDeal({ ...deal, program: 'resale', attribution, attributes: {} }));
    const to = [{ partner: 'lyra', share: '1' }];
    await orThrow(
      world.ledger.amendDeal({ deal: 'D-2300', amendment: 'A-1', reason: 'agreed', author: 'ann', attribution: to }),
    );
    await orThrow(world.ledger.recordPayment({ ...deal, payment: 'D-2300-p' }));
    const reply = await ask(world, 'D-2300', [change]);
    expect([reply.partner, reply.amount?.amount]).toEqual(['lyra', '-40.00']);
  });

  it('half is refunded', async () => {
    const reply = await ask(await july({ refunds: { counters: 'keep', within: 30 } }), 'D-2207', [
      { _tag: 'refunded', deal: 'D-2207', payment: 'D-2207-p', amount: money('4740.26'), on: '2026-08-01' },
    ]);
    expect(told(reply)).toEqual([
      'What if: deal D-2207, orion',
      '474.02 of commission would be taken back.',
      '1 Supposed: the customer gets 4,740.26 of payment D-2207-p on deal D-2207 back on 1 August 2026',
      '2 taken back on 1 August 2026 on deal D-2207: 474.02 | -474.02',
      '3 A refund takes commission on payment D-2207-p back if it comes by 8 August 2026.',
    ]);
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('a payment that was disputed and lost had been too small for that: what the dispute took is left out, and that is said first', async () => {
    const world = await july();
    const dispute = { deal: 'D-2207', chargeback: 'C-1' };
    const amount = money('9480.53');
    await orThrow(world.ledger.openChargeback({ ...dispute, payment: 'D-2207-p', amount, reason: 'unknown charge' }));
    await orThrow(world.ledger.decideChargeback({ ...dispute, outcome: 'lost' }));
    const reply = await ask(world, 'D-2207', [
      { _tag: 'payment', deal: 'D-2207', payment: 'D-2207-p', amount: money('100.00') },
    ]);
    const lines = told(reply);
    expect(lines[1]).toMatch(/^This cannot be said reliably: /);
    expect(lines.filter((line) => /left out:|Check the id/.test(line))).toEqual([
      expect.stringMatching(
        /9,480\.53 could not have been disputed, and that is left out: of payment D-2207-p only 100\.00 was left then$/,
      ),
    ]);
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('another price changes nothing where the plan pays on payments, and a lost dispute stays as it was', async () => {
    const world = await july();
    const dispute = { deal: 'D-2207', chargeback: 'C-1' };
    const amount = money('9480.53');
    await orThrow(world.ledger.openChargeback({ ...dispute, payment: 'D-2207-p', amount, reason: 'unknown charge' }));
    await orThrow(world.ledger.decideChargeback({ ...dispute, outcome: 'lost' }));
    const reply = await ask(world, 'D-2207', [{ _tag: 'amount', deal: 'D-2207', amount: money('9000.00') }]);
    expect(told(reply).slice(1)).toEqual([
      'Nothing would change for orion.',
      'The plan pays on what the customer pays, not on the price of the deal.',
      '1 Supposed: deal D-2207 at 9,000.00 instead of 9,480.53',
    ]);
  });

  it('nothing is otherwise', async () => {
    const reply = await ask(await july(), 'D-2207', []);
    expect(told(reply)).toEqual(['What if: deal D-2207, orion', 'Nothing would change for orion.']);
  });
});

describe('what the next sale would earn', () => {
  const next = async (world: World, on: string, amount?: string, id = 'resale.orion.EUR'): Promise<Reply> =>
    right(
      await createExplainer({ store: world.store, documents: await readModels(world) }).whatNext({
        subject: { kind: 'account', id },
        on,
        ...(amount === undefined ? {} : { amount }),
      }),
    );

  it('tells how far the tier goes, and what a sale brings now and in the next one', async () => {
    const reply = await next(await july(), '2026-08-01');
    expect(told(reply)).toEqual([
      'orion: what the next 1,000.00 would earn on 1 August 2026',
      'The next 1,000.00 would earn 100.00.',
      '69,969.47 are left in the present tier.',
      '1 Supposed: a deal like D-2213, won and paid on the day',
      '2 commission by clause 3.1 | 100.00',
      '3 running total in 2026: 80,030.53; this tier goes up to 150,000.00, 69,969.47 are left in it',
      '3.1 in the next tier, 1,000.00 would earn 120.00',
      '4 the tiers of clause 3.1',
      '4.1 up to 50,000.00: 8%',
      '4.2 up to 150,000.00: 10%, which counts here',
      '4.3 beyond that: 12%',
    ]);
    expect(told(reply, 'ru').join('\n').replaceAll('\u00A0', ' ')).toContain(
      'накоплено за 2026 год: 80 030,53; эта ступень до 150 000,00, в ней осталось 69 969,47',
    );
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('begins at nothing in a new window, and crosses an edge', async () => {
    const reply = await next(await july(), '2027-01-02', '60000.00');
    expect(told(reply)).toEqual([
      'orion: what the next 60,000.00 would earn on 2 January 2027',
      'The next 60,000.00 would earn 5,000.00.',
      '50,000.00 are left in the present tier.',
      '1 Supposed: a deal like D-2213, won and paid on the day',
      '2 commission by clause 3.1 | 5000.00',
      '3 running total in 2027: 0.00; this tier goes up to 50,000.00, 50,000.00 are left in it',
      '4 the tiers of clause 3.1',
      '4.1 up to 50,000.00: 8%, which counts here',
      '4.2 up to 150,000.00: 10%, which counts here',
      '4.3 beyond that: 12%',
    ]);
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('tells the tiers also where the last one is reached, of which there is nothing left to tell', async () => {
    const world = await july();
    await sell(world, { deal: 'D-2300', amount: money('80000.00'), on: '2026-08-01' });
    const reply = await next(world, '2026-08-02');
    expect(told(reply).slice(-4)).toEqual([
      '3 the tiers of clause 3.1',
      '3.1 up to 50,000.00: 8%',
      '3.2 up to 150,000.00: 10%',
      '3.3 beyond that: 12%, which counts here',
    ]);
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('is refused for what is no account, no amount, or a program that is not there', async () => {
    const world = await july();
    const explainer = createExplainer({ store: world.store, documents: await readModels(world) });
    const on = '2026-08-01';
    const asked = async (id: string, amount?: string) =>
      left(
        await explainer.whatNext({ subject: { kind: 'account', id }, on, ...(amount === undefined ? {} : { amount }) }),
      )._tag;
    expect(await asked('resale')).toBe('UnknownSubject');
    expect(await asked('resale.orion.EUR', 'much')).toBe('InvalidQuestion');
    expect(await asked('other.orion.EUR')).toBe('NotIndexed');
  });
});

describe('an answer to what would be', () => {
  it('adds up, holds when it is checked, and says the same numbers in both languages', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, arbitraryWish, async (story, wish) => {
        const { store } = await play(story);
        const documents = await readModels({ store });
        const explainer = createExplainer({ store, documents });
        const asked = await questionOf(store, wish);
        if (asked === undefined) return;
        const reply = right(await explainer.whatWouldBe(asked));
        const witness = { askAgain: (one: Reply) => askAgain(explainer, one), readStored: storedEventIn(store) };
        expect(await verifyReply(JSON.parse(JSON.stringify(reply)), witness)).toMatchObject({ _tag: 'Right' });
        const counted = reply.rows.flatMap(({ counts, amount }) =>
          counts && amount ? [BigInt(amount.amount.replace('.', ''))] : [],
        );
        expect(counted.reduce((total, minor) => total + minor, 0n)).toBe(
          BigInt(reply.amount?.amount.replace('.', '') ?? 'x'),
        );
        expect(refinementProblems(reply)).toEqual([]);
        const unchanged = right(await explainer.whatWouldBe({ ...asked, changes: [] }));
        expect(unchanged).toMatchObject({ amount: { amount: '0.00' }, rows: [] });
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('is refused for a deal that is not there, and for a change of what is not there', async () => {
    const world = await july();
    const explainer = createExplainer({ store: world.store, documents: await readModels(world) });
    const asked = async (id: string, change: Change) =>
      left(await explainer.whatWouldBe({ subject: { kind: 'deal', id }, changes: [change] }));
    expect(await asked('D-1', { _tag: 'without', event: winOf('D-1') })).toMatchObject({ _tag: 'UnknownSubject' });
    const elsewhere = { _tag: 'payment', deal: 'D-2201', payment: 'no', amount: money('1.00') } as const;
    expect(await asked('D-2201', elsewhere)).toMatchObject({ _tag: 'InvalidQuestion', field: 'changes' });
    const unreadable = { _tag: 'amount', deal: 'D-2201', amount: money('1.001') } as const;
    expect(await asked('D-2201', unreadable)).toMatchObject({ _tag: 'InvalidQuestion', field: 'changes' });
  });

  it('has changes as text that can be read again', () => {
    const changes: readonly Change[] = [
      { _tag: 'credited', deal: 'D-1', attribution: [{ partner: 'orion', share: { num: '1', den: '3' } }] },
      { _tag: 'without', event: { stream: 'deal-D-1', revision: 2 } },
    ];
    expect(changesFromText(changesAsText(changes))).toEqual(changes);
    expect(changesFromText('{"changes":[{"_tag":"other"}]}')).toBeUndefined();
    expect(changesFromText('not JSON')).toBeUndefined();
  });
});

type Wish = Readonly<{ kind: Change['_tag']; which: number; cents: number; day: number }>;

const arbitraryWish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom<Change['_tag'][]>(
    'amount',
    'payment',
    'happened',
    'credited',
    'attributes',
    'without',
    'refunded',
    'paid',
  ),
  which: fc.nat(20),
  cents: fc.integer({ min: 1, max: 60_000 }),
  day: fc.integer({ min: 1, max: 28 }),
});

/** The wish as a question about a deal of the story, where it has one. */
const questionOf = async (
  store: EventStore,
  { kind, which, cents, day }: Wish,
): Promise<WhatIfQuestion | undefined> => {
  const events = await eventsOf(store);
  const wins = events.filter((event): event is RecordedEvent<'DealWon'> => event.type === 'DealWon');
  const deal = wins[which % Math.max(1, wins.length)]?.data.deal;
  if (deal === undefined) return undefined;
  const amount = money(`${Math.trunc(cents / 100)}.${`${cents % 100}`.padStart(2, '0')}`, 'USD');
  const facts = events.filter(({ stream, type }) => stream === `deal-${deal}` && !type.startsWith('Cause'));
  const [fact = facts[0]] = [facts[which % facts.length]];
  const event = { stream: `deal-${deal}`, revision: fact?.revision ?? 0 };
  const on = `2017-01-${`${day}`.padStart(2, '0')}`;
  const payment = `${deal}-p1`;
  const changes: Readonly<Record<Change['_tag'], Change>> = {
    amount: { _tag: 'amount', deal, amount },
    payment: { _tag: 'payment', deal, payment, amount },
    happened: { _tag: 'happened', event, occurredAt: on },
    credited: { _tag: 'credited', deal, attribution: [{ partner: 'moses', share: '1' }] },
    attributes: { _tag: 'attributes', deal, attributes: { product: which % 2 === 0 ? 'Pro' : 'Basic' } },
    without: { _tag: 'without', event },
    refunded: { _tag: 'refunded', deal, payment, amount, on },
    paid: { _tag: 'paid', deal, payment: 'what-if', amount, on },
  };
  return {
    subject: { kind: 'deal', id: deal },
    partner: which % 3 === 0 ? 'melvin' : 'darcel',
    changes: [changes[kind]],
  };
};
