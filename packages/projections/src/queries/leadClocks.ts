import { addBusinessHours, businessMinutesBetween, type BusinessTime, type Instant } from '@commission-ledger/calendar';
import type { LeadDocument, LeadStep } from '../models/leads.ts';
import type { ProgramDocument } from '../models/programs.ts';
import { businessTimeOf } from './businessTimeOf.ts';
import { instantIn } from './timeValues.ts';

/** A promise about a lead: that it is acknowledged, or leaves a stage of the sale, within so many business hours. */
export type LeadClock = Readonly<{
  what: 'acknowledge' | 'stage';
  /** The stage that it must leave; `accepted` is one where the program lists it. */
  stage: string | null;
  since: Instant;
  /** When the clock runs out. What happens at that very moment is in time. */
  due: Instant;
  /** When it was stopped; `null` while it runs. */
  stopped: Instant | null;
  /** `breached`: stopped after it was due, or past due and still running. */
  status: 'running' | 'met' | 'breached';
  /** By how many business minutes it is breached: 0 from closing time until the next opening, and for what is not. */
  lateByMinutes: number;
}>;

/**
 * The clocks of a lead as seen at `now`, in the order in which they began, under the promises that the program makes
 * now. A lead that was reopened is acknowledged already and has no clock until its next stage; a won one has no more.
 */
export const leadClocks = (
  { timeline }: Pick<LeadDocument, 'timeline'>,
  program: ProgramDocument,
  now: Instant,
): readonly LeadClock[] => {
  const time = businessTimeOf(program);
  if (time === undefined) return [];
  const { acknowledge, stages = [] } = program.serviceLevels?.leads ?? {};
  const hoursOf = (stage: string): number | undefined => stages.find((level) => level.stage === stage)?.hours;
  const won = timeline.findIndex(({ fact }) => fact === 'DealWon');
  return timeline.flatMap((step, index): readonly LeadClock[] => {
    const stage = stageOf(step);
    const hours = step.fact === 'LeadSubmitted' ? acknowledge : stage !== null && hoursOf(stage);
    if (hours === undefined || hours === false) return [];
    // A deal may be recorded before the lead that it came from.
    const isWon = won >= 0 && won < index;
    if (isWon && step.fact !== 'LeadSubmitted') return [];
    const end = isWon ? timeline[won] : timeline[index + 1];
    const what = { what: stage === null ? ('acknowledge' as const) : ('stage' as const), stage };
    return [{ ...what, ...reading(instantIn(step.occurredAt), hours, end && instantIn(end.occurredAt), now, time) }];
  });
};

const stageOf = ({ fact, stage }: LeadStep): string | null => {
  if (fact === 'LeadAdvanced') return stage;
  return fact === 'LeadAccepted' ? 'accepted' : null;
};

type Reading = Omit<LeadClock, 'what' | 'stage'>;

const reading = (
  since: Instant,
  hours: number,
  end: Instant | undefined,
  now: Instant,
  time: BusinessTime,
): Reading => {
  const due = addBusinessHours(since, hours, time);
  const seen = end ?? now;
  const isLate = seen > due;
  return {
    since,
    due,
    stopped: end ?? null,
    status: isLate ? 'breached' : end === undefined ? 'running' : 'met',
    lateByMinutes: isLate ? businessMinutesBetween(due, seen, time) : 0,
  };
};
