import { type MoneyRecord } from '@commission-ledger/money';
import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { createLedger, orThrow, type Ledger } from '@commission-ledger/ledger';
import { definePlan, marginal, type PlanDocument } from '@commission-ledger/plans';
import {
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
} from '@commission-ledger/projections';
import { createExplainer, type Reply } from '../src/index.ts';
import type { DiffQuestion } from '../src/index.ts';
import { say } from '../src/render/say.ts';
import { right } from './history.ts';

/** A ledger whose clock is set by hand: what is recorded, is recorded on the day that the test says. */
export type World = Readonly<{
  store: EventStore;
  ledger: Ledger;
  /** From now on, it is that day. */
  today: (date: string) => number;
}>;

/** 8 % up to 50,000.00 of a year, 10 % up to 150,000.00, 12 % above; dollars are converted. */
export const reseller = (version: number, more: Partial<PlanDocument> = {}): PlanDocument =>
  definePlan({
    plan: 'reseller',
    version,
    title: { en: 'Resellers' },
    currency: 'EUR',
    effectiveFrom: version <= 3 ? '2026-01-01' : '2026-07-01',
    selectedBy: 'payment',
    rounding: { mode: 'half-even' },
    hold: { days: 0 },
    refunds: { counters: 'keep' },
    payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '50.00' },
    attributes: {},
    converts: ['USD'],
    counters: [{ id: 'sales', measure: 'payment', window: 'year' }],
    rules: [
      {
        id: 'tiers',
        clause: '3.1',
        title: { en: 'Tiers' },
        earnedOn: 'payment',
        beneficiary: 'referrer',
        pay: marginal({ of: 'payment', along: 'sales' })
          .upTo('50000.00', '0.08')
          .upTo('150000.00', '0.10')
          .above('0.12'),
      },
    ],
    examples: [{ title: { en: 'Small' }, given: { payment: '100.00' }, expect: { tiers: '8.00' } }],
    ...more,
  });

/** A program with two partners under the third version of the plan. */
export const openWorld = async (terms: Partial<PlanDocument> = {}): Promise<World> => {
  const store = memoryEventStore();
  let now = Date.parse('2026-01-01T00:00:00Z');
  const clock = (): number => (now += 1000);
  const ledger = createLedger({ store, clock });
  await orThrow(
    ledger.openProgram({
      program: 'resale',
      name: 'Resale',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR', 'USD'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt: '2026-01-01T00:00:00Z',
    }),
  );
  for (const version of [1, 2, 3]) {
    const document = reseller(version, terms);
    await orThrow(ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt: '2026-01-01T00:00:00Z' }));
  }
  for (const partner of ['orion', 'lyra']) {
    await orThrow(ledger.joinPartner({ partner, name: partner, occurredAt: '2026-01-01T00:00:00Z' }));
    await orThrow(
      ledger.enrolPartner({
        partner,
        program: 'resale',
        plan: 'reseller',
        from: '2026-01-01',
        occurredAt: '2026-01-01T00:00:00Z',
      }),
    );
  }
  return { store, ledger, today: (date) => (now = Date.parse(`${date}T20:00:00Z`)) };
};

/** An amount of euros, or of another currency. */
export const money = (amount: string, currency = 'EUR'): MoneyRecord => ({ amount, currency });

type Sale = Readonly<{
  deal: string;
  amount: MoneyRecord;
  on: string;
  attribution?: readonly Readonly<{ partner: string; share: string }>[];
  attributes?: Readonly<Record<string, string>>;
}>;

/** A deal won and paid on the same day, and recorded on it. */
export const sell = async (
  { ledger, today }: World,
  { deal, amount, on, attribution, attributes = {} }: Sale,
): Promise<void> => {
  const occurredAt = `${on}T09:00:00Z`;
  today(on);
  const credited = attribution ?? [{ partner: 'orion', share: '1' }];
  await orThrow(ledger.winDeal({ deal, program: 'resale', amount, attribution: credited, attributes, occurredAt }));
  await orThrow(ledger.recordPayment({ deal, payment: `${deal}-p`, amount, occurredAt }));
};

/** A part of it goes back; it is recorded on the same day, or when we learn of it. */
export const refund = async (
  { ledger, today }: World,
  deal: string,
  amount: string,
  on: string,
  recordedOn = on,
): Promise<void> => {
  today(recordedOn);
  await orThrow(
    ledger.recordRefund({
      deal,
      payment: `${deal}-p`,
      refund: `${deal}-r`,
      amount: money(amount),
      reason: 'returned',
      occurredAt: `${on}T09:00:00Z`,
    }),
  );
};

/** The read models of all that was recorded so far. */
export const readModels = async ({ store }: Pick<World, 'store'>): Promise<DocumentStore> => {
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  return documents;
};

/** The answer now. */
export const diffIn = async (world: Pick<World, 'store'>, asked: DiffQuestion): Promise<Reply> =>
  right(await createExplainer({ store: world.store, documents: await readModels(world) }).diff(asked));

/** The month of orion's account. */
export const month = (key: string, partner = 'orion') => ({
  kind: 'statement' as const,
  id: `resale.${partner}.EUR/${key}`,
});

/** An answer as plain lines: for each row its number, its words and its amount. */
export const told = (reply: Reply, locale: 'en' | 'ru' = 'en'): readonly string[] => {
  const speaker = { locale, outside: (text: string) => text };
  const rows = (all: readonly Reply['rows'][number][]): readonly string[] =>
    all.flatMap(({ number, said, amount, rows: below = [] }) => [
      `${number} ${say(speaker, said)}${amount === undefined ? '' : ` | ${amount.amount}`}`,
      ...rows(below),
    ]);
  return [say(speaker, reply.title), ...reply.verdict.map((one) => say(speaker, one)), ...rows(reply.rows)];
};
