import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { createLedger, orThrow, type Ledger } from '@commission-ledger/ledger';
import { parsePlan, type PlanDocument } from '@commission-ledger/plans';
import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import { createExplainer, storedEventIn, verifyReply, type FoilQuestion, type Reply } from '../src/index.ts';
import { say } from '../src/render/say.ts';

import { eventsOf, right } from './history.ts';

/** A program of resellers, told by hand. */
export type World = Readonly<{ store: EventStore; ledger: Ledger }>;

type Money = Readonly<{ amount: string; currency: string }>;

export const eur = (amount: string): Money => ({ amount, currency: 'EUR' });

/** A version of the plan: whatever is not said is as in the first. It is not validated by examples of interest. */
export const planOf = (more: Readonly<Record<string, unknown>> = {}): PlanDocument =>
  right(
    parsePlan({
      schema: 'plan/1',
      plan: 'reseller',
      version: 1,
      title: { en: 'Resellers' },
      currency: 'EUR',
      effectiveFrom: '2026-01-01',
      selectedBy: 'payment',
      rounding: { mode: 'half-even' },
      hold: { days: 0 },
      refunds: { counters: 'keep' },
      payout: { day: 5, convention: 'none', cutOff: 'start-of-month', minimum: '0.00' },
      attributes: {},
      counters: [{ id: 'sales', measure: 'payment', window: 'year' }],
      rules: [ruleOf(tiers)],
      examples: [{ title: { en: 'Nothing' }, given: { payment: '0.00' }, expect: {} }],
      ...more,
    }),
  );

/** 8 % up to 50,000.00 of a year, 10 % above. */
export const tiers = {
  marginal: { of: 'payment', counter: 'sales', bands: [{ upTo: '50000.00', rate: '0.08' }, { rate: '0.10' }] },
};

/** One rule. */
export const ruleOf = (pay: unknown, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  id: 'tiers',
  clause: '3.1',
  title: { en: 'Sales' },
  earnedOn: 'payment',
  beneficiary: 'referrer',
  pay,
  ...more,
});

/** A program with three partners, of whom the third stands above the first; the versions are published in their order. */
export const openWorld = async (
  plans: readonly PlanDocument[],
  currencies: readonly string[] = ['EUR'],
): Promise<World> => {
  const store = memoryEventStore();
  let now = Date.parse('2026-12-01T00:00:00Z');
  const ledger = createLedger({ store, clock: () => (now += 1000) });
  const occurredAt = '2026-01-01T00:00:00Z';
  const program = 'resale';
  await orThrow(
    ledger.openProgram({
      program,
      name: 'Resale',
      timeZone: 'UTC',
      currencies: [...currencies],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  for (const document of plans)
    await orThrow(ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt }));
  for (const partner of ['orion', 'lyra', 'vega']) {
    await orThrow(ledger.joinPartner({ partner, name: partner, occurredAt }));
    await orThrow(ledger.enrolPartner({ partner, program, plan: 'reseller', from: '2026-01-01', occurredAt }));
  }
  await orThrow(ledger.assignUpline({ partner: 'orion', program, upline: 'vega', from: '2026-01-01', occurredAt }));
  return { store, ledger };
};

/** Shared 60 to 40. */
export const shared = [
  { partner: 'orion', share: '0.6' },
  { partner: 'lyra', share: '0.4' },
];

type Sale = Readonly<{
  deal: string;
  amount: Money | string;
  on: string;
  paidOn?: string;
  attribution?: typeof shared;
  amounts?: Readonly<Record<string, Money>>;
}>;

/** A deal won, and paid. */
export const sell = async (
  { ledger }: World,
  { deal, amount, on, paidOn = on, attribution, amounts }: Sale,
): Promise<void> => {
  const money = typeof amount === 'string' ? eur(amount) : amount;
  await orThrow(
    ledger.winDeal({
      deal,
      program: 'resale',
      amount: money,
      attribution: attribution ?? [{ partner: 'orion', share: '1' }],
      attributes: {},
      occurredAt: `${on}T09:00:00Z`,
    }),
  );
  await orThrow(
    ledger.recordPayment({
      deal,
      payment: `${deal}-p`,
      amount: money,
      ...(amounts === undefined ? {} : { amounts }),
      occurredAt: `${paidOn}T10:00:00Z`,
    }),
  );
};

/** Money that goes back. */
export const refund = async (
  { ledger }: World,
  deal: string,
  amount: string,
  on: string,
  id = `${deal}-r`,
): Promise<void> => {
  await orThrow(
    ledger.recordRefund({
      deal,
      payment: `${deal}-p`,
      refund: id,
      amount: eur(amount),
      reason: 'returned',
      occurredAt: `${on}T09:00:00Z`,
    }),
  );
};

/** The payout of orion on a date. */
export const payOut = async ({ ledger }: World, date: string, partner = 'orion'): Promise<string> => {
  const { issued } = await orThrow(ledger.issuePayouts({ program: 'resale', date }));
  const payout = issued.find(({ data }) => data.partner === partner);
  if (payout === undefined) throw new Error(`Nothing was paid on ${date}.`);
  return payout.data.payout;
};

/** The payout of a partner. */
export const payoutOf = async ({ store }: World, partner: string): Promise<string> => {
  const issued = (await eventsOf(store)).flatMap((event) => (event.type === 'PayoutIssued' ? [event.data] : []));
  return issued.find((data) => data.partner === partner)?.payout ?? '';
};

/** The first accrual of orion. */
export const accrualOf = async ({ store }: World): Promise<string> => {
  const posted = (await eventsOf(store)).flatMap((event) => (event.type === 'AccrualPosted' ? [event.data] : []));
  return posted.find(({ partner }) => partner === 'orion')?.accrual ?? '';
};

/** An explainer over all that was recorded so far. */
export const explainerOf = async ({ store }: Pick<World, 'store'>) => {
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  return createExplainer({ store, documents });
};

/** The answer, which has to verify. */
export const foilIn = async (world: Pick<World, 'store'>, asked: FoilQuestion): Promise<Reply> => {
  const explainer = await explainerOf(world);
  const reply = right(await explainer.foil(asked));
  const json: unknown = JSON.parse(JSON.stringify(reply));
  right(await verifyReply(json, { askAgain: () => explainer.foil(asked), readStored: storedEventIn(world.store) }));
  return reply;
};

/** Whether the reply claims that the figure is reproduced. */
export const isExact = ({ verdict }: Reply): boolean => verdict.some(({ key }) => key.startsWith('foilBy'));

/** The rows that add up: key of what is said, and the amount. */
export const changes = ({ rows }: Reply): readonly (readonly [string, string])[] =>
  rows.flatMap(({ said, amount, counts }) => (counts === true ? [[said.key, amount?.amount ?? ''] as const] : []));

/** The answer as plain lines. */
export const told = (reply: Reply, locale: 'en' | 'ru' = 'en'): string => {
  const speaker = { locale, outside: (text: string) => text };
  const rows = (all: Reply['rows']): readonly string[] =>
    all.flatMap(({ number, said, amount, rows: below = [] }) => [
      `${number} ${say(speaker, said)}${amount === undefined ? '' : ` | ${amount.amount}`}`,
      ...rows(below),
    ]);
  return [say(speaker, reply.title), ...reply.verdict.map((one) => say(speaker, one)), ...rows(reply.rows)]
    .join('\n')
    .replaceAll(/[\u00a0\u202f]/g, ' ');
};
