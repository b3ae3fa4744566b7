import { type CommissionLedger, type LocalDate, type PlanDocument, localDate, orThrow } from 'commission-ledger';

/** The program of this example. */
export const program = 'scale-out';

/** How many partners it has: `partner-1` and so on. */
export const partners = 6;

/** The day of the payout run. */
export const payoutDate = '2026-09-07';

/** The same as a date to ask for. */
export const payoutDay = (): LocalDate => {
  const day = localDate(payoutDate);
  if (day._tag === 'Left') throw new Error(`${payoutDate} is no date.`);
  return day.right;
};

/** Noon on that day. A demonstration has a clock of its own, so that it comes to the same every time. */
export const noon = (): number => Date.parse(`${payoutDate}T12:00:00Z`);

const plan = {
  schema: 'plan/1',
  plan: 'referral',
  version: 1,
  title: { en: 'Referral' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '10.00' },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'referral',
      clause: '1',
      title: { en: 'Ten percent of what the customer paid' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: { percent: { of: 'payment', rate: '0.1' } },
    },
  ],
  examples: [{ title: { en: 'A payment' }, given: { payment: '100.00' }, expect: { referral: '10.00' } }],
} satisfies PlanDocument;

/** Opens the program and lets its partners in; done again, it changes nothing. */
export const openProgram = async (books: CommissionLedger): Promise<void> => {
  await orThrow(
    books.openProgram({
      program,
      name: 'Scale-out',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt: '2026-01-01T00:00:00Z',
    }),
  );
  await orThrow(books.publishPlan({ document: plan, occurredAt: '2026-01-01T00:00:00Z' }));
  for (let number = 1; number <= partners; number += 1) {
    const partner = `partner-${number}`;
    await orThrow(books.joinPartner({ partner, name: `Partner ${number}`, occurredAt: '2026-01-01T00:00:00Z' }));
    await orThrow(
      books.enrolPartner({
        partner,
        program,
        plan: 'referral',
        from: '2026-01-01',
        occurredAt: '2026-01-01T00:00:00Z',
      }),
    );
  }
};

/** A deal, paid at once. Everybody who knows its number sends the same commands. */
export type Sale = Readonly<{ number: number; partner: string; cents: number }>;

/** The sale with a number. */
export const saleOf = (number: number): Sale => ({
  number,
  partner: `partner-${(number % partners) + 1}`,
  cents: 100_000 + number * 10,
});

/** Records the deal and its payment, from which the commission follows. */
export const recordSale = async (books: CommissionLedger, { number, partner, cents }: Sale): Promise<void> => {
  const deal = `deal-${number}`;
  const amount = { amount: (cents / 100).toFixed(2), currency: 'EUR' };
  const occurredAt = '2026-07-01T12:00:00Z';
  const attribution = [{ partner, share: '1' }];
  await orThrow(books.winDeal({ deal, program, amount, attribution, attributes: {}, occurredAt }));
  await orThrow(books.recordPayment({ deal, payment: deal, amount, occurredAt }));
};
