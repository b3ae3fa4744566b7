import { localDate } from '@commission-ledger/calendar';
import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import { askAgain, createExplainer, storedEventIn, verifyReply, type Reply } from '../src/index.ts';
import { diffIn, money, month, openWorld, readModels, refund, reseller, sell, told, type World } from './diffWorld.ts';
import { left, right } from './history.ts';

const day = (date: string) => right(localDate(date));

const explainerOf = async (world: World) => createExplainer({ store: world.store, documents: await readModels(world) });

const expectProved = async (world: World, reply: Reply): Promise<void> => {
  const explainer = await explainerOf(world);
  const witness = { askAgain: (answer: Reply) => askAgain(explainer, answer), readStored: storedEventIn(world.store) };
  right(await verifyReply(JSON.parse(JSON.stringify(reply)), witness));
};

const publish = async (world: World, on: string, terms = {}): Promise<void> => {
  world.today(on);
  const document = reseller(4, terms);
  await orThrow(world.ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt: `${on}T09:00:00Z` }));
};

/** June: 30,000.00 at 8 %. July: a new version of the plan, three deals, one of them shared, and a refund. */
const twoMonths = async (terms = {}): Promise<World> => {
  const world = await openWorld();
  await sell(world, { deal: 'D-2088', amount: money('30000.00'), on: '2026-06-10' });
  await publish(world, '2026-06-20', terms);
  await sell(world, { deal: 'D-2201', amount: money('32000.00'), on: '2026-07-08' });
  await sell(world, { deal: 'D-2207', amount: money('9480.53'), on: '2026-07-09' });
  const attribution = [
    { partner: 'orion', share: '0.6' },
    { partner: 'lyra', share: '0.4' },
  ];
  await sell(world, { deal: 'D-2213', amount: money('14250.00'), on: '2026-07-11', attribution });
  await refund(world, 'D-2088', '3560.00', '2026-07-18');
  return world;
};

it('says why July is 1,918.25 more than June, exactly', async () => {
  const world = await twoMonths();
  const reply = await diffIn(world, { a: month('2026-06'), b: month('2026-07') });
  expect(reply.amount).toEqual(money('1918.25'));
  expect(reply.unexplained).toEqual(money('0.00'));
  expect(told(reply)).toEqual([
    'Earned by orion in June 2026 and in July 2026',
    '4,318.25 EUR in July 2026, 2,400.00 in June 2026: 1,918.25 more.',
    expect.stringContaining('plan, how much was sold, what was sold, exchange rate, share, tier, rate'),
    '1 commission earned | 2203.05',
    '1.1 why',
    '1.1.1 credited sales 30,000.00 → 50,030.53, at 8% as before: 1,602.4424',
    '1.1.2 tier, 30,030.53 at 10% instead of 8%: 600.6106',
    '1.1.3 rounding: −0.003',
    '1.2 in which deals | 2203.05',
    '1.2.1 D-2201, new | 2800.00',
    '1.2.2 D-2207, new | 948.05',
    '1.2.3 D-2213, new | 855.00',
    '1.2.4 D-2088, not any more | -2400.00',
    '2 commission taken back | -284.80',
    '2.1 D-2088, refund of 18 July 2026 | -284.80',
    '2.1.1 3,560.00 of 30,000.00 went back to the customer, so that part of the 2,400.00 earned on it, at the terms it was earned under (reseller@3 §3.1)',
  ]);
  expect(told(reply, 'ru').slice(4, 9)).toEqual([
    '1.1 почему',
    '1.1.1 зачтённые продажи 30\u00A0000,00 → 50\u00A0030,53, по прежней ставке 8\u00A0%: 1\u00A0602,4424',
    '1.1.2 ступень, 30\u00A0030,53 по 10\u00A0% вместо 8\u00A0%: 600,6106',
    '1.1.3 округление: −0,003',
    '1.2 по каким сделкам | 2203.05',
  ]);
  await expectProved(world, reply);
});

