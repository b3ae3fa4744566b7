import { claimStream, leadStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { momentsOf, timeOfDay } from './moments.ts';

/** What was recorded about whose customer it is. */
export type ClaimEvent = RecordedEvent<'LeadClaimed' | 'ClaimReleased'>;

/** Every claim to the customer that a lead names, in the order recorded; none where it names nobody. */
export const claimsBeside = async (sources: Sources, lead: string): Answer<readonly ClaimEvent[]> => {
  const events = await sources.events.readRange(leadStream(lead), 0);
  if (E.isLeft(events)) return events;
  const submitted = events.right.find(
    (event): event is RecordedEvent<'LeadSubmitted'> => event.type === 'LeadSubmitted',
  );
  const customer = submitted?.data.customer;
  if (submitted === undefined || customer === undefined) return E.right([]);
  const claims = await sources.events.readRange(claimStream(submitted.data.program, customer), 0);
  return E.map((all: readonly RecordedEvent[]) => all.filter(isClaim))(claims);
};

const isClaim = (event: RecordedEvent): event is ClaimEvent =>
  event.type === 'LeadClaimed' || event.type === 'ClaimReleased';

/** Each claim with its time: who was first. */
export const claimRows = (claims: readonly ClaimEvent[], program: ProgramZone): readonly DraftRow[] =>
  claims.map((claim) => ({ said: claimSaid(claim, program), from: [eventRef(claim, claimPath(claim))] }));

const claimPath = ({ type }: ClaimEvent): string => (type === 'LeadClaimed' ? '/outcome' : '/because');

const claimSaid = (claim: ClaimEvent, { zone }: ProgramZone): Said => {
  const { on } = momentsOf(claim, zone);
  const at = { lead: claim.data.lead, on, time: timeOfDay(claim.data.occurredAt, zone) };
  if (claim.type === 'ClaimReleased') return { key: 'whyNotClaimReleased', holes: at };
  const { partner, outcome, until } = claim.data;
  const holes = { ...at, partner };
  switch (outcome) {
    case 'granted':
      return until === null
        ? { key: 'whyNotClaimGranted', holes }
        : { key: 'whyNotClaimGrantedUntil', holes: { ...holes, until } };
    case 'own':
      return { key: 'whyNotClaimOwn', holes };
    case 'protected':
      return { key: 'whyNotClaimProtected', holes };
  }
};
