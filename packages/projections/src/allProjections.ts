import { activity } from './models/activity.ts';
import { activityOfDeals } from './models/activityOfDeals.ts';
import { announcements } from './models/announcements.ts';
import { announcementsRead } from './models/announcementsRead.ts';
import { accrualHolds } from './models/accrualHolds.ts';
import { balances } from './models/balances.ts';
import { closings } from './models/closings.ts';
import { claims } from './models/claims.ts';
import { dealEntries } from './models/dealEntries.ts';
import { dealEvaluations } from './models/dealEvaluations.ts';
import { dealSteps } from './models/dealSteps.ts';
import { dealsOfPartners } from './models/dealsOfPartners.ts';
import { dealsWon } from './models/dealsWon.ts';
import { deferrals } from './models/deferrals.ts';
import { entries } from './models/entries.ts';
import { fxRates } from './models/fxRates.ts';
import { inquiries } from './models/inquiries.ts';
import { inquiriesOfPartners } from './models/inquiriesOfPartners.ts';
import { knownKeys } from './models/knownKeys.ts';
import { leadProgress } from './models/leadProgress.ts';
import { leads } from './models/leads.ts';
import { leadsOfPartners } from './models/leadsOfPartners.ts';
import { movementMonths } from './models/movementMonths.ts';
import { movements } from './models/movements.ts';
import { parked } from './models/parked.ts';
import { partnerRecord } from './models/partnerRecord.ts';
import { partners } from './models/partners.ts';
import { payoutFiles } from './models/payoutFiles.ts';
import { payoutPostings } from './models/payoutPostings.ts';
import { payouts } from './models/payouts.ts';
import { plans } from './models/plans.ts';
import { programs } from './models/programs.ts';
import { proposedAdjustments } from './models/proposedAdjustments.ts';
import { references } from './models/references.ts';
import { takeBackReasons } from './models/takeBackReasons.ts';
import type { AnyProjection } from './projection.ts';

/** Every read model of the ledger: what the queries of this package need. */
export const allProjections: readonly AnyProjection[] = [
  programs,
  partners,
  plans,
  leads,
  leadsOfPartners,
  leadProgress,
  dealsWon,
  partnerRecord,
  claims,
  dealSteps,
  balances,
  entries,
  proposedAdjustments,
  dealEntries,
  dealEvaluations,
  payouts,
  payoutFiles,
  deferrals,
  references,
  knownKeys,
  movements,
  movementMonths,
  closings,
  payoutPostings,
  accrualHolds,
  parked,
  inquiries,
  inquiriesOfPartners,
  announcements,
  announcementsRead,
  activity,
  activityOfDeals,
  dealsOfPartners,
  takeBackReasons,
  fxRates,
];
