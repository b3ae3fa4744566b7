import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { createLedger, orThrow, type Ledger } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { definePlan, percent, type PlanDocument } from '@commission-ledger/plans';
import { eventsOf } from '../history.ts';

/** 8 % of what is paid, payable at once, paid on the 5th of each month from 50.00 on. */
export const resalePlan = (changes: Partial<PlanDocument> = {}): PlanDocument => ({
  ...definePlan({
    plan: 'reseller',
    version: 1,
    title: { en: 'Resellers' },
    currency: 'EUR',
    effectiveFrom: '2026-01-01',
    selectedBy: 'payment',
    rounding: { mode: 'half-even' },
    hold: { days: 0 },
    refunds: { counters: 'lower' },
    payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '50.00' },
    attributes: {},
    counters: [],
    rules: [
      {
        id: 'share',
        clause: '3.1',
        title: { en: 'Share' },
        earnedOn: 'payment',
        beneficiary: 'referrer',
        pay: percent('0.08').of('payment'),
      },
    ],
    examples: [{ title: { en: 'Small' }, given: { payment: '100.00' }, expect: { share: '8.00' } }],
  }),
  ...changes,
});

/** A ledger in Berlin whose clock is set before each step, so that both clocks of an event are known. */
export type Resale = Readonly<{
  store: EventStore;
  ledger: Ledger;
  /** What is recorded next is recorded then. */
  at: (moment: string) => void;
  sell: (deal: string, amount: string, on: string) => Promise<void>;
  refund: (deal: string, refund: string, amount: string, on: string) => Promise<void>;
  payOut: (date: string) => Promise<readonly string[]>;
  settle: (payout: string, amount: string, more?: Readonly<{ fee?: Eur; reference?: string }>) => Promise<void>;
  close: (period: string) => Promise<void>;
}>;

type Eur = Readonly<{ amount: string; currency: string }>;

export const account = { program: 'resale', partner: 'orion' };
export const accountId = 'resale.orion.EUR';

export const eur = (amount: string): Eur => ({ amount, currency: 'EUR' });

type ProgramInput = Parameters<Ledger['openProgram']>[0];

/** Opens it with one partner. */
export const openResale = async (
  plan: PlanDocument = resalePlan(),
  program: Partial<ProgramInput> = {},
): Promise<Resale> => {
  const store = memoryEventStore();
  let now = Date.parse('2026-01-01T08:00:00Z');
  const ledger = createLedger({ store, clock: () => (now += 1) });
  await orThrow(
    ledger.openProgram({
      program: 'resale',
      name: 'Resale',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      ...program,
    }),
  );
  await orThrow(ledger.publishPlan({ document: plan, author: 'ann', approver: 'bob' }));
  await orThrow(ledger.joinPartner({ partner: 'orion', name: 'Orion Consulting' }));
  await orThrow(ledger.enrolPartner({ partner: 'orion', program: 'resale', plan: plan.plan, from: '2026-01-01' }));
  return {
    store,
    ledger,
    at: (moment) => {
      now = Date.parse(moment);
    },
    sell: async (deal, amount, on) => {
      const sale = { deal, amount: eur(amount), occurredAt: `${on}T09:00:00Z` };
      const attribution = [{ partner: 'orion', share: '1' }];
      await orThrow(ledger.winDeal({ ...sale, program: 'resale', attribution, attributes: {} }));
      await orThrow(ledger.recordPayment({ ...sale, payment: `${deal}-p` }));
    },
    refund: async (deal, refund, amount, on) => {
      const occurredAt = `${on}T09:00:00Z`;
      const payment = `${deal}-p`;
      await orThrow(
        ledger.recordRefund({ deal, payment, refund, amount: eur(amount), reason: 'returned', occurredAt }),
      );
    },
    payOut: async (date) => {
      const { issued } = await orThrow(ledger.issuePayouts({ program: 'resale', date }));
      return issued.map(({ data }) => data.payout);
    },
    settle: async (payout, amount, { reference = 'BANK-7', fee } = {}) => {
      const input = { ...account, payout, amount: eur(amount), reference };
      await orThrow(ledger.settlePayout(fee === undefined ? input : { ...input, fee }));
    },
    close: async (period) => {
      await orThrow(ledger.closePeriod({ program: 'resale', period, closedBy: 'ann' }));
    },
  };
};

/** What a payout was made for. */
const issuedAmount = async ({ store }: Resale, payout: string): Promise<Eur> => {
  for (const event of await eventsOf(store))
    if (event.type === 'PayoutIssued' && event.data.payout === payout) return toJson(event.data.amount);
  throw new Error(`No payout ${payout}.`);
};

/** Mock-up 4: June came to 2,400.00 and was closed; a refund of 20 June reached us on 18 July. */
export const juneAndLateRefund = async (
  before: (resale: Resale) => Promise<void> = async () => {},
): Promise<Resale> => {
  const resale = await openResale();
  await before(resale);
  const { at, sell, refund, payOut, settle, close } = resale;
  at('2026-06-10T08:00:00Z');
  await sell('D-2088', '18000.00', '2026-06-03');
  await sell('D-2091', '12000.00', '2026-06-09');
  at('2026-07-03T08:00:00Z');
  await close('2026-06');
  at('2026-07-06T08:00:00Z');
  const [june = ''] = await payOut('2026-07-06');
  at('2026-07-08T08:00:00Z');
  const { amount } = await issuedAmount(resale, june);
  await settle(june, amount, { fee: eur('1.50') });
  at('2026-07-18T08:00:00Z');
  await refund('D-2088', 'R-1', '3560.00', '2026-06-20');
  at('2026-08-03T08:00:00Z');
  await close('2026-07');
  return resale;
};
