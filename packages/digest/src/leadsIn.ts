import type { PartnerActivity } from '@commission-ledger/projections';
import type { DayOf } from './dayOf.ts';
import type { DigestLead, DigestLeadChange } from './digest.ts';

/** A change, and when it was recorded. */
type Told = Readonly<{ lead: string; recordedAt: string; change: DigestLeadChange }>;

/** The leads about which something was recorded, the latest change first, each with its changes and lost claims in the order recorded. */
export const leadsIn = ({ leads, activities }: PartnerActivity, dayOf: DayOf): readonly DigestLead[] => {
  const changed = leads.flatMap(({ lead, changes }): readonly Told[] =>
    changes.map(({ recordedAt, occurredAt, ...change }) => ({
      lead,
      recordedAt,
      change: { ...change, until: null, on: dayOf(occurredAt) },
    })),
  );
  const lost = activities.flatMap(({ activity, recordedAt, occurredAt }): readonly Told[] => {
    if (activity.type !== 'claim-lost') return [];
    const { lead, until } = activity;
    const change = { kind: 'claim-lost', stage: null, reason: null, deal: null, until, on: dayOf(occurredAt) } as const;
    return [{ lead, recordedAt, change }];
  });
  const told = [...changed, ...lost].toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
  const byLead = new Map<string, DigestLeadChange[]>();
  for (const { lead, change } of told) byLead.set(lead, [...(byLead.get(lead) ?? []), change]);
  const prospects = new Map(leads.map(({ lead, prospect }) => [lead, prospect]));
  const latest = [...new Set(told.map(({ lead }) => lead).toReversed())];
  return latest.map((lead) => ({ lead, prospect: prospects.get(lead) ?? null, changes: byLead.get(lead) ?? [] }));
};
