import type * as t from 'io-ts';
import * as accrual from './accrual.ts';
import * as adjustment from './adjustment.ts';
import * as announcement from './announcement.ts';
import * as claim from './claim.ts';
import * as close from './close.ts';
import * as deal from './deal.ts';
import * as draw from './draw.ts';
import * as erasure from './erasure.ts';
import * as fx from './fx.ts';
import * as inquiry from './inquiry.ts';
import * as lead from './lead.ts';
import * as partner from './partner.ts';
import * as payout from './payout.ts';
import * as payoutRun from './payoutRun.ts';
import * as plan from './plan.ts';
import * as program from './program.ts';
import * as seal from './seal.ts';

/**
 * Every event the ledger writes, with the version of its schema and the codec of that version.
 *
 * Names and fields are read back for ever. To change one: raise `schema`, change the codec, and add to
 * `upcasts.ts` the step that turns the JSON of the previous version into that of the new one. Lines are added,
 * never removed.
 */
export const catalogue = {
  ProgramOpened: { schema: 1, codec: program.ProgramOpened },
  ProgramChanged: { schema: 1, codec: program.ProgramChanged },
  AnnouncementPublished: { schema: 1, codec: announcement.AnnouncementPublished },
  FxRateRecorded: { schema: 1, codec: fx.FxRateRecorded },
  PlanPublished: { schema: 1, codec: plan.PlanPublished },
  PartnerJoined: { schema: 1, codec: partner.PartnerJoined },
  PartnerEnrolled: { schema: 1, codec: partner.PartnerEnrolled },
  ManagerAssigned: { schema: 1, codec: partner.ManagerAssigned },
  UplineAssigned: { schema: 1, codec: partner.UplineAssigned },
  PayoutDestinationChanged: { schema: 1, codec: partner.PayoutDestinationChanged },
  TaxStatusRecorded: { schema: 1, codec: partner.TaxStatusRecorded },
  PartnerSuspended: { schema: 1, codec: partner.PartnerSuspended },
  PartnerReinstated: { schema: 1, codec: partner.PartnerReinstated },
  DigestDelivered: { schema: 1, codec: partner.DigestDelivered },
  AnnouncementAcknowledged: { schema: 1, codec: announcement.AnnouncementAcknowledged },
  LeadSubmitted: { schema: 1, codec: lead.LeadSubmitted },
  LeadAccepted: { schema: 1, codec: lead.LeadAccepted },
  LeadRejected: { schema: 1, codec: lead.LeadRejected },
  LeadMarkedDuplicate: { schema: 1, codec: lead.LeadMarkedDuplicate },
  LeadAdvanced: { schema: 1, codec: lead.LeadAdvanced },
  LeadLost: { schema: 1, codec: lead.LeadLost },
  LeadExpired: { schema: 1, codec: lead.LeadExpired },
  LeadWon: { schema: 1, codec: lead.LeadWon },
  LeadReopened: { schema: 1, codec: lead.LeadReopened },
  LeadClaimed: { schema: 1, codec: claim.LeadClaimed },
  ClaimReleased: { schema: 1, codec: claim.ClaimReleased },
  DealWon: { schema: 1, codec: deal.DealWon },
  DealAmended: { schema: 1, codec: deal.DealAmended },
  PaymentReceived: { schema: 1, codec: deal.PaymentReceived },
  PaymentRefunded: { schema: 1, codec: deal.PaymentRefunded },
  ChargebackOpened: { schema: 1, codec: deal.ChargebackOpened },
  ChargebackDecided: { schema: 1, codec: deal.ChargebackDecided },
  DealCancelled: { schema: 1, codec: deal.DealCancelled },
  CauseParked: { schema: 1, codec: deal.CauseParked },
  CauseResolved: { schema: 1, codec: deal.CauseResolved },
  AccrualPosted: { schema: 1, codec: accrual.AccrualPosted },
  AccrualEvaluated: { schema: 1, codec: accrual.AccrualEvaluated },
  AccrualReversed: { schema: 1, codec: accrual.AccrualReversed },
  AccrualHeld: { schema: 1, codec: accrual.AccrualHeld },
  AccrualReleased: { schema: 1, codec: accrual.AccrualReleased },
  TrueUpPosted: { schema: 1, codec: adjustment.TrueUpPosted },
  AdjustmentPosted: { schema: 1, codec: adjustment.AdjustmentPosted },
  AdjustmentProposed: { schema: 1, codec: adjustment.AdjustmentProposed },
  AdjustmentDeclined: { schema: 1, codec: adjustment.AdjustmentDeclined },
  DrawAdvanced: { schema: 1, codec: draw.DrawAdvanced },
  DrawRecovered: { schema: 1, codec: draw.DrawRecovered },
  DrawForgiven: { schema: 1, codec: draw.DrawForgiven },
  ReceivableWrittenOff: { schema: 1, codec: draw.ReceivableWrittenOff },
  BalanceUnclaimed: { schema: 1, codec: close.BalanceUnclaimed },
  TaxRemitted: { schema: 1, codec: close.TaxRemitted },
  PeriodClosed: { schema: 1, codec: close.PeriodClosed },
  PayoutIssued: { schema: 1, codec: payout.PayoutIssued },
  PayoutDeferred: { schema: 1, codec: payout.PayoutDeferred },
  PayoutSettled: { schema: 1, codec: payout.PayoutSettled },
  PayoutFailed: { schema: 1, codec: payout.PayoutFailed },
  PayoutVoided: { schema: 1, codec: payout.PayoutVoided },
  PayoutRunPrepared: { schema: 1, codec: payoutRun.PayoutRunPrepared },
  PayoutRunApproved: { schema: 1, codec: payoutRun.PayoutRunApproved },
  PayoutRunCompleted: { schema: 1, codec: payoutRun.PayoutRunCompleted },
  PayoutRunDiscarded: { schema: 1, codec: payoutRun.PayoutRunDiscarded },
  PayoutFileMade: { schema: 1, codec: payoutRun.PayoutFileMade },
  InquiryOpened: { schema: 1, codec: inquiry.InquiryOpened },
  InquiryAnswered: { schema: 1, codec: inquiry.InquiryAnswered },
  InquiryEscalated: { schema: 1, codec: inquiry.InquiryEscalated },
  InquiryResolved: { schema: 1, codec: inquiry.InquiryResolved },
  InquiryReopened: { schema: 1, codec: inquiry.InquiryReopened },
  SubjectErased: { schema: 1, codec: erasure.SubjectErased },
  LedgerSealed: { schema: 1, codec: seal.LedgerSealed },
} as const;

/** The name of an event. */
export type EventType = keyof typeof catalogue;

/** What an event of this type says. */
export type EventData<T extends EventType> = t.TypeOf<(typeof catalogue)[T]['codec']>;

/** One event of this type. */
export type EventOf<T extends EventType> = T extends EventType ? Readonly<{ type: T; data: EventData<T> }> : never;

/** Any event of the ledger. */
export type LedgerEvent = EventOf<EventType>;
