import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { createLedger, orThrow, type Ledger } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { attribute, definePlan, marginal, type PlanDocument } from '@commission-ledger/plans';
import {
  allProjections,
  memoryDocumentStore,
  projectionRuntime,
  type DocumentStore,
} from '@commission-ledger/projections';
import {
  createExplainer,
  describeReplyProblem,
  renderTree,
  storedEventIn,
  verifyReply,
  type Explainer,
  type Reply,
  type ReplyProblem,
  type WhyNotQuestion,
} from '../src/index.ts';
import * as E from 'fp-ts/lib/Either.js';
import { eventsOf, right } from './history.ts';

/** A ledger whose clock is set by hand: what is recorded, is recorded on the day that the test says. */
export type World = Readonly<{ store: EventStore; ledger: Ledger; today: (date: string) => void }>;

/**
 * 8 % up to 50,000.00 of a year, 10 % above, for whatever is won within 90 days of the lead, or 180 where that was extended;
 * nothing for one product. The fourth version is for leads since mid-June.
 */
export const reseller = (version: number, more: Partial<PlanDocument> = {}): PlanDocument =>
  definePlan({
    plan: 'reseller',
    version,
    title: { en: 'Resellers' },
    currency: 'EUR',
    effectiveFrom: version < 4 ? '2026-01-01' : '2026-06-15',
    selectedBy: 'lead',
    rounding: { mode: 'half-even' },
    hold: { days: 0 },
    refunds: { counters: 'keep' },
    payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '50.00' },
    attributes: { product: { ifMissing: 'Pro' }, protection: { ifMissing: 'as registered' } },
    measures: { protected: { elapsed: 'days', since: 'lead' } },
    converts: ['USD'],
    counters: [{ id: 'sales', measure: 'payment', window: 'year' }],
    rules: [
      {
        id: 'tiers',
        clause: '2.2',
        title: { en: 'Sales' },
        earnedOn: 'payment',
        beneficiary: 'referrer',
        when: {
          all: [
            attribute('product').isNot('Basic'),
            {
              any: [
                { measure: 'protected', lessThan: '91' },
                {
                  all: [
                    { attribute: 'protection', in: ['extended'] },
                    { measure: 'protected', lessThan: '181' },
                  ],
                },
              ],
            },
          ],
        },
        pay: marginal({ of: 'payment', along: 'sales' }).upTo('50000.00', '0.08').above('0.10'),
      },
    ],
    examples: [
      {
        title: { en: 'Small' },
        steps: [
          { date: '2026-07-01', win: { deal: 'd1', amount: '100.00', leadOn: '2026-07-01' }, expect: {} },
          { date: '2026-07-01', payment: { payment: 'p1', deal: 'd1', amount: '100.00' }, expect: { tiers: '8.00' } },
        ],
      },
    ],
    ...more,
  });

/** A program in Berlin with two partners in the plan and one in none. */
export const openWorld = async (
  plans: readonly PlanDocument[] = [1, 2, 3, 4].map((each) => reseller(each)),
): Promise<World> => {
  const store = memoryEventStore();
  let now = Date.parse('2026-01-01T08:00:00Z');
  const ledger = createLedger({ store, clock: () => (now += 1000) });
  const occurredAt = '2026-01-01T00:00:00Z';
  await orThrow(
    ledger.openProgram({
      program: 'resale',
      name: 'Resale',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR', 'USD'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      leadProtection: { days: 90 },
      leadExpiry: { days: 60 },
      occurredAt,
    }),
  );
  for (const document of plans)
    await orThrow(ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt }));
  const [first] = plans;
  for (const partner of ['orion', 'lyra', 'vega']) {
    await orThrow(ledger.joinPartner({ partner, name: partner, occurredAt }));
    if (partner !== 'vega' && first !== undefined)
      await orThrow(
        ledger.enrolPartner({ partner, program: 'resale', plan: first.plan, from: '2026-01-01', occurredAt }),
      );
  }
  return { store, ledger, today: (date) => void (now = Date.parse(date.includes('T') ? date : `${date}T10:00:00Z`)) };
};

export const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** Noon, where a day is given. */
export const at = (on: string): string => (on.includes('T') ? on : `${on}T09:00:00Z`);

type Win = Readonly<{
  deal: string;
  amount: string;
  on: string;
  leadOn?: string;
  credited?: readonly Readonly<{ partner: string; share: string }>[];
  more?: object;
}>;

