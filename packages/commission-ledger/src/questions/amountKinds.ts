/**
 * What can be explained, by the kind under which it is found: in the order in which the explainer looks, so that what
 * is looked at here is what is explained.
 */
export const amountKinds = [
  'payout',
  'accrual',
  'reversal',
  'true-up',
  'draw-advance',
  'draw-recovery',
  'adjustment',
  'write-off',
  'unclaimed',
] as const;
