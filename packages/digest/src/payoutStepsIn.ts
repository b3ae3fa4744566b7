import { toJson } from '@commission-ledger/money';
import type { PartnerActivity, payoutsOf } from '@commission-ledger/projections';
import type { Digest } from './digest.ts';
import type { DayOf } from './dayOf.ts';

type PayoutRows = Awaited<ReturnType<typeof payoutsOf>>;

/** What became of payouts, what was deferred and why, and what disputes keep out of them; in the order recorded. */
export const payoutStepsIn = (
  { activities, disputes }: PartnerActivity,
  payouts: PayoutRows,
  dayOf: DayOf,
): Pick<Digest, 'payouts' | 'deferrals' | 'disputes'> => ({
  payouts: activities.flatMap(({ activity, occurredAt }) => {
    if (activity.type !== 'payout') return [];
    const { payout, step, amount, reason, reference } = activity;
    const issued = payouts.find((row) => row.payoutId === payout && row.currency === amount.currency);
    const arrives = issued === undefined ? amount : toJson(issued.conversion?.amount ?? issued.net);
    return [{ payout, step, arrives, reason, reference, on: dayOf(occurredAt) }];
  }),
  deferrals: activities.flatMap(({ activity }) => {
    if (activity.type !== 'deferral') return [];
    const { date, amount, reason, until } = activity;
    return [{ date, amount, reason, until }];
  }),
  disputes: disputes.map(({ step, deal, amount, isStillHeld, occurredAt }) => {
    const { accrual, type: state, reason, by } = step;
    return { accrual, deal, amount, state, isStillHeld, reason, by, on: dayOf(occurredAt) };
  }),
});
