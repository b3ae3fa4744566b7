import { type Instant, instantAt } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { type EventType, readEvent, type RecordedEvent } from '@commission-ledger/events';
import { createLedger, describeFailure, type Ledger, type LedgerFailure } from '@commission-ledger/ledger';
import type { PlanDocument } from '@commission-ledger/plans';
import {
  allProjections,
  describeProjectionFailure,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';

/** 1 March 2026, midnight UTC: every story begins here. */
const BEGINNING = Date.UTC(2026, 2, 1);

/** A ledger whose clock the test sets, and its read models. */
export type World = Readonly<{
  store: EventStore;
  ledger: Ledger;
  /** Sets the clock to so many hours after the beginning. */
  at: (hours: number) => void;
  documents: () => Promise<DocumentStore>;
}>;

/** So many hours after the beginning. */
export const hour = (hours: number): Instant => instantAt(BEGINNING + hours * 3_600_000);

/** The value, or the test fails with the failure in words. */
export const ok = async <Value>(result: Promise<E.Either<LedgerFailure, Value>>): Promise<Value> => {
  const outcome = await result;
  if (E.isLeft(outcome)) throw new Error(describeFailure(outcome.left));
  return outcome.right;
};

/** An amount of euros. */
export const eur = (amount: string): Readonly<{ amount: string; currency: string }> => ({ amount, currency: 'EUR' });

/** Ten percent of every payment, payable after ten days, paid on the 20th. */
const plan: PlanDocument = {
  schema: 'plan/1',
  plan: 'flat',
  version: 1,
  title: { en: 'Flat' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 10 },
  refunds: { counters: 'lower' },
  payout: { day: 20, convention: 'following', cutOff: { daysBefore: 1 }, minimum: '1.00' },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'own',
      clause: '1.1',
      title: { en: 'Own payments' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: { percent: { of: 'payment', rate: '0.1' } },
    },
  ],
  examples: [{ title: { en: 'Nothing' }, given: { payment: '0.00' }, expect: {} }],
};

/** A program with partners in its plan, before anything happens; `name` is what the program is called. */
export const newWorld = async (
  partners: readonly Readonly<{ partner: string; name: string }>[],
  name = 'Northwind',
): Promise<World> => {
  const store = memoryEventStore();
  let now = BEGINNING - 1000;
  const ledger = createLedger({ store, clock: () => now, actor: 'host' });
  const occurredAt = '2026-02-28T12:00:00Z';
  await ok(
    ledger.openProgram({
      program: 'north',
      name,
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await ok(ledger.publishPlan({ document: plan, occurredAt }));
  for (const each of partners) {
    await ok(ledger.joinPartner({ ...each, occurredAt }));
    const { partner } = each;
    await ok(ledger.enrolPartner({ partner, program: 'north', plan: 'flat', from: '2026-02-28', occurredAt }));
  }
  return {
    store,
    ledger,
    at: (hours) => {
      now = BEGINNING + hours * 3_600_000;
    },
    documents: () => documentsOf(store),
  };
};

/** Everything recorded, in order. */
export const historyOf = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const { events } = await store.readAll({ after: undefined, limit: 100_000 });
  return events.map((stored) => {
    const read = readEvent(stored);
    if (E.isLeft(read)) throw new Error(read.left._tag);
    return read.right;
  });
};

/** The recorded events of one type. */
export const told = async <T extends EventType>(store: EventStore, type: T): Promise<readonly RecordedEvent<T>[]> => {
  const history: readonly RecordedEvent[] = await historyOf(store);
  return history.filter((event): event is RecordedEvent<T> => event.type === type);
};

/** The read models of everything recorded. */
const documentsOf = async (store: EventStore): Promise<DocumentStore> => {
  const documents = memoryDocumentStore();
  const run = await projectionRuntime({ store, documents, projections: allProjections }).catchUp();
  if (E.isLeft(run)) throw new Error(describeProjectionFailure(run.left));
  return documents;
};
