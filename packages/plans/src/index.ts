export {
  checkForPublication,
  describePublicationRefusal,
  type PublicationRefusal,
  type PublishablePlan,
} from './gate/checkForPublication.ts';
export { compilePlan, InvalidPlan } from './evaluate/compilePlan.ts';
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
} from './document/definePlan.ts';
export { describeRatingRefusal } from './evaluate/describeRatingRefusal.ts';
export { matchesReceipt, type ReceiptDiffers } from './evaluate/matchesReceipt.ts';
export { parsePlan } from './document/parsePlan.ts';
export {
  cutOffOf,
  maturesOn,
  payoutDateFor,
  payoutDateOf,
  payoutOn,
  type NotAPayoutDate,
  type PayoutDate,
} from './payout/payoutTerms.ts';
export type { Plan } from './evaluate/plan.ts';
export { PlanCodec } from './document/planCodec.ts';
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
} from './document/planDocument.ts';
export { planHash } from './document/planHash.ts';
export { describePlanProblem, type PlanProblem, type PlanProblemCode } from './document/planProblem.ts';
export { rate, windowOf } from './evaluate/rate.ts';
export type { CounterMove, Facts, Rating, RatingRefusal, RuleOutcome } from './evaluate/rating.ts';
export { receiptOf, type Calculated, type Receipt, type ReceiptCounter } from './evaluate/receipt.ts';
export { ReceiptCodec } from './evaluate/receiptCodec.ts';
export { describeExampleFailure, runExamples, type ExampleFailure } from './gate/runExamples.ts';
export { validatePlan } from './gate/validatePlan.ts';
export { versionInForce, type CauseDates, type NoVersionInForce } from './versions/versionInForce.ts';
