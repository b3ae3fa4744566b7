export {
  checkForPublication,
  describePublicationRefusal,
  type PublicationRefusal,
  type PublishablePlan,
} from './gate/checkForPublication.ts';
export { compilePlan, InvalidPlan } from './evaluate/compilePlan.ts';
export type { BandPays, Bands } from './document/bandBuilder.ts';
export { all, any, attribute, counter, measure, not, on, parameter, share } from './document/conditionBuilder.ts';
export {
  definePlan,
  type ConditionOn,
  type CounterOn,
  type ExampleOn,
  type MeasureOn,
  type PayOn,
  type PlanDefinition,
  type RuleOn,
} from './document/definePlan.ts';
export type { Named, Names } from './document/named.ts';
export {
  cap,
  collected,
  each,
  first,
  fixed,
  floor,
  greatest,
  least,
  lookup,
  marginal,
  percent,
  slab,
  sum,
} from './document/payBuilder.ts';
export { describeRatingRefusal } from './evaluate/describeRatingRefusal.ts';
export { isSameReceipt, matchesReceipt, receiptDifference, type ReceiptDiffers } from './evaluate/matchesReceipt.ts';
export { parsePlan } from './document/parsePlan.ts';
export {
  payoutCalculation,
  type DeferredCalculation,
  type PaidCalculation,
  type PayoutCalculation,
} from './payout/payoutCalculation.ts';
export type { Charge } from './payout/chargesOn.ts';
export { convertedPayout, type ConversionBasis, type ConvertedPayout } from './payout/convertedPayout.ts';
export type { PayoutInput } from './payout/payoutInput.ts';
export { payoutDaysIn } from './payout/payoutDays.ts';
export {
  cutOffOf,
  payoutDateFor,
  payoutDateOf,
  payoutOn,
  payoutsBetween,
  type NotAPayoutDate,
  type PayoutDate,
} from './payout/payoutTerms.ts';
export { counterAfterRefund, counterLoweredBy } from './takeBack/counterAfterRefund.ts';
export {
  refundReaches,
  reversalMaturesOn,
  refundedByThis,
  toTakeBack,
  type RefundedPart,
  type Reversible,
} from './takeBack/toTakeBack.ts';
export { rulesToTrueUp } from './takeBack/rulesToTrueUp.ts';
export { openHistory, playHistory, type History, type HistoryOptions } from './simulate/openHistory.ts';
export { describeHistoryRefusal } from './simulate/describeHistoryRefusal.ts';
export type {
  HistoryRefusal,
  HistoryStep,
  StepCommission,
  StepPayout,
  StepResult,
  TakenBack,
} from './simulate/historyStep.ts';
export { rateOneCause } from './simulate/rateOneCause.ts';
export { attributionOf, type Attributed, type RejectedTouch, type Touch } from './attribution/attributionOf.ts';
export { toTakeBackOnCancel, unservedShare } from './takeBack/unservedShare.ts';
export type { Plan } from './evaluate/plan.ts';
export { PlanCodec } from './document/planCodec.ts';
export type {
  AmountTerm,
  Attribute,
  AttributionTerms,
  Band,
  Beneficiary,
  CancellationTerms,
  Cap,
  CarriedBy,
  Collected,
  Condition,
  Counted,
  Counter,
  CounterAt,
  CounterRefunds,
  Draw,
  ExampleDeal,
  ExamplePayment,
  ExampleStep,
  ExpectedPayout,
  Fee,
  Floor,
  GivenCause,
  Hold,
  Installment,
  LocalizedText,
  Lookup,
  Marginal,
  Measure,
  MeasureDefinition,
  OneCause,
  Parameter,
  ParameterRef,
  Pay,
  PayoutDays,
  PayoutTerms,
  PlanDocument,
  PointTerm,
  RateJson,
  RateTerm,
  Refunds,
  Rounding,
  Rule,
  RuleRefunds,
  Slab,
  SmallHistory,
  Split,
  TaxRate,
  WorkedExample,
} from './document/planDocument.ts';
export { planHash } from './document/planHash.ts';
export { describePlanProblem, type PlanProblem, type PlanProblemCode } from './document/planProblem.ts';
export { previousWindow, windowOf } from './evaluate/counterWindow.ts';
export { counterRefundsOf, earnedBy, movesOn } from './evaluate/counters.ts';
export { maturesOn } from './evaluate/holdUntil.ts';
export { rate } from './evaluate/rate.ts';
export type {
  CounterMove,
  CounterValue,
  Facts,
  Installed,
  Rating,
  RatingRefusal,
  RuleOutcome,
} from './evaluate/rating.ts';
export {
  receiptOf,
  trueUpReceiptOf,
  type Calculated,
  type CounterJson,
  type Receipt,
  type ReceiptCounter,
} from './evaluate/receipt.ts';
export { testedConditions, type TestedConditions } from './evaluate/testedConditions.ts';
export { trueUpOf, type TrueUp } from './evaluate/trueUp.ts';
export { ReceiptCodec } from './evaluate/receiptCodec.ts';
export { kindOfCounter, type MeasureKind } from './gate/measureKind.ts';
export { describeExampleFailure, runExamples, type ExampleFailure } from './gate/runExamples.ts';
export { parameterProblems } from './gate/parameterProblems.ts';
export { validatePlan } from './gate/validatePlan.ts';
export { type ChangeLanguage } from './versions/changeWords.ts';
export { describePlanChange } from './versions/describePlanChange.ts';
export { diffPlans, type PlaceName, type PlanChange } from './versions/diffPlans.ts';
export {
  versionInForce,
  type CauseDates,
  type EnrolledUnder,
  type NoVersionInForce,
} from './versions/versionInForce.ts';
export { tiersOf, type TierStanding } from './whatIf/tiersOf.ts';
export { stepsOf } from './evaluate/stepsOf.ts';
