import { toGraph, verifyGraph } from '@commission-ledger/calculation';
import { addDays } from '@commission-ledger/calendar';
import { booked } from '@commission-ledger/calculation';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  playHistory,
  type HistoryStep,
  type PayoutTerms,
  type PlanDocument,
  type StepPayout,
  type StepResult,
} from '../../src/index.ts';
import { day } from '../someFacts.ts';
import { counterOf, planOf, ruleOf, tenPercent } from './somePlans.ts';

/** A thing that may happen, in cents; it is made possible when the history is written. */
type Event =
  | Readonly<{ pay: number; deal: number }>
  | Readonly<{ refund: number; percent: number }>
  | Readonly<{ cancel: number }>
  | Readonly<{ payout: true }>
  | Readonly<{ impossible: number }>;

const someEvents = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ pay: fc.integer({ min: 1, max: 300 }), deal: fc.integer({ min: 0, max: 2 }) }),
    },
    { weight: 3, arbitrary: fc.record({ refund: fc.nat(9), percent: fc.integer({ min: 1, max: 100 }) }) },
    { weight: 1, arbitrary: fc.record({ cancel: fc.integer({ min: 0, max: 2 }) }) },
    { weight: 2, arbitrary: fc.constant({ payout: true } as const) },
    { weight: 1, arbitrary: fc.record({ impossible: fc.integer({ min: 0, max: 3 }) }) },
  ),
  { maxLength: 25 },
);

const written = (cents: number): string => (cents / 100).toFixed(2);

const impossible: readonly ((date: string) => HistoryStep)[] = [
  (date) => ({ date, refund: { payment: 'nobody-paid', amount: '1' } }),
  (date) => ({ date, cancel: { deal: 'nobody-won' } }),
  (date) => ({ date, payment: { payment: 'p-bad', deal: 'd-bad', amount: '0.001' } }),
  (date) => ({ date, win: { deal: 'd-bad', amount: 'much' } }),
];

/** A history of these events, ten days apart, with what each payment has left of it at the end. */
const historyOf = (events: readonly Event[]) => {
  const left = new Map<string, number>();
  const cancelled = new Set<number>();
  const won = new Set<number>();
  const steps = events.flatMap((event, index): readonly HistoryStep[] => {
    const date = addDays(day('2017-01-02'), index * 10);
    if ('pay' in event) {
      left.set(`p${index}`, event.pay);
      won.add(event.deal);
      return [{ date, payment: { payment: `p${index}`, deal: `d${event.deal}`, amount: written(event.pay) } }];
    }
    if ('refund' in event) {
      const [payment, most = 0] = [...left][event.refund] ?? [];
      const amount = Math.ceil((most * event.percent) / 100);
      if (payment === undefined || amount === 0) return [];
      left.set(payment, most - amount);
      return [{ date, refund: { payment, amount: written(amount) } }];
    }
    if ('cancel' in event) {
      if (!won.has(event.cancel) || cancelled.has(event.cancel)) return [];
      cancelled.add(event.cancel);
      return [{ date, cancel: { deal: `d${event.cancel}` } }];
    }
    const step = 'payout' in event ? undefined : impossible[event.impossible];
    return [step === undefined ? { date, payout: {} } : step(date)];
  });
  return { steps, left };
};

const slab = { counter: 'sales', already: 'earned', bands: [{ below: '5', rate: '0.10' }, { rate: '0.25' }] };

