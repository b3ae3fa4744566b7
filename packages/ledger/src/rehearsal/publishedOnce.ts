import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { type PublishedPlan, publishedPlanOf } from '../plan/planDecider.ts';

/** The version that was published: read from one and the same fact once, however often that is replayed. */
export const publishedOnce = (event: RecordedEvent<'PlanPublished'>): PublishedPlan => {
  const known = versions.get(event.data) ?? publishedPlanOf(event);
  versions.set(event.data, known);
  return known;
};

/** Facts are never altered, and a version is let go with its fact. */
const versions = new WeakMap<EventData<'PlanPublished'>, PublishedPlan>();
