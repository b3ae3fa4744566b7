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
  /** What happened; a lead that was `accepted` and one that was `reopened` are in the same state. */
  fact: LeadEvent['type'] | 'DealWon';
  state: LeadState;
  /** The stage of the sale that was reached. */
  stage: string | null;
  /** Why it was rejected, a duplicate, lost or reopened; the partner may read it. */
  reason: string | null;
  /** The deal that was won. */
  deal: string | null;
  /** The lead of which it was a duplicate; it may be another partner's. */
  duplicateOf: string | null;
  occurredAt: string;
  recordedAt: string;
  event: string;
}>;

/**
 * What became of the lead's claim to its customer, and the event that says so: see `LeadClaimed` and `ClaimReleased`.
 * Who else has the customer is not told. `until` is the last day of the protection; `null` is for ever, or for none.
 */
export type ClaimStep = Readonly<{
  outcome: EventData<'LeadClaimed'>['outcome'] | 'released';
  until: string | null;
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
  /** The key of the customer whom it claims. */
  customer: string | null;
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
  claims: readonly ClaimStep[];
}>;

/** One document for each lead. */
export const leads: Projection<LeadDocument> = {
  name: 'leads',
  version: 2,
  keysOf: (event) => {
    if (event.type === 'DealWon') return event.data.lead === undefined ? [] : [event.data.lead];
    return isLeadEvent(event) || isClaimEvent(event) ? [event.data.lead] : [];
  },
  evolve: (document, event, lead) => {
    if (event.type === 'DealWon') return wonBy(document ?? namedOnly(lead), event);
    if (isClaimEvent(event)) return claimedBy(document ?? namedOnly(lead), event);
    if (!isLeadEvent(event)) return document;
    if (event.type === 'LeadSubmitted') return submittedBy(document ?? namedOnly(lead), event);
    if (document?.submission == null) throw new CannotApply(`Lead ${lead} was never submitted.`);
    return advancedBy(document, event);
  },
};

/** What is told of a lead on its own stream. That it is won is told by `DealWon`: `LeadWon` says no more than that. */
export type LeadEvent = RecordedEvent<
  | 'LeadSubmitted'
  | 'LeadAccepted'
  | 'LeadRejected'
  | 'LeadMarkedDuplicate'
  | 'LeadAdvanced'
  | 'LeadLost'
  | 'LeadExpired'
  | 'LeadReopened'
>;

const STATES: Readonly<Record<(LeadEvent | RecordedEvent<'DealWon'>)['type'], LeadState>> = {
  LeadSubmitted: 'submitted',
  LeadAccepted: 'accepted',
  LeadRejected: 'rejected',
  LeadMarkedDuplicate: 'duplicate',
  LeadAdvanced: 'in-progress',
  LeadLost: 'lost',
  LeadExpired: 'expired',
  LeadReopened: 'accepted',
  DealWon: 'won',
};

/** Where a lead stands after this. */
export const stateAfter = ({ type }: LeadEvent | RecordedEvent<'DealWon'>): LeadState => STATES[type];

/** Whether it tells of a lead, on the lead's own stream. */
export const isLeadEvent = (event: RecordedEvent): event is LeadEvent =>
  event.type !== 'DealWon' && Object.hasOwn(STATES, event.type);

type ClaimEvent = RecordedEvent<'LeadClaimed' | 'ClaimReleased'>;

const isClaimEvent = (event: RecordedEvent): event is ClaimEvent =>
  event.type === 'LeadClaimed' || event.type === 'ClaimReleased';

const namedOnly = (lead: string): LeadDocument => ({
  lead,
  submission: null,
  state: 'submitted',
  stage: null,
  reason: null,
  duplicateOf: null,
  deal: null,
  timeline: [],
  claims: [],
});

const submittedBy = (document: LeadDocument, event: RecordedEvent<'LeadSubmitted'>): LeadDocument => {
  const { lead, program, partner, prospect, attributes, foreignKey, customer } = event.data;
  if (document.submission !== null) throw new CannotApply(`Lead ${lead} was submitted before.`);
  const told = { program, partner, attributes, foreignKey: foreignKey ?? null, customer: customer ?? null };
  const submission = { ...told, prospect: shownOf(prospect) };
  return step({ ...document, submission }, event, { state: stateAfter(event) });
};

const shownOf = (prospect: EventData<'LeadSubmitted'>['prospect']): ProspectShown =>
  'reference' in prospect ? { reference: prospect.reference } : { protected: true };

const wonBy = (document: LeadDocument, event: RecordedEvent<'DealWon'>): LeadDocument => {
  const { deal } = event.data;
  return { ...step(document, event, { state: stateAfter(event), deal }), deal };
};

const claimedBy = (document: LeadDocument, { type, data, recordedAt, id }: ClaimEvent): LeadDocument => {
  const { outcome, until } = type === 'LeadClaimed' ? data : { outcome: 'released' as const, until: null };
  const { occurredAt } = data;
  return { ...document, claims: [...document.claims, { outcome, until, occurredAt, recordedAt, event: id }] };
};

const advancedBy = (document: LeadDocument, event: Exclude<LeadEvent, { type: 'LeadSubmitted' }>): LeadDocument => {
  const state = stateAfter(event);
  const reason = 'reason' in event.data ? (event.data.reason ?? null) : null;
  if (event.type === 'LeadAdvanced') return step(document, event, { state, stage: event.data.stage });
  if (event.type !== 'LeadMarkedDuplicate') return step(document, event, { state, reason });
  const duplicateOf = event.data.of;
  return { ...step(document, event, { state, reason, duplicateOf }), duplicateOf };
};

type Move = Readonly<{ state: LeadState; stage?: string; reason?: string | null; deal?: string; duplicateOf?: string }>;

const step = (document: LeadDocument, event: LeadEvent | RecordedEvent<'DealWon'>, move: Move): LeadDocument => {
  const { state, stage = null, reason = null, deal = null, duplicateOf = null } = move;
  const { type: fact, recordedAt, id, data } = event;
  const isWon = document.state === 'won';
  const what = { fact, state, stage, reason, deal, duplicateOf };
  return {
    ...document,
    state: isWon ? 'won' : state,
    stage: stage ?? document.stage,
    reason: isWon ? null : reason,
    timeline: [...document.timeline, { ...what, occurredAt: data.occurredAt, recordedAt, event: id }],
  };
};
