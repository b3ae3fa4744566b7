import * as E from 'fp-ts/lib/Either.js';
import {
  definePlan,
  type EventStore,
  type HostLedger,
  instant,
  type Instant,
  localDate,
  type LocalDate,
  memoryDocumentStore,
  memoryEventStore,
  openCommissionLedger,
  orThrow,
  parsePeriod,
  percent,
  type Period,
  type Stores,
} from '../src/index.ts';

const read = <Value>(outcome: E.Either<unknown, Value>): Value => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left));
  return outcome.right;
};

export const day = (text: string): LocalDate => read(localDate(text));
export const moment = (text: string): Instant => read(instant(text));
export const month = (text: string): Period => read(parsePeriod(text));

export const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** Ten percent of every payment, payable after ten days, from one cent on. */
export const plan = definePlan({
  plan: 'flat',
  version: 1,
  title: { en: 'Flat' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 10 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.01' },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'flat',
      clause: '1',
      title: { en: 'Ten percent of every payment' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: percent('0.1').of('payment'),
    },
  ],
  examples: [{ title: { en: 'A payment' }, given: { payment: '100.00' }, expect: { flat: '10.00' } }],
});

const settings = (program: string) => ({
  program,
  name: program,
  timeZone: 'Europe/Berlin',
  currencies: ['EUR'],
  businessCalendar: { weekend: [6, 7] as const, holidays: [] },
  approval: 'two-person' as const,
  destinations: 'kept-by-host' as const,
  serviceLevels: {
    hours: { opens: '09:00', closes: '17:00' },
    leads: { acknowledge: 4, stages: [{ stage: 'offer', hours: 8 }] },
    inquiries: { answer: 4, resolve: 16 },
  },
  leadProtection: { days: 60 },
});

/** A ledger whose clock stands where it is set. */
export type World = Readonly<{
  books: HostLedger;
  stores: Stores;
  set: (at: string | number) => void;
  /** The same stores, opened by another process at the same time. */
  reopened: () => HostLedger;
}>;

/** An empty ledger, in memory unless told otherwise. */
export const newWorld = (events: EventStore = memoryEventStore()): World => {
  let now = Date.parse('2026-01-01T09:00:00Z');
  const stores = { events, documents: memoryDocumentStore() };
  const open = (): HostLedger => openCommissionLedger({ stores, clock: () => now });
  return {
    books: open(),
    stores,
    set: (at) => {
      now = typeof at === 'number' ? at : Date.parse(at);
    },
    reopened: open,
  };
};

/** Who is in which program, and who manages them. */
export const MEMBERS = [
  { program: 'acme', partner: 'bob', manager: 'kim' },
  { program: 'acme', partner: 'cat', manager: 'max' },
  { program: 'globex', partner: 'dan', manager: 'kim' },
] as const;

/** Two programs with their partners, who have joined and brought nothing yet. */
export const settled = async (world: World = newWorld()): Promise<World> => {
  const { books } = world;
  const from = '2026-01-01';
  await orThrow(books.publishPlan({ document: plan }));
  for (const program of ['acme', 'globex']) await orThrow(books.openProgram(settings(program)));
  for (const { program, partner, manager } of MEMBERS) {
    await orThrow(books.joinPartner({ partner, name: partner }));
    await orThrow(books.enrolPartner({ partner, program, plan: 'flat', from }));
    await orThrow(books.assignManager({ partner, program, manager, from }));
  }
  return world;
};

/** Every frame of a history. */
export const framesOf = async ({ stores }: Pick<World, 'stores'>): Promise<readonly string[]> => {
  const { events } = await stores.events.readAll({ after: undefined, limit: 100_000 });
  return events.map(({ stream, body }) => `${stream} ${body}`);
};

/** Anything as text; amounts in full. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));
