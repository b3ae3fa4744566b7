import type { Node } from '@commission-ledger/calculation';
import { ratingFacts } from '@commission-ledger/ledger';
import { rate } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, AppliedPlan, ExplainedAccrual, Sources } from '../../reading/sources.ts';
import { withCounters } from '../../why/countersBefore.ts';
import { ratingSourcesOf } from '../../why/ratingSources.ts';

/**
 * What an accrual would have been under another version of its plan, with the counters as its cause found them;
 * `undefined` where that version has no such rule, or cannot rate the cause.
 */
export const underPlan = async (
  sources: Sources,
  { told: { posted }, cause, program }: ExplainedAccrual,
  applied: AppliedPlan,
): Answer<Node | undefined> => {
  if (posted.type !== 'AccrualPosted') return E.right(undefined);
  const { accrual: subject, rule, part } = posted.data;
  const rating = await ratingSourcesOf(sources, { event: posted, cause, applied, program });
  if (E.isLeft(rating)) return rating;
  return withCounters(sources, { subject, event: posted, plan: applied.plan }, (counterBefore) => {
    const rated = rate(applied.plan, ratingFacts(rating.right, counterBefore));
    if (E.isLeft(rated)) return undefined;
    const outcome = rated.right.outcomes.find((candidate) => candidate.rule === rule.rule);
    return outcome?._tag === 'earned' ? outcome.parts[(part?.number ?? 1) - 1]?.root : undefined;
  });
};
