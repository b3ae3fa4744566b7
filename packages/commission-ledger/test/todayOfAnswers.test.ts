import { expect, it } from 'vitest';
import { askAgain, orThrow, type Reply, storedEventIn, verifyReply } from '../src/index.ts';
import { day, eur, settled, type World } from './scopes.ts';

const tokyo = {
  program: 'aoi',
  name: 'Aoi',
  timeZone: 'Asia/Tokyo',
  currencies: ['EUR'],
  businessCalendar: { weekend: [6, 7], holidays: [] },
  approval: 'none',
  destinations: 'kept-by-host',
} as const;

/** A deal of bob's in Berlin, of dan's in Berlin, and of eve's in Tokyo, all of 5 January. */
const withSales = async (): Promise<World> => {
  const world = await settled();
  const { books, set } = world;
  await orThrow(books.openProgram(tokyo));
  await orThrow(books.joinPartner({ partner: 'eve', name: 'eve' }));
  await orThrow(books.enrolPartner({ partner: 'eve', program: 'aoi', plan: 'flat', from: '2026-01-01' }));
  set('2026-01-05T10:00:00Z');
  for (const [program, partner] of [
    ['acme', 'bob'],
    ['globex', 'dan'],
    ['aoi', 'eve'],
  ] as const) {
    const deal = `D-${partner}`;
    const attribution = [{ partner, share: '1' }];
    await orThrow(books.winDeal({ deal, program, amount: eur('100.00'), attribution, attributes: {} }));
    await orThrow(books.recordPayment({ deal, payment: `P-${partner}`, amount: eur('100.00') }));
  }
  return world;
};

const accrualsIn = async ({ events }: World['stores'], account: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { type, body } of events.readStream(`account-${account}`))
    if (type === 'AccrualPosted') found.push(/"accrual":"([\w-]+)"/.exec(body)?.[1] ?? '');
  return found;
};

/** Every question that is answered for a day, about what a partner earned. */
const everyDay = async ({ books, stores }: World, program: string, partner: string): Promise<readonly string[]> => {
  const deal = `D-${partner}`;
  const account = `${program}.${partner}.EUR`;
  const [entry = ''] = await accrualsIn(stores, account);
  const replies: readonly Reply[] = [
    await orThrow(books.whyOf({ kind: 'account', id: account })),
    await orThrow(books.whyOf({ kind: 'statement', id: `${account}/2026-01` })),
    await orThrow(books.whyOf({ kind: 'deal', id: deal })),
    await orThrow(books.when({ subject: { kind: 'deal', id: deal } })),
    await orThrow(books.when({ subject: { kind: 'account', id: account } })),
    await orThrow(books.when({ subject: { kind: 'entry', id: entry } })),
    await orThrow(books.whyNot({ subject: entry })),
    await orThrow(books.whyNot({ subject: deal })),
    await orThrow(books.whyNot({ subject: `P-${partner}` })),
    await orThrow(books.whyNot({ subject: 'never-heard-of', partner })),
    await orThrow(books.who({ subject: deal })),
    await orThrow(books.who({ subject: partner })),
  ];
  return replies.map(({ asked }) => asked['on'] ?? 'none');
};

it('is the day by the clock of the ledger, however long ago anything was recorded', async () => {
  const world = await withSales();
  const { books, set } = world;
  const first = await orThrow(books.whyNot({ subject: 'D-bob' }));
  expect(first.verdict.map(({ key }) => key)).toContain('whyNotStillMaturing');
  set('2026-03-05T10:00:00Z');
  const later = await orThrow(books.whyNot({ subject: 'D-bob' }));
  expect(later.verdict.map(({ key }) => key)).not.toContain('whyNotStillMaturing');
  expect(later.asked['on']).toBe('2026-03-05');
});

it('is that of the program that the question is about', async () => {
  const world = await withSales();
  world.set('2026-03-05T18:00:00Z');
  expect(new Set(await everyDay(world, 'acme', 'bob'))).toEqual(new Set(['2026-03-05']));
  expect(new Set(await everyDay(world, 'aoi', 'eve'))).toEqual(new Set(['2026-03-06']));
});

it('does not move in the books of a partner by what is recorded elsewhere', async () => {
  const world = await withSales();
  const { books, set } = world;
  const own = books.asPartner({ program: 'acme', partner: 'bob' });
  const account = { kind: 'account', id: 'acme.bob.EUR' } as const;
  set('2026-03-05T10:00:00Z');
  const before = (await orThrow(own.whyOf(account))).asOf.effective;
  const deal = { deal: 'D-2', program: 'globex', amount: eur('1.00') };
  const occurredAt = '2026-03-05T11:00:00Z';
  const attribution = [{ partner: 'dan', share: '1' }];
  await orThrow(books.winDeal({ ...deal, attribution, attributes: {}, occurredAt }));
  expect((await orThrow(own.whyOf(account))).asOf.effective).toBe(before);
  expect(before).toBe('2026-03-05');
});

it('stands in the answer, which holds on any later day, asked of the same books', async () => {
  const { books, set, stores } = await withSales();
  set('2026-01-07T10:00:00Z');
  const given = [
    await orThrow(books.whyNot({ subject: 'D-bob' })),
    await orThrow(books.whyOf({ kind: 'account', id: 'acme.bob.EUR' })),
    await orThrow(books.when({ subject: { kind: 'deal', id: 'D-bob' } })),
    await orThrow(books.who({ subject: 'D-bob' })),
  ];
  set('2026-03-05T10:00:00Z');
  const witness = { askAgain: (reply: Reply) => askAgain(books, reply), readStored: storedEventIn(stores.events) };
  for (const reply of given) {
    expect(await verifyReply(JSON.parse(JSON.stringify(reply)), witness)).toMatchObject({ _tag: 'Right' });
    const forged = { ...reply, subject: { ...reply.subject, id: 'a b' }, asked: { ...reply.asked, subject: 'a b' } };
    expect(await verifyReply(forged, witness)).toMatchObject({ left: [{ _tag: 'NotExplainable' }] });
  }
});

it('is the one that is asked for, where one is', async () => {
  const { books, set } = await withSales();
  set('2026-03-05T10:00:00Z');
  const subject = { kind: 'deal', id: 'D-bob' } as const;
  const then = await orThrow(books.when({ subject, on: day('2026-01-09') }));
  expect([then.asked['on'], then.asOf.effective]).toEqual(['2026-01-09', '2026-01-09']);
});
