import type { PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import type { Ledger } from '../../src/index.ts';
import { planWith, ruleOf } from '../languagePlan.ts';
import { cents, paid, refunded, won } from '../world.ts';

/** Something that is told to a ledger; small amounts and few ids, so that things meet. */
export type Told =
  | Readonly<{ kind: 'win'; deal: string; minor: number; attribution: number; day: number }>
  | Readonly<{ kind: 'pay'; deal: string; payment: string; minor: number; day: number }>
  | Readonly<{ kind: 'refund'; deal: string; payment: string; refund: string; minor: number; day: number }>
  | Readonly<{ kind: 'cancel'; deal: string; day: number }>
  | Readonly<{ kind: 'upline'; partner: string; upline: string; day: number }>
  | Readonly<{ kind: 'enrol'; partner: string; plan: string; day: number }>;

const deal = fc.constantFrom('d1', 'd2', 'd3');
const payment = fc.constantFrom('p1', 'p2');
const minor = fc.integer({ min: 1, max: 3000 });
/** Days since 1 January 2024, in any order: facts may come late. */
const day = fc.nat({ max: 100 });

/** A history in the order in which it is told; what makes no sense is refused by the ledger as it would be in life. */
export const someHistory: fc.Arbitrary<readonly Told[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('win' as const), deal, minor, attribution: fc.nat({ max: 2 }), day }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('pay' as const), deal, payment, minor, day }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('refund' as const),
        deal,
        payment,
        refund: fc.constantFrom('r1', 'r2'),
        minor: fc.integer({ min: 1, max: 800 }),
        day,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), deal, day }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('upline' as const),
        partner: fc.constantFrom('bob', 'cat', 'dan'),
        upline: fc.constantFrom('dan', 'eve', 'fay'),
        day,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('enrol' as const),
        partner: fc.constantFrom('bob', 'cat'),
        plan: fc.constantFrom('flat', 'other'),
        day,
      }),
    },
  ),
  { maxLength: 14 },
);

const attributions = [
  [{ partner: 'bob', share: '1' }],
  [
    { partner: 'bob', share: '0.6' },
    { partner: 'cat', share: '0.4' },
  ],
  [{ partner: 'cat', share: '1' }],
];

const dateOf = (days: number): string => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10);

/** Tells it; what the ledger refuses is as if it had not been said. */
export const tell = async (ledger: Ledger, told: Told): Promise<void> => {
  const occurredAt = `${dateOf(told.day)}T10:00:00Z`;
  switch (told.kind) {
    case 'win':
      await ledger.winDeal(
        won(told.deal, {
          amount: cents(told.minor),
          attribution: attributions[told.attribution] ?? [],
          overlays: told.minor % 2 === 0 ? [{ partner: 'fay', role: 'helper' }] : [],
          attributes: told.minor % 7 === 0 ? {} : { product: told.minor % 3 === 0 ? 'pro' : 'basic' },
          occurredAt,
        }),
      );
      return;
    case 'pay':
      await ledger.recordPayment(paid(told.deal, told.payment, cents(told.minor).amount, occurredAt));
      return;
    case 'refund':
      await ledger.recordRefund(refunded(told.deal, told.payment, told.refund, cents(told.minor).amount, occurredAt));
      return;
    case 'cancel':
      await ledger.cancelDeal({ deal: told.deal, reason: 'called off', occurredAt });
      return;
    case 'upline':
      await ledger.assignUpline({
        partner: told.partner,
        upline: told.upline,
        program: 'acme',
        from: dateOf(told.day),
        occurredAt,
      });
      return;
    case 'enrol':
      await ledger.enrolPartner({
        partner: told.partner,
        program: 'acme',
        plan: told.plan,
        from: dateOf(told.day),
        occurredAt,
      });
      return;
  }
};

/** Marginal tiers, an upline, a helper, a bonus on the win by product, and what is earned counted: a first version. */
export const firstVersion = (change: Partial<PlanDocument> = {}): PlanDocument =>
  planWith(
    [
      ruleOf('own', {
        pay: {
          marginal: { of: 'payment', counter: 'quarter', bands: [{ upTo: '10.00', rate: '0.1' }, { rate: '0.2' }] },
        },
      }),
      ruleOf('team', { beneficiary: 'upline', pay: { percent: { of: 'payment', rate: '0.05' } } }),
      ruleOf('bonus', {
        earnedOn: 'win',
        pay: { fixed: '3.00' },
        when: { attribute: 'product', in: ['pro'] },
      }),
    ],
    {
      attributes: { product: {} },
      counters: [{ id: 'quarter', measure: 'payment', window: 'quarter' }],
      cancellation: { takeBack: 'unserved', term: 6, by: 'days' },
      ...change,
    },
  );

/** The second version: other edges, a cap on what is earned, the helper, two levels above, no bonus, every product. */
export const secondVersion = (change: Partial<PlanDocument> = {}): PlanDocument =>
  planWith(
    [
      ruleOf('own', {
        pay: {
          cap: {
            pay: {
              marginal: { of: 'payment', counter: 'quarter', bands: [{ upTo: '5.00', rate: '0.11' }, { rate: '0.3' }] },
            },
            at: '9.00',
            counter: 'earned',
          },
        },
      }),
      ruleOf('team', { beneficiary: 'upline', pay: { percent: { of: 'payment', rate: '0.04' } } }),
      ruleOf('above', { beneficiary: 'upline-2', pay: { percent: { of: 'payment', rate: '0.03' } } }),
      ruleOf('helper', { beneficiary: 'overlay-helper', pay: { percent: { of: 'payment', rate: '0.02' } } }),
    ],
    {
      version: 2,
      counters: [
        { id: 'quarter', measure: 'payment', window: 'quarter' },
        { id: 'earned', measure: { earned: ['own'] }, window: 'year' },
      ],
      cancellation: { takeBack: 'all', term: 6, by: 'months' },
      ...change,
    },
  );
