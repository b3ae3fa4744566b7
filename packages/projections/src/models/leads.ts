import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { CannotApply, type Projection } from '../projection.ts';

/** Where a lead stands. A win is recorded on the deal and stands whatever is noted on the lead afterwards. */
export type LeadState =
  | 'submitted'
  | 'accepted'
  | 'rejected'
  | 'duplicate'
  | 'in-progress'
  | 'won'
  | 'lost'
  | 'expired';

/** One step of a lead, and the event that says so. */
export type LeadStep = Readonly<{
  state: LeadState;
  /** The stage of the sale that was reached. */
  stage: string | null;
  /** Why it was rejected, lost or reopened. */
  reason: string | null;
  occurredAt: string;
  recordedAt: string;
  event: string;
}>;

/** The host's reference to the prospect; `protected` personal data is never read by a projection. */
export type ProspectShown = Readonly<{ reference: string }> | Readonly<{ protected: true }>;

/** A lead as it was submitted. */
export type LeadSubmission = Readonly<{
  program: string;
  partner: string;
  prospect: ProspectShown;
  attributes: Readonly<Record<string, string>>;
  foreignKey: string | null;
}>;

/** One lead, with everything that happened to it in the order recorded. */
export type LeadDocument = Readonly<{
  lead: string;
  /** `null` while only a deal has named the lead: deals may be recorded before the leads they came from. */
  submission: LeadSubmission | null;
  state: LeadState;
  stage: string | null;
  reason: string | null;
  duplicateOf: string | null;
  deal: string | null;
  timeline: readonly LeadStep[];
}>;

/** One document for each lead. */
export const leads: Projection<LeadDocument> = {
  name: 'leads',
  version: 1,
  keysOf: (event) => {
    if (event.type === 'DealWon') return event.data.lead === undefined ? [] : [event.data.lead];
    return isLeadEvent(event) ? [event.data.lead] : [];
  },
  evolve: (document, event, lead) => {
    if (event.type === 'DealWon') return wonBy(document ?? namedOnly(lead), event);
    if (!isLeadEvent(event)) return document;
    if (event.type === 'LeadSubmitted') return submittedBy(document ?? namedOnly(lead), event);
    if (document?.submission == null) throw new CannotApply(`Lead ${lead} was never submitted.`);
    return advancedBy(document, event);
  },
};

type LeadEvent = RecordedEvent<
  | 'LeadSubmitted'
  | 'LeadAccepted'
  | 'LeadRejected'
  | 'LeadMarkedDuplicate'
  | 'LeadAdvanced'
  | 'LeadLost'
  | 'LeadExpired'
  | 'LeadReopened'
>;

const STATES: Readonly<Record<LeadEvent['type'], LeadState>> = {
  LeadSubmitted: 'submitted',
  LeadAccepted: 'accepted',
  LeadRejected: 'rejected',
  LeadMarkedDuplicate: 'duplicate',
  LeadAdvanced: 'in-progress',
  LeadLost: 'lost',
  LeadExpired: 'expired',
  LeadReopened: 'accepted',
};

const isLeadEvent = (event: RecordedEvent): event is LeadEvent => Object.hasOwn(STATES, event.type);

const namedOnly = (lead: string): LeadDocument => ({
  lead,
  submission: null,
  state: 'submitted',
  stage: null,
  reason: null,
  duplicateOf: null,
  deal: null,
  timeline: [],
});

const submittedBy = (document: LeadDocument, event: RecordedEvent<'LeadSubmitted'>): LeadDocument => {
  const { lead, program, partner, prospect, attributes, foreignKey } = event.data;
  if (document.submission !== null) throw new CannotApply(`Lead ${lead} was submitted before.`);
  const shown = shownOf(prospect);
  const submission = { program, partner, prospect: shown, attributes, foreignKey: foreignKey ?? null };
  return step({ ...document, submission }, event, { state: 'submitted' });
};

const shownOf = (prospect: EventData<'LeadSubmitted'>['prospect']): ProspectShown =>
  'reference' in prospect ? { reference: prospect.reference } : { protected: true };

const wonBy = (document: LeadDocument, event: RecordedEvent<'DealWon'>): LeadDocument => ({
  ...step(document, event, { state: 'won' }),
  deal: event.data.deal,
});

const advancedBy = (document: LeadDocument, event: Exclude<LeadEvent, { type: 'LeadSubmitted' }>): LeadDocument => {
  const state = STATES[event.type];
  const reason = 'reason' in event.data ? event.data.reason : null;
  if (event.type === 'LeadAdvanced') return step(document, event, { state, stage: event.data.stage });
  const next = step(document, event, { state, reason });
  return event.type === 'LeadMarkedDuplicate' ? { ...next, duplicateOf: event.data.of } : next;
};

type Move = Readonly<{ state: LeadState; stage?: string; reason?: string | null }>;

const step = (document: LeadDocument, event: LeadEvent | RecordedEvent<'DealWon'>, move: Move): LeadDocument => {
  const { state, stage = null, reason = null } = move;
  const { recordedAt, id, data } = event;
  const isWon = document.state === 'won';
  return {
    ...document,
    state: isWon ? 'won' : state,
    stage: stage ?? document.stage,
    reason: isWon ? null : reason,
    timeline: [...document.timeline, { state, stage, reason, occurredAt: data.occurredAt, recordedAt, event: id }],
  };
};
