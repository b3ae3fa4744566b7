import { balances } from './models/balances.ts';
import { dealEntries } from './models/dealEntries.ts';
import { deferrals } from './models/deferrals.ts';
import { entries } from './models/entries.ts';
import { leads } from './models/leads.ts';
import { leadsOfPartners } from './models/leadsOfPartners.ts';
import { parked } from './models/parked.ts';
import { partners } from './models/partners.ts';
import { payouts } from './models/payouts.ts';
import { plans } from './models/plans.ts';
import { programs } from './models/programs.ts';
import { references } from './models/references.ts';
import type { AnyProjection } from './projection.ts';

/** Every read model of the ledger: what the queries of this package need. */
export const allProjections: readonly AnyProjection[] = [
  programs,
  partners,
  plans,
  leads,
  leadsOfPartners,
  balances,
  entries,
  dealEntries,
  payouts,
  deferrals,
  references,
  parked,
];
