import { allocate, currency, exactOf, ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../runs.ts';
import {
  playHistory,
  validatePlan,
  type Counter,
  type ExampleStep,
  type PlanDocument,
  type Rule,
} from '../../src/index.ts';
import { arbitraryHistory } from '../naive/arbitraryHistory.ts';
import { arbitraryPlan, moneyIn } from '../naive/arbitraryPlan.ts';
import { centsByStep, euros, lawPlan, paymentStep, refundStep, total } from './lawPlan.ts';

/** A generated plan where a refund of any date takes back its share, and nothing else. */
const refunding = arbitraryPlan
  .map((plan): PlanDocument => ({
    ...plan,
    refunds: { counters: plan.refunds.counters },
    rules: plan.rules.map(({ refunds: _refunds, ...rule }) => rule),
  }))
  .filter((plan) => validatePlan(plan).length === 0);

const decimals: Readonly<Record<string, number>> = { EUR: 2, JPY: 0, KWD: 3 };

/** The minor units of an amount as the plan writes it. */
const minorOf = (amount: string): number => Number(amount.replace('.', ''));

/** So many parts of a whole, none of them empty where it goes. */
const cutInto = (whole: number, parts: number): readonly number[] => {
  const even = Math.floor(whole / parts);
  const cuts = Array.from({ length: parts }, (_, place) => (place === 0 ? whole - even * (parts - 1) : even));
  return cuts.filter((part) => part > 0);
};

describe('a payment refunded in full', () => {
  it('takes back exactly what it earned, for everybody, at once or in parts, whatever else happened', () => {
    let reversed = 0;
    const facts = refunding.chain((plan) =>
      fc.tuple(fc.constant(plan), arbitraryHistory(plan), fc.nat(), fc.integer({ min: 1, max: 4 })),
    );
    fc.assert(
      fc.property(facts, ([plan, { parameters, steps }, pick, parts]) => {
        const earlier = steps.filter((step) => 'win' in step || 'payment' in step);
        const results = playHistory(plan, { parameters, steps: earlier });
        const payments = earlier.flatMap((step, place) =>
          'payment' in step && results[place]?._tag === 'commission' ? [{ step, place }] : [],
        );
        fc.pre(payments.length > 0);
        const chosen = payments[pick % payments.length];
        if (chosen === undefined) return;
        const { payment, amount } = chosen.step.payment;
        const money = moneyIn(decimals[plan.currency] ?? 2);
        const refunds = cutInto(minorOf(amount), parts).map((minor): ExampleStep => ({
          date: '2018-01-01',
          refund: { payment, amount: money(minor) },
          expect: {},
        }));
        const played = playHistory(plan, { parameters, steps: [...earlier, ...refunds] });
        const back = played.slice(earlier.length);
        for (const { id } of plan.rules.filter(({ earnedOn }) => earnedOn === 'payment')) {
          const earned = played[chosen.place];
          const given = earned?._tag === 'commission' ? (earned.amounts[id]?.minor ?? 0n) : 0n;
          const taken = total(
            back.map((each) => (each._tag === 'commission' ? (each.amounts[id]?.minor ?? 0n) : 999n)),
          );
          expect([id, taken]).toEqual([id, given === 0n ? 0n : -given]);
          if (given !== 0n) reversed += 1;
        }
      }),
      { numRuns: runs(50) },
    );
    expect(reversed).toBeGreaterThan(30);
  });

  it('takes back the same altogether however the refund is cut, step by step by what has been refunded so far', () => {
    const document = lawPlan([
      { id: 'r1', earnedOn: 'payment', beneficiary: 'referrer', pay: { percent: { of: 'payment', rate: '0.07' } } },
      { id: 'r2', earnedOn: 'payment', beneficiary: 'upline', pay: { percent: { of: 'payment', rate: '0.01' } } },
      { id: 'r3', earnedOn: 'payment', beneficiary: 'upline-2', pay: { percent: { of: 'payment', rate: '0.003' } } },
    ]);
    const parts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, (refunds) => {
        const whole = refunds.reduce((a, b) => a + b, 0);
        const steps = [paymentStep(whole, 1), ...refunds.map((cents) => refundStep('p1', cents))];
        const [earned = {}, ...back] = centsByStep(document, steps);
        for (const rule of ['r1', 'r2', 'r3']) {
          const taken = back.map((amounts) => amounts[rule] ?? 0n);
          expect(total(taken) + (earned[rule] ?? 0n)).toBe(0n);
          // Never more than there was, on the way.
          for (const [place] of taken.entries())
            expect(-total(taken.slice(0, place + 1))).toBeLessThanOrEqual(earned[rule] ?? 0n);
        }
      }),
    );
  });
});

/** A plan on payments alone in which refunds leave nothing behind. */
const leavingNothing = arbitraryPlan
  .map((plan): PlanDocument => {
    const { cancellation: _cancellation, ...rest } = plan;
    const rules = plan.rules
      .filter(({ earnedOn }) => earnedOn === 'payment')
      .map(({ refunds, ...rule }): Rule => (refunds === 'true-up' ? { ...rule, refunds } : rule));
    const read = JSON.stringify(rules);
    const counters = plan.counters
      .filter(({ id }) => read.includes(`"${id}"`))
      .map(({ refunds, ...counter }): Counter => (refunds === 'whole' ? { ...counter, refunds } : counter));
    return { ...rest, refunds: { counters: 'lower' }, rules, counters };
  })
  .filter(({ rules, counters }) => {
    const words = JSON.stringify([rules, counters]);
    return !/"(?:unlimited|collected|on":"win)"/.test(words) && counters.every(({ id }) => !id.includes('-win-'));
  })
  .filter((plan) => validatePlan(plan).length === 0);

