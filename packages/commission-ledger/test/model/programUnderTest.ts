import { type HostLedger, orThrow } from '../../src/index.ts';
import { PARTNERS } from './moneyCommands.ts';
import { instantOf } from './days.ts';

const tax = (['none', 'company', 'exempt'] as const).map((status, nth) => ({
  status,
  rate: ['0.3', '0.1', '0'][nth],
  from: '2025-01-01',
}));

/** 10 % of each payment for who is credited, 5 % for the upline, on hold for ten days, paid on the fifth. */
const plan = {
  schema: 'plan/1',
  plan: 'small',
  version: 1,
  title: { en: 'Small' },
  currency: 'EUR',
  effectiveFrom: '2025-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 10 },
  refunds: { counters: 'lower' },
  cancellation: { takeBack: 'all', term: 1, by: 'months' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.50', withholding: tax },
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
    {
      id: 'team',
      clause: '1.2',
      title: { en: 'Payments of the team' },
      earnedOn: 'payment',
      beneficiary: 'upline',
      pay: { percent: { of: 'payment', rate: '0.05' } },
    },
  ],
  examples: [{ title: { en: 'A payment' }, given: { payment: '10.00' }, expect: { own: '1.00', team: '0.50' } }],
};

const began = instantOf(-300);
const from = began.slice(0, 10);

/** Opens the program, lets the partners join it, and gives each a few cents, so that there are accounts. */
export const openProgram = async (books: HostLedger, settings: object = {}): Promise<void> => {
  await orThrow(
    books.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'two-person',
      destinations: 'required',
      destinationCoolOff: { days: 5 },
      occurredAt: began,
      ...settings,
    }),
  );
  await orThrow(books.publishPlan({ document: plan, occurredAt: began }));
  for (const [nth, partner] of PARTNERS.entries()) {
    await orThrow(books.joinPartner({ partner, name: partner, occurredAt: began }));
    await orThrow(books.enrolPartner({ partner, program: 'acme', plan: 'small', from, occurredAt: began }));
    const status = tax[nth]?.status ?? 'none';
    await orThrow(books.recordTaxStatus({ partner, status, from, occurredAt: began }));
  }
  for (const partner of ['bob', 'cat']) {
    await orThrow(books.assignUpline({ partner, program: 'acme', upline: 'dan', from, occurredAt: began }));
    await orThrow(books.changePayoutDestination({ partner, reference: 'bank-1', occurredAt: began }));
  }
};

/** The few cents. */
export const openAccounts = async (books: HostLedger): Promise<void> => {
  for (const partner of PARTNERS) {
    const people = { reason: 'welcome', author: 'ann', approver: 'max' };
    const posted = { adjustment: `welcome-${partner}`, amount: { amount: '0.02', currency: 'EUR' } };
    const at = { maturesOn: instantOf(0).slice(0, 10), occurredAt: instantOf(0) };
    await orThrow(books.postAdjustment({ program: 'acme', partner, ...posted, ...people, ...at }));
  }
};
