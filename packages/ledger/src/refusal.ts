import type { Describers } from './describers.ts';
import { type AccountRefusal, accountRefusals } from './account/accountRefusal.ts';
import { type AnnouncementRefusal, announcementRefusals } from './announcement/announcementRefusal.ts';
import { type DealRefusal, dealRefusals } from './deal/dealRefusal.ts';
import { type FxRefusal, fxRefusals } from './fx/fxRefusal.ts';
import { type InquiryRefusal, inquiryRefusals } from './inquiry/inquiryRefusal.ts';
import { type LeadRefusal, leadRefusals } from './lead/leadRefusal.ts';
import { type PartnerRefusal, partnerRefusals } from './partner/partnerRefusal.ts';
import { type PayoutRunRefusal, payoutRunRefusals } from './payoutRun/payoutRunRefusal.ts';
import { type PeriodRefusal, periodRefusals } from './period/periodRefusal.ts';
import { type PlanRefusal, planRefusals } from './plan/planRefusal.ts';
import { type ProgramRefusal, programRefusals } from './program/programRefusal.ts';

/** Why the ledger refused a command. Data, not text: callers branch on `_tag`, people read {@link describeRefusal}. */
export type Refusal =
  | ProgramRefusal
  | PlanRefusal
  | PartnerRefusal
  | LeadRefusal
  | DealRefusal
  | InquiryRefusal
  | AnnouncementRefusal
  | FxRefusal
  | AccountRefusal
  | PeriodRefusal
  | PayoutRunRefusal;

const describers: Describers<Refusal> = {
  ...programRefusals,
  ...planRefusals,
  ...partnerRefusals,
  ...leadRefusals,
  ...dealRefusals,
  ...inquiryRefusals,
  ...announcementRefusals,
  ...fxRefusals,
  ...accountRefusals,
  ...periodRefusals,
  ...payoutRunRefusals,
};

/** One sentence for what is wrong, one for what to do. */
export const describeRefusal = (refusal: Refusal): string => describerOf(refusal._tag)(refusal);

const describerOf = (tag: Refusal['_tag']): ((refusal: Refusal) => string) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entry of a tag takes refusals of that tag
  describers[tag] as (refusal: Refusal) => string;
