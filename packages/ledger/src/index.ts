export { counterNode, nothingIn } from './account/counterNode.ts';
export { counterValueOf } from './account/counterValue.ts';
export { accrualIdOf } from './account/rateCause.ts';
export { type BookingEvent, isBooking } from './account/isBooking.ts';
export { payoutIdOf } from './account/issuePayout.ts';
export type { FactType } from './admission/admissions.ts';
export type { Recorded } from './execution/keyedCommand.ts';
export type { CommandMeta, FactInput } from './execution/offeredFact.ts';
export { describeFailure, type DifferingField, type InputProblem, type LedgerFailure } from './failure.ts';
export type { Result } from './commandTools.ts';
export { createLedger, type Ledger, type LedgerOptions } from './ledger.ts';
export type { ApprovalInput, RunInput } from './payoutRun/payoutRunCommands.ts';
export type { ByHandInput, WriteOffInput } from './account/accountCommands.ts';
export type { AdjustmentApproval, AdjustmentDecline } from './account/proposals.ts';
export type { ClosedPeriod, ClosePeriod } from './period/closePeriod.ts';
export type { LeadDirectory } from './lead/leadDirectory.ts';
export type { ExpireLeads } from './lead/leadCommands.ts';
export { openLeadsInHistory } from './lead/openLeadsInHistory.ts';
export { LedgerError, orThrow } from './orThrow.ts';
export { publishedPlanOf, type PublishedPlan } from './plan/planDecider.ts';
export type { PublishPlan } from './plan/publishPlan.ts';
export { type PartnerDirectory, enrolledInHistory } from './partner/enrolledInHistory.ts';
export { accountsInHistory } from './payoutRun/accountsInHistory.ts';
export type { AccountDirectory, PayoutPreview, RunResult } from './payoutRun/payoutRun.ts';
export { payoutRunIdOf } from './payoutRun/payoutRunDecider.ts';
export { standingFiles } from './payoutRun/standingFiles.ts';
export type { CaughtUp } from './policy/reactions.ts';
export type { Trigger } from './policy/trigger.ts';
export { type CauseEvents, dateOfCause, firstPaymentOf } from './policy/causeEvents.ts';
export { eventRef } from './policy/eventRef.ts';
export { ratingFacts } from './policy/ratingFacts.ts';
export type { Rated, RatingSources } from './policy/ratingSources.ts';
export { systemClock } from './systemClock.ts';
export { triggersIn } from './policy/triggersIn.ts';
export { describeRefusal, type Refusal } from './refusal.ts';
export type { PartnerDifference, PlanPreview, PreviewPlan } from './rehearsal/previewPlan.ts';
export {
  counterfactual,
  type Counterfactual,
  type DifferingEntry,
  type SupposedEntry,
  type Supposing,
  supposing,
  type TooMuchConcerned,
} from './rehearsal/counterfactual.ts';
export type { Change } from './rehearsal/change.ts';
export { momentOn } from './rehearsal/momentOf.ts';
export { recited } from './rehearsal/recited.ts';
export { whatIf } from './rehearsal/whatIf.ts';
export { versionEffect } from './rehearsal/versionEffect.ts';
export type { VersionEffect, VersionedCause } from './rehearsal/versionEffect.ts';
export type { Concern } from './rehearsal/concernedHistory.ts';
export type { RefusedFact } from './rehearsal/replayFor.ts';
export type { EntryIdentity, EntrySide } from './rehearsal/supposedEntries.ts';
export type { CauseDifference } from './rehearsal/comparisonByCause.ts';
export type { NothingEarned, PartnerTier, SupposedCommission } from './rehearsal/bringDeal.ts';
export { unservedShareNode } from './rehearsal/unservedShareNode.ts';
export type { SupposedDeal } from './rehearsal/supposedDeal.ts';
export type { TierAhead, WhatIf } from './rehearsal/whatIf.ts';
export type { Rerate, Rerated } from './rehearsal/rerate.ts';
export type { RerateDeal, ReratedDeal } from './rehearsal/rerateDeal.ts';
export { type AmendedDeal, type Amendable, amendedDeal, amendmentsBefore } from './deal/amendment.ts';
export { creditedCause } from './policy/creditedCause.ts';
export { type DealState, unknownDeal } from './deal/dealState.ts';
export { evolveDeal } from './deal/evolveDeal.ts';
export { accountDecider } from './account/accountDecider.ts';
export { type Decider } from './decider.ts';
export type { KeyedCommand, Subject } from './execution/keyedCommand.ts';
export type { Executor } from './execution/executor.ts';
export { emptyStream, type StreamState } from './execution/streamState.ts';
export { partnerDecider } from './partner/partnerDecider.ts';
export { accountOnDate } from './payoutRun/accountOnDate.ts';
export { isNotNow, totalsOf } from './payoutRun/issueAll.ts';
export { previewOf } from './payoutRun/payoutPreview.ts';
export { runCommand, runSubject } from './payoutRun/runCommand.ts';
export { reactTo } from './policy/accrualPolicy.ts';
export { accountSubject, dealSubject } from './policy/policyCommand.ts';
export { queueRatings } from './policy/queueRatings.ts';
export { ratingsOf } from './policy/ratingsOf.ts';
export { ratingKey } from './policy/ratingKey.ts';
export { paymentOf, sceneOf, winOf } from './policy/scene.ts';
export { programDecider } from './program/programDecider.ts';
export { planDecider } from './plan/planDecider.ts';
export { createRehearsal, type Rehearsal } from './rehearsal/rehearsal.ts';
export { isSamePerson } from './isSamePerson.ts';
