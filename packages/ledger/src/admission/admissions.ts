import { type AccountFact, accountAdmissions } from '../account/accountAdmissions.ts';
import { type AnnouncementFact, announcementAdmissions } from '../announcement/announcementAdmissions.ts';
import { type DealFact, dealAdmissions } from '../deal/dealAdmissions.ts';
import { type ErasureFact, erasureAdmissions } from '../erasure/erasureAdmissions.ts';
import { type FxFact, fxAdmissions } from '../fx/fxAdmissions.ts';
import { type InquiryFact, inquiryAdmissions } from '../inquiry/inquiryAdmissions.ts';
import { type LeadFact, leadAdmissions } from '../lead/leadAdmissions.ts';
import { type PartnerFact, partnerAdmissions } from '../partner/partnerAdmissions.ts';
import { type PayoutRunFact, payoutRunAdmissions } from '../payoutRun/payoutRunAdmissions.ts';
import { type ProgramFact, programAdmissions } from '../program/programAdmissions.ts';
import type { Admissions } from './admission.ts';

/** The facts a host records directly; everything else the ledger derives. */
export type FactType =
  | PayoutRunFact
  | ProgramFact
  | PartnerFact
  | FxFact
  | LeadFact
  | DealFact
  | AccountFact
  | ErasureFact
  | InquiryFact
  | AnnouncementFact;

/** How each of them comes in. */
export const admissions: Admissions<FactType> = {
  ...programAdmissions,
  ...partnerAdmissions,
  ...fxAdmissions,
  ...erasureAdmissions,
  ...leadAdmissions,
  ...dealAdmissions,
  ...inquiryAdmissions,
  ...announcementAdmissions,
  ...accountAdmissions,
  ...payoutRunAdmissions,
};
