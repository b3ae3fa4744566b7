import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { type Ledger, createLedger, orThrow } from '@commission-ledger/ledger';
import type { PlanDocument } from '@commission-ledger/plans';
import {
  type DocumentStore,
  allProjections,
  describeProjectionFailure,
  memoryDocumentStore,
  projectionRuntime,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';

/** 10 % of each payment, paid on the fifth from 1.00 on; 10 % is withheld from who is taxed. */
const plan: PlanDocument = {
  schema: 'plan/1',
  plan: 'flat',
  version: 1,
  title: { en: 'Flat' },
  currency: 'EUR',
  effectiveFrom: '2024-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 10 },
  refunds: { counters: 'lower' },
  payout: {
    day: 5,
    convention: 'following',
    cutOff: 'start-of-month',
    minimum: '1.00',
    withholding: [
      { status: 'taxed', rate: '0.1', from: '2024-01-01' },
      { status: 'seized', rate: '1', from: '2024-01-01' },
    ],
  },
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
  examples: [{ title: { en: 'Ten' }, given: { payment: '10.00' }, expect: { own: '1.00' } }],
};

/** A ledger with its read models. */
export type World = Readonly<{
  store: EventStore;
  ledger: Ledger;
  /** The read models as of now. */
  documents: () => Promise<DocumentStore>;
}>;

/** The run of the tests. */
export const march = { program: 'acme', date: '2024-03-05' };

/** Partners of the program, each of whom earns 10.00 for March. */
export const worldOf = async (partners: readonly string[]): Promise<World> => {
  const store = memoryEventStore();
  const ledger = createLedger({ store, clock: () => Date.UTC(2024, 5, 1, 12), actor: 'ann' });
  const occurredAt = '2024-01-01T00:00:00Z';
  await orThrow(
    ledger.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await orThrow(ledger.publishPlan({ document: plan, occurredAt }));
  for (const partner of partners) {
    await orThrow(ledger.joinPartner({ partner, name: `${partner} Ltd`, occurredAt }));
    await orThrow(ledger.enrolPartner({ partner, program: 'acme', plan: 'flat', from: '2024-01-01', occurredAt }));
    await orThrow(ledger.changePayoutDestination({ partner, reference: `bank-of-${partner}`, occurredAt }));
    const amount = { amount: '100.00', currency: 'EUR' };
    await orThrow(
      ledger.winDeal({
        deal: `of-${partner}`,
        program: 'acme',
        amount,
        attribution: [{ partner, share: '1' }],
        attributes: {},
        occurredAt: '2024-02-01T10:00:00Z',
      }),
    );
    await orThrow(
      ledger.recordPayment({ deal: `of-${partner}`, payment: 'p1', amount, occurredAt: '2024-02-01T11:00:00Z' }),
    );
  }
  const documents = async (): Promise<DocumentStore> => {
    const found = memoryDocumentStore();
    const caughtUp = await projectionRuntime({ store, documents: found, projections: allProjections }).catchUp();
    if (E.isLeft(caughtUp)) throw new Error(describeProjectionFailure(caughtUp.left));
    return found;
  };
  return { store, ledger, documents };
};

/** The bytes of the whole history. */
export const framesOf = async (store: EventStore): Promise<readonly string[]> => {
  const { events } = await store.readAll({ after: undefined, limit: 100_000 });
  return events.map(({ body }) => body);
};

/** What the host knows about a destination. */
export const detailsOf = (reference: string) => ({ name: `Holder of ${reference}`, account: 'DE89370400440532013000' });