it('tells what another version of the plan makes of the same sales before anything else', async () => {
  const tiers = reseller(4).rules.map((rule) => ({ ...rule, pay: { percent: { of: 'payment', rate: '0.09' } } }));
  const world = await twoMonths({
    counters: [],
    rules: tiers,
    examples: [{ title: { en: 'Small' }, given: { payment: '100.00' }, expect: { tiers: '9.00' } }],
  });
  const reply = await diffIn(world, { a: month('2026-06'), b: month('2026-07') });
  // 30,000.00 × 1 %; then 20,030.53 more at 9 %.
  expect(told(reply)).toContain('1.1.1 plan reseller@3 → reseller@4, on the same sales: 300.00');
  expect(told(reply)).toContain('1.1.2 credited sales 30,000.00 → 50,030.53, at 9% as before: 1,802.7477');
  expect(told(reply).some((line) => /^1\.1\.\d tier/.test(line))).toBe(false);
  await expectProved(world, reply);
});

/** Goods pay 8 %, services 20 %. */
const twoProducts = async (sales: readonly (readonly [string, string, string])[]): Promise<World> => {
  const percent = (rate: string) => ({ percent: { of: 'payment', rate } });
  const rule = { title: { en: 'Sales' }, earnedOn: 'payment', beneficiary: 'referrer' } as const;
  const world = await openWorld({
    counters: [],
    attributes: { product: { ifMissing: 'goods' } },
    rules: [
      { ...rule, id: 'tiers', clause: '1', when: { attribute: 'product', in: ['goods'] }, pay: percent('0.08') },
      { ...rule, id: 'services', clause: '2', when: { attribute: 'product', in: ['services'] }, pay: percent('0.2') },
    ],
  });
  for (const [index, [on, amount, product]] of sales.entries())
    await sell(world, { deal: `D-${index}`, amount: money(amount), on, attributes: { product } });
  return world;
};

it('tells apart that more was sold and that more was sold of what pays better', async () => {
  const world = await twoProducts([
    ['2026-06-10', '5000.00', 'goods'],
    ['2026-06-11', '5000.00', 'services'],
    ['2026-07-10', '4000.00', 'goods'],
    ['2026-07-11', '8000.00', 'services'],
  ]);
  const reply = await diffIn(world, { a: month('2026-06'), b: month('2026-07') });
  // 2,000.00 more at 14 % on average; of 1,400.00 more for services and 80.00 less for goods, the rest is the mix.
  expect(told(reply)).toContain('1.1.1 credited sales 10,000.00 → 12,000.00, at 14% as before: 280.00');
  expect(told(reply)).toContain('1.1.2 another mix of products: 240.00');
  await expectProved(world, reply);
});

it('tells averages without an end in money that can be booked, which adds up all the same', async () => {
  const world = await twoProducts([
    ['2026-06-10', '5000.00', 'goods'],
    ['2026-06-11', '2000.00', 'services'],
    ['2026-07-10', '4000.00', 'goods'],
    ['2026-07-11', '2500.00', 'services'],
  ]);
  const reply = await diffIn(world, { a: month('2026-06'), b: month('2026-07') });
  // 500.00 less at 800.00 ÷ 7,000.00 on average, which has no end.
  expect(reply.amount).toEqual(money('20.00'));
  expect(told(reply)).toContain('1.1.1 credited sales 7,000.00 → 6,500.00, at what was paid on them before: −57.14');
  expect(told(reply)).toContain('1.1.2 another mix of products: 77.14');
  await expectProved(world, reply);
});

/** Two deals of 10,000.00, one of them in dollars and before the edge of the highest tier. */
const alikeDeals = async (): Promise<World> => {
  const world = await openWorld();
  world.today('2026-07-14');
  const rate = { from: 'USD', to: 'EUR', date: '2026-07-14', rate: '0.91759956', source: 'a bank' };
  await orThrow(world.ledger.recordFxRate({ ...rate, occurredAt: '2026-07-14T00:00:00Z' }));
  await sell(world, { deal: 'D-1', amount: money('131300.00'), on: '2026-07-01' });
  await sell(world, { deal: 'D-2241', amount: money('10000.00', 'USD'), on: '2026-07-14' });
  await sell(world, { deal: 'D-2', amount: money('20000.00'), on: '2026-07-20' });
  await sell(world, { deal: 'D-2258', amount: money('10000.00'), on: '2026-07-21' });
  return world;
};

