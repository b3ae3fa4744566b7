import { rulesOf, type Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import { appliedPlanOf, type PlanRef } from '../../reading/appliedPlan.ts';
import type { Answer, Sources } from '../../reading/sources.ts';
import { nodesBelow } from './nodesBelow.ts';

/** The plan versions whose numbers and clauses stand in calculations, each once. */
export const plansIn = async (sources: Sources, roots: readonly Node[]): Answer<readonly PlanSource[]> => {
  const refs = new Map<string, PlanRef>();
  for (const root of roots)
    for (const node of nodesBelow(root))
      for (const rule of rulesOf(node)) refs.set(`${rule.plan}@${rule.version} ${rule.hash}`, rule);
  const plans: PlanSource[] = [];
  for (const ref of refs.values()) {
    const applied = await appliedPlanOf(sources, ref);
    if (E.isLeft(applied)) return applied;
    plans.push(applied.right.source);
  }
  return E.right(plans);
};
