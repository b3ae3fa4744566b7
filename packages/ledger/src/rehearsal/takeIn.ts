import { type RecordedEvent, categoryOf } from '@commission-ledger/events';
import { dealDecider } from '../deal/dealDecider.ts';
import type { Decider } from '../decider.ts';
import { fxDecider } from '../fx/fxDecider.ts';
import { partnerDecider } from '../partner/partnerDecider.ts';
import { planDecider } from '../plan/planDecider.ts';
import { programDecider } from '../program/programDecider.ts';
import { publishedOnce } from './publishedOnce.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Takes a fact into a rehearsal as it was recorded, as far as the policy looks at streams of its kind. */
export const takeIn = (rehearsal: Rehearsal, event: RecordedEvent): void => {
  const { stream } = event;
  const into = <State>(decider: Decider<never, State, unknown>): void => rehearsal.take({ stream, decider }, event);
  switch (categoryOf(stream)) {
    case 'program':
      return into(programDecider);
    case 'plan':
      return into(replayedPlan);
    case 'partner':
      return into(partnerDecider);
    case 'deal':
      return into(dealDecider);
    case 'fx':
      return into(fxDecider);
    default:
      return undefined;
  }
};

/** As a plan is folded anywhere, but each version is read once for all replays of its fact. */
const replayedPlan: typeof planDecider = {
  ...planDecider,
  evolve: (versions, event) =>
    event.type === 'PlanPublished' ? [...versions, publishedOnce(event)] : planDecider.evolve(versions, event),
};
