import type { RecordedEvent } from '@commission-ledger/events';
import { ratingFacts, type CauseEvents } from '@commission-ledger/ledger';
import {
  rate,
  testedConditions,
  tiersOf,
  type Facts,
  type RuleOutcome,
  type TestedConditions,
  type TierStanding,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import { creditedCauseOf } from '../../reading/ratedCause.ts';
import type { Answer, AppliedPlan, Sources } from '../../reading/sources.ts';
import { withCounters } from '../../why/countersBefore.ts';
import { ratingSourcesOf } from '../../why/ratingSources.ts';

/** A cause rated again for one partner in one role, at the counters as they stood then. */
export type RatedForPartner = Readonly<{
  applied: AppliedPlan;
  cause: CauseEvents;
  facts: Facts;
  outcomes: readonly RuleOutcome[];
  /** By rule. */
  conditions: ReadonlyMap<string, TestedConditions>;
  tiers: readonly TierStanding[];
}>;

/** Does the rating again that an event booked; nothing where it cannot be done on the deal as it was then. */
export const ratedForPartner = async (
  sources: Sources,
  event: RecordedEvent<'AccrualPosted' | 'AccrualEvaluated'>,
): Answer<RatedForPartner | undefined> => {
  const cause = await creditedCauseOf(sources, event);
  if (E.isLeft(cause)) return cause;
  const applied = await appliedPlanOf(sources, event.type === 'AccrualPosted' ? event.data.rule : event.data.plan);
  if (E.isLeft(applied)) return applied;
  const program = await programZoneOf(sources, event.data.program);
  if (E.isLeft(program)) return program;
  const { plan } = applied.right;
  const about = { event, cause: cause.right, applied: applied.right, program: program.right };
  const rating = await ratingSourcesOf(sources, about);
  if (E.isLeft(rating)) return rating;
  return withCounters(sources, { subject: event.id, event, plan }, (counterBefore) => {
    const facts = ratingFacts(rating.right, counterBefore);
    const rated = rate(plan, facts);
    if (E.isLeft(rated)) return undefined;
    const { outcomes } = rated.right;
    return {
      applied: applied.right,
      cause: cause.right,
      facts,
      outcomes,
      conditions: new Map(outcomes.map(({ rule }) => [rule, testedConditions(plan, facts, rule)])),
      tiers: tiersOf(plan, facts, rated.right),
    };
  });
};
