import type { RecordedEvent } from '@commission-ledger/events';
import type { Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Explanation } from '../document/explanation.ts';
import { planIn } from '../reading/appliedPlan.ts';
import type { EventReader, ReadStored, Streams } from '../reading/eventReader.ts';
import type { PlanCache } from '../reading/sources.ts';
import { problemOfCitation, type Citation } from './citedEvents.ts';
import type { ExplanationProblem } from './explanationProblem.ts';
import { eventKey, planKey } from './verifyLeaves.ts';

/** The events that a document cites, as they are stored now, by `eventKey`. */
export type Cited = ReadonlyMap<string, RecordedEvent>;

/** Reads every event cited again, and names each that is not what is cited. */
export const readCited = async (
  events: EventReader,
  citations: readonly Citation[],
): Promise<Readonly<{ cited: Cited; problems: readonly Extract<ExplanationProblem, { _tag: 'EventDiffers' }>[] }>> => {
  const cited = new Map<string, RecordedEvent>();
  const problems: Extract<ExplanationProblem, { _tag: 'EventDiffers' }>[] = [];
  for (const citation of citations) {
    const event = await problemOfCitation(events, citation);
    if (E.isLeft(event)) problems.push(event.left);
    else cited.set(eventKey(event.right), event.right);
  }
  return { cited, problems };
};

/** The plan versions whose published text has the hash stated, by `planKey`. */
export const plansAmong = (plans: Explanation['plans'], cited: Cited): ReadonlyMap<string, Plan> => {
  const compiled: PlanCache = new Map();
  return new Map(
    plans.flatMap((source) => {
      const event = cited.get(eventKey(source.from));
      if (event?.type !== 'PlanPublished') return [];
      const plan = planIn(event, source, compiled);
      return E.isRight(plan) ? [[planKey(source), plan.right]] : [];
    }),
  );
};

/** Streams made of single reads, as far as the explainer needs them. */
export const storeOver = (readStored: ReadStored): Streams => ({
  async *readStream(stream, { from = 0, direction = 'forwards', limit = Infinity } = {}) {
    const step = direction === 'forwards' ? 1 : -1;
    for (let revision = from, left = limit; revision >= 0 && left > 0; revision += step, left -= 1) {
      const stored = await readStored(stream, revision);
      if (stored === undefined) return;
      yield stored;
    }
  },
});