/** A deal won, and recorded on the same day. */
export const win = async (
  { ledger, today }: World,
  { deal, amount, on, leadOn = '2026-06-20', credited = [{ partner: 'orion', share: '1' }], more = {} }: Win,
): Promise<void> => {
  today(on);
  await orThrow(
    ledger.winDeal({
      deal,
      program: 'resale',
      amount: eur(amount),
      attribution: credited,
      attributes: {},
      leadOn,
      occurredAt: at(on),
      ...more,
    }),
  );
};

/** What the customer pays, recorded on the same day or later. */
export const pay = async (
  { ledger, today }: World,
  deal: string,
  amount: string,
  on: string,
  { payment = `${deal}-p`, recorded = on }: Readonly<{ payment?: string; recorded?: string }> = {},
): Promise<void> => {
  today(recorded);
  await orThrow(ledger.recordPayment({ deal, payment, amount: eur(amount), occurredAt: at(on) }));
};

/** A deal won and paid on the same day. */
export const sell = async (world: World, sale: Win): Promise<void> => {
  await win(world, sale);
  await pay(world, sale.deal, sale.amount, sale.on);
};

/** A part of a payment goes back. */
export const refund = async ({ ledger, today }: World, deal: string, amount: string, on: string): Promise<void> => {
  today(on);
  const about = { deal, payment: `${deal}-p`, refund: `${deal}-r`, reason: 'returned' };
  await orThrow(ledger.recordRefund({ ...about, amount: eur(amount), occurredAt: at(on) }));
};

/** The payout run of a date; the ids of the payouts. */
export const payOut = async ({ ledger, today }: World, date: string): Promise<readonly string[]> => {
  today(date);
  const { issued } = await orThrow(ledger.issuePayouts({ program: 'resale', date }));
  return issued.map(({ data }) => data.payout);
};

/** Every amount that is booked for a partner, of a deal. */
export const bookedOn = async (
  { store }: Pick<World, 'store'>,
  partner: string,
  deal: string,
): Promise<readonly string[]> => {
  const events = await eventsOf(store);
  return events.flatMap((event) =>
    event.type === 'AccrualPosted' && event.data.partner === partner && event.data.deal === deal
      ? [toJson(event.data.amount).amount]
      : [],
  );
};

/** The read models of all that was recorded so far. */
export const readModels = async ({ store }: Pick<World, 'store'>): Promise<DocumentStore> => {
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  return documents;
};

/** An explainer of the world as it is now. */
export const explainerOf = async (world: Pick<World, 'store'>): Promise<Explainer> =>
  createExplainer({ store: world.store, documents: await readModels(world) });

/** The answer, which has to hold against the history. */
export const whyNotIn = async (world: Pick<World, 'store'>, asked: WhyNotQuestion): Promise<Reply> => {
  const explainer = await explainerOf(world);
  const reply = right(await explainer.whyNot(asked));
  return requireSound(world, reply, async () => explainer.whyNot(asked));
};

/** The answer as plain data, verified against the history. What is supposed in it is a fact that no event says. */
const requireSound = async (
  { store }: Pick<World, 'store'>,
  reply: Reply,
  again: () => ReturnType<Explainer['whyNot']>,
): Promise<Reply> => {
  const json = JSON.parse(JSON.stringify(reply));
  const verified = await verifyReply(json, { askAgain: again, readStored: storedEventIn(store) });
  const problems = E.isRight(verified) ? [] : verified.left.filter((each) => !isSupposed(each));
  if (problems.length > 0) throw new Error(problems.map(describeReplyProblem).join('\n'));
  if (JSON.stringify(right(await again())) !== JSON.stringify(reply))
    throw new Error('Asked again, it answers otherwise.');
  return reply;
};

const isSupposed = (problem: ReplyProblem): boolean => problem._tag === 'FactDiffers' && problem.source === 'no event';

/** The answer as people read it, and its gates by key. */
export const shown = (reply: Reply, locale: 'en' | 'ru' = 'en'): string =>
  renderTree(reply, { depth: 2, width: 220, locale, all: true, names: () => undefined });

/** How each row turned out, in order: `passed whyNotWon`. */
export const gatesOf = ({ rows }: Reply): readonly string[] =>
  rows.flatMap(({ gate, said }) => (gate === undefined ? [] : [`${gate} ${said.key}`]));
