import type { EventData, EventOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** A run as far as it has come; `undefined` before it is prepared. */
export type PayoutRunState =
  | Readonly<{
      prepared: EventData<'PayoutRunPrepared'>;
      approvedBy: string | null;
      completed: EventData<'PayoutRunCompleted'> | null;
    }>
  | undefined;

/** Commands offer the fact they want recorded. */
export type PayoutRunCommand = EventOf<'PayoutRunPrepared' | 'PayoutRunApproved' | 'PayoutRunCompleted'>;

/** The id of a program's run on a date. */
export const payoutRunIdOf = (program: string, date: string): string => `${date}-${program}`;

const decide = (fact: PayoutRunCommand, state: PayoutRunState): E.Either<Refusal, readonly PayoutRunCommand[]> => {
  const { run } = fact.data;
  if (fact.type === 'PayoutRunPrepared') return E.right(state === undefined ? [fact] : []);
  if (state === undefined) return E.left({ _tag: 'RunNotPrepared', run });
  if (fact.type === 'PayoutRunCompleted') return E.right(state.completed === null ? [fact] : []);
  if (state.approvedBy !== null) return E.right([]);
  if (fact.data.approvedBy === state.prepared.preparedBy)
    return E.left({ _tag: 'SamePerson', person: fact.data.approvedBy, roles: 'author and approver of a payout run' });
  return E.right([fact]);
};

/** One payout run: prepared, approved, completed. */
export const payoutRunDecider: Decider<PayoutRunCommand, PayoutRunState, Refusal> = {
  initial: () => undefined,
  decide,
  evolve: (state, event) => {
    if (event.type === 'PayoutRunPrepared') return { prepared: event.data, approvedBy: null, completed: null };
    if (state === undefined) return state;
    if (event.type === 'PayoutRunApproved') return { ...state, approvedBy: event.data.approvedBy };
    return event.type === 'PayoutRunCompleted' ? { ...state, completed: event.data } : state;
  },
};
