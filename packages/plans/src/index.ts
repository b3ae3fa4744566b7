export {
  checkForPublication,
  describePublicationRefusal,
  type PublicationRefusal,
  type PublishablePlan,
} from './checkForPublication.ts';
export { compilePlan, InvalidPlan } from './compilePlan.ts';
export {
  all,
  any,
  attribute,
  definePlan,
  fixed,
  marginal,
  measure,
  not,
  percent,
  type Bands,
  type ConditionOn,
  type CounterOn,
  type ExampleOn,
  type PayOn,
  type PlanDefinition,
  type RuleOn,
} from './definePlan.ts';
export { describeRatingRefusal } from './describeRatingRefusal.ts';
export { matchesReceipt, type ReceiptDiffers } from './matchesReceipt.ts';
export { parsePlan } from './parsePlan.ts';
export {
  cutOffOf,
  maturesOn,
  payoutDateFor,
  payoutDateOf,
  payoutOn,
  type NotAPayoutDate,
  type PayoutDate,
} from './payoutTerms.ts';
export type { Plan } from './plan.ts';
export { PlanCodec } from './planCodec.ts';
export type {
  Attribute,
  Band,
  Condition,
  Counter,
  Hold,
  LocalizedText,
  Measure,
  Pay,
  PayoutTerms,
  PlanDocument,
  RateJson,
  Refunds,
  Rounding,
  Rule,
  WorkedExample,
} from './planDocument.ts';
export { planHash } from './planHash.ts';
export { describePlanProblem, type PlanProblem, type PlanProblemCode } from './planProblem.ts';
export { rate, windowOf } from './rate.ts';
export type { CounterMove, Facts, Rating, RatingRefusal, RuleOutcome } from './rating.ts';
export { receiptOf, type Calculated, type Receipt, type ReceiptCounter } from './receipt.ts';
export { ReceiptCodec } from './receiptCodec.ts';
export { describeExampleFailure, runExamples, type ExampleFailure } from './runExamples.ts';
export { validatePlan } from './validatePlan.ts';
export { versionInForce, type CauseDates, type NoVersionInForce } from './versionInForce.ts';
