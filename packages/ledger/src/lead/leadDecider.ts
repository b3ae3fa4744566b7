import type { Instant } from '@commission-ledger/calendar';
import type { EventOf, LedgerEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** Where a lead stands, as far as its own stream tells: a win is recorded on the deal. */
export type LeadStage = 'submitted' | 'accepted' | 'rejected' | 'duplicate' | 'in-progress' | 'lost' | 'expired';

/** A lead; `undefined` before it is submitted. `detail` is what was said with the stage: a reason, a name, an id. */
export type LeadState =
  | Readonly<{
      lead: string;
      program: string;
      partner: string;
      stage: LeadStage;
      detail: string;
      submittedAt: Instant;
    }>
  | undefined;

/** Commands offer the fact they want recorded. */
export type LeadCommand = EventOf<
  | 'LeadSubmitted'
  | 'LeadAccepted'
  | 'LeadRejected'
  | 'LeadMarkedDuplicate'
  | 'LeadAdvanced'
  | 'LeadLost'
  | 'LeadExpired'
  | 'LeadReopened'
>;

type LeadMove = Exclude<LeadCommand, { type: 'LeadSubmitted' }>;

type Move = Readonly<{ to: LeadStage; from: readonly LeadStage[] }>;

const OPEN: readonly LeadStage[] = ['submitted', 'accepted', 'in-progress'];

/** From which stages a fact may follow, and to which it leads. */
const MOVES: Readonly<Record<LeadMove['type'], Move>> = {
  LeadAccepted: { to: 'accepted', from: ['submitted'] },
  LeadRejected: { to: 'rejected', from: ['submitted', 'accepted'] },
  LeadMarkedDuplicate: { to: 'duplicate', from: ['submitted', 'accepted'] },
  LeadAdvanced: { to: 'in-progress', from: ['accepted', 'in-progress'] },
  LeadLost: { to: 'lost', from: OPEN },
  LeadExpired: { to: 'expired', from: OPEN },
  LeadReopened: { to: 'accepted', from: ['rejected', 'duplicate', 'lost', 'expired'] },
};

const decide = (fact: LeadCommand, state: LeadState): E.Either<Refusal, readonly LeadCommand[]> => {
  const { lead } = fact.data;
  if (fact.type === 'LeadSubmitted')
    return state === undefined ? E.right([fact]) : E.left({ _tag: 'LeadExists', lead });
  if (state === undefined) return E.left({ _tag: 'UnknownLead', lead });
  if (fact.type === 'LeadMarkedDuplicate' && fact.data.of === lead)
    return E.left({ _tag: 'LeadIsDuplicateOfItself', lead });
  const move = MOVES[fact.type];
  if (move.to === state.stage && detailOf(fact) === state.detail) return nothingNew;
  return move.from.includes(state.stage)
    ? E.right([fact])
    : E.left({ _tag: 'LeadInState', lead, state: state.stage, wanted: move.to });
};

const nothingNew = E.right([]);

const detailOf = ({ data }: LeadMove): string => {
  if ('reason' in data) return data.reason;
  if ('of' in data) return data.of;
  return 'stage' in data ? data.stage : '';
};

/** One lead, from its submission to its end. */
export const leadDecider: Decider<LeadCommand, LeadState, Refusal> = {
  initial: () => undefined,
  decide,
  evolve: (state, event) => {
    if (event.type === 'LeadSubmitted') {
      const { lead, program, partner, occurredAt } = event.data;
      return { lead, program, partner, stage: 'submitted', detail: '', submittedAt: occurredAt };
    }
    return state !== undefined && isMove(event)
      ? { ...state, stage: MOVES[event.type].to, detail: detailOf(event) }
      : state;
  },
};

const isMove = (event: LedgerEvent): event is LeadMove => Object.hasOwn(MOVES, event.type);
