/**
 * Histories of payments, refunds and weekly payouts under the reference plan (three bands and an override): steps a
 * second, on one core, at several lengths. The time of a step must not depend on how many there were before.
 */
import { addDays, localDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import { compilePlan, openHistory, type HistoryStep, type PlanDocument } from '../src/index.ts';
import { crmPlan } from '../test/crmPlan.ts';

const orThrow = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

const document: PlanDocument = {
  ...crmPlan,
  payout: { weekday: 'friday', convention: 'following', cutOff: { daysBefore: 3 }, minimum: '100.00' },
};
const plan = compilePlan(document);
const first = orThrow(localDate('2017-01-02'));

/** A payment each step on a deal of ten payments, every tenth refunded in part, a payout after every fiftieth. */
const stepsOf = (payments: number): readonly HistoryStep[] =>
  Array.from({ length: payments }, (_, index) => index).flatMap((index): readonly HistoryStep[] => {
    const date = addDays(first, Math.floor((index * 3650) / payments));
    const deal = `d${Math.floor(index / 10)}`;
    const amount = `${((index * 7919) % 9000) + 100}.${10 + (index % 90)}`;
    const attributes = { product: index % 4 === 0 ? 'GTK 500' : 'GTX Pro' };
    return [
      { date, payment: { payment: `p${index}`, deal, amount, attributes } },
      ...(index % 10 === 9 ? [{ date, refund: { payment: `p${index - 5}`, amount: '50.00' } }] : []),
      ...(index % 50 === 49 ? [{ date, payout: {} }] : []),
    ];
  });

const secondsFor = (payments: number): number => {
  const steps = stepsOf(payments);
  const start = process.cpuUsage();
  const history = openHistory(plan);
  let refused = 0;
  for (const step of steps) if (history.apply(step)._tag === 'refused') refused += 1;
  if (refused > 0) throw new Error(`${refused} steps were refused`);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

for (let warming = 0; warming < 3; warming += 1) secondsFor(5_000);
for (const payments of [12_500, 25_000, 50_000, 100_000]) {
  const seconds = secondsFor(payments);
  const perSecond = Math.round(payments / seconds).toLocaleString('en');
  console.log(
    `${payments.toLocaleString('en').padStart(8)} payments ${seconds.toFixed(2).padStart(6)} s  ${perSecond.padStart(8)} payments/s`,
  );
}
