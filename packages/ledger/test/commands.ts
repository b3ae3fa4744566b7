import * as fc from 'fast-check';
import type { Ledger, Result } from '../src/index.ts';
import { cents, paid, refunded, won } from './world.ts';

/** A command by what it says; sent with `send`. Few ids and tiny amounts, so that commands meet each other. */
export type Command =
  | Readonly<{ kind: 'win'; deal: string; split: Split }>
  | Readonly<{ kind: 'pay'; deal: string; payment: string; minor: number; day: number }>
  | Readonly<{ kind: 'refund'; deal: string; payment: string; refund: string; minor: number; day: number }>
  | Readonly<{ kind: 'cancel'; deal: string; day: number }>
  | Readonly<{ kind: 'hold' | 'release'; partner: string; of: string; payment: string; day: number }>
  | Readonly<{ kind: 'adjust'; partner: string; adjustment: string; minor: number; day: number }>
  | Readonly<{ kind: 'issue'; month: number }>
  | Readonly<{ kind: 'end'; how: 'settle' | 'fail' | 'void'; partner: string; month: number; minor: number }>;

/** A command about a deal. */
export type Fact = Extract<Command, { deal: string }>;

/** Who is credited with a deal. */
export type Split = 'bob' | 'cat' | 'bob-60-cat-40' | 'thirds';

/** The attribution of each split. */
export const attributionOf = (split: Split): Parameters<Ledger['winDeal']>[0]['attribution'] => {
  if (split === 'bob-60-cat-40')
    return [
      { partner: 'bob', share: '0.6' },
      { partner: 'cat', share: '0.4' },
    ];
  if (split !== 'thirds') return [{ partner: split, share: '1' }];
  return ['bob', 'cat', 'dan'].map((partner) => ({ partner, share: { num: '1', den: '3' } }));
};

/** The fifth of a month of 2024, moved from a weekend to Monday. */
export const payoutDays = ['2024-02-05', '2024-03-05', '2024-04-05', '2024-05-06', '2024-06-05', '2024-07-05'] as const;

const dealId = fc.constantFrom('d1', 'd2');
const paymentId = fc.constantFrom('p1', 'p2');
const refundId = fc.constantFrom('r1', 'r2', 'r3');
const partner = fc.constantFrom('bob', 'cat', 'dan');
/** Days from 1 January 2024 on. */
const day = fc.integer({ min: 0, max: 120 });
const month = fc.integer({ min: 0, max: payoutDays.length - 1 });
const split = fc.constantFrom<Split>('bob', 'cat', 'bob-60-cat-40', 'thirds');

const win = fc.record({ kind: fc.constant('win' as const), deal: dealId, split });
const pay = fc.record({
  kind: fc.constant('pay' as const),
  deal: dealId,
  payment: paymentId,
  minor: fc.integer({ min: 0, max: 2500 }),
  day,
});
const refund = fc.record({
  kind: fc.constant('refund' as const),
  deal: dealId,
  payment: paymentId,
  refund: refundId,
  minor: fc.integer({ min: 1, max: 900 }),
  day,
});
const cancel = fc.record({ kind: fc.constant('cancel' as const), deal: dealId, day });
const dispute = fc.record({
  kind: fc.constantFrom('hold' as const, 'release' as const),
  partner,
  of: dealId,
  payment: paymentId,
  day: fc.constantFrom(1, 2),
});
const adjust = fc.record({
  kind: fc.constant('adjust' as const),
  partner,
  adjustment: fc.constantFrom('a1', 'a2'),
  minor: fc.integer({ min: -300, max: 300 }),
  day,
});
const issue = fc.record({ kind: fc.constant('issue' as const), month });
const end = fc.record({
  kind: fc.constant('end' as const),
  how: fc.constantFrom('settle' as const, 'fail' as const, 'void' as const),
  partner,
  month,
  minor: fc.constantFrom(0, 1),
});

/** Facts of deals alone. */
export const fact: fc.Arbitrary<Fact> = fc.oneof(
  { arbitrary: win, weight: 2 },
  { arbitrary: pay, weight: 4 },
  { arbitrary: refund, weight: 3 },
  { arbitrary: cancel, weight: 1 },
);

/** Any command. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: fact, weight: 8 },
  { arbitrary: adjust, weight: 1 },
  { arbitrary: dispute, weight: 3 },
  { arbitrary: issue, weight: 3 },
  { arbitrary: end, weight: 3 },
);

/** Noon of a day counted from 1 January 2024. */
export const instantOf = (days: number): string => new Date(Date.UTC(2024, 0, 1 + days, 12)).toISOString();

/** A day counted from 1 January 2024. */
export const dateOf = (days: number): string => instantOf(days).slice(0, 10);

/** Sends what concerns deals. */
export const sendFact = (ledger: Ledger, told: Fact): Result => {
  switch (told.kind) {
    case 'win':
      return ledger.winDeal(won(told.deal, { attribution: attributionOf(told.split), occurredAt: instantOf(0) }));
    case 'pay': {
      const { deal, payment, minor, day: days } = told;
      return ledger.recordPayment(paid(deal, payment, cents(minor).amount, instantOf(days)));
    }
    case 'refund': {
      const { deal, payment, refund: id, minor, day: days } = told;
      return ledger.recordRefund(refunded(deal, payment, id, cents(minor).amount, instantOf(days)));
    }
    case 'cancel':
      return ledger.cancelDeal({ deal: told.deal, reason: 'called off', occurredAt: instantOf(told.day) });
  }
};
