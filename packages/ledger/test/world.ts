import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { type EventType, type RecordedEvent, readEvent } from '@commission-ledger/events';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { type Ledger, type LedgerFailure, type LedgerOptions, createLedger, describeFailure } from '../src/index.ts';

/** 1 June 2025, noon UTC: the clock of every ledger here stands still unless a test moves it. */
export const NOON = Date.UTC(2025, 5, 1, 12);

/** A ledger on a store with a clock that stands still. */
export const ledgerOn = (store: EventStore, options: Partial<LedgerOptions> = {}): Ledger =>
  createLedger({ store, clock: () => NOON, actor: 'ann', ...options });

/** A ledger on a store of its own. */
export const newLedger = (options: Partial<LedgerOptions> = {}): Readonly<{ store: EventStore; ledger: Ledger }> => {
  const store = memoryEventStore();
  return { store, ledger: ledgerOn(store, options) };
};

/** The value, or the test fails with the failure in words. */
export const ok = async <Value>(result: Promise<E.Either<LedgerFailure, Value>>): Promise<Value> => {
  const outcome = await result;
  if (E.isLeft(outcome)) throw new Error(describeFailure(outcome.left));
  return outcome.right;
};

/** The failure, or the test fails. */
export const refused = async (result: Promise<E.Either<LedgerFailure, unknown>>): Promise<LedgerFailure> => {
  const outcome = await result;
  if (E.isRight(outcome)) throw new Error('It was not refused.');
  return outcome.left;
};

/** Everything recorded, in order; or what came after a position. */
export const historyOf = async (store: EventStore, after?: bigint): Promise<readonly RecordedEvent[]> => {
  const { events } = await store.readAll({ after, limit: 1_000_000 });
  return events.map((stored) => {
    const read = readEvent(stored);
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
    return read.right;
  });
};

/** The recorded events of one type. */
export const eventsOf = async <T extends EventType>(
  store: EventStore,
  type: T,
): Promise<readonly RecordedEvent<T>[]> => {
  const history: readonly RecordedEvent[] = await historyOf(store);
  return history.filter((event): event is RecordedEvent<T> => event.type === type);
};

/** The bytes of the history, in order. */
export const framesOf = async (store: EventStore): Promise<readonly string[]> => {
  const { events } = await store.readAll({ after: undefined, limit: 1_000_000 });
  return events.map(({ body }) => body);
};

/** An amount of euros as events and inputs have it. */
export const eur = (amount: string): Readonly<{ amount: string; currency: string }> => ({ amount, currency: 'EUR' });

/** Cents as an amount of euros. */
export const cents = (minor: bigint | number): Readonly<{ amount: string; currency: string }> => {
  const [sign, digits] = minor < 0 ? ['-', `${-minor}`] : ['', `${minor}`];
  const padded = digits.padStart(3, '0');
  return eur(`${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`);
};

/** 10 % of a partner's payments in a quarter up to 10.00 and 20 % above, and 5 % of each payment for the upline. */
export const planOf = (change: Partial<PlanDocument> = {}): PlanDocument => ({
  schema: 'plan/1',
  plan: 'standard',
  version: 1,
  title: { en: 'Standard' },
  currency: 'EUR',
  effectiveFrom: '2024-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 10 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '1.00' },
  attributes: {},
  counters: [{ id: 'quarter', measure: 'payment', window: 'quarter' }],
  rules: [
    {
      id: 'own',
      clause: '1.1',
      title: { en: 'Own payments' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: {
        marginal: { of: 'payment', counter: 'quarter', bands: [{ upTo: '10.00', rate: '0.1' }, { rate: '0.2' }] },
      },
    },
    {
      id: 'team',
      clause: '1.2',
      title: { en: 'Payments of the team' },
      earnedOn: 'payment',
      beneficiary: 'upline',
      pay: { percent: { of: 'payment', rate: '0.05' } },
    },
  ],
  examples: [{ title: { en: 'Small' }, given: { payment: '10.00' }, expect: { own: '1.00', team: '0.50' } }],
  ...change,
});

/** A plan of one percentage of each payment, for partners without uplines. */
export const flatPlan = (rate: string, change: Partial<PlanDocument> = {}): PlanDocument => ({
  ...planOf(),
  plan: 'flat',
  counters: [],
  rules: [
    {
      id: 'own',
      clause: '1.1',
      title: { en: 'Own payments' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: { percent: { of: 'payment', rate } },
    },
  ],
  examples: [{ title: { en: 'Nothing' }, given: { payment: '0.00' }, expect: {} }],
  ...change,
});

/** The settings of the program `acme`; weekends are free. */
export const acme = {
  program: 'acme',
  name: 'Acme',
  timeZone: 'Europe/Berlin',
  currencies: ['EUR'],
  businessCalendar: { weekend: [6, 7] as const, holidays: [] },
  approval: 'none' as const,
  destinations: 'kept-by-host' as const,
  occurredAt: '2024-01-01T00:00:00Z',
} satisfies Parameters<Ledger['openProgram']>[0];

/** Opens `acme`, publishes a plan, and lets partners join and enrol into it from 1 January 2024 on. */
export const settle = async (
  ledger: Ledger,
  {
    plans = [planOf()],
    partners = ['bob'],
    program = {},
  }: Readonly<{ plans?: readonly PlanDocument[]; partners?: readonly string[]; program?: object }> = {},
): Promise<void> => {
  const occurredAt = '2024-01-01T00:00:00Z';
  await ok(ledger.openProgram({ ...acme, ...program }));
  for (const document of plans) await ok(ledger.publishPlan({ document, occurredAt }));
  for (const partner of partners) {
    await ok(ledger.joinPartner({ partner, name: partner, occurredAt }));
    const plan = plans[0]?.plan ?? '';
    await ok(ledger.enrolPartner({ partner, program: 'acme', plan, from: '2024-01-01', occurredAt }));
  }
};

/** The win of a deal by `bob`. */
export const won = (
  deal: string,
  change: Partial<Parameters<Ledger['winDeal']>[0]> = {},
): Parameters<Ledger['winDeal']>[0] => ({
  deal,
  program: 'acme',
  amount: eur('100.00'),
  attribution: [{ partner: 'bob', share: '1' }],
  attributes: {},
  occurredAt: '2024-02-01T10:00:00Z',
  ...change,
});

/** A payment on a deal. */
export const paid = (
  deal: string,
  payment: string,
  amount: string,
  occurredAt = '2024-02-01T11:00:00Z',
): Parameters<Ledger['recordPayment']>[0] => ({ deal, payment, amount: eur(amount), occurredAt });

/** A refund of a payment. */
export const refunded = (
  deal: string,
  payment: string,
  refund: string,
  amount: string,
  occurredAt = '2024-02-02T11:00:00Z',
): Parameters<Ledger['recordRefund']>[0] => ({
  deal,
  payment,
  refund,
  amount: eur(amount),
  reason: 'sent back',
  occurredAt,
});
