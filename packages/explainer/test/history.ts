import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { readEvent, type RecordedEvent } from '@commission-ledger/events';
import { createLedger, orThrow, type Ledger } from '@commission-ledger/ledger';
import { attribute, definePlan, marginal, percent, type PlanDocument } from '@commission-ledger/plans';
import { references } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { createProver, type EventAt, type Prover, type References } from '../src/index.ts';

/** 5 % up to 50,000.00 of a quarter, 7 % up to 100,000.00, 9 % above; 3 % on one product; the manager earns 1 %. */
export const crmPlan = definePlan({
  plan: 'crm',
  version: 1,
  title: { en: 'CRM plan' },
  currency: 'USD',
  effectiveFrom: '2016-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '100.00' },
  attributes: { product: { ifMissing: 'unknown' } },
  counters: [{ id: 'own', measure: 'payment', window: 'quarter', where: attribute('product').isNot('GTK 500') }],
  rules: [
    {
      id: 'tiers',
      clause: 'a',
      title: { en: 'Marginal tiers' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      when: attribute('product').isNot('GTK 500'),
      pay: marginal({ of: 'payment', along: 'own' }).upTo('50000.00', '0.05').upTo('100000.00', '0.07').above('0.09'),
    },
    {
      id: 'flat',
      clause: 'b',
      title: { en: 'GTK 500' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      when: attribute('product').is('GTK 500'),
      pay: percent('0.03').of('payment'),
    },
    {
      id: 'manager',
      clause: 'c',
      title: { en: 'Manager' },
      earnedOn: 'payment',
      beneficiary: 'upline',
      pay: percent('0.01').of('payment'),
    },
  ],
  examples: [
    {
      title: { en: 'A payment of 1,000.00' },
      given: { payment: '1000.00', attributes: { product: 'GTX Pro' } },
      expect: { tiers: '50.00', manager: '10.00' },
    },
  ],
});

/** A ledger on a memory store whose clock ticks a second for each reading, with a program, a plan, and partners. */
export const openHistory = async (plan: PlanDocument = crmPlan, timeZone = 'UTC'): Promise<History> => {
  const store = memoryEventStore();
  let now = Date.UTC(2030, 0, 1);
  const clock = (): number => (now += 1000);
  const ledger = createLedger({ store, clock });
  await orThrow(
    ledger.openProgram({
      program: 'crm-2017',
      name: 'CRM 2017',
      timeZone,
      currencies: [plan.currency],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt: '2016-12-01T00:00:00Z',
    }),
  );
  await orThrow(
    ledger.publishPlan({ document: plan, author: 'ann', approver: 'bob', occurredAt: '2016-12-01T00:00:00Z' }),
  );
  for (const partner of ['darcel', 'moses', 'melvin']) {
    await orThrow(ledger.joinPartner({ partner, name: names(partner) ?? partner, occurredAt: '2016-12-01T00:00:00Z' }));
    await orThrow(
      ledger.enrolPartner({
        partner,
        program: 'crm-2017',
        plan: plan.plan,
        from: '2016-12-01',
        occurredAt: '2016-12-01T00:00:00Z',
      }),
    );
  }
  for (const partner of ['darcel', 'moses']) {
    await orThrow(
      ledger.assignUpline({
        partner,
        program: 'crm-2017',
        upline: 'melvin',
        from: '2016-12-01',
        occurredAt: '2016-12-01T00:00:00Z',
      }),
    );
  }
  const index = mapReferences(store);
  return {
    store,
    ledger,
    references: index,
    explainer: createProver({ store, references: index }),
    currency: plan.currency,
  };
};

/** What a test works with. */
export type History = Readonly<{
  store: EventStore;
  ledger: Ledger;
  references: References;
  explainer: Prover;
  currency: string;
}>;

/** The names of the partners. */
export const names = (partner: string): string | undefined =>
  ({ darcel: 'Darcel Schlecht', moses: 'Moses Frase', melvin: 'Melvin Marxen' })[partner];

type Sale = Readonly<{
  deal: string;
  amount: string;
  on: string;
  product?: string;
  attribution?: readonly Readonly<{ partner: string; share: string }>[];
}>;

/** A deal won and paid on the same day. */
export const sell = async (
  { ledger, currency }: History,
  { deal, amount, on, product = 'GTX Pro', attribution }: Sale,
) => {
  const occurredAt = `${on}T12:00:00Z`;
  await orThrow(
    ledger.winDeal({
      deal,
      program: 'crm-2017',
      amount: { amount, currency },
      attribution: attribution ?? [{ partner: 'darcel', share: '1' }],
      attributes: { product },
      occurredAt,
    }),
  );
  await orThrow(ledger.recordPayment({ deal, payment: `${deal}-p1`, amount: { amount, currency }, occurredAt }));
};

/** Money given back to the customer. */
export const refund = async ({ ledger, currency }: History, deal: string, id: string, amount: string, on: string) =>
  orThrow(
    ledger.recordRefund({
      deal,
      payment: `${deal}-p1`,
      refund: id,
      amount: { amount, currency },
      reason: 'returned',
      occurredAt: `${on}T12:00:00Z`,
    }),
  );

/** A correction by hand. */
export const correct = async ({ ledger, currency }: History, adjustment: string, amount: string, reason: string) =>
  orThrow(
    ledger.postAdjustment({
      program: 'crm-2017',
      partner: 'darcel',
      adjustment,
      amount: { amount, currency },
      reason,
      author: 'ann',
      approver: 'bob',
      maturesOn: '2017-01-20',
      occurredAt: '2017-01-20T12:00:00Z',
    }),
  );

/** The payout run of a date; the ids of the payouts. */
export const payOut = async ({ ledger }: History, date: string): Promise<readonly string[]> => {
  const { issued } = await orThrow(ledger.issuePayouts({ program: 'crm-2017', date }));
  return issued.map(({ data }) => data.payout);
};

/** The same history with one event changed, found by its id or the last of its type: its data goes through `edit`. */
export const changed = async (
  store: EventStore,
  idOrType: string,
  edit: (data: Record<string, unknown>) => Record<string, unknown>,
): Promise<EventStore> => {
  const copy = memoryEventStore();
  const { events } = await store.readAll({ after: undefined, limit: 100_000 });
  const target = events.findLast((event) => event.type === idOrType || event.id === idOrType);
  for (const { id, type: name, body, stream, revision } of events) {
    const frame = JSON.parse(body) as Readonly<{ data: Record<string, unknown> }>;
    const edited = id === target?.id ? JSON.stringify({ ...frame, data: edit(frame.data) }) : body;
    await copy.append(stream, [{ id, type: name, body: edited }], revision === 0 ? 'no-stream' : revision - 1);
  }
  return copy;
};

/** An explainer over a store, with the index that the store has. */
export const explainerOf = (store: EventStore): Prover => createProver({ store, references: mapReferences(store) });

/** Every event so far, in order. */
export const eventsOf = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const { events } = await store.readAll({ after: undefined, limit: 100_000 });
  return events.map((event) => right(readEvent(event)));
};

/** The ids of what was booked, in order. */
export const bookedIn = async (store: EventStore): Promise<readonly string[]> =>
  (await eventsOf(store)).flatMap((event) => {
    if (event.type === 'AccrualPosted') return [event.data.accrual];
    if (event.type === 'AccrualReversed') return [event.data.reversal];
    if (event.type === 'AdjustmentPosted') return [event.data.adjustment];
    if (event.type === 'TrueUpPosted') return [event.data.trueUp];
    if (event.type === 'DrawAdvanced') return [event.data.draw];
    if (event.type === 'DrawRecovered') return [event.data.recovery];
    if (event.type === 'ReceivableWrittenOff') return [event.data.writeOff];
    if (event.type === 'BalanceUnclaimed') return [event.data.unclaimed];
    return event.type === 'PayoutIssued' ? [event.data.payout] : [];
  });

/** An index made by reading everything: what the read model keeps, for tests. */
export const mapReferences = (store: EventStore): References => {
  let known: Readonly<{ id: string | undefined; index: ReadonlyMap<string, EventAt> }> | undefined;
  return {
    find: async (kind, ids) => {
      const last = (await store.head())?.id;
      if (known === undefined || known.id !== last) known = { id: last, index: await indexOf(store) };
      const { index } = known;
      return ids.map((id) => index.get(`${kind}/${id}`));
    },
  };
};

const indexOf = async (store: EventStore): Promise<ReadonlyMap<string, EventAt>> =>
  new Map(
    (await eventsOf(store)).flatMap((event) =>
      references.keysOf(event).map((key) => [key, { stream: event.stream, revision: event.revision }]),
    ),
  );

/** The right side, or a failed test that shows the left. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

/** The left side, or a failed test that shows the right. */
export const left = <A>(either: E.Either<A, unknown>): A => {
  if (E.isRight(either)) throw new Error(JSON.stringify(either.right));
  return either.left;
};
