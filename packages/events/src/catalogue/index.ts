import type * as t from 'io-ts';
import * as account from './account.ts';
import * as deal from './deal.ts';
import * as lead from './lead.ts';
import * as partner from './partner.ts';
import * as payoutRun from './payoutRun.ts';
import * as plan from './plan.ts';
import * as program from './program.ts';

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
  PlanPublished: { schema: 1, codec: plan.PlanPublished },
  PartnerJoined: { schema: 1, codec: partner.PartnerJoined },
  PartnerEnrolled: { schema: 1, codec: partner.PartnerEnrolled },
  ManagerAssigned: { schema: 1, codec: partner.ManagerAssigned },
  UplineAssigned: { schema: 1, codec: partner.UplineAssigned },
  PayoutDestinationChanged: { schema: 1, codec: partner.PayoutDestinationChanged },
  LeadSubmitted: { schema: 1, codec: lead.LeadSubmitted },
  LeadAccepted: { schema: 1, codec: lead.LeadAccepted },
  LeadRejected: { schema: 1, codec: lead.LeadRejected },
  LeadMarkedDuplicate: { schema: 1, codec: lead.LeadMarkedDuplicate },
  LeadAdvanced: { schema: 1, codec: lead.LeadAdvanced },
  LeadLost: { schema: 1, codec: lead.LeadLost },
  LeadExpired: { schema: 1, codec: lead.LeadExpired },
  LeadReopened: { schema: 1, codec: lead.LeadReopened },
  DealWon: { schema: 1, codec: deal.DealWon },
  PaymentReceived: { schema: 1, codec: deal.PaymentReceived },
  PaymentRefunded: { schema: 1, codec: deal.PaymentRefunded },
  CauseParked: { schema: 1, codec: deal.CauseParked },
  CauseResolved: { schema: 1, codec: deal.CauseResolved },
  AccrualPosted: { schema: 1, codec: account.AccrualPosted },
  AccrualEvaluated: { schema: 1, codec: account.AccrualEvaluated },
  AccrualReversed: { schema: 1, codec: account.AccrualReversed },
  AdjustmentPosted: { schema: 1, codec: account.AdjustmentPosted },
  PayoutIssued: { schema: 1, codec: account.PayoutIssued },
  PayoutDeferred: { schema: 1, codec: account.PayoutDeferred },
  PayoutSettled: { schema: 1, codec: account.PayoutSettled },
  PayoutFailed: { schema: 1, codec: account.PayoutFailed },
  PayoutVoided: { schema: 1, codec: account.PayoutVoided },
  PayoutRunPrepared: { schema: 1, codec: payoutRun.PayoutRunPrepared },
  PayoutRunApproved: { schema: 1, codec: payoutRun.PayoutRunApproved },
  PayoutRunCompleted: { schema: 1, codec: payoutRun.PayoutRunCompleted },
} as const;

/** The name of an event. */
export type EventType = keyof typeof catalogue;

/** What an event of this type says. */
export type EventData<T extends EventType> = t.TypeOf<(typeof catalogue)[T]['codec']>;

/** One event of this type. */
export type EventOf<T extends EventType> = T extends EventType ? Readonly<{ type: T; data: EventData<T> }> : never;

/** Any event of the ledger. */
export type LedgerEvent = EventOf<EventType>;
