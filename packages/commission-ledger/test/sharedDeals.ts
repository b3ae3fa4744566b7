import { type RecordedEvent, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { definePlan, marginal, orThrow, percent } from '../src/index.ts';
import { eur, newWorld, type World } from './scopes.ts';

/** Tiers along what one has sold; of the team, a part of the sale and of the commission on it; and a helper’s part. */
const plan = definePlan({
  plan: 'shared',
  version: 1,
  title: { en: 'Shared' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 10 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.01' },
  attributes: {},
  measures: { 'commission-below': { commission: ['tiers'] } },
  counters: [
    { id: 'own', measure: 'payment', window: 'quarter' },
    { id: 'team', measure: 'payment', window: 'quarter', of: 'upline' },
  ],
  rules: [
    {
      id: 'tiers',
      clause: '1',
      title: { en: 'Tiers' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: marginal({ of: 'payment', along: 'own' }).upTo('5000.00', '0.1').above('0.13'),
    },
    {
      id: 'team',
      clause: '2',
      title: { en: 'Of what the team sells' },
      earnedOn: 'payment',
      beneficiary: 'upline',
      pay: marginal({ of: 'payment', along: 'team' }).upTo('7000.00', '0.021').above('0.03'),
    },
    {
      id: 'above',
      clause: '3',
      title: { en: 'Of what the team earns' },
      earnedOn: 'payment',
      beneficiary: 'upline',
      pay: percent('0.07').of('commission-below'),
    },
    {
      id: 'helper',
      clause: '4',
      title: { en: 'For help' },
      earnedOn: 'payment',
      beneficiary: 'overlay-helper',
      pay: percent('0.017').of('payment'),
    },
  ],
  examples: [
    {
      title: { en: 'A payment' },
      given: { payment: '100.00' },
      expect: { tiers: '10.00', team: '2.10', above: '0.70', helper: '1.70' },
    },
  ],
});

/** Everybody in the program, who stands above them, and who manages them. Nothing else bears such a name. */
export const PEOPLE = [
  { partner: 'bobolink', upline: 'evelyn', manager: 'kim' },
  { partner: 'cataline', upline: 'evelyn', manager: 'max' },
  { partner: 'danforth', upline: 'fayette', manager: 'max' },
  { partner: 'evelyn', manager: 'kim' },
  { partner: 'fayette', manager: 'max' },
  { partner: 'gustavo', manager: 'max' },
] as const;

const SELLERS = ['bobolink', 'cataline', 'danforth'] as const;

type Deal = Readonly<{
  cents: number;
  /** How much of it is whose, in hundredths; nobody where nothing. */
  shares: readonly [number, number];
  helper: boolean;
  amended: boolean;
  refunded: boolean;
}>;

/** Deals that are sold to several, changed by one of them, and partly given back. */
export const arbitraryDeals: fc.Arbitrary<readonly Deal[]> = fc.uniqueArray(
  fc.record({
    cents: fc.integer({ min: 100_001, max: 999_999 }),
    shares: fc.constantFrom([61, 23], [47, 53], [100, 0], [0, 100], [0, 0], [37, 29]),
    helper: fc.boolean(),
    amended: fc.boolean(),
    refunded: fc.boolean(),
  }),
  { minLength: 2, maxLength: 3, selector: ({ cents }) => cents },
);

/** One that three share, and one that the reader has no part of. */
export const sharedByThree: readonly Deal[] = [
  { cents: 345_671, shares: [61, 23], helper: true, amended: true, refunded: true },
  { cents: 512_347, shares: [0, 100], helper: false, amended: false, refunded: true },
  { cents: 478_913, shares: [47, 53], helper: true, amended: true, refunded: false },
];

const amountOf = (cents: number) => eur((cents / 100).toFixed(2));

const attributionOf = ([first, second]: Deal['shares']) =>
  [first, second, 100 - first - second].flatMap((share, index) => {
    const partner = SELLERS[index];
    return share === 0 || partner === undefined ? [] : [{ partner, share: `${share / 100}` }];
  });

/** Plays the deals, each with a correction and a lead of somebody, and pays everybody. */
export const playDeals = async (deals: readonly Deal[]): Promise<World> => {
  const world = newWorld();
  const { books, set } = world;
  const program = 'acme';
  const from = '2026-01-01';
  await orThrow(books.publishPlan({ document: plan }));
  await orThrow(
    books.openProgram({
      program,
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      leadProtection: { days: 60 },
    }),
  );
  for (const { partner } of PEOPLE) {
    await orThrow(books.joinPartner({ partner, name: partner }));
    await orThrow(books.enrolPartner({ partner, program, plan: 'shared', from }));
  }
  for (const { partner, manager, ...above } of PEOPLE) {
    await orThrow(books.assignManager({ partner, program, manager, from }));
    if ('upline' in above) await orThrow(books.assignUpline({ partner, program, upline: above.upline, from }));
  }
  for (const [index, { cents, shares, helper, amended, refunded }] of deals.entries()) {
    set(Date.UTC(2026, 0, 5 + index, 9));
    const deal = `D-${index}`;
    const attribution = attributionOf(shares);
    const [first] = attribution;
    const owner = first?.partner ?? 'danforth';
    const lead = `L-${owner}-${index}`;
    const meta = { actor: owner };
    const prospect = { reference: `crm:${index}` };
    await orThrow(
      books.submitLead(
        { lead, program, partner: owner, prospect, attributes: {}, customer: `customer-${index}` },
        meta,
      ),
    );
    const rival = SELLERS[(index + 1) % 3] ?? 'danforth';
    await orThrow(
      books.submitLead({
        lead: `L-${rival}-second-${index}`,
        program,
        partner: rival,
        prospect,
        attributes: {},
        customer: `customer-${index}`,
      }),
    );
    const overlays = helper ? [{ partner: 'gustavo', role: 'helper', share: '0.71' }] : [];
    await orThrow(
      books.winDeal(
        { deal, program, lead, amount: amountOf(cents), attribution, overlays, attributes: { by: 'phone' } },
        meta,
      ),
    );
    if (amended && attribution.length > 1) {
      const swapped = attribution.map(({ partner }, at) => ({
        partner,
        share: attribution[attribution.length - 1 - at]?.share ?? '0',
      }));
      await orThrow(
        books.amendDeal(
          { deal, amendment: `A-${index}`, reason: 'agreed', author: rival, attribution: swapped },
          { actor: rival },
        ),
      );
    }
    set(Date.UTC(2026, 0, 5 + index, 12));
    await orThrow(books.recordPayment({ deal, payment: `P-${index}`, amount: amountOf(cents) }, { actor: rival }));
    if (refunded)
      await orThrow(
        books.recordRefund({
          deal,
          payment: `P-${index}`,
          refund: `R-${index}`,
          amount: amountOf(Math.floor(cents / 7)),
          reason: 'returned',
        }),
      );
    await orThrow(
      books.postAdjustment({
        program,
        partner: owner,
        adjustment: `J-${index}`,
        amount: amountOf(3_000 + (cents % 977)),
        reason: 'agreed',
        author: rival,
        approver: 'ann',
        maturesOn: '2026-01-20',
      }),
    );
  }
  set('2026-02-05T09:00:00Z');
  await orThrow(books.issuePayouts({ program, date: '2026-02-05' }));
  set('2026-02-06T10:00:00Z');
  return world;
};

/** Everything recorded, in order. */
export const recordedIn = async ({ stores }: World): Promise<readonly RecordedEvent[]> => {
  const { events } = await stores.events.readAll({ after: undefined, limit: 100_000 });
  return events.flatMap((event) => {
    const read = readEvent(event);
    return E.isRight(read) ? [read.right] : [];
  });
};