const euros = { kind: 'deal', id: 'D-2258' } as const;
const dollars = { kind: 'deal', id: 'D-2241' } as const;

it('says why two deals of 10,000.00 paid 1,200.00 and 917.60, and what it would be in the opposite order', async () => {
  const world = await alikeDeals();
  const reply = await diffIn(world, { a: euros, b: dollars });
  expect(told(reply)).toEqual([
    'D-2241 compared with D-2258',
    'D-2241: 917.60 EUR; D-2258: 1,200.00. That is 282.40 less.',
    expect.stringContaining('in this order'),
    '1 commission earned | -282.40',
    '1.1 why',
    '1.1.1 exchange rate, 10,000.00 USD × 0.91759956 = 9,176.00: −98.88',
    '1.1.2 tier, 9,176.00 at 10% instead of 12%: −183.52',
    '1.1.3 they part at the currency that was sold in',
    '1.1.4 in the opposite order the parts are others, and the total is the same',
    '1.1.4.1 rates: −200.00',
    '1.1.4.2 exchange rates: −82.40',
    '1.2 in which deals | -282.40',
    '1.2.1 D-2241 | 917.60',
    '1.2.2 less D-2258 | -1200.00',
  ]);
  await expectProved(world, reply);
});

it('averages over all orders only where it is asked to, and then turns round with the question', async () => {
  const world = await alikeDeals();
  const average = await diffIn(world, { a: euros, b: dollars, order: 'shapley' });
  const turned = await diffIn(world, { a: dollars, b: euros, order: 'shapley' });
  expect(told(average)).toContain('1.1.2 rates: −191.76');
  expect(told(turned)).toContain('1.1.2 rates: 191.76');
  expect(told(average)[2]).toContain('average over every order');
  await expectProved(world, average);
});

it('says what became known of June, and that its statement stays what it was', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-2088', amount: money('30000.00'), on: '2026-06-10' });
  world.today('2026-07-03');
  await orThrow(world.ledger.closePeriod({ program: 'resale', period: '2026-06', closedBy: 'ann' }));
  await refund(world, 'D-2088', '3560.00', '2026-06-20', '2026-07-18');
  const explainer = await explainerOf(world);
  const between = { earlier: day('2026-07-03'), later: day('2026-08-21') };
  const june = right(await explainer.diffKnown({ subject: month('2026-06'), ...between }));
  expect(told(june)).toEqual([
    'Earned by orion in June 2026, as known on 3 July 2026 and on 21 August 2026',
    'Earned in June 2026: 2,115.20 EUR as known on 21 August 2026, 2,400.00 as known on 3 July 2026. That is 284.80 less.',
    expect.stringContaining('was closed on 3 July 2026 and stays as it was'),
    '1 commission taken back | -284.80',
    '1.1 D-2088, happened 20 June 2026, reached us 18 July 2026, counted in July 2026 | -284.80',
    expect.stringContaining('1.1.1 3,560.00 of 30,000.00 went back to the customer'),
    expect.stringContaining('2 The statement of what was earned in June 2026'),
  ]);
  await expectProved(world, june);
  const account = right(
    await explainer.diffKnown({ subject: { kind: 'account', id: 'resale.orion.EUR' }, ...between }),
  );
  expect(told(account)).toEqual([
    'The balance of orion from 3 July 2026 to 21 August 2026',
    'From 3 July 2026 to 21 August 2026 the balance fell by 284.80 EUR: 1 change.',
    '1 D-2088, commission taken back 20 June 2026, reached us 18 July 2026 | -284.80',
  ]);
  await expectProved(world, account);
  const deal = right(await explainer.diffKnown({ subject: { kind: 'deal', id: 'D-2088' }, ...between }));
  expect(deal.amount).toEqual(money('-284.80'));
  const before = { earlier: day('2026-07-03'), later: day('2026-07-17') };
  const nothing = right(await explainer.diffKnown({ subject: month('2026-06'), ...before }));
  expect(nothing.amount).toEqual(money('0.00'));
  expect(nothing.rows.every(({ counts }) => counts === undefined)).toBe(true);
  // What is recorded on the day itself is known at its end.
  const sameDay = right(
    await explainer.diffKnown({ subject: month('2026-06'), earlier: day('2026-07-17'), later: day('2026-07-18') }),
  );
  expect(sameDay.amount).toEqual(money('-284.80'));
});

