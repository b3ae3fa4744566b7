export {
  describeRecomputeFailure,
  recompute,
  type RecomputeFailure,
  type RecomputeOptions,
  type RecomputeProgress,
} from './recompute.ts';
export type {
  DecidedByHand,
  DifferenceReason,
  Divergence,
  Recomputation,
  RecomputedCount,
  RecomputedDifference,
  RecomputedSum,
} from './recomputation.ts';