describe('after everything is refunded there is nothing left, and the next payment earns as in an empty account', () => {
  const cases = leavingNothing.chain((plan) => fc.tuple(fc.constant(plan), arbitraryHistory(plan)));
  const law = (met: Set<string>) =>
    fc.property(cases, ([plan, { parameters, steps: all }]) => {
      const steps = all.filter((step) => 'win' in step || 'payment' in step || 'refund' in step);
      const results = playHistory(plan, { parameters, steps });
      const left = new Map<string, number>();
      for (const [place, step] of steps.entries()) {
        if (results[place]?._tag !== 'commission') continue;
        if ('payment' in step) left.set(step.payment.payment, minorOf(step.payment.amount));
        if ('refund' in step) {
          left.set(step.refund.payment, (left.get(step.refund.payment) ?? 0) - minorOf(step.refund.amount));
        }
      }
      const money = moneyIn(decimals[plan.currency] ?? 2);
      const refunds = [...left].flatMap(([payment, minor]): readonly ExampleStep[] =>
        minor === 0 ? [] : [{ date: '2018-01-01', refund: { payment, amount: money(minor) }, expect: {} }],
      );
      const again: ExampleStep = {
        date: '2017-03-01',
        payment: { payment: 'again', deal: 'again', amount: money(250) },
        expect: {},
      };
      const played = playHistory(plan, { parameters, steps: [...steps, ...refunds, again] });
      for (const { id, refunds: trued } of plan.rules) {
        const amounts = played
          .slice(0, -1)
          .map((each) => (each._tag === 'commission' ? (each.amounts[id]?.minor ?? 0n) : 0n));
        expect([id, total(amounts)]).toEqual([id, 0n]);
        if (amounts.some((amount) => amount !== 0n)) {
          met.add('earned');
          if (trued === 'true-up') met.add('trued up');
          if (JSON.stringify(plan.counters).includes('"excess"')) met.add('carried');
        }
      }
      const fresh = playHistory(plan, { parameters, steps: [again] }).at(-1);
      const repeated = played.at(-1);
      if (fresh?._tag !== 'commission') expect(repeated?._tag).toBe('refused');
      else expect(repeated).toMatchObject({ _tag: 'commission', amounts: fresh.amounts });
    });

  it('whatever the plan', () => {
    fc.assert(law(new Set()), { numRuns: runs(100) });
  });

  it('also where something was carried, earned and trued up, which the same cases meet every time', () => {
    const met = new Set<string>();
    fc.assert(law(met), { numRuns: 100, seed: 1 });
    expect([...met].toSorted()).toEqual(['carried', 'earned', 'trued up']);
  });
});

describe('a shared commission', () => {
  const eur = currency('EUR');
  if (E.isLeft(eur)) throw new Error('There is no euro.');

  it('gives each place its share of the whole, to the cent', () => {
    const cents = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 99 }), (paid, share) => {
        const shares = [share, 100 - share].map((n) => `0.${String(n).padStart(2, '0')}`);
        const split = (place: number) => ({ group: 'team', place, shares });
        const pay = { percent: { of: 'payment', rate: '0.31' } };
        const parts = lawPlan([
          { id: 'r1', earnedOn: 'payment', beneficiary: 'referrer', pay, split: split(1) },
          { id: 'r2', earnedOn: 'payment', beneficiary: 'upline', pay, split: split(2) },
          { id: 'r3', earnedOn: 'payment', beneficiary: 'referrer', pay },
        ]);
        const [{ r1 = 0n, r2 = 0n, r3 = 0n } = {}] = centsByStep(parts, [paymentStep(paid, 1)]);
        const [first, second] = allocate(
          ofMinor(r3, eur.right),
          [share, 100 - share].map((n) => exactOf(BigInt(n))),
        );
        expect([r1, r2]).toEqual([first?.minor, second?.minor]);
        expect(r1 + r2).toBe(r3);
      }),
    );
  });

  it('gives a partner the credited share of it, and takes exactly that back', () => {
    const cents = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 99 }), (paid, share) => {
        const document = lawPlan([{ pay: { percent: { of: 'payment', rate: '0.31' } } }], { sharing: 'commission' });
        const credited = `0.${String(share).padStart(2, '0')}`;
        const win: ExampleStep = {
          date: '2017-03-01',
          win: { deal: 'd', amount: euros(paid), share: credited },
          expect: {},
        };
        const steps = [win, paymentStep(paid, 1, 'd'), paymentStep(paid, 2, 'other'), refundStep('p1', paid)];
        const [, part = {}, whole = {}, back = {}] = centsByStep(document, steps);
        const shares = [share, 100 - share].map((n) => exactOf(BigInt(n)));
        expect(part['r1'] ?? 0n).toBe(allocate(ofMinor(whole['r1'] ?? 0n, eur.right), shares)[0]?.minor);
        expect((back['r1'] ?? 0n) + (part['r1'] ?? 0n)).toBe(0n);
      }),
    );
  });
});