it('tells the changed clauses of two plan versions, since when they hold and who approved them', async () => {
  const world = await openWorld();
  await publish(world, '2026-06-20', { payout: { ...reseller(4).payout, minimum: '80.00' } });
  const reply = await diffIn(world, { a: { kind: 'plan', id: 'reseller/3' }, b: { kind: 'plan', id: 'reseller/4' } });
  expect(told(reply)).toEqual([
    'reseller@4 compared with reseller@3',
    'reseller@4 differs from reseller@3: 1 change.',
    'reseller@4 holds from 1 July 2026.',
    'So far reseller@4 has changed no amount.',
    '1 smallest payout 50.00 → 80.00',
    '2 reseller@4 was written by ann and approved by bob',
  ]);
  await expectProved(world, reply);
});

it('tells a partner who asks about another one only how the terms differ', async () => {
  const world = await twoMonths();
  const asked = { a: month('2026-07'), b: month('2026-07', 'lyra'), asker: 'orion' };
  const reply = await diffIn(world, asked);
  expect(told(reply)).toEqual([
    'How the terms differ',
    expect.stringContaining('(privacy rule)'),
    'Both go by reseller@4.',
  ]);
  expect(reply.amount).toBeUndefined();
  expect(Object.keys(reply.nodes)).toEqual([]);
  await expectProved(world, reply);
  const own = await diffIn(world, { a: month('2026-06'), b: month('2026-07'), asker: 'orion' });
  expect(own.amount).toEqual(money('1918.25'));
});

it('compares what was earned with what was taken back of it: at the terms it was earned under', async () => {
  const world = await twoMonths();
  const explainer = await explainerOf(world);
  const reply = right(await explainer.diff({ a: month('2026-06'), b: month('2026-07') }));
  const below = reply.rows.flatMap(({ rows = [] }) => rows);
  const entries = [...below, ...below.flatMap(({ rows = [] }) => rows)].flatMap(({ proof }) => proof ?? []);
  const [accrual, reversal] = [
    entries.find((id) => id.startsWith('acr-')),
    entries.find((id) => id.startsWith('rev-')),
  ];
  const pair = right(
    await explainer.diff({ a: { kind: 'entry', id: accrual ?? '' }, b: { kind: 'entry', id: reversal ?? '' } }),
  );
  expect(told(pair).some((line) => line.includes('at the terms it was earned under (reseller@3 §3.1)'))).toBe(true);
  await expectProved(world, pair);
});

it('has an answer for what it does not know, and for amounts that cannot be compared', async () => {
  const world = await twoMonths();
  const explainer = await explainerOf(world);
  for (const subject of [
    { kind: 'payout', id: 'PO-1' },
    { kind: 'entry', id: 'acr-1' },
    { kind: 'deal', id: 'D-0' },
    { kind: 'statement', id: 'resale.orion.EUR' },
    { kind: 'statement', id: 'resale.orion.EUR/2026-Q1' },
    { kind: 'statement', id: 'nowhere.orion.EUR/2026-06' },
    { kind: 'lead', id: 'L-1' },
  ] as const)
    expect(left(await explainer.diff({ a: subject, b: month('2026-07') }))._tag).toBe('UnknownSubject');
  const version = { kind: 'plan', id: 'reseller/9' } as const;
  const unknown = left(await explainer.diff({ a: version, b: month('2026-07') }));
  expect(unknown).toMatchObject({ _tag: 'InvalidQuestion', problem: expect.stringContaining('version') });
  const backwards = { subject: month('2026-06'), earlier: day('2026-07-03'), later: day('2026-07-02') };
  expect(left(await explainer.diffKnown(backwards))._tag).toBe('InvalidQuestion');
});

