import type { LocalDate } from '@commission-ledger/calendar';
import type { EventData, EventOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';

type Claimed = EventData<'LeadClaimed'>;

/** Who has the customer: the lead, its partner, and the last day on which it is protected; `null` is for ever. */
export type ClaimHolder = Claimed['holder'] & Readonly<{ until: LocalDate | null }>;

/** A customer whom partners compete for. */
export type ClaimState = Readonly<{
  holder: ClaimHolder | undefined;
  /** How often each lead has claimed the customer: once when it was submitted, and again whenever it was reopened. */
  claims: Map<string, number>;
}>;

/**
 * What a lead wants of its customer, and because of its how many-th claim: so that what is sent again, late or out of
 * order has no effect on a claim that it does not speak of.
 */
export type ClaimCommand =
  | Readonly<{
      type: 'ClaimCustomer';
      nth: number;
      /** The local date of the lead. */
      on: LocalDate;
      /** Until when the customer is protected if the claim is granted. */
      until: LocalDate | null;
      lead: Omit<Claimed, 'outcome' | 'holder' | 'until'>;
    }>
  | Readonly<{ type: 'ReleaseCustomer'; nth: number; released: EventData<'ClaimReleased'> }>;

type ClaimEvent = EventOf<'LeadClaimed' | 'ClaimReleased'>;

const decide = (command: ClaimCommand, state: ClaimState): E.Either<never, readonly ClaimEvent[]> => {
  if (command.type === 'ClaimCustomer')
    return E.right(claimsOf(command.lead.lead, state) < command.nth ? [claim(command, state)] : []);
  const { lead } = command.released;
  const holds = state.holder?.lead === lead && claimsOf(lead, state) === command.nth;
  return E.right(holds ? [{ type: 'ClaimReleased', data: command.released }] : []);
};

const claimsOf = (lead: string, { claims }: ClaimState): number => claims.get(lead) ?? 0;

/** A claim that ran out is nobody's; the day `until` still counts. */
const claim = (
  { lead, on, until }: Extract<ClaimCommand, { type: 'ClaimCustomer' }>,
  { holder }: ClaimState,
): ClaimEvent => {
  if (holder === undefined || (holder.until !== null && holder.until < on)) {
    const granted = { lead: lead.lead, partner: lead.partner };
    return { type: 'LeadClaimed', data: { ...lead, outcome: 'granted', holder: granted, until } };
  }
  const outcome = holder.partner === lead.partner ? 'own' : 'protected';
  const { until: held, ...who } = holder;
  return { type: 'LeadClaimed', data: { ...lead, outcome, holder: who, until: held } };
};

/** One customer of a program: the order in which its stream records claims decides who has it. */
export const claimDecider: Decider<ClaimCommand, ClaimState, never> = {
  initial: () => ({ holder: undefined, claims: new Map() }),
  decide,
  evolve: (state, event) => {
    if (event.type === 'ClaimReleased') return { ...state, holder: undefined };
    if (event.type !== 'LeadClaimed') return state;
    const { lead, holder, until } = event.data;
    return { holder: { ...holder, until }, claims: state.claims.set(lead, claimsOf(lead, state) + 1) };
  },
};
