import { eventRef } from '@commission-ledger/ledger';
import { compilePlan, parsePlan, planHash, type Plan } from '@commission-ledger/plans';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { ExplainFailure } from './explainFailure.ts';
import { once, type Answer, type AppliedPlan, type PlanCache, type Sources } from './sources.ts';

/** A plan version as an entry or a payout names it. */
export type PlanRef = Readonly<{ plan: string; version: number; hash: string }>;

/** Reads the plan version and requires its text to have the hash that was recorded when it was applied. */
export const appliedPlanOf = (sources: Sources, { plan, version, hash }: PlanRef): Answer<AppliedPlan> =>
  once(sources.plans, `${plan}/${version}/${hash}`, async () => {
    const at = await sources.index.locate('plan', `${plan}/${version}`);
    if (E.isLeft(at)) return at;
    const published = await sources.events.read('PlanPublished', at.right);
    if (E.isLeft(published)) return published;
    const applied = planIn(published.right, { plan, version, hash }, sources.compiled);
    if (E.isLeft(applied)) return applied;
    const from = eventRef(published.right, '/document');
    return E.right({ plan: applied.right, source: { plan, version, hash, from } });
  });

/** The plan in the event, if its text is the one named. */
export const planIn = (
  event: RecordedEvent<'PlanPublished'>,
  { plan, version, hash }: PlanRef,
  compiled: PlanCache,
): E.Either<ExplainFailure, Plan> => {
  const before = compiled.get(event.hash);
  if (before?.hash === hash && before.document.plan === plan && before.document.version === version) {
    return E.right(before);
  }
  const parsed = parsePlan(event.data.document);
  const published = E.isRight(parsed) ? planHash(parsed.right) : 'none, for it cannot be read';
  if (E.isLeft(parsed) || published !== hash || parsed.right.plan !== plan || parsed.right.version !== version) {
    return E.left({ _tag: 'OtherPlan', plan, version, applied: hash, published });
  }
  const ready = compilePlan(parsed.right);
  compiled.set(event.hash, ready);
  return E.right(ready);
};
