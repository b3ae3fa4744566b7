import type { DigestPayout } from './digest.ts';

/** The last step of each payout: what was issued and settled in one window is only told as settled. */
export const lastSteps = (payouts: readonly DigestPayout[]): readonly DigestPayout[] => [
  ...new Map(payouts.map((step) => [`${step.payout}/${step.arrives.currency}`, step])).values(),
];
