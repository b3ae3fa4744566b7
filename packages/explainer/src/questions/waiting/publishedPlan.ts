import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, Sources } from '../../reading/sources.ts';

/** A plan version by its number. */
export const publishedPlan = async (sources: Sources, plan: string, version: number): Answer<AppliedPlan> => {
  const at = await sources.index.locate('plan', `${plan}/${version}`);
  if (E.isLeft(at)) return at;
  const published = await sources.events.read('PlanPublished', at.right);
  if (E.isLeft(published)) return published;
  return appliedPlanOf(sources, { plan, version, hash: published.right.data.documentHash });
};
