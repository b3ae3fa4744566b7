import type { Instant } from '@commission-ledger/calendar';
import type { EventOf, RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** Where a lead stands, as far as its own stream tells: a win is recorded on the deal first, and then here. */
export type LeadStage =
  | 'submitted'
  | 'accepted'
  | 'rejected'
  | 'duplicate'
  | 'in-progress'
  | 'won'
  | 'lost'
  | 'expired';

/** What a lead does about its customer: it claims when it begins or begins anew, and gives back when it ends. */
export type CustomerStep = RecordedEvent<
  'LeadSubmitted' | 'LeadReopened' | 'LeadRejected' | 'LeadMarkedDuplicate' | 'LeadLost' | 'LeadExpired'
>;

/** A lead; `undefined` before it is submitted. `detail` is what was said with the stage: a reason, a name, an id. */
export type LeadState =
  | Readonly<{
      lead: string;
      program: string;
      partner: string;
      stage: LeadStage;
      detail: string;
      submittedAt: Instant;
      /** The latest moment at which something happened on the lead. */
      heardAt: Instant;
      /** The revision of its last event. */
      revision: number;
      /** The key of the customer whom it claims. */
      customer: string | undefined;
      /** In order; none when the lead names no customer. */
      customerSteps: readonly CustomerStep[];
    }>
  | undefined;

/** The facts about a lead. */
export type LeadFactOffered = EventOf<
  | 'LeadSubmitted'
  | 'LeadAccepted'
  | 'LeadRejected'
  | 'LeadMarkedDuplicate'
  | 'LeadAdvanced'
  | 'LeadLost'
  | 'LeadExpired'
  | 'LeadReopened'
>;

/** Commands offer the fact they want recorded, some only as long as nothing has happened meanwhile. */
export type LeadCommand =
  | LeadFactOffered
  /** The deal that came of the lead: the first of them counts, whatever else was said of the lead. */
  | EventOf<'LeadWon'>
  /** Unless the lead is heard of again: `revision` is the last event at which it was silent. */
  | Readonly<{ type: 'ExpireSilentLead'; revision: number; fact: EventOf<'LeadExpired'> }>
  /** Unless the lead went on without the customer, or claims anew: `claim` is the event it claimed with. */
  | Readonly<{ type: 'YieldCustomer'; claim: number; fact: EventOf<'LeadMarkedDuplicate'> }>;

type LeadMove = Exclude<LeadFactOffered, { type: 'LeadSubmitted' }> | EventOf<'LeadWon'>;

type Move = Readonly<{ to: LeadStage; from: readonly LeadStage[] }>;

const OPEN: readonly LeadStage[] = ['submitted', 'accepted', 'in-progress'];

/** Whether anything may still come of a lead in this stage. */
export const isOpen = (stage: LeadStage): boolean => OPEN.includes(stage);

/** From which stages a fact may follow, and to which it leads. Nothing follows a win. */
const MOVES: Readonly<Record<LeadMove['type'], Move>> = {
  LeadAccepted: { to: 'accepted', from: ['submitted'] },
  LeadRejected: { to: 'rejected', from: ['submitted', 'accepted'] },
  LeadMarkedDuplicate: { to: 'duplicate', from: ['submitted', 'accepted'] },
  LeadAdvanced: { to: 'in-progress', from: ['accepted', 'in-progress'] },
  LeadWon: { to: 'won', from: [...OPEN, 'rejected', 'duplicate', 'lost', 'expired'] },
  LeadLost: { to: 'lost', from: OPEN },
  LeadExpired: { to: 'expired', from: OPEN },
  LeadReopened: { to: 'accepted', from: ['rejected', 'duplicate', 'lost', 'expired'] },
};

type Decision = E.Either<Refusal, readonly (LeadFactOffered | EventOf<'LeadWon'>)[]>;

const nothingNew = E.right([]);

const decide = (command: LeadCommand, state: LeadState): Decision => {
  switch (command.type) {
    case 'ExpireSilentLead':
      return E.right(state?.revision === command.revision && isOpen(state.stage) ? [command.fact] : []);
    case 'YieldCustomer': {
      const claims = state?.customerSteps.at(-1)?.revision === command.claim;
      return E.right(claims && MOVES.LeadMarkedDuplicate.from.includes(state.stage) ? [command.fact] : []);
    }
    case 'LeadWon':
      // A rehearsal brings deals without the leads they came from.
      return state === undefined || state.stage === 'won' ? nothingNew : move(command, state);
    case 'LeadSubmitted':
      return state === undefined ? E.right([command]) : E.left({ _tag: 'LeadExists', lead: command.data.lead });
    case 'LeadAccepted':
    case 'LeadRejected':
    case 'LeadMarkedDuplicate':
    case 'LeadAdvanced':
    case 'LeadLost':
    case 'LeadExpired':
    case 'LeadReopened':
      return move(command, state);
  }
};

const move = (fact: LeadMove, state: LeadState): Decision => {
  const { lead } = fact.data;
  if (state === undefined) return E.left({ _tag: 'UnknownLead', lead });
  if (fact.type === 'LeadMarkedDuplicate' && fact.data.of === lead)
    return E.left({ _tag: 'LeadIsDuplicateOfItself', lead });
  const { to, from } = MOVES[fact.type];
  if (to === state.stage && detailOf(fact) === state.detail) return nothingNew;
  return from.includes(state.stage)
    ? E.right([fact])
    : E.left({ _tag: 'LeadInState', lead, state: state.stage, wanted: to });
};

const detailOf = ({ type, data }: LeadMove): string => {
  switch (type) {
    case 'LeadAccepted':
    case 'LeadExpired':
      return '';
    case 'LeadAdvanced':
      return data.stage;
    case 'LeadWon':
      return data.deal;
    case 'LeadMarkedDuplicate':
      // Neither has a line break.
      return `${data.of}\n${data.reason ?? ''}`;
    case 'LeadRejected':
    case 'LeadLost':
    case 'LeadReopened':
      return data.reason;
  }
};

/** One lead, from its submission to its end. */
export const leadDecider: Decider<LeadCommand, LeadState, Refusal> = {
  initial: () => undefined,
  decide,
  evolve: (state, event) => {
    if (event.type === 'LeadSubmitted') {
      const { lead, program, partner, occurredAt, customer } = event.data;
      return {
        lead,
        program,
        partner,
        stage: 'submitted',
        detail: '',
        submittedAt: occurredAt,
        heardAt: occurredAt,
        revision: event.revision,
        customer,
        customerSteps: customer === undefined ? [] : [event],
      };
    }
    if (state === undefined || !isMove(event)) return state;
    const { occurredAt } = event.data;
    return {
      ...state,
      stage: MOVES[event.type].to,
      detail: detailOf(event),
      heardAt: occurredAt > state.heardAt ? occurredAt : state.heardAt,
      revision: event.revision,
      customerSteps:
        state.customer !== undefined && isCustomerStep(event) ? [...state.customerSteps, event] : state.customerSteps,
    };
  },
};

type Recorded = RecordedEvent<LeadMove['type']>;

const isMove = (event: RecordedEvent): event is Recorded => Object.hasOwn(MOVES, event.type);

const isCustomerStep = (event: Recorded): event is Exclude<CustomerStep, { type: 'LeadSubmitted' }> =>
  event.type !== 'LeadAccepted' && event.type !== 'LeadAdvanced' && event.type !== 'LeadWon';
