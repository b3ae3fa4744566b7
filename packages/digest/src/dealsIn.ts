import type { PartnerActivity } from '@commission-ledger/projections';
import type { DayOf } from './dayOf.ts';
import type { DigestDeal, DigestDealChange, DigestStanding } from './digest.ts';

/** A change, and when it was recorded. */
type Told = Readonly<{ deal: string; recordedAt: string; change: DigestDealChange }>;

/** The deals about which something was recorded, by id, each with its changes in the order recorded. */
export const dealsIn = ({ activities, deals, leads }: PartnerActivity, dayOf: DayOf): readonly DigestDeal[] => {
  const toldByLeads = new Set(leads.flatMap(({ changes }) => changes.flatMap(({ deal }) => deal ?? [])));
  const told: Told[] = deals.flatMap(({ deal, changes }) =>
    changes.map(({ kind, changed, reason, occurredAt, recordedAt }) => ({
      deal,
      recordedAt,
      change: { kind, changed, cause: null, reason, on: dayOf(occurredAt) },
    })),
  );
  for (const { activity, occurredAt, recordedAt } of activities) {
    const about = { changed: [], reason: null, on: dayOf(occurredAt) };
    if (activity.type === 'deal-won' && !toldByLeads.has(activity.deal))
      told.push({ deal: activity.deal, recordedAt, change: { ...about, kind: 'won', cause: null } });
    if (activity.type === 'earned-nothing') {
      const { deal, cause } = activity;
      told.push({ deal, recordedAt, change: { ...about, kind: 'earned-nothing', cause: cause.kind } });
    }
  }
  const byDeal = new Map<string, DigestDealChange[]>();
  for (const { deal, change } of told.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1)))
    byDeal.set(deal, [...(byDeal.get(deal) ?? []), change]);
  return [...byDeal].map(([deal, changes]) => ({ deal, changes })).toSorted((a, b) => (a.deal < b.deal ? -1 : 1));
};

/** What changed about the partner, in the order recorded. */
export const standingIn = ({ activities }: PartnerActivity, dayOf: DayOf): readonly DigestStanding[] =>
  activities.flatMap(({ activity, occurredAt }): readonly DigestStanding[] => {
    const on = dayOf(occurredAt);
    if (activity.type === 'destination-changed') return [{ kind: activity.type, from: null, reason: null, on }];
    if (activity.type !== 'suspended' && activity.type !== 'reinstated') return [];
    const { type: kind, from, reason } = activity;
    return [{ kind, from, reason, on }];
  });
