import type { Instant } from '@commission-ledger/calendar';
import type { LeadDocument, LeadStep } from '../models/leads.ts';
import type { ProgramDocument } from '../models/programs.ts';
import { businessTimeOf } from './businessTimeOf.ts';
import { type ClockReading, clockReading } from './clockReading.ts';
import { instantIn } from './timeValues.ts';

/** A promise about a lead: that it is acknowledged, or leaves a stage of the sale, within so many business hours. */
export type LeadClock = ClockReading &
  Readonly<{
    what: 'acknowledge' | 'stage';
    /** The stage that it must leave; `accepted` is one where the program lists it. */
    stage: string | null;
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
    return [
      { ...what, ...clockReading(instantIn(step.occurredAt), hours, end && instantIn(end.occurredAt), now, time) },
    ];
  });
};

const stageOf = ({ fact, stage }: LeadStep): string | null => {
  if (fact === 'LeadAdvanced') return stage;
  return fact === 'LeadAccepted' ? 'accepted' : null;
};
