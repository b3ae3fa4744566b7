import type { RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';
import { isLeadEvent, type LeadEvent, type LeadState, stateAfter } from './leads.ts';

/** How far a lead came and when, for figures over many leads. */
export type LeadProgressDocument = Readonly<{
  lead: string;
  state: LeadState;
  /** Whether the program ever took it. */
  accepted: boolean;
  /** The stages of the sale that it reached, in the order in which it first did. */
  stages: readonly string[];
  /** When the program first said anything about it. */
  acknowledgedAt: string | null;
  /** When it came to the end at which it stands; `null` while it is open. A win stands. */
  endedAt: string | null;
}>;

/** One document for each lead. */
export const leadProgress: Projection<LeadProgressDocument> = {
  name: 'lead-progress',
  version: 1,
  keysOf: (event) => {
    if (event.type === 'DealWon') return event.data.lead === undefined ? [] : [event.data.lead];
    return isStep(event) ? [event.data.lead] : [];
  },
  evolve: (document, event, lead) => {
    if (!isStep(event)) return document;
    const before = document ?? { ...untouched, lead };
    return event.type === 'LeadSubmitted' ? before : moved(before, event);
  },
};

const untouched = {
  state: 'submitted',
  accepted: false,
  stages: [],
  acknowledgedAt: null,
  endedAt: null,
} as const satisfies Omit<LeadProgressDocument, 'lead'>;

type Step = LeadEvent | RecordedEvent<'DealWon'>;

const isStep = (event: RecordedEvent): event is Step => event.type === 'DealWon' || isLeadEvent(event);

const moved = (before: LeadProgressDocument, event: Step): LeadProgressDocument => {
  const { occurredAt } = event.data;
  const state = before.state === 'won' ? 'won' : stateAfter(event);
  const isOpen = state === 'accepted' || state === 'in-progress';
  const stage = event.type === 'LeadAdvanced' && !before.stages.includes(event.data.stage) ? [event.data.stage] : [];
  return {
    ...before,
    state,
    accepted: before.accepted || isOpen || state === 'won',
    stages: [...before.stages, ...stage],
    acknowledgedAt: before.acknowledgedAt ?? occurredAt,
    endedAt: before.state === 'won' ? before.endedAt : isOpen ? null : occurredAt,
  };
};