const payouts: readonly PayoutTerms[] = [
  { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.20' },
  { weekday: 'friday', convention: 'none', cutOff: { daysBefore: 2 }, minimum: '0', negative: 'write-off' },
  {
    days: [1, 15],
    convention: 'preceding',
    cutOff: { daysBefore: 0 },
    minimum: '0',
    draw: { amount: '0.30', kind: 'recoverable', from: '2017-01-01', recovery: '0.5' },
    withholding: [{ status: 'none', rate: '0.3', from: '2017-01-01' }],
    fees: [{ id: 'wire', title: { en: 'Wire' }, fixed: '0.05', bornBy: 'partner' }],
  },
];

/** Plans with most of what changes an account. */
const somePlan: fc.Arbitrary<PlanDocument> = fc
  .record({
    mode: fc.constantFrom<PlanDocument['rounding']['mode'][]>('half-even', 'half-up', 'down', 'up'),
    payout: fc.constantFrom(...payouts),
    hold: fc.constantFrom(0, 30),
    counters: fc.constantFrom('lower' as const, 'keep' as const),
    cancellation: fc.constantFrom('none' as const, 'unserved' as const, 'all' as const),
  })
  .map(({ mode, payout, hold, counters, cancellation }) =>
    planOf({
      rounding: { mode },
      payout,
      hold: { days: hold },
      refunds: { counters },
      ...(cancellation === 'none' ? {} : { cancellation: { takeBack: cancellation, term: 6, by: 'months' } }),
      measures: { below: { commission: ['tiers'] } },
      counters: [
        counterOf('sales', 'payment'),
        counterOf('earned', { earned: ['slab'] }),
        counterOf('capped', { earned: ['capped'] }, { window: 'ever' }),
      ],
      rules: [
        ruleOf('tiers', {
          marginal: {
            of: 'payment',
            counter: 'sales',
            bands: [{ upTo: '4', rate: '0.1' }, { rate: { num: '1', den: '3' } }],
          },
        }),
        ruleOf('capped', { cap: { pay: tenPercent, at: '0.40', counter: 'capped' } }),
        ruleOf('held', tenPercent, {
          installments: [
            { share: '0.7', hold: { days: 0 } },
            { share: '0.3', hold: { days: 0, months: 2, from: 'end-of-month' } },
          ],
        }),
        ruleOf(
          'slab',
          { slab },
          { refunds: counters === 'lower' && cancellation === 'none' ? 'true-up' : 'refunded-share' },
        ),
        ruleOf('override', { percent: { of: 'below', rate: '0.5' } }, { beneficiary: 'upline' }),
      ],
    }),
  );

const isRefused = (result: StepResult): boolean => result._tag === 'refused';

/** The sum of what a rule gave over a history. */
const totalOf = (results: readonly StepResult[], rule: string): bigint =>
  results.reduce((sum, result) => sum + (result._tag === 'commission' ? (result.amounts[rule]?.minor ?? 0n) : 0n), 0n);

const payoutsIn = (results: readonly StepResult[]): readonly StepPayout[] =>
  results.flatMap((result) => (result._tag === 'payout' ? [result] : []));

describe('a small history', () => {
  it('loses and makes no cent: what is left is what was earned, less what was paid', () => {
    fc.assert(
      fc.property(somePlan, someEvents, (plan, events) => {
        const results = playHistory(plan, { steps: historyOf(events).steps });
        const [last] = payoutsIn(results).toReversed();
        if (last === undefined) return;
        const until = results.slice(0, results.indexOf(last) + 1);
        const earned = ['tiers', 'capped', 'held', 'slab'].reduce((sum, rule) => sum + totalOf(until, rule), 0n);
        const given = payoutsIn(until).reduce(
          (sum, payout) =>
            sum +
            payout.writtenOff.minor +
            payout.advanced.minor -
            payout.recovered.minor -
            (payout.deferred === undefined ? payout.gross.minor : 0n),
          0n,
        );
        expect(last.carried.minor).toBe(earned + given);
        const owed = payoutsIn(until).reduce(
          (sum, { advanced, recovered }) => sum + advanced.minor - recovered.minor,
          0n,
        );
        expect(last.debt.minor).toBe(owed);
      }),
      { numRuns: 300 },
    );
  });

  it('ends with nothing when every payment is refunded in full, and counters are where they began', () => {
    fc.assert(
      fc.property(somePlan, someEvents, (plan, events) => {
        const { steps, left } = historyOf(events);
        const date = addDays(day('2017-01-02'), 300);
        const refunds = [...left].flatMap(([payment, amount]): readonly HistoryStep[] =>
          amount === 0 ? [] : [{ date, refund: { payment, amount: written(amount) } }],
        );
        const again: HistoryStep = { date, payment: { payment: 'again', deal: 'again', amount: '3.21' } };
        const results = playHistory(plan, { steps: [...steps, ...refunds, again] });
        const before = results.slice(0, -1);
        for (const { id } of plan.rules) expect([id, totalOf(before, id)]).toEqual([id, 0n]);
        if (plan.refunds.counters === 'keep') return;
        const [fresh] = playHistory(plan, { steps: [again] });
        const [repeated] = results.toReversed();
        if (fresh?._tag !== 'commission' || repeated?._tag !== 'commission') throw new Error('a payment earns');
        expect(repeated.amounts).toEqual(fresh.amounts);
      }),
      { numRuns: 300 },
    );
  });

  it('is not changed by steps that are refused', () => {
    fc.assert(
      fc.property(somePlan, someEvents, (plan, events) => {
        const { steps } = historyOf(events);
        const results = playHistory(plan, { steps });
        const possible = steps.filter((_, index) => !results.slice(index, index + 1).some(isRefused));
        const without = playHistory(plan, { steps: possible });
        expect(without.some(isRefused)).toBe(false);
        expect(without).toEqual(results.filter((result) => !isRefused(result)));
      }),
    );
  });

  it('takes back what its calculations say, and they can be redone', () => {
    fc.assert(
      fc.property(somePlan, someEvents, (plan, events) => {
        for (const result of playHistory(plan, { steps: historyOf(events).steps })) {
          if (result._tag !== 'commission') continue;
          for (const { amount, root } of result.takenBack) {
            expect(root.value).toEqual(booked(amount));
            expect(E.isRight(verifyGraph(toGraph(root)))).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('a slab that is trued up has always paid the rounded rate on what was sold and not refunded', () => {
  const plan = planOf({
    counters: [
      counterOf('sales', 'payment', { window: 'ever' }),
      counterOf('earned', { earned: ['slab'] }, { window: 'ever' }),
    ],
    rules: [ruleOf('slab', { slab }, { refunds: 'true-up' })],
  });
  fc.assert(
    fc.property(someEvents, (events) => {
      const { steps } = historyOf(events.filter((event) => 'pay' in event || 'refund' in event));
      const results = playHistory(plan, { steps });
      let sold = 0;
      for (const [index, step] of steps.entries()) {
        if ('payment' in step) sold += Math.round(Number(step.payment.amount) * 100);
        if ('refund' in step) sold -= Math.round(Number(step.refund.amount) * 100);
        const hundredths = sold * (sold < 500 ? 10 : 25);
        const [below, rest] = [Math.floor(hundredths / 100), hundredths % 100];
        const due = below + (rest > 50 || (rest === 50 && below % 2 === 1) ? 1 : 0);
        expect(totalOf(results.slice(0, index + 1), 'slab')).toBe(BigInt(due));
      }
    }),
  );
});
