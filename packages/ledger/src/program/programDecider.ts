import { type EventData, type EventOf, canonicalJson } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** What a program's settings are now; `undefined` before it is opened. */
export type ProgramState = EventData<'ProgramOpened'> | undefined;

/** Commands offer the fact they want recorded. */
export type ProgramCommand = EventOf<'ProgramOpened' | 'ProgramChanged'>;

/** A payout run's id is the date and the program's id; both must fit into an id. */
const LONGEST_PROGRAM_ID = 53;

const decide = (fact: ProgramCommand, state: ProgramState): E.Either<Refusal, readonly ProgramCommand[]> => {
  const { program } = fact.data;
  if (fact.type === 'ProgramOpened') {
    if (program.length > LONGEST_PROGRAM_ID)
      return E.left({ _tag: 'IdTooLong', id: program, limit: LONGEST_PROGRAM_ID });
    return state === undefined ? E.right([fact]) : E.left({ _tag: 'ProgramExists', program });
  }
  if (state === undefined) return E.left({ _tag: 'UnknownProgram', program });
  return E.right(changes(fact, state) ? [fact] : []);
};

/** A change to what is already so is nothing to record. */
const changes = ({ data }: EventOf<'ProgramChanged'>, state: NonNullable<ProgramState>): boolean =>
  canonicalJson({ ...state, ...data, occurredAt: state.occurredAt }) !== canonicalJson(state);

/** One partner program and its settings. */
export const programDecider: Decider<ProgramCommand, ProgramState, Refusal> = {
  initial: () => undefined,
  decide,
  evolve: (state, event) => {
    if (event.type === 'ProgramOpened') return event.data;
    return event.type === 'ProgramChanged' && state !== undefined ? { ...state, ...event.data } : state;
  },
};