/** Three deals of two partners, in whose attribution lyra stands first, and one that went over to lyra. */
const sharedDeals = async (): Promise<World> => {
  const world = await openWorld();
  const attribution = [
    { partner: 'lyra', share: '0.7' },
    { partner: 'orion', share: '0.3' },
  ];
  await sell(world, { deal: 'D-1', amount: money('1000.00'), on: '2026-06-10', attribution });
  await sell(world, { deal: 'D-2', amount: money('2000.00'), on: '2026-06-11', attribution });
  world.today('2026-06-12');
  const amount = money('3000.00');
  const won = { deal: 'D-3', program: 'resale', amount, attributes: {}, occurredAt: '2026-06-12T09:00:00Z' };
  await orThrow(world.ledger.winDeal({ ...won, attribution: [{ partner: 'orion', share: '1' }] }));
  const to = [{ partner: 'lyra', share: '1' }];
  const amendment = { deal: 'D-3', amendment: 'A-1', reason: 'agreed', author: 'ann', attribution: to };
  await orThrow(world.ledger.amendDeal(amendment));
  await orThrow(world.ledger.recordPayment({ deal: 'D-3', payment: 'D-3-p', amount }));
  return world;
};

const deal = (id: string) => ({ kind: 'deal' as const, id });

it('compares of two shared deals the parts of the partner who asks, or of the one that is named', async () => {
  const world = await sharedDeals();
  const deals = { a: deal('D-1'), b: deal('D-2') };
  for (const [asked, difference] of [
    [{ ...deals, asker: 'orion' }, '24.00'],
    [{ ...deals, partner: 'orion' }, '24.00'],
    [deals, '56.00'],
  ] as const) {
    const reply = await diffIn(world, asked);
    expect(reply.amount).toEqual(money(difference));
    await expectProved(world, reply);
  }
});

it('compares of a deal that went over to another partner what that one earned', async () => {
  const world = await sharedDeals();
  const reply = await diffIn(world, { a: deal('D-1'), b: deal('D-3') });
  expect([reply.partner, reply.amount?.amount]).toEqual(['lyra', '184.00']);
  const former = await diffIn(world, { a: deal('D-1'), b: deal('D-3'), asker: 'orion' });
  expect([former.partner, former.amount?.amount]).toEqual(['orion', '-24.00']);
});

it('names to a partner no plan in which only another one is', async () => {
  const world = await sharedDeals();
  const { ledger } = world;
  const document = reseller(1, { plan: 'secret' });
  const occurredAt = '2026-01-01T00:00:00Z';
  await orThrow(ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt }));
  await orThrow(ledger.joinPartner({ partner: 'vega', name: 'vega', occurredAt }));
  await orThrow(
    ledger.enrolPartner({ partner: 'vega', program: 'resale', plan: 'secret', from: '2026-01-01', occurredAt }),
  );
  const attribution = [{ partner: 'vega', share: '1' }];
  await sell(world, { deal: 'D-4', amount: money('1000.00'), on: '2026-06-20', attribution });
  const reply = await diffIn(world, { a: deal('D-1'), b: deal('D-4'), asker: 'orion' });
  expect(reply.verdict).toEqual([{ key: 'diffPrivacyTerms', holes: {} }]);
  expect(reply.rows).toEqual([]);
  expect(JSON.stringify(reply)).not.toContain('secret');
  await expectProved(world, reply);
});
