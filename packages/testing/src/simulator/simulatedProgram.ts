import { type PlanDocument, definePlan, marginal, percent } from '@commission-ledger/plans';

/** The program of every simulation. */
export const SIMULATED_PROGRAM = 'simulated';

/** Monday to Friday without two holidays, in Berlin. */
export const simulatedSettings = {
  program: SIMULATED_PROGRAM,
  name: 'Simulated program',
  timeZone: 'Europe/Berlin',
  currencies: ['EUR'],
  businessCalendar: { weekend: [6, 7] as const, holidays: ['2025-01-01', '2025-12-25'] },
  approval: 'two-person' as const,
  destinations: 'required' as const,
  serviceLevels: {
    hours: { opens: '09:00', closes: '18:00' },
    leads: { acknowledge: 16, stages: [{ stage: 'proposal', hours: 90 }] },
    inquiries: { answer: 9, resolve: 45 },
  },
  leadProtection: { days: 120 },
  leadExpiry: { days: 60 },
  destinationCoolOff: { days: 7 },
};

/** The products, with their prices in cents; subscriptions are paid every month. */
export const PRODUCTS = [
  { product: 'starter', cents: 4_900, monthly: true },
  { product: 'team', cents: 19_900, monthly: true },
  { product: 'business', cents: 79_900, monthly: true },
  { product: 'onboarding', cents: 150_000, monthly: false },
  { product: 'migration', cents: 480_000, monthly: false },
] as const;

/** Tiers along the payments of a quarter, a flat share of services, and a share for the upline. */
export const simulatedPlan = (version: 1 | 2, effectiveFrom: string): PlanDocument =>
  definePlan({
    plan: 'simulated',
    version,
    title: { en: 'Simulated plan' },
    currency: 'EUR',
    effectiveFrom,
    selectedBy: 'payment',
    rounding: { mode: 'half-even' },
    hold: { days: 30 },
    refunds: { counters: 'lower' },
    payout: {
      day: 5,
      convention: 'following',
      cutOff: 'start-of-month',
      minimum: '50.00',
      withholding: [{ status: 'abroad', rate: '0.15', from: '2020-01-01', title: { en: 'Tax kept back abroad' } }],
    },
    attributes: { product: { title: { en: 'Product' } }, region: { title: { en: 'Region' } } },
    counters: [{ id: 'quarter', measure: 'payment', window: 'quarter' }],
    rules: [
      {
        id: 'tiers',
        clause: '1',
        title: { en: 'Tiers along the payments of the quarter' },
        earnedOn: 'payment',
        beneficiary: 'referrer',
        when: { attribute: 'product', notIn: ['onboarding', 'migration'] },
        pay: marginal({ of: 'payment', along: 'quarter' })
          .upTo('10000.00', version === 1 ? '0.1' : '0.11')
          .upTo('40000.00', '0.125')
          .above('0.15'),
      },
      {
        id: 'services',
        clause: '2',
        title: { en: 'A share of services' },
        earnedOn: 'payment',
        beneficiary: 'referrer',
        when: { attribute: 'product', in: ['onboarding', 'migration'] },
        pay: percent('0.05').of('payment'),
      },
      {
        id: 'upline',
        clause: '3',
        title: { en: 'The share of who stands above' },
        earnedOn: 'payment',
        beneficiary: 'upline',
        pay: percent('0.02').of('payment'),
      },
    ],
    examples: [
      {
        title: { en: 'A payment in the first tier' },
        given: { payment: '100.00', attributes: { product: 'team' } },
        expect: { tiers: version === 1 ? '10.00' : '11.00', upline: '2.00' },
      },
      {
        title: { en: 'A service' },
        given: { payment: '1500.00', attributes: { product: 'onboarding' } },
        expect: { services: '75.00', upline: '30.00' },
      },
    ],
  });
